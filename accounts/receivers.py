"""What goes with a row of this app."""

from django.db.models.signals import post_delete
from django.dispatch import receiver

from accounts import tasks
from accounts.models import Avatar
from rednote.lib.queue import enqueue


@receiver(post_delete, sender=Avatar)
def files_go_too(sender: type, instance: Avatar, **kwargs: object) -> None:
    """Whatever deletes an avatar, its person's deletion too."""
    enqueue(tasks.discard_avatar_files, tasks.files_of(instance))
