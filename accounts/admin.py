"""People, to look at; what can be done about them is decided on their case page."""

from collections.abc import Sequence

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from rednote.lib.admin import ReadOnlyAdmin, Tool


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ["handle", "name", "joined_at", "notes_count", "followers_count", "standing"]
    list_filter = ["is_staff", ("suspended_at", admin.EmptyFieldListFilter)]
    search_fields = ["handle__startswith", "name__startswith"]
    search_help_text = _("Beginning of a handle or a name")
    ordering = ["-id"]

    def get_fields(self, request: HttpRequest, obj: User | None = None) -> Sequence[str]:  # type: ignore[override]
        """The address is for administrators only."""
        return [
            "handle",
            "name",
            *(["email"] if request.user.is_superuser else []),
            "bio",
            "languages",
            "joined_at",
            "notes_count",
            "followers_count",
            "following_count",
            "is_private",
            "is_staff",
            "suspended_at",
            "suspension_reason",
        ]

    def tools(self, request: HttpRequest, row: User) -> Sequence[Tool]:
        return [
            Tool(_("Open the case"), reverse("admin:moderation_case", args=["person", row.pk])),
            Tool(_("See on the site"), row.get_absolute_url()),
        ]

    @admin.display(description=_("standing"))
    def standing(self, user: User) -> Promise:
        if not user.is_active:
            return _("closed")
        return _("suspended") if user.is_suspended else _("good")
