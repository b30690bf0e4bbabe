"""Arriving."""

import pytest

from feeds.models import UserInterest

pytestmark = pytest.mark.django_db


def test_keeps_interests_and_languages(login, carol):
    client = login(carol)
    assert client.get("/welcome").content.decode().count('name="interests"') == 24
    response = client.post("/welcome", {"interests": ["tea", "cats", "hiking"], "languages": ["en", "zh"]})
    assert (response.status_code, response["Location"]) == (303, "/")
    carol.refresh_from_db()
    assert carol.languages == ["en", "zh"]
    assert carol.welcomed_at
    assert set(UserInterest.objects.values_list("interest", flat=True)) == {"tea", "cats", "hiking"}


def test_asks_for_three_and_keeps_what_was_picked(login, carol):
    response = login(carol).post("/welcome", {"interests": ["tea", "cats"], "languages": ["ja"]})
    page = response.content.decode()
    assert response.status_code == 422
    assert "at least three" in page
    assert 'value="tea" checked' in page
    assert 'value="ja" checked' in page
    assert not UserInterest.objects.exists()


def test_can_be_skipped(login, carol):
    assert login(carol).post("/welcome", {"skip": "1"}).status_code == 303
    carol.refresh_from_db()
    assert carol.welcomed_at
    assert not UserInterest.objects.exists()


def test_refuses_interests_that_do_not_exist(login, carol):
    assert login(carol).post("/welcome", {"interests": ["tea", "cats", "gold"]}).status_code == 422


def test_speaks_the_readers_language(login, carol):
    assert "six" in login(carol).get("/welcome", headers={"Accept-Language": "en"}).content.decode().lower()


def test_is_for_people_who_are_logged_in(client):
    assert client.get("/welcome").status_code == 302
