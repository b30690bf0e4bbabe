"""Child processes: each in a group of its own, dying with its parent, written down for the next start to know."""

import contextlib
import ctypes
import fcntl
import json
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOG_LIMIT = 10 * 1024 * 1024
FIRST_DELAY, LONGEST_DELAY, STEADY_AFTER = 0.5, 30.0, 60.0


class EmbeddedError(Exception):
    """Something kept a server from running; the message is one line for the person at the terminal."""


@dataclass(frozen=True)
class User:
    """The account a child runs as when we are root and it must not be."""

    uid: int
    gid: int


@dataclass(frozen=True)
class Identity:
    """A process that cannot be mistaken for a later one with the same number."""

    pid: int
    started: str

    @classmethod
    def of(cls, pid: int) -> "Identity | None":
        started = _start_time(pid)
        return cls(pid, started) if started else None

    def is_alive(self) -> bool:
        return _start_time(self.pid) == self.started


class Process:
    """One child: started, watched, restarted with growing delay, stopped with all that it started."""

    def __init__(
        self,
        name: str,
        argv: Sequence[str],
        *,
        state_dir: Path,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        user: User | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        stop_seconds: float = 8.0,
        logged: bool = True,
        before_start: Callable[[], None] | None = None,
    ) -> None:
        self.name = name
        self.argv = list(argv)
        self.cwd = cwd
        self.env = dict(env) if env is not None else None
        self.user = user
        self.stop_signal = stop_signal
        self.stop_seconds = stop_seconds
        self.log = state_dir / "log" / f"{name}.log" if logged else None
        self.before_start = before_start
        self._record = state_dir / "run" / f"{name}.json"
        self._popen: subprocess.Popen[bytes] | None = None
        self._delay = FIRST_DELAY
        self._started_at = 0.0
        self._next_try = 0.0

    @property
    def pid(self) -> int | None:
        return self._popen.pid if self._popen else None

    @property
    def returncode(self) -> int | None:
        return self._popen.poll() if self._popen else None

    def is_running(self) -> bool:
        return self._popen is not None and self._popen.poll() is None

    def start(self) -> None:
        if self.before_start:
            self.before_start()
        with contextlib.ExitStack() as stack:
            output = stack.enter_context(_open_log(self.log)) if self.log else None
            self._popen = subprocess.Popen(
                self.argv,
                cwd=self.cwd,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                process_group=0,
                preexec_fn=_die_with_parent(self.stop_signal),
                **running_as(self.user),
            )
        self._started_at = time.monotonic()
        self._write_record(self._popen.pid)

    def tend(self) -> bool:
        """Start it again when it has ended by itself and its delay is over; return whether that happened now."""
        now = time.monotonic()
        if self._popen is None or self.is_running():
            if now - self._started_at > STEADY_AFTER:
                self._delay = FIRST_DELAY
            return False
        if not self._next_try:
            self._next_try = now + self._delay
            self._delay = min(self._delay * 2, LONGEST_DELAY)
        if now < self._next_try:
            return False
        self._next_try = 0.0
        _kill_group(self._popen.pid)
        self.start()
        return True

    def ask_to_stop(self) -> None:
        if self.is_running() and self._popen:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._popen.pid, self.stop_signal)

    def stop(self) -> None:
        """Ask, wait, then insist; what it started goes with it."""
        if self._popen is None:
            return
        self.ask_to_stop()
        try:
            self._popen.wait(self.stop_seconds)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()
        _kill_group(self._popen.pid)
        self._popen = None
        self._record.unlink(missing_ok=True)

    def stop_orphan(self) -> None:
        """Stop what an earlier, killed run left behind under this name, if it is still there."""
        record = read_record(self._record)
        if record is None:
            return
        if record.is_alive():
            stop_foreign(record, self.stop_signal, self.stop_seconds)
        if _start_time(record.pid) is None:
            _kill_group(record.pid)
        self._record.unlink(missing_ok=True)

    def log_tail(self, lines: int = 5) -> str:
        if self.log is None or not self.log.exists():
            return ""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def _write_record(self, pid: int) -> None:
        identity = Identity.of(pid)
        if identity:
            write_json(self._record, {"pid": identity.pid, "started": identity.started})


def running_as(user: User | None) -> dict[str, Any]:
    """The arguments of subprocess that make a child run as the user."""
    return {"user": user.uid, "group": user.gid, "extra_groups": []} if user else {}


def stop_foreign(process: Identity, stop_signal: signal.Signals, seconds: float) -> None:
    """Stop a process that is not our child: ask, wait, insist."""
    for number, patience in ((stop_signal, seconds), (signal.SIGKILL, 5.0)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, number)
        if wait_until(lambda: not process.is_alive(), patience):
            return


def wait_until(condition: Callable[[], bool], seconds: float, every: float = 0.02) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file; the kernel lets it go when we die, however we die."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write_json(path: Path, data: Mapping[str, object]) -> None:
    """Replace the file in one step, so that a reader or a kill never meets half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_text(json.dumps(data))
    draft.replace(path)


def read_json(path: Path) -> dict[str, object] | None:
    try:
        data = json.loads(path.read_text())
    except (OSError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def read_record(path: Path) -> Identity | None:
    data = read_json(path) or {}
    pid, started = data.get("pid"), data.get("started")
    return Identity(pid, started) if isinstance(pid, int) and isinstance(started, str) else None


def unprivileged_user() -> User | None:
    """Whom PostgreSQL runs as when we are root, which it refuses to be; None when we are a plain user."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedError(
            "PostgreSQL does not run as root and there is no user nobody: run as a plain user."
        ) from None
    return User(entry.pw_uid, entry.pw_gid)


def _start_time(pid: int) -> str | None:
    """When the process began, in the system's own words; None when there is none, or only its zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return None if fields[0] in "ZX" else fields[19]
    except FileNotFoundError:
        if sys.platform == "linux":
            return None
    except (OSError, IndexError):
        return None
    answer = subprocess.run(["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    state, _, started = answer.stdout.strip().partition(" ")
    return None if not started or state.startswith("Z") else started.strip()


def _die_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    """On Linux the kernel sends the child its stop signal when we are gone, so that a SIGKILL leaves nothing behind."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def before_exec() -> None:
        prctl(1, int(number), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return before_exec


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


@contextlib.contextmanager
def _open_log(path: Path) -> Iterator[int]:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LOG_LIMIT:
        path.replace(path.with_suffix(".log.1"))
    with path.open("ab") as file:
        yield file.fileno()
