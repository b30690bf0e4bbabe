"""Reports that people make, and the decisions of moderators: an append-only log."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Case, Count, Min, Q, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from posts.models import Comment, Note, Translation
from rednote.lib.models import Identified


class Rule(models.TextChoices):
    """The house rules that a report or a decision names; the texts of the rules page follow this order."""

    KINDNESS = "kindness", _("Be kind: no harassment, no hate")
    PRIVACY = "privacy", _("Respect privacy: no personal data of others")
    SAFETY = "safety", _("Keep people safe: no violence, no dangerous advice")
    ADULT = "adult", _("No sexual content; protect children")
    SPAM = "spam", _("No spam, scams or hidden advertising")
    ORIGINALITY = "originality", _("Post your own work; credit others")
    OTHER = "other", _("Something else")


MODERATORS = "Moderators"  # the group whose permissions moderating needs
REASON_LENGTH = 1000
SUBJECT_LENGTH = 200  # of its words, as the log keeps them


class Severity(models.IntegerChoices):
    """How soon a report wants to be read; the lowest number first."""

    HIGH = 1, _("urgent")
    MEDIUM = 2, _("soon")
    LOW = 3, _("in turn")


SEVERITY_OF = {
    Rule.SAFETY: Severity.HIGH,
    Rule.ADULT: Severity.HIGH,
    Rule.KINDNESS: Severity.MEDIUM,
    Rule.PRIVACY: Severity.MEDIUM,
    Rule.SPAM: Severity.LOW,
    Rule.ORIGINALITY: Severity.LOW,
    Rule.OTHER: Severity.LOW,
}

Subject = Note | Comment | Translation | User

# What can be reported and decided about: the name of the report's field, in URLs and in the log too.
SUBJECTS: dict[str, type[Subject]] = {"note": Note, "comment": Comment, "translation": Translation, "person": User}


def kind_of(subject: Subject) -> str:
    return next(kind for kind, model in SUBJECTS.items() if isinstance(subject, model))


def person_of(subject: Subject) -> User:
    """Who answers for a subject: its author, or the person themselves."""
    return subject if isinstance(subject, User) else subject.author


def one_subject(name: str) -> models.CheckConstraint:
    either = Q()
    for chosen in SUBJECTS:
        either |= Q(**{f"{subject}__isnull": subject != chosen for subject in SUBJECTS})
    return models.CheckConstraint(condition=either, name=name)


class ReportQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(decided_at=None)

    def about(self, subject: Subject) -> Self:
        return self.filter(**{kind_of(subject): subject})

    def newest(self) -> Self:
        return self.order_by("-id")

    def by_subject(self) -> models.QuerySet:
        """One row for each subject: how many `reports`, the `first` one's id and time, the worst `severity`."""
        ranks = [When(rule=rule, then=Value(severity.value)) for rule, severity in SEVERITY_OF.items()]
        return self.values(*(f"{kind}_id" for kind in SUBJECTS)).annotate(
            first=Min("id"),
            since=Min("created_at"),
            reports=Count("*"),
            severity=Min(Case(*ranks, output_field=models.IntegerField())),
        )


class Report(Identified):
    """A person asks moderators to look at a note, a comment, a translation or a person."""

    reporter = models.ForeignKey(User, models.SET_NULL, null=True, related_name="reports_made")
    note = models.ForeignKey(Note, models.CASCADE, null=True, blank=True, related_name="reports")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, blank=True, related_name="reports")
    translation = models.ForeignKey(Translation, models.CASCADE, null=True, blank=True, related_name="reports")
    person = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="reports_received")
    rule = models.CharField(_("which rule"), max_length=20, choices=Rule.choices)
    text = models.TextField(_("what is wrong"), max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision = models.ForeignKey("moderation.Decision", models.PROTECT, null=True, blank=True, related_name="reports")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            one_subject("report_of_one_subject"),
            models.UniqueConstraint(
                fields=["reporter", "note", "comment", "translation", "person"],
                condition=Q(decided_at=None, reporter__isnull=False),
                name="one_open_report_per_person",
                nulls_distinct=False,
            ),
        ]
        indexes = [models.Index(fields=["id"], name="report_open", condition=Q(decided_at=None))]
        permissions = [("moderate", "Can decide reports, take down, restore, warn, suspend")]

    def __str__(self) -> str:
        return f"{self.get_rule_display()} · {self.subject}"

    @property
    def subject(self) -> Subject:
        subject = self.note or self.comment or self.translation or self.person
        assert subject is not None, "a constraint of the table"
        return subject

    @property
    def is_open(self) -> bool:
        return self.decided_at is None


class DecisionQuerySet(models.QuerySet):
    def about(self, subject: Subject) -> Self:
        return self.filter(subject_kind=kind_of(subject), subject_id=subject.pk)

    def concerning(self, person: User) -> Self:
        return self.filter(person_id=person.pk)

    def newest(self) -> Self:
        return self.order_by("-id")


class Decision(Identified):
    """What a moderator decided, about whom, and why; never changed, never deleted."""

    class Action(models.TextChoices):
        DISMISS = "dismiss", _("No action")
        TAKE_DOWN = "take_down", _("Taken down")
        RESTORE = "restore", _("Restored")
        WARN = "warn", _("Warned")
        SUSPEND = "suspend", _("Suspended")
        REINSTATE = "reinstate", _("Reinstated")
        APPOINT = "appoint", _("Made a moderator")
        DISCHARGE = "discharge", _("Moderator no longer")
        VOUCH = "vouch", _("Found to be an original")
        UNVOUCH = "unvouch", _("Looked at as any other note")

    moderator = models.ForeignKey(User, models.PROTECT, related_name="decisions_made")
    action = models.CharField(max_length=20, choices=Action.choices)
    # The subject by id and words, so that the log outlives what it speaks of.
    subject_kind = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    subject_text = models.CharField(max_length=SUBJECT_LENGTH, blank=True)
    person_id = models.BigIntegerField()
    person_handle = models.CharField(max_length=30)
    rule = models.CharField(max_length=20, choices=Rule.choices, blank=True)
    reason = models.TextField(_("reason, as the author reads it"), max_length=REASON_LENGTH)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        indexes = [
            models.Index(fields=["person_id", "-id"], name="decision_by_person"),
            models.Index(fields=["subject_kind", "subject_id", "-id"], name="decision_by_subject"),
        ]
        triggers = [pgtrigger.Protect(name="decisions_are_final", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_action_display()} · @{self.person_handle}"
