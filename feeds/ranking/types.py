"""What goes into the ranking and what comes out: plain values, the same on the site and in the evaluation.

Nothing here knows how many followers anybody has.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

Argument = int | str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A note that may be shown, and what is known of it and of its ties to this viewer. Unknown is the default."""

    id: int
    author: int
    published: float = 0.0  # seconds since 1970; 0.0 unknown
    language: str = ""
    format: str = ""  # what looks alike on a page: "text", "3x4" ...
    hashtags: tuple[int, ...] = ()
    idf: tuple[float, ...] = ()  # of each hashtag, `content.idf`; () counts each as 1
    vector: np.ndarray | None = None  # content, any scale, all candidates of one length
    sources: tuple[str, ...] = ()  # who found it, first first
    engaged: float = 0.0  # weighted engagements of distinct people (`smoothing.ENGAGEMENT`)
    impressions: float = 0.0  # corrected for position (`smoothing.MOST_CORRECTION`)
    prior: tuple[float, float] = (3.56, 14.68)  # Beta(a, b) of its hashtag and format
    neighbours: tuple[tuple[int, float], ...] = ()  # notes this person engaged with, and how near each is (0..1)
    is_followed: bool = False  # the viewer follows the author
    is_small: bool = False  # the author had few distinct readers in 28 days
    is_evergreen: bool = False  # of a hashtag whose notes are saved long after
    is_fair_start: bool = False  # one of a newcomer's first three notes, still owed impressions
    cluster: int = 0  # of near-duplicates; 0 none
    copy: float = 0.0  # 0 original .. 1 uncredited copy (`originality.copy_factor`)
    aggregator: float = 0.0  # the author's smoothed share of copies, 0..1


@dataclass(frozen=True, slots=True)
class Interest:
    """A direction in content space a person likes."""

    vector: np.ndarray
    weight: float = 1.0
    example: int = 0  # the note that stands for it: "similar to ..."


@dataclass(frozen=True, slots=True)
class Shown:
    """A card that was shown to this viewer, newest last: what the caps look back on."""

    author: int
    hashtag: int = 0  # its first one
    cluster: int = 0
    format: str = ""
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Controls:
    """What the viewer set on the interest sheet. The defaults are those of whoever never touched it."""

    new_voices: float = 0.15  # share of exploration slots, 0 .. 0.3
    freshness: float = 1.0  # 0 age does not count .. 2 counts twice
    bridge: int = 1  # other-language notes in 20, 0 .. 4
    variety: float = 0.2  # lambda of MMR, 0 .. 0.5
    hashtags: Mapping[int, float] = field(default_factory=dict)  # -1 less .. 1 more
    authors: Mapping[int, float] = field(default_factory=dict)
    languages: Mapping[str, float] = field(default_factory=dict)

    @property
    def wishes(self) -> bool:
        return bool(self.hashtags or self.authors or self.languages)


@dataclass(frozen=True, slots=True)
class Profile:
    """What the order may know of the viewer; nobody in particular by default."""

    hashtags: Mapping[int, float] = field(default_factory=dict)  # decayed weights, signed (`profile.Taste`)
    followed_hashtags: frozenset[int] = frozenset()
    interests: tuple[Interest, ...] = ()
    languages: frozenset[str] = frozenset()  # they read; empty: all the same
    shown: tuple[Shown, ...] = ()  # up to the last 100 cards, newest last
    seen_clusters: frozenset[int] = frozenset()  # of which they saw the source
    controls: Controls = field(default_factory=Controls)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A note in its slot, and why it stands there."""

    id: int
    slot: int  # from 0
    kind: str  # "best", "explore", "fair_start", "bridge"
    source: str
    reason: str
    argument: Argument  # of the reason: a hashtag, note or author id, a language, or 0
    propensity: float  # the probability with which chance chose it for this slot; 1 where chance had no say
    score: float
    terms: dict[str, float]  # add up to the score
    features: bytes = b""  # of an exploration slot, what the refit learns from (`blend.noted`)
