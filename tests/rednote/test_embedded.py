"""The embedded servers come up after anything that may have happened to them."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from redis import Redis
from redis.exceptions import RedisError

from rednote import embedded
from rednote.embedded import postgres, valkey
from rednote.embedded.postgres import socket_dir
from rednote.embedded.processes import EmbeddedError, Identity, wait_until


@pytest.fixture
def state_dir() -> Iterator[Path]:
    """On a path with a space; as root PostgreSQL runs as nobody, who must be able to pass."""
    with tempfile.TemporaryDirectory(prefix="rednote tests ", dir="/tmp") as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)


@pytest.fixture
def servers(state_dir: Path) -> Iterator[embedded.Servers]:
    servers = embedded.ensure(state_dir, durable=False)
    yield servers
    servers.stop()
    socket_dir(state_dir).rmdir()


def value(servers: embedded.Servers, sql: str) -> object:
    connection = psycopg2.connect(servers.database_url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found = cursor.fetchone()[0] if cursor.description else None
    connection.close()
    return found


def process_named(servers: embedded.Servers, name: str):
    return next(process for process in servers.processes if process.name == name)


def test_serve_a_plain_role_with_vectors_in_utf8(servers):
    assert value(servers, "SELECT '[1,2]'::vector::text") == "[1,2]"
    assert value(servers, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert value(servers, "SELECT upper('é') || lower('Ñ')") == "Éñ"


def test_keep_their_data_in_the_state_directory(servers, state_dir):
    assert (state_dir / "postgres").resolve().parent == state_dir.resolve()


def test_are_found_by_others_while_they_run(servers, state_dir):
    found = embedded.running(state_dir)
    assert (found.database_url, found.redis_url) == (servers.database_url, servers.redis_url)
    again = embedded.ensure(state_dir)
    assert again.processes == ()
    again.stop()
    assert value(servers, "SELECT 1") == 1


def test_are_not_found_once_they_were_stopped(state_dir):
    servers = embedded.ensure(state_dir, durable=False)
    servers.stop()
    assert embedded.running(state_dir) is None
    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(servers.database_url)
    servers = embedded.ensure(state_dir, durable=False)
    assert value(servers, "SELECT 1") == 1
    servers.stop()
    socket_dir(state_dir).rmdir()


def test_postgres_keeps_what_was_committed_when_it_is_killed(state_dir):
    servers = embedded.ensure(state_dir, redis=False)
    value(servers, "CREATE TABLE kept (id int)")
    kill_and_tend(process_named(servers, "postgres"))
    assert wait_until(lambda: does_not_raise(lambda: value(servers, "SELECT 1")), 20)
    assert value(servers, "SELECT count(*) FROM kept") == 0
    servers.stop()
    socket_dir(state_dir).rmdir()


def test_redis_keeps_what_was_written_a_second_ago_when_it_is_killed(state_dir):
    servers = embedded.ensure(state_dir, postgres=False)
    client = Redis.from_url(servers.redis_url)
    client.set("kept", "yes")
    time.sleep(1.1)
    kill_and_tend(process_named(servers, "redis"))
    assert wait_until(lambda: does_not_raise(client.ping), 20)
    assert client.get("kept") == b"yes"
    servers.stop()
    socket_dir(state_dir).rmdir()


def kill_and_tend(process) -> None:
    os.kill(process.pid, signal.SIGKILL)
    assert wait_until(process.tend, 10)


def does_not_raise(call) -> bool:
    try:
        call()
    except (psycopg2.OperationalError, RedisError):
        return False
    return True


def test_do_not_believe_a_pid_file(state_dir):
    """After a restart of a container the number may belong to anyone, even to us."""
    servers = embedded.ensure(state_dir, durable=False)
    data = state_dir / "postgres" / "18"
    before = (data / "postmaster.pid").read_text().splitlines()
    servers.stop()
    (data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *before[1:]]) + "\n")
    servers = embedded.ensure(state_dir, durable=False)
    assert value(servers, "SELECT 1") == 1
    servers.stop()
    socket_dir(state_dir).rmdir()


def test_follow_their_killed_supervisor_and_start_anew(state_dir):
    program = (
        "import sys, time; from pathlib import Path; from rednote import embedded;"
        "embedded.ensure(Path(sys.argv[1]), durable=False); print('up', flush=True); time.sleep(60)"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", program, str(state_dir)], stdout=subprocess.PIPE, text=True)
    assert supervisor.stdout.readline() == "up\n"
    old = embedded.running(state_dir)
    assert value(old, "SELECT 1") == 1
    supervisor.kill()
    supervisor.wait()
    assert embedded.running(state_dir) is None
    servers = embedded.ensure(state_dir, durable=False)
    assert value(servers, "SELECT 1") == 1
    servers.stop()
    socket_dir(state_dir).rmdir()


def test_repair_an_interrupted_first_start(state_dir):
    half = state_dir / "postgres" / "18.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    servers = embedded.ensure(state_dir, durable=False)
    assert value(servers, "SELECT 1") == 1
    servers.stop()
    socket_dir(state_dir).rmdir()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another user")
def test_live_elsewhere_when_the_folder_of_root_is_closed(state_dir, monkeypatch):
    with tempfile.TemporaryDirectory(prefix="rednote open ", dir="/tmp") as elsewhere:
        Path(elsewhere).chmod(0o755)
        monkeypatch.setattr(postgres, "SYSTEM_HOME", Path(elsewhere))
        monkeypatch.setattr(postgres, "_may_enter", lambda folder, user: False)
        servers = embedded.ensure(state_dir, durable=False, redis=False)
        assert value(servers, "SELECT '[1]'::vector::text") == "[1]"
        home = (state_dir / "postgres").resolve()
        assert home.parent == Path(elsewhere)
        assert process_named(servers, "postgres").argv[0].startswith(str(home))
        servers.stop()
    socket_dir(state_dir).rmdir()


def test_can_be_only_one_of_the_two(state_dir):
    servers = embedded.ensure(state_dir, durable=False, postgres=False)
    assert servers.database_url == ""
    assert [process.name for process in servers.processes] == ["redis"]
    servers.stop()
    socket_dir(state_dir).rmdir()


def test_refuse_a_socket_folder_of_somebody_else(state_dir):
    folder = socket_dir(state_dir)
    if os.geteuid() == 0:
        os.chown(folder, 12345, 12345)
    else:
        folder.rmdir()
        folder.symlink_to("/")
    with pytest.raises(EmbeddedError, match="belongs to someone else"):
        socket_dir(state_dir)
    folder.unlink() if folder.is_symlink() else folder.rmdir()


def test_use_the_redis_that_is_named(monkeypatch):
    monkeypatch.setenv("REDIS_SERVER_BIN", "/opt/my-redis")
    assert valkey.find_binary() == "/opt/my-redis"


def test_tell_a_process_from_a_later_one_of_the_same_number():
    me = Identity.of(os.getpid())
    assert me.is_alive()
    assert not Identity(me.pid, "another start").is_alive()
