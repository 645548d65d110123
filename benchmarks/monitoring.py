"""`python -m benchmarks.monitoring`: what the database spends on /v1/monitoring with 40 projects and 1,000 bookings,
and with a hundred times as many (README.md, Monitoring)."""

import json
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from typing import Annotated, Any, ClassVar

import psycopg
import typer
from psycopg import ClientCursor
from sqlalchemy.orm import Session

from benchmarks.dataset import SECRET, new_database
from benchmarks.results import write
from cli.load import Owner
from cli.postgres import serving
from services.contracts.projects.money import AllocationInput, AllocationPartInput
from services.kit.deal_files import read_deal
from services.projects.deal.load import load_deal
from services.projects.money.allocations import add
from services.projects.money.moments import day_of
from services.projects.monitoring import kept_answers, queries

HERE = Path(__file__).parent
DEAL = HERE.parent / "deal" / "den-haag-zuidwest"
Sizes = tuple[tuple[int, int], tuple[int, int]]
SIZES: Sizes = ((40, 1_000), (4_000, 100_000))
"""Projects and bookings."""
BATCH = 500
Connection = psycopg.Connection[Any]
BOOKINGS = """
    INSERT INTO projects.booking (id, kind, contribution, pillar, project_id, year, valid_on, amount_cents, description,
        document_number, who)
    SELECT md5('booking ' || n)::uuid, (ARRAY['budget', 'commitment', 'payment', 'forecast'])[1 + n %% 4],
        (ARRAY['rijk', 'regio'])[1 + n / 4 %% 2], project.pillar, project.id,
        extract(year FROM booked.day), booked.day, 1 + n * 7919 %% 1000000, 'Post ' || n, 'DOC-' || n, 'bench'
    FROM generate_series(%(first)s::int, %(last)s::int) AS n
    CROSS JOIN LATERAL (SELECT '2019-08-01'::date + (n * 97 %% 1450) AS day) AS booked
    JOIN projects.project ON project.id = md5('project ' || 1 + n %% %(projects)s)::uuid
"""
Ask = Callable[[], float]
Statements = list[tuple[str, dict[str, Any]]]


def main(
    rounds: Annotated[int, typer.Option(min=1)] = 15,
    output: Annotated[Path, typer.Option(help="Results to add to.")] = HERE / "results.json",
    plans: Annotated[Path | None, typer.Option(help="Where the plans go.")] = None,
    server: Annotated[str, typer.Option(help="Owner's address of a PostgreSQL here, instead of an own one.")] = "",
) -> None:
    """Milliseconds of execution; each round asks every size once."""
    with ExitStack() as stack:
        server_url = server or stack.enter_context(serving(HERE / "work" / "postgres"))
        asks: dict[tuple[str, int], Ask] = {}
        said: list[str] = []
        for projects, bookings in SIZES:
            url = stack.enter_context(new_database(server_url, f"bench_monitoring_{bookings}"))
            halfway = fill(Owner(url, f"bench_monitoring_{bookings}", SECRET), projects, bookings)
            connection = stack.enter_context(psycopg.connect(url, autocommit=True, cursor_factory=ClientCursor))
            for case, statements in cases(url, halfway).items():
                asks[case, bookings] = in_database(connection, statements)
                said += [f"== {case}, {projects:,} projects, {bookings:,} bookings", *plans_of(connection, statements)]
        times = played(asks, rounds)
    if plans:
        plans.write_text("\n".join(said))
    there = json.loads(output.read_text()) if output.exists() else []
    lines = [line(case, SIZES, times) for case in dict.fromkeys(case for case, _ in times)]
    write([*(each for each in there if not each["case"].startswith("monitoring: ")), *lines], output)
    for each in lines:
        sys.stdout.write(json.dumps(each, ensure_ascii=False) + "\n")


def fill(owner: Owner, projects: int, bookings: int) -> datetime:
    """The moment at which half of it was booked."""
    with owner.writing("projects") as session:
        prepare(session)
    with psycopg.connect(owner.url, cursor_factory=ClientCursor) as connection:
        connection.execute((HERE / "monitoring.sql").read_bytes(), {"projects": projects})
    halfway = datetime.now(UTC)
    with psycopg.connect(owner.url, autocommit=True) as connection:
        for first in range(1, bookings + 1, BATCH):
            last = min(first + BATCH - 1, bookings)
            connection.execute(BOOKINGS, {"first": first, "last": last, "projects": projects})
            halfway = datetime.now(UTC) if last <= bookings // 2 else halfway
        connection.execute("VACUUM ANALYZE")
    return halfway


def prepare(session: Session) -> None:
    """The deal and a division of its money."""
    load_deal(session, read_deal(DEAL), date(2020, 1, 1))
    parts = [
        AllocationPartInput(contribution=contribution, pillar=pillar, year=year, amount_cents=50_000_000)
        for contribution in ("rijk", "regio")
        for pillar in (1, 2, 3)
        for year in (2020, 2021, 2022)
    ]
    division = AllocationInput(decided_on=date(2020, 1, 20), reason="De eerste", agreed_by=["lnv"], parts=parts)
    add(session, division, 1, "bench")


class Remembering(psycopg.Cursor[Any]):
    """Keeps what it ran, so that it can be explained."""

    ran: ClassVar[Statements] = []

    def execute(self, query: Any, params: Any = None, **options: Any) -> "Remembering":
        self.ran.append((query, dict(params or {})))
        super().execute(query, params, **options)
        return self


def cases(url: str, halfway: datetime) -> dict[str, Statements]:
    """What each route asks of the database, by its own functions."""
    now = datetime.now(UTC)
    with psycopg.connect(url, autocommit=True, cursor_factory=Remembering) as connection:

        def realisation(as_of: datetime | None) -> None:
            moment = as_of or now
            queries.standing(connection, moment, day_of(moment))
            queries.booked(connection, as_of, moment)
            queries.contributions(connection)

        def division(as_of: datetime | None) -> None:
            queries.booked(connection, as_of, as_of or now)
            queries.contributions(connection)
            queries.allocation_that_held(connection, as_of or now)

        def results(_: datetime | None) -> None:
            connection.execute(kept_answers.LAST_ANSWER, {"question": kept_answers.QUESTION, "day": day_of(now)})
            queries.expected_results(connection, None)

        return {
            "realisation": ran(realisation, None),
            "realisation, as of halfway": ran(realisation, halfway),
            "division": ran(division, None),
            "division, as of halfway": ran(division, halfway),
            "results": ran(results, None),
        }


def ran(ask: Callable[[datetime | None], None], as_of: datetime | None) -> Statements:
    Remembering.ran.clear()
    ask(as_of)
    return list(Remembering.ran)


def explained(connection: Connection, statement: str, values: dict[str, Any], form: str) -> list[Any]:
    text = f"EXPLAIN (ANALYZE, BUFFERS, FORMAT {form}) {statement}"
    return [row[0] for row in connection.execute(text.encode(), values).fetchall()]


def plans_of(connection: Connection, statements: Statements) -> list[str]:
    return [row for statement, values in statements for row in explained(connection, statement, values, "TEXT")]


def in_database(connection: Connection, statements: Statements) -> Ask:
    def ask() -> float:
        plans = [explained(connection, *each, "JSON")[0][0] for each in statements]
        return float(sum(plan["Execution Time"] for plan in plans))

    return ask


def played(asks: dict[tuple[str, int], Ask], rounds: int) -> dict[tuple[str, int], list[float]]:
    for ask in asks.values():
        ask()
    taken: dict[tuple[str, int], list[float]] = {name: [] for name in asks}
    for _ in range(rounds):
        for name, ask in asks.items():
            taken[name].append(ask())
    return taken


def line(case: str, sizes: Sizes, times: dict[tuple[str, int], list[float]]) -> dict[str, Any]:
    """The large one beside the small one; the ratio is the median of those within rounds."""
    (few, small), (many, large) = sizes
    ours, peer = times[case, large], times[case, small]
    ratios = [one / other for one, other in zip(ours, peer, strict=True)]
    return {
        "case": f"monitoring: {case}",
        "ours": f"{many:,} projects, {large:,} bookings",
        "peer": f"{few:,} projects, {small:,} bookings",
        "unit": "ms",
        "oursValue": round(median(ours), 3),
        "peerValue": round(median(peer), 3),
        "ratio": round(median(ratios), 3),
        "rounds": len(ratios),
        "dataSize": large,
    }


if __name__ == "__main__":
    typer.run(main)
