"""`make check`: everything that can be said about the code without running it, two checks at a time."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rich.console import Console
from rich.text import Text

from cli.house import ROOT

PROGRAMS = Path(sys.executable).parent
CHECKS = {
    "types": ("mypy",),
    "migrations in step": ("python", "-m", "cli.check_migrations"),
    "boundaries": ("lint-imports",),
    "templates": ("djlint", "frontend", "--lint"),
    "plain language": ("python", "-m", "cli.plain_language"),
    "style": ("ruff", "check"),
    "format": ("ruff", "format", "--check"),
}
AT_ONCE = 2


def main() -> int:
    """The number of checks that failed, with what they said."""
    console = Console(highlight=False, soft_wrap=True)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        outcomes = pool.map(outcome, CHECKS.values())
        failed = 0
        for name, (code, said, seconds) in zip(CHECKS, outcomes, strict=True):
            mark = ("✗", "red") if code else ("✓", "green")
            console.print(Text.assemble(mark, f" {name} ", (f"{seconds:.1f} s", "dim")))
            if code:
                failed += 1
                console.print(Text(said.strip()))
    return failed


def outcome(command: tuple[str, ...]) -> tuple[int, str, float]:
    """Exit code, output, seconds."""
    began = time.monotonic()
    done = subprocess.run(
        [str(PROGRAMS / command[0]), *command[1:]],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
