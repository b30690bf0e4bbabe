"""Progress: a bar on a terminal, few lines elsewhere."""

import io

from rednote.lib import progress
from rednote.lib.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def run(stream, steps=200, **options):
    with Progress(steps, "Notes", stream=stream, **options) as shown:
        for _ in range(steps - shown.done):
            shown.advance()
    return stream.getvalue()


def test_draws_a_bar_on_a_terminal():
    drawn = run(Terminal())
    assert drawn.startswith("\rNotes  ░")
    assert drawn.endswith("100%  200/200\033[K\n")
    assert drawn.count("\n") == 1


def test_writes_plain_lines_elsewhere():
    assert run(io.StringIO()) == "Notes: 200/200 (0 s)\n"


def test_writes_a_line_every_interval(monkeypatch):
    monkeypatch.setattr(progress, "PLAIN_INTERVAL", 0.0)
    lines = run(io.StringIO(), 3).splitlines()
    assert [line.split(" (")[0] for line in lines] == ["Notes: 1/3", "Notes: 2/3", "Notes: 3/3", "Notes: 3/3"]


def test_begins_where_an_earlier_run_ended():
    assert run(io.StringIO(), 10, done=7) == "Notes: 10/10 (0 s)\n"


def test_stands_an_empty_list():
    assert run(io.StringIO(), 0) == "Notes: 0/0 (0 s)\n"
