"""The app's registration; its receivers are connected here."""

from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "posts"

    def ready(self) -> None:
        from posts import receivers  # noqa: F401
