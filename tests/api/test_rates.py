"""How often the API may be called: by account, else by address, and the same on localhost."""

import pytest
from django.conf import settings as site

from tests.factories import make_note

ONCE = [1, 600]


@pytest.fixture
def only_once(settings):
    def limit(*names: str) -> None:
        settings.LIMITS = site.LIMITS | dict.fromkeys(names, ONCE)

    return limit


def test_refuses_beyond_the_limit_and_says_when_to_come_back(api, alice, only_once, refused):
    only_once("rate_api")
    client = api(alice)
    assert client.get("me").status_code == 200
    answer = client.get("me")
    assert refused(answer, 429)["code"] == "throttled"
    assert 1 <= int(answer["Retry-After"]) <= 600


def test_people_behind_one_address_do_not_share_a_limit(api, alice, carol, only_once):
    only_once("rate_api")
    assert api(alice).get("me").status_code == api(carol).get("me").status_code == 200


def test_more_tokens_are_no_more_calls(api, alice, only_once, refused):
    only_once("rate_api")
    assert api(alice).get("me").status_code == 200
    refused(api(alice).get("me"), 429)


def test_strangers_share_their_address(api, only_once, refused):
    only_once("rate_api_anonymous")
    assert api().get("config").status_code == 200
    refused(api().get("feeds/explore"), 429)


def test_a_forged_address_is_no_other_address(api, only_once, refused):
    only_once("rate_api_anonymous")
    client = api().client
    assert client.get("/api/v1/config", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 200
    refused(client.get("/api/v1/config", headers={"X-Forwarded-For": "192.0.2.2"}), 429)


@pytest.mark.parametrize(
    ("name", "method", "path", "body"),
    [
        ("rate_publish", "post", "notes", {"cover_text": "Tea"}),
        ("rate_comment", "post", "notes/{note}/comments", {"body": "Lovely"}),
        ("rate_react", "put", "notes/{note}/like", None),
        ("rate_follow", "put", "users/alice/follow", None),
        ("rate_follow", "put", "hashtags/tea/follow", None),
        ("rate_report", "post", "reports", {"person": "alice", "rule": "spam"}),
    ],
)
def test_each_kind_of_writing_has_its_own_limit(api, alice, bob, only_once, refused, name, method, path, body):
    note = make_note(alice, hashtags=("tea",))
    only_once(name)
    client = api(bob)
    send = getattr(client, method)
    assert send(path.format(note=note.pk), body).status_code < 300
    answer = send(path.format(note=note.pk), body)
    refused(answer, 429)
    assert answer["Retry-After"]
    assert client.get(f"notes/{note.pk}").status_code == 200


def test_uploads_have_their_own_limit(api, alice, picture, only_once, refused):
    only_once("rate_upload")
    client = api(alice)
    assert client.upload(picture()).status_code == 201
    refused(client.upload(picture()), 429)


def test_searching_has_its_own_limit(api, alice, only_once, refused):
    only_once("rate_search")
    client = api(alice)
    assert client.get("search", q="tea").status_code == 200
    refused(client.get("search", q="tea"), 429)
    assert client.get("feeds/explore").status_code == 200
