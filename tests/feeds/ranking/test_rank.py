"""The order of explore, as pure numbers."""

from dataclasses import replace

import numpy as np
import pytest

from feeds.ranking import Candidate, Controls, Interest, Profile, Settings, Shown, assembly, rank, reasons, score

NOW = 1_800_000_000.0
DAY = 86400.0


def crowd(count=200, seed=0, **fixed):
    """Candidates of all sorts."""
    rng = np.random.default_rng(seed)

    def one(number):
        known = {
            "id": number + 1,
            "author": int(rng.integers(1, 80)),
            "published": NOW - float(rng.exponential(3 * DAY)),
            "language": str(rng.choice(["en", "zh", "ja"])),
            "format": str(rng.choice(["3x4", "1x1", "4x3", "text"])),
            "hashtags": tuple(int(h) for h in rng.choice(30, 3, replace=False) + 1),
            "idf": tuple(float(i) for i in rng.uniform(1, 6, 3)),
            "vector": rng.normal(size=64).astype(np.float32),
            "sources": ("fresh",),
            "engaged": float(rng.integers(0, 20)),
            "impressions": float(rng.integers(0, 120)),
            "neighbours": tuple((int(n), float(rng.uniform(0.05, 0.5))) for n in rng.integers(1000, 1100, 2)),
            "is_followed": bool(rng.random() < 0.1),
            "is_small": bool(rng.random() < 0.4),
            "is_fair_start": bool(rng.random() < 0.05),
            "cluster": int(rng.integers(1, 10)) if rng.random() < 0.1 else 0,
        }
        return Candidate(**{**known, **fixed})

    return [one(number) for number in range(count)]


def somebody(**fixed):
    rng = np.random.default_rng(5)
    known = {
        "hashtags": {1: 5.0, 2: 4.0, 3: 3.0, 4: -4.0, 5: 0.5},
        "followed_hashtags": frozenset([2]),
        "interests": tuple(Interest(rng.normal(size=64), 2.0, 900 + i) for i in range(3)),
        "languages": frozenset(["en"]),
    }
    return Profile(**{**known, **fixed})


def test_is_the_same_for_the_same_input_and_seed():
    lists = [rank(crowd(), somebody(), NOW, seed=7) for _ in range(2)]
    assert lists[0] == lists[1]
    assert [r.id for r in rank(crowd(), somebody(), NOW, seed=8)] != [r.id for r in lists[0]]


@pytest.mark.parametrize("count", [0, 1, 5, 50])
def test_shows_every_candidate_once_while_there_is_room(count):
    ranked = rank(crowd(count), somebody(), NOW, seed=1)
    assert sorted(r.id for r in ranked) == list(range(1, count + 1))
    assert [r.slot for r in ranked] == list(range(count))


def test_works_for_notes_of_which_nothing_is_known():
    assert [r.id for r in rank([Candidate(1, 1)], Profile(), NOW, seed=1)] == [1]


def test_has_scores_that_are_the_sum_of_their_terms():
    for ranked in rank(crowd(), somebody(), NOW, seed=2):
        assert sum(ranked.terms.values()) == pytest.approx(ranked.score)


def test_brings_what_the_person_likes_and_drops_what_they_do_not():
    plain = {"published": NOW - DAY, "engaged": 0.0, "impressions": 100.0, "idf": (3.0,)}
    notes = [Candidate(1, 1, hashtags=(1,), **plain), Candidate(2, 2, hashtags=(9,), **plain)]
    notes.append(Candidate(3, 3, hashtags=(4,), **plain))
    assert [r.id for r in rank(notes, somebody(), NOW, seed=3)] == [1, 2, 3]


@pytest.mark.parametrize("seed", range(3))
def test_keeps_its_caps(seed):
    notes = [replace(note, author=note.id if note.id % 3 else 1 + note.id % 7) for note in crowd(300, seed)]
    by_id = {note.id: note for note in notes}
    cards = [by_id[r.id] for r in rank(notes, somebody(), NOW, seed, length=60)]
    for at, card in enumerate(cards):
        before = cards[max(0, at - 39) : at]
        same_author = sum(c.author == card.author for c in before)
        assert same_author < (2 if card.is_followed else 1)
        assert not card.cluster or card.cluster not in {c.cluster for c in before}
        assert sum(c.hashtags[0] == card.hashtags[0] for c in cards[max(0, at - 19) : at]) < 5
        assert at < 2 or len({c.format for c in cards[at - 2 : at + 1]}) > 1


def test_looks_back_on_what_was_shown_before():
    notes = crowd(60, author=1)
    notes[30] = replace(notes[30], author=2, published=1.0)
    profile = somebody(shown=(Shown(author=1),), controls=Controls(new_voices=0.0, bridge=0))
    notes = [replace(note, is_followed=False, cluster=0, hashtags=(), idf=(), format="") for note in notes]
    assert rank(notes, profile, NOW, seed=1)[0].id == notes[30].id


def test_gives_three_of_twenty_slots_to_new_voices_but_never_the_first_two():
    notes = crowd(400, is_fair_start=False, published=NOW - DAY, impressions=5.0)
    for seed in range(5):
        ranked = rank(notes, somebody(), NOW, seed, length=100)
        for start in range(0, 100, 20):
            kinds = [r.kind for r in ranked[start : start + 20]]
            assert kinds.count("explore") == 3
            assert kinds[:2] == ["best", "best"]
            assert kinds.count("bridge") == 1
        explored = [r for r in ranked if r.kind == "explore"]
        assert all(0 < r.propensity < 1 for r in explored)
        assert all(r.propensity == 1 for r in ranked if r.kind == "best")


def test_records_the_probability_chance_had():
    notes = [Candidate(n, n, published=NOW - 10, impressions=float(n)) for n in range(1, 9)]
    notes += [Candidate(n, n, published=NOW, impressions=1e3, engaged=1e3) for n in (10, 11)]  # for the first slots
    weighed = dict.fromkeys(range(1, 9), 0.0)
    for seed in range(1500):
        third = rank(notes, Profile(controls=Controls(new_voices=0.3)), NOW, seed, length=3)[2]
        if third.kind == "explore":
            weighed[third.id] += 1 / third.propensity
    # Counted by 1 / propensity, every note that could stand there stood there alike.
    assert max(weighed.values()) < 1.6 * min(weighed.values())


def test_brings_newcomers_to_matching_people_first():
    notes = crowd(200, is_fair_start=False, published=NOW - DAY, impressions=5.0, cluster=0)
    notes += [Candidate(900, 900, NOW - 9 * DAY, hashtags=(1,), idf=(3.0,), is_fair_start=True, impressions=3.0)]
    for seed in range(5):
        ranked = {r.id: r for r in rank(notes, somebody(), NOW, seed, length=20)}
        assert ranked[900].kind in ("fair_start", "best")


def test_obeys_the_interest_sheet():
    notes = crowd(200, language="en", cluster=0)
    plain = rank(notes, somebody(controls=Controls(new_voices=0.0, bridge=0)), NOW, seed=1)
    assert {r.kind for r in plain[:40]} == {"best"}
    author = next(n.author for n in notes if n.id == plain[0].id)
    less = rank(notes, somebody(controls=Controls(new_voices=0.0, authors={author: -1.0})), NOW, seed=1)
    assert less[0].id != plain[0].id
    ageless = score.features_of(notes, somebody(controls=Controls(freshness=0.0)), NOW, 1, Settings())
    assert not ageless[:, score.TERMS.index("freshness")].any()


@pytest.mark.parametrize("share", [0.2, 0.5])
def test_gives_small_authors_their_share_of_a_hundred_slots(share):
    for seed in range(3):
        rng = np.random.default_rng(seed)
        notes = crowd(400, seed, hashtags=(1,), idf=(3.0,), cluster=0, is_fair_start=False)
        small = rng.random(len(notes)) < share
        # What small authors wrote is older and less liked: left to the score alone they would not be seen.
        notes = [
            replace(n, author=n.id, is_small=bool(s), engaged=0.0 if s else 40.0, published=NOW - DAY * (9 if s else 1))
            for n, s in zip(notes, small, strict=True)
        ]
        by_id = {note.id: note for note in notes}
        shown = [by_id[r.id].is_small for r in rank(notes, somebody(), NOW, seed, length=100)]
        assert np.mean(shown) >= small.mean() - 0.011


def test_never_shows_a_copy_to_whoever_saw_the_source():
    copy, other = Candidate(1, 1, cluster=4, copy=1.0), Candidate(2, 2)
    assert [r.id for r in rank([copy, other], Profile(seen_clusters=frozenset([4])), NOW, seed=1)] == [2]
    assert [r.id for r in rank([copy, other], Profile(), NOW, seed=1)] == [2, 1]


def test_says_a_reason_without_which_the_score_drops():
    settings, told = Settings(), set()
    for seed in range(4):
        profile = somebody() if seed else Profile()
        notes = {note.id: note for note in crowd(200, seed)}
        for r in rank(list(notes.values()), profile, NOW, seed):
            note = notes[r.id]
            told.add(r.reason)
            before = reasons.worth(note, profile, NOW, r.kind, settings)
            after = reasons.worth(*reasons.without(note, profile, r.reason, r.argument), NOW, r.kind, settings)
            assert after < before, (r.reason, r.argument)
    assert told >= {"hashtag", "followed_hashtag", "new_voice", "bridge", "best", "neighbour"}


def test_finds_the_reason_that_weighs_most_as_leaving_each_out_would():
    profile, settings = somebody(), Settings()
    explainer = reasons.Explainer(profile, settings)
    for note in crowd(60, 3):
        before = reasons.worth(note, profile, NOW, "best", settings)
        for drop, reason, argument in explainer.personal(note):
            after = reasons.worth(*reasons.without(note, profile, reason, argument), NOW, "best", settings)
            assert drop == pytest.approx(before - after, abs=1e-4), reason


def test_has_reasons_for_each_tie():
    plain = Candidate(1, 1, published=NOW - DAY, engaged=0.0, impressions=100.0)
    explainer = reasons.Explainer(somebody(), Settings())
    assert explainer.explain(replace(plain, is_followed=True), "best", -0.4) == ("author", 1)
    assert explainer.explain(replace(plain, hashtags=(2, 1)), "best", -0.4) == ("hashtag", 1)
    assert explainer.explain(replace(plain, hashtags=(2, 9)), "best", -0.4) == ("followed_hashtag", 2)
    assert explainer.explain(replace(plain, neighbours=((8, 0.2), (9, 0.4))), "best", -0.4) == ("neighbour", 9)
    alike = replace(plain, vector=np.asarray(somebody().interests[1].vector))
    assert explainer.explain(alike, "best", -0.4) == ("similar", 901)
    assert explainer.explain(plain, "best", -0.4) == ("fresh", 0)
    assert explainer.explain(replace(plain, engaged=80.0), "best", -0.4) == ("best", 0)
    assert explainer.explain(replace(plain, published=1.0), "best", -6.0) == ("best", 0)
    assert explainer.explain(replace(plain, language="ja"), "bridge", -0.4) == ("bridge", "ja")
    assert explainer.explain(plain, "explore", -0.4) == ("new_voice", 0)


def test_knows_nothing_of_followers():
    fields = [*Candidate.__dataclass_fields__, *Profile.__dataclass_fields__]
    assert not [name for name in fields if "follower" in name or "verified" in name or "fame" in name]


def test_raises_small_authors_to_their_floor_and_no_further():
    rng = np.random.default_rng(2)
    scores = -np.sort(-rng.random((300, 100)), axis=1)
    authors = rng.integers(0, 60, (300, 100))
    small = authors >= 50
    by = assembly.raise_for(0.4, scores, small, authors, 20)
    assert 0.4 <= assembly.exposed(scores, small, authors, 20, by) < 0.42
    assert assembly.raise_for(0.0, scores, small, authors, 20) == 0.0
    chosen = assembly.one_per_author(scores, authors, 20)
    for row, places in zip(authors, chosen, strict=True):
        assert len(set(row[places])) == 20
    assert chosen[0][0] == 0


def test_takes_one_note_of_each_author_in_order():
    scores = np.array([[0.9, 0.8, 0.7, -np.inf]])
    authors = np.array([[1, 1, 2, 3]])
    assert assembly.one_per_author(scores, authors, 3).tolist() == [[0, 2, -1]]
