"""The default backing servers: a real PostgreSQL and a real Redis under the state directory, run by us."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rednote.embedded.processes import EmbeddedError, Identity, locked, read_json, wait_until, write_json

if TYPE_CHECKING:
    from rednote.embedded.processes import Process

__all__ = ["EmbeddedError", "Servers", "ensure", "running"]


@dataclass(frozen=True)
class Servers:
    """Where the two servers answer; `processes` holds those that this call started, and only those are stopped."""

    database_url: str
    redis_url: str
    processes: tuple[Process, ...] = ()
    record: Path | None = field(default=None, repr=False)

    def stop(self) -> None:
        for process in self.processes:
            process.ask_to_stop()
        for process in self.processes:
            process.stop()
        if self.record:
            self.record.unlink(missing_ok=True)


def running(state_dir: Path) -> Servers | None:
    """The servers that a live supervisor keeps for this state directory, or None; asks no server."""
    data = read_json(_record(state_dir)) or {}
    match data:
        case {"database_url": str(database), "redis_url": str(redis), "pid": int(pid), "started": str(started)}:
            if Identity(pid, started).is_alive():
                return Servers(database, redis)
    return None


def ensure(state_dir: Path, *, durable: bool = True, postgres: bool = True, redis: bool = True) -> Servers:
    """The servers of this state directory, started where they do not run; `durable=False` trades safety for speed.

    A server that is not wanted has an empty URL.
    """
    from rednote.embedded.postgres import Postgres, socket_dir
    from rednote.embedded.valkey import Valkey

    state_dir = state_dir.resolve()
    with locked(state_dir / "run" / "servers.lock"):
        sockets = socket_dir(state_dir)
        database = Postgres(state_dir, sockets, durable=durable) if postgres else None
        memory = Valkey(state_dir, sockets, durable=durable) if redis else None
        wanted = [server for server in (memory, database) if server]
        known = running(state_dir)
        # Their supervisor restarts a crashed server, which takes it a moment.
        if known and wait_until(lambda: all(server.answers() for server in wanted), 5.0, every=0.1):
            return known
        started = Servers(
            database.url if database else "",
            memory.url if memory else "",
            tuple(server.process for server in wanted),
            _record(state_dir),
        )
        try:
            for server in wanted:
                server.start()
            _write_record(started)
        except BaseException:
            started.stop()
            raise
    return started


def _record(state_dir: Path) -> Path:
    return state_dir / "run" / "servers.json"


def _write_record(servers: Servers) -> None:
    supervisor = Identity.of(os.getpid())
    if supervisor and servers.record:
        addresses = {"database_url": servers.database_url, "redis_url": servers.redis_url}
        write_json(servers.record, addresses | {"pid": supervisor.pid, "started": supervisor.started})
