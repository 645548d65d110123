"""Where the next page begins: after the last row that was served, whatever came or went since. Pure.

The token of a `nextLink` holds how many rows were served, and of the last one the values it is sorted by; its key is
the last of them.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from services.indicators.odata.properties import IN_SQL, Property
from services.indicators.odata.refusals import wrong


@dataclass(frozen=True, slots=True)
class Order:
    """Null is less than anything."""

    by: Property
    descending: bool = False

    @property
    def sql(self) -> str:
        return f'"{self.by.name}" {"DESC NULLS LAST" if self.descending else "ASC NULLS FIRST"}'


@dataclass(frozen=True, slots=True)
class Place:
    """`served` rows came before; `after` are the values of the last one, in the order that was asked."""

    served: int = 0
    after: Sequence[Any] = ()

    @property
    def token(self) -> str:
        return urlsafe_b64encode(orjson.dumps([self.served, self.after])).decode().rstrip("=")


def place_of(token: str | None, order: Sequence[Order]) -> Place:
    """Raises Refused for a token that is not ours, or of another order."""
    if token is None:
        return Place()
    try:
        served, after = orjson.loads(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
    except (ValueError, TypeError):
        served, after = None, None
    if type(served) is not int or served < 0 or not _fits(after, order):
        raise wrong("$skiptoken is not one of ours: follow the nextLink as it is.")
    return Place(served, after)


def _fits(after: object, order: Sequence[Order]) -> bool:
    if not isinstance(after, list) or len(after) != len(order) or after[-1] is None:
        return False
    return all(each is None or isinstance(each, str | int | float) for each in after)


def condition_after(place: Place, order: Sequence[Order]) -> tuple[str, Mapping[str, Any]]:
    """SQL for the rows that come later, and its parameters."""
    if not place.after:
        return "true", {}
    ways = list(_ways(place, order))
    return f"({' OR '.join(ways)})", {f"after{number}": _given(value) for number, value in enumerate(place.after)}


def _ways(place: Place, order: Sequence[Order]) -> Iterator[str]:
    """Later by the first value; or the same there, and later by the second; and so on."""
    same: list[str] = []
    for number, (each, value) in enumerate(zip(order, place.after, strict=True)):
        name, said = f'"{each.by.name}"', f"%(after{number})s::{IN_SQL[each.by.type]}"
        yield f"({' AND '.join([*same, _later(each, name, said, value is None)])})"
        same.append(f"{name} IS NOT DISTINCT FROM {said}")


def _later(order: Order, name: str, said: str, is_null: bool) -> str:
    if order.descending:
        return "false" if is_null else f"({name} < {said} OR {name} IS NULL)"
    return f"{name} IS NOT NULL" if is_null else f"{name} > {said}"


def _given(value: Any) -> str | None:
    """As text, which every type is cast from."""
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)
