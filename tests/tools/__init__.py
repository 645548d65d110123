"""Programs that others wrote to check what we publish with, from npm: installed once, as the lock file says."""

import fcntl
import os
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

from cli.assets import AssetsFailed, find_node, install_packages

TOOLS = Path(__file__).parent
STANDARDS = [above / "shared" / "standards" for above in TOOLS.parents]


def run_tool(script: Path | str, *words: object, seconds: int = 60) -> subprocess.CompletedProcess[str]:
    """Runs a JavaScript file, named from `node_modules` or in full; what it says is the caller's to judge."""
    try:
        node = find_node()
        with (TOOLS / "package.json").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # two test processes would install over each other
            install_packages(TOOLS, node)
    except AssetsFailed as error:
        unless_ci(f"the tools can't be installed: {error}")
    command = [str(node.node), str(TOOLS / "node_modules" / script), *map(str, words)]
    return subprocess.run(command, cwd=TOOLS, capture_output=True, text=True, timeout=seconds, check=False)


def published(name: str) -> Path:
    """A file or folder of a standard, which is not ours to ship; it lies beside the project where it is known."""
    found = next((folder / name for folder in STANDARDS if (folder / name).exists()), None)
    return found or unless_ci(f"not run: {name} is not beside the project, in ../shared/standards")


def unless_ci(reason: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
