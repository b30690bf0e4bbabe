"""Who sees a note: every kind of viewer, for every visibility, in every state of author and note."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts import actions as people
from accounts.models import Follow, FollowState
from posts import actions
from posts.models import Note, Photo

pytestmark = pytest.mark.django_db

EVERYONE = {"anonymous", "stranger", "follower", "mutual", "pending", "author"}
TIED = {"follower", "mutual", "author"}
AUDIENCES = {
    "public": (EVERYONE, TIED),
    "followers": (TIED, TIED),
    "mutuals": ({"mutual", "author"}, {"mutual", "author"}),
    "private": ({"author"}, {"author"}),
}


@pytest.fixture
def viewers(alice, bob, carol, mallory, person):
    """One of each kind; whoever a block stands before sees nothing in any row of the matrix."""
    mutual, pending, blocker = person("mutual"), person("pending"), person("blocker")
    Follow.objects.create(follower=mutual, followee=alice)
    Follow.objects.create(follower=alice, followee=mutual)
    Follow.objects.create(follower=pending, followee=alice, state=FollowState.PENDING)
    people.block(blocker=blocker, blocked=alice)
    return {
        "anonymous": AnonymousUser(),
        "stranger": carol,
        "follower": bob,
        "mutual": mutual,
        "pending": pending,
        "blocked": mallory,
        "blocker": blocker,
        "author": alice,
    }


def those_who_see(note, viewers) -> set[str]:
    return {kind for kind, viewer in viewers.items() if Note.objects.visible_to(viewer).filter(pk=note.pk).exists()}


@pytest.mark.parametrize("is_private", [False, True])
@pytest.mark.parametrize("visibility", AUDIENCES)
def test_the_audience_of_the_note_and_of_the_account(alice, viewers, publish, visibility, is_private):
    note = publish(alice, visibility=visibility)
    if is_private:
        alice.refresh_from_db()
        people.set_privacy(user=alice, is_private=True, shows_collected=True, shows_liked=False)
    assert those_who_see(note, viewers) == AUDIENCES[visibility][is_private]
    assert Note.objects.get().is_listed == (visibility == "public" and not is_private)


def suspended(note):
    people.suspend_user(user=note.author, reason="spam")


def left(note):
    note.author.is_active = False
    note.author.save()


def taken_down(note):
    actions.take_down_note(note=note, reason="spam")


def on_its_way(note):
    Note.objects.update(ready_at=None)


def unpublished(note):
    Note.objects.update(state="draft")


@pytest.mark.parametrize("becomes", [suspended, left, taken_down, on_its_way, unpublished])
def test_only_its_author_sees_what_is_not_out(alice, viewers, publish, becomes):
    note = publish(alice)
    becomes(note)
    assert those_who_see(note, viewers) == {"author"}


def test_a_removed_follower_sees_nothing(alice, bob, viewers, publish):
    note = publish(alice, visibility="followers")
    people.remove_follower(user=alice, follower=bob)
    assert those_who_see(note, viewers) == {"mutual", "author"}


def test_the_photos_follow_the_note(alice, viewers, publish):
    from posts import access

    photo = Photo.objects.select_related("note").get(note=publish(alice, visibility="followers"))
    assert {kind for kind, viewer in viewers.items() if access.is_visible(photo, viewer)} == TIED


def test_a_note_opened_to_all_was_public_from_then_on(alice, publish):
    people.set_privacy(user=alice, is_private=True, shows_collected=True, shows_liked=False)
    note = publish(alice, published_at=timezone.now())
    assert not Note.objects.get(pk=note.pk).was_public
    people.set_privacy(user=alice, is_private=False, shows_collected=True, shows_liked=False)
    assert Note.objects.get(pk=note.pk).was_public
