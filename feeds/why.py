"""Why a note is on the page, in words; what else spoke for it, and what never does."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from feeds import filtering, impressions, tastes, weights
from feeds.impressions import Placed
from feeds.models import FeedSettings, NoteRate
from feeds.ranking import Candidate, Settings
from feeds.ranking.reasons import usual
from feeds.ranking.score import TERMS, features_of
from feeds.retrieval import Found, neighbours_of
from posts.models import Hashtag, Note
from rednote.lib import redis
from rednote.lib.languages import endonym

# The terms of the score, as people call them.
WORDS = {
    "relevance": gettext_lazy("its hashtags are among your interests"),
    "similar": gettext_lazy("it is like notes you liked or saved"),
    "neighbours": gettext_lazy("people who saved what you saved liked it too"),
    "rate": gettext_lazy("many of those who saw it liked it"),
    "chance": gettext_lazy("few have seen it, so chance has a say"),
    "freshness": gettext_lazy("how new it is"),
    "author": gettext_lazy("you follow its author"),
    "language": gettext_lazy("the languages you read"),
    "copy": gettext_lazy("it shows what another note showed first"),
    "aggregator": gettext_lazy("its author often shows what others made"),
    "controls": gettext_lazy("what you asked for more or less of"),
}
TOLD = 3
LEAST = 0.01  # of a score: what weighs less is not worth a word


@dataclass(frozen=True, slots=True)
class Term:
    """One part of the score; `value` is in the score's own units, below zero when it speaks against the note."""

    name: str
    text: str
    value: float


@dataclass(frozen=True, slots=True)
class Why:
    """`text` is the reason; `url` leads to what it names, "" when that is nothing one can visit."""

    note: Note
    placed: Placed
    text: str
    url: str = ""
    hashtags: tuple[Hashtag, ...] = ()  # the note's, for "more" and "less"
    terms: tuple[Term, ...] = ()  # the strongest few of today's score, for the viewer alone


def of_card(viewer, token: str) -> Why | None:
    """What the token of a card says; None when it is not this viewer's, too old, or the note is gone."""
    try:
        placed = impressions.read(viewer.pk, token).placed
    except impressions.TokenRefused:
        return None
    note = Note.objects.visible_to(viewer).filter(pk=placed.note).select_related("author").first()
    if note is None:
        return None
    text, url = sentence(viewer, placed)
    return Why(note, placed, text, url, tuple(note.hashtags.order_by("note_links__id")), terms_of(viewer, note))


def sentence(viewer, placed: Placed) -> tuple[str, str]:
    """The reason in words, and the address of what it names."""
    argument = placed.argument
    match placed.reason:
        case "followed_hashtag" | "hashtag" | "new_voice" | "best" if argument:
            hashtag = Hashtag.objects.visible_to(viewer).filter(pk=argument).first()
            if hashtag:
                return about_hashtag(placed, hashtag.label), hashtag.get_absolute_url()
        case "author":
            author = User.objects.visible_to(viewer).filter(pk=argument).first()
            if author:
                return _("You follow %(name)s.") % {"name": author.display_name}, author.get_absolute_url()
        case "neighbour" | "similar":
            note = Note.objects.visible_to(viewer).filter(pk=argument).first()
            if note:
                return about_note(placed, note.display_title), note.get_absolute_url()
        case "bridge":
            return _("From %(language)s: the same things, said in another language.") % {
                "language": endonym(str(argument))
            }, ""
    return plain(placed), ""


def about_hashtag(placed: Placed, label: str) -> str:
    match placed.reason:
        case "followed_hashtag":
            return _("You follow #%(hashtag)s.") % {"hashtag": label}
        case "hashtag":
            return _("#%(hashtag)s is among your interests.") % {"hashtag": label}
        case "new_voice":
            views = NoteRate.objects.filter(pk=placed.note).values_list("impressions_count", flat=True).first() or 0
            return _("A new voice in #%(hashtag)s: seen %(count)s times so far.") % {"hashtag": label, "count": views}
    return _("Many who saw it in #%(hashtag)s liked it.") % {"hashtag": label}


def about_note(placed: Placed, title: str) -> str:
    if placed.reason == "neighbour":
        return _("People who liked “%(title)s”, as you did, liked this too.") % {"title": title}
    return _("It is like “%(title)s”, which you liked.") % {"title": title}


def plain(placed: Placed) -> str:
    """What can be said without naming anything: also where what was named is gone."""
    texts = {
        "hashtag": _("Its hashtags are among your interests."),
        "followed_hashtag": _("You follow one of its hashtags."),
        "author": _("You follow its author."),
        "neighbour": _("People who liked what you liked, liked this too."),
        "similar": _("It is like notes you liked."),
        "new_voice": _("A new voice: few have seen it so far."),
        "best": _("Many who saw it liked it."),
        "fresh": _("It was just published."),
        "hot": _("It is among the liked and new notes of this hashtag."),
        "related": _("It shares hashtags with the note you opened."),
    }
    return texts.get(placed.reason) or _("Nothing was chosen here: notes come by the time they were published.")


def terms_of(viewer, note: Note) -> tuple[Term, ...]:
    """What speaks for and against the note today, the strongest first; nothing where nothing is personal."""
    now = timezone.now().timestamp()
    try:
        known = tastes.known_of(viewer, FeedSettings.of(viewer))
    except redis.RedisError:
        return ()
    if not known.is_personal:
        return ()
    found = Found({note.pk: ()}, neighbours_of(known, now))
    profile = filtering.profile_of(viewer, known, now)
    candidates = filtering.candidates(viewer, Note.objects.filter(pk=note.pk), found)
    settings = weights.settings()
    return told(candidates[0], features_of(candidates, profile, now, None, settings)[0], settings) if candidates else ()


def told(candidate: Candidate, features: Iterable[float], settings: Settings) -> tuple[Term, ...]:
    """The strongest terms, chance left out; the rate against what is usual for notes of its kind."""
    known = dict(zip(TERMS, features, strict=True))
    known["rate"] -= log(usual(candidate))
    values = [(name, float(value * settings.weights[name])) for name, value in known.items() if name != "chance"]
    strong = sorted((v for v in values if abs(v[1]) >= LEAST), key=lambda v: -abs(v[1]))[:TOLD]
    return tuple(Term(name, str(WORDS[name]), round(value, 2)) for name, value in strong)
