"""Collecting a note ..."""

import pytest

from posts import actions, signals
from posts.models import BoardNote, Collect
from tests.factories import make_note
from tests.news import heard


def test_counts_once_on_the_note_and_for_its_author(alice, bob):
    note = make_note(alice)
    with heard(signals.note_collected) as news:
        actions.collect_note(user=bob, note=note)
        actions.collect_note(user=bob, note=note)
    note.refresh_from_db()
    alice.refresh_from_db()
    assert (note.collects_count, alice.received_count, len(news)) == (1, 1, 1)


def test_on_a_board_puts_it_there_too(alice, bob):
    note, board = make_note(alice), actions.create_board(owner=bob, name="Tea")
    actions.collect_note(user=bob, note=note, board=board)
    actions.collect_note(user=bob, note=note, board=board)
    board.refresh_from_db()
    assert board.notes_count == 1
    assert Collect.objects.filter(user=bob, note=note).exists()


def test_on_the_board_of_somebody_else_is_refused(alice, bob, carol):
    board = actions.create_board(owner=carol, name="Tea")
    with pytest.raises(actions.BoardRefused):
        actions.collect_note(user=bob, note=make_note(alice), board=board)
    assert not Collect.objects.exists()


def test_is_taken_back_from_all_boards_of_ones_own(alice, bob, carol):
    note = make_note(alice)
    for owner in (bob, carol):
        for name in ("Tea", "Cats"):
            actions.add_to_board(board=actions.create_board(owner=owner, name=name), note=note)
    with heard(signals.note_uncollected) as news:
        actions.uncollect_note(user=bob, note=note)
        actions.uncollect_note(user=bob, note=note)
    note.refresh_from_db()
    assert (note.collects_count, len(news)) == (1, 1)
    assert set(BoardNote.objects.values_list("board__owner", flat=True)) == {carol.pk}


def test_answers_htmx_with_the_button_in_its_new_state(login, alice, carol):
    note, client = make_note(alice), login(carol)
    answer = client.post(f"/notes/{note.pk}/collect", headers={"HX-Request": "true"}).content.decode()
    assert f"/notes/{note.pk}/uncollect" in answer
    assert "Saved" in answer
    response = client.post(f"/notes/{note.pk}/uncollect")
    assert (response.status_code, response["Location"]) == (303, f"/notes/{note.pk}")
    assert not Collect.objects.exists()


def test_asks_strangers_to_log_in(client, alice):
    response = client.post(f"/notes/{make_note(alice).pk}/collect")
    assert response["Location"].startswith("/login")
