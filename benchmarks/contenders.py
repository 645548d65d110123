"""Who takes part: each a server with its command, or pgbench."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import orjson

from benchmarks import list_query
from benchmarks.dataset import SECRET

PEERS = Path(__file__).parent / "peers"
LIST_1, LIST_2 = "zuidwest, 1 worker", "zuidwest, 2 workers"
PSYCOPG_1, PSYCOPG_2 = "psycopg in FastAPI, 1 worker", "psycopg in FastAPI, 2 workers"
DJANGO = "Django REST Framework, 2 workers"
DATASETTE = "Datasette, 1 process"
PGBENCH = "pgbench, 2 clients"
KNOWN, BARE = "zuidwest 304, 1 worker", "bare FastAPI, 1 worker"


@dataclass(frozen=True)
class Server:
    """A contender over HTTP. `again` means that it is asked with its own ETag, and must answer 304."""

    name: str
    command: Sequence[str]
    path: str
    env: dict[str, str] = field(default_factory=dict)
    again: bool = False
    needs: Sequence[str] = ()

    def missing(self) -> list[str]:
        """Packages of the dependency group `bench` that are not here."""
        return [name for name in self.needs if find_spec(name) is None]


def uvicorn(target: str, workers: int, *more: str) -> list[str]:
    """The settings of our processes, for all who are served by it."""
    settings = ["--http", "httptools", "--loop", "uvloop", "--no-access-log", "--no-server-header"]
    workers_and_port = ["--workers", str(workers), "--port", "{port}", "--log-level", "warning"]
    return [sys.executable, "-m", "uvicorn", target, *workers_and_port, *settings, "--timeout-keep-alive", "30", *more]


def servers(service_url: str, sqlite_file: Path) -> list[Server]:
    """Everybody, on the database at `service_url` (as the role of the participation service)."""
    ours = {"DATABASE_URL": service_url, "ZUIDWEST_SECRET": SECRET, "ZUIDWEST_MODE": "production"}
    theirs = {"BENCH_DATABASE_URL": service_url}
    service = "services.participation.main:build"
    psycopg = "benchmarks.peers.plain_psycopg:app"
    return [
        Server(LIST_1, uvicorn(service, 1, "--factory"), list_query.PATH, ours),
        Server(LIST_2, uvicorn(service, 2, "--factory"), list_query.PATH, ours),
        Server(PSYCOPG_1, uvicorn(psycopg, 1), "/activities", theirs),
        Server(PSYCOPG_2, uvicorn(psycopg, 2), "/activities", theirs),
        Server(DJANGO, gunicorn("benchmarks.peers.django_rest.wsgi", 2), "/activities/", theirs, needs=DJANGO_NEEDS),
        Server(DATASETTE, datasette(sqlite_file), "/bench/activities.json?_shape=array", needs=["datasette"]),
        Server(KNOWN, uvicorn(service, 1, "--factory"), list_query.PATH, ours, again=True),
        Server(BARE, uvicorn("benchmarks.peers.bare:app", 1), "/"),
    ]


DJANGO_NEEDS = ("django", "rest_framework", "gunicorn")


def gunicorn(target: str, workers: int) -> list[str]:
    threads = ["--worker-class", "gthread", "--threads", "4", "--keep-alive", "30", "--no-control-socket"]
    return [sys.executable, "-m", "gunicorn", target, "--bind", "127.0.0.1:{port}", "--workers", str(workers), *threads]


def datasette(sqlite_file: Path) -> list[str]:
    """Immutable, as its documentation advises for speed; the list is a canned query."""
    query = (PEERS / "datasette.sql").read_text()
    metadata = sqlite_file.with_suffix(".json")
    metadata.write_bytes(orjson.dumps({"databases": {"bench": {"queries": {"activities": {"sql": query}}}}}))
    return [sys.executable, "-m", "datasette", "serve", "-i", str(sqlite_file), "-m", str(metadata), "-p", "{port}"]
