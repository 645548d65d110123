"""A page of 20 activities beside Django: `python -m benchmarks.pages`; made anew, kept, and known to who asks.

All gzipped, on the same data. Django has two workers; our site one, with one worker of participation behind it. What is
made anew is fifty pages of the list in turn, of us and of Django.
"""

import json
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.__main__ import _postmaster, console
from benchmarks.contenders import DJANGO_NEEDS, Server, gunicorn, uvicorn
from benchmarks.dataset import SECRET, filled_database
from benchmarks.processes import free_port, served
from benchmarks.results import Comparison, Sample, write
from benchmarks.rounds import Contender, Running, play
from benchmarks.tables import as_tables
from cli.postgres import serving
from services.kit.database import role_url

WORK = Path(__file__).parent / "work"
RESULTS = Path(__file__).parent / "results.json"
COLD, WARM, KNOWN = "site, made anew", "site, kept", "site, 304"
DJANGO = "Django, ORM and templates, 2 workers"
PATH = "/activiteiten"
PAGES = 50
MADE_ANEW = {COLD: "/activiteiten?pagina={page}", DJANGO: "/page/?page={page}"}
CASE = "page of 20 activities"


def rate(sample: Sample) -> float:
    return sample.rate


COMPARISONS = (
    Comparison(f"{CASE}, made anew", COLD, DJANGO, "requests/s", rate, at_least=2.5),
    Comparison(f"{CASE}, kept", WARM, DJANGO, "requests/s", rate, at_least=20),
    Comparison(f"{CASE}, 304", KNOWN, DJANGO, "requests/s", rate, at_least=25),
)


@dataclass(frozen=True)
class RunningPage(Running):
    """A site that is asked as browsers do: gzipped."""

    def _load(self, seconds: float, etag: str) -> dict[str, float]:
        path = MADE_ANEW.get(self.name, self.path)
        command = [sys.executable, "-m", "benchmarks.load", str(self.port), path, "--seconds", str(seconds)]
        command += ["--pages", str(PAGES)] if self.name in MADE_ANEW else []
        command += ["--status", "304" if etag else "200", "--header=Accept-Encoding: gzip"]
        command += [f"--header=If-None-Match: {etag}"] if etag else []
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 60)
        said: dict[str, float] = json.loads(done.stdout)
        return said


def main(
    size: Annotated[int, typer.Option(min=PAGES * 20, help="Activities in the data.")] = 2000,
    rounds: Annotated[int, typer.Option(min=1, help="Interleaved rounds.")] = 5,
    seconds: Annotated[float, typer.Option(min=0.1, help="Per contender and round.")] = 2.0,
    output: Annotated[Path, typer.Option(help="Where the lines are added.")] = RESULTS,
) -> None:
    """Measure a page of the site, made anew and kept, beside the same page in Django."""
    WORK.mkdir(exist_ok=True)
    with ExitStack() as stack:
        owner = stack.enter_context(filled_database(stack.enter_context(serving(WORK / "postgres")), size))
        taking_part = contenders(stack, role_url(owner, "participation", f"bench_{size}", SECRET))
        samples = play(taking_part, rounds, seconds, _postmaster(owner), lambda _: None)
    met = [one for one in COMPARISONS if one.ours in samples and one.peer in samples]
    lines = [one.line(samples, size) for one in met]
    before = json.loads(output.read_text()) if output.exists() else []
    write([each for each in before if not each["case"].startswith(CASE)] + lines, output)
    for table in as_tables(samples, met, lines):
        console.print(table)


def contenders(stack: ExitStack, database: str) -> list[Contender]:
    ours = {"DATABASE_URL": database, "ZUIDWEST_SECRET": SECRET, "ZUIDWEST_LOG_LEVEL": "warning"}
    service, site = uvicorn("services.participation.main:build", 1, "--factory"), "frontend.main:build"
    asked = free_port()
    start(stack, Server("participation", service, "/health/ready", ours), asked)
    services = ("participation", "projects", "indicators")
    behind = {f"ZUIDWEST_{name.upper()}_URL": f"http://127.0.0.1:{asked}" for name in services}
    behind |= {"ZUIDWEST_LOG_LEVEL": "warning"}
    never = behind | {"ZUIDWEST_KEPT_PAGES_MEGABYTES": "0"}
    found = [
        Server(COLD, uvicorn(site, 1, "--factory"), PATH, never),
        Server(WARM, uvicorn(site, 1, "--factory"), PATH, behind),
        Server(KNOWN, uvicorn(site, 1, "--factory"), PATH, behind, again=True),
        Server(
            DJANGO,
            gunicorn("benchmarks.peers.django_rest.wsgi", 2),
            "/page/",
            {"BENCH_DATABASE_URL": database},
            needs=DJANGO_NEEDS,
        ),
    ]
    return [start(stack, each, free_port()) for each in found if not each.missing()]


def start(stack: ExitStack, server: Server, port: int) -> RunningPage:
    log = WORK / f"page-{port}.log"
    command = [part.format(port=port) for part in server.command]
    pid = stack.enter_context(served(command, port, server.path, log, server.env))
    return RunningPage(server.name, pid, port, server.path, server.again)


if __name__ == "__main__":
    typer.run(main)
