"""Saying which notes a note comes from."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from posts import originality
from posts.actions.errors import NoteRefused
from posts.models import Credit, Note


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
