"""Answers that every door gives alike."""

import pytest

from tests.factories import make_note


def where_to(response):
    return response.status_code, response["Location"]


def test_login_leads_back_to_the_page_that_was_asked_for(client, db):
    assert where_to(client.get("/boards?after=x")) == (302, "/login?next=/boards%3Fafter%3Dx")


def test_login_leads_back_to_the_page_whose_button_was_pressed(client, alice):
    url = f"/notes/{make_note(alice).pk}/like"
    assert where_to(client.post(url, HTTP_REFERER="http://testserver/?channel=tea")) == (
        302,
        "/login?next=/%3Fchannel%3Dtea",
    )


@pytest.mark.parametrize("referer", ["", "https://evil.example/", "http://testserver//evil.example", "javascript:x"])
def test_login_leads_nobody_off_the_site(client, alice, referer):
    url = f"/notes/{make_note(alice).pk}/like"
    assert where_to(client.post(url, HTTP_REFERER=referer)) == (302, "/login?next=/")
