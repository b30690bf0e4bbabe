"""The admin's site: stock Django admin in the site's look, with the moderation pages as its own."""

from collections.abc import Callable

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from moderation import overview
from moderation.cases import PERMISSION
from moderation.views import queue
from rednote.lib.admin import ReadOnlyAdmin
from rednote.lib.web import is_ours


class AdminSite(admin.AdminSite):
    site_header = site_title = _("rednote administration")
    index_title = _("Overview")
    enable_nav_sidebar = False

    def register(self, model_or_iterable, admin_class=None, **options) -> None:
        """Take read-only admins only: what other packages bring along writes rows past our actions."""
        if admin_class is not None and issubclass(admin_class, ReadOnlyAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever is suspended moderates no longer, not even by looking."""
        user = request.user
        return super().has_permission(request) and user.is_authenticated and not user.is_suspended

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [
            path("moderation/queue", self.moderators_only(queue.queue), name="moderation_queue"),
            path("moderation/queue/<id:report_id>", self.moderators_only(queue.reported), name="moderation_report"),
            path("moderation/cases/<str:kind>/<id:pk>", self.moderators_only(queue.case), name="moderation_case"),
            *super().get_urls(),
        ]

    def moderators_only(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.user.has_perm(PERMISSION):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return self.admin_view(guarded)

    def each_context(self, request: HttpRequest) -> dict:
        return {**super().each_context(request), "may_moderate": request.user.has_perm(PERMISSION)}

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> TemplateResponse:
        charts = overview.charts() if request.user.has_perm(PERMISSION) else []
        return super().index(request, {**(extra_context or {}), "charts": charts})

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The site's own page to log in, with its limits; somebody who is in already has no business here."""
        wanted = request.GET.get("next", "")
        if not is_ours(request, wanted):
            wanted = resolve_url("admin:index")
        if self.has_permission(request):
            return HttpResponseRedirect(wanted)
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect(f"{resolve_url('account_login')}?{urlencode({'next': wanted})}")

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        return redirect("account_logout")

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")
