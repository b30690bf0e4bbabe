"""The note's row is locked first by everything that changes what hangs on it, so that no two wait for each other."""

from accounts.models import User
from posts.models import Note


def lock_note(note: Note) -> bool:
    """Hold the note's row until the transaction ends; False when it is gone meanwhile."""
    return Note.objects.select_for_update(no_key=True).filter(pk=note.pk).values("pk").first() is not None


def lock_person(user: User) -> None:
    """Hold a person's row, so that what they may have only so many of is counted by one at a time."""
    User.objects.select_for_update(no_key=True).filter(pk=user.pk).values("pk").first()
