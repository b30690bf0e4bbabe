"""Which of the candidates this viewer may and wants to see, with what ranking needs to know of each."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from accounts.models import FollowedBy
from feeds import tastes
from feeds.models import FairStart, HashtagPrior
from feeds.ranking import Candidate, Controls, Profile, Shown
from feeds.ranking.originality import aggregator_rate, copy_factor
from feeds.ranking.profile import LEARNED
from feeds.retrieval import Found
from feeds.tastes import Known
from posts import originality
from posts.models import Note, NoteHashtag, Photo
from posts.originality import Fact

TEXT = "text"
# Looked up row by row: joined, all photos would be read for a few hundred notes.
RATIO = Subquery(Photo.objects.filter(pk=OuterRef("cover")).values("ratio")[:1])
DEFAULT_PRIOR = (3.56, 14.68)
LOOKED_BACK = 100  # cards, for the caps and the small authors' share
VISITORS_VARIETY = 0.35  # of whom nothing is known may like anything


def drop_unwanted(viewer, known: Known, found: Found, languages: frozenset[str], channel: str = "") -> list[Candidate]:
    """Of what was found, what is visible, not their own, nor seen, nor hidden, nor by somebody muted.

    Neighbours and vectors know no channel: what they found elsewhere goes here.
    """
    seen = {note for note, _at in known.seen} | {note for note, _at in known.history}
    notes = wanted(viewer, found.sources.keys() - seen)
    if viewer.is_authenticated:
        notes = notes.exclude(author=viewer)
    if channel:
        notes = notes.filter(channel=channel)
    return candidates(viewer, notes.filter(language__in=[*languages, ""]) if languages else notes, found)


def drop_invisible(viewer, found: Found) -> list[Candidate]:
    """Of what was found, what this viewer may and wants to see, whatever they did with it."""
    return candidates(viewer, wanted(viewer, found.sources), found)


def wanted(viewer, ids: Iterable[int]) -> QuerySet[Note]:
    return Note.objects.visible_to(viewer).wanted_by(viewer).filter(pk__in=list(ids), published_at__isnull=False)


def candidates(viewer, notes: QuerySet[Note], found: Found) -> list[Candidate]:
    """Candidates of these notes, in the order of their ids: three queries, however many they are."""
    rows = list(with_facts(viewer, notes).order_by("id"))
    idf = tastes.idf_of({hashtag for row in rows for hashtag in row["hashtag_ids"]})
    evergreen = set(
        HashtagPrior.objects.filter(is_evergreen=True, format="", hashtag__in=idf).values_list("hashtag_id", flat=True)
    )
    facts = originality.facts([row["id"] for row in rows])
    return [candidate_of(row, idf, evergreen, facts[row["id"]], found) for row in rows if row["id"] in facts]


def with_facts(viewer, notes: QuerySet[Note]) -> QuerySet:
    links = NoteHashtag.objects.filter(note=OuterRef("pk")).order_by("id").values("hashtag_id")
    return notes.values(
        "id",
        "author_id",
        "language",
        "published_at",
        "is_text_cover",
        "rate__opens_count",
        "rate__exposure",
        "rate__engaged",
        "rate__prior_a",
        "rate__prior_b",
        "vector__packed",
        "author__reach__is_small",
        hashtag_ids=ArraySubquery(links),
        ratio=RATIO,
        is_followed=FollowedBy("author", person=viewer.pk or 0),
        is_fair_start=Exists(FairStart.objects.filter(note=OuterRef("pk"), finished_at=None)),
    )


def candidate_of(
    row: dict,
    idf: dict[int, float],
    evergreen: set[int],
    fact: Fact,
    found: Found,
) -> Candidate:
    note_id, hashtags = row["id"], tuple(h for h in row["hashtag_ids"] if h in idf)
    packed = row["vector__packed"]
    near = found.neighbours.get(note_id, ())
    return Candidate(
        id=note_id,
        author=row["author_id"],
        published=row["published_at"].timestamp(),
        language=row["language"],
        format=format_of(row),
        hashtags=hashtags,
        idf=tuple(idf[h] for h in hashtags),
        vector=None if packed is None else np.frombuffer(packed, np.float16).astype(np.float32),
        sources=(*found.sources.get(note_id, ()), *(["neighbour"] if near else [])),
        engaged=row["rate__engaged"] or 0.0,
        impressions=max(row["rate__exposure"] or 0.0, row["rate__opens_count"] or 0),
        prior=DEFAULT_PRIOR if row["rate__prior_a"] is None else (row["rate__prior_a"], row["rate__prior_b"]),
        neighbours=near,
        is_followed=row["is_followed"],
        # Whom nobody read yet has no row: nobody is smaller.
        is_small=row["author__reach__is_small"] is not False,
        is_evergreen=bool(hashtags) and hashtags[0] in evergreen,
        is_fair_start=row["is_fair_start"],
        cluster=fact.cluster,
        copy=copy_factor(fact.source is not None, fact.is_credited, fact.new_share, fact.is_own_repost),
        aggregator=aggregator_rate(fact.author_copies, fact.author_notes),
    )


def format_of(row: Mapping[str, Any]) -> str:
    return TEXT if row["is_text_cover"] else row["ratio"] or ""


def profile_of(viewer, known: Known, now: float, languages: frozenset[str] = frozenset()) -> Profile:
    """What the ranking may know of the viewer; of a visitor only the languages they seem to read."""
    if not known.is_personal:
        return Profile(languages=languages, controls=Controls(variety=VISITORS_VARIETY))
    taste = known.taste.decayed(now)
    shown, seen_clusters = shown_to(known)
    return Profile(
        hashtags=with_chosen(taste.hashtags, known),
        followed_hashtags=known.followed,
        interests=taste.interests if settings.EXPLORE["vectors"] else (),
        languages=frozenset(viewer.languages),
        shown=shown,
        seen_clusters=seen_clusters,
        controls=known.controls if settings.EXPLORE["exploration"] else replace(known.controls, new_voices=0.0),
    )


def with_chosen(weights: Mapping[int, float], known: Known) -> dict[int, float]:
    """What was learnt, and on top of it what was picked on arrival, which does not fade."""
    idf = tastes.idf_of(known.picked) if known.picked else {}
    chosen = {hashtag: LEARNED["pick"] * rarity for hashtag, rarity in idf.items()}
    return {h: weights.get(h, 0.0) + chosen.get(h, 0.0) for h in dict.fromkeys([*weights, *chosen])}


def shown_to(known: Known) -> tuple[tuple[Shown, ...], frozenset[int]]:
    """The last cards the viewer saw, for the caps; and of which near-duplicates they saw the source."""
    last = [note for note, _at in known.seen][-LOOKED_BACK:]
    links = NoteHashtag.objects.filter(note=OuterRef("pk")).order_by("id").values("hashtag_id")[:1]
    rows = {
        row["id"]: row
        for row in Note.objects.filter(pk__in=last).values(
            "id",
            "author_id",
            "is_text_cover",
            "author__reach__is_small",
            "origin__source",
            ratio=RATIO,
            hashtag_ids=ArraySubquery(links),
        )
    }
    shown = tuple(
        Shown(
            author=row["author_id"],
            hashtag=row["hashtag_ids"][0] if row["hashtag_ids"] else 0,
            cluster=row["origin__source"] or note,
            format=format_of(row),
            is_small=row["author__reach__is_small"] is not False,
        )
        for note in last
        if (row := rows.get(note))
    )
    # A cluster has the number of its source.
    return shown, frozenset({note for note, _at in known.seen} | {note for note, _at in known.history})
