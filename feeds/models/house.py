"""What people say on arrival, and what residents tell them: picked interests, tips."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class UserInterest(models.Model):
    """A person picked an interest; the slugs are those of `feeds.interests`."""

    user = models.ForeignKey(User, models.CASCADE, related_name="interests")
    interest = models.CharField(max_length=20)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "interest"], name="one_row_per_interest")]

    def __str__(self) -> str:
        return self.interest


class Tip(models.Model):
    """A resident's advice for whoever arrives, on the welcome page of its language."""

    author = models.ForeignKey(User, models.CASCADE, related_name="tips")
    language = models.CharField(_("language"), max_length=8)
    text = models.CharField(_("tip"), max_length=200)

    class Meta:
        verbose_name = _("tip for newcomers")
        verbose_name_plural = _("tips for newcomers")
        constraints = [models.UniqueConstraint(fields=["author", "language", "text"], name="one_tip_once")]

    def __str__(self) -> str:
        return self.text
