"""The interest sheet: ..."""

import re

import pytest

from feeds import actions
from feeds.models import FeedSettings, TasteRow, Wish
from posts.models import Hashtag
from tests.factories import make_note
from tests.pages import Page

pytestmark = pytest.mark.django_db
SHEET = "/settings/interests"


def sliders(html: str) -> dict[str, int]:
    return {
        attributes["name"]: int(attributes["value"])
        for tag, attributes in Page(html).elements
        if tag == "input" and attributes.get("type") == "range"
    }


@pytest.fixture
def drinker(alice, carol, login, django_capture_on_commit_callbacks):
    """Carol's client: she likes tea, and wants less of Alice."""
    note = make_note(alice, title="Sencha", hashtags=("tea",))
    client = login(carol)
    actions.pick_interests(user=carol, interests=["cats"])
    actions.wish(user=carol, author=alice, amount=-0.5)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/notes/{note.pk}/like")
    return client


def test_shows_every_weight_and_sets_what_is_moved(drinker, carol):
    carol.languages = ["en", "zh"]
    carol.save()
    tea = Hashtag.objects.get(name="tea")
    html = drinker.get(SHEET).content.decode()
    alice = Wish.objects.get().author_id
    assert sliders(html) == {
        "new_voices": 15,
        "freshness": 50,
        "bridge": 1,
        "variety": 20,
        f"hashtag-{tea.pk}": 0,
        f"author-{alice}": -1,
        "language-en": 0,
        "language-zh": 0,
    }
    for words in ("#tea", "strong", "Cats", "3 of 20 slots", "as it is learnt"):
        assert words in html
    moved = sliders(html) | {"new_voices": 30, f"hashtag-{tea.pk}": 2, f"author-{alice}": 0, "language-zh": -2}
    answer = drinker.post(SHEET, moved)
    assert (answer.status_code, answer["Location"]) == (303, SHEET)
    assert FeedSettings.of(carol).new_voices == 30
    wishes = {wish.hashtag or wish.language: wish.amount for wish in Wish.objects.all()}
    assert wishes == {tea: 1.0, "zh": -1.0}
    assert sliders(drinker.get(SHEET).content.decode())[f"hashtag-{tea.pk}"] == 2


def test_leaves_alone_what_is_not_sent_and_refuses_what_is_out_of_bounds(drinker, carol):
    assert drinker.post(SHEET, {}).status_code == 303
    assert not FeedSettings.objects.exists()
    answer = drinker.post(SHEET, {"variety": "51", "new_voices": "no"})
    assert answer.status_code == 422
    assert len(re.findall(r'class="field__errors"', answer.content.decode())) == 2
    assert not FeedSettings.objects.exists()


def test_pauses_begins_anew_and_is_switched_off_and_on(drinker, carol, login):
    assert b"Learn again" not in drinker.get(SHEET).content
    drinker.post(f"{SHEET}/pause")
    assert b"Learn again" in drinker.get(SHEET).content
    drinker.post(f"{SHEET}/resume")
    assert FeedSettings.of(carol).paused_at is None
    drinker.post(f"{SHEET}/reset")
    assert not Wish.objects.exists()
    assert b"#tea" not in drinker.get(SHEET).content
    actions.wish(user=carol, language="zh", amount=0.5)
    drinker.post(f"{SHEET}/off")
    page = drinker.get(SHEET).content
    assert b"Explore is not personal" in page
    assert not TasteRow.objects.exists()
    drinker.post(f"{SHEET}/on")
    assert FeedSettings.of(carol).is_personal


def test_is_taken_away_as_json(drinker, carol):
    answer = drinker.get(f"{SHEET}.json")
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    sheet = answer.json()
    assert [row["name"] for row in sheet["hashtags"]] == ["tea"]
    assert sheet["hashtags"][0]["weight"] > 0
    assert sheet["authors"] == [{"handle": "alice", "wish": -0.5}]
    assert sheet["picked"] == ["Cats"]
    assert sheet["sliders"]["variety"] == 20
