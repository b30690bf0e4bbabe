"""A site of its own to measure against: its servers, web process and workers, in a folder that goes with it."""

import contextlib
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from rednote import embedded, env, up
from rednote.embedded.processes import Process, wait_until

MANAGE = (sys.executable, str(env.BASE_DIR / "manage.py"))


@contextlib.contextmanager
def site(port: int = 8765) -> Iterator[int]:
    """Everything that `make run` starts, but for the demo world; the environment of this process names its servers.

    To be entered before Django is set up. Gives the port.
    """
    settings = {"REDNOTE_LIMITS": json.dumps({"rates": False}), "PORT": str(port)}
    with database(settings) as environment:
        os.environ |= environment
        state_dir = Path(environment["REDNOTE_STATE_DIR"])
        commands = {
            "web": up.web_command(port),
            "worker": up.worker_command(),
            "refiner": up.refiner_command(),
            "beat": up.beat_command(state_dir / "beat-schedule"),
        }
        processes = [
            Process(name, command, state_dir=state_dir, cwd=env.BASE_DIR) for name, command in commands.items()
        ]
        try:
            for process in processes:
                process.start()
            if not wait_until(lambda: answers(port), 60, every=0.2):
                raise RuntimeError("The site does not answer.")
            yield port
        finally:
            for process in processes:
                process.stop()


@contextlib.contextmanager
def database(settings: dict[str, str]) -> Iterator[dict[str, str]]:
    """PostgreSQL and Redis, migrated, in a folder that goes with them; gives the environment that names them."""
    with tempfile.TemporaryDirectory(prefix="rednote-bench-") as folder:
        state_dir = Path(folder)
        state_dir.chmod(0o711)  # PostgreSQL may run as another user
        own = {name: value for name, value in os.environ.items() if not name.startswith("REDNOTE_")}
        environment = own | {"REDNOTE_STATE_DIR": folder, "DJANGO_SETTINGS_MODULE": "rednote.settings"} | settings
        servers = embedded.ensure(state_dir)
        try:
            environment |= {"DATABASE_URL": servers.database_url, "REDIS_URL": servers.redis_url}
            subprocess.run([*MANAGE, "prepare"], env=environment, check=True, capture_output=True)
            yield environment
        finally:
            servers.stop()
            time.sleep(0.2)


def run_apart(*arguments: str) -> None:
    """`manage.py bench` with these arguments, with a database of its own."""
    with database({}) as environment:
        subprocess.run([*MANAGE, "bench", *arguments], env=environment, check=True)


def answers(port: int) -> bool:
    client = http.client.HTTPConnection("localhost", port, timeout=5)
    try:
        client.request("GET", "/readyz")
        return client.getresponse().status == 200
    except OSError:
        return False
    finally:
        client.close()
