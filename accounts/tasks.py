"""Work on people's files that a request need not wait for."""

import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from celery import shared_task
from django.contrib.sessions.models import Session
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import Avatar, IdempotentRequest, RateWindow
from rednote.lib.images.render import RenderFailed, render
from rednote.lib.models import MAX_TRIES, WorkState

AVATAR_SIZES = (96, 256)
ANSWERS_KEPT = timedelta(days=1)
ATTEMPTS_KEPT = timedelta(hours=2)


def avatar_key(avatar: Avatar, size: int) -> str:
    """Where a square lies in the storage; a new upload has a new token, so nothing is ever overwritten."""
    return f"avatars/{avatar.pk}/{avatar.token}/{size}.webp"


def files_of(avatar: Avatar) -> list[str]:
    """Everything that an upload leaves in the storage."""
    return [avatar.original_key, *(avatar_key(avatar, size) for size in AVATAR_SIZES)]


@shared_task
def make_avatar(avatar_id: int) -> None:
    """Cut the upload to its squares; after three failures the initial stays."""
    tries = Avatar.objects.filter(pk=avatar_id).exists() and Avatar.objects.lease(avatar_id)
    if not tries:
        return
    if tries > MAX_TRIES:
        # The worker died over it every time, or the storage was never there.
        Avatar.objects.fail(avatar_id, "crashed")
        return
    avatar = Avatar.objects.get(pk=avatar_id)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "original"
        with default_storage.open(avatar.original_key) as upload, source.open("wb") as copy:
            for chunk in upload.chunks():
                copy.write(chunk)
        try:
            rendered = render(source, Path(folder), kind="avatar")
        except RenderFailed as failed:
            if tries < MAX_TRIES:
                Avatar.objects.try_later(avatar_id, failed.reason, tries)
            else:
                Avatar.objects.fail(avatar_id, failed.reason)
            return
        for rendition in rendered.renditions:
            if rendition.format == "webp":
                key = avatar_key(avatar, rendition.nominal)
                if not default_storage.exists(key):
                    with (Path(folder) / rendition.name).open("rb") as file:
                        default_storage.save(key, File(file))
    current = Avatar.objects.filter(pk=avatar_id, token=avatar.token)
    if not current.update(state=WorkState.READY, lease_until=None):
        # Replaced or removed while it was cut.
        discard_avatar_files(files_of(avatar))


@shared_task
def discard_avatar_files(keys: Sequence[str]) -> None:
    """Remove what an avatar that is gone left in the storage; one that is not there is no error."""
    for key in keys:
        default_storage.delete(key)


@shared_task
def forget_expired() -> None:
    """Delete what was only kept for a while: answers to repeat, counted attempts, ended sessions."""
    now = timezone.now()
    IdempotentRequest.objects.filter(created_at__lt=now - ANSWERS_KEPT).delete()
    RateWindow.objects.filter(window_start__lt=now - ATTEMPTS_KEPT).delete()
    Session.objects.filter(expire_date__lt=now).delete()
