"""Saying which notes a note comes from."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from posts import originality, tasks
from posts.actions.errors import NoteRefused
from posts.models import Credit, Note, Origin


def set_credits(note: Note, credited: Iterable[Note]) -> None:
    """Credit exactly these notes, which its author may see; what they may not see any more stays as it is.

    To be called in a transaction that holds the note's row. Raises NoteRefused.
    """
    wanted = {other.pk for other in credited}
    most = settings.LIMITS["credits_per_note"]
    if len(wanted) > most:
        raise NoteRefused("too_many_credits", _("Credit at most {most} notes.").format(most=most), "credit")
    seen = Note.objects.visible_to(note.author).published()
    # One's own earlier note needs no credit.
    wanted = set(seen.filter(pk__in=wanted).exclude(author=note.author).values_list("pk", flat=True))
    Credit.objects.filter(note=note, source__in=seen).exclude(source__in=wanted).delete()
    Credit.objects.bulk_create([Credit(note=note, source_id=pk) for pk in sorted(wanted)], ignore_conflicts=True)
    originality.count_credits(note)


@transaction.atomic
def vouch_for_note(*, note: Note) -> None:
    """Let a note be the original of all that it is like, whoever was first."""
    set_vouched(note, is_vouched=True)


@transaction.atomic
def unvouch_note(*, note: Note) -> None:
    set_vouched(note, is_vouched=False)


def set_vouched(note: Note, *, is_vouched: bool) -> None:
    if Origin.objects.filter(note=note, is_vouched=not is_vouched).update(is_vouched=is_vouched):
        tasks.trace_later(Note.objects.filter(pk=note.pk))
