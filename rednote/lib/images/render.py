"""Renditions of one photo, made by a process of its own that may fail, stall or be broken into without harm."""

import base64
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rednote.lib.images import child
from rednote.lib.images.child import LUMA_SIDE, RATIOS, SIZES, WHOLE
from rednote.lib.images.palette import PALETTE
from rednote.lib.images.probe import ImageLimits, ImageRefused, probe

PROJECT_ROOT = Path(__file__).resolve().parents[3]
ANSWER_BYTES = 65536
SHA256 = re.compile(r"[0-9a-f]{64}")
KINDS_OF_METADATA = 20  # more than there are
THUMBHASH = re.compile(r"[A-Za-z0-9+/]{0,38}={0,2}")
CAMERA_LENGTH = 2 * child.CAMERA_LENGTH + 3


@dataclass(frozen=True, kw_only=True)
class RenderedFile:
    """One encoded size: its file lies in the output folder under `name`."""

    name: str
    format: str
    nominal: int
    width: int
    height: int
    bytes: int


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """What became of a photo: `width` and `height` are upright and full, `metadata` names what was left out.

    `luma` is the upright picture before its author's edits, 64 x 64 bytes of grey; it, `thumbhash` (base64) and `color`
    are found with the first renditions only.
    """

    width: int
    height: int
    ratio: str
    color: int
    metadata: list[str]
    renditions: list[RenderedFile]
    sha256: str
    thumbhash: str
    luma: bytes
    camera: str


class RenderFailed(Exception):
    """No renditions. `reason` is stable: missing, broken, too_heavy, too_slow, crashed, or a code of ImageRefused."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def render(
    path: str | os.PathLike,
    out_dir: str | os.PathLike,
    kind: str = "photo",
    timeout: float = 20,
    limits: ImageLimits | None = None,
    turn: int = 0,
    crop: Sequence[float] | None = None,
) -> Rendered:
    """Render the file at `path` into `out_dir`, in the sizes of a kind (`child.SIZES`); each file appears whole.

    `turn` (degrees clockwise) and then `crop` (left, top, width, height from 0 to 1) are done to the upright picture.
    """
    limits = limits or ImageLimits()
    try:
        with open(path, "rb") as file:
            header = probe(file, limits)
    except ImageRefused as refused:
        raise RenderFailed(refused.code) from refused
    except OSError as error:
        raise RenderFailed("missing") from error
    spec = {
        "path": os.path.abspath(path),
        "out_dir": os.path.abspath(out_dir),
        "kind": kind,
        "format": header.format,
        "is_p3": header.is_p3,
        "max_pixels": int(limits.max_megapixels[header.format] * 1_000_000),
        "orientation": header.orientation_left,
        "turn": turn,
        "crop": crop,
        "parent": os.getpid(),
    }
    try:
        answer = _run(spec, timeout)
    except OSError as error:
        raise RenderFailed("crashed") from error
    if "error" in answer:
        raise RenderFailed(answer["error"])
    return _checked(answer, Path(out_dir), kind, limits.max_side)


def _run(spec: dict, timeout: float) -> dict:
    """The child's answer. It inherits no environment (secrets), no files, and dies with its whole group."""
    environment = {
        "PATH": os.defpath,
        "PYTHONPATH": str(PROJECT_ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OPENBLAS_NUM_THREADS": "1",
        # Threads of a decoder must not each reserve 64 MB of the address space that the limit counts.
        "MALLOC_ARENA_MAX": "2",
    }
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-sP", "-m", "rednote.lib.images.child"],
            stdin=subprocess.PIPE,
            # A file, not a pipe: what a broken child says is limited by its own limit of file size.
            stdout=said,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd="/",
            close_fds=True,
            start_new_session=True,
        )
        try:
            # The line is shorter than a pipe's buffer, so this cannot block; a child that is gone shows by its code.
            with contextlib.suppress(BrokenPipeError), process.stdin as stdin:  # type: ignore[union-attr]
                stdin.write(json.dumps(spec).encode() + b"\n")
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise RenderFailed("too_slow") from None
        finally:
            # Also when a task's own time limit is raised in the middle of the wait.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        said.seek(0)
        answer = said.read(ANSWER_BYTES)
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise RenderFailed("too_slow")
    try:
        return json.loads(answer) if code == 0 else {"error": "crashed"}
    except ValueError:
        return {"error": "crashed"}


def _checked(answer: dict, out_dir: Path, kind: str, max_side: int) -> Rendered:
    """The answer, trusted only as far as it can be seen: a decoder that was broken into may say anything."""
    try:
        luma = base64.b64decode(answer["luma"], validate=True)
        files = [RenderedFile(**fact) for fact in answer["renditions"]]
        rendered = Rendered(**answer | {"renditions": files, "luma": luma})
        allowed = {size.name for size in (*SIZES[kind], *((WHOLE,) if kind == "photo" else ()))}
        is_sound = (
            rendered.ratio in RATIOS
            and all(side in range(1, max_side + 1) for side in (rendered.width, rendered.height))
            and bool(SHA256.fullmatch(rendered.sha256))
            and isinstance(rendered.metadata, list)
            and len(rendered.metadata) < KINDS_OF_METADATA
            and all(word.isalpha() for word in rendered.metadata)
            and rendered.color in range(len(PALETTE))
            and bool(THUMBHASH.fullmatch(rendered.thumbhash))
            and len(luma) == (LUMA_SIDE**2 if kind == "photo" else 0)
            and rendered.camera.isprintable()
            and len(rendered.camera) <= CAMERA_LENGTH
            and (rendered.renditions or kind == "rest")
            and all(file.name in allowed for file in rendered.renditions)
            and all((out_dir / file.name).stat().st_size == file.bytes for file in rendered.renditions)
        )
    except (TypeError, KeyError, ValueError, OSError, AttributeError):
        is_sound = False
    if not is_sound:
        raise RenderFailed("crashed")
    return rendered
