"""The protocols and measures, against figures worked out by hand."""

import gzip
import json
from io import StringIO

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from scipy.sparse import csr_matrix

from feeds import evaluation
from feeds.evaluation import DataError, protocols, splits
from feeds.evaluation.data import Dataset
from feeds.evaluation.replay import replay
from feeds.evaluation.report import Report, small_notes
from feeds.ranking import measures

NOTES = "note,author,hashtags,published_at,language\n"


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return str(path)


def dcg(*ranks):
    return sum(1 / np.log2(rank + 2) for rank in ranks)


class Fixed:
    """A model that scores everybody alike: note 0 best, the last one worst."""

    recipe = protocols.recommend.Recipe()

    def scores(self, rows):
        return np.tile(np.arange(rows.shape[1], 0, -1.0), (rows.shape[0], 1))


@pytest.fixture
def fixed(monkeypatch):
    monkeypatch.setattr(protocols.recommend, "fit", lambda matrix, words: Fixed())


@pytest.fixture
def three(tmp_path):
    """Three people, 30 notes: train and test as given files."""
    notes = write(tmp_path / "notes.csv", NOTES + "".join(f"n{n},{'big' if n < 3 else n},,,\n" for n in range(30)))
    train = write(tmp_path / "train.csv", "viewer,note\nann,n0\nann,n1\nbob,n2\ncid,n1\n")
    # ann's n2 is 1st of what is left, n22 is 21st; bob's n0 1st, n4 4th; cid's n1 is in train too and cannot be found.
    test = write(tmp_path / "test.csv", "viewer,note\nann,n2\nann,n22\nbob,n0\nbob,n4\ncid,n1\n")
    return notes, train, test


def test_full_counts_as_worked_out_by_hand(three, fixed):
    notes, train, test = three
    figures = evaluation.evaluate("full", notes, None, train, test)
    assert figures["lists"] == 3
    assert figures["pairs"] == 5
    assert figures["recall@20"] == pytest.approx((1 / 2 + 2 / 2 + 0) / 3, abs=1e-4)
    assert figures["ndcg@20"] == pytest.approx((1 / dcg(0, 1) + dcg(0, 3) / dcg(0, 1) + 0) / 3, abs=1e-4)
    assert figures["hr@5"] == figures["hr@20"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["coverage"] == pytest.approx(22 / 30, abs=1e-4)  # n0 .. n21
    assert {"gini", "small_author_share", "cpu_seconds", "microseconds_per_person", "memory_mb"} <= figures.keys()


def test_small_authors_are_the_lower_four_fifths_by_readers():
    authors = np.array([1, 1, 2, 3, 4, 5, 6])
    readers = np.array([4, 5, 1, 1, 2, 2, 0])
    assert small_notes(authors, readers).tolist() == [False, False, True, True, True, True, True]


def test_shares_exposure_by_rank():
    report = Report("full", np.array([1, 2, 3]), np.array([9, 1, 1]))
    report.add(np.array([[0, 1, -1]]), np.array([[True, False, False]]), np.array([1]))
    assert report.figures()["small_author_share"] == pytest.approx(dcg(1) / dcg(0, 1), abs=1e-4)


def test_measures_inequality():
    assert measures.gini(np.array([1.0, 1.0, 1.0])) == 0.0
    assert measures.gini(np.array([0.0, 0.0, 0.0, 1.0])) == 0.75
    assert measures.gini(np.zeros(3)) == 0.0


def test_loo_ranks_among_ninety_nine(three, fixed, tmp_path):
    notes = write(tmp_path / "many.csv", NOTES + "".join(f"n{n},,,,\n" for n in range(500)))
    train = write(tmp_path / "train.csv", "viewer,note\nann,n1\nbob,n2\n")
    test = write(tmp_path / "test.csv", "viewer,note\nann,n0\nbob,n499\n")
    figures = evaluation.evaluate("loo", notes, None, train, test)
    assert figures["hr@10"] == figures["ndcg@10"] == 0.5  # the best of all, and the worst


def test_draws_negatives_the_person_never_touched():
    known = csr_matrix((np.ones(300), (np.zeros(300, int), np.arange(300))), (1, 1000))
    drawn = splits.negatives(known, np.random.default_rng(42), 0)
    assert len(set(drawn.tolist())) == 99
    assert drawn.min() >= 300
    few = splits.negatives(csr_matrix((1, 60)), np.random.default_rng(42), 0)
    assert len(set(few.tolist())) == 60


def test_splits_a_fifth_of_each_persons_notes():
    matrix = csr_matrix(np.triu(np.ones((12, 12), np.float32)))
    train, test = splits.per_person(matrix)
    assert np.diff(test.indptr).tolist() == [2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 0]
    assert (train + test).toarray().tolist() == matrix.toarray().tolist()
    again = splits.per_person(matrix)[1]
    assert (again != test).nnz == 0


def test_leaves_the_last_one_out_where_times_are_known(tmp_path):
    data = Dataset()
    events = data.read_events(
        write(tmp_path / "e.csv", "viewer,note,at\na,x,2026-01-03\na,y,2026-01-01\na,z,2026-01-02\nb,x,2026-01-01\n")
    )
    _, test = splits.leave_one_out(data.matrix(events), protocols.first_moments(data, events))
    assert test.toarray().tolist() == [[1, 0, 0], [0, 0, 0]]


def test_cold_ranks_stripped_notes_by_their_hashtags(tmp_path):
    topics = ["tea", "cats", "chess", "radio"]
    notes = write(tmp_path / "n.csv", NOTES + "".join(f"{n},,{topics[n % 4]} w{n % 7},,\n" for n in range(400)))
    rng = np.random.default_rng(0)
    saves = [f"{p},{4 * n + p % 4}\n" for p in range(80) for n in rng.choice(100, 30, replace=False)]
    events = write(tmp_path / "e.csv", "viewer,note\n" + "".join(saves))
    figures = evaluation.evaluate("cold", notes, events)
    assert figures["hr@20"] == 1.0
    assert figures["recall@20"] > 0.8  # some 20 stripped notes of their topic: chance among 80 would be 0.25


def test_replay_asks_for_notes_that_had_an_event_and_learns_as_it_goes(tmp_path):
    lines = ["ann,x", "bob,x", "bob,x", "cid,y", "ann,y", "cid,x", "dan,z", "dan,y"]
    text = "viewer,note,at\n" + "".join(f"{line},2026-01-01T00:{at:02}:00Z\n" for at, line in enumerate(lines))
    data = Dataset()
    events = data.read_events(write(tmp_path / "e.csv", text))
    # Targets: bob x (0.), ann y (4), cid x (5), dan y (7); the last 40 % of eight events start at 4.8.
    asked = list(replay(events, 3, 4))
    assert len(asked) == 2
    assert sorted(asked[0].top) == [0]  # cid touched y: x alone is left
    assert asked[0].rank == 0.0
    assert sorted(asked[1].top) == [0, 1]  # dan's z is his own first event
    report = Report("replay", None, np.ones(3))
    for rank in (0.0, 4.5, 5.0, 30.0):
        report.add_target(rank, np.array([0]))
    figures = report.figures()
    assert figures["hr@5"] == 0.5
    assert figures["hr@20"] == 0.75
    assert figures["ndcg@20"] == pytest.approx((1 + dcg(4.5) + dcg(5)) / 4, abs=1e-4)


def test_replay_follows_what_is_new(tmp_path):
    rng = np.random.default_rng(0)
    lines, minute = [], 0
    for note in range(120):
        for person in rng.choice(40, 8, replace=False):
            minute += 30
            lines.append(f"p{person},n{note},{1.7e9 + 60 * minute}\n")
    events = write(tmp_path / "e.csv", "viewer,note,at\n" + "".join(lines))
    assert evaluation.evaluate("replay", write(tmp_path / "n.csv", NOTES), events)["hr@5"] > 0.9


def test_authors_gives_small_ones_their_floor(tmp_path):
    rng = np.random.default_rng(4)
    notes = write(tmp_path / "n.csv", NOTES + "".join(f"{n},a{n // 10 if n < 60 else n},,,\n" for n in range(200)))
    chance = np.where(np.arange(200) < 60, 6.0, 1.0)
    saves = [f"{p},{n}\n" for p in range(120) for n in rng.choice(200, 12, replace=False, p=chance / chance.sum())]
    figures = evaluation.evaluate("authors", notes, write(tmp_path / "e.csv", "viewer,note\n" + "".join(saves)))
    assert figures["small_author_share"] >= protocols.FLOOR
    assert figures["without_floor"]["ndcg@20"] >= figures["ndcg@20"]


def run(**options):
    out = StringIO()
    call_command("evaluate_ranker", stdout=out, **options)
    return json.loads(out.getvalue())


def test_the_command_reads_odd_files(tmp_path):
    notes = tmp_path / "notes.csv.gz"
    with gzip.open(notes, "wt", encoding="utf-8") as file:
        file.write("\ufeffnote,hashtags\na,tea tea\na,tea\n,x\nb,\nc,tea\n")
    rows = ["p,a,like,", "p,a,like,", "p,b,,2026-01-01T00:00:00Z", "p,unknown,collect,", ",a,like,", "q,,like,"]
    rows += ["q,a,like,", "q,c,hide,", "q,b,like,", "r,c,open,"]
    events = write(tmp_path / "events.csv", "viewer,note,kind,at\n" + "\n".join(rows) + "\n")
    figures = run(events=events, notes=str(notes), protocol="full", json=str(tmp_path / "out.json"))
    assert figures["notes"] == 4
    assert figures["people"] == 3
    assert figures["rows_skipped"] == 3
    assert figures["lists"] == 2
    assert json.loads((tmp_path / "out.json").read_text()) == figures


def test_the_command_lists_the_page_the_site_would_show(tmp_path):
    notes = write(tmp_path / "n.csv", NOTES + "".join(f"{n},a{n},{'tea' if n % 2 else 'cats'},,\n" for n in range(40)))
    events = write(tmp_path / "e.csv", "viewer,note,kind,at\np,1,like,2026-01-01\np,3,collect,2026-01-02\n")
    told = run(events=events, notes=notes, protocol="page", viewer="p")
    assert len(told["page"]) == 20
    assert [card["reason"] for card in told["page"]][:2] == ["hashtag", "hashtag"]
    assert told == run(events=events, notes=notes, protocol="page", viewer="p")
    with pytest.raises(CommandError, match="needs --events and --viewer"):
        run(notes=notes, protocol="page")


@pytest.mark.parametrize(
    ("events", "protocol", "told"),
    [
        ("person,thing\n1,2\n", "full", "no column viewer, note; it has person, thing"),
        ("", "full", "no column viewer, note; it has none"),
        ("viewer,note\n", "full", "no events"),
        ("viewer,note\na,x\nb,y\n", "full", "nothing can be held out"),
        ("viewer,note,at\na,x,yesterday\n", "full", "line 2: “yesterday” is not a time"),
        ("viewer,note\na,x\na,y\n", "replay", "needs the column at"),
        ("viewer,note\na,x\na,y\n", "authors", "needs the column author"),
        ("viewer,note\na,x\na,y\n", "cold", "too few events"),
        ("viewer,note\n" + "".join(f"{n % 3},{n}\n" for n in range(60)), "cold", "--notes has neither"),
    ],
)
def test_the_command_says_in_one_line_what_is_wrong(tmp_path, events, protocol, told):
    with pytest.raises(CommandError) as refused:
        run(events=write(tmp_path / "e.csv", events), notes=write(tmp_path / "n.csv", NOTES), protocol=protocol)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_command_wants_files_that_are_there(tmp_path):
    notes = write(tmp_path / "n.csv", NOTES)
    for options in ({"events": "/nowhere.csv"}, {}, {"train": notes}, {"events": str(tmp_path)}):
        with pytest.raises((CommandError, DataError)):
            run(notes=notes, protocol="full", **options)
