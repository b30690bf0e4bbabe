"""The site as it is run, for tests: web server and worker as processes on the test database."""

import http.client
import os
import signal
import socket
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from rednote import up
from rednote.celery import QUEUES
from rednote.embedded.processes import Process, locked, wait_until
from rednote.lib import redis

STATIC_STORAGE = "rednote.storage.StaticStorage"


class LiveSite:
    """`url` is where it answers; `worker` and `web` can be killed and started again.

    `changes` are to its environment; a site that has some needs a `name`.
    """

    def __init__(self, name: str = "live", **changes: str) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        database = connection.settings_dict["NAME"]
        host = quote(str(connection.settings_dict["HOST"]), safe="")
        environment = os.environ | {
            "DATABASE_URL": f"postgres://{connection.settings_dict['USER']}@{host}/{database}",
            "PORT": str(self.port),
            **changes,
        }
        state_dir = Path(settings.STATE_DIR) / database / name
        self.web = Process("web", up.web_command(self.port), state_dir=state_dir, env=environment)
        self.worker = Process(
            "worker", up.worker_command(",".join(QUEUES)), state_dir=state_dir, env=environment, stop_seconds=3
        )

    def start(self) -> None:
        """Start what does not run; return once pages are answered."""
        collect_static()
        self._send(signal.SIGCONT)
        for process in (self.web, self.worker):
            if not process.is_running():
                process.start()
        if not wait_until(self.answers, 30, every=0.1):
            raise RuntimeError(f"The live site does not answer. Its log says:\n{self.web.log_tail(30)}")

    def stop(self) -> None:
        self.stop_working()
        self.web.stop()

    def stop_working(self) -> None:
        self._send(signal.SIGCONT)
        self.worker.stop()

    def settle(self) -> None:
        """Forget what is queued, let running tasks and requests end, and stand still while the tables are emptied."""
        queue = redis.client()
        queue.delete(*QUEUES)
        if self.worker.is_running():
            # A task is acknowledged when it is done: while it renders, no query of it shows.
            wait_until(lambda: not queue.hlen("unacked"), 10, every=0.02)
        with connection.cursor() as cursor:
            # A last request may come while the browser closes: what stands still in no transaction locks nothing.
            assert wait_until(lambda: self._stands_still(cursor), 10, every=0.05), "the live site never came to rest"
        queue.flushdb()

    def _stands_still(self, cursor) -> bool:
        self._send(signal.SIGSTOP)
        is_still = not self._is_writing(cursor)
        if not is_still:
            self._send(signal.SIGCONT)
        return is_still

    def _send(self, number: signal.Signals) -> None:
        for process in (self.web, self.worker):
            if process.is_running() and process.pid:
                os.killpg(process.pid, number)

    def answers(self) -> bool:
        client = http.client.HTTPConnection("localhost", self.port, timeout=5)
        try:
            client.request("GET", "/healthz")
            return client.getresponse().status == 200
        except OSError:
            return False
        finally:
            client.close()

    def _is_writing(self, cursor) -> bool:
        cursor.execute(
            "SELECT 1 FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
        )
        return cursor.fetchone() is not None


def collect_static() -> None:
    """Once in a run: the live site serves the hashed files, as it does in earnest."""
    root = Path(settings.STATIC_ROOT)
    with locked(root.with_name("static.lock")):
        if not (root / "staticfiles.json").exists():
            storages = settings.STORAGES | {"staticfiles": {"BACKEND": STATIC_STORAGE}}
            with override_settings(STORAGES=storages):
                call_command("collectstatic", interactive=False, verbosity=0)


def free_port() -> int:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]
