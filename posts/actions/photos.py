"""Photos from the upload on: kept, tried again, removed."""

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from posts import images, tasks
from posts.actions.errors import PhotoRefused
from posts.models import Note, Photo
from posts.readiness import lock_with_note, settle
from rednote.lib import disk
from rednote.lib.images.child import nearest_ratio
from rednote.lib.images.failures import FAILURES
from rednote.lib.images.probe import ImageRefused
from rednote.lib.models import WorkState
from rednote.lib.queue import enqueue


def upload_photo(*, owner: User, file: File, key: str = "") -> Photo:
    """Keep an upload privately and let the worker make its renditions; the same key again is the same photo.

    Raises PhotoRefused, with a code of `rednote.lib.images.failures.FAILURES`, for what is no photo or cannot be kept.
    """
    if key and (earlier := Photo.objects.filter(owner=owner, upload_key=key).first()):
        return earlier
    if disk.is_short(file.size or 0):
        raise PhotoRefused("disk_full", FAILURES["disk_full"], "photos")
    try:
        header = images.read_header(file)
    except ImageRefused as refused:
        raise PhotoRefused(refused.code, FAILURES[refused.code], "photos") from refused
    width, height = header.upright_size
    photo = Photo(owner=owner, upload_key=key, size=header.bytes, width=width, height=height)
    photo.whole_width, photo.whole_height = width, height
    photo.ratio = nearest_ratio(width, height)
    # Object first, then row: a row never names a file that is not there.
    try:
        photo.original_key = images.keep_original(photo, file)
    except images.StorageAway as away:
        raise PhotoRefused("storage", FAILURES["storage"], "photos") from away
    try:
        with transaction.atomic():
            photo.save(force_insert=True)
            enqueue(tasks.make_renditions, photo.pk)
    except IntegrityError:
        # The same upload, sent twice at once, came first on its other way.
        images.discard([photo.original_key])
        return Photo.objects.get(owner=owner, upload_key=key)
    return photo


@transaction.atomic
def retry_photo(*, photo: Photo) -> None:
    """Try once more to prepare a photo that failed."""
    again = Photo.objects.filter(pk=photo.pk, state=WorkState.FAILED)
    if again.update(state=WorkState.PENDING, failure="", tries=0, due_at=timezone.now()):
        enqueue(tasks.make_renditions, photo.pk)
    photo.refresh_from_db(fields=["state", "failure", "tries"])


@transaction.atomic
def remove_photo(*, photo: Photo) -> None:
    """Remove a photo and its files; a published note keeps at least one. A photo that is gone is no error."""
    locked = lock_with_note(photo.pk)
    if locked is None:
        return
    photo, note = locked
    if note and note.is_published and not note.photos.exclude(pk=photo.pk).exists():
        raise PhotoRefused("last_photo", _("A note keeps at least one photo. Delete the note instead."), "photos")
    tasks.discard_photos([photo])
    if note:
        settle(note)


def attach_photos(note: Note, photos: list[Photo], alts: dict[int, str]) -> list[Photo]:
    """Give the note these photos in this order, which are its author's own and on no other note; returns what left it.

    To be called in a transaction that holds the note's row.
    """
    order = list(dict.fromkeys(photo.pk for photo in photos))
    rows = Photo.objects.filter(owner=note.author_id, pk__in=order).order_by("pk").select_for_update(no_key=True)
    found = {row.pk: row for row in rows if row.note_id in (None, note.pk)}
    if len(found) < len(order):
        raise PhotoRefused("unknown_photo", _("One of these photos is no longer there. Choose it again."), "photos")
    left = list(note.photos.uploaded().exclude(pk__in=order))
    for position, photo_id in enumerate(order):
        row = found[photo_id]
        row.note, row.position, row.alt = note, position, alts.get(photo_id, row.alt)
    Photo.objects.bulk_update(found.values(), ["note", "position", "alt"])
    return left
