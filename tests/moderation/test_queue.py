"""The moderators' queue."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from moderation import actions
from moderation.models import Decision, Report
from posts import actions as posts
from tests.factories import make_comment, make_note, make_photo

pytestmark = pytest.mark.django_db
QUEUE = "/admin/moderation/queue"
CEILING = 12


def report(reporter, subject, rule="spam", text="Look", hours=0):
    row = actions.report(reporter=reporter, subject=subject, rule=rule, text=text)
    if hours:
        Report.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(hours=hours))
    return row


def case_url(kind, row):
    return f"/admin/moderation/cases/{kind}/{row.pk}"


def shown(response):
    return [row.subject for row in response.context["rows"]]


def test_is_for_moderators_only(client, login, alice, person, moderator, admin_user):
    clerk = person("clerk", is_staff=True)
    note = make_note(alice)
    report(clerk, note)
    for url in (QUEUE, case_url("note", note)):
        assert client.get(url).status_code == 302
        assert login(alice).get(url, follow=True).status_code == 403
        assert login(clerk).get(url).status_code == 403
        assert login(moderator).get(url).status_code == 200
        assert login(admin_user).get(url).status_code == 200


def test_shows_each_subject_once_the_worst_first_then_the_oldest(login, alice, bob, carol, moderator):
    old, new, bad = make_note(alice), make_note(alice), make_comment(make_note(alice), bob, "Hurt yourself")
    report(bob, old, hours=30), report(carol, old), report(carol, new), report(carol, bad, rule="safety")
    response = login(moderator).get(QUEUE)
    assert shown(response) == [bad, old, new]
    assert [row.reports for row in response.context["rows"]] == [1, 2, 1]
    text = response.content.decode()
    assert "2 reports" in text
    assert text.count("over 24 hours") == 1
    assert "urgent" in text


def test_is_narrowed_by_rule_kind_severity_and_age(login, alice, bob, carol, moderator):
    note, comment = make_note(alice), make_comment(make_note(alice), bob)
    report(carol, note, hours=30), report(carol, comment, rule="adult"), report(carol, bob, rule="kindness")
    client = login(moderator)
    for query, expected in [
        ("rule=spam", [note]),
        ("kind=comment", [comment]),
        ("kind=person", [bob]),
        ("severity=1", [comment]),
        ("age=day", [note]),
        ("rule=spam&kind=comment", []),
        ("rule=nonsense", [comment, bob, note]),
    ]:
        assert shown(client.get(f"{QUEUE}?{query}")) == expected, query


def test_pages_through_all_subjects_each_once(login, alice, carol, moderator):
    for n in range(35):
        report(carol, make_note(alice), rule="spam" if n % 2 else "adult")
    client, seen, url = login(moderator), [], QUEUE
    while url:
        response = client.get(url)
        seen += [row.subject.pk for row in response.context["rows"]]
        url = QUEUE + response.context["next_url"] if response.context["next_url"] else ""
    assert (len(seen), len(set(seen))) == (35, 35)


def test_takes_as_many_queries_for_one_subject_as_for_many(login, alice, bob, carol, moderator):
    client, counts = login(moderator), []
    for size in (1, 8):
        for _ in range(size):
            note = make_note(alice, photos=1)
            comment = make_comment(note, bob)
            report(carol, note), report(carol, comment), report(carol, bob)
            report(carol, posts.add_translation(author=bob, comment=comment, language="zh", body="茶"))
        with CaptureQueriesContext(connection) as queries:
            client.get(QUEUE)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= CEILING


def test_leads_from_a_report_to_its_case(login, alice, carol, moderator):
    note = make_note(alice)
    row = report(carol, note)
    assert login(moderator).get(f"{QUEUE}/{row.pk}")["Location"] == case_url("note", note)


def test_s_case_shows_the_content_the_reports_and_the_history(login, alice, bob, carol, moderator):
    note = make_note(alice, title="Cheap watches", body="Buy #watches at https://example.org", photos=2)
    report(bob, note, text="Third time this week"), report(carol, note, rule="safety", text="Dangerous")
    actions.warn(moderator=moderator, person=alice, rule="spam", reason="Please no advertising.")
    text = login(moderator).get(case_url("note", note)).content.decode()
    for words in (
        "Cheap watches",
        "Third time this week",
        "@bob",
        "Dangerous",
        "2 reports",
        "Please no advertising.",
        "reported 2 times",
        note.photos.first().card_webp,
    ):
        assert words in text, words


def test_s_case_of_every_kind_opens(login, alice, bob, carol, moderator):
    note = make_note(alice)
    comment = make_comment(note, bob)
    reply = make_comment(note, alice, parent=comment)
    on_note = posts.add_translation(author=bob, note=note, language="zh", title="茶", body="茶")
    on_comment = posts.add_translation(author=bob, comment=comment, language="zh", body="茶")
    client = login(moderator)
    for kind, row in [
        ("comment", comment),
        ("comment", reply),
        ("translation", on_note),
        ("translation", on_comment),
        ("person", bob),
    ]:
        assert client.get(case_url(kind, row)).status_code == 200


def test_previews_the_statement_before_anything_happens(login, alice, carol, moderator):
    note = make_note(alice)
    report(carol, note)
    said = {"action": "take_down", "rule": "spam", "reason": "This is an advertisement."}
    response = login(moderator).post(case_url("note", note), {**said, "preview": "1"})
    text = response.content.decode()
    assert response.status_code == 200
    assert "@alice will read this" in text
    assert "A moderator took down your note" in text
    assert not Decision.objects.exists()


def test_decides_and_goes_on_with_the_queue(login, client, alice, carol, moderator):
    note = make_note(alice)
    report(carol, note)
    said = {"action": "take_down", "rule": "spam", "reason": "This is an advertisement."}
    response = login(moderator).post(case_url("note", note), said)
    assert (response.status_code, response["Location"]) == (303, QUEUE)
    note.refresh_from_db()
    assert note.is_taken_down
    assert shown(login(moderator).get(QUEUE)) == []


@pytest.mark.parametrize("action", ["dismiss", "warn", "suspend"])
def test_makes_every_decision(action, login, alice, carol, moderator):
    note = make_note(alice)
    report(carol, note)
    said = {"action": action, "rule": "spam", "reason": "Because."}
    assert login(moderator).post(case_url("note", note), said).status_code == 303
    assert Decision.objects.get().action == action
    alice.refresh_from_db()
    assert alice.is_suspended == (action == "suspend")


@pytest.mark.parametrize(("first", "then"), [("take_down", "restore"), ("suspend", "reinstate")])
def test_takes_back_what_was_decided(first, then, login, alice, moderator):
    note, client = make_note(alice), login(moderator)
    for action in (first, then):
        said = {"action": action, "rule": "spam", "reason": "Because."}
        assert client.post(case_url("note", note), said).status_code == 303, action
    note.refresh_from_db()
    assert not note.is_taken_down
    assert not note.author.is_suspended


def test_keeps_what_was_typed_when_the_rule_is_missing(login, alice, carol, moderator):
    note = make_note(alice)
    report(carol, note)
    response = login(moderator).post(case_url("note", note), {"action": "take_down", "reason": "Because."})
    assert response.status_code == 422
    assert "Because." in response.content.decode()
    assert "Say which rule this is about." in response.content.decode()


def test_says_why_a_decision_cannot_be(login, admin_user, moderator):
    note = make_note(admin_user)
    said = {"action": "take_down", "rule": "spam", "reason": "Because."}
    response = login(moderator).post(case_url("note", note), said)
    assert response.status_code == 422
    assert "You cannot decide about an administrator." in response.content.decode()


def test_opens_what_was_meant_for_a_few_only_when_it_was_reported(login, alice, bob, moderator):
    note = make_note(alice, visibility="followers")
    client = login(moderator)
    assert client.get(case_url("note", note)).status_code == 404
    report(bob, note)
    assert client.get(case_url("note", note)).status_code == 200


def test_shows_the_photos_of_reported_notes_to_moderators_and_to_nobody_else(
    login, settings, tmp_path, alice, bob, carol, person, moderator
):
    files = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path, "allow_overwrite": True}}
    settings.STORAGES = settings.STORAGES | {"default": files}
    note = make_note(alice, visibility="followers")
    photo = make_photo(alice, note=note)
    for rendition in photo.renditions.all():
        default_storage.save(rendition.key, ContentFile(b"pixels"))
    clerk = person("clerk", is_staff=True)
    assert login(moderator).get(photo.card_webp).status_code == 404
    report(bob, note)
    assert login(moderator).get(photo.card_webp).status_code == 200
    assert login(carol).get(photo.card_webp).status_code == 404
    assert login(clerk).get(photo.card_webp).status_code == 404


def test_lets_administrators_choose_moderators(login, alice, moderator, admin_user):
    said = {"action": "appoint", "reason": "You are kind."}
    assert login(moderator).post(case_url("person", alice), said).status_code == 422
    assert login(admin_user).post(case_url("person", alice), said).status_code == 303
    assert "You are a moderator now" in login(alice).get("/notifications?bucket=system").content.decode()
