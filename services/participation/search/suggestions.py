"""`/v1/suggestions`: what somebody may be about to type."""

from dataclasses import dataclass
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request, Response
from psycopg import Connection
from psycopg.rows import TupleRow
from pydantic import Field

from services.contracts.participation import Suggestions
from services.contracts.shapes import Input
from services.kit.access import anyone
from services.kit.etags import JSON, matches
from services.kit.hot import KeptMinuteRoute, kept_headers, languages_asked, list_etag, this_minute
from services.participation.search.asking import look_up, mend

router = APIRouter(tags=["activities"], route_class=KeptMinuteRoute)
LAST = "chr(1114109)"
"""The last character of all: what begins with a text stands between it and it with this behind."""
TITLES_TRIED = 50
"""So many titles that begin so are looked at: some have no date to come any more."""
BEGINS = f"""
WITH RECURSIVE asked AS MATERIALIZED (
    SELECT q, q || {LAST} AS until FROM array_to_string(participation.search_words(%(q)s), ' ') AS q
), meant AS MATERIALIZED (
    SELECT term.concept, term.text, term.folded, concept.uses, coalesce(kept.uses, 0) = 0 AS unused,
        coalesce(array_position(ARRAY[%(language_1)s, %(language_2)s, %(language_3)s]::text[], language), 4) AS rank
    FROM asked CROSS JOIN participation.search_term term
    JOIN participation.search_concept concept ON concept.id = term.concept
    LEFT JOIN participation.search_word kept ON kept.word = term.folded
    WHERE q <> '' AND term.folded >= q AND term.folded < until
        AND concept.uses > 0 AND concept.kind IN ('subject', 'circumstance')
), title AS (
    SELECT 1 AS tried, coalesce(first.last_end > %(now)s, false)::int AS found, first.* FROM asked CROSS JOIN LATERAL (
        SELECT sort_title, last_end, title FROM participation.activity
        WHERE status = 'published' AND q <> '' AND sort_title >= q AND sort_title < until
        ORDER BY sort_title, last_end DESC NULLS LAST LIMIT 1
    ) first
    UNION ALL
    SELECT tried + 1, found + coalesce(next.last_end > %(now)s, false)::int, next.*
    FROM title CROSS JOIN asked CROSS JOIN LATERAL (
        SELECT sort_title, last_end, title FROM participation.activity
        WHERE status = 'published' AND sort_title > title.sort_title AND sort_title < until
        ORDER BY sort_title, last_end DESC NULLS LAST LIMIT 1
    ) next
    WHERE found < 4 AND tried < {TITLES_TRIED}
)
(SELECT 'category', coalesce(labels ->> %(language_1)s, labels ->> %(language_2)s, labels ->> %(language_3)s), id
    FROM participation.category WHERE in_deal AND id IN (SELECT concept FROM meant) ORDER BY position LIMIT 2)
UNION ALL
(SELECT 'word', text, concept FROM (
    SELECT DISTINCT ON (concept) * FROM meant ORDER BY concept, rank, unused, length(folded), text
) each ORDER BY rank, unused, length(folded), uses DESC, text LIMIT 5)
UNION ALL
(SELECT 'title', title, NULL FROM title WHERE last_end > %(now)s ORDER BY sort_title)
UNION ALL
(SELECT 'place', name, id::text FROM asked CROSS JOIN LATERAL (
    SELECT name, id, sort_name FROM participation.place
    WHERE q <> '' AND sort_name >= q AND sort_name < until ORDER BY sort_name, id LIMIT 3
) beginning ORDER BY sort_name, id)
""".encode()  # noqa: S608 (no words of people in it)


class Typing(Input):
    q: str = Field("", max_length=100)


@dataclass(frozen=True)
class Suggested:
    rows: list[TupleRow]
    corrected: str | None = None


@router.get("/v1/suggestions", response_model=Suggestions)
@anyone
def suggestions(request: Request, asked: Annotated[Typing, Query()]) -> Response:
    """Words, categories, titles and places that begin so, those in the asker's languages first, and of them those that
    stand in activities; where nothing does, those of what was probably meant."""
    state, now = request.app.state, this_minute()
    with state.database.reading() as connection:
        etag = list_etag(request, state.version.now(connection), now)
        if matches(request, etag):
            return Response(status_code=304, headers=kept_headers(etag))
        found = suggested(connection, asked.q, {**languages_asked(request), "now": now})
    items = [{"kind": kind, "text": text, "id": id_} for kind, text, id_ in found.rows]
    said: dict[str, Any] = {"items": items, "total": len(items), "next": None}
    if found.corrected:
        said["corrected"] = found.corrected
    return Response(orjson.dumps(said), 200, kept_headers(etag), JSON)


def suggested(connection: Connection[TupleRow], typed: str, values: dict[str, Any]) -> Suggested:
    """One statement, or four when nothing begins so."""
    rows = connection.execute(BEGINS, {**values, "q": typed}).fetchall()
    if rows:
        return Suggested(rows)
    mended = mend(connection, look_up(connection, typed))
    if mended is None or mended[1] is None:
        return Suggested([])
    return Suggested(connection.execute(BEGINS, {**values, "q": mended[1]}).fetchall(), mended[1])
