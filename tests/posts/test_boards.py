"""Boards ..."""

import pytest

from posts import actions
from posts.models import Board, BoardNote, Collect
from tests.factories import make_note

HTMX = {"HX-Request": "true"}


def test_are_one_for_each_name(alice, bob):
    assert actions.create_board(owner=bob, name=" Tea ") == actions.create_board(owner=bob, name="Tea")
    actions.create_board(owner=alice, name="Tea")
    assert Board.objects.count() == 2


def test_are_limited(bob, settings):
    settings.LIMITS = settings.LIMITS | {"boards_per_person": 2}
    for name in ("Tea", "Cats"):
        actions.create_board(owner=bob, name=name)
    with pytest.raises(actions.BoardRefused):
        actions.create_board(owner=bob, name="Rooms")
    actions.create_board(owner=bob, name="Cats")


def test_are_private_unless_one_says_otherwise(bob, carol):
    board = actions.create_board(owner=bob, name="Tea")
    assert board not in Board.objects.visible_to(carol)
    actions.edit_board(board=board, name="Tea", is_public=True)
    assert board in Board.objects.visible_to(carol)


def test_keep_names_apart_when_renamed(bob):
    actions.create_board(owner=bob, name="Tea")
    board = actions.create_board(owner=bob, name="Cats")
    with pytest.raises(actions.BoardRefused):
        actions.edit_board(board=board, name="Tea", is_public=False)
    assert board.name == "Cats"


def test_leave_their_notes_collected_when_they_go(alice, bob):
    note, board = make_note(alice), actions.create_board(owner=bob, name="Tea")
    actions.add_to_board(board=board, note=note)
    actions.remove_from_board(board=board, note=note)
    assert not BoardNote.objects.exists()
    actions.add_to_board(board=board, note=note)
    actions.delete_board(board=board)
    assert Collect.objects.filter(user=bob, note=note).exists()


def test_are_listed_for_their_owner_with_covers_in_a_fixed_number_of_queries(
    login, client, alice, bob, carol, django_assert_max_num_queries
):
    assert client.get("/boards")["Location"].startswith("/login")
    me = login(bob)
    assert "Boards keep what you saved" in me.get("/boards").content.decode()
    notes = [make_note(alice, photos=1) for _ in range(6)]
    for number in range(12):
        board = actions.create_board(owner=bob, name=f"Board {number}")
        for note in notes[: number % 7]:
            actions.add_to_board(board=board, note=note)
    with django_assert_max_num_queries(8):
        response = me.get("/boards")
    covers = {board.name: len(board.covers) for board in response.context["boards"]}
    assert covers == {f"Board {number}": min(4, number % 7) for number in range(12)}
    assert not login(carol).get("/boards").context["boards"]


def test_show_no_cover_of_a_note_that_their_owner_may_not_see(login, alice, bob):
    note, board = make_note(alice, photos=1, title="My diary"), actions.create_board(owner=bob, name="Tea")
    actions.add_to_board(board=board, note=note)
    note.visibility = "private"
    note.save(update_fields=["visibility"])
    assert login(bob).get("/boards").context["boards"][0].covers == []
    page = login(bob).get(f"/boards/{board.pk}/edit").content.decode()
    assert "A note that you cannot see any more" in page
    assert "My diary" not in page
    assert login(bob).post(f"/boards/{board.pk}/notes/{note.pk}/delete").status_code == 303
    assert not BoardNote.objects.exists()


def test_are_made_changed_and_deleted_on_their_pages(login, alice, bob):
    client = login(bob)
    response = client.post("/boards", {"name": "Tea", "is_public": "on"})
    board = Board.objects.get()
    assert (response.status_code, response["Location"], board.is_public) == (303, board.get_absolute_url(), True)
    assert client.post(f"/boards/{board.pk}/edit", {"name": "Green tea"}).status_code == 303
    board.refresh_from_db()
    assert (board.name, board.is_public) == ("Green tea", False)
    note = make_note(alice)
    actions.add_to_board(board=board, note=note)
    answer = client.post(f"/boards/{board.pk}/notes/{note.pk}/delete", headers=HTMX)
    assert (answer.status_code, answer.content) == (200, b"")
    assert client.get(f"/boards/{board.pk}/delete").status_code == 405
    assert client.post(f"/boards/{board.pk}/delete").status_code == 303
    assert not Board.objects.exists()


def test_that_are_refused_come_back_with_what_was_typed(login, bob):
    client = login(bob)
    actions.create_board(owner=bob, name="Tea")
    board = actions.create_board(owner=bob, name="Cats")
    for url, typed in [("/boards", "x" * 61), (f"/boards/{board.pk}/edit", "Tea"), ("/boards", "")]:
        response = client.post(url, {"name": typed})
        assert response.status_code == 422
        assert f'value="{typed}"' in response.content.decode() or not typed
        assert 'aria-invalid="true"' in response.content.decode()


def test_of_somebody_else_are_a_404(login, alice, bob, carol):
    note, board = make_note(alice), actions.create_board(owner=bob, name="Tea", is_public=True)
    actions.add_to_board(board=board, note=note)
    client = login(carol)
    assert client.get(f"/boards/{board.pk}/edit").status_code == 404
    for url in ["edit", "delete", f"notes/{note.pk}/delete"]:
        assert client.post(f"/boards/{board.pk}/{url}", {"name": "Mine"}).status_code == 404
    board.refresh_from_db()
    assert (board.name, board.notes_count) == ("Tea", 1)


def test_are_chosen_for_a_note(login, alice, bob, carol):
    note, client = make_note(alice), login(bob)
    tea, cats = (actions.create_board(owner=bob, name=name) for name in ("Tea", "Cats"))
    actions.add_to_board(board=tea, note=note)
    url = f"/notes/{note.pk}/boards"
    assert client.get(url).context["form"]["boards"].value() == [tea.pk]
    response = client.post(url, {"boards": [cats.pk], "new_board": "Rooms"})
    assert (response.status_code, response["Location"]) == (303, note.get_absolute_url())
    assert set(BoardNote.objects.values_list("board__name", flat=True)) == {"Cats", "Rooms"}
    foreign = actions.create_board(owner=carol, name="Hers")
    response = client.post(url, {"boards": [foreign.pk]}, headers=HTMX)
    assert response.status_code == 422
    assert not BoardNote.objects.filter(board=foreign).exists()
    response = client.post(url, {}, headers=HTMX)
    assert "toast" in response["HX-Trigger"]
    assert not BoardNote.objects.exists()
    assert Collect.objects.filter(user=bob, note=note).exists()


def test_take_no_note_that_is_not_visible(login, alice, carol, mallory):
    note = make_note(alice, visibility="followers")
    for user in (carol, mallory):
        for method in ("get", "post"):
            assert getattr(login(user), method)(f"/notes/{note.pk}/boards").status_code == 404
