"""Programs in Python that others wrote, as they are: in an environment apart from ours, from a list with versions."""

import fcntl
import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

import pytest

from cli.house import ROOT

SHARED = [above / "shared" for above in ROOT.parents]


def python_with(wanted: Path) -> Path:
    """A Python with the packages of the list: what they need is their own business. Made once."""
    folder = ROOT / ".tools" / f"foreign-{sha256(wanted.read_bytes()).hexdigest()[:12]}"
    python, done = folder / "bin" / "python", folder / "done"
    with wanted.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two test processes would install over each other
        if not done.exists():
            _install(folder, python, wanted)
            done.touch()
    return python


def _install(folder: Path, python: Path, wanted: Path) -> None:
    own = ROOT / ".tools" / "python" / "bin" / "uv"
    uv = str(own) if own.exists() else shutil.which("uv")
    if uv is None:
        unless_ci("uv is not there to install foreign programs with")
    try:
        for command in (
            ["venv", "-q", "--clear", "--python", "3.11", str(folder)],
            ["pip", "install", "-q", "--python", str(python), "-r", str(wanted)],
        ):
            subprocess.run([uv, *command], check=True, capture_output=True, timeout=100)
    except subprocess.SubprocessError as error:
        unless_ci(f"foreign programs can't be installed: {error}")


def standard(name: str) -> Path:
    """A file or folder of a standard, which is not ours to ship; it lies beside the project where it is known."""
    return _shared(f"standards/{name}")


def reference_data(name: str) -> Path:
    """A file or folder of data that others published, likewise."""
    return _shared(f"data/{name}")


def _shared(name: str) -> Path:
    found = next((folder / name for folder in SHARED if (folder / name).exists()), None)
    return found or unless_ci(f"not run: {name} is not beside the project, in ../shared")


def unless_ci(reason: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
