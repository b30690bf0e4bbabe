"""What the queue and a case show: subjects with open reports, and all that a moderator weighs about one of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.models import User
from moderation.models import SUBJECTS, Decision, Report, Severity, Subject, kind_of, person_of
from posts.models import Comment, Note, Origin, Photo, Translation
from rednote.lib.cursors import Page, page_of

GOAL = timedelta(hours=24)
HISTORY_SHOWN = 10
NOTES_SHOWN = 12
REPORTS_SHOWN = 50

PERMISSION = "moderation.moderate"


@dataclass(frozen=True)
class Waiting:
    """A row of the queue: a subject, and what is said of it."""

    subject: Subject
    kind: str
    reports: int
    first: int
    since: datetime
    severity: Severity

    @property
    def is_late(self) -> bool:
        return timezone.now() - self.since > GOAL

    @property
    def person(self) -> User:
        return person_of(self.subject)


@dataclass(frozen=True)
class Case:
    """A subject with its reports, and its author with their history."""

    subject: Subject
    kind: str
    person: User
    reports: list[Report]
    decisions: list[Decision]
    history: list[Decision]
    comments_count: int
    received_count: int
    notes: list[Note]
    may_choose_moderators: bool

    @property
    def is_open(self) -> bool:
        return any(report.is_open for report in self.reports)

    @property
    def is_taken_down(self) -> bool:
        return bool(getattr(self.subject, "taken_down_at", None))

    @cached_property
    def origin(self) -> Origin | None:
        """Whose copy a note is taken for."""
        return Origin.objects.filter(note=self.subject).first() if isinstance(self.subject, Note) else None

    @property
    def actions(self) -> list[str]:
        """What a moderator can do as things are."""
        action = Decision.Action
        possible: list[str] = [action.DISMISS] if self.is_open else []
        if self.kind != "person":
            possible.append(action.RESTORE if self.is_taken_down else action.TAKE_DOWN)
        if self.origin and (self.origin.is_vouched or self.origin.source_id):
            possible.append(action.UNVOUCH if self.origin.is_vouched else action.VOUCH)
        possible.append(action.WARN)
        possible.append(action.REINSTATE if self.person.is_suspended else action.SUSPEND)
        if self.may_choose_moderators:
            possible.append(action.DISCHARGE if self.person.is_staff else action.APPOINT)
        return possible


def waiting(
    *, rule: str = "", kind: str = "", severity: str = "", late: bool = False, after: str | None = None
) -> Page[Waiting]:
    """A page of the queue: the most urgent first, of these the oldest; in a fixed number of queries."""
    reports = Report.objects.open()
    if rule:
        reports = reports.filter(rule=rule)
    if kind:
        reports = reports.filter(**{f"{kind}__isnull": False})
    if late:
        reports = reports.filter(created_at__lt=timezone.now() - GOAL)
    rows = reports.by_subject()
    if severity:
        rows = rows.filter(severity=severity)
    page = page_of(rows, order=[("severity", False), ("first", False)], after=after, size=30)
    subjects = {kind: subjects_of(kind).in_bulk([row[f"{kind}_id"] for row in page.items]) for kind in SUBJECTS}
    return Page([shown for row in page.items if (shown := of_row(row, subjects))], page.next_cursor)


def of_row(row: dict, subjects: dict[str, dict[int, Subject]]) -> Waiting | None:
    """None for a subject that its author deleted in this moment."""
    kind = next(kind for kind in SUBJECTS if row[f"{kind}_id"])
    subject = subjects[kind].get(row[f"{kind}_id"])
    if subject is None:
        return None
    return Waiting(subject, kind, row["reports"], row["first"], row["since"], Severity(row["severity"]))


def subjects_of(kind: str) -> QuerySet:
    """Subjects with what the queue and a case show of them."""
    if kind == "person":
        return User.objects.select_related("avatar")
    if kind == "note":
        return Note.objects.select_related("author", "author__avatar", "cover").defer("search")
    if kind == "comment":
        return Comment.objects.select_related("author", "author__avatar", "note", "parent", "parent__author")
    return Translation.objects.select_related("author", "author__avatar", "note", "comment", "comment__note")


def find(kind: str, pk: int, moderator: User) -> Subject | None:
    """A subject that moderators may look into: everybody they see anyway, what was reported, what was decided about."""
    subject = subjects_of(kind).filter(pk=pk).first()
    if subject is None:
        return None
    is_known = Report.objects.about(subject).exists() or Decision.objects.about(subject).exists()
    return subject if is_known or is_seen(subject, moderator) else None


def is_seen(subject: Subject, viewer: User) -> bool:
    """Whether somebody sees it without being a moderator."""
    if not is_there(subject, viewer):
        return False
    comment = subject.comment if isinstance(subject, Translation) else subject
    if isinstance(comment, Comment):
        return is_there(comment, viewer) and is_there(comment.note, viewer)
    note = subject.note if isinstance(subject, Translation) else None
    return note is None or is_there(note, viewer)


def is_there(row: Subject, viewer: User) -> bool:
    return type(row).objects.visible_to(viewer).filter(pk=row.pk).exists()


def case_of(subject: Subject, moderator: User) -> Case:
    person, kind = person_of(subject), kind_of(subject)
    reports = Report.objects.about(subject).select_related("reporter", "decision").newest()
    decisions = Decision.objects.select_related("moderator")
    notes = Note.objects.visible_to(moderator).by(person).published().newest().select_related("cover").defer("search")
    return Case(
        subject=subject,
        kind=kind,
        person=person,
        reports=list(reports[:REPORTS_SHOWN]),
        decisions=list(decisions.about(subject).newest()[:HISTORY_SHOWN]),
        history=list(decisions.concerning(person).newest()[:HISTORY_SHOWN]),
        comments_count=Comment.objects.filter(author=person).count(),
        received_count=reports_about(person).count(),
        notes=list(notes[:NOTES_SHOWN]),
        may_choose_moderators=moderator.is_superuser and kind == "person",
    )


def reports_about(person: User) -> QuerySet:
    """Reports of a person or of anything they wrote."""
    ids = [model.objects.filter(author=person).values("pk") for model in (Note, Comment, Translation)]
    mine = Report.objects.filter(person=person).values("pk")
    for kind, pks in zip(("note", "comment", "translation"), ids, strict=True):
        mine = mine.union(Report.objects.filter(**{f"{kind}__in": pks}).values("pk"))
    return mine


def photos_of(note: Note) -> list[Photo]:
    return list(note.photos.in_order().prefetch_related(Prefetch("renditions")))


def sees_reported_photo(viewer: User, photo: Photo) -> bool:
    """Moderators see the photos of notes that were reported or taken down, whoever these were for."""
    if photo.note is None or not viewer.is_authenticated or viewer.is_suspended or not viewer.has_perm(PERMISSION):
        return False
    return bool(photo.note.taken_down_at) or Report.objects.filter(note=photo.note_id).exists()
