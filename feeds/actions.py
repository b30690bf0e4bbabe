"""What a person tells their feeds."""

from collections.abc import Sequence
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from feeds import events, tastes
from feeds.interests import INTERESTS
from feeds.models import Event, EventKind, FeedSettings, Impression, Tip, UserInterest, Wish
from posts import actions as posts_actions
from posts.models import Hashtag, Note

STEP = 0.5  # of one press on "more" or "less"
SLIDERS = ("new_voices", "freshness", "bridge", "variety")


@transaction.atomic
def pick_interests(*, user: User, interests: Sequence[str]) -> None:
    """The person's interests are these from now on; unknown slugs are left out."""
    picked = [slug for slug in INTERESTS if slug in interests]
    UserInterest.objects.filter(user=user).exclude(interest__in=picked).delete()
    UserInterest.objects.bulk_create([UserInterest(user=user, interest=slug) for slug in picked], ignore_conflicts=True)
    ask_anew(user)


@transaction.atomic
def leave_tip(*, author: User, language: str, text: str) -> Tip:
    """A resident's advice for newcomers who read this language; the same again is the same tip."""
    tip, _is_new = Tip.objects.get_or_create(author=author, language=language, text=text)
    return tip


# --- More and less ----------------------------------------------------------------------------------------------------


@transaction.atomic
def less_like_this(*, user: User, note: Note) -> None:
    """Show fewer notes like this one, and not this one again."""
    posts_actions.hide_note(user=user, note=note)
    transaction.on_commit(partial(events.take_engagement, user, EventKind.LESS, note.pk))


@transaction.atomic
def take_back_less(*, user: User, note: Note) -> None:
    posts_actions.unhide_note(user=user, note=note)
    transaction.on_commit(partial(events.take_engagement, user, "unless", note.pk))


@transaction.atomic
def more_like_this(*, user: User, note: Note) -> None:
    transaction.on_commit(partial(events.take_engagement, user, EventKind.MORE, note.pk))


@transaction.atomic
def wish(
    *, user: User, amount: float, hashtag: Hashtag | None = None, author: User | None = None, language: str = ""
) -> None:
    """From now on this much more (up to 1) or less (down to -1) of one thing; 0 takes the wish back."""
    if amount:
        amount = max(-1.0, min(1.0, amount))
        Wish.objects.update_or_create(
            user=user, hashtag=hashtag, author=author, language=language, defaults={"amount": amount}
        )
    else:
        Wish.objects.filter(user=user, hashtag=hashtag, author=author, language=language).delete()
    ask_anew(user)


@transaction.atomic
def wish_more(*, user: User, hashtag: Hashtag | None = None, author: User | None = None, language: str = "") -> None:
    step(user, STEP, hashtag, author, language)


@transaction.atomic
def wish_less(*, user: User, hashtag: Hashtag | None = None, author: User | None = None, language: str = "") -> None:
    step(user, -STEP, hashtag, author, language)


def step(user: User, by: float, hashtag: Hashtag | None, author: User | None, language: str) -> None:
    known = Wish.objects.select_for_update().filter(user=user, hashtag=hashtag, author=author, language=language)
    amount = known.values_list("amount", flat=True).first() or 0.0
    wish(user=user, amount=amount + by, hashtag=hashtag, author=author, language=language)


@transaction.atomic
def set_sliders(*, user: User, **values: int) -> FeedSettings:
    """New voices (0-30, percent), freshness (0-100, 50 as usual), bridge (0-4 in 20), variety (0-50).

    Raises ValidationError for what is out of these bounds.
    """
    own = settings_of(user)
    for name, value in values.items():
        if name not in SLIDERS:
            raise ValidationError(name)
        setattr(own, name, value)
    own.clean_fields(exclude=["user"])
    own.save()
    ask_anew(user)
    return own


# --- What is kept -----------------------------------------------------------------------------------------------------


@transaction.atomic
def pause_learning(*, user: User) -> None:
    """The feed stays as it is; what the person does from now on is counted without them."""
    own = settings_of(user)
    # What was learnt so far is written down: it could not be told later what was done during the pause.
    tastes.fold(user.pk)
    own.paused_at = own.paused_at or timezone.now()
    own.save()


@transaction.atomic
def resume_learning(*, user: User) -> None:
    own = settings_of(user)
    own.paused_at = None
    own.save()


@transaction.atomic
def forget_hashtag(*, user: User, hashtag: Hashtag) -> None:
    """What was learnt of this hashtag is gone; it may be learnt again."""
    tastes.forget_hashtag(user.pk, settings_of(user), hashtag.pk)


@transaction.atomic
def reset_taste(*, user: User) -> None:
    """Begin anew: nothing that was learnt, wished or set is left, and nothing done so far is learnt again.

    Picked interests and followed hashtags stay: they are what the person says, not what was concluded.
    """
    settings_of(user).delete()
    Wish.objects.filter(user=user).delete()
    FeedSettings.objects.create(user=user, forgotten_at=timezone.now())
    forget(user)


@transaction.atomic
def turn_off(*, user: User) -> None:
    """No notes are chosen for the person any more, and what was kept of them for that is deleted."""
    own = settings_of(user)
    own.is_personal, own.paused_at, own.forgotten_at = False, None, timezone.now()
    own.save()
    forget(user)


@transaction.atomic
def turn_on(*, user: User) -> None:
    own = settings_of(user)
    if not own.is_personal:
        own.is_personal, own.forgotten_at = True, timezone.now()
        own.save()


def settings_of(user: User) -> FeedSettings:
    """The person's row, locked."""
    FeedSettings.objects.get_or_create(user=user)
    return FeedSettings.objects.select_for_update().get(user=user)


def forget(user: User) -> None:
    """Delete the profile and every row that names the person; the counts they went into stay."""
    tastes.hold(user.pk)
    Impression.objects.filter(viewer=user).delete()
    Event.objects.filter(viewer=user).delete()
    tastes.forget(user.pk)
    # Again once it is committed: a page that was open meanwhile may have written a copy.
    transaction.on_commit(partial(tastes.forget, user.pk))


def ask_anew(user: User) -> None:
    tastes.forget_candidates(user.pk)
    transaction.on_commit(partial(tastes.forget_candidates, user.pk))
