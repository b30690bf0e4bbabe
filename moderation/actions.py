"""Reports, and what moderators decide; a decision, its effect and its notifications are one transaction."""

from collections.abc import Callable
from functools import partial

from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import actions as accounts
from accounts.models import User
from feeds import events
from feeds.models import EventKind
from moderation.models import (
    MODERATORS,
    REASON_LENGTH,
    SUBJECT_LENGTH,
    Decision,
    Report,
    Rule,
    Subject,
    kind_of,
    person_of,
)
from notifications.actions import notify
from notifications.models import Kind
from posts import actions as posts
from posts.models import Note
from rednote.lib.text import clean_text

Action = Decision.Action

CHOOSES_MODERATORS = {Action.APPOINT, Action.DISCHARGE}
NAMES_A_RULE = {Action.TAKE_DOWN, Action.WARN, Action.SUSPEND}
TAKE_DOWN: dict[str, Callable[..., None]] = {
    "note": posts.take_down_note,
    "comment": posts.take_down_comment,
    "translation": posts.take_down_translation,
}
RESTORE: dict[str, Callable[..., None]] = {
    "note": posts.restore_note,
    "comment": posts.restore_comment,
    "translation": posts.restore_translation,
}


class ReportRefused(Exception):
    """A report that makes no sense; its words are for the reporter."""


class DecisionRefused(Exception):
    """A decision that cannot be; its words are for the moderator."""


@transaction.atomic
def report(*, reporter: User, subject: Subject, rule: str, text: str = "") -> Report:
    """Ask moderators to look; a second report by the same person of the same thing renews their open one."""
    if person_of(subject).pk == reporter.pk:
        raise ReportRefused(_("You cannot report yourself."))
    said = {"rule": Rule(rule), **({"text": text} if text else {})}
    row, is_new = (
        Report.objects.open()
        .about(subject)
        .update_or_create(reporter=reporter, defaults=said, create_defaults={kind_of(subject): subject, **said})
    )
    if is_new and isinstance(subject, Note):
        transaction.on_commit(partial(events.take_engagement, reporter, EventKind.REPORT, subject.pk))
    return row


def decide(*, action: str, moderator: User, subject: Subject, rule: str, reason: str) -> Decision:
    """Any of the decisions below, by name; those about people concern the subject's author."""
    if action == Action.DISMISS:
        return dismiss(moderator=moderator, subject=subject, reason=reason, rule=rule)
    if action == Action.TAKE_DOWN:
        return take_down(moderator=moderator, subject=subject, rule=rule, reason=reason)
    if action == Action.RESTORE:
        return restore(moderator=moderator, subject=subject, reason=reason)
    if action in (Action.VOUCH, Action.UNVOUCH):
        return vouch(moderator=moderator, note=subject, reason=reason, is_original=action == Action.VOUCH)
    person, about = person_of(subject), subject
    if action == Action.APPOINT:
        return appoint(moderator=moderator, person=person, reason=reason)
    if action == Action.DISCHARGE:
        return discharge(moderator=moderator, person=person, reason=reason)
    if action == Action.WARN:
        return warn(moderator=moderator, person=person, rule=rule, reason=reason, about=about)
    if action == Action.SUSPEND:
        return suspend(moderator=moderator, person=person, rule=rule, reason=reason, about=about)
    return reinstate(moderator=moderator, person=person, reason=reason, about=about)


def preview(*, action: str, moderator: User, subject: Subject, rule: str, reason: str) -> dict:
    """The statement that a decision would give its author, or the reporters where nothing is done."""
    decision = draft(action, moderator, subject, rule, reason)
    if action == Action.DISMISS:
        return outcome_for(decision, Report(**{kind_of(subject): subject})) | {"report_id": ""}
    return statement_for(decision, subject)


@transaction.atomic
def dismiss(*, moderator: User, subject: Subject, reason: str, rule: str = "") -> Decision:
    """Close the open reports of a subject without doing anything to it; only the reporters are told."""
    decision, is_again = prepare(Action.DISMISS, moderator, subject, rule, reason)
    if is_again:
        return decision
    if not Report.objects.open().about(subject).exists():
        raise DecisionRefused(_("No report about this is open any more."))
    return record(decision, subject)


@transaction.atomic
def take_down(*, moderator: User, subject: Subject, rule: str, reason: str) -> Decision:
    """Hide a note, a comment or a translation from everybody but its author; of a person, suspend them."""
    if isinstance(subject, User):
        return suspend(moderator=moderator, person=subject, rule=rule, reason=reason)
    decision, is_again = prepare(Action.TAKE_DOWN, moderator, subject, rule, reason)
    if is_again:
        return decision
    if subject.taken_down_at:
        raise DecisionRefused(_("This is taken down already."))
    kind = kind_of(subject)
    TAKE_DOWN[kind](**{kind: subject}, reason=decision.reason)
    return record(decision, subject)


@transaction.atomic
def restore(*, moderator: User, subject: Subject, reason: str) -> Decision:
    """Show again what was taken down; of a person, reinstate them."""
    if isinstance(subject, User):
        return reinstate(moderator=moderator, person=subject, reason=reason)
    decision, is_again = prepare(Action.RESTORE, moderator, subject, "", reason)
    if is_again:
        return decision
    if not subject.taken_down_at:
        raise DecisionRefused(_("This is not taken down."))
    kind = kind_of(subject)
    RESTORE[kind](**{kind: subject})
    return record(decision, subject)


@transaction.atomic
def vouch(*, moderator: User, note: Subject, reason: str, is_original: bool = True) -> Decision:
    """Say that a note is an original, whoever posted something like it before; or leave that to the order of time."""
    decision, is_again = prepare(Action.VOUCH if is_original else Action.UNVOUCH, moderator, note, "", reason)
    if is_again:
        return decision
    if not isinstance(note, Note):
        raise DecisionRefused(_("This is about notes only."))
    posts.vouch_for_note(note=note) if is_original else posts.unvouch_note(note=note)
    return record(decision, note)


@transaction.atomic
def warn(*, moderator: User, person: User, rule: str, reason: str, about: Subject | None = None) -> Decision:
    """Tell a person that something of theirs breaks a rule, and leave it where it is."""
    subject = about or person
    decision, is_again = prepare(Action.WARN, moderator, subject, rule, reason)
    return decision if is_again else record(decision, subject)


@transaction.atomic
def suspend(*, moderator: User, person: User, rule: str, reason: str, about: Subject | None = None) -> Decision:
    """Hide a person and all they posted; they may still read, and read why."""
    subject = about or person
    decision, is_again = prepare(Action.SUSPEND, moderator, subject, rule, reason)
    if is_again:
        return decision
    person.refresh_from_db()
    if person.is_suspended:
        raise DecisionRefused(_("This person is suspended already."))
    accounts.suspend_user(user=person, reason=decision.reason)
    return record(decision, subject)


@transaction.atomic
def reinstate(*, moderator: User, person: User, reason: str, about: Subject | None = None) -> Decision:
    """End a suspension: the person and all they posted are seen again."""
    subject = about or person
    decision, is_again = prepare(Action.REINSTATE, moderator, subject, "", reason)
    if is_again:
        return decision
    person.refresh_from_db()
    if not person.is_suspended:
        raise DecisionRefused(_("This person is not suspended."))
    accounts.reinstate_user(user=person)
    return record(decision, subject)


@transaction.atomic
def appoint(*, moderator: User, person: User, reason: str) -> Decision:
    """Make a person a moderator; for administrators only, as is taking it back."""
    return set_moderator(Action.APPOINT, moderator, person, reason, is_moderator=True)


@transaction.atomic
def discharge(*, moderator: User, person: User, reason: str) -> Decision:
    return set_moderator(Action.DISCHARGE, moderator, person, reason, is_moderator=False)


def set_moderator(action: str, moderator: User, person: User, reason: str, *, is_moderator: bool) -> Decision:
    if not moderator.is_superuser:
        raise DecisionRefused(_("Only administrators choose moderators."))
    decision, is_again = prepare(action, moderator, person, "", reason)
    if is_again:
        return decision
    group = Group.objects.get(name=MODERATORS)
    person.groups.add(group) if is_moderator else person.groups.remove(group)
    person.is_staff = is_moderator
    person.save(update_fields=["is_staff"])
    return record(decision, person)


def prepare(action: str, moderator: User, subject: Subject, rule: str, reason: str) -> tuple[Decision, bool]:
    """The decision as it would be, unsaved, or the one that was just made in the same words and is made again.

    Decisions about one subject come one after the other. Raises DecisionRefused.
    """
    decision = draft(action, moderator, subject, rule, reason)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [subject.pk])
    if not type(subject).objects.filter(pk=subject.pk).exists():
        raise DecisionRefused(_("This is gone: its author deleted it."))
    subject.refresh_from_db()
    latest = Decision.objects.about(subject).newest().first()
    if latest is None or Report.objects.open().about(subject).exists():
        return decision, False
    is_again = (latest.action, latest.rule, latest.reason) == (decision.action, decision.rule, decision.reason)
    return (latest, True) if is_again else (decision, False)


def draft(action: str, moderator: User, subject: Subject, rule: str, reason: str) -> Decision:
    """A decision in its words, checked and unsaved: for its preview, and to be made. Raises DecisionRefused."""
    person = person_of(subject)
    if person.pk == moderator.pk:
        raise DecisionRefused(_("You cannot decide about yourself."))
    if person.is_superuser:
        raise DecisionRefused(_("You cannot decide about an administrator."))
    reason = clean_text(reason, max_length=REASON_LENGTH)
    if not reason:
        raise DecisionRefused(_("Write the reason."))
    rule = rule if action in NAMES_A_RULE else ""
    if action in NAMES_A_RULE and rule not in Rule.values:
        raise DecisionRefused(_("Choose the rule."))
    return Decision(
        moderator=moderator,
        action=action,
        subject_kind=kind_of(subject),
        subject_id=subject.pk,
        subject_text=str(subject)[:SUBJECT_LENGTH],
        person_id=person.pk,
        person_handle=person.handle,
        rule=rule,
        reason=reason,
    )


def record(decision: Decision, subject: Subject) -> Decision:
    """Write the decision into the log, close what it answers, tell whom it concerns."""
    decision.save(force_insert=True)
    person = person_of(subject)
    answered = Report.objects.open().about(subject)
    if decision.action in CHOOSES_MODERATORS:
        answered = answered.none()
    if decision.action == Action.SUSPEND:
        answered = answered | Report.objects.open().about(person)
    rows = list(answered.select_related("reporter"))
    Report.objects.filter(pk__in=[row.pk for row in rows]).update(decision=decision, decided_at=timezone.now())
    if decision.action != Action.DISMISS:
        statement = statement_for(decision, subject)
        notify(recipient=person, kind=Kind.DECISION, statement=statement, group=f"decision:{decision.pk}")
    for row in rows:
        if row.reporter:
            outcome = outcome_for(decision, row)
            notify(recipient=row.reporter, kind=Kind.DECISION, statement=outcome, group=f"report:{row.pk}")
    return decision


def statement_for(decision: Decision, subject: Subject) -> dict:
    """What the author reads: what was done to what, by which rule, and the reason in the moderator's words."""
    return {
        "role": "author",
        "action": decision.action,
        "kind": decision.subject_kind,
        "text": decision.subject_text,
        "url": subject.get_absolute_url(),
        "rule": decision.rule,
        "reason": decision.reason,
        "decision_id": str(decision.pk),
    }


def outcome_for(decision: Decision, row: Report) -> dict:
    """What a reporter reads: that it was looked at, and what came of it; the author's statement is not theirs."""
    return {
        "role": "reporter",
        "action": decision.action,
        "kind": kind_of(row.subject),
        "report_id": str(row.pk),
        "reason": decision.reason if decision.action == Action.DISMISS else "",
    }
