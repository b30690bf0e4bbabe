"""A function with room on the call stack ..."""

import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from rednote.lib.stack import roomy

CALLS = 2000


def leaf() -> None:
    pass


def faults(depth: int) -> int:
    """How often the system gave this process a page of memory while it called again and again, so many calls deep."""
    if depth:
        return faults(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        leaf()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def most() -> int:
    """At the depth at which it is worst: where chunks of the stack end depends on the callers and on the Python."""
    return max(faults(depth) for depth in range(300))


@pytest.fixture
def thread() -> Iterator[ThreadPoolExecutor]:
    """With a stack of its own, as those that answer requests; the tests' is roomy itself."""
    with ThreadPoolExecutor(1) as executor:
        yield executor


def test_calls_at_any_depth_without_asking_the_system_for_memory(thread):
    """Whatever called it: each way down moves the ends of the chunks."""

    def below(depth: int) -> int:
        return below(depth - 1) if depth else roomy(most)()

    assert max(thread.submit(below, depth).result() for depth in range(0, 300, 20)) < CALLS / 10


def test_takes_and_returns_what_it_did():
    @roomy
    def divide(one: int, *, by: int = 2) -> float:
        """Halves."""
        return one / by

    assert (divide(3), divide(3, by=3)) == (1.5, 1.0)
    assert (divide.__name__, divide.__doc__) == ("divide", "Halves.")
    with pytest.raises(ZeroDivisionError):
        divide(1, by=0)
