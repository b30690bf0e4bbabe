"""Liking a note ..."""

import pytest

from posts import actions, signals
from posts.models import Like
from tests.factories import make_note
from tests.news import heard

HTMX = {"HX-Request": "true"}


def test_counts_once_on_the_note_and_for_its_author(alice, bob):
    note = make_note(alice)
    with heard(signals.note_liked) as news:
        actions.like_note(user=bob, note=note)
        actions.like_note(user=bob, note=note)
    note.refresh_from_db()
    alice.refresh_from_db()
    assert (note.likes_count, alice.received_count, len(news)) == (1, 1, 1)


def test_is_taken_back_once(alice, bob):
    note = make_note(alice)
    actions.like_note(user=bob, note=note)
    with heard(signals.note_unliked) as news:
        actions.unlike_note(user=bob, note=note)
        actions.unlike_note(user=bob, note=note)
    note.refresh_from_db()
    alice.refresh_from_db()
    assert (note.likes_count, alice.received_count, len(news)) == (0, 0, 1)


def test_of_a_note_that_is_gone_meanwhile_changes_nothing(alice, bob):
    note = make_note(alice)
    actions.delete_note(note=note)
    actions.like_note(user=bob, note=note)
    actions.unlike_note(user=bob, note=note)
    assert not Like.objects.exists()


def test_goes_back_where_it_was_pressed(login, alice, carol):
    note = make_note(alice)
    response = login(carol).post(f"/notes/{note.pk}/like", HTTP_REFERER="http://testserver/?channel=food")
    assert (response.status_code, response["Location"]) == (303, "/?channel=food")
    assert Like.objects.filter(user=carol, note=note).exists()


def test_answers_htmx_with_the_button_in_its_new_state(login, alice, carol):
    note, client = make_note(alice), login(carol)
    answer = client.post(f"/notes/{note.pk}/like", headers=HTMX).content.decode()
    assert f"/notes/{note.pk}/unlike" in answer
    assert 'count="1"' in answer
    assert "<html" not in answer
    answer = client.post(f"/notes/{note.pk}/unlike", headers=HTMX).content.decode()
    assert f"/notes/{note.pk}/like" in answer
    assert 'count="0"' in answer


def test_asks_strangers_to_log_in(client, alice):
    response = client.post(f"/notes/{make_note(alice).pk}/like")
    assert response["Location"].startswith("/login")


def test_never_happens_by_a_link(login, alice, carol):
    note, client = make_note(alice), login(carol)
    for verb in ["like", "unlike", "collect", "uncollect", "hide", "unhide"]:
        assert client.get(f"/notes/{note.pk}/{verb}").status_code == 405


@pytest.mark.parametrize("verb", ["like", "unlike", "collect", "uncollect", "hide", "unhide"])
def test_and_its_kin_are_a_404_where_the_note_is(login, alice, carol, mallory, verb):
    public, followers, draft = (
        make_note(alice),
        make_note(alice, visibility="followers"),
        make_note(alice, state="draft"),
    )
    for user, note in [(mallory, public), (carol, followers), (carol, draft), (alice, draft)]:
        assert login(user).post(f"/notes/{note.pk}/{verb}").status_code == 404
    assert not Like.objects.exists()


def test_is_slowed_down_at_its_limit(login, alice, carol, settings):
    settings.LIMITS = settings.LIMITS | {"rate_react": [2, 300]}
    note, client = make_note(alice), login(carol)
    codes = [client.post(f"/notes/{note.pk}/like").status_code for _ in range(3)]
    assert codes == [303, 303, 429]
