"""Explore and following in the API."""

from accounts.models import Follow
from posts.models import Hashtag, HashtagFollow
from tests.factories import make_note

CARD = {
    "id",
    "url",
    "title",
    "channel",
    "language",
    "author",
    "cover",
    "photos_count",
    "published_at",
    "likes_count",
    "collects_count",
    "comments_count",
    "is_liked",
    "is_collected",
    "is_first",
}


def test_explore_is_for_everybody(api, alice, bob):
    note = make_note(alice, photos=2)
    for client in (api(), api(bob)):
        (card,) = client.get("feeds/explore").json()["results"]
        assert card.keys() == CARD
        assert card["id"] == str(note.pk)
        assert card["photos_count"] == 2
        assert card["cover"]["urls"]["480"]


def test_explore_pages_are_complete_and_repeat_nothing(api, alice, bob, carol):
    made = {str(make_note(person).pk) for person in (alice, bob) for _ in range(40)}
    for client in (api(), api(carol)):
        found = [note["id"] for note in client.pages("feeds/explore")]
        assert len(found) == 80
        assert set(found) == made


def test_explore_keeps_to_a_channel_and_to_languages(api, alice, bob):
    food = make_note(alice, channel="food", language="en")
    chinese = make_note(alice, channel="food", language="zh")
    make_note(alice, channel="travel", language="en")
    assert {note["id"] for note in api().pages("feeds/explore", channel="food")} == {str(food.pk), str(chinese.pk)}
    bob.languages = ["zh"]
    bob.save()
    narrowed = api(bob).pages("feeds/explore", channel="food", languages="mine")
    assert {note["id"] for note in narrowed} == {str(chinese.pk)}


def test_following_is_people_and_hashtags_by_time(api, alice, bob, carol):
    followed, tagged = make_note(alice), make_note(carol, hashtags=("tea",))
    make_note(carol)
    HashtagFollow.objects.create(user=bob, hashtag=Hashtag.objects.get())
    assert [note["id"] for note in api(bob).pages("feeds/following")] == [str(tagged.pk), str(followed.pk)]


def test_following_pages_are_complete_and_repeat_nothing(api, alice, bob, carol):
    Follow.objects.create(follower=bob, followee=carol)
    made = {str(make_note(person, hashtags=("tea",)).pk) for person in (alice, carol) for _ in range(40)}
    HashtagFollow.objects.create(user=bob, hashtag=Hashtag.objects.get())
    found = [note["id"] for note in api(bob).pages("feeds/following")]
    assert len(found) == 80
    assert set(found) == made


def test_notes_that_arrive_meanwhile_shift_nothing(api, alice, bob):
    made = {str(make_note(alice).pk) for _ in range(40)}
    client = api(bob)
    for path in ("feeds/explore", "feeds/following"):
        first = client.get(path).json()
        late = {str(make_note(alice).pk) for _ in range(5)}
        rest = client.get(path, after=first["next"]).json()
        found = [note["id"] for note in [*first["results"], *rest["results"]]]
        assert len(found) == len(set(found))
        assert made <= set(found) | late
        made |= late
