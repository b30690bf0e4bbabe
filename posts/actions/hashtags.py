"""Following hashtags."""

from django.db import transaction

from accounts.models import User
from posts import signals
from posts.models import Hashtag, HashtagFollow


@transaction.atomic
def follow_hashtag(*, user: User, hashtag: Hashtag) -> None:
    _row, is_new = HashtagFollow.objects.get_or_create(user=user, hashtag=hashtag)
    if is_new:
        signals.hashtag_followed.send(sender=HashtagFollow, hashtag=hashtag, user=user)


@transaction.atomic
def unfollow_hashtag(*, user: User, hashtag: Hashtag) -> None:
    deleted, _rows = HashtagFollow.objects.filter(user=user, hashtag=hashtag).delete()
    if deleted:
        signals.hashtag_unfollowed.send(sender=HashtagFollow, hashtag=hashtag, user=user)
