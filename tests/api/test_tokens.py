"""Who may call the API: tokens, sessions, standing."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts import actions
from accounts.models import ApiToken
from posts.models import Like
from tests.factories import make_note

WRITES = [
    ("post", "photos"),
    ("post", "notes"),
    ("patch", "notes/{note}"),
    ("delete", "notes/{note}"),
    ("put", "notes/{note}/like"),
    ("delete", "notes/{note}/like"),
    ("put", "notes/{note}/collect"),
    ("delete", "notes/{note}/collect"),
    ("put", "notes/{note}/hide"),
    ("delete", "notes/{note}/hide"),
    ("post", "notes/{note}/comments"),
    ("put", "users/alice/follow"),
    ("delete", "users/alice/follow"),
    ("put", "users/alice/block"),
    ("delete", "users/alice/block"),
    ("put", "users/alice/mute"),
    ("delete", "users/alice/mute"),
    ("put", "hashtags/tea/follow"),
    ("delete", "hashtags/tea/follow"),
    ("post", "reports"),
]


@pytest.fixture
def note(alice):
    return make_note(alice, hashtags=("tea",))


def test_a_token_is_its_person(api, alice):
    answer = api(alice).get("me")
    assert answer.status_code == 200
    assert answer.json()["handle"] == "alice"
    assert ApiToken.objects.get().last_used_at is not None


def test_only_the_digest_of_a_token_is_kept(alice):
    token, key = actions.create_token(user=alice, name="script")
    assert key not in {token.digest, token.name}
    assert ApiToken.digest_of(key) == token.digest


@pytest.mark.parametrize("header", ["Token wrong", "Token", "Token two words", "Token \xff\xfe"])
def test_a_bad_token_is_refused_even_where_nobody_needs_one(alice, refused, header):
    for path in ("me", "feeds/explore", "users/alice"):
        answer = Client().get(f"/api/v1/{path}", headers={"Authorization": header})
        refused(answer, 401)
        assert answer["WWW-Authenticate"].startswith("Token")


def test_a_revoked_token_opens_nothing(alice, refused):
    token, key = actions.create_token(user=alice, name="script")
    client = Client(headers={"Authorization": f"Token {key}"})
    assert client.get("/api/v1/me").status_code == 200
    actions.revoke_token(token=token)
    refused(client.get("/api/v1/me"), 401)


def test_the_token_of_a_person_who_left_opens_nothing(api, alice, refused):
    client = api(alice)
    alice.is_active = False
    alice.save()
    refused(client.get("me"), 401)


@pytest.mark.parametrize("path", ["me", "feeds/following", "notifications"])
def test_what_is_ones_own_needs_a_person(api, refused, path):
    answer = api().get(path)
    assert refused(answer, 401)["code"] == "not_authenticated"
    assert "WWW-Authenticate" in answer


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_nobody_writes_without_a_person(api, note, refused, method, path):
    refused(getattr(api(), method)(path.format(note=note.pk)), 401)


@pytest.mark.parametrize(("method", "path"), WRITES)
def test_suspended_people_read_but_do_not_write(api, note, bob, refused, method, path):
    client = api(bob)
    bob.suspended_at = timezone.now()
    bob.save()
    assert refused(getattr(client, method)(path.format(note=note.pk)), 403)["code"] == "suspended"
    assert client.get(f"notes/{note.pk}").status_code == 200
    assert client.get("me").json()["is_suspended"] is True


def test_a_suspended_persons_session_gets_the_same_refusal(login, note, bob, refused):
    bob.suspended_at = timezone.now()
    bob.save()
    answer = login(bob).put(f"/api/v1/notes/{note.pk}/like")
    assert refused(answer, 403)["code"] == "suspended"


def test_a_session_needs_the_csrf_token(bob, note, refused):
    client = Client(enforce_csrf_checks=True)
    client.force_login(bob)
    url = f"/api/v1/notes/{note.pk}/like"
    refused(client.put(url), 403)
    assert not Like.objects.exists()
    client.get("/settings/privacy")
    token = client.cookies["csrf"].value
    assert client.put(url, headers={"X-CSRFToken": token}).status_code == 200


def test_a_token_needs_no_csrf_token(bob, note):
    key = actions.create_token(user=bob, name="script")[1]
    client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Token {key}"})
    assert client.put(f"/api/v1/notes/{note.pk}/like").status_code == 200


def test_a_session_does_not_outweigh_a_bad_token(login, alice, refused):
    refused(login(alice).get("/api/v1/me", headers={"Authorization": "Token wrong"}), 401)


def test_unknown_methods_are_refused(api, alice, note, refused):
    assert refused(api(alice).post("me"), 405)["code"] == "method_not_allowed"
    refused(api(alice).put(f"notes/{note.pk}"), 405)
    refused(api(alice).get(f"notes/{note.pk}/like"), 405)
