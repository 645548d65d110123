"""The set-up script on other machines than this one: old Pythons, Pythons without venv, a second time."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from cli.house import ROOT

SH = "/bin/sh"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone where installing is done by a stand-in that keeps a diary: no network is needed to test the rest."""
    folder = tmp_path / "clone"
    (folder / "cli").mkdir(parents=True)
    for name in ("cli/setup.sh", "pyproject.toml", "uv.lock"):
        shutil.copy(ROOT / name, folder / name)
    version = next(line for line in (ROOT / "cli/setup.sh").read_text().splitlines() if line.startswith("UV="))
    program(
        folder / ".tools" / "python" / "bin" / "uv",
        f'[ "$1" = --version ] && {{ echo "uv {version.removeprefix("UV=")}"; exit; }}\n'
        'echo "$@" >> diary; mkdir -p .venv/bin; echo > .venv/bin/zuidwest; chmod +x .venv/bin/zuidwest',
    )
    return folder


def program(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def set_up(clone: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHON"}
    command = [SH, "cli/setup.sh"]
    return subprocess.run(command, cwd=clone, env=kept | environment, capture_output=True, text=True, timeout=60)


def diary(clone: Path) -> list[str]:
    return (clone / "diary").read_text().splitlines() if (clone / "diary").exists() else []


def test_it_installs_what_is_locked_with_the_python_it_found(clone: Path) -> None:
    done = set_up(clone)
    assert done.returncode == 0, done.stderr
    assert diary(clone)[0].startswith("sync --locked --python /")
    assert "installing the locked packages" in done.stdout


def test_a_second_time_does_nothing(clone: Path) -> None:
    set_up(clone)
    assert set_up(clone).stdout == ""
    assert len(diary(clone)) == 1


@pytest.mark.parametrize("changed", ["uv.lock", "pyproject.toml"])
def test_other_locked_packages_are_installed(clone: Path, changed: str) -> None:
    set_up(clone)
    with (clone / changed).open("a") as file:
        file.write("\n# changed\n")
    set_up(clone)
    assert len(diary(clone)) == 2


def test_a_clone_that_moved_is_set_up_again(clone: Path) -> None:
    set_up(clone)
    moved = clone.rename(clone.with_name("elsewhere"))
    set_up(moved)
    assert len(diary(moved)) == 2


def test_a_broken_off_set_up_is_done_again(clone: Path) -> None:
    uv = clone / ".tools" / "python" / "bin" / "uv"
    whole = uv.read_text()
    uv.write_text(whole + "exit 1\n")
    broken = set_up(clone)
    assert broken.returncode == 1
    assert "Installing the locked packages failed" in broken.stderr
    uv.write_text(whole)
    set_up(clone)
    assert len(diary(clone)) == 2


def test_a_python_that_is_too_old_is_named(clone: Path, tmp_path: Path) -> None:
    old = program(tmp_path / "python3.9", 'case "$2" in *exit*) exit 1;; *) echo 3.9.2;; esac')
    done = set_up(clone, PYTHON=str(old))
    assert done.returncode == 1
    assert f"Python 3.11 or newer is needed, and {old} is Python 3.9.2." in done.stderr
    assert diary(clone) == []


def test_an_old_python3_gives_way_to_a_newer_one_beside_it(clone: Path, tmp_path: Path) -> None:
    python = shutil.which("python3")
    assert python is not None
    program(tmp_path / "bin" / "python3", 'case "$2" in *exit*) exit 1;; *) echo 3.9.2;; esac')
    program(tmp_path / "bin" / "python3.13", f'exec {python} "$@"')
    assert set_up(clone, PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}").returncode == 0
    assert f"--python {tmp_path / 'bin' / 'python3.13'}" in diary(clone)[0]


def test_a_python_without_venv_is_named_with_the_cure(clone: Path, tmp_path: Path) -> None:
    python = shutil.which("python3")
    bare = program(tmp_path / "python3", f'case "$2" in *ensurepip*) exit 1;; esac\nexec {python} "$@"')
    done = set_up(clone, PYTHON=str(bare))
    assert done.returncode == 1
    assert "apt install python3-venv" in done.stderr


def test_a_python_that_is_not_there_is_named(clone: Path) -> None:
    done = set_up(clone, PYTHON="python-of-nobody")
    assert done.returncode == 1
    assert "there is no such program" in done.stderr


def test_cleaning_keeps_the_data_unless_told_otherwise(tmp_path: Path) -> None:
    (tmp_path / "cli").mkdir()
    shutil.copy(ROOT / "cli" / "clean.sh", tmp_path / "cli")
    for answer, kept in (("", True), ("no\n", True), ("yes\n", False)):
        for folder in ("var", ".tools", "frontend/assets/dist"):
            (tmp_path / folder).mkdir(parents=True, exist_ok=True)
        done = subprocess.run([SH, "cli/clean.sh"], cwd=tmp_path, input=answer, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "var").exists() is kept
        assert not (tmp_path / ".tools").exists()
        assert not (tmp_path / "frontend" / "assets" / "dist").exists()
