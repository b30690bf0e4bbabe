"""Print a key to the API, for scripts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import actions
from accounts.models import User


class Command(BaseCommand):
    help = "Make a key to the API for a person and print it, and nothing else: it is told only once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("handle")
        parser.add_argument("--name", default="script", help="what the person reads beside it in their settings")

    def handle(self, *args: Any, handle: str, name: str, **options: Any) -> None:
        user = User.objects.standing().filter(handle=handle.lower().removeprefix("@")).first()
        if user is None:
            raise CommandError(f"Nobody here has the handle {handle}.")
        _token, key = actions.create_token(user=user, name=name)
        self.stdout.write(key)
