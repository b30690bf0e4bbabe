"""Run one of the benchmarks in `benchmarks/`."""

import importlib
import pkgutil
from types import ModuleType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Measure one part of the site; what it is measured against, and the figures, are in benchmarks/."

    def add_arguments(self, parser: CommandParser) -> None:
        parsers = parser.add_subparsers(dest="name", metavar="NAME", required=True)
        for name, module in benchmarks().items():
            about = (module.__doc__ or "").splitlines()[0]
            module.add_arguments(parsers.add_parser(name, help=about, description=about))

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        benchmarks()[name].run(options, self.stdout)


def benchmarks() -> dict[str, ModuleType]:
    """The modules of `benchmarks/` that can be run, by name."""
    try:
        package = importlib.import_module("benchmarks")
    except ImportError as error:
        raise CommandError("The folder benchmarks/ is not part of this installation.") from error
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    modules = {name: importlib.import_module(f"benchmarks.{name}") for name in names}
    return {name: module for name, module in modules.items() if hasattr(module, "run")}
