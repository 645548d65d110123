"""Who runs the database server: PostgreSQL refuses to run as root, so root lends it to an unprivileged user."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True)
class ServerUser:
    """The user the server runs as; `switch` is false when that is simply the user who typed the command."""

    name: str
    uid: int
    gid: int
    switch: bool

    def popen_options(self) -> dict[str, Any]:
        """Options for `subprocess` that start a child as this user, in a folder that every user may enter."""
        as_user = {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}
        return {"cwd": "/", "env": self.environment(), **as_user}

    def environment(self) -> dict[str, str]:
        """The caller's environment without PostgreSQL's own variables, which would redirect or confuse the server."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return {**kept, "HOME": "/", "LC_ALL": "C", "USER": self.name, "LOGNAME": self.name}

    def can_enter(self, folder: Path) -> bool:
        """Ask the kernel, as that user, whether the folder can be entered: also right with access control lists."""
        if not self.switch:
            return os.access(folder, os.X_OK)
        probe = ["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)]
        return subprocess.run(probe, capture_output=True, check=False, **self.popen_options()).returncode == 0

    def give(self, folder: Path) -> None:
        """Make the folder (which must be ours) this user's own and nobody else's."""
        if self.switch:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)


def server_user() -> ServerUser:
    """The caller, or for root the first existing unprivileged user.

    Raises `LookupError` when root has no such user on this machine.
    """
    if os.geteuid() != 0:
        return ServerUser(user_name(os.geteuid()), os.geteuid(), os.getegid(), switch=False)
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerUser(name, entry.pw_uid, entry.pw_gid, switch=True)
    raise LookupError(f"PostgreSQL does not run as root, and none of the users {', '.join(CANDIDATES)} exists here.")


def user_name(uid: int) -> str:
    """The name of a user; in a container a number may have no name, then the number itself."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
