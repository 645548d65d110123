"""`python -m benchmarks.search`: what the database spends on a list, a search and a suggestion with 2,000 and with
200,000 activities, beside tantivy and SQLite FTS5 on the same texts (README.md, Search)."""

import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Annotated, Any

import psycopg
import tantivy
import typer
from psycopg import ClientCursor

from benchmarks.dataset import SECRET, filled_database
from benchmarks.results import write
from cli.load import Owner
from cli.postgres import serving
from services.kit.deal_files import read_deal
from services.kit.hot import HotRead, this_minute
from services.participation.activities.filters import ActivityFilters
from services.participation.activities.listing import search_page
from services.participation.activities.ordering import FEW
from services.participation.activities.queries import activity_count, activity_page
from services.participation.search import loading
from services.participation.search.asking import understand
from services.participation.search.rebuilding import refresh_words
from services.participation.search.suggestions import BEGINS

HERE = Path(__file__).parent
DEAL = HERE.parent / "deal" / "den-haag-zuidwest"
LANGUAGES = dict.fromkeys(("language_1", "language_2", "language_3"), "nl")
FILTERED, RARE, COMMON, IN_WIJK, MOMENT, MISSPELT, SUGGESTED = (
    "filtered list",
    "search, two words",
    "search, a common word",
    "search in a wijk",
    "search, with a moment",
    "understanding a misspelt word",
    "suggestions",
)
WORDS = {RARE: "naailes beginners", COMMON: "koffie", IN_WIJK: "yoga", MOMENT: "koffie woensdagmiddag"}
TEXTS = b"SELECT title, summary, description, wijk FROM participation.activity"
Connection = psycopg.Connection[Any]
Ask = Callable[[], float]


def main(
    sizes: Annotated[str, typer.Option(help="Numbers of activities, parted by commas.")] = "2000,200000",
    rounds: Annotated[int, typer.Option(min=1)] = 15,
    output: Annotated[Path, typer.Option(help="Results to add to.")] = HERE / "results.json",
    plans: Annotated[Path | None, typer.Option(help="Where the plans go.")] = None,
) -> None:
    """Milliseconds; each round asks every size and every contender once."""
    with ExitStack() as stack:
        server = stack.enter_context(serving(HERE / "work" / "postgres"))
        asks: dict[tuple[str, str, int], Ask] = {}
        said: list[str] = []
        for size in map(int, sizes.split(",")):
            url = stack.enter_context(filled_database(server, size))
            prepare(url, size)
            connection = stack.enter_context(psycopg.connect(url, autocommit=True))
            for case, statement in statements(connection).items():
                asks[case, "PostgreSQL", size] = in_database(connection, statement)
                said += [f"== {case}, {size:,} activities", *explained(connection, statement, "TEXT")]
            texts = connection.execute(
                "SELECT title, summary, description, wijk FROM participation.activity"
            ).fetchall()
            asks |= {(case, "tantivy", size): ask for case, ask in with_tantivy(texts)}
            asks |= {(case, "SQLite FTS5", size): ask for case, ask in with_fts5(texts)}
        times = played(asks, rounds)
    if plans:
        plans.write_text("\n".join(said))
    there = json.loads(output.read_text()) if output.exists() else []
    earlier = [line for line in there if not line["case"].startswith("search: ")]
    lines = list(lines_of(times))
    write([*earlier, *lines], output)
    for line in lines:
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def prepare(url: str, size: int) -> None:
    with Owner(url, f"bench_{size}", SECRET).writing("participation") as session:
        load_words_only(session)
    with psycopg.connect(url, cursor_factory=ClientCursor) as connection:
        connection.execute((HERE / "search.sql").read_bytes(), {"size": size})
        connection.execute("SELECT participation.recount_search()")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def load_words_only(session: Any) -> None:
    """The deal's words, without writing every activity anew: search.sql does that."""
    deal = read_deal(DEAL)
    loading.save_concepts(session, loading.concepts_of(deal))
    loading.save_terms(session, sorted(loading.terms_of(deal)))
    refresh_words(session)


def statements(connection: Connection) -> dict[str, str]:
    """Each as the service runs it, its values written in."""
    filters = ActivityFilters(wijk="moerwijk", category="language", free=True)
    found = {FILTERED: listed(connection, filters)}
    for case, typed in WORDS.items():
        asked = ActivityFilters(q=typed, wijk="moerwijk") if case == IN_WIJK else ActivityFilters(q=typed)
        found[case] = searched(connection, asked)
    found[MISSPELT] = "SELECT * FROM participation.search_alike('nailss')"
    found[SUGGESTED] = HotRead(BEGINS, {}).written_out({**LANGUAGES, "now": this_minute(), "q": "na"})
    return found


def listed(connection: Connection, asked: ActivityFilters) -> str:
    """By the way that the service takes for so many."""
    values = asked.values(this_minute()) | LANGUAGES
    total = activity_count(asked.given, "next").all(connection, values)[0][0]
    return activity_page(asked.given, "next", 1, 20, few=total <= FEW).written_out(values)


def searched(connection: Connection, asked: ActivityFilters) -> str:
    """The page itself; before it come understanding and counting, of which the service keeps the count for a minute."""
    page = search_page(activity_page, asked, asked.given, asked.values(this_minute()) | LANGUAGES, this_minute())
    meant = understand(connection, page.typed)
    sought, page = meant.sought, page.at(meant.moment)
    result = page.result(connection, sought, object())
    assert result is not None
    return page.items(result.attempt.given, False).written_out(page.asked(sought, result))


def explained(connection: Connection, statement: str, form: str) -> list[Any]:
    rows = connection.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT {form}) {statement}".encode()).fetchall()
    return [row[0] for row in rows]


def in_database(connection: Connection, statement: str) -> Ask:
    def ask() -> float:
        plan = explained(connection, statement, "JSON")[0][0]
        return float(plan["Execution Time"])

    return ask


def with_tantivy(texts: list[tuple[str, ...]]) -> Iterator[tuple[str, Ask]]:
    builder = tantivy.SchemaBuilder()
    for name in ("title", "text", "wijk"):
        builder.add_text_field(name, stored=name == "title")
    index = tantivy.Index(builder.build())
    writer = index.writer()
    for title, summary, description, wijk in texts:
        writer.add_document(tantivy.Document(title=title, text=f"{summary} {description}", wijk=wijk))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def asking(case: str, words: str) -> Ask:
        fields = " AND ".join(f"(title:{word}^2 OR text:{word})" for word in words.split())
        query = index.parse_query(f"{fields} AND wijk:moerwijk" if case == IN_WIJK else fields, ["title", "text"])
        return timed(lambda: [searcher.doc(hit)["title"] for _, hit in searcher.search(query, 20).hits])

    for case in (RARE, COMMON, IN_WIJK):  # the others know no dates
        yield case, asking(case, WORDS[case])


def with_fts5(texts: list[tuple[str, ...]]) -> Iterator[tuple[str, Ask]]:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE activity USING fts5(title, summary, description, wijk)")
    base.executemany("INSERT INTO activity VALUES (?, ?, ?, ?)", texts)

    def asking(case: str, words: str) -> Ask:
        query = f"{words} AND wijk:moerwijk".replace(" ", " AND ", words.count(" ")) if case == IN_WIJK else words
        statement = "SELECT title FROM activity WHERE activity MATCH ? ORDER BY bm25(activity, 2, 1, 1, 1) LIMIT 20"
        return timed(lambda: base.execute(statement, (query,)).fetchall())

    for case in (RARE, COMMON, IN_WIJK):  # the others know no dates
        yield case, asking(case, WORDS[case])


def timed(run: Callable[[], object]) -> Ask:
    def ask() -> float:
        began = time.perf_counter()
        run()
        return (time.perf_counter() - began) * 1000

    return ask


def played(asks: dict[tuple[str, str, int], Ask], rounds: int) -> dict[tuple[str, str, int], list[float]]:
    for ask in asks.values():
        ask()
    taken: dict[tuple[str, str, int], list[float]] = {name: [] for name in asks}
    for _ in range(rounds):
        for name, ask in asks.items():
            taken[name].append(ask())
    return taken


def lines_of(times: dict[tuple[str, str, int], list[float]]) -> Iterator[dict[str, Any]]:
    """Ours beside the peer at each size, and ours at the largest size beside ours at the smallest."""
    smallest = min(size for _, _, size in times)
    for (case, contender, size), taken in times.items():
        if contender == "PostgreSQL" and size != smallest:
            few = times[case, contender, smallest]
            yield line(case, f"{size:,} activities", taken, f"{smallest:,} activities", few, size)
        elif contender != "PostgreSQL":
            yield line(case, "zuidwest", times[case, "PostgreSQL", size], contender, taken, size)


def line(case: str, ours: str, our: list[float], peer: str, their: list[float], size: int) -> dict[str, Any]:
    ratios = [one / other for one, other in zip(our, their, strict=True) if other]
    return {
        "case": f"search: {case}",
        "ours": ours,
        "peer": peer,
        "unit": "ms",
        "oursValue": round(median(our), 3),
        "peerValue": round(median(their), 3),
        "ratio": round(median(ratios), 3),
        "rounds": len(ratios),
        "dataSize": size,
    }


if __name__ == "__main__":
    typer.run(main)
