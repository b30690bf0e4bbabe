"""Reporting notes, comments, translations and people in the API."""

import pytest

from moderation.models import Report
from posts import actions
from posts.models import Translation, Visibility
from tests.factories import make_comment, make_note


@pytest.fixture
def subjects(alice, bob):
    note = make_note(alice, language="en")
    comment = make_comment(note, alice)
    translation = actions.add_translation(author=alice, note=note, language="zh", body="茶")
    return {"note": str(note.pk), "comment": str(comment.pk), "translation": str(translation.pk), "person": "alice"}


@pytest.mark.parametrize("kind", ["note", "comment", "translation", "person"])
def test_reports_each_kind_of_thing(api, subjects, carol, kind):
    answer = api(carol).post("reports", {kind: subjects[kind], "rule": "spam", "text": "Look at this"})
    assert answer.status_code == 201, answer.content
    report = Report.objects.get()
    assert answer.json()["id"] == str(report.pk)
    assert (report.reporter, report.rule, report.text) == (carol, "spam", "Look at this")
    subject = getattr(report, kind)
    assert subjects[kind] in {str(subject.pk), getattr(subject, "handle", "")}


def test_a_second_report_renews_the_first(api, subjects, carol):
    client = api(carol)
    first = client.post("reports", {"note": subjects["note"], "rule": "spam"}).json()
    assert client.post("reports", {"note": subjects["note"], "rule": "safety"}).json()["id"] == first["id"]
    assert Report.objects.get().rule == "safety"


def test_refuses_none_and_two_subjects(api, subjects, carol, refused):
    refused(api(carol).post("reports", {"rule": "spam"}), 422)
    refused(api(carol).post("reports", {**subjects, "rule": "spam"}), 422)


def test_refuses_at_the_field(api, subjects, carol, refused):
    refused(api(carol).post("reports", {"note": subjects["note"]}), 422, "rule")
    refused(api(carol).post("reports", {"note": subjects["note"], "rule": "ugly"}), 422, "rule")
    refused(api(carol).post("reports", {"note": subjects["note"], "rule": "spam", "text": "x" * 1001}), 422, "text")
    assert not Report.objects.exists()


def test_nobody_reports_themselves(api, subjects, alice, refused):
    for kind, subject in subjects.items():
        refused(api(alice).post("reports", {kind: subject, "rule": "spam"}), 422)


@pytest.mark.parametrize("kind", ["note", "comment", "translation", "person"])
def test_what_one_cannot_see_is_not_there_to_report(api, subjects, mallory, refused, kind):
    missing = {"person": "nobody_at_all"}.get(kind, "1")
    for subject in (subjects[kind], missing):
        answer = api(mallory).post("reports", {kind: subject, "rule": "spam"})
        assert refused(answer, 404) == {"code": "not_found", "detail": "Not found."}
    assert not Report.objects.exists()


@pytest.mark.parametrize("kind", ["note", "comment", "translation"])
def test_what_hangs_on_a_hidden_note_is_not_there(api, subjects, alice, carol, refused, kind):
    note = Translation.objects.get().note
    actions.edit_note(note=note, visibility=Visibility.PRIVATE, cover_text="Tea", photos=())
    refused(api(carol).post("reports", {kind: subjects[kind], "rule": "spam"}), 404)


def test_extra_fields_are_ignored(api, subjects, carol, alice):
    extra = {"reporter": str(alice.pk), "decided_at": "2020-01-01", "severity": 1}
    api(carol).post("reports", {"note": subjects["note"], "rule": "spam"} | extra)
    report = Report.objects.get()
    assert (report.reporter, report.decided_at) == (carol, None)
