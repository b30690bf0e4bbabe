"""Events: what browsers report of cards, and what actions tell."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from feeds import actions, events, explore, impressions, partitions, starts, tastes
from feeds.impressions import Placed
from feeds.models import Event, FairStart, Impression, NoteDay, NoteRate, TasteRow
from feeds.tasks import count_days, describe_missing, fold_events, refresh_people
from posts import actions as posts_actions
from rednote.lib import redis
from tests.factories import make_note

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def token_of(viewer, note, **placed):
    return impressions.sign(viewer.pk, Placed(note.pk, **{"slot": 3, "kind": "explore", "propensity": 0.25} | placed))


def send(client, *items, **options):
    return client.post("/events", json.dumps(list(items)), content_type="application/json", **options)


def item(kind, token, key="1", **more):
    return {"id": key, "kind": kind, "token": token, **more}


def test_become_rows_with_what_the_server_signed(login, alice, carol):
    note = make_note(alice)
    placed = {"source": "hashtag", "reason": "bridge", "argument": "zh"}
    client, token = login(carol), token_of(carol, note, **placed)
    answer = send(
        client, item("seen", token, slot=0, propensity=1), item("open", token), item("dwell", token, seconds=9)
    )
    assert answer.json() == {"taken": 3, "refused": 0}
    fold_events()
    row = Impression.objects.get()
    assert (row.viewer, row.note_id, row.author_id, row.slot, row.kind) == (carol, note.pk, alice.pk, 3, "explore")
    assert (row.source, row.reason, row.argument, row.propensity) == ("hashtag", "bridge", "zh", 0.25)
    assert {(e.kind, e.seconds) for e in Event.objects.all()} == {("open", 0), ("dwell", 9)}
    rate = NoteRate.objects.get(note=note)
    assert rate.impressions_count == 1
    assert rate.exposure == pytest.approx(2.32, abs=0.01)  # log2(3 + 2): few look as far as the fourth card


def test_count_once_however_often_they_are_sent(login, alice, carol):
    note = make_note(alice)
    client, token = login(carol), token_of(carol, note)
    for key in ("1", "2", "1"):
        send(client, item("seen", token, key), item("open", token, "same"))
        fold_events()
    send(client, item("open", token, "another"))
    fold_events()
    assert Impression.objects.count() == 1
    assert Event.objects.count() == 2
    assert NoteRate.objects.get(note=note).impressions_count == 1


def test_are_believed_of_cards_of_this_viewer_only(login, client, alice, bob, carol, monkeypatch):
    note = make_note(alice)
    token = token_of(carol, note)
    forged = token[:-6] + "AAAAAA"
    for sender, name in [(login(bob), token), (client, token), (login(carol), forged), (login(carol), "x" * 500)]:
        assert send(sender, item("seen", name)).status_code == 422
    answer = send(login(carol), item("seen", forged), item("seen", token))
    assert answer.json() == {"taken": 1, "refused": 1}
    monkeypatch.setattr(impressions.time, "time", lambda: timezone.now().timestamp() + impressions.LIFETIME + 5)
    assert send(login(carol), item("seen", token)).status_code == 422


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("[", 400),
        ("[" * 60_000, 400),
        ('{"a": 1}', 422),
        ("[]", 422),
        ("[1, null, []]", 422),
        (json.dumps([{"id": "1", "kind": "seen", "token": "é"}]), 422),
        (json.dumps([{"id": "1", "kind": [], "token": "x"}]), 422),
        (json.dumps([{"id": "1" * 99, "kind": "seen", "token": "x"}]), 422),
        (json.dumps([{}] * 101), 422),
        (" " * 70_000, 413),
    ],
)
def test_refuse_what_they_cannot_read(client, body, status):
    assert client.post("/events", body, content_type="application/json").status_code == status


def test_refuse_what_no_browser_may_say(login, alice, carol):
    client, token = login(carol), token_of(carol, make_note(alice))
    for kind, more in [
        ("like", {}),
        ("report", {}),
        ("dwell", {}),
        ("dwell", {"seconds": True}),
        ("dwell", {"seconds": -1}),
    ]:
        assert send(client, item(kind, token, **more)).status_code == 422
    send(client, item("dwell", token, seconds=1e9), item("follow", token))
    for odd in (item("dwell", token, "2", seconds=10**400), item("dwell", token, "\ud800", seconds=1e9)):
        assert send(client, odd).status_code == 202
    fold_events()
    # Whoever was away did not read, and carol does not follow alice.
    assert [(e.kind, e.seconds) for e in Event.objects.all()] == [("dwell", 1800)] * 3


def test_tell_visitors_apart_for_a_day_and_keep_no_name(client, alice):
    note = make_note(alice)
    send(client, item("seen", token_of(NOBODY, note)), headers={"User-Agent": "one"})
    send(client, item("seen", token_of(NOBODY, note, slot=5)), headers={"User-Agent": "one"})
    send(client, item("seen", token_of(NOBODY, note, slot=7)), headers={"User-Agent": "two"})
    fold_events()
    assert Impression.objects.filter(viewer=None).count() == 3
    assert Impression.objects.values("reader").distinct().count() == 2


def test_go_straight_into_rows_while_redis_is_away(login, alice, carol, settings):
    client, note = login(carol), make_note(alice)
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    assert send(client, item("seen", token_of(carol, note))).status_code == 202
    assert Impression.objects.count() == 1


def test_wait_for_the_worker_that_died_over_them(alice, carol, monkeypatch):
    note = make_note(alice)
    events.take(carol, "carol", [item("seen", token_of(carol, note))], 10)
    written, write = [], events.write
    monkeypatch.setattr(events, "write", lambda rows: written.append(rows) or 1 / 0)
    with pytest.raises(ZeroDivisionError):
        fold_events()
    monkeypatch.setattr(events, "write", write)
    fold_events()
    assert Impression.objects.count() == 1
    assert not redis.client().keys("events:batch*")


def test_are_not_tied_to_whoever_switched_personalisation_off(
    login, alice, carol, django_capture_on_commit_callbacks, monkeypatch
):
    note, other = make_note(alice), make_note(alice)
    client = login(carol)
    with django_capture_on_commit_callbacks(execute=True):
        send(client, item("seen", token_of(carol, note)))
        posts_actions.like_note(user=carol, note=note)
    fold_events()
    refresh_people()
    with django_capture_on_commit_callbacks(execute=True):
        send(client, item("seen", token_of(carol, other)))  # still waits to be folded
        actions.turn_off(user=carol)
    fold_events()
    assert not Impression.objects.filter(viewer=carol).exists()
    assert not Event.objects.filter(viewer=carol).exists()
    assert not TasteRow.objects.filter(user=carol).exists()
    assert not [key for key in redis.client().scan_iter() if str(carol.pk).encode() in key]
    with django_capture_on_commit_callbacks(execute=True):
        posts_actions.collect_note(user=carol, note=other)
        send(client, item("open", token_of(carol, other)))
    fold_events()
    assert set(Event.objects.values_list("kind", "viewer")) == {("collect", None), ("open", None)}
    assert not [key for key in redis.client().scan_iter() if str(carol.pk).encode() in key]


def test_with_a_name_and_without_one_are_not_tied_by_their_reader(alice, carol, django_capture_on_commit_callbacks):
    def read(note):
        events.take(carol, f"user:{carol.pk}", [item("seen", token_of(carol, note))], 10)
        with django_capture_on_commit_callbacks(execute=True):
            posts_actions.like_note(user=carol, note=note)
        fold_events()

    for change in (lambda user: None, actions.pause_learning, actions.resume_learning):
        change(user=carol)
        read(make_note(alice))
    for rows in (Impression.objects, Event.objects):
        named, unnamed = (set(rows.filter(viewer=who).values_list("reader", flat=True)) for who in (carol, None))
        assert (len(named), len(unnamed)) == (1, 1)
        assert not named & unnamed


def test_do_not_count_the_author_whatever_they_set(alice, django_capture_on_commit_callbacks):
    note = make_note(alice)
    for change in (lambda user: None, actions.pause_learning, actions.turn_off):
        change(user=alice)
        token = token_of(alice, note)
        events.take(alice, "alice", [item("seen", token), item("open", token)], 10)
        with django_capture_on_commit_callbacks(execute=True):
            posts_actions.collect_note(user=alice, note=note)
            posts_actions.uncollect_note(user=alice, note=note)
        fold_events()
    assert not Impression.objects.exists()
    assert not Event.objects.exists()


def test_teach_once_a_day_however_often_they_are_sent(login, alice, carol):
    client, token = login(carol), token_of(carol, make_note(alice))
    for key in ("1", "2"):
        send(client, item("share", token, key), item("share", token, f"{key}a"), item("dwell", token, key, seconds=1))
        assert redis.client().llen(tastes.waiting_key(carol.pk)) == 1
    send(client, item("dwell", token, "3", seconds=60))
    assert redis.client().llen(tastes.waiting_key(carol.pk)) == 2


def test_are_counted_by_day_before_their_rows_go(alice, bob, carol):
    note = make_note(alice)
    today = timezone.now().date()
    long_ago = today - timedelta(days=31)
    for viewer, slot in [(bob, 1), (bob, 2), (carol, 1)]:
        events.take(viewer, viewer.handle, [item("seen", token_of(viewer, note, slot=slot))], 10)
    events.take(carol, "carol", [item("open", token_of(carol, note))], 10)
    fold_events()
    partitions.ensure(long_ago)
    count_days()
    actions.turn_off(user=carol)
    Impression.objects.filter(viewer=bob, slot=2).delete()
    count_days()
    row = NoteDay.objects.get()
    assert (row.day, row.impressions_count, row.explored_count, row.readers_count, row.opens_count) == (
        today,
        3,
        3,
        2,
        1,
    )
    assert row.followers_count == 1
    assert long_ago not in partitions.days_kept()
    assert {today, today + timedelta(days=1)} <= set(partitions.days_kept())


def test_of_sixty_people_make_a_fair_start(alice, carol, client, django_capture_on_commit_callbacks):
    notes = [make_note(alice) for _ in range(4)]
    for note in notes:
        starts.owe(note)
    assert set(FairStart.objects.values_list("note", flat=True)) == {note.pk for note in notes[:3]}
    for number in range(59):
        visitor = f"visitor {number}"
        events.take(NOBODY, visitor, [item("seen", token_of(NOBODY, notes[0]))], 10)
    for slot in (1, 2, 3):  # one person, three looks
        events.take(carol, "carol", [item("seen", token_of(carol, notes[1], slot=slot))], 10)
        if slot != 1:
            fold_events()
    events.take(carol, "carol", [item("seen", token_of(carol, notes[3], slot=99))], 10)
    fold_events()
    rates = [NoteRate.objects.get(note=note) for note in (notes[1], notes[3])]
    assert [(rate.impressions_count, rate.exposure) for rate in rates] == [(3, pytest.approx(1.585, abs=0.001)), (1, 3)]
    progress = starts.progress_of([note.pk for note in notes])
    assert [progress[note.pk].shown for note in notes[:3]] == [59, 1, 0]
    events.take(carol, "carol", [item("seen", token_of(carol, notes[0]))], 10)
    fold_events()
    assert starts.progress_of([notes[0].pk])[notes[0].pk].is_done
    assert FairStart.objects.get(note=notes[0]).finished_at


def test_ride_on_every_card_of_explore(client, login, alice, carol):
    make_note(alice, photos=1)
    for visitor, viewer in [(client, NOBODY), (login(carol), carol)]:
        token = visitor.get("/").content.decode().partition('data-impression="')[2].partition('"')[0]
        assert impressions.read(viewer.pk, token).placed.slot == 0


def test_keep_a_person_within_ten_kilobytes(alice, carol, django_capture_on_commit_callbacks):
    tags = [f"tag{number}" for number in range(90)]
    notes = [make_note(alice, title=f"{tag} {tag}s", hashtags=(tag,)) for tag in tags]
    describe_missing()
    with django_capture_on_commit_callbacks(execute=True):
        for note in notes[:70]:
            posts_actions.like_note(user=carol, note=note)
    pipe = redis.client().pipeline()
    tastes.push_seen(pipe, carol.pk, range(10**17, 10**17 + 300))
    pipe.execute()
    refresh_people()
    explore.page(carol)
    keys = [key for key in redis.client().scan_iter() if str(carol.pk).encode() in key or key.startswith(b"scroll:")]
    sizes = {key: redis.client().memory_usage(key) for key in keys}
    assert len(keys) >= 4
    assert sum(sizes.values()) < 10_240, sizes
