"""The house as a normal user runs it, when the tests themselves run as root."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.assets import build_assets
from cli.house import ROOT
from cli.unprivileged import ServerUser, server_user
from tests.house import end, free_ports, start, wait_until_it_stands

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="these tests already run as a normal user")
SAME_VERSION = "import sys; sys.exit(sys.version_info[:2] != ({}, {}))".format(*sys.version_info[:2])


@pytest.fixture
def user() -> ServerUser:
    return server_user()


@pytest.fixture
def folder(user: ServerUser) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="zw-user-") as folder:
        user.give(Path(folder))
        yield Path(folder)


def python_for(user: ServerUser) -> str:
    """A Python of our version that this user may run; ours can be in root's own folder."""
    for candidate in (os.path.realpath(sys.executable), *Path("/usr/bin").glob("python3*")):
        command = [str(candidate), "-c", SAME_VERSION]
        try:
            if subprocess.run(command, capture_output=True, **user.popen_options()).returncode == 0:
                return str(candidate)
        except OSError:
            continue
    pytest.skip(f"{user.name} has no Python {sys.version_info[0]}.{sys.version_info[1]} here")


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


@pytest.mark.timeout(400)
def test_the_house_stands_as_a_normal_user_and_ends_whole(user: ServerUser, folder: Path) -> None:
    if not user.can_enter(ROOT):
        pytest.skip(f"{user.name} can't enter {ROOT}")
    build_assets()
    zuidwest = environment_with_our_packages(python_for(user), folder / "environment")
    shutil.chown(folder / "environment", user.uid)
    house = start(folder / "var", free_ports(), {"HOME": str(folder)}, str(zuidwest), user)
    try:
        wait_until_it_stands(house)
        pids = house.control.pids()
        assert {Path(f"/proc/{pid}").stat().st_uid for pid in pids.values()} == {user.uid}
        os.killpg(house.process.pid, signal.SIGINT)
        assert house.process.wait(60) == 0
        assert not [pid for pid in pids.values() if Path(f"/proc/{pid}").exists()]
    finally:
        end(house)
