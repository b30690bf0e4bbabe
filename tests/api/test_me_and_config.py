"""What I know of myself, and the limits that everybody may read."""

from django.conf import settings


def test_me_is_a_person_and_more(api, alice):
    me = api(alice).get("me").json()
    assert me["id"] == str(alice.pk)
    assert (me["handle"], me["email"], me["is_suspended"]) == ("alice", "alice@example.org", False)
    assert "password" not in me


def test_config_shows_every_limit_to_everybody(api):
    config = api().get("config").json()
    assert config["limits"] == settings.LIMITS
    assert config["name"] == settings.SITE_NAME
    assert config["interface_languages"] == ["en", "zh-hans"]


def test_config_answers_with_a_bad_token_too(api):
    assert api().client.get("/api/v1/config", headers={"Authorization": "Token wrong"}).status_code == 200
