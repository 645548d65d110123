"""How many people a second can join one date: `python -m benchmarks.joining [CLIENTS] [SECONDS]`.

The whole service, over HTTP, as `make run` starts it: form token checked, address counted, name sealed, place taken or
last of the waiting list, audit, data version, one durable commit each. All clients want the same date.
"""

import json
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import psycopg

from benchmarks.__main__ import _postmaster
from benchmarks.dataset import SECRET, filled_database
from benchmarks.processes import cpu_seconds, free_port, served
from cli.postgres import serving
from cli.processes import processes
from services.kit.database import role_url
from services.kit.open_forms import issued

WORK = Path(__file__).parent / "work"
SIZE, ROOM = 60, 1_000_000
ONE_DATE = (
    b"SELECT id::text, activity_id FROM participation.occurrence WHERE starts_at > now() + interval '1 day' LIMIT 1"
)
PUBLIC = b"UPDATE participation.activity SET joining = 'per-date', capacity = %s, status = 'published' WHERE id = %s"
KEPT = b"SELECT s.enrolled, (SELECT count(*) FROM participation.enrolment) FROM participation.seats s"


def main(clients: int = 64, seconds: float = 5) -> None:
    WORK.mkdir(exist_ok=True)
    with ExitStack() as stack:
        owner = stack.enter_context(filled_database(stack.enter_context(serving(WORK / "postgres")), SIZE))
        with psycopg.connect(owner) as connection:
            row = connection.execute(ONE_DATE).fetchone()
            assert row
            connection.execute(PUBLIC, (ROOM, row[1]))
        port = free_port()
        command = next(each.command for each in processes("127.0.0.1", port - 3) if each.name == "participation")
        program = str(Path(sys.executable).with_name(command[0]))
        settings = {
            "DATABASE_URL": role_url(owner, "participation", f"bench_{SIZE}", SECRET),
            "ZUIDWEST_SECRET": SECRET,
            "ZUIDWEST_JOINS_AN_HOUR": str(ROOM),
            "ZUIDWEST_LOG_LEVEL": "warning",
        }
        log = WORK / "joining.log"
        service = stack.enter_context(served([program, *command[1:]], port, "/health/ready", log, settings))
        before = [cpu_seconds(service), cpu_seconds(_postmaster(owner))]
        found = asked(port, row[0], clients, seconds)
        after = [cpu_seconds(service), cpu_seconds(_postmaster(owner))]
        app, database = ((end - start) / found["requests"] * 1000 for start, end in zip(before, after, strict=True))
        print(f"{found['rate']:.0f} accepted/s, median {found['medianMs']:.0f} ms, wrong {found['wrong']}")
        print(f"processor time a person: {app:.1f} ms app, {database:.1f} ms database")
        with psycopg.connect(owner) as connection:
            print("enrolled, rows:", connection.execute(KEPT).fetchone())


def asked(port: int, date: str, clients: int, seconds: float) -> dict[str, float]:
    body = json.dumps({"name": "Fatma", "formToken": issued(SECRET, int(time.time()) - 10)})
    load = [sys.executable, "-m", "benchmarks.load", str(port), f"/v1/occurrences/{date}/enrolments"]
    given = [*load, "--body", body, "--status", "201", "--visitors", str(clients), "--seconds", str(seconds)]
    done = subprocess.run(given, check=True, stdout=subprocess.PIPE, text=True, timeout=seconds + 60)
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:3]))
