"""The settings pages."""

import pytest

from accounts import actions
from accounts.models import ApiToken, Follow, FollowState
from tests.conftest import PASSWORD

PAGES = ["", "/privacy", "/languages", "/account", "/keys", "/blocked"]


@pytest.mark.parametrize("page", PAGES)
def test_open_for_their_owner_and_are_never_stored(login, client, alice, page):
    response = login(alice).get(f"/settings{page}")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert client.get(f"/settings{page}").status_code == 302


def test_profile_takes_a_name_and_a_bio(login, alice):
    response = login(alice).post("/settings", {"name": "  Alice  A.", "bio": "Tea,\r\nmostly."})
    alice.refresh_from_db()
    assert response.status_code == 303
    assert alice.bio == "Tea,\nmostly."


def test_profile_that_is_too_long_comes_back_with_what_was_typed(login, alice):
    response = login(alice).post("/settings", {"name": "A", "bio": "x" * 301})
    assert response.status_code == 422
    assert "x" * 301 in response.content.decode()
    alice.refresh_from_db()
    assert alice.bio == ""


def test_profile_ignores_fields_that_are_not_its_own(login, alice):
    login(alice).post("/settings", {"name": "A", "bio": "", "is_staff": "1", "followers_count": "9000"})
    alice.refresh_from_db()
    assert (alice.is_staff, alice.followers_count) == (False, 0)


def test_opening_a_private_account_lets_everybody_in_who_waited(login, person, carol):
    dora = person("dora", is_private=True)
    actions.follow(follower=carol, followee=dora)
    login(dora).post("/settings/privacy", {"shows_collected": "on"})
    assert Follow.objects.get().state == FollowState.ACTIVE


def test_languages_keep_to_the_table(login, alice):
    client = login(alice)
    assert client.post("/settings/languages", {"languages": ["en", "zh"]}).status_code == 303
    assert client.post("/settings/languages", {"languages": ["klingon"]}).status_code == 422
    alice.refresh_from_db()
    assert alice.languages == ["en", "zh"]


def test_a_new_key_is_told_once_and_kept_as_a_digest(login, alice):
    client = login(alice)
    page = client.post("/settings/keys", {"name": "script"}).content.decode()
    token = ApiToken.objects.get()
    assert token.digest not in page
    assert "shown only now" in page
    assert "shown only now" not in client.get("/settings/keys").content.decode()


def test_a_key_is_revoked_by_its_owner_only(login, alice, carol):
    token, _key = actions.create_token(user=alice, name="script")
    assert login(carol).post(f"/settings/keys/{token.pk}/revoke").status_code == 404
    assert login(alice).post(f"/settings/keys/{token.pk}/revoke").status_code == 303
    assert not ApiToken.objects.exists()


def test_theme_and_language_are_forms_for_everybody(client):
    response = client.post("/settings/theme", {"theme": "dark"})
    assert response.cookies["theme"].value == "dark"
    assert client.post("/settings/interface-language", {"language": "zh-hans"}).status_code == 303
    assert 'lang="zh-hans"' in client.get("/login").content.decode().lower()
    assert client.post("/settings/interface-language", {"language": "xx"}).status_code == 404


def test_a_chosen_language_follows_the_person(login, alice):
    login(alice).post("/settings/interface-language", {"language": "zh-hans"})
    assert 'lang="zh-hans"' in login(alice).get("/settings").content.decode().lower()


def test_suspended_people_read_but_do_not_write(login, alice):
    actions.suspend_user(user=alice, reason="Spam in three notes.")
    client = login(alice)
    assert client.get("/settings").status_code == 200
    refused = client.post("/settings", {"name": "A", "bio": ""})
    assert refused.status_code == 403
    assert "Spam in three notes." in refused.content.decode()


def test_a_password_is_changed_by_who_knows_it(login, alice):
    page, new = login(alice), "a longer horse battery"
    answer = page.post("/settings/password", {"oldpassword": "wrong", "password1": new, "password2": new})
    assert answer.status_code == 422
    answer = page.post("/settings/password", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302
    alice.refresh_from_db()
    assert alice.check_password(new)


def test_addresses_are_added_made_primary_and_removed(login, alice, mailoutbox):
    page = login(alice)
    page.post("/settings/email", {"action_add": "", "email": "second@example.org"})
    second = alice.emailaddress_set.get(email="second@example.org")
    assert [mail.to for mail in mailoutbox][-1] == ["second@example.org"]
    page.post("/settings/email", {"action_remove": "", "email": "second@example.org"})
    assert not alice.emailaddress_set.filter(pk=second.pk).exists()


def test_what_is_delicate_asks_for_the_password_again(client, alice):
    client.force_login(alice)
    answer = client.post("/reauthenticate", {"password": "wrong"})
    assert answer.status_code == 422
    assert client.post("/reauthenticate?next=/settings", {"password": PASSWORD})["Location"] == "/settings"
