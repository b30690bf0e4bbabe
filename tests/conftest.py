"""What every test can ask for: the cast, clients, the queue, a live site and a browser."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import translation
from xdist.scheduler import LoadScopeScheduling

from rednote import catalogues, errors
from rednote.lib import redis
from rednote.lib.stack import roomy
from tests.live import LiveSite

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from accounts.models import User

PASSWORD = "correct horse battery"
# First the build that never draws a window: it takes half as long.
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure(config: pytest.Config) -> None:
    gc.set_threshold(20_000, 20, 50)  # as where the site is served
    settings.PASSWORD_HASHERS = ["tests.hashers.QuickHasher", *settings.PASSWORD_HASHERS]
    # Nobody reads the folder of static files while a live site's are gathered there.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    if not hasattr(config, "workerinput"):  # once, before the workers of xdist start
        for path in catalogues.catalogues():
            catalogues.compile_catalogue(path)


class ByFile(LoadScopeScheduling):
    """A file's tests share one worker, and what they set up; those on a live site share one site and one browser."""

    def __init__(self, config: pytest.Config, log: Any) -> None:
        config.option.loadscopereorder = False  # as collected: the longest come first
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        folder = nodeid.split("/")[1]
        return "live" if folder in {"browser", "journeys"} else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


LONGEST = ("tests/journeys", "tests/browser", "tests/test_visibility.py", "tests/test_bad_input.py", "tests/feeds")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that no worker is left with it alone."""
    items.sort(key=lambda item: next((i for i, path in enumerate(LONGEST) if item.nodeid.startswith(path)), 99))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> None:
    """Pages are asked for as where the site is served, too: it takes a quarter less time."""
    pyfuncitem.obj = roomy(pyfuncitem.obj)


@pytest.fixture(autouse=True)
def _empty_redis(request: pytest.FixtureRequest) -> None:
    """Counted attempts and queued tasks of one test are none of the next one's business."""
    if "live_site" not in request.fixturenames:
        for site in live_sites:
            # It would take the tasks that `run_tasks` is to run.
            site.stop_working()
    redis.client().flushdb()


@pytest.fixture
def short_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refusals without their page, which costs more than all the rest of the answer."""

    def page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
        return HttpResponse(str(context), status=status)

    monkeypatch.setattr(errors, "page", page)


@pytest.fixture(autouse=True)
def _in_english() -> None:
    """A test that spoke Chinese leaves the next one to its own language."""
    translation.activate(settings.LANGUAGE_CODE)


# --- The cast: Alice writes, Bob follows her, Carol is a stranger, Mallory is blocked ---------------------------------


@pytest.fixture
def person(db: None) -> Callable[..., "User"]:
    """person("dora", is_private=True): somebody else, with the password of all."""
    from accounts.models import User

    def create(handle: str, **fields: Any) -> User:
        fields = {"email": f"{handle}@example.org", "password": PASSWORD, "name": handle.capitalize()} | fields
        return User.objects.create_user(handle, **fields)

    return create


@pytest.fixture
def alice(person: Callable[..., "User"]) -> "User":
    return person("alice")


@pytest.fixture
def bob(person: Callable[..., "User"], alice: "User") -> "User":
    from accounts.models import Follow

    bob = person("bob")
    Follow.objects.create(follower=bob, followee=alice)
    return bob


@pytest.fixture
def carol(person: Callable[..., "User"]) -> "User":
    return person("carol")


@pytest.fixture
def mallory(person: Callable[..., "User"], alice: "User") -> "User":
    from accounts.models import Block

    mallory = person("mallory")
    Block.objects.create(blocker=alice, blocked=mallory)
    return mallory


@pytest.fixture
def moderator(person: Callable[..., "User"]) -> "User":
    from django.contrib.auth.models import Permission

    moderator = person("mo", is_staff=True)
    moderator.user_permissions.set(Permission.objects.filter(content_type__app_label="moderation"))
    return moderator


@pytest.fixture
def admin_user(person: Callable[..., "User"]) -> "User":
    return person("ada", is_staff=True, is_superuser=True)


@pytest.fixture
def login() -> Callable[["User"], Client]:
    """login(alice): a client of hers."""

    def client_of(user: "User") -> Client:
        client = Client()
        client.force_login(user)
        return client

    return client_of


# --- The queue --------------------------------------------------------------------------------------------------------


@pytest.fixture
def run_tasks(django_capture_on_commit_callbacks: Any) -> Callable[[], list[str]]:
    """run_tasks(): run what waits in the real queue, here, until nothing does; returns the names of the tasks.

    In a test with a rolled back transaction, nothing is ever committed: publish inside
    `with django_capture_on_commit_callbacks(execute=True):` first.
    """
    from rednote.celery import QUEUES, app

    def drain() -> list[str]:
        app.loader.import_default_modules()
        done = []
        with app.connection_for_read() as connection:
            queues = [connection.SimpleQueue(name) for name in QUEUES]
            waiting = True
            while waiting:
                waiting = False
                for queue in queues:
                    try:
                        message = queue.get(block=False)
                    except queue.Empty:
                        continue
                    message.ack()
                    name = message.headers["task"]
                    arguments, keywords, _ = message.payload
                    with django_capture_on_commit_callbacks(execute=True):
                        app.tasks[name](*arguments, **keywords)
                    done.append(name)
                    waiting = True
        return done

    return drain


# --- The real thing over HTTP -----------------------------------------------------------------------------------------


live_sites: list[LiveSite] = []  # the one of this process, once a test asked for it


@pytest.fixture(scope="session")
def _live_processes(django_db_setup: None) -> Iterator[LiveSite]:
    site = LiveSite()
    live_sites.append(site)
    site.start()
    yield site
    live_sites.remove(site)
    site.stop()


@pytest.fixture
def live_site(transactional_db: None, _live_processes: LiveSite) -> Iterator[LiveSite]:
    """The site as it is run, web and worker, on the test's database; what a test commits, it sees."""
    _live_processes.start()
    yield _live_processes
    _live_processes.settle()


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    from playwright.sync_api import sync_playwright

    path = os.environ.get("REDNOTE_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if not path:
        pytest.skip("no Chromium here: install the chromium package, or name one in REDNOTE_CHROMIUM")
    # Playwright keeps an event loop in this thread, where Django would refuse to touch the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()
        # A connection belongs to its loop: with this one open, the database could not be dropped.
        connections.close_all()


@pytest.fixture
def open_page(browser: "Browser", live_site: LiveSite) -> Iterator[Callable[..., "Page"]]:
    """open_page(locale="zh-CN", java_script_enabled=False): a page of a browser that nobody used before.

    The test fails when a script throws or the Content Security Policy is violated on any page it saw.
    """
    contexts, troubles = [], []

    def open_one(**options: Any) -> "Page":
        options = {"base_url": live_site.url, "locale": "en-US", "reduced_motion": "reduce"} | options
        context = browser.new_context(**options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
        page.on("console", lambda message: troubles.append(message.text) if violates_policy(message) else None)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)


def violates_policy(message: Any) -> bool:
    return message.type == "error" and "Content Security Policy" in message.text


@pytest.fixture
def browser_page(open_page: Callable[..., "Page"]) -> "Page":
    return open_page()
