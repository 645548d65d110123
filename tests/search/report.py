"""What the search finds of the judged queries: `python -m tests.search.report` prints it for the held half,
or with `--tune`, `--development`, `--chosen`, `--kept`, `--opened`, `--sealed`, `--open`, `--shut` or `--proof` for
that set."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

import httpx

from services.participation.demo_files import demo_id
from tests.demo.sample import published
from tests.search.judged_set import JudgedQuery, queries_of
from tests.search.measures import mean, recall_at_10, reciprocal_rank

Group = tuple[str, str]


@dataclass(frozen=True)
class Found:
    """What one query gave: keys, best first, and whether it was said that it is something else than asked."""

    query: JudgedQuery
    ranking: list[str]
    instead: bool


@dataclass(frozen=True)
class Figures:
    """Of queries that have an answer; `honest` is the share of the others that were answered with nothing, or said
    to be answered with something else."""

    queries: int
    recall: float
    mrr: float
    honest: float


def answers(client: httpx.Client, split: str) -> list[Found]:
    """Asks every query of a half, or of the development set, over HTTP."""
    keys = {str(demo_id("activity", row["key"])): row["key"] for row in published()}
    return [_found(client, query, keys) for query in queries_of(split)]


def _found(client: httpx.Client, query: JudgedQuery, keys: dict[str, str]) -> Found:
    answer = client.get("/v1/activities", params={"q": query.text, "pageSize": 10})
    assert answer.status_code == 200, query.id
    page = answer.json()
    return Found(query, [keys[item["id"]] for item in page["items"]], "instead" in page)


def figures(found: Iterable[Found]) -> Figures:
    each = list(found)
    answered = [one for one in each if one.query.relevant]
    others = [one for one in each if not one.query.relevant]
    return Figures(
        len(each),
        mean(recall_at_10(one.query.relevant, one.ranking) for one in answered) if answered else float("nan"),
        mean(reciprocal_rank(one.query.relevant, one.ranking) for one in answered) if answered else float("nan"),
        mean(float(not one.ranking or one.instead) for one in others) if others else float("nan"),
    )


def by(found: Iterable[Found], name: Callable[[Found], str]) -> dict[str, Figures]:
    return {key: figures(group) for key, group in groupby(sorted(found, key=name), key=name)}


def table(found: list[Found]) -> str:
    """Per kind, and of other languages also per language."""
    rows = by(found, lambda one: one.query.kind)
    others = [one for one in found if one.query.kind == "other-language"]
    rows |= {f"  {language}": each for language, each in by(others, lambda one: one.query.language).items()}
    lines = [f"{'kind':16} queries  recall@10    MRR  said to be else"]
    lines += [
        f"{name:16} {row.queries:7}  {row.recall:9.3f}  {row.mrr:.3f}  {row.honest:15.2f}".replace("nan", " – ")
        for name, row in sorted(rows.items(), key=lambda item: (item[0].startswith(" "), item[0]))
    ]
    return "\n".join(lines)


def main() -> None:
    from tests.search.conftest import demo_service

    ours = ("tune", "development", "chosen", "kept", "opened", "sealed", "open", "shut", "proof")
    split = next((half for half in ours if f"--{half}" in sys.argv), "held")
    with demo_service() as client:
        sys.stdout.write(table(answers(client, split)) + "\n")


if __name__ == "__main__":
    main()
