"""Who may see a photo: its owner, who sees its note, and whom the apps above let in."""

from collections.abc import Callable

from accounts.models import User
from posts.models import Note, Photo

# Reasons of the apps above, added in `apps.ready()`: functions of (viewer, photo).
may_see_photo: list[Callable[[User, Photo], bool]] = []


def is_visible(photo: Photo, viewer: User) -> bool:
    """Whether the viewer may see the photo now; the same rule for its pixels and for its state."""
    if viewer.is_authenticated and photo.owner_id == viewer.pk:
        return True
    if photo.note_id and Note.objects.visible_to(viewer).filter(pk=photo.note_id).exists():
        return True
    return any(reason(viewer, photo) for reason in may_see_photo)
