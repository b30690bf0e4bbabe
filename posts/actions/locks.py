"""The note's row is locked first by everything that changes what hangs on it, so that no two wait for each other.

A person's row is held too, so that what they may have only so many of is counted by one at a time.
"""

from accounts.models import User
from posts.models import Comment, Note


def lock(row: Note | Comment | User) -> bool:
    """Hold the row until the transaction ends; False when it is gone meanwhile."""
    # Not type(row): `request.user` is a proxy, which names the class it stands for.
    return row.__class__.objects.select_for_update(no_key=True).filter(pk=row.pk).values("pk").first() is not None
