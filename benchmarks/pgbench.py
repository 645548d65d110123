"""The limit: PostgreSQL's own `pgbench` runs the very statements that a request of ours runs."""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url

_TPS = re.compile(r"^tps = ([\d.]+)", re.MULTILINE)
_DONE = re.compile(r"number of transactions actually processed: (\d+)")
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


class PgbenchFailed(RuntimeError):
    """pgbench said no; the text is what it said."""


@dataclass(frozen=True)
class Pgbench:
    """A prepared run: the program, the script, and the values of its variables."""

    program: Path
    url: str
    options: str
    script: Path
    variables: tuple[str, ...]
    clients: int = 2

    def run(self, seconds: float) -> tuple[float, int]:
        """Transactions a second, and how many there were. A transaction is what one request asks."""
        command = [str(self.program), "-n", "-M", "prepared", "-c", str(self.clients), "-j", str(self.clients)]
        command += ["-T", str(max(1, round(seconds))), "-f", str(self.script)]
        done = subprocess.run(
            command + [f"--define={variable}" for variable in self.variables],
            env=os.environ | environment(self.url) | {"PGOPTIONS": self.options},
            capture_output=True,
            text=True,
            check=False,
        )
        found, number = _TPS.search(done.stdout), _DONE.search(done.stdout)
        if done.returncode or found is None or number is None:
            raise PgbenchFailed(done.stderr[-1000:])
        return float(found[1]), int(number[1])


def prepared(
    program: Path, url: str, options: str, script: Path, statement: str, values: Mapping[str, object]
) -> Pgbench:
    """Writes the script. `statement` has `%(name)s` placeholders, as psycopg takes it; they become variables, which
    pgbench binds as parameters just as psycopg does."""
    script.write_text(_PLACEHOLDER.sub(r":\1", statement).replace("%%", "%") + ";\n")
    used = set(_PLACEHOLDER.findall(statement))
    return Pgbench(program, url, options, script, tuple(f"{name}={values[name]}" for name in sorted(used)))


def environment(url: str) -> dict[str, str]:
    """libpq's variables for an address, so that no password stands in a command line."""
    parts = make_url(url)
    given = {
        "PGHOST": parts.host or parts.query.get("host"),
        "PGPORT": parts.port or parts.query.get("port"),
        "PGUSER": parts.username,
        "PGPASSWORD": parts.password,
        "PGDATABASE": parts.database,
    }
    return {name: str(value) for name, value in given.items() if value}
