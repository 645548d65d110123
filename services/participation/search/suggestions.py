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
from services.participation.search.meaning_rules import cut

router = APIRouter(tags=["activities"], route_class=KeptMinuteRoute)
LAST = "chr(1114109)"
"""The last character of all: what begins with a text stands between it and it with this behind."""
BEGINS = f"""
WITH asked AS MATERIALIZED (SELECT array_to_string(participation.search_words(%(q)s), ' ') AS q),
meant AS MATERIALIZED (
    SELECT term.concept, term.text, term.folded, concept.uses,
        coalesce(array_position(ARRAY[%(language_1)s, %(language_2)s, %(language_3)s]::text[], language), 4) AS rank
    FROM asked CROSS JOIN participation.search_term term
    JOIN participation.search_concept concept ON concept.id = term.concept
    WHERE q <> '' AND term.folded >= q AND term.folded < q || {LAST}
        AND concept.uses > 0 AND concept.kind IN ('subject', 'circumstance')
)
(SELECT 'category', coalesce(labels ->> %(language_1)s, labels ->> %(language_2)s, labels ->> %(language_3)s), id
    FROM participation.category WHERE in_deal AND id IN (SELECT concept FROM meant) ORDER BY position LIMIT 2)
UNION ALL
(SELECT 'word', text, concept FROM (
    SELECT DISTINCT ON (concept) * FROM meant ORDER BY concept, rank, length(folded), text
) each ORDER BY rank, length(folded), uses DESC, text LIMIT 5)
UNION ALL
(SELECT 'title', title, NULL FROM (
    SELECT DISTINCT ON (sort_title) sort_title, title FROM (
        SELECT sort_title, title FROM participation.activity
        WHERE status = 'published' AND last_end > %(now)s AND (SELECT q FROM asked) <> ''
            AND sort_title >= (SELECT q FROM asked) AND sort_title < (SELECT q FROM asked) || {LAST}
        ORDER BY sort_title, id LIMIT 100
    ) beginning ORDER BY sort_title LIMIT 4
) each)
UNION ALL
(SELECT 'place', name, id::text FROM asked CROSS JOIN participation.place
    WHERE q <> '' AND sort_name >= q AND sort_name < q || {LAST} ORDER BY sort_name LIMIT 3)
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
    """Words, categories, titles and places that begin so, those in the asker's languages first; where nothing does,
    those of what was probably meant."""
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
    mended = mend(connection, cut(look_up(connection, typed)))
    if mended is None or mended[1] is None:
        return Suggested([])
    return Suggested(connection.execute(BEGINS, {**values, "q": mended[1]}).fetchall(), mended[1])
