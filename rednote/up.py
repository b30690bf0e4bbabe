"""`make run`: everything the site needs, started in order, watched, and stopped together.

`python -m rednote.up web` (or `worker`, `refiner`, `beat`) is one part alone, in the foreground, for containers.
"""

import contextlib
import ctypes
import fcntl
import http.client
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from django.core.exceptions import ImproperlyConfigured

from rednote import embedded, env, logins
from rednote.embedded.processes import Identity, Process, read_json, read_record, wait_until, write_json

FIRST_NOTES = 60
MANAGE = [sys.executable, str(env.BASE_DIR / "manage.py")]


class Stop(Exception):
    """Somebody asked us to end: Ctrl-C, SIGTERM, a closed terminal."""


class Refusal(Exception):
    """The site cannot start here; the message is one line that says what to do."""


def main() -> int:
    if len(sys.argv) == 2 and sys.argv[1] in PARTS:
        command = PARTS[sys.argv[1]]()
        os.execv(command[0], command)  # noqa: S606
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    _follow_make()
    try:
        env.check_names()
        with _only_one(env.state_dir()) as run_record:
            Site(env.state_dir(), env.number("PORT", 8000), run_record).run()
    except Stop:
        pass
    except (Refusal, embedded.EmbeddedError, ImproperlyConfigured) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def web_command(port: int, host: str = "127.0.0.1") -> list[str]:
    command = [sys.executable, "-m", "uvicorn", "rednote.asgi:application", "--host", host, "--port", str(port)]
    # Who came through a proxy is told from REDNOTE_TRUSTED_PROXIES, and the log keeps no query strings.
    return [*command, "--timeout-graceful-shutdown", "3", "--no-access-log", "--no-proxy-headers", "--no-server-header"]


def worker_command(queues: str = "default,photos", concurrency: int = 2) -> list[str]:
    command = [sys.executable, "-m", "celery", "-A", "rednote", "worker", "--queues", queues]
    # Workers that share a broker are told apart by name.
    command += ["--hostname", f"{queues.replace(',', '-')}@%h"]
    command += ["--pool", "prefork", "--concurrency", str(concurrency), "--loglevel", "INFO"]
    return [*command, "--without-gossip", "--without-mingle", "--without-heartbeat"]


def refiner_command() -> list[str]:
    """The worker for what nobody waits for: one process, which gives way to all others."""
    return ["nice", "-n", "15", *worker_command("refinements", concurrency=1)]


def beat_command(schedule: Path) -> list[str]:
    # No pid file: one that outlives a kill would keep beat from starting.
    command = [sys.executable, "-m", "celery", "-A", "rednote", "beat", "--schedule", str(schedule)]
    return [*command, "--pidfile=", "--loglevel", "INFO"]


PARTS = {
    "web": lambda: web_command(env.number("PORT", 8000), env.text("REDNOTE_BIND", "127.0.0.1")),
    "worker": worker_command,
    "refiner": refiner_command,
    "beat": lambda: beat_command(Path(tempfile.gettempdir()) / "beat-schedule"),
}


class Site:
    """The processes of one `make run`."""

    def __init__(self, state_dir: Path, port: int, run_record: Path) -> None:
        self.state_dir = state_dir
        self.port = port
        self.host = env.text("REDNOTE_BIND", "127.0.0.1")
        self.run_record = run_record
        self.began = time.monotonic()
        self.servers: embedded.Servers | None = None
        self.prepare = self._process("prepare", [*MANAGE, "prepare"], logged=False)
        self.demo = self._process("demo", [*MANAGE, "demo"], logged=False)
        self.web = self._process("web", web_command(port, self.host), stop_seconds=5)
        self.worker = self._process("worker", worker_command(), stop_seconds=6)
        self.refiner = self._process("refiner", refiner_command(), stop_seconds=6)
        self.beat = self._process("beat", beat_command(state_dir / "run" / "beat-schedule"), stop_seconds=3)

    def run(self) -> None:
        """Until a signal comes; whatever ends it, what was started is stopped."""
        try:
            self._stop_orphans()
            self._require_free_port()
            self._start_servers()
            self._prepare()
            self._serve()
            self._fill()
            while True:
                time.sleep(0.5)
                self._tend()
        finally:
            self._stop()

    def _process(self, name: str, command: list[str], *, logged: bool = True, stop_seconds: float = 5.0) -> Process:
        return Process(
            name, command, state_dir=self.state_dir, cwd=env.BASE_DIR, logged=logged, stop_seconds=stop_seconds
        )

    @property
    def _all(self) -> tuple[Process, ...]:
        return self.prepare, self.demo, self.web, self.beat, self.worker, self.refiner

    def _stop_orphans(self) -> None:
        for process in self._all:
            process.stop_orphan()

    def _require_free_port(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError:
                message = f"Port {self.port} is taken: choose another, as in make run PORT={self.port + 1}"
                raise Refusal(message) from None

    def _start_servers(self) -> None:
        """Those that the environment does not name; every process to come finds them in its environment."""
        wanted = {"postgres": not env.text("DATABASE_URL"), "redis": not env.text("REDIS_URL")}
        if any(wanted.values()):
            began = time.monotonic()
            self.servers = embedded.ensure(self.state_dir, **wanted)
            _say(f"Servers ready ({time.monotonic() - began:.1f} s)")
            for name, url in (("DATABASE_URL", self.servers.database_url), ("REDIS_URL", self.servers.redis_url)):
                if url:
                    os.environ[name] = url
        os.environ["PORT"] = str(self.port)
        os.environ["PYTHONUNBUFFERED"] = "1"
        os.environ["DJANGO_SETTINGS_MODULE"] = "rednote.settings"

    def _prepare(self) -> None:
        """Bring the database, the translations and the static files up to date."""
        self.prepare.start()
        while self.prepare.is_running():
            time.sleep(0.02)
            self._tend_servers()
        if self.prepare.returncode:
            raise Refusal("The site could not be prepared; the lines above say why.")

    def _serve(self) -> None:
        """Pages first: what works behind them begins when they are answered."""
        self.web.start()
        while not self._answers():
            time.sleep(0.05)
            self._tend()
        for process in (self.worker, self.beat, self.demo, self.refiner):
            process.start()

    def _fill(self) -> None:
        """Tell the address: on a first run once there is something to see there, else at once."""
        filled = self.state_dir / "run" / "filled"
        is_known = filled.exists() and filled.read_text() == os.environ["DATABASE_URL"]
        if not is_known:
            self._wait_for_first_notes()
        self._announce()
        while self.demo.is_running():
            time.sleep(0.2)
            self._tend()
        if self.demo.returncode == 0:
            filled.write_text(os.environ["DATABASE_URL"])
        elif self.demo.returncode != logins.OTHERS_SITE:
            _say("The demo world is not complete; the next start goes on with it.")

    def _announce(self) -> None:
        _say(f"\nrednote is at http://localhost:{self.port}  (ready after {time.monotonic() - self.began:.1f} s)\n")
        if self.demo.returncode != logins.OTHERS_SITE:
            _say(logins.table())
        _say(f"\nCtrl-C stops it. Logs: {os.path.relpath(self.state_dir / 'log')}\n")

    def _wait_for_first_notes(self) -> None:
        """The demo world fills in while the site serves; it is worth a look when a first screen has its pictures."""
        import django

        django.setup()
        from django.db import DatabaseError, connection

        from rednote import demo

        ready = 0
        while self.demo.is_running() and ready < FIRST_NOTES:
            time.sleep(0.5)
            self._tend()
            with contextlib.suppress(DatabaseError):
                ready = demo.progress().ready
            connection.close()

    def _answers(self) -> bool:
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            client.request("GET", "/readyz", headers={"Host": "localhost"})
            return client.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            client.close()

    def _tend(self) -> None:
        self._tend_servers()
        for process in (self.web, self.worker, self.refiner, self.beat):
            if process.tend():
                _say(f"The {process.name} had ended and was started again; see {process.log}")

    def _tend_servers(self) -> None:
        for process in self.servers.processes if self.servers else ():
            if process.tend():
                _say(f"The {process.name} server had ended and was started again; see {process.log}")

    def _stop(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        write_json(self.run_record, (read_json(self.run_record) or {}) | {"stopping": True})
        for process in self._all:
            process.ask_to_stop()
        for process in self._all:
            process.stop()
        if self.servers:
            self.servers.stop()


@contextlib.contextmanager
def _only_one(state_dir: Path) -> Iterator[Path]:
    """Hold the state directory against a second `make run`; the kernel lets it go when we die, however we die."""
    record = state_dir / "run" / "up.json"
    record.parent.mkdir(parents=True, exist_ok=True)
    with (state_dir / "run" / "up.lock").open("w") as lock:

        def is_ours() -> bool:
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
            return False

        # One that was just told to end may need its ten seconds.
        if not wait_until(is_ours, 1.0) and not ((read_json(record) or {}).get("stopping") and wait_until(is_ours, 15)):
            holder = read_record(record)
            process = f" (process {holder.pid})" if holder else ""
            raise Refusal(f"rednote already runs at http://localhost:{(read_json(record) or {}).get('port')}{process}.")
        me = Identity.of(os.getpid())
        write_json(record, {"pid": os.getpid(), "started": me.started if me else "", "port": env.number("PORT", 8000)})
        try:
            yield record
        finally:
            record.unlink(missing_ok=True)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stop


def _follow_make() -> None:
    """When make is killed, we end too: nobody would know that we still hold the port."""
    if sys.platform == "linux" and "MAKELEVEL" in os.environ:
        ctypes.CDLL(None).prctl(1, int(signal.SIGTERM), 0, 0, 0)


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
