"""Look at every part the site needs, and say how to mend what is broken."""

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from posts.models import Refinement
from rednote.celery import QUEUES, SCHEDULE, app
from rednote.lib import disk as disks
from rednote.lib.ids import made_at
from rednote.lib.images.decoders import require_current, versions
from rednote.lib.models import WorkState
from rednote.lib.redis import client
from rednote.tasks import HEARTBEAT

OLDEST_POSTGRES = 15_00_00
SILENCE = 5 * SCHEDULE["rednote.tasks.sweep"]
NEVER = float("inf")
ANSWER_TIME = 2.0  # seconds for a worker to answer
FEW_BYTES = 200 * 2**20
KEY_LENGTH = 40
LONG_QUEUE = timedelta(minutes=15)


class Finding(NamedTuple):
    """`level` is "ok", "warn" or "FAIL"; `mend` says what to do."""

    level: str
    text: str
    mend: str = ""


def ok(text: str) -> Finding:
    return Finding("ok", text)


def database() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('server_version_num')::int")
        version, number = cursor.fetchone()
        cursor.execute("SELECT default_version FROM pg_available_extensions WHERE name = 'vector'")
        vector = cursor.fetchone()
    if number < OLDEST_POSTGRES:
        yield Finding("FAIL", f"PostgreSQL {version} is too old", "Use PostgreSQL 15 or later.")
    else:
        yield ok(f"PostgreSQL {version}")
    if vector:
        yield ok(f"pgvector {vector[0]}")
    else:
        yield Finding("warn", "no pgvector", "Install it, or use the image pgvector/pgvector:pg18.")
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield Finding("FAIL", f"{len(plan)} migrations are missing", "Run manage.py prepare.")
    else:
        yield ok("migrated")


def redis() -> Iterator[Finding]:
    server = client().info("server")
    yield ok(f"{server.get('server_name', 'redis')} {server.get('valkey_version') or server['redis_version']}")
    wanted = {
        "maxmemory-policy": (
            "noeviction",
            "Set maxmemory-policy noeviction, or queued work is thrown away under load.",
        ),
        "appendonly": (
            "yes",
            "Set appendonly yes, or a restart forgets what is queued until the sweeper sends it again.",
        ),
    }
    for name, (value, mend) in wanted.items():
        found = client().config_get(name).get(name)
        yield ok(f"{name} {value}") if found == value else Finding("warn", f"{name} is {found}", mend)


def worker() -> Iterator[Finding]:
    """By the last scheduled task that one ran, else by asking (which a flushed Redis makes deaf)."""
    if oldest := Refinement.objects.order_by("pk").exclude(state=WorkState.FAILED).first():
        waiting = timezone.now() - made_at(oldest.pk)
        if waiting > LONG_QUEUE:
            mend = "Let python -m rednote.up refiner run (make run and compose do), on more processors if it does."
            yield Finding("warn", f"photos wait {waiting.seconds // 60} min for their other sizes and formats", mend)
    if (silence := silence_of_beat()) < SILENCE:
        yield ok(f"ran a scheduled task {silence:.0f} s ago")
        return
    inspect = app.control.inspect(timeout=ANSWER_TIME)
    served = {queue["name"] for queues in (inspect.active_queues() or {}).values() for queue in queues}
    mend = "Start one: python -m rednote.up worker (make run and compose do). Its log says why it ended."
    for name in QUEUES:
        yield ok(f"takes from {name}") if name in served else Finding("FAIL", f"nobody takes from {name}", mend)


def beat() -> Iterator[Finding]:
    silence = silence_of_beat()
    if silence < SILENCE:
        yield ok(f"last heard {silence:.0f} s ago")
    else:
        since = "never heard" if silence == NEVER else f"not heard for {silence:.0f} s"
        mend = "Start it: python -m rednote.up beat (make run and compose do). A worker must run what it schedules."
        yield Finding("FAIL", since, mend)


def silence_of_beat() -> float:
    """Seconds since a worker ran what beat schedules."""
    seen = client().get(HEARTBEAT)
    return time.time() - float(seen) if seen else NEVER


def storage() -> Iterator[Finding]:
    where = f"bucket {settings.MEDIA_BUCKET}" if settings.MEDIA_BUCKET else str(settings.MEDIA_ROOT)
    content = uuid4().bytes
    key = default_storage.save(f"probes/{uuid4().hex}", ContentFile(content))
    try:
        with default_storage.open(key) as file:
            is_same = file.read() == content
    finally:
        default_storage.delete(key)
    if is_same:
        yield ok(f"writes, reads and deletes in {where}")
    else:
        yield Finding("FAIL", f"{where} gives back something else", "Check REDNOTE_MEDIA_* in .env.")


def disk() -> Iterator[Finding]:
    """The folders on which uploads land; they refuse a while before a disk is full."""
    reserve = settings.LIMITS["disk_reserve_bytes"]
    for folder in disks.folders():
        free = shutil.disk_usage(folder).free
        room = f"{free / 2**30:.1f} GB free under {folder}"
        if free < reserve:
            level = "FAIL" if free < FEW_BYTES else "warn"
            yield Finding(level, f"{room}: uploads are refused below {reserve / 2**30:.1f} GB", "Make room.")
        elif free < 2 * reserve:
            yield Finding("warn", f"{room}: uploads stop at {reserve / 2**30:.1f} GB", "Make room.")
        else:
            yield ok(room)


def decoders() -> Iterator[Finding]:
    require_current()
    yield ok(", ".join(f"{name} {version}" for name, version in versions().items()))


def mail() -> Iterator[Finding]:
    if settings.MAIL_URL:
        mailer = get_connection()
        mailer.open()
        mailer.close()
        yield ok(f"{urlsplit(settings.MAIL_URL).hostname} takes mail")
    elif settings.HTTPS:
        yield Finding(
            "warn", "no mail leaves the site", "Set REDNOTE_MAIL_URL, or people cannot reset their passwords."
        )
    else:
        yield ok("kept in the outbox page, as REDNOTE_MAIL_URL is not set")


def security() -> Iterator[Finding]:
    host = urlsplit(settings.BASE_URL).hostname
    if len(settings.SECRET_KEY) < KEY_LENGTH:
        yield Finding("FAIL", "the secret key is short", "Set REDNOTE_SECRET_KEY to: openssl rand -base64 48")
    if settings.DEBUG:
        yield Finding("FAIL" if settings.HTTPS else "warn", "debugging is on", "Set REDNOTE_DEBUG=0: it shows secrets.")
    if "*" in settings.ALLOWED_HOSTS:
        yield Finding("FAIL", "any host name is served", "Name yours in REDNOTE_ALLOWED_HOSTS.")
    if settings.HTTPS and not settings.BASE_URL.startswith("https://"):
        yield Finding("FAIL", f"HTTPS is on, but the address is {settings.BASE_URL}", "Set REDNOTE_BASE_URL.")
    if not settings.HTTPS and host not in {"localhost", "127.0.0.1", "::1"}:
        yield Finding(
            "warn", f"{host} is served without HTTPS", "Set REDNOTE_HTTPS=1 behind a proxy that has a certificate."
        )
    if settings.RATES_LIFTED:
        yield Finding("warn", "rate limits are lifted", "Take rates out of REDNOTE_LIMITS after the load test.")
    yield ok(f"{'HTTPS' if settings.HTTPS else 'plain HTTP'} at {settings.BASE_URL}")


CHECKS: dict[str, tuple[Callable[[], Iterator[Finding]], str]] = {
    "database": (database, "Check DATABASE_URL; make run starts a server of its own where it is not set."),
    "redis": (redis, "Check REDIS_URL; make run starts a server of its own where it is not set."),
    "worker": (worker, "It needs Redis."),
    "beat": (beat, "It needs Redis."),
    "storage": (storage, "Check REDNOTE_MEDIA_* and who may write there."),
    "disk": (disk, ""),
    "decoders": (decoders, "Run scripts/install requirements.lock."),
    "mail": (mail, "Check REDNOTE_MAIL_URL: smtp://user:password@host:587."),
    "security": (security, ""),
}


class Command(BaseCommand):
    help = "Check servers, workers, storage, disk, decoders, mail and settings; fails when one of them is broken."
    # Whatever is broken must not keep the doctor from looking.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        failures = 0
        for name, (check, mend) in CHECKS.items():
            for finding in findings(check, mend):
                self.stdout.write(f"{finding.level:<5} {name:<9} {finding.text}")
                if finding.mend:
                    self.stdout.write(f"{'':<15} -> {finding.mend}")
                failures += finding.level == "FAIL"
        if failures:
            raise CommandError(f"{failures} to mend.")


def findings(check: Callable[[], Iterator[Finding]], mend: str) -> Iterator[Finding]:
    try:
        yield from check()
    except Exception as error:  # each part fails in ways of its own
        text = str(error).strip() or type(error).__name__
        yield Finding("FAIL", text.splitlines()[0], mend)
