"""What news about people means for their notes."""

from django.dispatch import receiver

from accounts.models import User
from accounts.signals import standing_changed
from posts.models import Note


@receiver(standing_changed)
def copy_standing_to_notes(sender: type, user: User, **kwargs: object) -> None:
    """Notes carry whether their author is open to everybody, so that lists of public notes need one index only."""
    Note.objects.by(user).exclude(is_author_open=user.is_open).update(is_author_open=user.is_open)
    Note.objects.by(user).listed().filter(was_public=False).update(was_public=True)
