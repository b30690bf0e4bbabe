"""Follow."""

import pytest

from accounts import actions
from accounts.models import Follow, FollowState


def test_counts_both_sides_once(alice, carol):
    actions.follow(follower=carol, followee=alice)
    actions.follow(follower=carol, followee=alice)
    alice.refresh_from_db()
    carol.refresh_from_db()
    assert (alice.followers_count, carol.following_count) == (1, 1)
    actions.unfollow(follower=carol, followee=alice)
    actions.unfollow(follower=carol, followee=alice)
    alice.refresh_from_db()
    assert alice.followers_count == 0


def test_of_a_private_account_waits_until_it_is_accepted(person, carol):
    dora = person("dora", is_private=True)
    tie = actions.follow(follower=carol, followee=dora)
    dora.refresh_from_db()
    assert (tie.state, dora.followers_count) == (FollowState.PENDING, 0)
    actions.accept_follow(follow=tie)
    dora.refresh_from_db()
    assert dora.followers_count == 1


def test_of_oneself_is_refused(alice):
    with pytest.raises(actions.TieRefused):
        actions.follow(follower=alice, followee=alice)


def test_is_refused_across_a_block_both_ways(alice, mallory):
    for follower, followee in [(alice, mallory), (mallory, alice)]:
        with pytest.raises(actions.TieRefused):
            actions.follow(follower=follower, followee=followee)


def test_goes_back_where_it_was_pressed(login, alice, carol):
    response = login(carol).post("/@alice/follow", HTTP_REFERER="http://testserver/search?q=tea")
    assert (response.status_code, response["Location"]) == (303, "/search?q=tea")
    assert Follow.objects.filter(follower=carol, followee=alice).exists()


def test_answers_htmx_with_the_button_in_its_new_state(login, alice, carol):
    response = login(carol).post("/@alice/follow", headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert "/@alice/unfollow" in response.content.decode()


def test_asks_strangers_to_log_in(client, alice):
    response = client.post("/@alice/follow")
    assert response.status_code == 302
    assert response["Location"].startswith("/login")


def test_of_somebody_who_blocked_the_viewer_is_a_404(login, mallory):
    assert login(mallory).post("/@alice/follow").status_code == 404


def test_never_happens_by_a_link(login, alice, carol):
    assert login(carol).get("/@alice/follow").status_code == 405


def test_sends_nobody_off_the_site(login, alice, carol):
    for elsewhere in ["https://evil.example/", "//evil.example", "/\\evil.example"]:
        response = login(carol).post("/@alice/follow", {"next": elsewhere})
        assert response["Location"] == "/@alice"


def test_lists_are_hidden_for_private_accounts(login, person, carol, bob):
    dora = person("dora", is_private=True)
    Follow.objects.create(follower=bob, followee=dora)
    assert "@bob" not in login(carol).get("/@dora/followers").content.decode()
    assert "@bob" in login(bob).get("/@dora/followers").content.decode()


def test_requests_are_answered_by_their_recipient_only(login, person, carol, bob):
    dora = person("dora", is_private=True)
    tie = actions.follow(follower=carol, followee=dora)
    assert login(bob).post("/follow-requests/carol/accept").status_code == 404
    assert "carol" in login(dora).get("/follow-requests").content.decode()
    assert login(dora).post("/follow-requests/carol/accept").status_code == 303
    tie.refresh_from_db()
    assert tie.state == FollowState.ACTIVE


def test_requests_are_declined_and_followers_removed_by_their_recipient_only(login, person, carol, bob):
    dora = person("dora", is_private=True)
    actions.follow(follower=carol, followee=dora)
    Follow.objects.create(follower=bob, followee=dora)
    assert login(bob).post("/follow-requests/carol/decline").status_code == 404
    assert login(dora).post("/follow-requests/carol/decline").status_code == 303
    assert login(carol).post("/@dora/remove-follower").status_code == 303
    assert [tie.follower for tie in Follow.objects.filter(followee=dora)] == [bob]
    assert login(dora).post("/@bob/remove-follower").status_code == 303
    assert not Follow.objects.filter(followee=dora).exists()


def test_is_undone_by_a_press_twice_as_once(login, alice, bob):
    for _press in range(2):
        assert login(bob).post("/@alice/unfollow").status_code == 303
    alice.refresh_from_db()
    assert alice.followers_count == 0
