"""Work on notes and photos that a request need not wait for; each task takes ids and may run any number of times."""

import logging
from datetime import timedelta
from functools import partial

from celery import shared_task
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Avatar
from accounts.tasks import make_avatar
from posts import images, opens, originality, signals, sweeping
from posts.models import DiscardedPhoto, FoldedBatch, Note, Origin, Photo, PhotoPrint, Refinement, Relocation, Rendition
from posts.models.photos import PhotoQuerySet, new_token
from posts.readiness import lock_with_note, settle
from rednote.lib.images.render import RenderFailed
from rednote.lib.models import MAX_TRIES, WorkState
from rednote.lib.queue import enqueue, send

logger = logging.getLogger(__name__)

# Failures that another try may not meet; all others lie in the photo itself.
PASSING = {"too_slow", "too_heavy", "crashed"}
ABANDONED_AFTER = timedelta(hours=24)
ABANDONED_AT_ONCE = 200
DISCARDED_AT_ONCE = 100
RELOCATED_AT_ONCE = 20
BATCHES_KEPT = timedelta(days=2)


@shared_task
def make_renditions(photo_id: int) -> None:
    """Render what a photo's note needs to appear; with the last photo of a published note, others can see the note."""
    tries = Photo.objects.lease(photo_id)
    photo = Photo.objects.select_related("note").filter(pk=photo_id).first() if tries else None
    if photo is None:
        return
    if tries > MAX_TRIES:
        # The worker died over it each time.
        give_up(photo, "crashed")
        return
    try:
        made = images.make(photo)
    except RenderFailed as failed:
        take_failure(photo, failed.reason, is_passing=failed.reason in PASSING)
    except Exception:  # the storage, most likely
        logger.exception("Photo %s was not rendered", photo_id)
        take_failure(photo, "storage", is_passing=True)
    else:
        finish(photo_id, made)


def finish(photo_id: int, made: images.Made) -> None:
    """Renditions, photo and note become what they are in one transaction; what takes long is left for later."""
    with transaction.atomic():
        locked = lock_with_note(photo_id)
        is_wanted = locked is not None and locked[0].token == made.token
        if locked and is_wanted:
            photo, note = locked
            replace_renditions(photo, made.keys)
            write_renditions(made)
            facts = made.facts
            photo.width, photo.height, photo.ratio, photo.color = facts.width, facts.height, facts.ratio, facts.color
            photo.sha256, photo.found, photo.thumbhash = facts.sha256, facts.metadata, facts.thumbhash
            photo.camera = facts.camera if keeps_camera(note) else ""
            photo.state, photo.failure, photo.lease_until = WorkState.READY, "", None
            photo.is_refined = False
            photo.save()
            refine_later(photo)
            compare_later(photo, facts.luma)
            if note:
                settle(note)
    if not is_wanted:
        # Its owner removed it, or changed how it is to be seen, while it was rendered.
        images.discard(made.keys)


def replace_renditions(photo: Photo, keys: list[str]) -> None:
    """Let go of renditions of an earlier run that this one did not overwrite."""
    deleted, _rows = Rendition.objects.filter(photo=photo).exclude(key__in=keys).delete()
    if deleted:
        enqueue(discard_waiting)


def write_renditions(made: images.Made) -> None:
    Rendition.objects.bulk_create(
        made.renditions,
        update_conflicts=True,
        unique_fields=["photo", "width", "format"],
        update_fields=["key", "size"],
    )


def keeps_camera(note: Note | None) -> bool:
    """Until a note is posted its author may still choose; after that only what is shown is kept."""
    return note is None or not note.is_published or note.shows_camera


def settle_cameras(note: Note) -> None:
    """Forget with what the photos of a posted note were taken, or read it from their originals once more."""
    photos = note.photos.uploaded()
    if not keeps_camera(note):
        photos.exclude(camera="").update(camera="")
    elif note.shows_camera:
        for photo in photos.filter(camera="", state=WorkState.READY, found__contains="camera"):
            refine_later(photo)


def refine_later(photo: Photo) -> None:
    """Leave the rest of a photo's renditions to the queue of what nobody waits for."""
    again = {"state": WorkState.PENDING, "due_at": timezone.now(), "lease_until": None, "tries": 0, "failure": ""}
    refinement, _is_new = Refinement.objects.update_or_create(photo=photo, defaults=again)
    enqueue(refine_photo, refinement.pk)


@shared_task
def refine_photo(refinement_id: int) -> None:
    """Render the sizes and formats of a photo that take long; until then it is shown in what there is."""
    tries = Refinement.objects.lease(refinement_id)
    refinement = Refinement.objects.select_related("photo__note").filter(pk=refinement_id).first() if tries else None
    if refinement is None:
        return
    if tries > MAX_TRIES:
        Refinement.objects.fail(refinement_id, "crashed")
        return
    try:
        made = images.make(refinement.photo, "rest")
    except Exception as error:  # the photo, or the storage
        logger.warning("Photo %s was not refined: %r", refinement.photo_id, error)
        if tries < MAX_TRIES:
            Refinement.objects.try_later(refinement_id, "crashed", tries)
        else:
            Refinement.objects.fail(refinement_id, "crashed")
    else:
        finish_refinement(refinement, made)


def finish_refinement(refinement: Refinement, made: images.Made) -> None:
    with transaction.atomic():
        locked = lock_with_note(refinement.photo_id)
        is_wanted = locked is not None and locked[0].token == made.token and locked[0].is_ready
        if locked and is_wanted:
            photo, note = locked
            write_renditions(made)
            photo.is_refined = True
            photo.camera = made.facts.camera if keeps_camera(note) else ""
            photo.save(update_fields=["is_refined", "camera"])
            Refinement.objects.filter(pk=refinement.pk).delete()
        elif locked and locked[0].is_ready:
            # Moved to new URLs meanwhile.
            refine_later(locked[0])
    if not is_wanted:
        images.discard(made.keys)


def retoken(photos: QuerySet[Photo]) -> None:
    """Give photos new URLs, and have their files moved: every earlier way to them leads nowhere from then on.

    To be called in a transaction that holds the rows of their notes.
    """
    rows = list(photos.order_by("pk").select_for_update(no_key=True, of=("self",)))
    for photo in rows:
        photo.token = new_token()
        if photo.state == WorkState.PROCESSING:
            # What is being made is for the old URLs, and will be thrown away: it is begun anew at once.
            photo.state, photo.lease_until, photo.tries, photo.due_at = WorkState.PENDING, None, 0, timezone.now()
            enqueue(make_renditions, photo.pk)
    Photo.objects.bulk_update(rows, ["token", "state", "lease_until", "tries", "due_at"], batch_size=1000)
    ready = [photo for photo in rows if photo.is_ready]
    relocations = Relocation.objects.bulk_create(
        [Relocation(photo=photo) for photo in ready],
        update_conflicts=True,
        unique_fields=["photo"],
        update_fields=["state", "due_at", "lease_until", "tries", "failure"],
    )
    if relocations:
        enqueue(relocate_waiting)


@shared_task
def relocate_waiting() -> None:
    """Move what waits to be moved, a batch in a task, and ask for the next."""
    waiting = Relocation.objects.filter(state=WorkState.PENDING).order_by("due_at")
    found = list(waiting.values_list("pk", flat=True)[: RELOCATED_AT_ONCE + 1])
    if len(found) > RELOCATED_AT_ONCE:
        enqueue(relocate_waiting)
    for relocation_id in found[:RELOCATED_AT_ONCE]:
        relocate_photo(relocation_id)


@shared_task
def relocate_photo(relocation_id: int) -> None:
    """Copy a photo's files to where its new token says, point its rows there, and delete the old ones."""
    tries = Relocation.objects.lease(relocation_id)
    relocation = Relocation.objects.select_related("photo").filter(pk=relocation_id).first() if tries else None
    if relocation is None:
        return
    photo = relocation.photo
    if not photo.is_ready:
        # It is rendered anew, under its new token, and what it leaves behind is discarded.
        relocation.delete()
        return
    renditions = [row for row in photo.renditions.all() if not row.key.startswith(images.key_of(photo, ""))]
    moved = {row.pk: images.key_of(photo, f"{row.width}.{row.format}") for row in renditions}
    for row in renditions:
        try:
            images.move(row, moved[row.pk])
        except Exception:  # it may be gone, or the storage away
            logger.exception("Rendition %s was not moved", row.key)
            if tries < MAX_TRIES:
                Relocation.objects.try_later(relocation_id, "storage", tries)
            else:
                Relocation.objects.fail(relocation_id, "storage")
            return
    with transaction.atomic():
        unchanged = Photo.objects.filter(pk=photo.pk, token=photo.token, state=WorkState.READY)
        current = unchanged.select_for_update(no_key=True).exists()
        if current:
            rows = Rendition.objects.filter(pk__in=moved).in_bulk()
            # A refinement may have written under the new token meanwhile.
            old = [row.key for row in rows.values() if row.key != moved[row.pk]]
            for row in rows.values():
                row.key = moved[row.pk]
            Rendition.objects.bulk_update(rows.values(), ["key"])
            if old:
                DiscardedPhoto.objects.create(keys=old)
            Relocation.objects.filter(pk=relocation_id).delete()
    if current:
        send(discard_waiting)
    else:
        # Yet another token came meanwhile, and with it its own turn.
        images.discard(list(moved.values()))


def take_failure(photo: Photo, reason: str, *, is_passing: bool) -> None:
    """`photo` is the row as the run that failed leased it."""
    if is_passing and photo.tries < MAX_TRIES:
        still_leased(photo).try_later(photo.pk, reason, photo.tries)
    else:
        give_up(photo, reason)


@transaction.atomic
def give_up(photo: Photo, reason: str) -> None:
    """The photo has failed for good, and its owner is told."""
    if still_leased(photo).fail(photo.pk, reason):
        failed = Photo.objects.select_related("owner", "note").get(pk=photo.pk)
        signals.photo_failed.send(sender=Photo, photo=failed)


def still_leased(photo: Photo) -> PhotoQuerySet:
    """The photo, unless another run took it over meanwhile: how that one ends is what counts."""
    return Photo.objects.filter(token=photo.token, tries=photo.tries, state=WorkState.PROCESSING)


@shared_task
def discard_waiting() -> None:
    """Delete the files of photos that are gone, a batch in a task, and ask for the next."""
    waiting = DiscardedPhoto.objects.filter(state=WorkState.PENDING, due_at__lte=timezone.now()).order_by("due_at")
    found = list(waiting.values_list("pk", flat=True)[: DISCARDED_AT_ONCE + 1])
    if len(found) > DISCARDED_AT_ONCE:
        enqueue(discard_waiting)
    for discarded_id in found[:DISCARDED_AT_ONCE]:
        discard_photo(discarded_id)


@shared_task
def discard_photo(discarded_id: int) -> None:
    """Delete the files of a photo that is gone; where that fails it is tried until it does not."""
    tries = DiscardedPhoto.objects.lease(discarded_id)
    if not tries:
        return
    discarded = DiscardedPhoto.objects.get(pk=discarded_id)
    try:
        images.discard(discarded.keys)
    except Exception:  # every storage has errors of its own
        logger.exception("Files were not deleted: %s", discarded.keys)
        DiscardedPhoto.objects.try_later(discarded_id, "storage", tries)
    else:
        discarded.delete()


@shared_task
def sweep_storage(step: int = 0, after: str = "") -> None:
    """Look for files without rows and rows without files, put right what can be, and go on with the next slice."""
    found = sweep_slice(step, after)
    if found is None:
        return
    if found.after is None:
        send(sweep_storage, step + 1)
    else:
        send(sweep_storage, step, found.after)


def sweep_slice(step: int, after: str, *, repairs: bool = True) -> sweeping.Findings | None:
    """One slice of one step: each folder of files, then photos, then avatars; None behind the last."""
    steps = [partial(sweeping.look_at_files, folder) for folder in sweeping.FOLDERS]
    if step < len(steps):
        found = steps[step](after)
    elif step == len(steps):
        found = sweeping.look_at_photos(after or "0")
    elif step == len(steps) + 1:
        found = sweeping.look_at_avatars()
    else:
        return None
    if found.orphans or found.unrendered or found.lost or found.avatars:
        logger.warning("The sweep of the storage found %s", found)
    if repairs:
        put_right(found)
    return found


@transaction.atomic
def put_right(found: sweeping.Findings) -> None:
    if found.orphans:
        DiscardedPhoto.objects.create(keys=found.orphans)
        enqueue(discard_waiting)
    for photo in Photo.objects.filter(pk__in=found.unrendered, state=WorkState.READY).select_for_update(no_key=True):
        # Under new names: what is still to be deleted of the old ones cannot meet what is written now.
        photo.token, photo.state, photo.tries, photo.due_at = new_token(), WorkState.PENDING, 0, timezone.now()
        photo.save(update_fields=["token", "state", "tries", "due_at"])
        enqueue(make_renditions, photo.pk)
    for photo in Photo.objects.filter(pk__in=found.unrefined, state=WorkState.READY):
        refine_later(photo)
    for avatar_id in found.avatars:
        again = Avatar.objects.filter(pk=avatar_id, state=WorkState.READY)
        if again.update(state=WorkState.PENDING, tries=0, due_at=timezone.now()):
            enqueue(make_avatar, avatar_id)


@shared_task
def collect_abandoned_uploads() -> None:
    """Remove photos that were uploaded a day ago and came to no note."""
    before = timezone.now() - ABANDONED_AFTER
    abandoned = Photo.objects.unattached().filter(created_at__lt=before).order_by("created_at")[:ABANDONED_AT_ONCE]
    with transaction.atomic():
        discard_photos(list(abandoned.select_for_update(skip_locked=True)))


def discard_photos(photos: list[Photo]) -> None:
    """Delete photos, rows first; their files, of which triggers keep word, follow once that is committed."""
    if photos:
        Photo.objects.filter(pk__in=[photo.pk for photo in photos]).delete()
        enqueue(discard_waiting)


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


def compare_later(photo: Photo, luma: bytes) -> None:
    """Have an upload compared with all other photos, a little after others can see it; drawn covers are all alike."""
    if not photo.is_drawn:
        originality.keep_luma(photo, luma)
        enqueue(compare_photo, photo.pk)


@shared_task
def compare_photo(photo_id: int) -> None:
    """Find the photos that look like this one, and have its note traced, and by that whichever are later than it."""
    tries = PhotoPrint.objects.lease(photo_id)
    kept = PhotoPrint.objects.select_related("photo").filter(pk=photo_id).first() if tries else None
    if kept is None:
        return
    if tries > MAX_TRIES:
        PhotoPrint.objects.fail(photo_id, kept.failure or "crashed")
        return
    try:
        luma = bytes(kept.luma) or images.luma(kept.photo)
    except RenderFailed as failed:
        PhotoPrint.objects.try_later(photo_id, failed.reason, tries)
        return
    originality.keep_hashes(kept.photo, luma)
    originality.compare(kept.photo, luma)
    done = {"state": WorkState.READY, "lease_until": None, "luma": luma}
    with transaction.atomic():
        PhotoPrint.objects.filter(pk=photo_id, state=WorkState.PROCESSING).update(**done)
        trace_later(Note.objects.listed().filter(photos=photo_id))


def trace_later(notes: QuerySet[Note]) -> None:
    """Have notes traced to their sources anew."""
    for note_id in originality.expect(notes):
        enqueue(trace_origin, note_id)


@shared_task
def trace_origin(note_id: int) -> None:
    """Find the note that this one is a near-duplicate of, if there is one."""
    tries = Origin.objects.lease(note_id)
    if tries > MAX_TRIES:
        Origin.objects.fail(note_id, "crashed")
    elif tries:
        for later_id in originality.trace(note_id):
            send(trace_origin, later_id)
