"""The notifications page."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import actions as accounts
from notifications import actions
from notifications.models import Bucket, Kind, Notification
from posts import actions as posts
from tests.factories import make_note

pytestmark = pytest.mark.django_db
CEILING = 7  # session, person, entries, unread of the tabs, unread of the rail, avatars none


def page(client, bucket="", **params):
    return client.get("/notifications", {"bucket": bucket, **params} if bucket else params)


def test_asks_strangers_to_log_in(client):
    assert client.get("/notifications")["Location"].startswith("/login")


def test_groups_who_liked_a_note(login, alice, person):
    note = make_note(alice, title="Cat tax")
    for name in ["lea", "bo", "cy"]:
        posts.like_note(user=person(name), note=note)
    text = page(login(alice), "likes").content.decode()
    assert text.count("Cat tax</q>") == 1
    assert "<bdi>Cy</bdi></a> and 2 others liked your note" in text


def test_names_two_people(login, alice, bob, carol):
    note = make_note(alice)
    for user in (bob, carol):
        posts.like_note(user=user, note=note)
    text = page(login(alice), "likes").content.decode()
    assert '<a href="/@carol"><bdi>Carol</bdi></a> and <a href="/@bob"><bdi>Bob</bdi></a> liked your note' in text


def test_escapes_names_and_titles(login, alice, person):
    note = make_note(alice, title="<script>alert(1)</script>")
    posts.like_note(user=person("eve", name="<b>Eve"), note=note)
    text = page(login(alice), "likes").content.decode()
    assert "<script>alert" not in text
    assert "&lt;b&gt;Eve" in text


def test_opens_the_first_bucket_in_which_something_waits(login, alice, carol):
    accounts.follow(follower=carol, followee=alice)
    response = login(alice).get("/notifications")
    assert response.context["bucket"] == Bucket.FOLLOWERS


def test_changes_nothing_when_it_is_looked_at(login, alice, carol):
    posts.like_note(user=carol, note=make_note(alice))
    client = login(alice)
    assert "notification--unread" in page(client, "likes").content.decode()
    assert "notification--unread" in page(client, "likes").content.decode()


def test_reads_what_was_shown_and_nothing_newer(login, alice, bob, carol):
    note = make_note(alice)
    posts.like_note(user=carol, note=note)
    client = login(alice)
    until = page(client, "likes").context["read_until"]
    posts.collect_note(user=bob, note=note)
    accounts.follow(follower=carol, followee=alice)
    said = {"bucket": "likes", "until": until}
    assert client.post("/notifications/read", said, headers={"HX-Request": "true"}).status_code == 204
    unread = Notification.objects.to(alice).unread().values_list("kind", flat=True)
    assert sorted(unread) == [Kind.COLLECT, Kind.FOLLOW]


def test_marks_all_as_read_without_javascript(login, alice, bob, carol):
    posts.like_note(user=carol, note=make_note(alice))
    accounts.follow(follower=carol, followee=alice)
    client = login(alice)
    assert "Mark all as read" in client.get("/notifications").content.decode()
    response = client.post("/notifications/read", HTTP_REFERER="http://testserver/notifications?bucket=likes")
    assert (response.status_code, response["Location"]) == (303, "/notifications?bucket=likes")
    assert not Notification.objects.to(alice).unread().exists()


def test_shows_each_bucket_s_own_unread_count_to_99(login, alice, carol):
    accounts.follow(follower=carol, followee=alice)
    note = make_note(alice)
    one = {"recipient": alice, "actor": carol, "note": note, "bucket": Bucket.LIKES, "kind": Kind.LIKE}
    rows = [Notification(**one, group=f"like:{n}") for n in range(120)]
    Notification.objects.bulk_create(rows)
    tabs = {tab["label"]: tab["unread"] for tab in login(alice).get("/notifications").context["tabs"]}
    assert list(tabs.values()) == [0, 100, 1, 0]
    assert "99+" in login(alice).get("/notifications").content.decode()


def test_pages_through_all_entries_each_once(login, alice, person):
    actors = [person(f"actor{n}") for n in range(3)]
    notes = [make_note(alice, title=f"Note {n}.") for n in range(35)]
    for actor in actors:
        for note in notes:
            actions.notify(recipient=alice, kind=Kind.LIKE, actor=actor, note=note, group=f"like:{note.pk}")
    client, seen = login(alice), []
    response = page(client, "likes")
    while True:
        seen += [entry.note_id for entry in response.context["entries"]]
        if not response.context["next_url"]:
            break
        response = client.get(f"/notifications{response.context['next_url']}")
    assert len(seen) == 35
    assert len(set(seen)) == 35


@pytest.mark.parametrize("bucket", Bucket.values)
def test_takes_as_many_queries_for_one_entry_as_for_many(bucket, login, alice, bob, person):
    def happen(user):
        note = make_note(alice, photos=1)
        comment = posts.add_comment(author=user, note=note, body="Hello @alice", form_key=str(uuid4()))
        reply = posts.add_comment(author=alice, note=note, body="Hi", form_key=str(uuid4()), parent=comment)
        posts.like_note(user=user, note=note)
        posts.like_comment(user=user, comment=reply)
        posts.add_translation(author=user, note=note, language="zh", body="你好")
        posts.add_translation(author=user, comment=reply, language="zh", body="你好")
        accounts.follow(follower=user, followee=alice)

    client = login(alice)
    counts = []
    for people in (["d1"], [f"e{n}xx" for n in range(12)]):
        for handle in people:
            happen(person(f"{handle}_"))
        with CaptureQueriesContext(connection) as queries:
            assert page(client, bucket).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= CEILING


@pytest.mark.parametrize("kind", Kind.values)
def test_has_a_sentence_for_every_kind(kind, login, alice, bob):
    note = make_note(alice, title="Tea", photos=1)
    comment = posts.add_comment(author=bob, note=note, body="Which one?", form_key=str(uuid4()))
    translation = posts.add_translation(author=bob, note=note, language="zh", body="茶")
    Notification.objects.all().delete()
    photo = note.photos.get()
    statement = {"role": "author", "action": "take_down", "kind": "note", "text": "Tea", "url": "/notes/1"}
    actions.notify(
        recipient=alice,
        kind=kind,
        group="one",
        actor=None if kind in ("photo_failed", "decision") else bob,
        note=None if kind in ("photo_failed", "decision") else note,
        comment=comment if kind in ("comment", "reply", "comment_like") else None,
        translation=translation if kind.startswith("translation") else None,
        photo=photo if kind == "photo_failed" else None,
        statement={**statement, "rule": "spam", "reason": "An advertisement."} if kind == "decision" else None,
    )
    text = login(alice).get("/notifications").content.decode()
    assert "notification--unread" in text
    assert ("Bob" in text) == (kind not in ("photo_failed", "decision"))


def test_lets_one_follow_back(login, alice, carol):
    accounts.follow(follower=carol, followee=alice)
    assert "/@carol/follow" in page(login(alice), "followers").content.decode()


def test_refuses_unknown_buckets_and_cursors(login, alice):
    client = login(alice)
    assert page(client, "weather").status_code == 404
    assert page(client, "likes", after="nonsense").status_code == 400


def test_answers_htmx_with_the_next_entries_only(login, alice, carol):
    posts.like_note(user=carol, note=make_note(alice))
    response = login(alice).get("/notifications?bucket=likes", headers={"HX-Request": "true"})
    assert "<html" not in response.content.decode()


def test_takes_a_number_that_no_entry_can_have_for_none(login, alice):
    response = login(alice).post("/notifications/read", {"bucket": "likes", "until": "9" * 5000})
    assert response.status_code == 303
