"""People and the ties between them: users, follows, blocks, mutes; their avatars and their keys to the API."""

import hashlib
import secrets
from typing import Self

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rednote.lib.counters import Counter
from rednote.lib.models import Identified, Work, WorkQuerySet


def new_token() -> str:
    """A random part of a media URL, 128 bits."""
    return secrets.token_urlsafe(16)


HANDLE = r"[a-z0-9_]{3,30}"
AVATAR_COLORS = 8

followers_of = Counter(
    name="user_followers",
    source="accounts_follow",
    key="r.followee_id",
    target="accounts_user",
    column="followers_count",
    condition="r.state = 'active'",
)
followees_of = Counter(
    name="user_following",
    source="accounts_follow",
    key="r.follower_id",
    target="accounts_user",
    column="following_count",
    condition="r.state = 'active'",
)


# Most queries of a page ask for these several times: as templates they cost a fraction of what the ORM takes to put the
# same EXISTS together, which was more than PostgreSQL takes to answer.


class FollowedBy(models.Func):
    """FollowedBy("author", person=pk): whether this person follows the one in the column, and was accepted."""

    template = (
        "EXISTS (SELECT FROM accounts_follow tie WHERE tie.follower_id = %(person)d"
        " AND tie.followee_id = %(expressions)s AND tie.state = 'active')"
    )
    output_field = models.BooleanField()


class FollowerOf(models.Func):
    """FollowerOf("author", person=pk): whether the one in the column follows this person, and was accepted."""

    template = (
        "EXISTS (SELECT FROM accounts_follow tie WHERE tie.follower_id = %(expressions)s"
        " AND tie.followee_id = %(person)d AND tie.state = 'active')"
    )
    output_field = models.BooleanField()


class BlockBetween(models.Func):
    """BlockBetween("author", person=pk): whether a block stands between the two, whoever made it."""

    template = (
        "EXISTS (SELECT FROM accounts_block wall"
        " WHERE wall.blocker_id = %(person)d AND wall.blocked_id = %(expressions)s"
        " OR wall.blocker_id = %(expressions)s AND wall.blocked_id = %(person)d)"
    )
    output_field = models.BooleanField()


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(handle=(username or "").lower())

    def create_user(self, handle: str, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(handle=handle.lower(), email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, handle: str, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(handle, email, password, is_staff=True, is_superuser=True, **fields)


class UserQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """People who may be seen at all: active and not suspended."""
        return self.filter(is_active=True, suspended_at=None)

    def visible_to(self, viewer) -> Self:
        """People whose profile page the viewer may open: no block stands between them, either way."""
        if not viewer.is_authenticated:
            return self.standing()
        return self.filter(
            Q(pk=viewer.pk) | Q(is_active=True, suspended_at=None) & ~BlockBetween("pk", person=viewer.pk)
        )

    def for_rows(self, viewer) -> Self:
        """Everything a row of a list of people shows, with the viewer's tie to each as `follow_state` ("" for none)."""
        return self.select_related("avatar").annotate(follow_state=follow_state_of(viewer, "pk"))


def follow_state_of(viewer, person: str) -> models.expressions.Combinable:
    """SQL: the state of the viewer's follow of `person` (a column of the outer query), "" when there is none."""
    if not viewer.is_authenticated:
        return models.Value("")
    mine = Follow.objects.filter(follower=viewer, followee=OuterRef(person)).values("state")[:1]
    return models.functions.Coalesce(models.Subquery(mine), models.Value(""))


class User(AbstractBaseUser, PermissionsMixin, Identified):
    """A person. The handle is the name in URLs; the name is free text; the e-mail is never shown."""

    handle = models.CharField(
        _("handle"),
        max_length=30,
        unique=True,
        validators=[RegexValidator(rf"^{HANDLE}\Z", _("Use 3 to 30 letters a-z, digits or underscores."))],
    )
    name = models.CharField(_("name"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), unique=True)
    bio = models.CharField(_("bio"), max_length=300, blank=True)
    languages = ArrayField(models.CharField(max_length=8), verbose_name=_("languages I read"), default=list, blank=True)
    interface_language = models.CharField(_("interface language"), max_length=10, blank=True)

    is_private = models.BooleanField(_("private account"), default=False)
    shows_collected = models.BooleanField(_("show what I saved on my profile"), default=True)
    shows_liked = models.BooleanField(_("show what I liked on my profile"), default=False)

    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspension_reason = models.TextField(max_length=1000, blank=True)

    joined_at = models.DateTimeField(default=timezone.now)
    welcomed_at = models.DateTimeField(null=True, blank=True)

    notes_count = models.PositiveIntegerField(default=0)
    followers_count = models.PositiveIntegerField(default=0)
    following_count = models.PositiveIntegerField(default=0)
    likes_received_count = models.PositiveIntegerField(default=0)
    collects_received_count = models.PositiveIntegerField(default=0)

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    objects = UserManager.from_queryset(UserQuerySet)()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [models.Index(fields=["joined_at"], name="user_joined")]

    def __str__(self) -> str:
        return f"@{self.handle}"

    def get_absolute_url(self) -> str:
        return reverse("feeds:profile", args=[self.handle])

    @property
    def display_name(self) -> str:
        return self.name or self.handle

    @property
    def initial(self) -> str:
        return self.display_name[:1].upper()

    @property
    def color_class(self) -> str:
        """The class of the disc behind the initial, the same for a person everywhere."""
        return f"avatar--{self.pk % AVATAR_COLORS}"

    @property
    def received_count(self) -> int:
        return self.likes_received_count + self.collects_received_count

    @property
    def is_suspended(self) -> bool:
        return self.suspended_at is not None

    @property
    def is_open(self) -> bool:
        """Whether everybody may see what this person posts for everybody; notes carry a copy as `is_author_open`."""
        return self.is_active and not self.is_suspended and not self.is_private


class Avatar(Identified, Work):
    """A person's portrait: the upload waits as a row, its square renditions replace it once the worker made them."""

    user = models.OneToOneField(User, models.CASCADE, related_name="avatar")
    token = models.CharField(max_length=22, default=new_token, editable=False)
    original_key = models.CharField(max_length=200)

    objects = WorkQuerySet.as_manager()

    def url(self, size: int = 96) -> str:
        return reverse("accounts:avatar", args=[self.pk, self.token, size])


class FollowState(models.TextChoices):
    ACTIVE = "active"
    PENDING = "pending"


class Follow(Identified):
    """A person follows another; of a private account only once it was accepted."""

    follower = models.ForeignKey(User, models.CASCADE, related_name="followees_ties")
    followee = models.ForeignKey(User, models.CASCADE, related_name="follower_ties")
    state = models.CharField(max_length=8, choices=FollowState.choices, default=FollowState.ACTIVE)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "followee"], name="one_follow_per_pair"),
            models.CheckConstraint(condition=~Q(follower=models.F("followee")), name="no_follow_of_oneself"),
        ]
        indexes = [
            models.Index(fields=["followee", "state", "-id"], name="follow_by_followee"),
            models.Index(fields=["follower", "state", "-id"], name="follow_by_follower"),
        ]
        triggers = followers_of.triggers() + followees_of.triggers()


class BlockQuerySet(models.QuerySet):
    def between(self, viewer, person) -> Self:
        """Blocks that stand between two people, whoever made them."""
        return self.filter(Q(blocker=viewer, blocked=person) | Q(blocker=person, blocked=viewer))


class Block(Identified):
    """Neither sees anything of the other."""

    blocker = models.ForeignKey(User, models.CASCADE, related_name="blocks_made")
    blocked = models.ForeignKey(User, models.CASCADE, related_name="blocks_received")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="one_block_per_pair"),
            models.CheckConstraint(condition=~Q(blocker=models.F("blocked")), name="no_block_of_oneself"),
        ]


class Mute(Identified):
    """The muter's feeds, comments and notifications leave the muted person out; the muted never learns of it."""

    muter = models.ForeignKey(User, models.CASCADE, related_name="mutes_made")
    muted = models.ForeignKey(User, models.CASCADE, related_name="mutes_received")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["muter", "muted"], name="one_mute_per_pair"),
            models.CheckConstraint(condition=~Q(muter=models.F("muted")), name="no_mute_of_oneself"),
        ]


class ApiToken(Identified):
    """A key to the API. Only its digest is kept, so a stolen database opens no account."""

    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def digest_of(key: str) -> str:
        return hashlib.sha256(key.encode()).hexdigest()


class IdempotentRequest(Identified):
    """The first answer to a POST that named an Idempotency-Key, kept so that a repeat gets it again."""

    user = models.ForeignKey(User, models.CASCADE)
    key = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.BinaryField(default=bytes)
    content_type = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="one_answer_per_key")]
        indexes = [models.Index(fields=["created_at"], name="idempotent_created")]


class RateWindow(models.Model):
    """Counts of attempts while Redis is away, so that limits never fail open."""

    key = models.CharField(max_length=200)
    window_start = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window_start"], name="one_count_per_window")]
        indexes = [models.Index(fields=["window_start"], name="rate_window_start")]

    def __str__(self) -> str:
        return self.key


class Mail(Identified):
    """A mail of the default run, shown in the outbox page instead of being sent."""

    recipient = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["recipient", "-id"], name="mail_by_recipient")]
        triggers = [pgtrigger.Protect(name="mail_is_never_edited", operation=pgtrigger.Update)]
