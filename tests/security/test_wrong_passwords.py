"""Guessing a password ends soon, and only for whoever guesses."""

import pytest

from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

GUESSER, HOME = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def log_in(client, alice):
    def post(password: str, address: str, **more: str):
        return client.post("/login", {"login": "alice", "password": password}, REMOTE_ADDR=address, **more)

    return post


def test_who_guesses_is_stopped_whatever_host_they_name(log_in):
    for port in range(5):
        log_in("wrong", GUESSER, HTTP_HOST=f"localhost:{port}")
    assert "Too many wrong passwords" in log_in(PASSWORD, GUESSER, HTTP_HOST="localhost:99").content.decode()


def test_the_owner_gets_in_meanwhile(log_in):
    for _ in range(8):
        log_in("wrong", GUESSER)
    assert log_in(PASSWORD, HOME).status_code == 302
