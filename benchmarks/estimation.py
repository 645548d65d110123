"""`python -m benchmarks.estimation`: a survey of a million respondents, read, estimated and taken in, beside others.

Every contender is a process of its own in each round, so that its memory is its own. Adds its lines to results.json.
"""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Annotated, Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import typer
from rich.console import Console
from rich.table import Table

from benchmarks.dataset import SECRET
from benchmarks.estimation_data import write_survey
from benchmarks.results import write
from cli.load import Owner, load_deal
from cli.migrate import migrate
from cli.postgres import serving

HERE = Path(__file__).parent
WORK = HERE / "work"
DEAL = HERE.parent / "deal" / "den-haag-zuidwest"
MEGA = 1024
DESIGN = "--y q1 --weight weight --stratum stratum --fpc population --by wijk"
console = Console(width=None if sys.stdout.isatty() else 130)


@dataclass(frozen=True)
class Ran:
    """Seconds as told from inside and of the whole process, and its peak memory in MB. `processor` is told from inside
    too: seconds of work, on however many processors, which neighbours disturb less. Of an upload it is told apart when
    its figures were there (`measured`), in a release (`prepared`) and to be read by everybody (`published`)."""

    inside: float
    process: float
    memory: float
    processor: float
    measured: float
    prepared: float
    published: float


@dataclass(frozen=True)
class Line:
    """What is compared; `of` is the field of `Ran`, `at_most` what issue 5 asks of the ratio."""

    case: str
    ours: str
    peer: str
    of: str
    at_most: float | None = None


COLUMNS = {
    "inside": "inside",
    "processor": "processor",
    "whole process": "process",
    "with figures": "measured",
    "in a release": "prepared",
    "published": "published",
    "memory": "memory",
}
"""Headings of the table, and which fields of `Ran` they show."""
MEANS = "estimates of five wijken"
LINES = (
    Line(f"{MEANS}, in process", "zuidwest", "polars", "inside", 1.7),
    Line(f"{MEANS}, processor time", "zuidwest", "polars", "processor"),
    Line(f"{MEANS}, command", "command", "polars", "process", 1.7),
    Line(f"{MEANS} from clusters, in process", "clusters", "polars", "inside", 1.7),
    Line(f"{MEANS} from clusters, processor time", "clusters", "polars", "processor"),
    Line(f"{MEANS}, in process", "zuidwest", "pandas", "inside"),
    Line(f"{MEANS}, in process", "zuidwest", "svy", "inside"),
    *(
        Line(f"{case}, {how}", ours, peer, of, 0.01)
        for case, ours, peer in (
            (MEANS, "zuidwest", "R means"),
            (f"{MEANS} from clusters", "clusters", "R clusters"),
            ("gaps of five wijken to all", "gaps", "R gaps"),
            ("all that an upload answers", "report", "R report"),
        )
        for how, of in (("in process", "inside"), ("processor time", "processor"))
    ),
    Line("import with checks and audit", "import", "copy", "inside", 3.0),
    Line("upload to prepared measurements", "import", "copy", "measured"),
    Line("upload to prepared release", "import", "copy", "prepared"),
    Line("upload to published release", "import", "copy", "published"),
)


def main(
    rows: Annotated[int, typer.Option(min=1000, help="Respondents.")] = 1_000_000,
    rounds: Annotated[int, typer.Option(min=1, help="Interleaved rounds.")] = 5,
    quick: Annotated[bool, typer.Option("--quick", help="Tiny and meaningless: only shows that it works.")] = False,
    rounds_of_r: Annotated[int, typer.Option(min=0, help="Of them with R: four questions of a quarter minute.")] = 3,
    only: Annotated[list[str] | None, typer.Option(help="Only these contenders.")] = None,
    output: Annotated[Path, typer.Option(help="Where the results go.")] = HERE / "results.json",
) -> None:
    """Measure estimates and imports of a survey beside what only reads or copies the same file."""
    rows, rounds = (2000, 1) if quick else (rows, rounds)
    WORK.mkdir(exist_ok=True)
    with ExitStack() as stack:
        url = stack.enter_context(database())
        for size in (rows // 10, rows):
            file = WORK / "survey.csv"
            write_survey(file, size)
            asked = {name: each for name, each in commands(file, url).items() if not only or name in only}
            ran = played(asked, rounds, 0 if quick else rounds_of_r, size)
            report(ran, size, output)
            file.unlink()


def commands(file: Path, url: str) -> dict[str, list[str]]:
    python, estimate = sys.executable, str(Path(sys.executable).with_name("zuidwest"))
    inside = ("polars", "zuidwest", "clusters", "gaps", "report", "pandas", "svy")
    peers = {name: [python, "-m", "benchmarks.estimation_peers", name, str(file)] for name in inside}
    peers["command"] = [estimate, "estimate", str(file), *DESIGN.split()]
    peers["copy"] = [python, "-m", "benchmarks.import_peers", "copy", url, str(file)]
    peers["import"] = [python, "-m", "benchmarks.import_peers", "zuidwest", url, str(file)]
    program = shutil.which("Rscript") or "Rscript"
    for question in ("means", "clusters", "gaps", "report"):
        peers[f"R {question}"] = [program, str(HERE / "estimation.R"), str(file), question]
    return peers


def played(commands: Mapping[str, Sequence[str]], rounds: int, of_r: int, size: int) -> dict[str, list[Ran]]:
    """One run of each a round; R only in the first ones. Who can't run is told and left out."""
    ran: dict[str, list[Ran]] = {}
    for number in range(rounds):
        for name, command in commands.items():
            if name.startswith("R ") and number >= of_r:
                continue
            with console.status(f"{size:,} rows, round {number + 1} of {rounds}: {name}"):
                try:
                    ran.setdefault(name, []).append(run(command))
                except (subprocess.CalledProcessError, FileNotFoundError):
                    console.print(f"Not run: {name} (dependency group `bench`, or Debian's r-cran-survey).")
    return {name: each for name, each in ran.items() if each}


def run(command: Sequence[str]) -> Ran:
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, peak_memory(process.pid))
            time.sleep(0.005)
        took = time.perf_counter() - began
        said = process.stdout.read() if process.stdout else b""
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    told: dict[str, Any] = json.loads(said.splitlines()[-1])
    inside = told.get("seconds", took)
    more = {name: told.get(name, inside) for name in ("processor", "measured", "prepared", "published")}
    return Ran(inside, took, peak, **more)


def peak_memory(pid: int) -> float:
    """In MB, of the program itself: what wait4 tells begins at the peak of who started it."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    lines = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(lines[0].split()[1]) / MEGA if lines else 0.0


def report(ran: Mapping[str, Sequence[Ran]], size: int, output: Path) -> None:
    table = Table(title=f"{size:,} respondents", caption="seconds, medians of the rounds; peak memory in MB")
    for heading in ("contender", *COLUMNS):
        table.add_column(heading, justify="left" if heading == "contender" else "right")
    for name, each in ran.items():
        *seconds, memory = (median(getattr(one, of) for one in each) for of in COLUMNS.values())
        table.add_row(name, *(f"{value:.2f}" for value in seconds), f"{memory:,.0f}")
    console.print(table)
    lines = [told(line, ran, size) for line in LINES if line.ours in ran and line.peer in ran]
    for line, said in zip((one for one in LINES if one.ours in ran and one.peer in ran), lines, strict=True):
        asked = f" (asked: ≤ {line.at_most:g})" if line.at_most else ""
        console.print(f"{line.case}: {line.ours} / {line.peer} = {said['ratio']:.3g}{asked}")
    kept = json.loads(output.read_text()) if output.exists() else []
    others = [
        each
        for each in kept
        if (each["case"], each["peer"], each["dataSize"]) not in {(said["case"], said["peer"], size) for said in lines}
    ]
    write([*others, *lines], output)


def told(line: Line, ran: Mapping[str, Sequence[Ran]], size: int) -> dict[str, Any]:
    """The ratio is the median of those within a round; of R those of the rounds in which it ran."""
    ours, peer = ([getattr(one, line.of) for one in ran[name]] for name in (line.ours, line.peer))
    ratios = [one / other for one, other in zip(ours, peer, strict=False)]
    return {
        "case": line.case,
        "ours": line.ours,
        "peer": line.peer,
        "unit": "seconds",
        "oursValue": round(median(ours), 3),
        "peerValue": round(median(peer), 3),
        "ratio": round(median(ratios), 4),
        "rounds": len(ratios),
        "dataSize": size,
    }


@contextmanager
def database() -> Iterator[str]:
    """The owner's address of a database with the deal's definitions, on a cluster of its own."""
    with serving(WORK / "postgres") as server:
        url = urlunsplit(urlsplit(server)._replace(path="/bench_survey"))
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS bench_survey WITH (FORCE)")
            connection.execute("CREATE DATABASE bench_survey")
        migrate(url, "", SECRET)
        load_deal(Owner(url, "", SECRET), DEAL)
        yield url
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("DROP DATABASE bench_survey WITH (FORCE)")


if __name__ == "__main__":
    typer.run(main)
