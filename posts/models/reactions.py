"""What a person does to a note with one press: like, collect, hide."""

from django.db import models

from accounts.models import User
from rednote.lib.counters import Counter
from rednote.lib.models import Identified

AUTHOR_OF_NOTE = "(SELECT n.author_id FROM posts_note n WHERE n.id = r.note_id)"

likes_of_note = Counter(
    name="note_likes", source="posts_like", key="r.note_id", target="posts_note", column="likes_count"
)
likes_received = Counter(
    name="user_likes_received",
    source="posts_like",
    key=AUTHOR_OF_NOTE,
    target="accounts_user",
    column="likes_received_count",
)
collects_of_note = Counter(
    name="note_collects", source="posts_collect", key="r.note_id", target="posts_note", column="collects_count"
)
collects_received = Counter(
    name="user_collects_received",
    source="posts_collect",
    key=AUTHOR_OF_NOTE,
    target="accounts_user",
    column="collects_received_count",
)


class Like(Identified):
    user = models.ForeignKey(User, models.CASCADE, related_name="likes")
    note = models.ForeignKey("posts.Note", models.CASCADE, related_name="likes")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "note"], name="one_like_per_note")]
        indexes = [models.Index(fields=["user", "-id"], name="like_by_user")]
        triggers = likes_of_note.triggers() + likes_received.triggers()


class Collect(Identified):
    """A person keeps a note, perhaps on boards of theirs too; the page calls it Save."""

    user = models.ForeignKey(User, models.CASCADE, related_name="collects")
    note = models.ForeignKey("posts.Note", models.CASCADE, related_name="collects")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "note"], name="one_collect_per_note")]
        indexes = [models.Index(fields=["user", "-id"], name="collect_by_user")]
        triggers = collects_of_note.triggers() + collects_received.triggers()


class Hide(Identified):
    """A person does not want to see this note again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="hides")
    note = models.ForeignKey("posts.Note", models.CASCADE, related_name="hides")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "note"], name="one_hide_per_note")]
