"""Ids."""

from datetime import UTC, datetime

from rednote.lib import ids


def test_of_one_moment_are_never_the_same(monkeypatch):
    drawn = iter([7, 7, 7, 8, 7])
    now = iter([1_800_000_000_000, 1_800_000_000_000, 1_800_000_000_001])
    monkeypatch.setattr(ids.secrets, "randbits", lambda bits: next(drawn))
    monkeypatch.setattr(ids.time, "time_ns", lambda: next(now) * 1_000_000)
    first, second, third = (ids.new_id() for _ in range(3))
    assert (first & 0xFF, second & 0xFF, third & 0xFF) == (7, 8, 7)
    assert first < second < third


def test_tell_when_they_were_made():
    moment = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)
    assert ids.made_at(ids.id_at(moment)) == moment
    before = datetime.now(UTC).replace(microsecond=0)
    assert before <= ids.made_at(ids.new_id()) <= datetime.now(UTC)
