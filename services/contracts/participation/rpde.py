"""A page of Realtime Paged Data Exchange 1.0."""

from typing import Any, Literal
from uuid import UUID

from services.contracts.shapes import Shape


class RpdeItem(Shape):
    """`modified` rises with every change; `data` is a schema.org EventSeries, and left out of what is deleted."""

    state: Literal["updated", "deleted"]
    kind: Literal["EventSeries"]
    id: UUID
    modified: int
    data: dict[str, Any] | None = None


class RpdePage(Shape):
    next: str
    items: list[RpdeItem]
    license: str
