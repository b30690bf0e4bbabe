"""Bring the database, the translations and the static files up to date: what a site does before it serves."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# Parts of packages that no page of ours asks for: collecting and compressing them would take most of the time.
UNUSED = ["redoc", "rest_framework", "*.map", "ext", "htmax*", "htmx-4*"]


class Command(BaseCommand):
    help = "Migrate, compile the translations and collect the static files, each only where it is behind."

    def handle(self, *args: Any, **options: Any) -> None:
        self.migrate()
        call_command("compile_messages", stdout=self.stdout)
        self.collect_static()

    def migrate(self) -> None:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            with self.timed(f"Database: {len(plan)} migrations"):
                call_command("migrate", interactive=False, verbosity=0)

    def collect_static(self) -> None:
        root = Path(settings.STATIC_ROOT)
        stamp = root.with_name(f"{root.name}.fingerprint")
        current = fingerprint()
        if stamp.exists() and stamp.read_text() == current and root.exists():
            return
        with self.timed("Static files"):
            call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=UNUSED)
        stamp.write_text(current)

    @contextmanager
    def timed(self, label: str) -> Iterator[None]:
        self.stdout.write(f"{label} ... ", ending="")
        self.stdout.flush()
        began = time.monotonic()
        yield
        self.stdout.write(f"{time.monotonic() - began:.1f} s")


def fingerprint() -> str:
    """Changes whenever a static file of ours or of a package does."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in finders.get_finders():
        for name, storage in sorted(finder.list([]), key=lambda item: item[0]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
