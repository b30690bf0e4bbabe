"""The URLs of this app."""

app_name = "feeds"

urlpatterns: list = []
