"""News from people and notes, told to whom they concern; the rows are part of the sender's transaction."""

from functools import partial

from django.dispatch import receiver

from accounts.models import Follow, User
from accounts.signals import follow_accepted, follow_requested, followed
from notifications.actions import notify
from notifications.models import Kind
from posts.models import Comment, Note, Photo, Translation
from posts.signals import (
    comment_added,
    comment_liked,
    note_collected,
    note_liked,
    noted_mention,
    photo_failed,
    translation_accepted,
    translation_added,
)


@receiver(comment_added)
def tell_of_comment(sender: type, comment: Comment, **kwargs: object) -> None:
    """The person who is answered, and the note's author; a mention in it makes one notification with them."""
    told = partial(notify, actor=comment.author, note=comment.note, comment=comment, group=f"comment:{comment.pk}")
    if comment.reply_to:
        told(recipient=comment.reply_to, kind=Kind.REPLY)
    told(recipient=comment.note.author, kind=Kind.COMMENT)


@receiver(noted_mention)
def tell_of_mention(sender: type, user: User, note: Note, comment: Comment | None, **kwargs: object) -> None:
    actor = comment.author if comment else note.author
    group = f"comment:{comment.pk}" if comment else f"mention:{note.pk}"
    notify(recipient=user, kind=Kind.MENTION, actor=actor, note=note, comment=comment, group=group)


@receiver(note_liked)
def tell_of_like(sender: type, note: Note, user: User, **kwargs: object) -> None:
    notify(recipient=note.author, kind=Kind.LIKE, actor=user, note=note, group=f"like:{note.pk}")


@receiver(note_collected)
def tell_of_collect(sender: type, note: Note, user: User, **kwargs: object) -> None:
    notify(recipient=note.author, kind=Kind.COLLECT, actor=user, note=note, group=f"collect:{note.pk}")


@receiver(comment_liked)
def tell_of_comment_like(sender: type, comment: Comment, user: User, **kwargs: object) -> None:
    notify(
        recipient=comment.author,
        kind=Kind.COMMENT_LIKE,
        actor=user,
        note=comment.note,
        comment=comment,
        group=f"comment_like:{comment.pk}",
    )


@receiver(followed)
def tell_of_follow(sender: type, follow: Follow, **kwargs: object) -> None:
    """One entry for each follower, so that each can be followed back."""
    notify(recipient=follow.followee, kind=Kind.FOLLOW, actor=follow.follower, group=f"follow:{follow.follower_id}")


@receiver(follow_requested)
def tell_of_follow_request(sender: type, follow: Follow, **kwargs: object) -> None:
    notify(
        recipient=follow.followee,
        kind=Kind.FOLLOW_REQUEST,
        actor=follow.follower,
        group=f"follow_request:{follow.follower_id}",
    )


@receiver(follow_accepted)
def tell_of_accepted_follow(sender: type, follow: Follow, **kwargs: object) -> None:
    notify(
        recipient=follow.follower,
        kind=Kind.FOLLOW_ACCEPTED,
        actor=follow.followee,
        group=f"follow_accepted:{follow.followee_id}",
    )


@receiver(translation_added)
def tell_of_translation(sender: type, translation: Translation, **kwargs: object) -> None:
    about = about_translation(translation)
    notify(recipient=author_of_original(translation), kind=Kind.TRANSLATION, actor=translation.author, **about)


@receiver(translation_accepted)
def tell_of_accepted_translation(sender: type, translation: Translation, **kwargs: object) -> None:
    about, author = about_translation(translation), author_of_original(translation)
    notify(recipient=translation.author, kind=Kind.TRANSLATION_ACCEPTED, actor=author, **about)


def about_translation(translation: Translation) -> dict:
    note = translation.comment.note if translation.comment else translation.note
    group = f"translation:{translation.pk}"
    return {"note": note, "comment": translation.comment, "translation": translation, "group": group}


def author_of_original(translation: Translation) -> User:
    original = translation.note or translation.comment
    assert original is not None, "a constraint of the table"
    return original.author


@receiver(photo_failed)
def tell_of_failed_photo(sender: type, photo: Photo, **kwargs: object) -> None:
    notify(recipient=photo.owner, kind=Kind.PHOTO_FAILED, photo=photo, group=f"photo:{photo.pk}")
