"""`python -m benchmarks`: prepares data, peers and servers, plays the rounds, writes `benchmarks/results.json`."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import psycopg
import typer
from psutil import Process
from rich.console import Console

from benchmarks import contenders, list_query
from benchmarks.cases import COMPARISONS
from benchmarks.dataset import SECRET, copy_to_sqlite, filled_database
from benchmarks.pgbench import prepared
from benchmarks.processes import ask, free_port, served
from benchmarks.results import Sample, write
from benchmarks.rounds import Contender, Running, RunningPgbench, play
from benchmarks.tables import as_tables
from cli.postgres import packaged_binaries, serving
from services.kit.database import OPTIONS, role_url

HERE = Path(__file__).parent
WORK = HERE / "work"
QUICK = (contenders.LIST_1, contenders.PSYCOPG_1, contenders.KNOWN, contenders.BARE)
console = Console(width=None if sys.stdout.isatty() else 130)


def main(
    size: Annotated[int, typer.Option(min=40, help="Activities in the data; 200000 shows what growth costs.")] = 2000,
    rounds: Annotated[int, typer.Option(min=1, help="Interleaved rounds.")] = 7,
    seconds: Annotated[float, typer.Option(min=0.1, help="Per contender and round.")] = 2.0,
    quick: Annotated[bool, typer.Option("--quick", help="Tiny and meaningless: only shows that it works.")] = False,
    only: Annotated[list[str] | None, typer.Option(help="Contenders whose name starts so; may be repeated.")] = None,
    server: Annotated[str, typer.Option(help="Owner's address of a PostgreSQL here, instead of an own one.")] = "",
    output: Annotated[Path, typer.Option(help="Where the results go.")] = HERE / "results.json",
) -> None:
    """Measure our hot paths beside peers, on the same data, in the same PostgreSQL, in the same minutes."""
    if quick:
        size, rounds, seconds = 60, 1, 0.3
    WORK.mkdir(exist_ok=True)
    with ExitStack() as stack:
        with console.status("Filling the database …"):
            server_url = server or stack.enter_context(serving(WORK / "postgres"))
            owner_url = stack.enter_context(filled_database(server_url, size))
        wanted = QUICK if quick else tuple(only or [""])
        status = stack.enter_context(console.status("Starting the servers …"))
        taking_part = list(_started(stack, owner_url, f"bench_{size}", wanted))
        samples = play(taking_part, rounds, seconds, _postmaster(owner_url), status.update)
    report(samples, size, output)


def _started(stack: ExitStack, owner_url: str, prefix: str, wanted: tuple[str, ...]) -> Iterator[Contender]:
    service_url = role_url(owner_url, "participation", prefix, SECRET)
    sqlite_file = WORK / "bench.db"
    for one in contenders.servers(service_url, sqlite_file):
        if not one.name.startswith(wanted):
            continue
        if missing := one.missing():
            console.print(f"Not run: {one.name}; it needs {', '.join(missing)} (dependency group `bench`).")
            continue
        if one.name == contenders.DATASETTE:
            copy_to_sqlite(owner_url, sqlite_file)
        port = free_port()
        command = [part.format(port=port) for part in one.command]
        log = WORK / f"{one.name.split(',')[0].replace(' ', '-')}-{port}.log"
        pid = stack.enter_context(served(command, port, one.path, log, one.env))
        console.print(f"{one.name}: {len(ask(port, one.path)[1]):,} bytes an answer")
        yield Running(one.name, pid, port, one.path, one.again)
    if contenders.PGBENCH.startswith(wanted):
        yield from _pgbench(service_url)


def _pgbench(service_url: str) -> Iterator[Contender]:
    program = packaged_binaries() / "pgbench"
    if not program.exists():
        console.print(f"Not run: {contenders.PGBENCH}; there is no such program here.")
        return
    values = list_query.values()
    statement = list_query.QUERY.at_the_moment(values).decode()
    yield RunningPgbench(
        contenders.PGBENCH, prepared(program, service_url, OPTIONS, WORK / "pgbench.sql", statement, values)
    )


def _postmaster(url: str) -> int:
    """The process that all of the server's processes descend from; 0 when the server runs elsewhere."""
    with psycopg.connect(url) as connection:
        parent = Process(connection.info.backend_pid).parent()
    return parent.pid if parent else 0


def report(samples: dict[str, list[Sample]], size: int, output: Path) -> None:
    met = [one for one in COMPARISONS if one.ours in samples and one.peer in samples]
    lines = [one.line(samples, size) for one in met]
    write(lines, output)
    for table in as_tables(samples, met, lines):
        console.print(table)
    console.print(f"Written to {output}")


if __name__ == "__main__":
    typer.run(main)
