"""Everything that changes people and the ties between them; each function is one transaction."""

import secrets
from collections.abc import Sequence

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import signals, tasks
from accounts.models import ApiToken, Avatar, Block, Follow, FollowState, Mute, User, new_token
from rednote.lib.models import WorkState
from rednote.lib.queue import enqueue


class TieRefused(Exception):
    """A tie between two people that cannot be; its words are for the person who asked."""


def hold(*people: User) -> dict[int, User]:
    """The people as they are now, their rows held until the transaction ends, so that ties change one by one.

    In the order of their ids, as everywhere: two people who follow each other at once do not wait for each other.
    """
    rows = User.objects.filter(pk__in=[person.pk for person in people]).order_by("pk")
    return {row.pk: row for row in rows.select_for_update(no_key=True)}


@transaction.atomic
def follow(*, follower: User, followee: User) -> Follow:
    """Follow a person, or ask to when the account is private; the same again changes nothing.

    Raises TieRefused for oneself and where a block stands between.
    """
    if follower.pk == followee.pk:
        raise TieRefused(_("You cannot follow yourself."))
    followee = hold(follower, followee)[followee.pk]
    if Block.objects.between(follower, followee).exists():
        raise TieRefused(_("You cannot follow this person."))
    state = FollowState.PENDING if followee.is_private else FollowState.ACTIVE
    tie, is_new = Follow.objects.get_or_create(follower=follower, followee=followee, defaults={"state": state})
    if is_new:
        news = signals.followed if state == FollowState.ACTIVE else signals.follow_requested
        news.send(sender=Follow, follow=tie)
    return tie


@transaction.atomic
def unfollow(*, follower: User, followee: User) -> None:
    """Stop following, or take back the request."""
    hold(follower, followee)
    deleted, _rows = Follow.objects.filter(follower=follower, followee=followee).delete()
    if deleted:
        signals.unfollowed.send(sender=Follow, follower=follower, followee=followee)


@transaction.atomic
def accept_follow(*, follow: Follow) -> None:
    hold(follow.follower, follow.followee)
    changed = Follow.objects.filter(pk=follow.pk, state=FollowState.PENDING).update(state=FollowState.ACTIVE)
    if changed:
        follow.state = FollowState.ACTIVE
        signals.follow_accepted.send(sender=Follow, follow=follow)


@transaction.atomic
def decline_follow(*, follow: Follow) -> None:
    Follow.objects.filter(pk=follow.pk, state=FollowState.PENDING).delete()


@transaction.atomic
def remove_follower(*, user: User, follower: User) -> None:
    unfollow(follower=follower, followee=user)


@transaction.atomic
def block(*, blocker: User, blocked: User) -> None:
    """Neither sees anything of the other from now on; the ties between them go, both ways."""
    if blocker.pk == blocked.pk:
        raise TieRefused(_("You cannot block yourself."))
    hold(blocker, blocked)
    Block.objects.get_or_create(blocker=blocker, blocked=blocked)
    unfollow(follower=blocker, followee=blocked)
    unfollow(follower=blocked, followee=blocker)


@transaction.atomic
def unblock(*, blocker: User, blocked: User) -> None:
    Block.objects.filter(blocker=blocker, blocked=blocked).delete()


@transaction.atomic
def mute(*, muter: User, muted: User) -> None:
    if muter.pk == muted.pk:
        raise TieRefused(_("You cannot mute yourself."))
    Mute.objects.get_or_create(muter=muter, muted=muted)


@transaction.atomic
def unmute(*, muter: User, muted: User) -> None:
    Mute.objects.filter(muter=muter, muted=muted).delete()


@transaction.atomic
def edit_profile(*, user: User, name: str, bio: str) -> None:
    user.name, user.bio = name, bio
    user.save(update_fields=["name", "bio"])


@transaction.atomic
def set_privacy(*, user: User, is_private: bool, shows_collected: bool, shows_liked: bool) -> None:
    """Open or close the account. Opening accepts everybody who was waiting, as nothing is hidden from them any more."""
    waiting = Follow.objects.filter(followee=user, state=FollowState.PENDING).select_related("follower", "followee")
    hold(user, *([] if is_private else [tie.follower for tie in waiting]))
    changed = user.is_private != is_private
    user.is_private, user.shows_collected, user.shows_liked = is_private, shows_collected, shows_liked
    user.save(update_fields=["is_private", "shows_collected", "shows_liked"])
    if not changed:
        return
    signals.standing_changed.send(sender=User, user=user)
    if not is_private:
        for tie in waiting.all():
            accept_follow(follow=tie)


@transaction.atomic
def set_languages(*, user: User, languages: Sequence[str]) -> None:
    user.languages = list(dict.fromkeys(languages))
    user.save(update_fields=["languages"])


@transaction.atomic
def set_interface_language(*, user: User, language: str) -> None:
    user.interface_language = language
    user.save(update_fields=["interface_language"])


@transaction.atomic
def finish_welcome(*, user: User) -> None:
    User.objects.filter(pk=user.pk, welcomed_at=None).update(welcomed_at=timezone.now())


@transaction.atomic
def upload_avatar(*, user: User, file: File) -> Avatar:
    """Keep the upload privately and let the worker make its squares; until then the initial is shown.

    Of the picture before it nothing stays.
    """
    key = default_storage.save(f"originals/avatars/{secrets.token_urlsafe(16)}", file)
    hold(user)
    earlier = [left for avatar in Avatar.objects.filter(user=user) for left in tasks.files_of(avatar)]
    avatar, _is_new = Avatar.objects.update_or_create(
        user=user,
        defaults={
            "original_key": key,
            "token": new_token(),
            "state": WorkState.PENDING,
            "due_at": timezone.now(),
            "tries": 0,
            "failure": "",
        },
    )
    enqueue(tasks.make_avatar, avatar.pk)
    if earlier:
        enqueue(tasks.discard_avatar_files, earlier)
    return avatar


@transaction.atomic
def remove_avatar(*, user: User) -> None:
    Avatar.objects.filter(user=user).delete()


@transaction.atomic
def suspend_user(*, user: User, reason: str) -> None:
    """Hide the person and all they posted; they may still read, and read why."""
    user.suspended_at, user.suspension_reason = timezone.now(), reason
    user.save(update_fields=["suspended_at", "suspension_reason"])
    signals.standing_changed.send(sender=User, user=user)


@transaction.atomic
def reinstate_user(*, user: User) -> None:
    user.suspended_at, user.suspension_reason = None, ""
    user.save(update_fields=["suspended_at", "suspension_reason"])
    signals.standing_changed.send(sender=User, user=user)


@transaction.atomic
def create_token(*, user: User, name: str) -> tuple[ApiToken, str]:
    """A new key to the API, told once; only its digest is kept."""
    key = secrets.token_urlsafe(32)
    return ApiToken.objects.create(user=user, name=name, digest=ApiToken.digest_of(key)), key


@transaction.atomic
def revoke_token(*, token: ApiToken) -> None:
    token.delete()
