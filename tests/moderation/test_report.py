"""Reporting ..."""

import pytest
from django.urls import reverse

from moderation import actions
from moderation.models import Report, Rule
from posts import actions as posts
from tests.factories import make_comment, make_note

pytestmark = pytest.mark.django_db


def form(**subject):
    name, row = subject.popitem()
    return f"/reports/new?{name}={row.pk}"


def test_needs_somebody_who_is_logged_in(client, alice):
    response = client.get(form(note=make_note(alice)))
    assert response.status_code == 302
    assert response["Location"].startswith("/login?next=/reports/new")


def test_a_note_ends_with_thanks_and_a_reference_number(login, alice, carol):
    client, note = login(carol), make_note(alice, title="Cheap watches")
    assert "Cheap watches" in client.get(form(note=note)).content.decode()
    response = client.post(form(note=note), {"rule": "spam", "text": "An advertisement"})
    report = Report.objects.get()
    assert (report.note, report.reporter, report.rule, report.text) == (note, carol, Rule.SPAM, "An advertisement")
    assert (response.status_code, response["Location"]) == (303, f"/reports/{report.pk}")
    text = client.get(response["Location"]).content.decode()
    assert str(report.pk) in text
    assert reverse("accounts:block", args=["alice"]) in text


def test_reaches_comments_translations_and_people(login, alice, bob, carol):
    note = make_note(alice)
    comment = make_comment(note, bob)
    translation = posts.add_translation(author=bob, note=note, language="zh", body="茶")
    client = login(carol)
    for url in (form(comment=comment), form(translation=translation), form(user=bob)):
        assert client.get(url).status_code == 200
        assert client.post(url, {"rule": "kindness"}).status_code == 303
    subjects = [report.subject for report in Report.objects.order_by("id")]
    assert subjects == [comment, translation, bob]


def test_the_same_again_renews_the_open_report(alice, carol, bob):
    note = make_note(alice)
    first = actions.report(reporter=carol, subject=note, rule="spam", text="Look")
    again = actions.report(reporter=carol, subject=note, rule="adult", text="")
    actions.report(reporter=bob, subject=note, rule="spam", text="")
    assert first == again
    assert Report.objects.count() == 2
    assert (again.rule, again.text) == ("adult", "Look")


def test_keeps_what_was_typed_when_no_rule_was_chosen(login, alice, carol):
    response = login(carol).post(form(note=make_note(alice)), {"text": "An advertisement"})
    assert response.status_code == 422
    text = response.content.decode()
    assert "An advertisement" in text
    assert "field__errors" in text


def test_oneself_is_refused_in_words(login, alice):
    response = login(alice).post(form(note=make_note(alice)), {"rule": "spam"})
    assert response.status_code == 422
    assert "You cannot report yourself." in response.content.decode()


def test_finds_only_what_the_reporter_sees(login, alice, bob, carol, mallory):
    private = make_note(alice, visibility="private")
    hidden = make_comment(make_note(alice, visibility="followers"), bob)
    for user, url in [
        (carol, form(note=private)),
        (carol, form(comment=hidden)),
        (mallory, form(user=alice)),
        (carol, "/reports/new"),
        (carol, "/reports/new?note=999999999999999999999"),
        (carol, "/reports/new?note=abc"),
    ]:
        assert login(user).get(url).status_code == 404, url


def test_keeps_the_reference_to_the_reporter(login, alice, carol, bob):
    report = actions.report(reporter=carol, subject=make_note(alice), rule="spam", text="")
    assert login(bob).get(f"/reports/{report.pk}").status_code == 404
