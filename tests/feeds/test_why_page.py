"""“Why this note?” on a card, and the buttons that answer it."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from feeds import actions, explore, impressions, tastes
from feeds.impressions import Placed
from feeds.models import FeedSettings, Wish
from posts.models import Hashtag, Hide
from tests.factories import make_note
from tests.pages import Page

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def why_links(html: str) -> list[str]:
    return [attributes["href"] for tag, attributes in Page(html).elements if tag == "a" and "data-why" in attributes]


def toast_of(answer) -> dict:
    return json.loads(answer["HX-Trigger"])["toast"]


def learnt_of(person, hashtag: str) -> float:
    weights = tastes.known_of(person, FeedSettings.of(person)).taste.hashtags
    return weights.get(Hashtag.objects.get(name=hashtag).pk, 0.0)


def test_names_the_cause_with_a_way_to_it_and_to_less_of_it(alice, carol, login):
    note = make_note(alice, title="Sencha", hashtags=("tea", "kyoto"))
    actions.pick_interests(user=carol, interests=["tea"])
    client = login(carol)
    (link,) = why_links(client.get("/").content.decode())
    assert link.startswith(f"/notes/{note.pk}/why?card=")
    page = client.get(link).content.decode()
    assert "#tea" in page
    assert 'href="/hashtags/tea"' in page
    assert "Never used" in page
    sends = [attributes.get("formaction", "") for _tag, attributes in Page(page).elements]
    for control in (
        f"/notes/{note.pk}/hide?next=/",
        f"/notes/{note.pk}/less?next=/",
        "/hashtags/tea/less",
        "/hashtags/kyoto/more",
        "/@alice/less",
    ):
        assert control in sends
    fragment = client.get(link, headers=HTMX).content.decode()
    assert fragment.lstrip().startswith("<article")


def test_tells_visitors_but_gives_them_no_buttons_and_authors_none_either(alice, login):
    make_note(alice, hashtags=("tea",))
    for client in (Client(), login(alice)):
        (link,) = why_links(client.get("/").content.decode())
        page = client.get(link)
        assert page.status_code == 200
        assert b"/less" not in page.content


def test_is_told_to_whoever_was_shown_the_card_about_the_note_on_it(alice, carol, login):
    note, other = make_note(alice), make_note(alice)
    card = impressions.sign(carol.pk, Placed(note.pk, 0))
    url = reverse("feeds:why", args=[note.pk])
    assert login(carol).get(url, {"card": card}).status_code == 200
    assert login(carol).get(reverse("feeds:why", args=[other.pk]), {"card": card}).status_code == 404
    for client, token in ((login(alice), card), (login(carol), "wrong"), (Client(), card)):
        assert client.get(url, {"card": token}).status_code == 404


def test_less_like_this_is_heard_and_taken_back(alice, carol, login, django_capture_on_commit_callbacks):
    note = make_note(alice, hashtags=("tea",))
    client = login(carol)
    assert len(explore.page(carol).notes) == 1
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/notes/{note.pk}/less", headers=HTMX)
    assert toast_of(answer)["action"]["url"] == f"/notes/{note.pk}/unless"
    assert Hide.objects.filter(user=carol, note=note).exists()
    assert learnt_of(carol, "tea") < 0
    assert not explore.page(carol).notes
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/notes/{note.pk}/unless")
    assert answer.status_code == 303
    assert not Hide.objects.filter(user=carol).exists()
    assert learnt_of(carol, "tea") == pytest.approx(0, abs=1e-3)


def test_more_and_less_of_hashtags_and_people_undo_each_other(alice, carol, login):
    make_note(alice, hashtags=("tea",))
    client = login(carol)
    for url, undo in (("/hashtags/Tea/less", "/hashtags/tea/more"), ("/@alice/less", "/@alice/more")):
        answer = client.post(url, headers=HTMX)
        assert toast_of(answer)["action"]["url"] == undo
        assert Wish.objects.get(user=carol).amount == -0.5
        answer = client.post(undo, headers={"Referer": "http://testserver/about"})
        assert (answer.status_code, answer["Location"]) == (303, "/about")
        assert not Wish.objects.exists()
        client.post(undo)
        assert Wish.objects.get(user=carol).amount == 0.5
        client.post(toast_of(client.post(undo, headers=HTMX))["action"]["url"])
        Wish.objects.all().delete()
    assert client.post("/hashtags/never/less").status_code == 404
    assert client.post("/@nobody/more").status_code == 404


def test_what_was_learnt_of_a_hashtag_is_forgotten(alice, carol, login, django_capture_on_commit_callbacks):
    note = make_note(alice, hashtags=("tea",))
    client = login(carol)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/notes/{note.pk}/like")
    assert learnt_of(carol, "tea") > 0
    assert client.post("/hashtags/tea/forget").status_code == 303
    assert learnt_of(carol, "tea") == 0
