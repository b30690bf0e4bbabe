"""What news about people means for their notes."""

from django.dispatch import receiver

from accounts.models import User
from accounts.signals import standing_changed
from posts import signals, tasks
from posts.models import Note, Photo


@receiver(standing_changed)
def copy_standing_to_notes(sender: type, user: User, **kwargs: object) -> None:
    """Notes carry whether their author is open to everybody, so that lists of public notes need one index only."""
    if not user.is_open:
        open_notes = Note.objects.by(user).filter(is_author_open=True).order_by("pk").select_for_update(no_key=True)
        tasks.retoken(Photo.objects.filter(note__in=list(open_notes.values_list("pk", flat=True))))
    Note.objects.by(user).exclude(is_author_open=user.is_open).update(is_author_open=user.is_open)
    Note.objects.by(user).listed().filter(was_public=False).update(was_public=True)


@receiver(signals.note_ready)
@receiver(signals.note_edited)
@receiver(signals.note_restored)
def trace_to_its_source(sender: type, note: Note, **kwargs: object) -> None:
    """At once: the sweeper would come to it within a minute, as it does to what else lists and unlists notes."""
    tasks.trace_later(Note.objects.filter(pk=note.pk))
