"""What no browser sends is answered like any other mistake, and never with an error of ours."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Avatar, User
from rednote.lib.models import WorkState
from tests.factories import make_note

pytestmark = pytest.mark.django_db

NUL = "a\x00b"


@pytest.fixture
def alices(login: Callable[[User], Client], alice: User) -> Client:
    return login(alice)


def test_a_token_of_other_letters_is_the_token_of_no_picture(client, alice):
    avatar = Avatar.objects.create(user=alice, state=WorkState.READY, original_key="none")
    assert client.get(f"/avatars/{avatar.pk}/%C3%A9/96.webp").status_code == 404


@pytest.mark.parametrize("pressed", ["move_later", "title"])
def test_a_composer_without_a_key_that_can_be_kept_comes_back(alices, pressed):
    assert alices.post("/notes", {"composer_key": NUL, pressed: "1"}).status_code in (200, 422)


@pytest.mark.parametrize("typed", ["@%00", "@a%00b", "%23a%00b"])
def test_nobody_is_suggested_for_what_no_name_holds(alices, typed):
    assert alices.get(f"/notes/suggestions?q={typed}").status_code == 200


@pytest.mark.parametrize("referer", ["http://[", "http://testserver//evil.example/", "//testserver:x"])
def test_a_page_that_is_none_of_ours_is_never_gone_back_to(client, alice, referer):
    answer = client.post(f"/notes/{make_note(alice).pk}/like", headers={"Referer": referer})
    assert answer["Location"] == "/login?next=/"


def test_a_next_page_that_is_no_address_is_not_gone_to(alices):
    assert alices.get("/login?next=http%3A%2F%2F%5B")["Location"] in ("/", "/welcome")


def test_a_bucket_that_there_is_not_is_not_found(alices):
    assert alices.post("/notifications/read", {"bucket": NUL}).status_code == 404


def test_a_session_of_other_characters_is_no_session(client):
    assert client.get("/", headers={"Cookie": r'session="aaaaaaaaaa\000"'}).status_code == 200
