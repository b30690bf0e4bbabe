"""`make run` starts what is missing, says in one line why it cannot, and stops what it started and nothing else."""

import fcntl
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.db import connection

from rednote import up
from rednote.embedded.processes import read_record, wait_until
from rednote.lib import redis
from tests.live import free_port


@pytest.fixture
def environment(tmp_path):
    return os.environ | {"REDNOTE_STATE_DIR": str(tmp_path / "state dir"), "PORT": str(free_port())}


def start(environment) -> subprocess.Popen:
    command = [sys.executable, "-m", "rednote.up"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def refusal(environment) -> str:
    process = start(environment)
    output, _ = process.communicate(timeout=20)
    assert process.returncode == 1
    assert output.count("\n") == 1, output
    return output


def test_refuses_a_taken_port(environment):
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(environment["PORT"])))
        other.listen()
        assert f"Port {environment['PORT']} is taken" in refusal(environment)


def test_refuses_a_variable_that_means_nothing(environment):
    assert "REDNOTE_COLOUR" in refusal(environment | {"REDNOTE_COLOUR": "red"})


def test_refuses_to_run_twice(environment, tmp_path):
    run = tmp_path / "state dir" / "run"
    run.mkdir(parents=True)
    (run / "up.json").write_text(json.dumps({"pid": os.getpid(), "started": "now", "port": 8000}))
    with (run / "up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert f"already runs at http://localhost:8000 (process {os.getpid()})" in refusal(environment)


@pytest.fixture
def database(db):
    """The URL of an empty database of its own on the tests' server."""
    name = f"up_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    server = psycopg2.connect(host=connection.settings_dict["HOST"], user="rednote", dbname="postgres")
    server.autocommit = True
    with server.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name}")
        yield os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


def test_serves_and_stops_what_it_started_and_nothing_else(environment, database, tmp_path):
    process = start(environment | {"DATABASE_URL": database})
    try:
        assert wait_until(lambda: answers(int(environment["PORT"])), 60, every=0.1), process.stdout.read()
        assert wait_until(lambda: len(list((tmp_path / "state dir" / "run").glob("*.json"))) >= 5, 20)
        started = [read_record(path) for path in (tmp_path / "state dir" / "run").glob("*.json")]
        assert not (tmp_path / "state dir" / "postgres").exists()
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
    assert [record for record in started if record and record.is_alive()] == []
    assert not answers(int(environment["PORT"]))
    assert redis.available()
    connection.ensure_connection()


def answers(port: int) -> bool:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        client.request("GET", "/readyz", headers={"Host": "localhost"})
        return client.getresponse().status == 200
    except OSError:
        return False
    finally:
        client.close()


def test_logs_hold_no_query_strings_and_addresses_are_not_taken_from_anybody():
    command = up.web_command(8000)
    assert "--no-access-log" in command
    assert "--no-proxy-headers" in command


def test_a_command_without_servers_says_what_to_start(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
    environment |= {"REDNOTE_STATE_DIR": str(tmp_path), "PGHOST": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "manage.py", "showmigrations"],
        env=environment,
        cwd=Path(settings.BASE_DIR),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("No database: start `make run` first")
    assert done.stderr.count("\n") == 1
