"""The demo world: the people, notes and pictures that fill an empty site."""

from typing import NamedTuple


class Stand(NamedTuple):
    """Steps done, steps in all, and notes that everybody can see with their pictures."""

    done: int
    total: int
    ready: int


def progress() -> Stand:
    """How far the demo world has been filled in, whoever fills it."""
    # Imported here: the drawings below this package need no Django.
    from posts.models import Note
    from rednote.demo.plan import steps_of
    from rednote.demo.texts import world
    from rednote.models import DemoStep

    return Stand(DemoStep.objects.count(), len(steps_of(world)), Note.objects.listed().count())
