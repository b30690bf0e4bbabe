"""A decision ..."""

import pytest
from django.db import InternalError, transaction

from moderation import actions
from moderation.models import Decision, Report
from notifications.models import Notification
from posts import actions as posts
from posts.models import Note
from tests.factories import make_comment, make_note

pytestmark = pytest.mark.django_db
REASON = "This is an advertisement."


def statements(user):
    return [row.statement for row in Notification.objects.to(user).filter(kind="decision").order_by("id")]


def report(reporter, subject):
    return actions.report(reporter=reporter, subject=subject, rule="spam", text="Look")


def test_to_take_down_hides_a_note_closes_its_reports_and_tells_everybody_concerned(alice, bob, carol, moderator):
    note = make_note(alice, title="Cheap watches")
    report(bob, note), report(carol, note)
    decision = actions.take_down(moderator=moderator, subject=note, rule="spam", reason=REASON)
    assert not Note.objects.visible_to(carol).filter(pk=note.pk).exists()
    assert not Report.objects.open().exists()
    assert list(decision.reports.values_list("reporter__handle", flat=True).order_by("id")) == ["bob", "carol"]
    (mine,) = statements(alice)
    assert mine | {"role": "author", "action": "take_down", "rule": "spam", "reason": REASON} == mine
    assert mine["url"] == note.get_absolute_url()
    for reporter in (bob, carol):
        (outcome,) = statements(reporter)
        assert (outcome["role"], outcome["action"], outcome["reason"]) == ("reporter", "take_down", "")


def test_is_read_by_the_author_with_rule_reason_and_a_way_to_the_note(login, alice, moderator):
    note = make_note(alice, title="Cheap watches")
    actions.take_down(moderator=moderator, subject=note, rule="spam", reason=REASON)
    text = login(alice).get("/notifications?bucket=system").content.decode()
    for words in ("A moderator took down your note", "Cheap watches", "No spam, scams", REASON, f'"/notes/{note.pk}"'):
        assert words in text
    assert "mo" not in [entry.actor for entry in Notification.objects.to(alice)]


def test_survives_the_note_it_speaks_of(alice, moderator):
    note = make_note(alice)
    actions.take_down(moderator=moderator, subject=note, rule="spam", reason=REASON)
    posts.delete_note(note=note)
    assert len(statements(alice)) == 1
    assert Decision.objects.get().subject_text == "A note"


def test_to_restore_shows_the_note_again(alice, carol, moderator):
    note = make_note(alice)
    actions.take_down(moderator=moderator, subject=note, rule="spam", reason=REASON)
    actions.restore(moderator=moderator, subject=note, reason="We were wrong.")
    assert Note.objects.visible_to(carol).filter(pk=note.pk).exists()
    assert [said["action"] for said in statements(alice)] == ["take_down", "restore"]


def test_reaches_comments_and_translations(alice, bob, carol, moderator):
    note = make_note(alice)
    comment = make_comment(note, bob)
    translation = posts.add_translation(author=bob, note=note, language="zh", body="茶")
    for subject in (comment, translation):
        actions.take_down(moderator=moderator, subject=subject, rule="kindness", reason=REASON)
        assert not type(subject).objects.visible_to(carol).filter(pk=subject.pk).exists()
        assert type(subject).objects.visible_to(bob).filter(pk=subject.pk).exists()
        actions.restore(moderator=moderator, subject=subject, reason=REASON)
        assert type(subject).objects.visible_to(carol).filter(pk=subject.pk).exists()


def test_to_dismiss_tells_the_reporters_only(alice, carol, moderator):
    note = make_note(alice)
    report(carol, note)
    actions.dismiss(moderator=moderator, subject=note, reason="A joke among friends.")
    assert statements(alice) == []
    assert [said["reason"] for said in statements(carol)] == ["A joke among friends."]
    assert not Report.objects.open().exists()


def test_to_warn_leaves_everything_where_it_is(alice, carol, moderator):
    note = make_note(alice)
    report(carol, note)
    actions.warn(moderator=moderator, person=alice, rule="kindness", reason=REASON, about=note)
    assert Note.objects.visible_to(carol).filter(pk=note.pk).exists()
    assert not Report.objects.open().exists()
    assert [said["action"] for said in statements(alice)] == ["warn"]


def test_to_suspend_hides_a_person_and_to_reinstate_brings_them_back(alice, carol, moderator):
    note = make_note(alice)
    report(carol, note), report(carol, alice)
    actions.suspend(moderator=moderator, person=alice, rule="spam", reason=REASON, about=note)
    alice.refresh_from_db()
    assert (alice.is_suspended, alice.suspension_reason) == (True, REASON)
    assert not Note.objects.visible_to(carol).exists()
    assert not Report.objects.open().exists()
    actions.reinstate(moderator=moderator, person=alice, reason="Thank you for your answer.")
    assert Note.objects.visible_to(carol).exists()
    assert [said["action"] for said in statements(alice)] == ["suspend", "reinstate"]


def test_to_take_down_a_person_suspends_them(alice, moderator):
    decision = actions.take_down(moderator=moderator, subject=alice, rule="spam", reason=REASON)
    alice.refresh_from_db()
    assert (decision.action, alice.is_suspended) == ("suspend", True)


def test_made_twice_is_one(alice, moderator):
    note = make_note(alice)
    said = {"moderator": moderator, "subject": note, "rule": "spam", "reason": REASON}
    assert actions.take_down(**said) == actions.take_down(**said)
    said |= {"person": said.pop("subject").author, "about": note}
    assert actions.warn(**said) == actions.warn(**said)
    assert Decision.objects.count() == 2
    assert len(statements(alice)) == 2


@pytest.mark.parametrize(("rule", "reason"), [("spam", "  "), ("", REASON), ("nonsense", REASON)])
def test_needs_a_rule_and_a_reason(rule, reason, alice, moderator):
    with pytest.raises(actions.DecisionRefused):
        actions.take_down(moderator=moderator, subject=make_note(alice), rule=rule, reason=reason)
    assert not Decision.objects.exists()


def test_about_oneself_or_an_administrator_is_refused(moderator, admin_user):
    for person in (moderator, admin_user):
        for subject in (make_note(person), person):
            with pytest.raises(actions.DecisionRefused):
                actions.take_down(moderator=moderator, subject=subject, rule="spam", reason=REASON)
    assert not Decision.objects.exists()


def test_that_changes_nothing_is_refused(alice, moderator):
    note = make_note(alice)
    said = {"moderator": moderator, "reason": REASON}
    for decide in (
        lambda: actions.dismiss(subject=note, **said),
        lambda: actions.restore(subject=note, **said),
        lambda: actions.reinstate(person=alice, **said),
    ):
        with pytest.raises(actions.DecisionRefused):
            decide()


def test_is_never_changed_nor_deleted(alice, moderator):
    decision = actions.take_down(moderator=moderator, subject=make_note(alice), rule="spam", reason=REASON)
    decision.reason = "Nothing happened."
    for change in (decision.save, decision.delete, Decision.objects.all().delete):
        with pytest.raises(InternalError), transaction.atomic():
            change()
    assert Decision.objects.get().reason == REASON


def test_makes_somebody_a_moderator_and_takes_it_back(alice, admin_user):
    actions.appoint(moderator=admin_user, person=alice, reason="You are kind.")
    alice = type(alice).objects.get(pk=alice.pk)
    assert alice.is_staff
    assert alice.has_perm("moderation.moderate")
    actions.discharge(moderator=admin_user, person=alice, reason="As you wished.")
    alice = type(alice).objects.get(pk=alice.pk)
    assert not alice.is_staff
    assert not alice.has_perm("moderation.moderate")


def test_on_who_moderates_is_for_administrators(alice, moderator):
    with pytest.raises(actions.DecisionRefused):
        actions.appoint(moderator=moderator, person=alice, reason="You are kind.")
