"""Notify."""

from uuid import uuid4

import pytest
from django.db import connection, transaction

from accounts import actions as accounts
from accounts.models import Follow, Mute, User
from notifications import actions
from notifications.models import Bucket, Kind, Notification
from posts import actions as posts
from posts import signals
from posts.models import Mention, Photo
from rednote.lib.models import WorkState
from tests.factories import make_comment, make_note, make_photo

pytestmark = pytest.mark.django_db


def told(user, **fields):
    return list(Notification.objects.to(user).filter(**fields).order_by("id"))


def test_tells_of_a_like_once_however_often_it_is_taken_back(alice, carol):
    note = make_note(alice)
    for _ in range(20):
        posts.like_note(user=carol, note=note)
        posts.unlike_note(user=carol, note=note)
    posts.like_note(user=carol, note=note)
    (only,) = told(alice)
    assert (only.kind, only.bucket, only.actor, only.note) == (Kind.LIKE, Bucket.LIKES, carol, note)


def test_tells_nothing_new_of_a_like_that_was_read_and_repeated(alice, carol):
    note = make_note(alice)
    posts.like_note(user=carol, note=note)
    actions.read_bucket(user=alice)
    posts.unlike_note(user=carol, note=note)
    posts.like_note(user=carol, note=note)
    assert not Notification.objects.to(alice).unread().exists()


def test_tells_of_a_collect(alice, carol):
    posts.collect_note(user=carol, note=make_note(alice))
    assert [row.kind for row in told(alice)] == [Kind.COLLECT]


def test_never_tells_what_one_did_oneself(alice):
    note = make_note(alice)
    posts.like_note(user=alice, note=note)
    posts.add_comment(author=alice, note=note, body="First!", form_key=str(uuid4()))
    assert told(alice) == []


def test_never_tells_across_a_block_nor_of_muted_people(alice, mallory, carol):
    note = make_note(alice)
    Mute.objects.create(muter=alice, muted=carol)
    for actor in (mallory, carol):
        actions.notify(recipient=alice, kind=Kind.LIKE, actor=actor, note=note, group=f"like:{note.pk}")
    assert not Notification.objects.exists()


def test_forgets_people_who_were_blocked_muted_or_suspended_since(alice, bob, carol, person):
    note, dora = make_note(alice), person("dora")
    for user in (bob, carol, dora):
        posts.like_note(user=user, note=note)
    accounts.block(blocker=alice, blocked=bob)
    accounts.mute(muter=alice, muted=carol)
    assert [row.actor for row in told(alice)] == [dora]
    accounts.suspend_user(user=dora, reason="Spam.")
    assert told(alice) == []


def test_leaves_out_notes_that_one_may_no_longer_see(alice, bob):
    note = make_note(alice)
    comment = posts.add_comment(author=bob, note=note, body="Lovely", form_key=str(uuid4()))
    posts.like_comment(user=alice, comment=comment)
    assert len(told(bob)) == 1
    posts.take_down_note(note=note, reason="Spam.")
    assert told(bob) == []
    assert len(told(alice)) == 1


def test_tells_of_one_comment_once_whoever_it_answers_and_mentions(alice, bob, carol):
    note = make_note(alice)
    first = posts.add_comment(author=bob, note=note, body="Which tea?", form_key=str(uuid4()))
    reply = posts.add_comment(author=carol, note=note, body="@bob @alice oolong", form_key=str(uuid4()), parent=first)
    assert [row.comment for row in told(bob)] == [reply]
    assert [(row.kind, row.comment) for row in told(alice)] == [(Kind.COMMENT, first), (Kind.MENTION, reply)]


def test_tells_who_is_answered(alice, bob, carol):
    note = make_note(alice)
    first = posts.add_comment(author=bob, note=note, body="Which tea?", form_key=str(uuid4()))
    posts.add_comment(author=carol, note=note, body="oolong", form_key=str(uuid4()), parent=first)
    assert [row.kind for row in told(bob)] == [Kind.REPLY]


def test_tells_of_two_comments_twice(alice, bob):
    note = make_note(alice)
    for body in ("One", "Two"):
        posts.add_comment(author=bob, note=note, body=body, form_key=str(uuid4()))
    assert len(told(alice, bucket=Bucket.COMMENTS)) == 2


def test_tells_of_a_mention_in_a_note(alice, bob):
    note = make_note(alice)
    signals.noted_mention.send(sender=Mention, user=bob, note=note, comment=None)
    assert [(row.kind, row.note) for row in told(bob)] == [(Kind.MENTION, note)]


def test_tells_of_liked_comments_and_translations(alice, bob):
    note = make_note(alice)
    comment = make_comment(note, alice)
    posts.like_comment(user=bob, comment=comment)
    translation = posts.add_translation(author=bob, note=note, language="zh", body="一篇笔记")
    posts.accept_translation(translation=translation)
    assert [row.kind for row in told(alice)] == [Kind.COMMENT_LIKE, Kind.TRANSLATION]
    assert [(row.kind, row.actor, row.bucket) for row in told(bob)] == [
        (Kind.TRANSLATION_ACCEPTED, alice, Bucket.SYSTEM)
    ]


def test_tells_of_follows_requests_and_their_acceptance(alice, carol, person):
    accounts.follow(follower=carol, followee=alice)
    accounts.unfollow(follower=carol, followee=alice)
    accounts.follow(follower=carol, followee=alice)
    assert [row.kind for row in told(alice)] == [Kind.FOLLOW]
    dora = person("dora", is_private=True)
    accounts.follow(follower=carol, followee=dora)
    assert [row.kind for row in told(dora)] == [Kind.FOLLOW_REQUEST]
    accounts.accept_follow(follow=Follow.objects.get(follower=carol, followee=dora))
    assert [(row.kind, row.actor) for row in told(carol)] == [(Kind.FOLLOW_ACCEPTED, dora)]


def test_tells_of_a_photo_that_failed(alice):
    photo = make_photo(alice, ready=False)
    signals.photo_failed.send(sender=Photo, photo=photo)
    signals.photo_failed.send(sender=Photo, photo=photo)
    assert [(row.kind, row.photo) for row in told(alice)] == [(Kind.PHOTO_FAILED, photo)]
    assert photo.state == WorkState.PENDING


def test_is_part_of_the_transaction_of_what_it_tells(alice, carol):
    note = make_note(alice)

    def like_and_fail():
        with transaction.atomic():
            posts.like_note(user=carol, note=note)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        like_and_fail()
    assert told(alice) == []


def test_finds_the_entries_of_a_page_without_sorting_a_history(alice):
    note = make_note(alice)
    people = [User(handle=f"actor{n}", email=f"actor{n}@example.org") for n in range(50)]
    User.objects.bulk_create(people)
    recipients = [alice, *people[:9]]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO notifications_notification
                (id, recipient_id, bucket, kind, "group", actor_id, note_id, created_at)
            SELECT row_number() OVER (), r.id, 'likes', 'like', 'like:' || g, a.id, %s, now()
            FROM generate_series(1, 100) g, unnest(%s) AS a(id), unnest(%s) AS r(id)
            """,
            [note.pk, [person.pk for person in people], [person.pk for person in recipients]],
        )
        cursor.execute("ANALYZE notifications_notification, accounts_user")
    entries = Notification.objects.entries(alice, Bucket.LIKES).order_by("-id")[:31]
    plan = entries.explain()
    assert "Sort" not in plan.split("Index Scan using notification_bucket")[0]
    assert "Index Scan using notification_group" in plan
    assert "Seq Scan on notifications_notification" not in plan
    assert [entry.people_count for entry in entries] == [50] * 31
