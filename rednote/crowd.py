"""Rows of a site of any size, for measurements: people, ties, notes and what hangs on them, by a seed."""

import io
import math
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from feeds.interests import INTERESTS
from notifications.models import BUCKET_OF, Kind
from posts.channels import Channel
from rednote.demo.texts import NoteText, World
from rednote.lib.ids import RANDOM_BITS, id_at
from rednote.lib.images.child import SIZES
from rednote.lib.search_tokens import index_tokens

YEAR = 365.0
DAY = 86_400.0
FOLLOWEES = 20
LIKES = 6
COMMENTS = 2
# Older ones have been read long ago: they would only make the tables longer.
NOTIFIED_DAYS = 120
VISIBILITIES = {"public": 92, "followers": 5, "mutuals": 1, "private": 2}
RATIOS = {"3x4": (1080, 1440), "4x5": (1080, 1350), "1x1": (1080, 1080), "5x4": (1350, 1080)}

Row = tuple[Any, ...]
# Table and columns -> where its rows gather.
TABLES = {
    "accounts_user": (
        "id handle name email bio password languages interface_language is_private shows_collected shows_liked is_staff"
        " is_superuser is_active suspension_reason joined_at welcomed_at"
        " notes_count followers_count following_count likes_received_count collects_received_count"
    ),
    "feeds_userinterest": "user_id interest created_at",
    "accounts_follow": "id follower_id followee_id state created_at",
    "posts_hashtagfollow": "id user_id hashtag_id created_at",
    "posts_note": (
        "id author_id title body channel language place visibility state is_text_cover cover_text cover_style cover_id"
        " composer_key created_at published_at ready_at was_public is_first takedown_reason is_author_open search"
        " likes_count collects_count comments_count"
    ),
    "posts_notehashtag": "note_id hashtag_id published_at",
    "posts_photo": (
        "id owner_id note_id position alt state due_at tries failure token original_key upload_key sha256 size"
        " width height ratio color found created_at"
    ),
    "posts_rendition": "photo_id width format key size",
    "posts_comment": (
        "id note_id author_id parent_id reply_to_id body language created_at takedown_reason form_key"
        " likes_count replies_count"
    ),
    "posts_like": "id user_id note_id created_at",
    "posts_collect": "id user_id note_id created_at",
    "posts_board": "id owner_id name is_public created_at notes_count",
    "posts_boardnote": "id board_id note_id created_at",
    "notifications_notification": 'id recipient_id bucket kind "group" actor_id note_id comment_id created_at',
}


class Crowd:
    """People of one seed, who posted over the year before `until`.

    `hashtags` gives the ids of hashtags, which live in the database already, in the order of their popularity.
    """

    def __init__(self, world: World, *, seed: int, people: int, until: datetime, hashtags: Sequence[int]) -> None:
        self.rng = Random(f"crowd:{seed}")  # noqa: S311
        self.seed = seed
        self.until = until
        self.texts = [(note, index_tokens(f"{note.title}\n{note.body}\n{note.place}")) for note in world.notes.values()]
        self.says = [comment.body for comment in world.comments.values()]
        self.hashtags = hashtags
        self.rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self.person_ids = [self._id(self._joined(i)) for i in range(people)]
        self.is_private = [self.rng.random() < 0.03 for _ in range(people)]
        self.has_posted: set[int] = set()
        self.boards: dict[int, int] = {}

    def add_people(self, first: int, end: int) -> None:
        for i in range(first, end):
            person = self.person_ids[i]
            joined = self._joined(i)
            handle, interests = f"p{self.seed}_{i}", self.rng.sample(list(INTERESTS), 4)
            languages = self.rng.choice([["en"], ["en"], ["zh"], ["en", "zh"], ["es", "en"], ["ja"]])
            profile = (handle, f"Person {i}", f"{handle}@example.org", "", "!", languages, "", self.is_private[i])
            self._add(
                "accounts_user", person, *profile, True, False, False, False, True, "", joined, joined, 0, 0, 0, 0, 0
            )
            for slug in interests:
                self._add("feeds_userinterest", person, slug, joined)
            for hashtag in {self._popular(len(self.hashtags)) for _ in range(4)}:
                self._add("posts_hashtagfollow", self._id(joined), person, self.hashtags[hashtag], joined)
            self._add_followees(i, joined)

    def _add_followees(self, i: int, joined: datetime) -> None:
        for followee in {self._popular(len(self.person_ids)) for _ in range(self._about(FOLLOWEES))} - {i}:
            at = joined + timedelta(days=self.rng.uniform(1, YEAR))
            state = "pending" if self.is_private[followee] and self.rng.random() < 0.2 else "active"
            self._add("accounts_follow", self._id(at), self.person_ids[i], self.person_ids[followee], state, at)
            kind = Kind.FOLLOW if state == "active" else Kind.FOLLOW_REQUEST
            self._tell(followee, kind, f"{kind}:{self.person_ids[i]}", i, None, None, at)

    def add_notes(self, first: int, end: int, total: int) -> None:
        """Notes `first` to `end` of `total`, from the oldest on."""
        for i in range(first, end):
            at = self.until - timedelta(days=YEAR * (1 - (i + self.rng.random()) / total))
            self._add_note(i, *self.rng.choice(self.texts), at)

    def _add_note(self, number: int, text: NoteText, search: str, at: datetime) -> None:
        rng, note = self.rng, self._id(at)
        author = self._popular(len(self.person_ids), flatness=1.0)
        author_id, is_open = self.person_ids[author], not self.is_private[author]
        visibility = rng.choices(list(VISIBILITIES), list(VISIBILITIES.values()))[0]
        covers = [self._id(at - timedelta(seconds=60 - position)) for position in range(rng.choice([1, 1, 2, 3]))]
        named = {self._popular(len(self.hashtags)) for _ in range(rng.randint(1, 4))}
        channel = text.channel if rng.random() < 0.8 else rng.choice(Channel.values)
        is_listed = visibility == "public" and is_open
        counts = self._add_reactions(note, author, at) if is_listed else (0, 0, 0)
        texts = (text.title, text.body, channel, text.language, text.place, visibility, "published", False, "", "")
        marks = (is_listed, author not in self.has_posted, "", is_open, search)
        key = f"crowd-{self.seed}-{number}"
        self._add("posts_note", note, author_id, *texts, covers[0], key, at, at, at, *marks, *counts)
        self.has_posted.add(author)
        for hashtag in named:
            self._add("posts_notehashtag", note, self.hashtags[hashtag], at)
        for position, photo in enumerate(covers):
            self._add_photo(photo, author_id, note, position, at)

    def _add_photo(self, photo: int, owner: int, note: int, position: int, at: datetime) -> None:
        ratio = self.rng.choice(list(RATIOS))
        key, color = f"{photo:x}", self.rng.randrange(32)
        facts = (*RATIOS[ratio], ratio, color, "[]", at)
        work = ("ready", at, 1, "", key, f"originals/{key}", f"crowd-{key}", "", 400_000)
        self._add("posts_photo", photo, owner, note, position, "", *work, *facts)
        for size in SIZES["photo"]:
            path = f"renditions/{key}/{size.name}"
            self._add("posts_rendition", photo, size.nominal, size.format, path, size.nominal * 100)

    def _add_reactions(self, note: int, author: int, at: datetime) -> tuple[int, int, int]:
        """Returns how many likes, saves and comments there are."""
        people = len(self.person_ids)
        likes = min(round(self.rng.lognormvariate(math.log(LIKES) - 0.5, 1.0)), people // 2)
        collects = 0
        for liker in self.rng.sample(range(people), likes):
            then = self._after(at)
            self._add("posts_like", self._id(then), self.person_ids[liker], note, then)
            self._tell(author, Kind.LIKE, f"like:{note}", liker, note, None, then)
            if self.rng.random() < 0.3:
                collects += 1
                self._add("posts_collect", self._id(then), self.person_ids[liker], note, then)
                self._add("posts_boardnote", self._id(then), self._board_of(liker, then), note, then)
        return likes, collects, self._add_comments(note, author, at)

    def _board_of(self, owner: int, at: datetime) -> int:
        if owner not in self.boards:
            self.boards[owner] = self._id(at)
            self._add("posts_board", self.boards[owner], self.person_ids[owner], "Saved", True, at, 0)
        return self.boards[owner]

    def _add_comments(self, note: int, author: int, at: datetime) -> int:
        """Returns how many comments there are."""
        above: list[tuple[int, int]] = []
        then, number = at, self._about(COMMENTS)
        for i in range(number):
            then = self._after(then)
            comment, writer = self._id(then), self.rng.randrange(len(self.person_ids))
            parent, answered = self.rng.choice(above) if above and self.rng.random() < 0.4 else (None, None)
            said = (self.rng.choice(self.says), "en", then, "", f"crowd-{note}-{i}", 0, 0)
            reply_to = None if answered is None else self.person_ids[answered]
            self._add("posts_comment", comment, note, self.person_ids[writer], parent, reply_to, *said)
            self._tell(author, Kind.COMMENT, f"comment:{comment}", writer, note, comment, then)
            if parent is None:
                above.append((comment, writer))
        return number

    def _tell(
        self, recipient: int, kind: Kind, group: str, actor: int, note: int | None, comment: int | None, at: datetime
    ) -> None:
        if recipient != actor and at > self.until - timedelta(days=NOTIFIED_DAYS):
            who = self.person_ids[recipient], BUCKET_OF[kind], kind, group, self.person_ids[actor]
            self._add("notifications_notification", self._id(at), *who, note, comment, at)

    # --- What these share ---------------------------------------------------------------------------------------------

    def take(self) -> Iterator[tuple[str, str, io.StringIO]]:
        """Tables with what gathered for them, ready to be copied in, in the order of TABLES."""
        for table, columns in TABLES.items():
            rows, self.rows[table] = self.rows[table], []
            if rows:
                yield table, columns.replace(" ", ","), io.StringIO("".join(map(_line, rows)))

    def _add(self, table: str, *values: Any) -> None:
        self.rows[table].append(values)

    def _id(self, at: datetime) -> int:
        """An id of this moment, give or take a quarter of a second: not even a busy one has the same id twice."""
        return id_at(at) + self.rng.getrandbits(RANDOM_BITS + 8)

    def _joined(self, i: int) -> datetime:
        return self.until - timedelta(days=YEAR + 30) + timedelta(seconds=i)

    def _after(self, at: datetime) -> datetime:
        """Some moment later, soon rather than late, and not in the future."""
        return at + min(timedelta(seconds=self.rng.expovariate(1 / DAY)), self.until - at)

    def _about(self, mean: float) -> int:
        return round(self.rng.expovariate(1 / mean))

    def _popular(self, number: int, flatness: float = 2.0) -> int:
        """An index below `number`, the low ones far more often."""
        return int(number * self.rng.random() ** flatness)


def _line(row: Row) -> str:
    return "\t".join(map(_text, row)) + "\n"


ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _text(value: Any) -> str:
    """A value as COPY reads it."""
    match value:
        case None:
            return r"\N"
        case bool():
            return "t" if value else "f"
        case int():
            return str(value)
        case datetime():
            return value.isoformat()
        case list():
            return "{" + ",".join(value) + "}"
        case _:
            return str(value).translate(ESCAPES)
