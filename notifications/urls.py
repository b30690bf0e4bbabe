"""The URLs of this app."""

from django.urls import path

from notifications import views

app_name = "notifications"

urlpatterns = [
    path("notifications", views.notifications, name="notifications"),
    path("notifications/read", views.read, name="read"),
]
