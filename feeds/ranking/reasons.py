"""Why a note stands where it stands: the one fact about viewer and note without which it would lose the most."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np

from feeds.ranking import smoothing
from feeds.ranking.score import (
    Settings,
    features_of,
    is_foreign,
    is_under_shown,
    overlap,
    saturate,
    score,
    strength,
    trusted,
    unit,
)
from feeds.ranking.types import Argument, Candidate, Profile

# What an exploration or bridge slot is worth to the note in it: more than all terms, since it stands there for that.
SLOT = 10.0
# What the person's own doings explain comes before what holds for everybody, from this much of the score on.
TELLING = 0.05
# A rate this far above what is usual is a reason by itself; below it, that the note is new says more.
BETTER = 0.15


class Explainer:
    """Finds reasons for many notes of one viewer."""

    def __init__(self, profile: Profile, settings: Settings) -> None:
        self.profile, self.weights = profile, settings.weights
        self.settings = settings
        self.strength = strength(profile.hashtags)
        self.interests = trusted(profile.interests)
        self.strength_without = lru_cache(maxsize=None)(self.find_strength_without)

    def find_strength_without(self, hashtag: int) -> float:
        return strength({h: w for h, w in self.profile.hashtags.items() if h != hashtag})

    def explain(self, candidate: Candidate, kind: str, freshness: float) -> tuple[str, Argument]:
        """The reason and its argument; `freshness` is the note's feature of that name."""
        if kind in ("explore", "fair_start"):
            return "new_voice", self.hashtag_in_common(candidate)
        if kind == "bridge":
            return "bridge", candidate.language
        drop, reason, argument = max(self.personal(candidate), default=(0.0, "", 0), key=lambda found: found[0])
        if drop > TELLING:
            return reason, argument
        is_better = np.log(rate_of(candidate) / usual(candidate)) > BETTER
        is_fresh = freshness > -self.settings.oldest_half_lives and candidate.published > 0 and self.ages()
        return ("fresh", 0) if is_fresh and not is_better else ("best", self.hashtag_in_common(candidate))

    def ages(self) -> bool:
        return self.profile.controls.freshness > 0

    def personal(self, candidate: Candidate) -> Iterator[tuple[float, str, Argument]]:
        """By how much the score drops without each thing this person did or chose."""
        weights, liked = self.weights, self.profile.hashtags
        matching = [h for h in candidate.hashtags if liked.get(h, 0.0) > 0]
        if matching:
            before = min(1.0, overlap(candidate.hashtags, candidate.idf, liked) / self.strength)
            for hashtag in matching:
                rest = {h: liked[h] for h in candidate.hashtags if h in liked and h != hashtag}
                after = overlap(candidate.hashtags, candidate.idf, rest) / self.strength_without(hashtag)
                name = "followed_hashtag" if hashtag in self.profile.followed_hashtags else "hashtag"
                yield weights["relevance"] * (before - max(-1.0, min(1.0, after))), name, hashtag
        if candidate.is_followed:
            yield weights["author"], "author", candidate.author
        if candidate.neighbours:
            total = sum(near for _, near in candidate.neighbours)
            for note, near in candidate.neighbours:
                yield weights["neighbours"] * float(saturate(total) - saturate(total - near)), "neighbour", note
        if candidate.vector is not None and self.profile.interests:
            cosines = (self.interests @ unit(candidate.vector)).clip(0.0)
            best = int(cosines.argmax())
            drop = cosines[best] - np.delete(cosines, best).max(initial=0.0)
            yield weights["similar"] * float(drop), "similar", self.profile.interests[best].example

    def hashtag_in_common(self, candidate: Candidate) -> int:
        liked = self.profile.hashtags
        matching = [h for h in candidate.hashtags if liked.get(h, 0.0) > 0]
        return max(matching, key=lambda h: liked[h]) if matching else next(iter(candidate.hashtags), 0)


def worth(candidate: Candidate, profile: Profile, now: float, kind: str, settings: Settings) -> float:
    """What the slot of this kind sees in the note: its score without chance, and what the slot itself is for."""
    value = float(score(features_of([candidate], profile, now, None, settings), settings)[0])
    if kind in ("explore", "fair_start"):
        return value + SLOT * is_under_shown(candidate, now)
    return value + SLOT * is_foreign(candidate, profile) if kind == "bridge" else value


def without(candidate: Candidate, profile: Profile, reason: str, argument: Argument) -> tuple[Candidate, Profile]:
    """The same note and viewer in a world where the reason does not hold."""
    match reason:
        case "followed_hashtag" | "hashtag":
            hashtags = {h: w for h, w in profile.hashtags.items() if h != argument}
            return candidate, replace(
                profile, hashtags=hashtags, followed_hashtags=profile.followed_hashtags - {argument}
            )
        case "author":
            return replace(candidate, is_followed=False), profile
        case "neighbour":
            return replace(candidate, neighbours=tuple(n for n in candidate.neighbours if n[0] != argument)), profile
        case "similar":
            return candidate, replace(profile, interests=tuple(i for i in profile.interests if i.example != argument))
        case "new_voice":
            return replace(candidate, impressions=1e3, is_fair_start=False), profile
        case "bridge":
            return replace(candidate, language=""), profile
        case "best":
            # Nobody who saw it cared, nor those who saw notes of its kind.
            a, b = candidate.prior
            return replace(candidate, engaged=0.0, prior=(a / 10, b + a * 0.9)), profile
        case "fresh":
            return replace(candidate, published=1.0), profile
    raise ValueError(reason)


def rate_of(candidate: Candidate) -> float:
    return float(smoothing.rate(candidate.engaged, candidate.impressions, *candidate.prior))


def usual(candidate: Candidate) -> float:
    a, b = candidate.prior
    return a / (a + b)
