"""`$filter` as SQL with parameters (OData 4.0 URL conventions, 5.1.1). Pure.

Null behaves as the standard says: `ne` is true for null and a value, and an order with null is false.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.indicators.odata.refusals import not_done, wrong
from services.indicators.odata.sets import Edm, Property

TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<moment>\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d))|(?P<date>\d{4}-\d\d-\d\d)"
    r"|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_/]*)|(?P<mark>[(),]))"
)
COMPARED = {"eq": "IS NOT DISTINCT FROM", "ne": "IS DISTINCT FROM", "gt": ">", "ge": ">=", "lt": "<", "le": "<="}
TESTS = {
    "contains": "position({1} IN {0}) > 0",
    "startswith": "starts_with({0}, {1})",
    "endswith": "right({0}, length({1})) = {1}",
}
CHANGES: dict[str, tuple[str, str]] = {
    "tolower": ("lower({0})", "text"),
    "toupper": ("upper({0})", "text"),
    "trim": ("btrim({0})", "text"),
    "length": ("length({0})", "number"),
    "year": ("extract(year FROM {0})", "number"),
}
KNOWN_ELSEWHERE = frozenset(
    {
        *(
            "concat",
            "indexof",
            "substring",
            "matchespattern",
            "month",
            "day",
            "hour",
            "minute",
            "second",
            "date",
            "time",
        ),
        *("now", "round", "floor", "ceiling", "cast", "isof", "any", "all", "has", "add", "sub", "mul", "div", "mod"),
        *("fractionalseconds", "totalseconds", "totaloffsetminutes", "mindatetime", "maxdatetime", "divby", "time"),
    }
)
"""What OData knows and this service does not do."""
KINDS: dict[Edm, str] = {
    "Int32": "number",
    "Int64": "number",
    "Double": "number",
    "String": "text",
    "Boolean": "truth",
    "Date": "date",
    "DateTimeOffset": "moment",
}
SQL_OF_LITERAL = {"text": "text", "number": "float8", "date": "date", "moment": "timestamptz"}
MOST_TOKENS = 300
DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Term:
    """A piece of SQL and what kind of value it gives: text, number, truth, date, moment or null."""

    sql: str
    kind: str


@dataclass(slots=True)
class Parser:
    """Recursive descent: or, and, not, comparison, value."""

    tokens: list[tuple[str, str]]
    properties: Mapping[str, Property]
    values: dict[str, Any] = field(default_factory=dict)
    place: int = 0
    depth: int = 0

    def whole(self) -> str:
        found = self.either()
        if self.place < len(self.tokens):
            raise wrong(f"$filter: '{self.tokens[self.place][1]}' is not expected there.")
        return _truth(found)

    def either(self) -> Term:
        self.depth += 1
        if self.depth > DEEPEST:
            raise wrong("$filter: too many parentheses within one another.")
        found = self.both()
        while self.took("or"):
            found = Term(f"({_truth(found)} OR {_truth(self.both())})", "truth")
        self.depth -= 1
        return found

    def both(self) -> Term:
        found = self.denied()
        while self.took("and"):
            found = Term(f"({_truth(found)} AND {_truth(self.denied())})", "truth")
        return found

    def denied(self) -> Term:
        times = 0
        while self.took("not"):
            times += 1
        found = self.comparison()
        return Term(f"(NOT {_truth(found)})", "truth") if times % 2 else found

    def comparison(self) -> Term:
        left = self.value()
        kind, said = self.peek()
        if kind == "name" and said in COMPARED:
            self.place += 1
            return _compare(left, said, self.value())
        if self.took("in"):
            self.expect("(")
            options = [self.value()]
            while self.took(","):
                options.append(self.value())
            self.expect(")")
            return Term("(" + " OR ".join(_compare(left, "eq", option).sql for option in options) + ")", "truth")
        if kind == "name" and said in KNOWN_ELSEWHERE:
            raise not_done(f"$filter: {said}")
        return left

    def value(self) -> Term:
        kind, said = self.next()
        if said == "(":
            found = self.either()
            self.expect(")")
            return found
        if kind in SQL_OF_LITERAL:
            return self.literal(kind, said)
        if kind != "name":
            raise wrong(f"$filter: '{said}' is not expected there.")
        if self.peek()[1] == "(":
            return self.call(said)
        return self.named(said)

    def literal(self, kind: str, said: str) -> Term:
        name = f"f{len(self.values)}"
        self.values[name] = said[1:-1].replace("''", "'") if kind == "text" else said
        return Term(f"%({name})s::{SQL_OF_LITERAL[kind]}", kind)

    def named(self, said: str) -> Term:
        if said in ("true", "false"):
            return Term(said, "truth")
        if said == "null":
            return Term("NULL", "null")
        if said not in self.properties:
            raise not_done(f"$filter: {said}") if "/" in said else wrong(f"$filter: there is no property {said}.")
        found = self.properties[said]
        return Term(f'"{found.name}"', KINDS[found.type])

    def call(self, name: str) -> Term:
        if name not in TESTS and name not in CHANGES:
            raise (
                not_done(f"$filter: {name}()")
                if name in KNOWN_ELSEWHERE or "/" in name
                else wrong(f"$filter: there is no function {name}.")
            )
        self.expect("(")
        given = [self.either()]
        while self.took(","):
            given.append(self.either())
        self.expect(")")
        if len(given) != (2 if name in TESTS else 1):
            raise wrong(f"$filter: {name} takes another number of values.")
        wanted = ("date", "moment", "null") if name == "year" else ("text", "null")
        if any(each.kind not in wanted for each in given):
            raise wrong(f"$filter: {name} takes another kind of value.")
        parts = [each.sql for each in given]
        if name in TESTS:
            return Term(f"coalesce({TESTS[name].format(*parts)}, false)", "truth")
        form, kind = CHANGES[name]
        return Term(form.format(*parts), kind)

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.place] if self.place < len(self.tokens) else ("end", "")

    def next(self) -> tuple[str, str]:
        found = self.peek()
        if found[0] == "end":
            raise wrong("$filter: it ends too soon.")
        self.place += 1
        return found

    def took(self, said: str) -> bool:
        if self.peek() in (("name", said), ("mark", said)):
            self.place += 1
            return True
        return False

    def expect(self, mark: str) -> None:
        if not self.took(mark):
            raise wrong(f"$filter: '{mark}' is expected before '{self.peek()[1]}'.")


def where(text: str, properties: Mapping[str, Property]) -> tuple[str, dict[str, Any]]:
    """SQL over columns named as the properties, and its parameters. Raises Refused."""
    parser = Parser(_tokens(text), properties)
    return parser.whole(), parser.values


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    place = 0
    while text[place:].strip():
        match = TOKEN.match(text, place)
        if match is None or len(found) >= MOST_TOKENS:
            raise wrong(f"$filter: it can't be read from '{text[place : place + 20]}' on.")
        assert match.lastgroup
        found.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return found


def _compare(left: Term, how: str, right: Term) -> Term:
    if "null" in (left.kind, right.kind) and how not in ("eq", "ne"):
        return Term("false", "truth")
    kinds = {left.kind, right.kind} - {"null"}
    if len(kinds) > 1 and kinds != {"date", "moment"}:
        raise wrong("$filter: values of different kinds are compared.")
    if how in ("eq", "ne"):
        return Term(f"({left.sql} {COMPARED[how]} {right.sql})", "truth")
    return Term(f"coalesce({left.sql} {COMPARED[how]} {right.sql}, false)", "truth")


def _truth(term: Term) -> str:
    if term.kind not in ("truth", "null"):
        raise wrong("$filter: a condition is expected, not a value.")
    return f"coalesce({term.sql}, false)"
