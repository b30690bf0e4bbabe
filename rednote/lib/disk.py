"""How full the disks are on which uploads land: they refuse while reading and logging in still have room to go on."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings


def folders() -> list[Path]:
    """Where uploads lie: while they come in, and for good unless a bucket keeps them."""
    return [Path(tempfile.gettempdir()), *([] if settings.MEDIA_BUCKET else [existing(Path(settings.MEDIA_ROOT))])]


def existing(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def free_bytes() -> int:
    """What is left on the fullest of them."""
    return min(shutil.disk_usage(folder).free for folder in folders())


def is_short(coming: int = 0) -> bool:
    """Whether a file of so many bytes would take from what is kept free."""
    return free_bytes() - coming < settings.LIMITS["disk_reserve_bytes"]
