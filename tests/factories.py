"""Rows that tests begin from, as the actions would have left them."""

from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from posts.models import Comment, Hashtag, Note, NoteHashtag, Photo, Rendition
from posts.models.notes import NoteState
from rednote.lib.images.child import SIZES
from rednote.lib.models import WorkState
from rednote.lib.search_tokens import search_vector


def make_note(author: User, *, hashtags: tuple[str, ...] = (), photos: int = 0, **fields) -> Note:
    """A note that is out: published, ready, public unless told otherwise."""
    now = timezone.now()
    fields = {
        "title": "A note",
        "state": NoteState.PUBLISHED,
        "published_at": now,
        "ready_at": now,
        "was_public": True,
        "composer_key": str(uuid4()),
    } | fields
    if fields["state"] == NoteState.DRAFT:
        fields |= {"published_at": None, "ready_at": None, "was_public": False}
    words = f"{fields['title']} {fields.get('body', '')} {' '.join(hashtags)}"
    note = Note.objects.create(author=author, search=search_vector(words), **fields)
    for name in hashtags:
        hashtag, _ = Hashtag.objects.get_or_create(name=name, defaults={"label": name})
        NoteHashtag.objects.create(note=note, hashtag=hashtag, published_at=note.published_at or now)
    for position in range(photos):
        make_photo(author, note=note, position=position)
    return Note.objects.get(pk=note.pk)


def make_photo(owner: User, *, note: Note | None = None, ready: bool = True, **fields) -> Photo:
    """A photo with the rows of its renditions (their files are not there unless a test stores them)."""
    state = WorkState.READY if ready else WorkState.PENDING
    fields = {"original_key": "originals/none", "width": 1080, "height": 1440, "state": state} | fields
    photo = Photo.objects.create(owner=owner, note=note, **fields)
    if ready:
        Rendition.objects.bulk_create(
            Rendition(
                photo=photo,
                width=size.nominal,
                format=size.format,
                key=f"renditions/{photo.pk}/{photo.token}/{size.name}",
                size=1,
            )
            for size in SIZES["photo"]
        )
    if note and note.cover_id is None:
        Note.objects.filter(pk=note.pk, cover=None).update(cover=photo)
    return photo


def make_comment(note: Note, author: User, body: str = "How lovely.", **fields) -> Comment:
    return Comment.objects.create(note=note, author=author, body=body, form_key=str(uuid4()), **fields)
