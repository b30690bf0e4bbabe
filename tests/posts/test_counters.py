"""Counters ..."""

import random
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.actions import follow, suspend_user
from accounts.models import User
from posts import actions
from posts.models import Collect, Comment, Hashtag, Like, Note
from rednote.lib.counters import REGISTRY
from tests.factories import make_comment, make_note

THREADS = 8


def drift():
    return {name: list(counter.drift()) for name, counter in REGISTRY.items() if list(counter.drift())}


@pytest.mark.parametrize("seed", range(3))
def test_are_true_after_whatever_people_do(person, alice, seed):
    chance = random.Random(seed)
    people = [alice, *(person(f"reader{number}") for number in range(4))]
    hashtags = [Hashtag.objects.create(name=name, label=name) for name in ("tea", "cats")]
    for _ in range(6):
        make_note(chance.choice(people), hashtags=("tea",))
    boards = [actions.create_board(owner=user, name="Board") for user in people]

    def user():
        return chance.choice(people)

    def note():
        return chance.choice(Note.objects.order_by("pk"))

    def comment():
        there = list(Comment.objects.order_by("pk"))
        return chance.choice(there) if there else make_comment(note(), user())

    deeds = [
        lambda: actions.like_note(user=user(), note=note()),
        lambda: actions.unlike_note(user=user(), note=note()),
        lambda: actions.collect_note(user=user(), note=note()),
        lambda: actions.uncollect_note(user=user(), note=note()),
        lambda: actions.add_to_board(board=chance.choice(boards), note=note()),
        lambda: actions.remove_from_board(board=chance.choice(boards), note=note()),
        lambda: actions.add_comment(author=user(), note=note(), body="Hello", form_key=str(uuid4()), language="en"),
        lambda: reply_to(comment(), user()),
        lambda: actions.like_comment(user=user(), comment=comment()),
        lambda: actions.unlike_comment(user=user(), comment=comment()),
        lambda: actions.take_down_comment(comment=comment(), reason="x"),
        lambda: actions.restore_comment(comment=comment()),
        lambda: actions.delete_comment(comment=comment()),
        lambda: actions.follow_hashtag(user=user(), hashtag=chance.choice(hashtags)),
        lambda: actions.unfollow_hashtag(user=user(), hashtag=chance.choice(hashtags)),
        lambda: actions.take_down_note(note=note(), reason="x"),
        lambda: actions.restore_note(note=note()),
        lambda: Note.objects.filter(pk=note().pk).update(visibility=chance.choice(["public", "followers"])),
    ]
    for _ in range(150):
        chance.choice(deeds)()
    assert drift() == {}

    # Then in bulk, and by cascades.
    Like.objects.filter(user=people[1]).delete()
    actions.delete_note(note=note())
    Comment.objects.filter(author=people[2]).delete()
    Note.objects.filter(pk__in=[note().pk, note().pk]).delete()
    suspend_user(user=people[3], reason="x")
    Collect.objects.bulk_create([Collect(user=people[4], note=note())], ignore_conflicts=True)
    people[1].delete()
    assert drift() == {}


def reply_to(comment, author):
    fields = {"body": "Hello", "form_key": str(uuid4()), "language": "en"}
    return actions.add_comment(author=author, note=comment.note, parent=comment, **fields)


@pytest.mark.django_db(transaction=True)
def test_are_true_when_many_press_at_once(person, alice):
    """Each of many people presses twice at the same moment, and some take it back: one row each, and no deadlock."""
    notes = [make_note(alice, hashtags=("tea",)) for _ in range(2)]
    people = [person(f"reader{number}") for number in range(THREADS)]
    top = make_comment(notes[0], alice)

    def press(number):
        try:
            user = people[number % THREADS]
            for note in notes if number % 2 else reversed(notes):
                actions.like_note(user=user, note=note)
                actions.collect_note(user=user, note=note)
            actions.like_comment(user=user, comment=top)
            fields = {"body": "Hello", "form_key": user.handle, "language": "en"}
            actions.add_comment(author=user, note=notes[0], parent=top, **fields)
            if number >= THREADS:
                actions.uncollect_note(user=user, note=notes[0])
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(press, range(2 * THREADS)))
    assert Like.objects.count() == 2 * THREADS
    for note in notes:
        note.refresh_from_db()
        assert note.likes_count == THREADS
    top.refresh_from_db()
    assert (top.likes_count, top.replies_count) == (THREADS, THREADS)
    assert drift() == {}


@pytest.mark.django_db(transaction=True)
def test_never_count_one_person_twice(alice, bob):
    note = make_note(alice)

    def press(number):
        try:
            actions.like_note(user=bob, note=note)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(press, range(32)))
    note.refresh_from_db()
    assert (Like.objects.count(), note.likes_count) == (1, 1)


def test_are_checked_and_repaired_by_a_command(alice, bob, capsys):
    note = make_note(alice)
    actions.like_note(user=bob, note=note)
    follow(follower=bob, followee=alice)
    call_command("reconcile_counters", "--check")
    Note.objects.filter(pk=note.pk).update(likes_count=7)
    User.objects.filter(pk=alice.pk).update(followers_count=0)
    with pytest.raises(CommandError):
        call_command("reconcile_counters", "--check")
    said = capsys.readouterr().out
    assert f"note_likes: posts_note {note.pk} shows 7, counts 1" in said
    call_command("reconcile_counters")
    note.refresh_from_db()
    alice.refresh_from_db()
    assert (note.likes_count, alice.followers_count) == (1, 1)
    call_command("reconcile_counters", "--check")
