"""The app's registration; its receivers are connected here, and its work is named to the sweeper."""

from datetime import timedelta

from django.apps import AppConfig

from rednote.lib import ledger


class PostsConfig(AppConfig):
    name = "posts"

    def ready(self) -> None:
        from posts import (
            receivers,  # noqa: F401
            tasks,
        )
        from posts.models import DiscardedPhoto, Origin, Photo, PhotoPrint, Refinement, Relocation

        ledger.register(Photo, tasks.make_renditions)
        ledger.register(Refinement, tasks.refine_photo, grace=timedelta(minutes=5))
        # A trigger writes these, and whoever deleted may have sent nobody; what is gone is to be gone soon.
        ledger.register(DiscardedPhoto, tasks.discard_photo, grace=timedelta(seconds=5))
        ledger.register(Relocation, tasks.relocate_photo, grace=timedelta(seconds=5))
        ledger.register(PhotoPrint, tasks.compare_photo)
        ledger.register(Origin, tasks.trace_origin)
