"""Ties between two people, changed by both at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from accounts import actions
from accounts.models import Block, Follow, FollowState, User

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], object]) -> None:
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> None:
        try:
            start.wait(10)
            call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        list(pool.map(run, calls))


def test_two_who_follow_each_other_do_not_wait_for_each_other_for_ever(alice, carol):
    def back_and_forth(one: User, other: User) -> None:
        for _ in range(20):
            actions.follow(follower=one, followee=other)
            actions.unfollow(follower=one, followee=other)

    at_once(lambda: back_and_forth(alice, carol), lambda: back_and_forth(carol, alice))
    assert not Follow.objects.exists()


def meanwhile(change: Callable[[], object], then: Callable[[], object]) -> None:
    """`then` begins while `change` is made and not yet committed, and learns of it."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            change()
            late = pool.submit(lambda: (then(), connection.close()))
            with pytest.raises(TimeoutError):
                late.result(0.5)
        late.result(5)


def test_whoever_follows_while_the_account_closes_has_to_ask(alice, carol):
    meanwhile(
        lambda: actions.set_privacy(user=alice, is_private=True, shows_collected=True, shows_liked=False),
        lambda: actions.follow(follower=carol, followee=User.objects.get(pk=alice.pk)),
    )
    assert Follow.objects.get().state == FollowState.PENDING


def test_whoever_follows_while_being_blocked_does_not(alice, carol):
    def follow() -> None:
        with pytest.raises(actions.TieRefused):
            actions.follow(follower=carol, followee=alice)

    meanwhile(lambda: actions.block(blocker=alice, blocked=carol), follow)
    assert Block.objects.exists()
    assert not Follow.objects.exists()
