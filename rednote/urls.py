"""Every URL of the site, app by app; none ends in a slash."""

from django.contrib import admin
from django.urls import include, path, register_converter

from rednote import health
from rednote.lib.ids import IdConverter

register_converter(IdConverter, "id")

urlpatterns = [
    path("", include("feeds.urls")),
    path("", include("accounts.auth_urls")),
    path("", include("accounts.urls")),
    path("", include("posts.urls")),
    path("", include("notifications.urls")),
    path("", include("moderation.urls")),
    path("api/", include("rednote.api_urls")),
    path("admin/", admin.site.urls),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]

handler400 = "rednote.errors.bad_request"
handler403 = "rednote.errors.permission_denied"
handler404 = "rednote.errors.page_not_found"
