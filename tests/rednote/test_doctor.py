"""The doctor looks at every part, names what is broken and says how to mend it."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from rednote.management.commands import doctor
from rednote.management.commands.doctor import CHECKS, Finding, findings
from rednote.tasks import sweep

pytestmark = pytest.mark.django_db


def look_at(name: str) -> list[Finding]:
    return list(findings(*CHECKS[name]))


def levels(name: str) -> set[str]:
    return {finding.level for finding in look_at(name)}


@pytest.mark.parametrize("part", ["database", "redis", "storage", "mail"])
def test_finds_what_runs_well(part: str, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    assert levels(part) <= {"ok", "warn"}
    assert "ok" in levels(part)


def test_names_a_missing_migration() -> None:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.filter(app="rednote", name="0001_start").delete()
    assert any("1 migrations are missing" in finding.text for finding in look_at("database"))


def test_hears_beat_by_what_it_schedules() -> None:
    assert levels("beat") == {"FAIL"}
    sweep()
    assert levels("beat") == {"ok"}


def test_says_how_to_start_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "QUEUES", ("nobody's",))
    [finding] = look_at("worker")
    assert (finding.level, finding.text) == ("FAIL", "nobody takes from nobody's")
    assert "rednote.up worker" in finding.mend


def test_tells_of_redis_being_away(settings: Any) -> None:
    settings.REDIS_URL = "redis://localhost:1/0"
    assert levels("redis") == {"FAIL"}
    assert "REDIS_URL" in look_at("redis")[0].mend


def test_warns_of_what_is_open_to_misuse(settings: Any) -> None:
    settings.BASE_URL, settings.HTTPS = "http://rednote.example", True
    settings.SECRET_KEY, settings.DEBUG, settings.ALLOWED_HOSTS = "short", True, ["*"]
    settings.RATES_LIFTED = True
    assert [finding.level for finding in look_at("security")] == ["FAIL"] * 4 + ["warn", "ok"]


def test_warns_when_no_mail_can_leave(settings: Any) -> None:
    settings.HTTPS = True
    assert levels("mail") == {"warn"}


def test_fails_on_mail_that_nobody_takes(settings: Any) -> None:
    settings.MAIL_URL, settings.EMAIL_HOST, settings.EMAIL_PORT = "smtp://localhost:1", "localhost", 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert levels("mail") == {"FAIL"}


def test_fails_as_a_command_when_something_is_broken() -> None:
    said = StringIO()
    with pytest.raises(CommandError, match="to mend"):
        call_command("doctor", stdout=said)
    assert "FAIL  beat" in said.getvalue()
    assert "-> Start it" in said.getvalue()


def test_finds_a_whole_site_well() -> None:
    sweep()
    said = StringIO()
    call_command("doctor", stdout=said)
    assert "FAIL" not in said.getvalue()
