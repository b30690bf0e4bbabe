"""What explore holds to, whatever happens on the site while somebody scrolls."""

from datetime import timedelta
from random import Random

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.models import Block, Mute, User
from feeds import actions, explore, impressions, retrieval, tastes
from feeds.impressions import Placed
from feeds.models import FairStart, FeedSettings, NoteRate
from feeds.ranking.assembly import PAGE, PER_AUTHOR
from feeds.tasks import describe_missing, rebuild_neighbours
from posts import actions as posts_actions
from posts.models import Hide, Like, Note, Origin
from rednote.lib import redis
from tests.factories import make_note

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
TAGS = ["tea", "cats", "hiking", "chess", "radio", "茶"]


@pytest.fixture
def people(person):
    return [person(f"p{number}") for number in range(14)]


def notes_by(people, count, rng, age=timedelta(days=5)):
    now = timezone.now()
    return [
        make_note(
            rng.choice(people),
            title=str(number),
            hashtags=tuple(rng.sample(TAGS, rng.randint(0, 2))),
            language=rng.choice(["en", "en", "zh", ""]),
            is_text_cover=rng.random() < 0.5,
            published_at=now - age * rng.random(),
        )
        for number in range(count)
    ]


def pages_of(viewer, between=lambda number: None, **narrowed):
    page = explore.page(viewer, **narrowed)
    yield page.notes
    number = 0
    while page.after:
        number += 1
        between(number)
        page = explore.page(viewer, page.after, **narrowed)
        yield page.notes


def see(viewer, notes):
    pipe = redis.client().pipeline()
    tastes.push_seen(pipe, viewer.pk, [note.pk for note in notes])
    pipe.execute()


@pytest.mark.parametrize("seed", range(3))
def test_nothing_comes_twice_while_notes_arrive_vanish_and_are_hidden(people, carol, seed):
    rng = Random(seed)
    notes = notes_by(people, 150, rng)
    actions.pick_interests(user=carol, interests=["tea", "cats"])
    shown: list[int] = []
    gone: set[int] = set()

    def between(number):
        make_note(rng.choice(people), title="late")
        hidden, deleted, down, muted = rng.sample(notes, 4)
        Hide.objects.get_or_create(user=carol, note=hidden)
        Note.objects.filter(pk=deleted.pk).delete()
        Note.objects.filter(pk=down.pk).update(taken_down_at=timezone.now())
        gone.update(note.pk for note in (hidden, deleted, down))
        notes.remove(deleted)
        see(carol, Note.objects.filter(pk__in=shown[-30:]))
        if number == 3:
            Mute.objects.create(muter=carol, muted=muted.author)
            gone.update(note.pk for note in notes if note.author_id == muted.author_id)

    for page in pages_of(carol, between):
        ids = [note.pk for note in page]
        assert not gone & set(ids)
        assert not set(shown) & set(ids)
        shown += ids
    assert {note.pk for note in notes} - gone <= set(shown)


def test_what_is_chosen_is_neither_own_nor_seen_nor_unwanted(people, carol):
    notes = notes_by([*people, carol], 90, Random(1))
    blocked, muted = people[:2]
    Block.objects.create(blocker=blocked, blocked=carol)
    Mute.objects.create(muter=carol, muted=muted)
    Hide.objects.create(user=carol, note=notes[5])
    Like.objects.create(user=carol, note=notes[6])
    see(carol, notes[10:40])
    chosen = [note for page in pages_of(carol) for note in page if note.placed.reason != "newest"]
    unwanted = {note.pk for note in [*notes[5:7], *notes[10:40]]}
    unwanted |= {note.pk for note in notes if note.author in (carol, blocked, muted)}
    assert chosen
    assert not unwanted & {note.pk for note in chosen}
    # What one saw, or wrote, comes at the very end: the page is never empty.
    everything = [note.pk for page in pages_of(carol) for note in page]
    assert {note.pk for note in notes[10:40] if note.author not in (blocked, muted)} <= set(everything)


def test_lists_do_not_change_when_all_followers_change_places(people, carol):
    notes_by(people, 80, Random(2))
    actions.pick_interests(user=carol, interests=["tea"])
    counts = [number**3 for number in range(len(people))]

    def lists(order):
        for author, followers in zip(people, order, strict=True):
            User.objects.filter(pk=author.pk).update(
                followers_count=followers, likes_received_count=followers, is_staff=followers % 2 == 0
            )
        redis.client().flushdb()
        frozen = timezone.now().replace(second=30, microsecond=0)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(explore.timezone, "now", lambda: frozen)
            return [
                b"".join(note.placed.pack() for page in pages_of(viewer) for note in page) for viewer in (carol, NOBODY)
            ]

    assert lists(counts) == lists(counts[::-1]) == lists(Random(3).sample(counts, len(counts)))


def test_an_author_stands_once_in_a_page_while_there_are_others(people):
    notes_by(people * 2, 200, Random(4), age=timedelta(hours=5))
    chosen = [note for page in pages_of(NOBODY) for note in page if note.placed.reason != "newest"][: len(people)]
    authors = [note.author_id for note in chosen]
    assert max(authors.count(author) for author in authors) == PER_AUTHOR


def test_slots_are_kept_for_new_voices_with_the_chance_they_had(person, people, carol):
    # Others enough to fill a page without anybody twice: chosen as one of the best, a new voice would be no new voice.
    known = [*people[2:], *(person(f"known{number}") for number in range(PAGE))]
    old = [make_note(author, hashtags=("tea",)) for author in known]
    NoteRate.objects.bulk_create([NoteRate(note=note, exposure=500, engaged=400) for note in old])
    two_days_ago = timezone.now() - timedelta(days=2)
    for author in people[:2]:
        first = make_note(author, title="first", hashtags=("tea", "cats"), published_at=two_days_ago)
        FairStart.objects.create(note=first, author=author, started_at=timezone.now())
    actions.pick_interests(user=carol, interests=["tea"])
    placed = next(note.placed for note in explore.page(carol).notes[:PAGE] if note.title == "first")
    assert (placed.kind, placed.reason) == ("fair_start", "new_voice")
    assert 0 < placed.propensity < 1
    assert placed.slot >= 2


def test_a_copy_is_not_shown_to_who_saw_its_source(people, carol, bob):
    source, copy = make_note(people[0]), make_note(people[1])
    Origin.objects.update_or_create(note=copy, defaults={"source": source, "copier": people[1], "state": "ready"})
    notes_by(people[2:], 10, Random(6))
    see(carol, [source])
    assert copy.pk not in [note.pk for note in explore.page(carol).notes if note.placed.reason != "newest"]
    assert {source.pk, copy.pk} <= {note.pk for page in pages_of(bob) for note in page}


@pytest.mark.parametrize("count", [1, 5, 50])
def test_is_never_empty_although_all_was_seen(alice, carol, count):
    notes = [make_note(alice) for _ in range(count)]
    see(carol, notes)
    assert len([note for page in pages_of(carol) for note in page]) == count


@pytest.mark.parametrize("level", ["personal", "vectors", "exploration", "neighbour", "overlap", "similar", "bridge"])
def test_goes_on_with_a_part_switched_off(people, carol, settings, level):
    notes = notes_by(people, 40, Random(7))
    describe_missing()
    actions.pick_interests(user=carol, interests=["tea"])
    posts_actions.like_note(user=carol, note=next(note for note in notes if note.hashtags.exists()))
    carol.languages = ["en"]
    carol.save()

    def found():
        known = tastes.known_of(carol, FeedSettings.of(carol))
        return {name for names in retrieval.ask(carol, known, "", anew=True).values() for name in names}

    source = {"vectors": "similar", "personal": "interest"}.get(level, level)
    assert source in found() or level in ("exploration", "neighbour")
    settings.EXPLORE = settings.EXPLORE | {level: False}
    assert source not in found()
    page = [note for page in pages_of(carol) for note in page]
    assert len(page) == 40
    assert source not in {note.placed.source for note in page}
    if level == "exploration":
        assert {note.placed.kind for note in page} <= {"best", "bridge", "newest"}


def test_a_channel_holds_what_is_in_it_whoever_found_it(people, carol):
    now = timezone.now()
    dish, cat, pot = (
        make_note(author, title="tea", hashtags=("tea",), channel=channel, published_at=now - timedelta(days=1))
        for author, channel in zip(people[:3], ("food", "pets", "food"), strict=True)
    )
    describe_missing()
    for reader in people[3:7]:
        for note in (dish, cat, pot):
            Like.objects.create(user=reader, note=note)
    rebuild_neighbours()
    Like.objects.create(user=carol, note=dish)
    known = tastes.known_of(carol, FeedSettings.of(carol))
    found = retrieval.gather(carol, known, now.timestamp(), "food")
    assert cat.pk in found.neighbours
    assert "similar" in found.sources[cat.pk]
    shown = {note.pk: note.placed.source for note in explore.page(carol, channel="food").notes}
    assert cat.pk not in shown
    assert shown[pot.pk] != "newest"


def test_some_of_every_source_are_stored(carol):
    found = dict.fromkeys(range(1, 301), ("hashtag",)) | dict.fromkeys(range(301, 501), ("interest", "best"))
    found |= {600: ("fresh",), 601: ("author",), 602: ("similar", "fresh"), 603: ("bridge",)}
    retrieval.store(carol.pk, found)
    stored = retrieval.read_stored(carol.pk)
    assert len(stored) == retrieval.KEPT
    assert [stored.get(note) for note in range(600, 604)] == [None, *(found[note] for note in range(601, 604))]
    assert [stored.get(note) for note in (1, 301, 300, 500)] == [("hashtag",), ("interest", "best"), None, None]


def test_takes_one_indexed_query_for_ids_while_redis_is_away(people, carol, settings, django_assert_max_num_queries):
    notes_by(people, 40, Random(8))
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    with django_assert_max_num_queries(6):  # settings, the ids, is there more, the cards and their pictures
        page = explore.page(carol)
    assert [note.placed.reason for note in page.notes] == ["newest"] * 30
    assert [note.published_at for note in page.notes] == sorted((n.published_at for n in page.notes), reverse=True)


def test_leans_to_the_language_a_visitor_reads(people):
    notes_by(people, 60, Random(9), age=timedelta(hours=1))
    lists = [explore.page(NOBODY, reads=frozenset({code})).notes[:15] for code in ("zh", "en")]
    chinese = [[note.language for note in shown].count("zh") for shown in lists]
    assert chinese[0] > chinese[1]


def test_finds_a_note_of_a_moment_ago(people, carol):
    notes_by(people, 30, Random(10))
    actions.pick_interests(user=carol, interests=["tea"])
    explore.page(carol)  # candidates are stored from now on
    fresh = make_note(people[0], title="now", hashtags=("tea",))
    assert fresh.pk in [note.pk for note in explore.page(carol).notes]


def test_asks_few_questions_once_candidates_are_stored(people, carol, django_assert_max_num_queries):
    notes_by(people, 60, Random(11))
    actions.pick_interests(user=carol, interests=["tea", "cats"])
    explore.page(carol)
    with django_assert_max_num_queries(19):
        explore.page(carol)


def test_a_note_in_its_slot_survives_being_packed():
    for placed in [
        Placed(2**62, 70_000, "explore", "hashtag", "new_voice", 2**61, 0.5),
        Placed(1, 2, "bridge", "bridge", "bridge", "zh", 1.0),
        Placed(1, 2),
    ]:
        again = Placed.unpack(placed.pack())
        assert (again.note, again.kind, again.argument) == (placed.note, placed.kind, placed.argument)
        assert impressions.read(7, impressions.sign(7, placed)).placed == again
