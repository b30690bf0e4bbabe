"""One's own notifications in the API."""

from accounts import actions as people
from notifications.actions import notify
from notifications.models import Kind
from posts import actions
from tests.factories import make_note


def test_tells_who_did_what_to_which_note(api, alice, bob):
    note = make_note(alice)
    actions.like_note(user=bob, note=note)
    (told,) = api(alice).get("notifications").json()["results"]
    assert (told["kind"], told["bucket"], told["note"]) == ("like", "likes", str(note.pk))
    assert told["actor"] == {"handle": "bob", "name": "Bob", "url": "/@bob"}
    assert told["read_at"] is None
    assert isinstance(told["id"], str)
    assert api(bob).get("notifications").json()["results"] == []


def test_keeps_to_a_bucket(api, alice, carol):
    note = make_note(alice)
    actions.like_note(user=carol, note=note)
    people.follow(follower=carol, followee=alice)
    kinds = {
        bucket: [told["kind"] for told in api(alice).get("notifications", bucket=bucket).json()["results"]]
        for bucket in ("likes", "followers", "system")
    }
    assert kinds == {"likes": ["like"], "followers": ["follow"], "system": []}


def test_pages_are_complete_and_repeat_nothing(api, alice):
    for number in range(65):
        notify(recipient=alice, kind=Kind.DECISION, group=f"decision:{number}", statement={"reason": str(number)})
    found = [told["id"] for told in api(alice).pages("notifications")]
    assert len(found) == len(set(found)) == 65


def test_people_blocked_since_are_silent(api, alice, bob):
    actions.like_note(user=bob, note=make_note(alice))
    people.block(blocker=alice, blocked=bob)
    assert api(alice).get("notifications").json()["results"] == []
