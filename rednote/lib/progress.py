"""How far a command has come: a bar on a terminal, a line every two seconds elsewhere."""

import sys
import time
from typing import Self, TextIO

BAR_WIDTH = 30
TERMINAL_INTERVAL = 0.1  # seconds
PLAIN_INTERVAL = 2.0  # seconds


class Progress:
    """Counts up to a total, and says so as it goes.

    with Progress(len(notes), "Notes") as progress:
        for note in notes: ...; progress.advance()
    """

    def __init__(self, total: int, label: str, *, done: int = 0, stream: TextIO | None = None):
        self.total, self.label, self.done = total, label, done
        self.stream = stream or sys.stdout
        self.is_terminal = self.stream.isatty()
        self.interval = TERMINAL_INTERVAL if self.is_terminal else PLAIN_INTERVAL
        self.started_at = self.shown_at = time.monotonic()

    def __enter__(self) -> Self:
        if self.is_terminal:
            self._show()
        return self

    def __exit__(self, *failure) -> None:
        self._show()
        if self.is_terminal:
            self.stream.write("\n")

    def advance(self, steps: int = 1) -> None:
        self.done += steps
        if time.monotonic() - self.shown_at >= self.interval:
            self._show()

    def _show(self) -> None:
        self.shown_at = time.monotonic()
        share = min(1.0, self.done / self.total) if self.total else 1.0
        counted = f"{self.done}/{self.total}"
        if self.is_terminal:
            filled = round(BAR_WIDTH * share)
            bar = "█" * filled + "░" * (BAR_WIDTH - filled)
            self.stream.write(f"\r{self.label}  {bar}  {share:4.0%}  {counted}\033[K")
        else:
            self.stream.write(f"{self.label}: {counted} ({self.shown_at - self.started_at:.0f} s)\n")
        self.stream.flush()
