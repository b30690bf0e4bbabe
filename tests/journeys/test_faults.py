"""When a part of it dies, the site ..."""

import http.client
import io
import os
import re
import signal
import struct
import time
import uuid
import zlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db.models import Count, F
from django.middleware.csrf import _get_new_csrf_string
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image
from redis import Redis

from accounts.models import User
from posts.models import Comment, Like, Note, Photo, Refinement, Rendition
from rednote.celery import app, broker_url
from rednote.embedded.processes import wait_until
from rednote.embedded.valkey import Valkey
from rednote.lib import ledger
from rednote.lib.models import LEASE, MAX_TRIES, WorkState
from rednote.tasks import sweep
from tests.factories import make_note
from tests.live import LiveSite

pytestmark = pytest.mark.django_db(transaction=True)

# With MANY_PHOTOS=200 in the environment it takes a minute or two more.
MANY = int(os.environ.get("MANY_PHOTOS", "50"))
KILLS = 3
SIZES = {(480, "webp"), (480, "jpeg"), (480, "avif")}  # that so small a photo comes in
WORK_TIME = 60 + MANY / 2
# Far from what a page takes, far below what waiting for a dead server takes.
QUICK = 4.0


class Site(LiveSite):
    """A live site with a Redis and a media folder of its own: what is done to them touches no test beside."""

    def __init__(self, folder: Path) -> None:
        self.redis = Valkey(folder, folder, durable=False)
        self.media = folder / "media"
        changes = {"REDNOTE_MEDIA_ROOT": str(self.media), "REDNOTE_LIMITS": '{"rates": false}'}
        super().__init__("faults", REDIS_URL=self.redis.url, **changes)

    def start(self) -> None:
        if not self.redis.process.is_running():
            self.redis.start()
        super().start()

    def stop(self) -> None:
        super().stop()
        self.redis.process.stop()

    def kill_worker(self) -> None:
        """The whole group, at once: it can finish nothing and give nothing back."""
        if self.worker.is_running():
            os.killpg(self.worker.pid, signal.SIGKILL)
            assert wait_until(lambda: not self.worker.is_running(), 5)

    def sweep_later(self) -> None:
        """As if the patience with messages and leases were over: have what was lost sent again."""
        for model in (Photo, Refinement):
            waited = max(ledger.CARRIERS[model][1], LEASE) + timedelta(seconds=1)
            open_rows = model.objects.filter(state__in=[WorkState.PENDING, WorkState.PROCESSING])
            open_rows.update(due_at=F("due_at") - waited, lease_until=F("lease_until") - waited)
        with app.connection_for_write(broker_url(self.redis.url)) as broker:
            sweep.apply_async(connection=broker)

    def memory(self) -> Redis:
        return Redis.from_url(self.redis.url)

    def files(self) -> set[str]:
        return {str(path.relative_to(self.media)) for path in self.media.rglob("*") if path.is_file()}


class Visitor:
    """Somebody who is logged in, over plain HTTP."""

    def __init__(self, site: LiveSite, user: User) -> None:
        self.port = site.port
        client = Client()
        client.force_login(user)
        session, self.secret = client.cookies[settings.SESSION_COOKIE_NAME].value, _get_new_csrf_string()
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={self.secret}"

    def get(self, path: str) -> tuple[int, str]:
        return self.ask("GET", path)

    def post(self, path: str, **fields: Any) -> tuple[int, str]:
        return self.ask("POST", path, encode_multipart(BOUNDARY, fields))

    def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, str]:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=30)
        headers = {"Cookie": self.cookies, "X-CSRFToken": self.secret, "Content-Type": MULTIPART_CONTENT}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        content = answer.read().decode(errors="replace")
        connection.close()
        return answer.status, content

    def upload(self, content: bytes) -> Photo:
        file = io.BytesIO(content)
        file.name = "photo.jpg"
        status, page = self.post("/notes/photos", file=file)
        assert status == 200, page
        return Photo.objects.get(pk=int(re.search(r'data-photo-id="(\d+)"', page).group(1)))


@pytest.fixture(scope="module")
def _processes(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    yield site
    site.stop()


@pytest.fixture
def site(transactional_db: None, _processes: Site) -> Iterator[Site]:
    _processes.start()
    yield _processes
    _processes.kill_worker()
    _processes.memory().flushall()


@pytest.fixture
def visit(site: Site) -> Callable[[User], Visitor]:
    return lambda user: Visitor(site, user)


def jpeg(shade: int = 0) -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize((60, 80)).point(lambda value: (value + shade) % 256).save(file, "JPEG")
    return file.getvalue()


def poison() -> bytes:
    """A PNG whose every chunk is in order, and whose pixels are not."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", 600, 800, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"no pixels" * 99) + chunk(b"IEND", b"")


def states() -> dict[str, int]:
    return dict(Photo.objects.values_list("state").annotate(Count("pk")))


def all_ready(count: int) -> bool:
    return wait_until(lambda: states() == {WorkState.READY: count}, WORK_TIME, every=0.1)


def made() -> int:
    return Rendition.objects.count()


def test_prepares_each_photo_once_although_its_workers_were_killed(site, visit, alice):
    for path in site.media.rglob("*"):
        path.is_file() and path.unlink()
    visitor = visit(alice)
    site.kill_worker()
    photos = [visitor.upload(jpeg(number)) for number in range(MANY)]
    fields = {"composer_key": str(uuid.uuid4()), "visibility": "public", "photos": [photo.pk for photo in photos[-9:]]}
    assert visitor.post("/notes", **fields)[0] == 303
    site.start()
    interrupted = 0
    for _ in range(KILLS):
        enough = made() + len(SIZES) * MANY // 10
        # In the middle of a photo: right after one is ready, none may be at work.
        assert wait_until(
            lambda enough=enough: made() >= enough and WorkState.PROCESSING in states(), WORK_TIME, every=0.01
        )
        site.kill_worker()
        interrupted += states().get(WorkState.PROCESSING, 0)
        assert made() < len(SIZES) * MANY
        site.sweep_later()
        site.start()
    assert interrupted
    assert all_ready(MANY), states()
    assert Note.objects.get().ready_at
    site.sweep_later()
    assert wait_until(lambda: not Refinement.objects.exists(), WORK_TIME, every=0.1), Refinement.objects.count()
    # What was on its way to the database when the worker died may have arrived all the same.
    assert MANY <= sum(Photo.objects.values_list("tries", flat=True)) <= MANY + interrupted
    sizes: dict[int, set[tuple[int, str]]] = {}
    for photo, width, format in Rendition.objects.values_list("photo", "width", "format"):
        sizes.setdefault(photo, set()).add((width, format))
    assert list(sizes.values()) == [SIZES] * MANY
    assert made() == len(SIZES) * MANY
    kept = {*Photo.objects.values_list("original_key", flat=True), *Rendition.objects.values_list("key", flat=True)}
    assert site.files() == kept


def test_serves_and_resumes_its_work_after_redis_was_flushed(site, visit, alice):
    note = make_note(alice, title="Tea", hashtags=("tea",))
    visitor = visit(alice)
    site.kill_worker()
    for number in range(4):
        visitor.upload(jpeg(number))
    assert site.memory().llen("photos") == 4
    site.memory().flushall()

    for path in ("/", "/following", "/hashtags/tea", "/search?q=tea", note.get_absolute_url(), "/notifications"):
        assert visitor.get(path)[0] == 200, path
    assert "Tea" in visitor.get("/")[1]
    site.sweep_later()
    site.start()
    assert all_ready(4), states()


def test_serves_and_takes_all_writes_while_redis_is_away(site, visit, alice, bob):
    note = make_note(alice, title="Tea", hashtags=("tea",))
    visitor = visit(bob)
    assert visitor.get("/")[0] == 200
    site.redis.process.stop()
    took = {}

    def asked(status: int, method: str, path: str, **fields: Any) -> None:
        began = time.monotonic()
        answer, page = visitor.get(path) if method == "GET" else visitor.post(path, **fields)
        took[path] = time.monotonic() - began
        assert answer == status, f"{path}: {answer} {page[:500]}"

    for path in ("/", "/following", "/hashtags/tea", "/search?q=tea", note.get_absolute_url(), "/notifications"):
        asked(200, "GET", path)
    asked(303, "POST", f"/notes/{note.pk}/like")
    asked(303, "POST", f"/notes/{note.pk}/comments", body="Which one?", form_key=str(uuid.uuid4()))
    asked(303, "POST", "/notes", composer_key=str(uuid.uuid4()), visibility="public", cover_text="Hello")
    assert max(took.values()) < QUICK, took
    assert Like.objects.filter(note=note, user=bob).exists()
    assert Comment.objects.get().body == "Which one?"
    photo = Note.objects.get(author=bob).photos.get()
    assert photo.state == WorkState.PENDING

    site.redis.start()
    site.sweep_later()
    assert wait_until(lambda: Photo.objects.get(pk=photo.pk).is_ready, WORK_TIME, every=0.1)


def test_gives_up_a_broken_photo_and_delays_no_other(site, visit, alice):
    visitor = visit(alice)
    broken = visitor.upload(poison())
    others = [visitor.upload(jpeg(number)) for number in range(4)]
    assert wait_until(lambda: states() == {WorkState.READY: 4, WorkState.FAILED: 1}, WORK_TIME, every=0.1), states()
    broken.refresh_from_db()
    assert (broken.failure, broken.renditions.count()) == ("broken", 0)
    assert broken.tries <= MAX_TRIES
    assert "One of your photos could not be prepared" in visitor.get("/notifications?bucket=system")[1]
    assert not Photo.objects.filter(pk__in=[other.pk for other in others], tries__gt=1).exists()
