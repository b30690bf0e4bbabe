"""What a person tells their feeds."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from feeds.interests import INTERESTS
from feeds.models import Tip, UserInterest


@transaction.atomic
def pick_interests(*, user: User, interests: Sequence[str]) -> None:
    """The person's interests are these from now on; unknown slugs are left out."""
    picked = [slug for slug in INTERESTS if slug in interests]
    UserInterest.objects.filter(user=user).exclude(interest__in=picked).delete()
    UserInterest.objects.bulk_create([UserInterest(user=user, interest=slug) for slug in picked], ignore_conflicts=True)


@transaction.atomic
def leave_tip(*, author: User, language: str, text: str) -> Tip:
    """A resident's advice for newcomers who read this language; the same again is the same tip."""
    tip, _is_new = Tip.objects.get_or_create(author=author, language=language, text=text)
    return tip
