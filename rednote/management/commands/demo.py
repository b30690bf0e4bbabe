"""Fill an empty site with the demo world."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from accounts.models import User
from rednote import env, logins
from rednote.demo import pictures
from rednote.demo.loader import Loader, WorkerAway
from rednote.demo.plan import steps_of
from rednote.demo.texts import NoteText, world
from rednote.lib.progress import Progress
from rednote.models import DemoStep

LOCK = 7_355_608  # any number that no other advisory lock of ours has
NICENESS = 5


class Command(BaseCommand):
    help = (
        "Fill an empty site with the demo world: people, notes, pictures, and what they say to each other. "
        "Begun before, it goes on where it was; the worker must run. "
        "REDNOTE_DEMO_PHOTOS names a folder of photos to use instead of drawings."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        steps = steps_of(world)
        done = DemoStep.objects.filter(key__in=[step.key for step in steps]).count()
        if done == len(steps):
            self.stdout.write("The demo world is complete.")
            return
        if not done and User.objects.exists():
            message = "This site has people of its own: the demo world fills only an empty site."
            raise CommandError(message, returncode=logins.OTHERS_SITE)
        photos = self.photos()
        # Pages come first, and the worker's pictures before those that are drawn next.
        os.nice(NICENESS)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            if not cursor.fetchone()[0]:
                raise CommandError("The demo world is being filled in by another process.")
        loader = Loader(world(), photos)
        try:
            with Progress(len(steps), "Demo world", done=done) as progress:
                for step in steps:
                    if step.key not in loader.done:
                        loader.take(step)
                        progress.advance()
        except WorkerAway:
            raise CommandError("Nobody prepares the pictures: is the worker running? Try manage.py doctor.") from None

    def photos(self) -> Callable[[NoteText, int], pictures.Picture]:
        folder = env.text("REDNOTE_DEMO_PHOTOS")
        if not folder:
            return pictures.drawn
        path = Path(folder).expanduser()
        if not path.is_dir():
            raise CommandError(f"REDNOTE_DEMO_PHOTOS: there is no folder {path}.")
        return pictures.PhotoFolder(path, world(), self.stdout.write).picture
