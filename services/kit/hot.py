"""Lists that many people ask for: statements compiled once, JSON written by Postgres, 304 without the database.

A select is built with SQLAlchemy Core, compiled once to psycopg's SQL and kept. Constants (`LIMIT` above all) stand in
the SQL as literals, so that Postgres plans with them; what differs per request are named parameters.
"""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from inspect import signature
from threading import Lock
from typing import Any, get_type_hints

import orjson
from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from psycopg import Connection, sql
from psycopg.rows import TupleRow
from pydantic import BaseModel, ValidationError
from sqlalchemy import ColumnElement, Function, Select, Text, func, literal_column, select
from sqlalchemy.engine import Dialect, make_url
from starlette.concurrency import run_in_threadpool

from services.kit.etags import JSON, matches
from services.kit.languages import preferred
from services.kit.paging import next_url

Values = Mapping[str, Any]
TOTALS_KEPT = 1000
MOMENTS = ("now", "longest_ago", "until")
"""Parameters that follow from the minute alone."""
DIALECT: Dialect = make_url("postgresql+psycopg://").get_dialect()()


@dataclass(frozen=True)
class HotRead:
    """A compiled statement; `constants` are the parameters that the select itself carried."""

    sql: bytes
    constants: Values

    def all(self, connection: Connection[TupleRow], values: Values) -> list[TupleRow]:
        given = {**self.constants, **values}
        return connection.execute(self.at_the_moment(given), given).fetchall()

    def at_the_moment(self, values: Values) -> bytes:
        """The statement with this minute in it. As parameters, moments make Postgres plan anew each time: it can't tell
        beforehand how many dates are still to come. Written in, it plans once a minute and keeps the plan, which halves
        its work."""
        return _with_moments(self.sql, tuple(values.get(name) for name in MOMENTS))

    def written_out(self, values: Values) -> str:
        """The statement with its values in it, for EXPLAIN and pgbench; never for running with what people typed."""
        given = {**self.constants, **values}
        literals = {name: sql.Literal(value).as_string() for name, value in given.items()}
        return self.sql.decode() % literals


@lru_cache(maxsize=512)
def _with_moments(statement: bytes, moments: tuple[datetime | None, ...]) -> bytes:
    for name, moment in zip(MOMENTS, moments, strict=True):
        if moment is not None:
            statement = statement.replace(f"%({name})s".encode(), sql.Literal(moment).as_bytes())
    return statement


def compiled(statement: Select[Any]) -> HotRead:
    made = statement.compile(dialect=DIALECT, compile_kwargs={"render_postcompile": True})
    constants = {name: value for name, value in made.params.items() if value is not None}
    return HotRead(str(made).encode(), constants)


def number(value: int) -> ColumnElement[int]:
    """A number that stands in the SQL itself."""
    return literal_column(str(int(value)))


def json_object(**fields: Any) -> Function[Any]:
    """A small object inside an item."""
    pairs: list[Any] = []
    for name, value in fields.items():
        pairs += (literal_column(f"'{name}'"), value)
    return func.json_build_object(*pairs)


def json_rows(**fields: Any) -> list[Any]:
    """Columns to select for `as_json`, named as in the answer."""
    return [value.label(name) for name, value in fields.items()]


def as_json(rows: Select[Any]) -> Select[Any]:
    """Each row as one JSON text: a third cheaper than `json_build_object` with as many fields (measured)."""
    item = rows.subquery("item")
    return select(func.row_to_json(literal_column("item")).cast(Text)).select_from(item)


def this_minute() -> datetime:
    """Now, cut to the minute: what a list calls now, so that its ETag can say which."""
    return datetime.now(UTC).replace(second=0, microsecond=0)


class KeptRoute(APIRoute):
    """A list whose ETag says all that it depends on: `Unchanged` answers 304 before the route is even looked up.

    Its function takes the request and at most one model of query parameters, and gives a Response. The model is asked
    directly here: FastAPI's own way to it looks at every field of the model again for every request, which cost as much
    as the rest of the route together.
    """

    depends_on_now = False

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        name, model = query_model(self.endpoint)

        async def handler(request: Request) -> Response:
            asked = {name: checked(model, request.query_params)} if model else {}
            answer: Response = await run_in_threadpool(self.endpoint, request, **asked)
            return answer

        return handler


class KeptMinuteRoute(KeptRoute):
    """The same for a list of what is still to come: it changes with the clock too."""

    depends_on_now = True


def query_model(endpoint: Callable[..., Any]) -> tuple[str, type[BaseModel] | None]:
    """Name and type of the one parameter beside the request. Raises TypeError when the function takes anything else."""
    hints = get_type_hints(endpoint)
    names = [name for name in signature(endpoint).parameters if name != "request"]
    if not names:
        return "", None
    model = hints[names[0]]
    if len(names) > 1 or not (isinstance(model, type) and issubclass(model, BaseModel)):
        raise TypeError(f"{endpoint.__name__} takes more than a request and a model of query parameters")
    return names[0], model


def checked(model: type[BaseModel], given: Mapping[str, str]) -> BaseModel:
    """Raises RequestValidationError, as FastAPI would."""
    try:
        return model.model_validate(dict(given), by_alias=True, by_name=False)
    except ValidationError as error:
        wrong = [{**item, "loc": ("query", *item["loc"])} for item in error.errors(include_url=False)]
        raise RequestValidationError(wrong) from error


def list_etag(request: Request, version: int, now: datetime | None) -> str:
    """Of a list in the asker's languages: the data version, and the minute where the answer depends on it."""
    return version_etag(version, now, request.headers.get("accept-language"))


def version_etag(version: int, now: datetime | None, accept_language: str | None) -> str:
    languages = ".".join(dict.fromkeys(preferred(accept_language)))
    minute = f"{int(now.timestamp()) // 60:x}." if now else ""
    return f'"{version}.{minute}{languages}"'


def languages_asked(request: Request) -> dict[str, str]:
    """Parameters `language_1` … `language_3`: labels are given in the first of these that there is."""
    tried = preferred(request.headers.get("accept-language"))
    return {f"language_{n}": name for n, name in enumerate(tried, start=1)}


def kept_headers(etag: str) -> dict[str, str]:
    return {"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept-Language, Authorization"}


class Totals:
    """How long lists are, remembered while data and minute stay the same: counting is the dear half of a page."""

    def __init__(self) -> None:
        self.known: dict[Any, int] = {}
        self.known_for: Any = None
        self.lock = Lock()

    def get(self, count: HotRead, values: Values, moment: Any, connection: Connection[TupleRow]) -> int:
        key = (count.sql, repr(values))
        with self.lock:
            if self.known_for != moment or len(self.known) >= TOTALS_KEPT:
                self.known, self.known_for = {}, moment
            if key in self.known:
                return self.known[key]
        total = int(count.all(connection, values)[0][0])
        with self.lock:
            if self.known_for == moment:
                self.known[key] = total
        return total


TOTALS = Totals()


class PageEnds:
    """Where pages of lists ended, remembered while data and minute stay the same: the next page goes on from there."""

    def __init__(self) -> None:
        self.known: dict[Any, dict[int, Values]] = {}
        self.known_for: Any = None
        self.lock = Lock()

    def before(self, key: Any, page: int, moment: Any) -> tuple[int, Values | None]:
        """The last page before this one of which the end is known, with that end; 0 when there is none."""
        with self.lock:
            ends = self.known.get(key, {}) if self.known_for == moment else {}
            last = max((each for each in ends if each < page), default=0)
            return last, ends.get(last)

    def note(self, key: Any, page: int, moment: Any, end: Values) -> None:
        with self.lock:
            if self.known_for != moment or len(self.known) >= TOTALS_KEPT:
                self.known, self.known_for = {}, moment
            ends = self.known.setdefault(key, {})
            if len(ends) < TOTALS_KEPT:
                ends[page] = end


ENDS = PageEnds()


@dataclass(frozen=True)
class Onward:
    """How a list goes on after the end of an earlier page: the statement of so many pages further, and the values that
    say where a page ended, from the JSON of its last item."""

    items: Callable[[int], HotRead]
    end_of: Callable[[str], Values]


@dataclass(frozen=True)
class HotPage:
    """One page of a list: `items` gives rows of one column, the item's JSON; `count` gives how many there are in all.

    `now` is None for a list that does not depend on the clock. `few` is another way to the same items, taken when the
    total is at most `few_up_to`.
    """

    items: HotRead
    count: HotRead
    values: Values
    page: int
    page_size: int
    now: datetime | None = None
    few: HotRead | None = None
    few_up_to: int = 0
    onward: Onward | None = None

    def answer(self, request: Request) -> Response:
        """At most three statements: data version and total when they are not known, and the items."""
        state = request.app.state
        with state.database.reading() as connection:
            version = state.version.now(connection)
            etag = list_etag(request, version, self.now)
            if matches(request, etag):
                return Response(status_code=304, headers=kept_headers(etag))
            moment = (id(state), version, self.now)
            total = TOTALS.get(self.count, self.values, moment, connection)
            rows = self.rows(connection, total, moment)
        following = next_url(request, self.page, self.page_size, total)
        return Response(page_of_json(rows, total, following), 200, kept_headers(etag), JSON)

    def rows(self, connection: Connection[TupleRow], total: int, moment: Any) -> list[TupleRow]:
        if self.few and total <= self.few_up_to:
            return self.few.all(connection, self.values)
        if self.onward is None:
            return self.items.all(connection, self.values)
        key = (self.count.sql, repr(self.values), self.page_size)
        last, end = ENDS.before(key, self.page, moment)
        items = self.onward.items(self.page - last) if end else self.items
        rows = items.all(connection, {**self.values, **(end or {})})
        if len(rows) == self.page_size:
            ENDS.note(key, self.page, moment, self.onward.end_of(rows[-1][0]))
        return rows


def page_of_json(rows: list[TupleRow], total: int, following: str | None) -> bytes:
    items = ",".join([row[0] for row in rows])
    return f'{{"items":[{items}],"total":{total},"next":{orjson.dumps(following).decode()}}}'.encode()
