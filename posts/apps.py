"""The app's registration; its receivers are connected here, and its work is named to the sweeper."""

from django.apps import AppConfig

from rednote.lib import ledger


class PostsConfig(AppConfig):
    name = "posts"

    def ready(self) -> None:
        from posts import (
            receivers,  # noqa: F401
            tasks,
        )
        from posts.models import DiscardedPhoto, Photo

        ledger.register(Photo, tasks.make_renditions)
        ledger.register(DiscardedPhoto, tasks.discard_photo)
