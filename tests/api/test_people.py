"""People in the API: who they are, and following, blocking, muting them."""

import pytest
from django.utils import timezone

from accounts.models import Block, Follow, Mute

TIES = {"follow": Follow, "block": Block, "mute": Mute}


def test_tells_what_everybody_may_know(api, alice):
    person = api().get("users/alice").json()
    assert person["id"] == str(alice.pk)
    assert person["url"] == "/@alice"
    assert not {"email", "is_staff", "password", "suspension_reason"} & person.keys()


def test_finds_a_handle_in_any_case(api, alice):
    assert api().get("users/ALICE").json()["handle"] == "alice"


@pytest.mark.parametrize("tie", TIES)
def test_a_tie_is_made_and_ended_as_often_as_one_likes(api, alice, carol, tie):
    client, path = api(carol), f"users/alice/{tie}"
    assert [client.put(path).status_code for _ in range(2)] == [200, 200]
    assert TIES[tie].objects.count() == 1
    assert [client.delete(path).status_code for _ in range(2)] == [200, 200]
    assert not TIES[tie].objects.exists()


@pytest.mark.parametrize("tie", TIES)
def test_nobody_ties_themselves_to_themselves(api, alice, refused, tie):
    refused(api(alice).put(f"users/alice/{tie}"), 422)


def test_following_a_private_account_waits_for_it(api, carol, person):
    person("dora", is_private=True)
    assert api(carol).put("users/dora/follow").json() == {"handle": "dora", "follow": "pending"}


def test_a_block_ends_the_follow(api, alice, bob):
    assert api(alice).put("users/bob/block").json()["follow"] == ""
    assert not Follow.objects.exists()


@pytest.mark.parametrize("tie", ["", "/follow", "/block", "/mute"])
def test_whom_a_block_hides_is_not_there(api, alice, mallory, refused, tie):
    client = api(mallory)
    for path in (f"users/alice{tie}", f"users/nobody_at_all{tie}"):
        answer = client.put(path) if tie else client.get(path)
        assert refused(answer, 404) == {"code": "not_found", "detail": "Not found."}
    assert not Follow.objects.exists()
    assert Block.objects.count() == 1


def test_a_mutual_block_is_ended_by_each_for_themselves(api, alice, mallory):
    Block.objects.create(blocker=mallory, blocked=alice)
    assert api(alice).delete("users/mallory/block").status_code == 200
    assert Block.objects.get().blocker == mallory


def test_the_suspended_are_not_there(api, alice, carol, refused):
    alice.suspended_at = timezone.now()
    alice.save()
    for client in (api(), api(carol)):
        refused(client.get("users/alice"), 404)
    assert api(alice).get("users/alice").status_code == 200


def test_extra_fields_are_ignored(api, alice, carol):
    api(carol).put("users/alice/follow", {"state": "active", "follower": str(alice.pk), "is_staff": True})
    tie = Follow.objects.get()
    assert (tie.follower, tie.followee) == (carol, alice)
    carol.refresh_from_db()
    assert carol.is_staff is False
