"""The interest sheet: everything that is held of a person to choose notes by, for their eyes."""

from dataclasses import dataclass

from accounts.models import User
from feeds import tastes
from feeds.interests import INTERESTS
from feeds.models import Event, FeedSettings, Impression, UserInterest, Wish
from posts.models import Hashtag, Note
from rednote.lib import redis
from rednote.lib.languages import endonym


@dataclass(frozen=True, slots=True)
class HashtagLine:
    """`weight` was learnt (below zero: less of it), `share` is it over the strongest one, `wish` was set by hand."""

    hashtag: Hashtag
    weight: float
    share: float
    wish: float = 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    own: FeedSettings
    picked: tuple[str, ...]  # labels of the interests picked on arrival
    followed: tuple[Hashtag, ...]
    hashtags: tuple[HashtagLine, ...]  # learnt or wished, the strongest first
    hidden: int  # hashtags learnt of notes whose authors took them back: held, and not named
    interests: tuple[tuple[Note, float], ...]  # the notes that stand for what one is drawn to, and the weight of each
    authors: tuple[tuple[User, float], ...]  # wishes
    languages: tuple[tuple[str, str, float], ...]  # code, name, wish: of every language that one reads or wished
    impressions: int  # rows kept with one's name
    events: int
    size: int  # bytes of the profile
    is_complete: bool = True  # not while Redis is away: what was done in the last minutes is missing


def sheet_of(user: User) -> Sheet:
    own = FeedSettings.of(user)
    is_complete = True
    try:
        known = tastes.known_of(user, own)
    except redis.RedisError:
        taste, history = tastes.stored(user.pk, own)
        known, is_complete = tastes.Known(own, taste=taste, history=history), False
    wishes = list(Wish.objects.filter(user=user).select_related("author", "author__avatar"))
    picked = UserInterest.objects.filter(user=user).order_by("id").values_list("interest", flat=True)
    lines = hashtag_lines(user, known, wishes)
    of_languages = dict.fromkeys(user.languages, 0.0) | {w.language: w.amount for w in wishes if w.language}
    return Sheet(
        own=own,
        picked=tuple(str(INTERESTS[slug].label) for slug in picked if slug in INTERESTS),
        followed=tuple(Hashtag.objects.filter(follows__user=user).order_by("name")),
        hashtags=lines,
        hidden=len(known.taste.hashtags.keys() - {line.hashtag.pk for line in lines}),
        interests=liked_notes(user, known),
        authors=tuple((wish.author, wish.amount) for wish in wishes if wish.author),
        languages=tuple((code, endonym(code), amount) for code, amount in of_languages.items()),
        impressions=Impression.objects.filter(viewer=user).count(),
        events=Event.objects.filter(viewer=user).count(),
        size=len(tastes.pack(known.taste, known.history)),
        is_complete=is_complete,
    )


def hashtag_lines(user: User, known: tastes.Known, wishes: list[Wish]) -> tuple[HashtagLine, ...]:
    wished = {wish.hashtag_id: wish.amount for wish in wishes if wish.hashtag_id}
    learnt = known.taste.hashtags
    rows = Hashtag.objects.visible_to(user).in_bulk({*learnt, *wished})
    most = max((abs(weight) for weight in learnt.values()), default=1.0)
    lines = [
        HashtagLine(row, learnt.get(pk, 0.0), learnt.get(pk, 0.0) / most, wished.get(pk, 0.0))
        for pk, row in rows.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.weight, line.hashtag.name)))


def liked_notes(user: User, known: tastes.Known) -> tuple[tuple[Note, float], ...]:
    weights = {interest.example: interest.weight for interest in known.taste.interests}
    notes = Note.objects.visible_to(user).for_cards(user).in_bulk(weights)
    return tuple((note, weights[pk]) for pk, note in notes.items())
