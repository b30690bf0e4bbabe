"""The URLs of this app; its pages in the admin are listed in `admin_site`."""

from django.urls import path

from moderation.views import reports

app_name = "moderation"

urlpatterns = [
    path("reports/new", reports.new_report, name="report"),
    path("reports/<id:report_id>", reports.reported, name="reported"),
    path("admin", reports.admin_front, name="admin"),
]
