"""What the composer's fields say about one photo; each field's name ends in the photo's id."""

from collections.abc import Sequence

from django.http import QueryDict

from posts.actions import Arrangement, Tag
from posts.models import Photo, PhotoTag
from rednote.lib.images.framing import DIGITS, TURNS, NoWindow, largest, ratio_of, turned, window


def arrangement_of(photo: Photo, sent: QueryDict) -> Arrangement | None:
    """How the photo is to be seen; None when these fields did not come along. What is no number stays as it was."""
    ratio = sent.get(f"ratio_{photo.pk}")
    if ratio is None:
        return None
    turn = number(sent.get(f"turn_{photo.pk}"), photo.turn)
    focus_x, focus_y = (number(sent.get(f"focus_{axis}_{photo.pk}"), 50) for axis in "xy")
    return Arrangement(
        turn=turn,
        ratio=ratio,
        crop=fractions(sent.get(f"crop_{photo.pk}", "")),
        focus=(focus_x, focus_y),
        tags=tags_of(photo, sent),
    )


def tags_of(photo: Photo, sent: QueryDict) -> list[Tag]:
    """The rows of tags that hold a text."""
    columns = [sent.getlist(f"tag_{name}_{photo.pk}") for name in ("kind", "text", "x", "y")]
    return [
        Tag(kind, text, number(x, 50), number(y, 50))
        for kind, text, x, y in zip(*columns, strict=False)
        if text.strip().strip("@")
    ]


def put_on(photo: Photo, arrangement: Arrangement) -> bool:
    """Show the photo, in memory alone, as its fields were sent: the form that comes back holds what was chosen.

    Returns whether it would have to be rendered anew for that.
    """
    was = (photo.turn, photo.crop)
    photo.turn = arrangement.turn if arrangement.turn in TURNS else photo.turn
    photo.focus_x, photo.focus_y = arrangement.focus or (photo.focus_x, photo.focus_y)
    tags = arrangement.tags or []
    photo.tag_rows = [PhotoTag(kind=tag.kind, label=tag.text, x=tag.x, y=tag.y) for tag in tags]
    size = turned(photo.whole_size, photo.turn)
    try:
        given = window(arrangement.crop or ())
    except NoWindow:
        given = None
    if arrangement.ratio and ratio_of(size, given) != arrangement.ratio:
        try:
            given = largest(size, arrangement.ratio, (photo.focus_x, photo.focus_y))
        except KeyError:
            given = None
    photo.crop = list(given) if arrangement.ratio and given else None
    return (photo.turn, photo.crop) != was


def number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 3 else otherwise


def fractions(text: str) -> Sequence[float] | None:
    """Four fractions, written with spaces between them."""
    try:
        numbers = [round(float(word), DIGITS) for word in text.split()[:5]]
    except (ValueError, OverflowError):
        return None
    return numbers if len(numbers) == 4 else None
