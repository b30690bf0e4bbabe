"""A pytest plugin, loaded before Django's: one real PostgreSQL and Redis for the whole run, workers included."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rednote import embedded

REDIS_URL = "TEST_REDIS_URL"


class Cluster:
    """What the controlling process started, to be stopped when the run ends."""

    def __init__(self) -> None:
        # PostgreSQL may run as another user than we: others may pass through, not look.
        self.state_dir = Path(tempfile.mkdtemp(prefix="rednote-tests-", dir="/tmp"))
        self.state_dir.chmod(0o711)
        self.servers = embedded.ensure(self.state_dir, durable=False)

    def stop(self) -> None:
        self.servers.stop()
        shutil.rmtree(self.state_dir, ignore_errors=True)
        shutil.rmtree(Path(self.servers.redis_url.removeprefix("unix://")).parent, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Before anything reads the settings: they come from the environment, and no one's own setting disturbs a test."""
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        for name in [name for name in os.environ if name.startswith("REDNOTE_") and name != "REDNOTE_CHROMIUM"]:
            del os.environ[name]
        cluster = Cluster()
        early_config.add_cleanup(cluster.stop)
        os.environ["REDNOTE_STATE_DIR"] = str(cluster.state_dir)
        os.environ["REDNOTE_SECRET_KEY"] = "a key for tests, known to everyone, which signs nothing of worth"
        os.environ["DATABASE_URL"] = cluster.servers.database_url
        os.environ["REDIS_URL"] = os.environ[REDIS_URL] = cluster.servers.redis_url
        os.environ.pop("PORT", None)
    else:
        database = int(worker.removeprefix("gw")) + 1
        os.environ["REDIS_URL"] = f"{os.environ[REDIS_URL]}?db={database}"
    return (yield)
