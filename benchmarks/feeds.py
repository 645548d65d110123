"""`python -m benchmarks.feeds`: whole feeds of 2,000 and of 200,000 activities over HTTP: memory of the service, time
an activity, and what it costs to hear that nothing changed (README.md, Feeds)."""

import json
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import psutil
import psycopg
import typer

from benchmarks.dataset import SECRET, filled_database
from benchmarks.processes import cpu_seconds, free_port, served
from benchmarks.results import write
from cli.postgres import serving
from cli.processes import processes
from services.kit.database import role_url

HERE = Path(__file__).parent
ICS, RPDE = "/v1/activities.ics", "/rpde/activities"
MARKED = b"SELECT participation.harvest_note(array_agg(id)) FROM participation.activity"
CHUNK = 1 << 16
Line = dict[str, Any]


def main(
    sizes: Annotated[str, typer.Option(help="Numbers of activities, the smaller first.")] = "2000,200000",
    output: Annotated[Path, typer.Option(help="Results to add to.")] = HERE / "results.json",
) -> None:
    """Each size has a service of its own, which first reads a small feed."""
    found = []
    small, large = map(int, sizes.split(","))
    with serving(HERE / "work" / "postgres") as server:
        for size in (small, large):
            found.append(measured(server, size))
            sys.stdout.write(json.dumps({"size": size} | found[-1]) + "\n")
    there = json.loads(output.read_text()) if output.exists() else []
    kept = [line for line in there if not line["case"].startswith("feeds: ")]
    write([*kept, *lines(found[0], found[1], small, large)], output)


def measured(server: str, size: int) -> dict[str, float]:
    with ExitStack() as stack:
        owner = stack.enter_context(filled_database(server, size))
        with psycopg.connect(owner) as connection:
            connection.execute(MARKED)
        port = free_port()
        pid = stack.enter_context(running(owner, size, port))
        read(port, f"{ICS}?wijk=moerwijk&category=food&step=learn")
        start = memory(pid)
        found = {"memory at rest, MB": start}
        for name, feed in (("iCalendar", calendar), ("RPDE", harvested)):
            cpu, began = cpu_seconds(pid), time.perf_counter()
            with highest(pid) as peak:
                count = feed(port)
            assert count == size, (name, count, size)
            found[f"{name}, µs an activity"] = (time.perf_counter() - began) / size * 1e6
            found[f"{name}, µs of the service"] = (cpu_seconds(pid) - cpu) / size * 1e6
            found[f"{name}, MB more"] = max(peak) - start
        found["unchanged, ms"] = unchanged(port)
    return {name: round(value, 2) for name, value in found.items()}


@contextmanager
def running(owner: str, size: int, port: int) -> Iterator[int]:
    command = next(each.command for each in processes("127.0.0.1", port - 3) if each.name == "participation")
    program = str(Path(sys.executable).with_name(command[0]))
    url = role_url(owner, "participation", f"bench_{size}", SECRET)
    settings = {"DATABASE_URL": url, "ZUIDWEST_SECRET": SECRET, "ZUIDWEST_LOG_LEVEL": "warning"}
    log = HERE / "work" / f"feeds-{size}.log"
    with served([program, *command[1:]], port, "/health/ready", log, settings) as pid:
        yield pid


def memory(pid: int) -> float:
    """Of the process and those that it started, in MB."""
    first = psutil.Process(pid)
    return float(sum(each.memory_info().rss for each in [first, *first.children(recursive=True)])) / 1e6


@contextmanager
def highest(pid: int) -> Iterator[list[float]]:
    """Samples of the memory, five a second."""
    samples, over = [memory(pid)], threading.Event()

    def sample() -> None:
        while not over.wait(0.2):
            samples.append(memory(pid))

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield samples
    finally:
        over.set()
        thread.join()


def read(port: int, path: str, etag: str = "") -> tuple[int, int, str]:
    """Status, beginnings of events and ETag; keeps nothing of the answer but its last bytes."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"If-None-Match": etag} if etag else {})
    answer = connection.getresponse()
    events, rest = 0, b""
    while chunk := answer.read(CHUNK):
        text = rest + chunk
        events += text.count(b"BEGIN:VEVENT")
        rest = text[-11:]
    connection.close()
    return answer.status, events, answer.headers.get("ETag") or ""


def calendar(port: int) -> int:
    return read(port, ICS)[1]


def harvested(port: int) -> int:
    """Items of all pages."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    items, path = 0, RPDE
    while True:
        connection.request("GET", path)
        page = json.loads(connection.getresponse().read())
        if not page["items"]:
            connection.close()
            return items
        items += len(page["items"])
        path = page["next"].partition(f":{port}")[2]


def unchanged(port: int) -> float:
    """Milliseconds of a 304, the median of twenty."""
    etag, took = HTTPConnection("127.0.0.1", port, timeout=60), []
    etag.request("GET", ICS)
    known = etag.getresponse().headers.get("ETag") or ""  # its body is left unread
    etag.close()
    for _ in range(20):
        began = time.perf_counter()
        status, _, _ = read(port, ICS, known)
        assert status == 304, status
        took.append((time.perf_counter() - began) * 1000)
    return median(took)


def lines(small: dict[str, float], large: dict[str, float], fewer: int, more: int) -> Iterator[Line]:
    """The same with a hundred times as much."""
    for name, ours in large.items():
        peer = small[name]
        yield {
            "case": f"feeds: {name}",
            "ours": f"{more:,} activities",
            "peer": f"{fewer:,} activities",
            "unit": name.rpartition(", ")[2],
            "oursValue": ours,
            "peerValue": peer,
            "ratio": round(ours / peer, 3) if peer else None,
            "rounds": 1,
            "dataSize": more,
        }


if __name__ == "__main__":
    typer.run(main)
