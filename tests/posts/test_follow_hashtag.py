"""Following a hashtag ..."""

from posts import actions, signals
from posts.models import Hashtag, HashtagFollow
from tests.factories import make_note
from tests.news import heard


def test_counts_once(alice, bob):
    hashtag = Hashtag.objects.create(name="tea", label="Tea")
    with heard(signals.hashtag_followed) as came, heard(signals.hashtag_unfollowed) as went:
        actions.follow_hashtag(user=bob, hashtag=hashtag)
        actions.follow_hashtag(user=bob, hashtag=hashtag)
        actions.follow_hashtag(user=alice, hashtag=hashtag)
        actions.unfollow_hashtag(user=alice, hashtag=hashtag)
        actions.unfollow_hashtag(user=alice, hashtag=hashtag)
    hashtag.refresh_from_db()
    assert (hashtag.followers_count, len(came), len(went)) == (1, 2, 1)


def test_takes_any_spelling_of_it(login, alice, carol):
    make_note(alice, hashtags=("tiktokrefugee",))
    response = login(carol).post("/hashtags/TikTokRefugee/follow")
    assert (response.status_code, response["Location"]) == (303, "/hashtags/tiktokrefugee")
    assert HashtagFollow.objects.filter(user=carol, hashtag__name="tiktokrefugee").exists()


def test_answers_htmx_with_the_button_in_its_new_state(login, alice, carol):
    make_note(alice, hashtags=("上海",))
    client = login(carol)
    answer = client.post("/hashtags/上海/follow", headers={"HX-Request": "true"}).content.decode()
    assert "/hashtags/%E4%B8%8A%E6%B5%B7/unfollow" in answer
    answer = client.post("/hashtags/上海/unfollow", headers={"HX-Request": "true"}).content.decode()
    assert "/hashtags/%E4%B8%8A%E6%B5%B7/follow" in answer


def test_that_does_not_exist_is_a_404(login, carol):
    assert login(carol).post("/hashtags/nothing/follow").status_code == 404
    assert login(carol).post("/hashtags/%20/follow").status_code == 404


def test_is_for_people_who_press_and_are_logged_in(client, login, alice, carol):
    make_note(alice, hashtags=("tea",))
    assert client.post("/hashtags/tea/follow")["Location"].startswith("/login")
    assert login(carol).get("/hashtags/tea/follow").status_code == 405
