"""Block and mute."""

from accounts import actions
from accounts.models import Block, Follow, Mute


def test_ends_the_ties_both_ways(alice, bob):
    actions.follow(follower=alice, followee=bob)
    actions.block(blocker=alice, blocked=bob)
    assert not Follow.objects.exists()
    alice.refresh_from_db()
    assert (alice.followers_count, alice.following_count) == (0, 0)


def test_is_undone_from_the_settings(login, alice, mallory):
    client = login(alice)
    assert "@mallory" in client.get("/settings/blocked").content.decode()
    client.post("/@mallory/unblock")
    assert not Block.objects.exists()


def test_cannot_be_undone_by_the_blocked(login, alice, mallory):
    assert login(mallory).post("/@alice/unblock").status_code == 404
    assert Block.objects.count() == 1


def test_by_a_plain_form_leads_to_explore(login, alice, carol):
    response = login(alice).post("/@carol/block")
    assert (response.status_code, response["Location"]) == (303, "/")
    assert Block.objects.filter(blocker=alice, blocked=carol).exists()


def test_of_oneself_does_nothing(login, alice):
    login(alice).post("/@alice/block")
    login(alice).post("/@alice/mute")
    assert not Block.objects.exists()
    assert not Mute.objects.exists()


def test_mute_is_one_row_and_undone(login, alice, carol):
    client = login(alice)
    client.post("/@carol/mute")
    client.post("/@carol/mute")
    assert Mute.objects.count() == 1
    client.post("/@carol/unmute")
    assert not Mute.objects.exists()
