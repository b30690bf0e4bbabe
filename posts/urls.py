"""The URLs of this app."""

app_name = "posts"

urlpatterns: list = []
