"""How an author wants a photo seen: turned, cropped, with a point that stays in sight, with tags on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from posts import tasks
from posts.actions.errors import PhotoRefused, checked_text
from posts.actions.links import link_people
from posts.models import Note, Photo, PhotoTag, TagKind
from posts.models.photos import new_token
from posts.readiness import lock_with_note, settle
from rednote.lib.ids import new_id
from rednote.lib.images.child import RATIOS, nearest_ratio
from rednote.lib.images.framing import TURNS, NoWindow, Window, cropped, largest, ratio_of, turned, window
from rednote.lib.models import WorkState
from rednote.lib.queue import enqueue

FOCUS_STEP = 5


@dataclass(frozen=True)
class Tag:
    """A tag as it is typed: for a person, `text` is the handle, with or without @; `x`, `y` in percent."""

    kind: str
    text: str
    x: int = 50
    y: int = 50


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """What is not given stays.

    `ratio` is one of the five shapes by name, "" for the picture as it is; `crop` says which window of that shape, as
    fractions of the turned picture; one that has another shape, or none, gives way to the largest around the focus.
    """

    turn: int | None = None
    ratio: str | None = None
    crop: Sequence[float] | None = None
    focus: tuple[int, int] | None = None
    tags: Sequence[Tag] | None = None


@transaction.atomic
def arrange_photo(*, photo: Photo, arrangement: Arrangement, alt: str | None = None) -> None:
    """Change how a photo is seen; with another turn or crop it is rendered anew. Raises PhotoRefused."""
    locked = lock_with_note(photo.pk)
    if locked is None:
        return
    photo, note = locked
    if alt is not None:
        limit = settings.LIMITS["alt_length"]
        photo.alt = checked_text(PhotoRefused, "alt", alt, max_length=limit, single_line=True)
        photo.save(update_fields=["alt"])
    arrange(photo, arrangement, owner=photo.owner)
    if note:
        settle(note)
        if note.is_published and arrangement.tags is not None:
            link_people(note)


def arrange(photo: Photo, arrangement: Arrangement, *, owner: User) -> None:
    """The same for a photo whose row, and whose note's, the caller holds."""
    focus = checked_focus(arrangement.focus) if arrangement.focus else (photo.focus_x, photo.focus_y)
    turn = photo.turn if arrangement.turn is None else arrangement.turn
    if turn not in TURNS:
        raise PhotoRefused("bad_turn", _("A photo turns by 0, 90, 180 or 270 degrees."), "photos")
    size = turned(photo.whole_size, turn)
    crop = chosen_window(photo, arrangement, size, focus)
    is_changed = (turn, crop) != (photo.turn, tuple(photo.crop) if photo.crop else None)
    photo.whole_width, photo.whole_height = photo.whole_size
    photo.turn, photo.crop = turn, list(crop) if crop else None
    photo.focus_x, photo.focus_y = focus
    if is_changed and not photo.is_drawn:
        photo.width, photo.height = cropped(size, crop)
        photo.ratio = nearest_ratio(photo.width, photo.height)
        photo.state, photo.failure, photo.tries = WorkState.PENDING, "", 0
        photo.due_at, photo.lease_until = timezone.now(), None
        # Every earlier URL refuses, and a run that began before sees that it is out of date.
        photo.token = new_token()
        enqueue(tasks.make_renditions, photo.pk)
    photo.save()
    if arrangement.tags is not None:
        set_tags(photo, arrangement.tags, owner)


def chosen_window(
    photo: Photo, arrangement: Arrangement, size: tuple[int, int], focus: tuple[int, int]
) -> Window | None:
    """The window that is meant; raises PhotoRefused for what is none, or has none of the five shapes."""
    try:
        given = window(arrangement.crop) if arrangement.crop else None
    except NoWindow:
        raise PhotoRefused("bad_crop", _("This part lies outside the photo."), "photos") from None
    if arrangement.ratio is None:
        if given is None:
            # Nothing was said; but what a turn lays on its side is no longer the same part of the picture.
            stays = photo.crop if arrangement.turn in (None, photo.turn) else None
            return window(stays) if stays else None
        if not ratio_of(size, given):
            raise PhotoRefused("bad_ratio", no_such_ratio(), "photos")
        return given
    if arrangement.ratio == "":
        return None
    if arrangement.ratio not in RATIOS:
        raise PhotoRefused("bad_ratio", no_such_ratio(), "photos")
    return given if ratio_of(size, given) == arrangement.ratio else largest(size, arrangement.ratio, focus)


def no_such_ratio() -> str:
    shapes = ", ".join(name.replace("x", ":") for name in RATIOS)
    return _("A photo can be cropped to one of these shapes: {shapes}.").format(shapes=shapes)


def checked_place(place: tuple[int, int]) -> tuple[int, int]:
    if not all(0 <= number <= 100 for number in place):
        raise PhotoRefused("bad_place", _("Give places on a photo in percent, from 0 to 100."), "photos")
    return place


def checked_focus(focus: tuple[int, int]) -> tuple[int, int]:
    """In steps for which the style sheet has a class each."""
    x, y = checked_place(focus)
    return round(x / FOCUS_STEP) * FOCUS_STEP, round(y / FOCUS_STEP) * FOCUS_STEP


def set_tags(photo: Photo, tags: Sequence[Tag], owner: User) -> None:
    """Bring a photo's tags in line with these; the people among them are those whom its owner may see."""
    if len(tags) > settings.LIMITS["tags_per_photo"]:
        most = settings.LIMITS["tags_per_photo"]
        raise PhotoRefused("too_many_tags", _("A photo holds {most} tags.").format(most=most), "photos")
    people = people_of(tags, owner)
    rows: dict[object, PhotoTag] = {}
    for tag in tags:
        x, y = checked_place((tag.x, tag.y))
        if tag.kind == TagKind.PERSON:
            handle = handle_of(tag)
            if handle not in people:
                raise PhotoRefused(
                    "unknown_person", _("There is nobody here called @{handle}.").format(handle=handle), "photos"
                )
            rows.setdefault(handle, PhotoTag(photo=photo, kind=tag.kind, person=people[handle], x=x, y=y))
        elif tag.kind in TagKind.values:
            limit = settings.LIMITS["tag_length"]
            label = checked_text(PhotoRefused, "photos", tag.text, max_length=limit, single_line=True)
            if label:
                rows[tag] = PhotoTag(photo=photo, kind=tag.kind, label=label, x=x, y=y)
        else:
            raise PhotoRefused("unknown_choice", _("This is not one of the choices."), "photos")
    # Ids of one moment are in no order; these are, and so the tags stay in theirs.
    first = new_id()
    for place, row in enumerate(rows.values()):
        row.pk = first + place
    wanted = [(row.kind, row.person_id, row.label, row.x, row.y) for row in rows.values()]
    if wanted != list(photo.tags.order_by("id").values_list("kind", "person_id", "label", "x", "y")):
        photo.tags.all().delete()
        PhotoTag.objects.bulk_create(rows.values())


def people_of(tags: Iterable[Tag], owner: User) -> dict[str, User]:
    handles = {handle_of(tag) for tag in tags if tag.kind == TagKind.PERSON}
    if not handles:
        return {}
    return {person.handle: person for person in User.objects.visible_to(owner).filter(handle__in=handles)}


def handle_of(tag: Tag) -> str:
    return tag.text.strip().removeprefix("@").lower()[:60]


def choose_cover(note: Note, photo_id: int) -> None:
    """Let this photo stand on the note's card, whatever its place."""
    note.photos.filter(is_cover=True).exclude(pk=photo_id).update(is_cover=False)
    note.photos.filter(pk=photo_id, is_cover=False).update(is_cover=True)


@transaction.atomic
def untag_person(*, photo: Photo, person: User) -> None:
    """Take a person's name off a photo, and the mention with it. One that is not there is no error."""
    locked = lock_with_note(photo.pk)
    if locked is None or not PhotoTag.objects.filter(photo=photo, person=person).delete()[0]:
        return
    _photo, note = locked
    if note and note.is_published:
        link_people(note)
