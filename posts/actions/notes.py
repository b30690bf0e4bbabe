"""Notes from the first draft to the end: saved, published, edited, deleted, taken down, restored, opened."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from posts import opens, signals, tasks
from posts.actions.arranging import Arrangement, arrange, choose_cover
from posts.actions.credits import set_credits
from posts.actions.errors import NoteRefused, PhotoRefused, checked_text
from posts.actions.links import count_spellings, hashtags_of, link_hashtags, link_people
from posts.actions.photos import attach_photos
from posts.channels import Channel
from posts.covers import CoverStyle
from posts.models import Hashtag, Note, NoteState, Photo, Tombstone, Visibility
from posts.readiness import settle
from rednote.lib import languages
from rednote.lib.queue import enqueue
from rednote.lib.search_tokens import search_vector

TEXTS = {"title": True, "body": False, "place": True, "cover_text": False}  # name: whether it is one line
CHOICES = {
    "channel": Channel.values,
    "visibility": Visibility.values,
    "language": languages.LANGUAGES,
    "cover_style": CoverStyle.values,
}
DERIVED = ("is_listed", "search")


@transaction.atomic
def save_draft(
    *,
    author: User,
    composer_key: str,
    photos: Iterable[Photo] = (),
    alts: dict[int, str] | None = None,
    arrangements: dict[int, Arrangement] | None = None,
    cover: int | None = None,
    credits: Iterable[Note] | None = None,
    shows_camera: bool | None = None,
    **fields: str,
) -> Note:
    """Keep what the composer holds, for its author alone; once published, a late draft changes nothing.

    `fields` are those of `publish_note`. Raises NoteRefused or PhotoRefused.
    """
    note = Note.objects.select_for_update(no_key=True).filter(author=author, composer_key=composer_key).first()
    if note is None:
        if Note.objects.drafts_of(author).count() >= settings.LIMITS["drafts_per_person"]:
            raise NoteRefused("too_many_drafts", _("You have many drafts. Post or delete one of them first."))
        note, _is_new = Note.objects.get_or_create(author=author, composer_key=composer_key)
    if note.is_published:
        return note
    write(note, fields)
    if shows_camera is not None:
        note.shows_camera = shows_camera
    note.save()
    attach(note, photos, alts or {}, may_remove=False)
    arrange_photos(note, arrangements or {}, cover)
    if credits is not None:
        set_credits(note, credits)
    settle(note)
    return note


@transaction.atomic
def publish_note(
    *,
    author: User,
    composer_key: str,
    title: str = "",
    body: str = "",
    channel: str = "",
    language: str = "",
    place: str = "",
    visibility: str = Visibility.PUBLIC,
    photos: Iterable[Photo] = (),
    alts: dict[int, str] | None = None,
    arrangements: dict[int, Arrangement] | None = None,
    cover: int | None = None,
    credits: Iterable[Note] | None = None,
    cover_text: str = "",
    cover_style: str = "",
    shows_camera: bool = False,
    published_at: datetime | None = None,
) -> Note:
    """Publish a note once for each composer: with photos, or with a cover drawn from `cover_text`.

    `alts` and `arrangements` are by the ids of photos, `cover` is one of these ids, `credits` are notes that it comes
    from. Others see it as soon as its photos are ready; without a language it is detected. Raises NoteRefused,
    PhotoRefused.
    """
    # One at a time for each author: which note is the first, and whether the account is open, stays so meanwhile.
    author = User.objects.select_for_update(no_key=True).get(pk=author.pk)
    mine = Note.objects.select_for_update(no_key=True, of=("self",))
    note = mine.filter(author=author, composer_key=composer_key).first() or Note(composer_key=composer_key)
    if note.is_published:
        return note
    note.author = author
    texts = {"title": title, "body": body, "place": place, "cover_text": cover_text, "cover_style": cover_style}
    write(note, {**texts, "channel": channel, "language": language, "visibility": visibility})
    now = timezone.now()
    note.state, note.published_at = NoteState.PUBLISHED, min(published_at or now, now)
    note.is_first = not Note.objects.by(author).filter(state=NoteState.PUBLISHED).exists()
    note.is_author_open = author.is_open
    note.shows_camera = shows_camera
    save_published(note, list(photos), alts or {}, was=[])
    arrange_published(note, arrangements or {}, cover)
    if credits is not None:
        set_credits(note, credits)
    signals.note_published.send(sender=Note, note=note)
    settle(note)
    forget_derived(note)
    return note


@transaction.atomic
def edit_note(
    *,
    note: Note,
    photos: Iterable[Photo] | None = None,
    alts: dict[int, str] | None = None,
    arrangements: dict[int, Arrangement] | None = None,
    cover: int | None = None,
    credits: Iterable[Note] | None = None,
    shows_camera: bool | None = None,
    **fields: str,
) -> Note:
    """Change a published note; what is not given stays. It keeps its place in time.

    For a smaller audience its photos move to new URLs. `fields` are those of `publish_note`. Raises NoteRefused or
    PhotoRefused.
    """
    note = Note.objects.select_for_update(no_key=True, of=("self",)).select_related("author").get(pk=note.pk)
    named_before, seen_by, drawn = hashtags_of(note), note.visibility, (note.cover_text, note.cover_style)
    write(note, fields)
    if shows_camera is not None:
        note.shows_camera = shows_camera
    note.edited_at = timezone.now()
    if Visibility.values.index(note.visibility) > Visibility.values.index(seen_by):
        tasks.retoken(Photo.objects.filter(note=note))
    if photos is None:
        photos = note.photos.uploaded().in_order()
    save_published(note, list(photos), alts or {}, was=named_before, drawn_before=drawn)
    arrange_published(note, arrangements or {}, cover)
    if credits is not None:
        set_credits(note, credits)
    signals.note_edited.send(sender=Note, note=note)
    settle(note)
    forget_derived(note)
    return note


@transaction.atomic
def delete_note(*, note: Note) -> None:
    """Delete a note or a draft with all that hangs on it; of what everybody could see, a stone says that it is gone."""
    locked = Note.objects.select_for_update(of=("self",)).select_related("author").filter(pk=note.pk).first()
    if locked is None:
        return
    if locked.was_public:
        Tombstone.objects.get_or_create(note_id=locked.pk, defaults={"reason": Tombstone.Reason.DELETED})
    if locked.is_published:
        named = {spelling.name: spelling.text for spelling in hashtags_of(locked)}
        links = Hashtag.objects.filter(note_links__note=locked).order_by("id")
        hashtags = links.select_for_update(no_key=True, of=("self",))
        count_spellings(less=[(tag, named[tag.name]) for tag in hashtags if tag.name in named], more=[])
    tasks.discard_photos(list(locked.photos.all()))
    locked.delete()


@transaction.atomic
def take_down_note(*, note: Note, reason: str) -> None:
    """Hide a note from everybody but its author, who reads the reason."""
    taken = Note.objects.filter(pk=note.pk, taken_down_at=None)
    if taken.update(taken_down_at=timezone.now(), takedown_reason=reason):
        note.refresh_from_db()
        tasks.retoken(Photo.objects.filter(note=note))


@transaction.atomic
def restore_note(*, note: Note) -> None:
    taken = Note.objects.filter(pk=note.pk, taken_down_at__isnull=False)
    if taken.update(taken_down_at=None, takedown_reason=""):
        note.refresh_from_db()
        signals.note_restored.send(sender=Note, note=note)


def open_note(*, note: Note, viewer_key: str) -> None:
    """Count that somebody opened a note; `viewer_key` tells people apart for a day."""
    if note.is_published:
        opens.count(note.pk, viewer_key)


# --- What these share, in the order of their calls --------------------------------------------------------------------


def write(note: Note, fields: dict[str, str]) -> None:
    """Set the fields that a composer knows, checked; raises NoteRefused."""
    for name, value in fields.items():
        if name in TEXTS:
            limit = settings.LIMITS[f"{name}_length"]
            value = checked_text(NoteRefused, name, value, max_length=limit, single_line=TEXTS[name])
        elif value not in CHOICES[name] and (value or name == "visibility"):
            raise NoteRefused("unknown_choice", _("This is not one of the choices."), name)
        setattr(note, name, value)


def save_published(
    note: Note,
    photos: list[Photo],
    alts: dict[int, str],
    *,
    was: list,
    drawn_before: tuple[str, str] = ("", ""),
) -> None:
    """Save a published note with its photos and with what its texts link to; `was` are the hashtags it named before."""
    note.is_text_cover = not photos and bool(note.cover_text)
    if not note.is_text_cover:
        note.cover_text = note.cover_style = ""
    if not photos and not note.cover_text:
        raise NoteRefused("no_photos", _("Add a photo, or write a text for the cover."), "photos")
    if any(photo.is_failed for photo in photos):
        raise NoteRefused("failed_photo", _("A photo could not be prepared. Try it again or remove it."), "photos")
    named = hashtags_of(note)
    if len(named) > settings.LIMITS["hashtags_per_note"]:
        most = settings.LIMITS["hashtags_per_note"]
        raise NoteRefused("too_many_hashtags", _("Use at most {most} hashtags.").format(most=most), "body")
    texts = "\n".join([note.title, note.cover_text, note.body])
    if not note.language:
        note.language = languages.detect(texts)
    people = f"{note.author.handle} {note.author.name}"
    note.search = search_vector("\n".join([texts, note.place, people]))
    note.save()
    forget_derived(note)
    attach(note, photos, alts, may_remove=True)
    tasks.settle_cameras(note)
    draw_cover(note, drawn_before)
    link_hashtags(note, before=was, after=named)


def attach(note: Note, photos: Iterable[Photo], alts: dict[int, str], *, may_remove: bool) -> None:
    """Give the note its photos; what it had before is removed for good, or from a draft only set aside."""
    photos = list(photos)
    if len(photos) > settings.LIMITS["photos_per_note"]:
        most = settings.LIMITS["photos_per_note"]
        raise NoteRefused("too_many_photos", _("A note holds {most} photos.").format(most=most), "photos")
    left = attach_photos(note, photos, checked_alts(alts))
    if may_remove:
        tasks.discard_photos(left)
    else:
        Photo.objects.filter(pk__in=[photo.pk for photo in left]).update(note=None)


def arrange_published(note: Note, arrangements: dict[int, Arrangement], cover: int | None) -> None:
    arrange_photos(note, arrangements, cover)
    link_people(note)


def arrange_photos(note: Note, arrangements: dict[int, Arrangement], cover: int | None) -> None:
    """Show the note's photos as their author wants them; without a word on a cover the choice stays."""
    for photo in note.photos.filter(pk__in=arrangements).order_by("pk").select_for_update(no_key=True):
        arrange(photo, arrangements[photo.pk], owner=note.author)
    if cover is not None:
        choose_cover(note, cover)


def checked_alts(alts: dict[int, str]) -> dict[int, str]:
    limit = settings.LIMITS["alt_length"]
    return {
        photo_id: checked_text(PhotoRefused, "photos", alt, max_length=limit, single_line=True)
        for photo_id, alt in alts.items()
    }


def draw_cover(note: Note, before: tuple[str, str]) -> None:
    """Have the cover of a text note drawn, again when its words or its style changed; photos replace it."""
    drawn = list(note.photos.filter(original_key=""))
    if note.is_text_cover and drawn and before == (note.cover_text, note.cover_style):
        return
    tasks.discard_photos(drawn)
    if note.is_text_cover:
        cover = Photo.objects.create(owner=note.author, note=note, alt=note.cover_text)
        enqueue(tasks.make_renditions, cover.pk)


def forget_derived(note: Note) -> None:
    """Have what the database derives read again when it is asked for."""
    for name in DERIVED:
        note.__dict__.pop(name, None)
