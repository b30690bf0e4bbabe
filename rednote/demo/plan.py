"""The demo world as steps in order: who does what. The same texts give the same steps, whenever they are taken."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any, NamedTuple

from feeds.interests import INTERESTS
from rednote.demo.texts import NoteText, Person, World
from rednote.lib.text import find_hashtags, normalize_name

# The first screen of explore: as many notes as a first visit shows, and a few more should a picture fail.
FIRST_NOTES = 62
FIRST_TEXT_COVERS = 15
FIRST_LANGUAGES = {"en": 0.56, "zh": 0.32, "es": 0.07, "ja": 0.05}
NEWCOMER_DAYS = 7
NEWCOMER = "nina"
MEETING_POINT = "TikTokRefugee"
AVATARS = 0.8
LATER = "later"


class Step(NamedTuple):
    """`key` is unique and never changes: it tells a later start that the step is done."""

    kind: str
    name: str
    data: Any = None

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.name}"


@dataclass(frozen=True)
class Reactions:
    likers: tuple[str, ...]
    collectors: tuple[str, ...]
    viewers: tuple[str, ...]


@dataclass(frozen=True)
class Follows:
    """Whom a person follows, and which of the requests to them they accept."""

    followees: tuple[str, ...]
    pending: frozenset[str]


@dataclass(frozen=True)
class BoardText:
    owner: str
    name: str
    is_public: bool
    notes: tuple[str, ...]


@cache
def steps_of(world: Callable[[], World]) -> tuple[Step, ...]:
    return tuple(steps(world()))


def steps(world: World) -> list[Step]:
    """People and a first screen of notes, then what happens around these, then all the rest, oldest first."""
    first = first_notes(world)
    later = sorted((note for note in world.notes.values() if note not in first), key=oldest_first)
    # What a moderator has to look at comes early: their queue is not empty when they first open it.
    disputed = [note for note in later if is_disputed(note, world)]
    rest = [note for note in later if note not in disputed]
    ties = follows(world)
    reactions = {key: reactions_to(note, world, ties) for key, note in world.notes.items()}
    order = [Step("begin", "world")]
    order += [Step("person", handle, person) for handle, person in world.people.items()]
    order.append(Step("moderator", "mo_idris", "ada"))
    order += [Step("note", note.key, note) for note in first]
    order += [Step("pictures", "first")]
    order += [Step("follows", handle, ties[handle]) for handle in world.people]
    order += [Step("tip", f"{tip.language}-{tip.author}", tip) for tip in world.tips]
    for note in first:
        order += talk(note, world, ties, reactions)
    for note in disputed:
        order += [Step("note", note.key, note), *talk(note, world, ties, reactions)]
    order += [Step("report", str(i), report) for i, report in enumerate(world.reports)]
    order += [Step("avatar", handle) for handle in world.people if chance(f"avatar:{handle}") < AVATARS]
    for note in rest:
        order += [Step("note", note.key, note), *talk(note, world, ties, reactions)]
    order += [Step("hashtags", handle, hashtags_followed(person)) for handle, person in world.people.items()]
    order += [Step("board", f"{board.owner}-{i}", board) for i, board in enumerate(boards(world, reactions))]
    order += [Step("read", handle) for handle in world.people]
    order += [Step("news", f"{actor}-{person}", (actor, person)) for actor, person in news(world, ties)]
    return [*order, Step("pictures", "all")]


def talk(note: NoteText, world: World, ties: dict[str, Follows], reactions: dict[str, Reactions]) -> list[Step]:
    """What follows a note: reactions, comments with their likes, translations."""
    order = [Step("reactions", note.key, reactions[note.key])]
    for comment in world.comments_of.get(note.key, []):
        rng = Random(f"comment:{comment.key}")
        likers = [] if comment.key in reported(world) else sorted(audience(note, world, ties) - {comment.author})
        likers = rng.sample(likers, min(len(likers), rng.choice([0, 0, 0, 1, 1, 2, 3, 5])))
        order.append(Step("comment", comment.key, (comment, tuple(likers))))
    for translation in world.translations_of.get(note.key, []):
        subject = translation.comment or translation.note
        order.append(Step("translation", f"{subject}-{translation.language}-{translation.author}", translation))
    return order


# --- The first screen -------------------------------------------------------------------------------------------------


def first_notes(world: World) -> list[NoteText]:
    """Notes with one picture or two, spread over channels, interests, languages and authors; oldest first."""
    oldest = {author: max(notes, key=lambda note: note.days_ago) for author, notes in notes_by_author(world).items()}
    open_to_all = [
        note
        for note in world.notes.values()
        if note.visibility == "public"
        and note.photos <= 2
        and note.key not in reported(world)
        and not world.people[note.author].is_private
    ]
    chosen: list[NoteText] = []
    counts: Counter[tuple[str, str]] = Counter()
    texts_left = FIRST_TEXT_COVERS
    while len(chosen) < FIRST_NOTES:
        wants_text = texts_left > 0 and len(chosen) % 4 == 3
        free = [
            note
            for note in open_to_all
            if (note.cover == "text") == wants_text
            and (
                is_old(note) or note == oldest[note.author] or any(is_old(n) for n in chosen if n.author == note.author)
            )
        ]
        note = min(free, key=lambda note: (crowding(note, counts), chance(f"first:{note.key}")))
        chosen.append(note)
        open_to_all.remove(note)
        texts_left -= wants_text
        counts.update(kinds_of(note))
    return sorted(chosen, key=oldest_first)


def is_old(note: NoteText) -> bool:
    """Whether it may be the first that is loaded of a resident: it wears no "new here" any more."""
    return note.days_ago > NEWCOMER_DAYS + 1


def kinds_of(note: NoteText) -> list[tuple[str, str]]:
    scene = note.scene if note.cover == "scene" else ""
    names = {"author": note.author, "interest": note.interest, "scene": scene, "channel": note.channel}
    return [*names.items(), ("language", note.language)]


def crowding(note: NoteText, counts: Counter[tuple[str, str]]) -> float:
    """How much of its kind is there already; a second picture costs time on the way to the first screen."""
    author, interest, scene, channel, language = (counts[kind] for kind in kinds_of(note))
    kinds = 2 * author + 1.5 * interest + 0.7 * scene + channel + language / FIRST_LANGUAGES[note.language] / 8
    return kinds + 4 * (note.photos > 1)


# --- Ties -------------------------------------------------------------------------------------------------------------


def follows(world: World) -> dict[str, Follows]:
    """People follow those who like what they like, and those under whose closed notes they talk."""
    needed: dict[str, set[str]] = {handle: set() for handle in world.people}
    for note in world.notes.values():
        if is_restricted(note, world):
            talkers = {comment.author for comment in world.comments_of.get(note.key, [])}
            talkers |= {translation.author for translation in world.translations_of.get(note.key, [])}
            for handle in talkers - {note.author}:
                needed[handle].add(note.author)
    ties = {}
    for handle, person in world.people.items():
        rng = Random(f"follows:{handle}")
        others = [other for other in world.people.values() if other.handle not in {handle, *suspects(world)}]
        number = 0 if handle in {NEWCOMER, *suspects(world)} else 14 if handle == "lea" else rng.randint(5, 16)
        wanted = weighted_sample(rng, others, [closeness(person, other) for other in others], number)
        followees = sorted(needed[handle] | {other.handle for other in wanted})
        private = [other for other in followees if world.people[other].is_private and other not in needed[handle]]
        pending = frozenset(other for other in private if chance(f"pending:{handle}:{other}") < 0.4)
        ties[handle] = Follows(tuple(followees), pending)
    return ties


def closeness(person: Person, other: Person) -> float:
    shared = len(set(person.interests) & set(other.interests))
    return 0.3 + 2 * shared + 0.5 * bool(set(person.languages) & set(other.languages))


def hashtags_followed(person: Person) -> tuple[str, ...]:
    """Identities of hashtags: of the person's interests in a language of theirs, often the meeting point too."""
    if person.handle == NEWCOMER:
        return ()
    rng = Random(f"hashtags:{person.handle}")
    names = [rng.choice(INTERESTS[slug].hashtags[:2]) for slug in person.interests]
    return tuple(dict.fromkeys(names + [normalize_name(MEETING_POINT)] * (rng.random() < 0.5)))


# --- Reactions --------------------------------------------------------------------------------------------------------


def reactions_to(note: NoteText, world: World, ties: dict[str, Follows]) -> Reactions:
    """Likes, saves and opens by people who may see the note, rather those who share its interest or its language."""
    rng = Random(f"reactions:{note.key}")
    if note.key in reported(world):
        return Reactions((), (), tuple(rng.sample(sorted(world.people), 9)))
    people = [world.people[handle] for handle in sorted(audience(note, world, ties) - suspects(world))]
    weights = [0.4 + 2 * (note.interest in person.interests) + (note.language in person.languages) for person in people]
    is_meeting = MEETING_POINT.casefold() in {tag.name for tag in find_hashtags(note.body)}
    number = round(rng.lognormvariate(2.1 + 0.4 * is_meeting, 0.6) * (0.5 if note.days_ago < 1 else 1))
    viewers = weighted_sample(rng, people, weights, round(number * rng.uniform(1.5, 3)) + 2)
    likers = [person.handle for person in viewers[:number]]
    collectors = [handle for handle in likers if rng.random() < 0.35]
    return Reactions(tuple(likers), tuple(collectors), tuple(person.handle for person in viewers))


def audience(note: NoteText, world: World, ties: dict[str, Follows]) -> set[str]:
    """Handles of people other than the author who may see the note. The newcomer only looks."""
    people = set(world.people) - {note.author, NEWCOMER}
    if not is_restricted(note, world):
        return people
    return {
        handle for handle in people if note.author in ties[handle].followees and note.author not in ties[handle].pending
    }


def boards(world: World, reactions: dict[str, Reactions]) -> list[BoardText]:
    """Half of the people sort what they saved by interest; Lea keeps some for a rainy Sunday."""
    saved: dict[str, list[NoteText]] = {handle: [] for handle in world.people}
    for note in world.notes.values():
        for handle in reactions[note.key].collectors:
            saved[handle].append(note)
    found = [BoardText("lea", LATER, False, tuple(note.key for note in saved["lea"][:8]))]
    for handle, person in world.people.items():
        if handle != "lea" and chance(f"boards:{handle}") < 0.5:
            continue
        for slug in person.interests[:3]:
            notes = tuple(note.key for note in saved[handle] if note.interest == slug)
            if len(notes) >= 3:
                is_public = handle == "lea" or chance(f"public:{handle}:{slug}") < 0.7
                found.append(BoardText(handle, board_name(person, slug), is_public, notes))
    return found


def board_name(person: Person, slug: str) -> str:
    """As the person would call it: the interest in their first language where its hashtags know it."""
    if person.languages[0] == "zh":
        return next(name for name in INTERESTS[slug].hashtags if not name.isascii())
    return str(INTERESTS[slug].label)


def news(world: World, ties: dict[str, Follows]) -> list[tuple[str, str]]:
    """A few more followers of Lea, after everybody has read what came before: something unread for her."""
    strangers = [handle for handle in world.people if "lea" not in ties[handle].followees]
    strangers = [handle for handle in strangers if handle not in {"lea", NEWCOMER, *suspects(world)}]
    return [(handle, "lea") for handle in Random("news").sample(strangers, min(5, len(strangers)))]


# --- What these share -------------------------------------------------------------------------------------------------


def is_restricted(note: NoteText, world: World) -> bool:
    return note.visibility != "public" or world.people[note.author].is_private


def is_disputed(note: NoteText, world: World) -> bool:
    """Whether it, or something said under it, is reported."""
    return not reported(world).isdisjoint({note.key, *(c.key for c in world.comments_of.get(note.key, []))})


def reported(world: World) -> set[str]:
    return {report.note or report.comment for report in world.reports}


def suspects(world: World) -> set[str]:
    """Who wrote what is reported: nobody follows them, and they like nothing."""
    return {world.notes[report.note].author for report in world.reports if report.note}


def notes_by_author(world: World) -> dict[str, list[NoteText]]:
    by_author: dict[str, list[NoteText]] = {}
    for note in world.notes.values():
        by_author.setdefault(note.author, []).append(note)
    return by_author


def oldest_first(note: NoteText) -> tuple[float, str]:
    return -note.days_ago, note.key


def chance(what: str) -> float:
    """A number below 1 that is always the same for the same words."""
    return Random(what).random()


def weighted_sample(rng: Random, items: Sequence[Any], weights: Iterable[float], number: int) -> list[Any]:
    """Some items without repeats, the weighty ones rather (Efraimidis and Spirakis 2006)."""
    keyed = sorted(
        zip((rng.random() ** (1 / weight) for weight in weights), range(len(items)), strict=True), reverse=True
    )
    return [items[i] for _, i in keyed[:number]]
