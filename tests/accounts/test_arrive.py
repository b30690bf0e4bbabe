"""Signing up, logging in, getting a new password."""

import re

import pytest

from accounts.models import Mail, User
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail_lands_in_the_outbox(settings):
    settings.EMAIL_BACKEND = "accounts.mail.OutboxBackend"


NEWCOMER = {"email": "New@Example.org", "username": "NewOne", "password1": "quiet river stones"}


def test_sign_up_makes_a_person_who_may_go_on_at_once(client):
    response = client.post("/signup", NEWCOMER)
    assert response.status_code == 302, response.content.decode()
    assert response["Location"] == "/welcome"
    person = User.objects.get()
    assert (person.handle, person.email) == ("newone", "new@example.org")
    assert client.get("/settings").status_code == 200


def test_sign_up_sends_one_mail_whose_link_confirms_the_address(client):
    client.post("/signup", NEWCOMER)
    link = re.search(r"/verify-email/\S+", Mail.objects.get().body)[0]
    assert client.get(link).status_code == 200
    client.post(link)
    assert User.objects.get().emailaddress_set.get().verified


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "a"),
        ("username", "has space"),
        ("username", "name/../x"),
        ("username", "admin"),
        ("email", "nobody"),
        ("password1", "password123"),
        ("password1", "short"),
    ],
)
def test_bad_input_is_named_at_its_field_and_the_rest_is_kept(client, field, value):
    response = client.post("/signup", NEWCOMER | {field: value})
    page = response.content.decode()
    assert not User.objects.exists()
    assert 'aria-invalid="true"' in page
    assert field == "email" or "New@Example.org" in page


def test_handles_are_taken_once_whatever_their_case(client, alice):
    client.post("/signup", NEWCOMER | {"username": "ALICE"})
    assert User.objects.count() == 1


@pytest.mark.parametrize("name", ["alice", "ALICE", "alice@example.org"])
def test_log_in_by_handle_or_address(client, alice, name):
    assert client.post("/login", {"login": name, "password": PASSWORD}).status_code == 302
    assert client.get("/settings").status_code == 200


def test_wrong_passwords_answer_alike_for_known_and_unknown_people(client, alice):
    known = client.post("/login", {"login": "alice", "password": "wrong wrong"})
    unknown = client.post("/login", {"login": "nobody", "password": "wrong wrong"})
    words = [re.findall(r'role="alert".*?</', page.content.decode(), re.S) for page in (known, unknown)]
    assert known.status_code == unknown.status_code
    assert words[0] == words[1]


def test_too_many_tries_are_told_to_wait(client, alice, settings):
    settings.LIMITS = settings.LIMITS | {"rate_login": [3, 300]}
    answers = [client.post("/login", {"login": "alice", "password": "wrong wrong"}) for _ in range(4)]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


def test_a_forgotten_password_is_reset_by_a_link_that_works_once(client, alice):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=alice, email=alice.email, verified=True, primary=True)
    client.post("/password/reset", {"email": "alice@example.org"})
    link = re.search(r"/password/reset/\S+", Mail.objects.get().body)[0]
    page = client.get(link, follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": "a new quiet river", "password2": "a new quiet river"})
    assert client.post("/login", {"login": "alice", "password": "a new quiet river"}).status_code == 302
    client.logout()
    assert "does not work any more" in client.get(link, follow=True).content.decode()


def test_resetting_an_unknown_address_looks_the_same(client, alice):
    known = client.post("/password/reset", {"email": "alice@example.org"})
    unknown = client.post("/password/reset", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_logging_out_takes_a_form(login, alice):
    client = login(alice)
    assert client.get("/logout").status_code == 200
    assert client.get("/settings").status_code == 200
    client.post("/logout")
    assert client.get("/settings").status_code == 302


def test_the_outbox_shows_all_mail_only_at_the_machine_itself(client, login, alice, carol, settings):
    Mail.objects.create(recipient="carol@example.org", subject="For Carol", body="https://example.org/secret")
    assert "For Carol" in client.get("/outbox").content.decode()
    far = {"REMOTE_ADDR": "203.0.113.9"}
    assert client.get("/outbox", **far).status_code == 404
    assert client.get("/outbox", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    assert "For Carol" not in login(alice).get("/outbox", **far).content.decode()
    assert "For Carol" in login(carol).get("/outbox", **far).content.decode()
    settings.MAIL_URL = "smtp://mail.example.org"
    assert client.get("/outbox").status_code == 404
