"""When others may see a published note: once each of its photos is ready, and not before."""

from django.utils import timezone

from posts import signals
from posts.models import Hashtag, Mention, Note, Photo


def settle(note: Note) -> None:
    """Choose the note's cover, its author's choice first, and let others see the note once all photos are ready.

    To be called in a transaction that holds the note's row, after anything that changed its photos.
    """
    photos = sorted(note.photos.in_order(), key=lambda photo: not photo.is_cover)
    cover = next((photo for photo in photos if photo.is_ready), photos[0] if photos else None)
    note.cover = cover
    becomes_ready = note.is_published and note.ready_at is None and photos and all(photo.is_ready for photo in photos)
    if becomes_ready:
        # Its counters change by trigger: two notes that share hashtags must take them in one order.
        list(Hashtag.objects.filter(note_links__note=note).order_by("id").select_for_update(no_key=True, of=("self",)))
        note.ready_at = timezone.now()
    if note.ready_at and note.is_for_everybody:
        note.was_public = True
    note.save(update_fields=["cover", "ready_at", "was_public"])
    if becomes_ready:
        signals.note_ready.send(sender=Note, note=note)
        for mention in Mention.objects.filter(note=note, comment=None).select_related("user"):
            signals.noted_mention.send(sender=Mention, user=mention.user, note=note, comment=None)


def lock_with_note(photo_id: int) -> tuple[Photo, Note | None] | None:
    """The rows of a photo and its note, both locked, the note first as everywhere; None when the photo is gone.

    A photo may come to a note, or leave it, while its lock is waited for: then the locks are taken anew.
    """
    while True:
        note = Note.objects.filter(photos=photo_id).select_for_update(no_key=True, of=("self",)).first()
        photo = Photo.objects.filter(pk=photo_id).select_for_update(no_key=True).first()
        if photo is None:
            return None
        if photo.note_id == (note.pk if note else None):
            return photo, note
