"""The system query options of a request. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.indicators.odata.filter_rules import where
from services.indicators.odata.following import Order, Place, place_of
from services.indicators.odata.properties import Property
from services.indicators.odata.refusals import not_done, wrong
from services.indicators.odata.sets import EntitySet

DONE = frozenset({"$select", "$filter", "$orderby", "$top", "$skip", "$count", "$skiptoken", "$format"})
OTHERS = frozenset({"$expand", "$search", "$apply", "$compute", "$levels", "$deltatoken", "$schemaversion", "$index"})
PAGE, LARGEST_PAGE = 100, 1000
MAXPAGESIZE = re.compile(r"(?:odata\.)?maxpagesize\s*=\s*\"?(\d{1,9})\"?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """`place` is where this page begins; `page` is how many rows fit on it."""

    selected: tuple[Property, ...]
    order: tuple[Order, ...]
    condition: str = "true"
    values: Mapping[str, Any] = field(default_factory=dict)
    skip: int = 0
    top: int | None = None
    place: Place = field(default_factory=Place)
    page: int = PAGE
    count: bool = False
    narrowed: bool = False

    @property
    def limit(self) -> int:
        return self.page if self.top is None else max(0, min(self.page, self.top - self.place.served))


def asked(entities: EntitySet, given: Mapping[str, str], prefer: str) -> Asked:
    """Raises Refused."""
    for name in given:
        if name in OTHERS:
            raise not_done(name)
        if name.startswith("$") and name not in DONE:
            raise wrong(f"There is no option {name}.")
    if given.get("$format", "json").split(";")[0] not in ("json", "application/json"):
        raise not_done("Another $format than json")
    condition, values = where(given["$filter"], entities.by_name) if "$filter" in given else ("true", {})
    if given.get("$count", "false") not in ("true", "false"):
        raise wrong("$count is true or false.")
    order = order_of(entities, given.get("$orderby"))
    return Asked(
        selected(entities, given.get("$select")),
        order,
        condition,
        values,
        number(given, "$skip") or 0,
        number(given, "$top"),
        place_of(given.get("$skiptoken"), order),
        preferred_page(prefer) or PAGE,
        given.get("$count") == "true",
        "$select" in given and given["$select"].strip() != "*",
    )


def preferred_page(prefer: str) -> int | None:
    """Rows a page, when that is asked for; never more than the largest page."""
    found = MAXPAGESIZE.search(prefer)
    return min(int(found[1]), LARGEST_PAGE) or None if found else None


def number(given: Mapping[str, str], name: str) -> int | None:
    if name not in given:
        return None
    if not re.fullmatch(r"\d{1,9}", given[name]):
        raise wrong(f"{name} is a whole number from 0.")
    return int(given[name])


def selected(entities: EntitySet, text: str | None) -> tuple[Property, ...]:
    if text is None or text.strip() == "*":
        return entities.properties
    return tuple(dict.fromkeys(_property(entities, name.strip(), "$select") for name in text.split(",")))


def order_of(entities: EntitySet, text: str | None) -> tuple[Order, ...]:
    """The key comes last, so that the order is always the same."""
    found = []
    for item in text.split(",") if text else []:
        name, *direction = item.split()[:3] or [""]
        if direction not in ([], ["asc"], ["desc"]):
            raise wrong(f"$orderby: '{item.strip()}' can't be read.")
        found.append(Order(_property(entities, name, "$orderby"), direction == ["desc"]))
    return (*found, Order(entities.key))


def _property(entities: EntitySet, name: str, option: str) -> Property:
    if name not in entities.by_name:
        if "(" in name or "/" in name:
            raise not_done(f"{option}: {name}")
        raise wrong(f"{option}: there is no property '{name}'.")
    return entities.by_name[name]
