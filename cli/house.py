"""Where one running house keeps its things: a folder with data, logs, secrets and what is needed to stop it."""

import fcntl
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cli.postgres_files import socket_folder

ROOT = Path(__file__).parents[1]
"""The project's folder."""
VAR = ROOT / "var"


class AlreadyRunning(RuntimeError):
    """Another `zuidwest run` uses this folder; `pid` is its process."""

    def __init__(self, pid: int) -> None:
        super().__init__(f"The house is already running (process {pid}).")
        self.pid = pid


@dataclass(frozen=True)
class House:
    """The folder `var` and what has which name in it."""

    var: Path

    @property
    def logs(self) -> Path:
        return self.var / "log"

    @property
    def run(self) -> Path:
        """Of this run only: configuration and secrets of the processes."""
        return self.var / "run"

    @property
    def config(self) -> Path:
        return self.run / "supervisord.conf"

    @property
    def session(self) -> Path:
        """Holds the process id of the supervisor, which is the session id of all it started."""
        return self.run / "session"

    @property
    def socket(self) -> Path:
        """Where the supervisor listens: a path short enough for a unix socket."""
        return socket_folder(self.run) / "s"

    def make(self) -> None:
        for folder in (self.var, self.logs, self.run, self.socket.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.socket.parent.is_symlink() or self.socket.parent.stat().st_uid != os.geteuid():
            raise PermissionError(f"{self.socket.parent} belongs to somebody else; remove it first.")

    def secret(self) -> str:
        """The one secret of this installation, made at the first run."""
        kept = self.var / "secret"
        if not kept.exists():
            write_private(kept, secrets.token_urlsafe(48))
        return kept.read_text().strip()

    def secrets_of(self, process: str) -> Path:
        """The folder for a process's `ZUIDWEST_SECRETS_DIR`, as a container would get it."""
        return self.run / "secrets" / process

    def keep_secrets(self, process: str, secrets_by_name: Mapping[str, str]) -> None:
        folder = self.secrets_of(process)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, text in secrets_by_name.items():
            write_private(folder / name, text)

    @contextmanager
    def occupied(self) -> Iterator[None]:
        """Only one at a time; the kernel forgets it when this process ends. Raises AlreadyRunning."""
        with (self.var / "lock").open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise AlreadyRunning(_pid_in(self.var / "lock") or 0) from error
            lock.truncate(0)
            lock.write(str(os.getpid()))
            lock.flush()
            yield
            lock.truncate(0)

    def occupant(self) -> int | None:
        """The process that runs this house now, or None."""
        try:
            with self.occupied():
                return None
        except AlreadyRunning as error:
            return error.pid
        except FileNotFoundError:
            return None

    def session_id(self) -> int | None:
        """The session of the last supervisor, whether or not it still runs."""
        return _pid_in(self.session)


def write_private(path: Path, text: str) -> None:
    """Only we may read it, from the first byte on."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def _pid_in(path: Path) -> int | None:
    try:
        return int(path.read_text())
    except (FileNotFoundError, ValueError):
        return None
