"""What news about notes and people means for feeds."""

from functools import partial

from django.db import connection, transaction
from django.dispatch import receiver

from accounts.models import User
from accounts.signals import follow_accepted, followed, unfollowed
from feeds import events, starts, tasks, tastes
from feeds.models import EventKind
from posts.models import Comment, Hashtag, Note
from posts.signals import (
    comment_added,
    hashtag_followed,
    hashtag_unfollowed,
    note_collected,
    note_edited,
    note_hidden,
    note_liked,
    note_published,
    note_ready,
    note_uncollected,
    note_unhidden,
    note_unliked,
    notes_opened,
)
from rednote.lib.queue import enqueue

ADD_OPENS = """
INSERT INTO feeds_noterate AS r (note_id, opens_count, rate, refreshed_at)
SELECT n.id, o.opens, 0, now()
FROM unnest(%s::bigint[], %s::bigint[]) AS o(note_id, opens) JOIN posts_note n ON n.id = o.note_id
ORDER BY n.id
ON CONFLICT (note_id) DO UPDATE SET opens_count = r.opens_count + excluded.opens_count
"""


@receiver(notes_opened)
def count_opens(sender: type, counts: dict[int, int], **kwargs: object) -> None:
    """Opens make the rate's denominator; the next refresh takes them in."""
    with connection.cursor() as cursor:
        cursor.execute(ADD_OPENS, [list(counts), list(counts.values())])


@receiver([note_published, note_edited])
def describe(sender: type, note: Note, **kwargs: object) -> None:
    """Its vector follows its words; what gets lost on the way, the nightly round makes up for."""
    if note.is_published:
        enqueue(tasks.describe_note, note.pk)


@receiver([note_published, note_ready])
def owe_a_fair_start(sender: type, note: Note, **kwargs: object) -> None:
    starts.owe(note)


@receiver(note_liked)
def learn_like(sender: type, note: Note, user: User, **kwargs: object) -> None:
    take_in(user, EventKind.LIKE, note.pk)


@receiver(note_unliked)
def unlearn_like(sender: type, note: Note, user: User, **kwargs: object) -> None:
    take_in(user, "unlike", note.pk)


@receiver(note_collected)
def learn_collect(sender: type, note: Note, user: User, **kwargs: object) -> None:
    take_in(user, EventKind.COLLECT, note.pk)


@receiver(note_uncollected)
def unlearn_collect(sender: type, note: Note, user: User, **kwargs: object) -> None:
    take_in(user, "uncollect", note.pk)


@receiver(comment_added)
def learn_comment(sender: type, comment: Comment, **kwargs: object) -> None:
    take_in(comment.author, EventKind.COMMENT, comment.note_id)


@receiver(note_hidden)
def learn_hide(sender: type, note: Note, user: User, **kwargs: object) -> None:
    take_in(user, EventKind.HIDE, note.pk)


@receiver(note_unhidden)
def unlearn_hide(sender: type, note: Note, user: User, **kwargs: object) -> None:
    take_in(user, "unhide", note.pk)


@receiver(hashtag_followed)
def learn_hashtag(sender: type, hashtag: Hashtag, user: User, **kwargs: object) -> None:
    take_in(user, "follow_hashtag", hashtag.pk)


@receiver(hashtag_unfollowed)
def unlearn_hashtag(sender: type, hashtag: Hashtag, user: User, **kwargs: object) -> None:
    take_in(user, "unfollow_hashtag", hashtag.pk)


@receiver([followed, follow_accepted])
def ask_anew_after_follow(sender: type, follow: object, **kwargs: object) -> None:
    transaction.on_commit(partial(tastes.forget_candidates, follow.follower_id))  # type: ignore[attr-defined]


@receiver(unfollowed)
def ask_anew_after_unfollow(sender: type, follower: User, **kwargs: object) -> None:
    transaction.on_commit(partial(tastes.forget_candidates, follower.pk))


def take_in(user: User, kind: str, subject: int) -> None:
    """Once it is committed: what is rolled back was never done."""
    transaction.on_commit(partial(events.take_engagement, user, kind, subject))
