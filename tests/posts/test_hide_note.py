"""Hiding a note ..."""

import json

from posts import actions, signals
from posts.models import Hide, Note
from tests.factories import make_note
from tests.news import heard


def test_leaves_it_out_of_what_this_person_wants_alone(alice, bob, carol):
    note = make_note(alice)
    with heard(signals.note_hidden) as news:
        actions.hide_note(user=bob, note=note)
        actions.hide_note(user=bob, note=note)
    assert len(news) == 1
    assert note not in Note.objects.wanted_by(bob)
    assert note in Note.objects.wanted_by(carol)
    actions.unhide_note(user=bob, note=note)
    assert note in Note.objects.wanted_by(bob)


def test_answers_htmx_with_nothing_and_a_message_that_can_undo_it(login, alice, carol):
    note, client = make_note(alice), login(carol)
    client.cookies.load({"language": "zh-hans"})
    response = client.post(f"/notes/{note.pk}/hide", headers={"HX-Request": "true"})
    assert response.content == b""
    toast = json.loads(response["HX-Trigger"])["toast"]
    assert toast["action"]["url"] == f"/notes/{note.pk}/unhide"
    response = client.post(toast["action"]["url"], HTTP_REFERER="http://testserver/")
    assert (response.status_code, response["Location"]) == (303, "/")
    assert not Hide.objects.exists()


def test_goes_back_where_it_was_pressed(login, alice, carol):
    response = login(carol).post(f"/notes/{make_note(alice).pk}/hide")
    assert (response.status_code, response["Location"]) == (303, "/")


def test_is_listed_for_oneself_and_undone_there(login, alice, bob, carol):
    kept, hidden = make_note(alice, title="Kept"), make_note(alice, title="Oolong")
    gone = make_note(alice, title="Gone")
    for note in (hidden, gone):
        actions.hide_note(user=carol, note=note)
    actions.take_down_note(note=gone, reason="spam")
    client = login(carol)
    page = client.get("/hidden").content.decode()
    assert "Oolong" in page
    assert kept.title not in page
    assert "Gone" not in page
    answer = client.post(f"/notes/{hidden.pk}/unhide", HTTP_REFERER="http://testserver/hidden")
    assert answer["Location"] == "/hidden"
    assert "You hid no notes." in client.get("/hidden").content.decode()
    assert "Oolong" not in login(bob).get("/hidden").content.decode()
