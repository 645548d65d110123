"""Who runs a house in tests: ourselves, or a normal user where the tests themselves run as root."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cli.assets import build_assets
from cli.house import ROOT
from cli.unprivileged import ServerUser, server_user
from tests.house import ZUIDWEST, RunningHouse, free_ports, start, wait_until_it_stands

SAME_VERSION = "import sys; sys.exit(sys.version_info[:2] != ({}, {}))".format(*sys.version_info[:2])


@dataclass(frozen=True)
class Person:
    """`user` is None when nobody else than ourselves can run it."""

    var: Path
    program: str
    user: ServerUser | None

    @property
    def uid(self) -> int:
        return self.user.uid if self.user else os.geteuid()

    def standing(self) -> RunningHouse:
        """A house that this person started, as soon as it stands."""
        home = {"HOME": str(self.var.parent)} if self.user else {}
        house = start(self.var, free_ports(), home, self.program, self.user)
        try:
            wait_until_it_stands(house)
        except BaseException:
            house.process.kill()
            house.process.wait()
            raise
        return house


@contextmanager
def somebody() -> Iterator[Person]:
    with tempfile.TemporaryDirectory(prefix="zw-user-") as folder:
        var = Path(folder) / "var"
        yield as_normal_user(var, server_user()) or Person(var, ZUIDWEST, None)


def as_normal_user(var: Path, user: ServerUser) -> Person | None:
    """None when we are a normal user ourselves, or when root's own things are closed to others."""
    python = python_for(user) if os.geteuid() == 0 and user.can_enter(ROOT) else None
    if python is None:
        return None
    build_assets()
    user.give(var.parent)
    # Its name begins as that of the data: so its programs are seen to belong to this house.
    environment = var.with_name("var-environment")
    program = environment_with_our_packages(python, environment)
    shutil.chown(environment, user.uid)
    return Person(var, str(program), user)


def python_for(user: ServerUser) -> str | None:
    """A Python of our version that this user may run; ours can be in root's own folder."""
    for candidate in (os.path.realpath(sys.executable), *Path("/usr/bin").glob("python3*")):
        command = [str(candidate), "-c", SAME_VERSION]
        try:
            if subprocess.run(command, capture_output=True, **user.popen_options()).returncode == 0:
                return str(candidate)
        except OSError:
            continue
    return None


def environment_with_our_packages(python: str, folder: Path) -> Path:
    """A virtual environment that finds the packages of ours; its `zuidwest`."""
    subprocess.run([python, "-m", "venv", "--without-pip", str(folder)], check=True, capture_output=True)
    packages = next((folder / "lib").glob("python3*/site-packages"))
    ours = next(Path(sys.prefix, "lib").glob("python3*/site-packages"))
    (packages / "ours.pth").write_text(f"{ours}\n{ROOT}\n")
    for name in ("zuidwest", "uvicorn"):
        script = Path(sys.executable).with_name(name).read_text().split("\n", 1)[1]
        (folder / "bin" / name).write_text(f"#!{folder}/bin/python\n{script}")
        (folder / "bin" / name).chmod(0o755)
    return folder / "bin" / "zuidwest"
