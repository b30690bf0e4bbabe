"""What explore learns from a person, and what they can say about it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from feeds import actions, events, explore, impressions, sheet, tastes, why
from feeds.impressions import Placed
from feeds.models import FeedSettings, NoteNeighbours, TasteRow
from feeds.neighbours import bring_up_to_date
from feeds.tasks import describe_missing, rebuild_neighbours, refresh_people
from posts import actions as posts_actions
from posts.models import Hashtag
from rednote.lib import redis
from tests.factories import make_note

pytestmark = pytest.mark.django_db
TOPICS = ("tea", "cats", "hiking", "pottery", "chess", "radio")


@pytest.fixture
def authors(person):
    return [person(f"author{number}") for number in range(12)]


@pytest.fixture
def site(authors):
    """Ten notes on each of six topics, by twelve authors, over the last days."""
    now = timezone.now()
    return [
        make_note(
            authors[(number * 5 + place) % 12],
            title=topic,
            hashtags=(topic, f"{topic}{number % 3}"),
            published_at=now - timedelta(hours=number * 2 + place / 10),
        )
        for number in range(10)
        for place, topic in enumerate(TOPICS)
    ]


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def first(viewer, count=20):
    return [note.title for note in explore.page(viewer).notes[:count]]


def note_of(site, topic, nth=0):
    return [note for note in site if note.title == topic][nth]


def test_starts_from_three_picked_tiles(site, carol):
    actions.pick_interests(user=carol, interests=["tea", "cats", "hiking"])
    assert len([title for title in first(carol) if title in ("tea", "cats", "hiking")]) >= 12


def test_changes_the_next_page_with_every_press(site, carol, commit, monkeypatch):
    monkeypatch.setattr(explore, "seed_of", lambda viewer, now: 1)  # another minute is another chance
    actions.pick_interests(user=carol, interests=["tea", "cats", "hiking"])
    before = first(carol)
    with commit():
        posts_actions.hide_note(user=carol, note=note_of(site, "tea", 0))
        posts_actions.hide_note(user=carol, note=note_of(site, "tea", 1))
        posts_actions.like_note(user=carol, note=note_of(site, "chess"))
    after = first(carol)
    assert after.count("tea") < before.count("tea")
    assert after.count("chess") > before.count("chess")
    with commit():
        posts_actions.unlike_note(user=carol, note=note_of(site, "chess"))
    # It is new to her again, as it was before.
    others = [note for note in explore.page(carol).notes[:20] if note.pk != note_of(site, "chess").pk]
    assert [note.title for note in others].count("chess") < after.count("chess")


def test_is_in_its_row_once_the_worker_came_by(site, carol, commit):
    with commit():
        for nth in range(3):
            posts_actions.collect_note(user=carol, note=note_of(site, "radio", nth))
    shown = first(carol)
    refresh_people()
    assert first(carol) == shown
    redis.client().flushdb()  # costs a delay, no data
    assert TasteRow.objects.get(user=carol)
    assert tastes.known_of(carol, FeedSettings.of(carol)).taste.hashtags[Hashtag.objects.get(name="radio").pk] > 0
    assert first(carol).count("radio") == shown.count("radio")


def test_of_a_person_who_was_here_before_comes_from_what_they_did(site, carol):
    posts_actions.like_note(user=carol, note=note_of(site, "pottery"))  # and no news of it was kept
    weights = tastes.known_of(carol, FeedSettings.of(carol)).taste.hashtags
    assert {Hashtag.objects.get(pk=pk).name for pk in weights} == {"pottery", "pottery0"}


def test_refreshes_a_person_at_most_every_ten_minutes(site, carol, commit):
    for nth in range(2):
        with commit():
            posts_actions.like_note(user=carol, note=note_of(site, "tea", nth))
        refresh_people()
    client = redis.client()
    assert client.llen(tastes.waiting_key(carol.pk)) == 1
    assert client.zscore(tastes.DIRTY, carol.pk) > timezone.now().timestamp() + 500
    client.delete(tastes.refreshed_key(carol.pk))
    client.zadd(tastes.DIRTY, {carol.pk: 1})
    refresh_people()
    assert client.llen(tastes.waiting_key(carol.pk)) == 0


def test_finds_what_is_near_by_people_and_by_words(site, authors, carol, commit):
    describe_missing()
    liked, near, words = note_of(site, "tea"), note_of(site, "radio", 4), note_of(site, "tea", 7)
    for reader in authors[:6]:
        posts_actions.collect_note(user=reader, note=liked)
        posts_actions.collect_note(user=reader, note=near)
    rebuild_neighbours()
    rebuilt = bytes(NoteNeighbours.objects.get(note=liked).packed)
    bring_up_to_date([liked.pk])
    assert bytes(NoteNeighbours.objects.get(note=liked).packed) == rebuilt
    with commit():
        posts_actions.like_note(user=carol, note=liked)
    page = explore.page(carol)
    placed = {note.pk: note.placed for note in [*page.notes, *explore.page(carol, page.after).notes]}
    assert placed[near.pk].reason == "neighbour"
    assert placed[near.pk].argument == liked.pk
    assert words.pk in placed


def test_leaves_people_out_of_neighbours_who_switched_it_off(site, authors):
    actions.turn_off(user=authors[0])
    for reader in authors[:2]:
        for topic in ("tea", "radio"):
            posts_actions.like_note(user=reader, note=note_of(site, topic, 3))
    rebuild_neighbours()
    assert NoteNeighbours.objects.count() == 2
    actions.turn_off(user=authors[1])
    rebuild_neighbours()
    assert not NoteNeighbours.objects.exists()


def test_obeys_wishes_and_sliders(site, carol, authors):
    actions.pick_interests(user=carol, interests=["tea", "cats", "hiking"])
    tea = Hashtag.objects.get(name="tea")
    before = first(carol)
    actions.wish(user=carol, hashtag=tea, amount=-1)
    assert first(carol).count("tea") < before.count("tea")
    actions.wish_more(user=carol, hashtag=tea)
    actions.wish_more(user=carol, hashtag=tea)
    assert not carol.wishes.exists()
    actions.wish_less(user=carol, author=authors[0])
    assert carol.wishes.get().amount == -0.5
    assert actions.set_sliders(user=carol, new_voices=0, bridge=4).new_voices == 0
    assert {note.placed.kind for note in explore.page(carol).notes} == {"best"}
    with pytest.raises(ValidationError):
        actions.set_sliders(user=carol, new_voices=31)


def weights_of(viewer):
    return dict(tastes.known_of(viewer, FeedSettings.of(viewer)).taste.hashtags)


def test_learns_each_thing_once_and_unlearns_it_whole(site, carol, commit):
    note = note_of(site, "tea")
    with commit():
        posts_actions.like_note(user=carol, note=note)
    once = weights_of(carol)
    assert weights_of(carol) == pytest.approx(once, rel=1e-3)
    refresh_people()
    assert weights_of(carol) == pytest.approx(once, rel=1e-3)
    with commit():
        posts_actions.unlike_note(user=carol, note=note)
    assert weights_of(carol) == {}
    redis.client().flushdb()
    TasteRow.objects.all().delete()
    with commit():
        actions.less_like_this(user=carol, note=note)
        actions.take_back_less(user=carol, note=note)
    assert weights_of(carol) == {}


@pytest.mark.parametrize("meanwhile", [weights_of, lambda viewer: tastes.fold(viewer.pk)], ids=["page", "worker"])
def test_learns_once_what_was_not_told_yet(site, bob, carol, commit, django_capture_on_commit_callbacks, meanwhile):
    with commit():
        posts_actions.like_note(user=bob, note=note_of(site, "tea"))
    with django_capture_on_commit_callbacks() as news:
        posts_actions.like_note(user=carol, note=note_of(site, "tea"))
    meanwhile(carol)
    for tell in news:
        tell()
    assert weights_of(carol) == pytest.approx(weights_of(bob), rel=1e-3)
    tastes.fold(carol.pk)
    assert weights_of(carol) == pytest.approx(weights_of(bob), rel=1e-3)


def test_does_not_learn_later_what_was_done_while_it_was_off_or_paused(site, carol, commit):
    for stop, start in [
        (actions.pause_learning, actions.resume_learning),
        (actions.turn_off, actions.turn_on),
    ]:
        with commit():
            stop(user=carol)
        with commit():
            posts_actions.like_note(user=carol, note=note_of(site, "radio"))
        with commit():
            start(user=carol)
        redis.client().flushdb()
        assert weights_of(carol) == {}


def test_pauses_and_forgets(site, carol, commit):
    describe_missing()
    actions.pause_learning(user=carol)
    with commit():
        posts_actions.like_note(user=carol, note=note_of(site, "chess"))
    assert not redis.client().exists(tastes.waiting_key(carol.pk))
    actions.resume_learning(user=carol)
    liked = note_of(site, "chess", 1)
    with commit():
        posts_actions.like_note(user=carol, note=liked)
    card = {"id": "1", "kind": "seen", "token": impressions.sign(carol.pk, Placed(liked.pk, 1))}
    events.take(carol, "carol", [card], 10)
    events.fold()
    known = sheet.sheet_of(carol)
    assert known.hashtags
    assert (known.interests, known.events, known.impressions) == (((liked, 1.0),), 1, 1)
    with commit():
        actions.forget_hashtag(user=carol, hashtag=Hashtag.objects.get(name="chess"))
    assert "chess" not in [line.hashtag.name for line in sheet.sheet_of(carol).hashtags]
    with commit():
        actions.reset_taste(user=carol)
    known = sheet.sheet_of(carol)
    assert (known.hashtags, known.interests, known.events, known.impressions) == ((), (), 0, 0)


def test_shows_the_newest_in_the_languages_one_reads_when_it_is_off(alice, carol, bob):
    carol.languages = ["en"]
    carol.save()
    actions.pick_interests(user=carol, interests=["tea"])
    now = timezone.now()
    for number in range(35):
        tags = ("tea",) if number % 3 else ()
        language = "zh" if number == 7 else "en"
        make_note(
            alice, title=str(number), hashtags=tags, language=language, published_at=now - timedelta(hours=number)
        )
    actions.turn_off(user=carol)
    page = explore.page(carol)
    shown = page.notes + explore.page(carol, page.after).notes
    assert [note.title for note in shown] == [str(number) for number in range(35) if number != 7]
    assert {note.placed.reason for note in shown} == {"newest"}
    actions.turn_on(user=carol)
    assert {note.placed.reason for note in explore.page(carol).notes} != {"newest"}


def test_fills_a_sheet_with_all_that_is_held(site, carol, commit):
    describe_missing()
    actions.pick_interests(user=carol, interests=["tea"])
    liked = note_of(site, "chess")
    with commit():
        posts_actions.like_note(user=carol, note=liked)
        posts_actions.hide_note(user=carol, note=note_of(site, "radio"))
    actions.wish(user=carol, language="zh", amount=0.5)
    events.fold()
    known = sheet.sheet_of(carol)
    assert known.picked == ("Tea",)
    assert {line.hashtag.name for line in known.hashtags if line.weight > 0} == {"chess", "chess0"}
    assert {line.hashtag.name for line in known.hashtags if line.weight < 0} == {"radio", "radio0"}
    assert [note for note, _weight in known.interests] == [liked]
    assert known.languages == (("zh", "中文", 0.5),)
    assert known.events == 2


def test_says_why_in_words_that_hold(site, carol, bob, commit):
    actions.pick_interests(user=carol, interests=["tea", "cats", "hiking"])
    page = explore.page(carol).notes
    card = next(note for note in page if note.placed.reason == "hashtag")
    reason = why.of_card(carol, card.impression)
    assert reason.text == f"#{card.title} is among your interests."
    assert reason.url == f"/hashtags/{card.title}"
    assert reason.terms[0].name in ("relevance", "freshness")
    assert why.of_card(bob, card.impression) is None
    tea = Hashtag.objects.get(name="tea").pk
    for placed, text in [
        (Placed(card.pk, 1, reason="followed_hashtag", argument=tea), "You follow #tea."),
        (Placed(card.pk, 1, reason="new_voice", argument=tea), "A new voice in #tea: seen 0 times so far."),
        (Placed(card.pk, 1, reason="author", argument=card.author_id), f"You follow {card.author.display_name}."),
        (Placed(card.pk, 1, reason="similar", argument=site[0].pk), "It is like “tea”, which you liked."),
        (Placed(card.pk, 1, reason="neighbour", argument=1), "People who liked what you liked, liked this too."),
        (Placed(card.pk, 1, reason="bridge", argument="ja"), "From 日本語: the same things, said in another language."),
        (Placed(card.pk, 1), "Nothing was chosen here: notes come by the time they were published."),
    ]:
        assert why.of_card(carol, impressions.sign(carol.pk, placed)).text == text


def test_can_be_changed_while_redis_is_away(site, carol, settings, commit):
    with commit():
        posts_actions.like_note(user=carol, note=note_of(site, "tea"))
    refresh_people()
    with commit():
        posts_actions.like_note(user=carol, note=note_of(site, "tea", 3))
    url, settings.REDIS_URL = settings.REDIS_URL, "unix:///nowhere/redis.sock"
    assert {line.hashtag.name for line in sheet.sheet_of(carol).hashtags} == {"tea", "tea0"}
    actions.forget_hashtag(user=carol, hashtag=Hashtag.objects.get(name="tea0"))
    assert [line.hashtag.name for line in sheet.sheet_of(carol).hashtags] == ["tea"]
    for change in (actions.pause_learning, actions.resume_learning, actions.reset_taste, actions.turn_off):
        change(user=carol)
    assert not sheet.sheet_of(carol).hashtags
    assert not TasteRow.objects.exists()
    actions.turn_on(user=carol)
    settings.REDIS_URL = url  # what it still held is forgotten, too
    assert redis.client().exists(tastes.key(carol.pk))
    assert weights_of(carol) == {}
