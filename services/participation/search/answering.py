"""A list for what somebody typed; where nothing fits, the nearest good thing, and what was left out for it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import orjson
from fastapi import Request, Response
from psycopg import Connection
from psycopg.rows import TupleRow

from services.kit.etags import JSON, matches
from services.kit.hot import TOTALS, HotRead, kept_headers, list_etag
from services.kit.paging import next_url
from services.participation.activities.conditions import WHEN, Given
from services.participation.activities.filters import start_of
from services.participation.clock import today
from services.participation.search.asking import Understood, understand
from services.participation.search.best import FILLED_UP_TO, bound
from services.participation.search.meaning_rules import Sought, lexeme
from services.participation.search.moment_rules import Moment

Values = Mapping[str, Any]
WHERE = frozenset({"near", "wijk"})
WHAT = frozenset({"category", "free", "language", "dutch_level", "step", "accessible"})
"""A place or a project that was asked for is never left out, nor is what a coordinator may see."""
SAMPLES = (64, 16, 4)
"""A 64th, a 16th, a 4th of all activities (search_samples in migration 0008)."""
OTHER_FILTERS, RELATED, SOME_WORDS = "other-filters", "related", "some-words"
NAMES = {
    "from_": "from",
    "weekdays": "weekday",
    "part_of_day": "partOfDay",
    "hours": "partOfDay",
    "dutch_level": "dutchLevel",
}


@dataclass(frozen=True)
class Attempt:
    """A query with the filters that it keeps; `reason` tells why it is not what was asked, empty when it is."""

    query: str
    given: Given
    reason: str = ""


@dataclass(frozen=True)
class Result:
    """How many an attempt found, and how many of them, at the end, are only related to what was asked."""

    attempt: Attempt
    total: int
    related: int = 0


@dataclass(frozen=True)
class SearchPage:
    """One page. `items` and `count` give the statements for a set of filters; `few` as in `HotPage`.

    `fills_up` puts what is related behind, when little was found; `when` names the filters for words of time.
    """

    items: Callable[[Given, bool], HotRead]
    count: Callable[[Given], HotRead]
    typed: str
    given: Given
    values: Values
    page: int
    page_size: int
    now: datetime
    few_up_to: int
    fills_up: bool = False
    when: Given = frozenset()

    def answer(self, request: Request) -> Response:
        """At most some twenty statements, when nothing fits; mostly four."""
        state = request.app.state
        with state.database.reading() as connection:
            version = state.version.now(connection)
            etag = list_etag(request, version, self.now)
            if matches(request, etag):
                return Response(status_code=304, headers=kept_headers(etag))
            meant = understand(connection, self.typed)
            asked = self.at(meant.moment)
            result = asked.result(connection, meant.sought, (id(state), version, self.now))
            rows = asked.rows(connection, meant.sought, result) if result else []
        total = result.total if result else 0
        following = next_url(request, self.page, self.page_size, total)
        said = {"total": total, "next": following} | asked.remarks(meant, result)
        items = ",".join([row[0] for row in rows])
        body = f'{{"items":[{items}],'.encode() + orjson.dumps(said)[1:]
        return Response(body, 200, kept_headers(etag), JSON)

    def at(self, moment: Moment) -> "SearchPage":
        """The same with the moment that was said in words."""
        said = said_in_words(moment, self.given)
        return replace(self, values={**self.values, **said}, when=frozenset(said))

    def result(self, connection: Connection[TupleRow], sought: Sought, moment: Any) -> Result | None:
        for each in attempts(sought, self.given, self.when):
            attempt = self.sampled(connection, each, moment)
            if total := self.total(connection, attempt, moment):
                break
        else:
            return None
        if attempt is not each:  # how many fit in all is known where the words alone decide
            return Result(attempt, total if each.given & WHEN else self.total(connection, each, moment))
        if not self.fills_up or not attempt.query or total >= FILLED_UP_TO:
            return Result(attempt, total)
        wider = self.wider(connection, sought, attempt, moment)
        more = min(FILLED_UP_TO, self.total(connection, wider, moment))
        if more <= total:
            return Result(attempt, total)
        return Result(wider, more, 0 if attempt.reason in (RELATED, SOME_WORDS) else more - total)

    def wider(self, connection: Connection[TupleRow], sought: Sought, attempt: Attempt, moment: Any) -> Attempt:
        """What is related too; where that is more than is looked at, a sample of it beside all that fits."""
        related = f"({sought.wider}) | {sought.any}"
        wider = Attempt(related, attempt.given | {"wider"}, attempt.reason)
        for share in reversed(SAMPLES):
            if self.total(connection, replace(wider, given=wider.given - WHEN), moment) < bound(attempt.given):
                break
            wider = replace(wider, query=f"{attempt.query} | (({related}) & {lexeme(f's:{share}')})")
        return wider

    def sampled(self, connection: Connection[TupleRow], attempt: Attempt, moment: Any) -> Attempt:
        """Where far more fit the words than are looked at, the smallest sample that has as many; takes four statements
        at most."""
        if not self.fills_up or not attempt.query:
            return attempt
        words_only = replace(attempt, given=attempt.given - WHEN)
        most = bound(attempt.given)
        if self.total(connection, words_only, moment) < most:
            return attempt
        for share in SAMPLES:
            query = f"({attempt.query}) & {lexeme(f's:{share}')}"
            if self.total(connection, replace(words_only, query=query), moment) >= most:
                return replace(attempt, query=query)
        return attempt

    def total(self, connection: Connection[TupleRow], attempt: Attempt, moment: Any) -> int:
        values = {**self.values, "q": attempt.query}
        return TOTALS.get(self.count(attempt.given), values, moment, connection)

    def rows(self, connection: Connection[TupleRow], sought: Sought, result: Result) -> list[TupleRow]:
        items = self.items(result.attempt.given, result.total <= self.few_up_to)
        return items.all(connection, self.asked(sought, result))

    def asked(self, sought: Sought, result: Result) -> dict[str, Any]:
        """The parameters of `items`."""
        queries, weights = zip(*sought.ranks, strict=True)
        return {
            **self.values,
            "q": result.attempt.query,
            "whole": sought.whole,
            "loose": sought.loose,
            "open": sought.open,
            "known": sought.known,
            "core": sought.core,
            "broad": sought.wider,
            "rank_queries": list(queries),
            "rank_weights": list(weights),
        }

    def remarks(self, meant: Understood, result: Result | None) -> dict[str, Any]:
        """What a reader should know of the list: another word, when, other filters, things that are only related."""
        said: dict[str, Any] = {}
        if self.when:
            said["when"] = {
                "weekdays": meant.moment.weekdays if "weekdays" in self.when else (),
                "partsOfDay": meant.moment.parts if "hours" in self.when else (),
                "firstDay": meant.moment.first if "to" in self.when else None,
                "lastDay": meant.moment.last if "to" in self.when else None,
            }
        if meant.corrected:
            said["corrected"] = meant.corrected
        if result and result.related:
            said["related"] = result.related
        if result and result.attempt.reason:
            left_out = (self.given | self.when) - result.attempt.given - {"q"}
            dropped = sorted({NAMES.get(name, name) for name in left_out})
            said["instead"] = {"reason": result.attempt.reason, "dropped": dropped}
        return said


def said_in_words(moment: Moment, given: Given) -> Values:
    """Filters for when, as parameters of the statement; what was chosen by a filter is not said again by words."""
    found: dict[str, Any] = {}
    if moment.weekdays and "weekday" not in given:
        found["weekdays"] = list(moment.weekdays)
    if moment.parts and "part_of_day" not in given:
        found["hours"] = moment.hours
    if moment.first and moment.last and not given & {"from_", "to"}:
        found["to"] = start_of(moment.last + timedelta(days=1))
        if moment.first > today():
            found["from_"] = start_of(moment.first)
    return found


def attempts(sought: Sought, given: Given, when: Given = frozenset()) -> Iterator[Attempt]:
    """From what was asked to what comes near it; a query that looks for nothing finds nothing, unless it says when."""
    asked = given | when
    bare = asked - WHEN - WHERE - WHAT
    if when and not sought.whole:
        yield Attempt("", asked - {"q"})
        yield Attempt("", given - {"q"}, OTHER_FILTERS)
    tried: set[tuple[str, Given]] = set()
    for query, filters, reason in (
        (sought.whole, asked, ""),
        (sought.loose, asked, ""),
        (sought.loose, given, OTHER_FILTERS),
        (sought.loose, given - WHEN, OTHER_FILTERS),
        (sought.loose, given - WHEN - {"near"}, OTHER_FILTERS),
        (sought.loose, bare, OTHER_FILTERS),
        (sought.known, asked, SOME_WORDS),
        (sought.wider, asked, RELATED),
        (sought.core, asked, SOME_WORDS),
        (sought.any, asked, SOME_WORDS),
        (sought.wider, bare, RELATED),
        (sought.any, bare, SOME_WORDS),
    ):
        if query and (query, filters) not in tried:
            tried.add((query, filters))
            yield Attempt(query, filters, reason)
