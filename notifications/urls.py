"""The URLs of this app."""

app_name = "notifications"

urlpatterns: list = []
