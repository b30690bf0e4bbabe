"""Work on notes and photos that a request need not wait for; each task takes ids and may run any number of times."""

import logging
from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from posts import images, opens, signals
from posts.models import DiscardedPhoto, FoldedBatch, Note, Photo, Rendition
from posts.readiness import lock_with_note, settle
from rednote.lib.images.render import RenderFailed
from rednote.lib.models import MAX_TRIES, WorkState
from rednote.lib.queue import enqueue

logger = logging.getLogger(__name__)

# Failures that another try may not meet; all others lie in the photo itself.
PASSING = {"too_slow", "too_heavy", "crashed"}
ABANDONED_AFTER = timedelta(hours=24)
ABANDONED_AT_ONCE = 200
BATCHES_KEPT = timedelta(days=2)


@shared_task
def make_renditions(photo_id: int) -> None:
    """Render a photo's sizes; with the last photo of a published note, others can see the note."""
    tries = Photo.objects.lease(photo_id)
    photo = Photo.objects.select_related("note").filter(pk=photo_id).first() if tries else None
    if photo is None:
        return
    if tries > MAX_TRIES:
        # The worker died over it each time.
        give_up(photo_id, "crashed")
        return
    try:
        made = images.make(photo)
    except RenderFailed as failed:
        take_failure(photo_id, failed.reason, tries, is_passing=failed.reason in PASSING)
    except Exception:  # the storage, most likely
        logger.exception("Photo %s was not rendered", photo_id)
        take_failure(photo_id, "storage", tries, is_passing=True)
    else:
        finish(photo_id, made)


def finish(photo_id: int, made: images.Made) -> None:
    """Renditions, photo and note become what they are in one transaction."""
    with transaction.atomic():
        locked = lock_with_note(photo_id)
        if locked:
            photo, note = locked
            replace_renditions(photo, made.keys)
            Rendition.objects.bulk_create(
                made.renditions,
                update_conflicts=True,
                unique_fields=["photo", "width", "format"],
                update_fields=["key", "size"],
            )
            facts = made.facts
            photo.width, photo.height, photo.ratio, photo.color = facts.width, facts.height, facts.ratio, facts.color
            photo.sha256, photo.found = facts.sha256, facts.metadata
            photo.state, photo.failure, photo.lease_until = WorkState.READY, "", None
            photo.save()
            if note:
                settle(note)
    if not locked:
        # Removed by its owner while it was rendered.
        images.discard(made.keys)


def replace_renditions(photo: Photo, keys: list[str]) -> None:
    """Let go of renditions of an earlier run that this one did not overwrite."""
    stale = Rendition.objects.filter(photo=photo).exclude(key__in=keys)
    if files := list(stale.values_list("key", flat=True)):
        stale.delete()
        enqueue(discard_photo, DiscardedPhoto.objects.create(keys=files).pk)


def take_failure(photo_id: int, reason: str, tries: int, *, is_passing: bool) -> None:
    if is_passing and tries < MAX_TRIES:
        Photo.objects.try_later(photo_id, reason, tries)
    else:
        give_up(photo_id, reason)


@transaction.atomic
def give_up(photo_id: int, reason: str) -> None:
    """The photo has failed for good, and its owner is told."""
    Photo.objects.fail(photo_id, reason)
    photo = Photo.objects.select_related("owner", "note").filter(pk=photo_id).first()
    if photo:
        signals.photo_failed.send(sender=Photo, photo=photo)


@shared_task
def discard_photo(discarded_id: int) -> None:
    """Delete the files of a photo that is gone."""
    if not DiscardedPhoto.objects.lease(discarded_id):
        return
    discarded = DiscardedPhoto.objects.get(pk=discarded_id)
    images.discard(discarded.keys)
    discarded.delete()


@shared_task
def collect_abandoned_uploads() -> None:
    """Remove photos that were uploaded a day ago and came to no note."""
    before = timezone.now() - ABANDONED_AFTER
    abandoned = Photo.objects.unattached().filter(created_at__lt=before).order_by("created_at")[:ABANDONED_AT_ONCE]
    with transaction.atomic():
        discard_photos(list(abandoned.select_for_update(skip_locked=True)))


def discard_photos(photos: list[Photo]) -> None:
    """Delete photos, rows first; their files follow once that is committed."""
    files: dict[int, list[str]] = {photo.pk: [photo.original_key] if photo.original_key else [] for photo in photos}
    for photo_id, key in Rendition.objects.filter(photo__in=photos).values_list("photo_id", "key"):
        files[photo_id].append(key)
    discarded = DiscardedPhoto.objects.bulk_create([DiscardedPhoto(keys=keys) for keys in files.values() if keys])
    Photo.objects.filter(pk__in=files).delete()
    for row in discarded:
        enqueue(discard_photo, row.pk)


@shared_task
def fold_opens() -> None:
    """Add the opens that were counted to the views of hashtags, and hand them on to the apps above."""
    for key, counts in opens.batches():
        with transaction.atomic():
            _batch, is_new = FoldedBatch.objects.get_or_create(key=key)
            if is_new:
                opens.add_views(counts)
                known = Note.objects.filter(pk__in=counts).values_list("pk", flat=True)
                signals.notes_opened.send(sender=Note, counts={note_id: counts[note_id] for note_id in known})
        opens.finish(key)
    FoldedBatch.objects.filter(created_at__lt=timezone.now() - BATCHES_KEPT).delete()
