"""What a visitor chose in the filters, as it stands in the address and as the participation service is asked."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import Field, StringConstraints, TypeAdapter, ValidationError

from frontend.forms import FormState
from frontend.templates import PARTS
from services.contracts.participation import PlaceShape

SATURDAY, SUNDAY = 6, 7
PAGE_SIZE = 20
RADIUS = 20_000
Days = tuple[date, date]
Short = Annotated[str, Field(max_length=40)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)]


@dataclass(frozen=True)
class Choices:
    """Names as in the address. `bij` is a place, or a point as `52.05,4.29`; then what is near comes first."""

    q: Words = ""
    wijk: Short = ""
    wanneer: Short = ""
    dagdeel: Short = ""
    soort: Short = ""
    gratis: Short = ""
    taal: Short = ""
    nederlands: Short = ""
    toegankelijk: Short = ""
    bij: Annotated[Short, StringConstraints(strip_whitespace=True)] = ""
    pagina: Annotated[int, Field(ge=1, le=10_000)] = 1

    @property
    def values(self) -> dict[str, str]:
        """All but the page number."""
        return {name: value for name, value in asdict(self).items() if name != "pagina"}

    @property
    def form(self) -> FormState:
        return FormState(dict(self.values))

    @property
    def count(self) -> int:
        """How many choices there are to clear, apart from the wijk."""
        return sum(1 for name, value in self.values.items() if value and name != "wijk")

    def filters(self, today: date, places: Iterable[PlaceShape] = ()) -> dict[str, Any]:
        """The filters of `GET /v1/activity-cards` and of the counts beside them."""
        days = days_of(self.wanneer, today)
        near = point_of(self.bij, places)
        return {
            "q": self.q or None,
            "wijk": self.wijk or None,
            "category": self.soort or None,
            "free": "true" if self.gratis else None,
            "from": days[0].isoformat() if days else None,
            "to": days[1].isoformat() if days else None,
            "partOfDay": PARTS.get(self.dagdeel),
            "language": self.taal or None,
            "dutchLevel": self.nederlands or None,
            "accessible": "step-free" if self.toegankelijk else None,
            "near": near,
            "radius": RADIUS if near else None,
        }

    def question(self, today: date, places: Iterable[PlaceShape] = ()) -> dict[str, Any]:
        """The query for `GET /v1/activity-cards`."""
        filters = self.filters(today, places)
        sort = "near" if filters["near"] else None
        return filters | {"sort": sort, "page": self.pagina, "pageSize": PAGE_SIZE}


NOTHING = Choices()
CHOICES = TypeAdapter(Choices)
NAMES = frozenset(each.name for each in fields(Choices))


async def chosen(request: Request) -> Choices:
    """All at once: eleven fields of their own would take ten times as long, and a thread half as long again.

    Raises RequestValidationError.
    """
    if not request.scope["query_string"]:
        return NOTHING
    given = {name: value for name, value in request.query_params.items() if name in NAMES}
    try:
        return CHOICES.validate_python(given)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error


Chosen = Annotated[Choices, Depends(chosen)]


def point_of(near: str, places: Iterable[PlaceShape]) -> str | None:
    """`lat,lon` of a place, or the point itself; None for a place that has none."""
    try:
        wanted = UUID(near)
    except ValueError:
        return near or None
    return next((f"{each.lat:.5f},{each.lon:.5f}" for each in places if each.id == wanted and each.lat), None)


def days_of(wanneer: str, today: date) -> Days | None:
    """First and last day; None when it does not matter. On a Sunday the weekend is what is left of it."""
    match wanneer:
        case "vandaag":
            return today, today
        case "morgen":
            return today + timedelta(days=1), today + timedelta(days=1)
        case "week":
            return today, today + timedelta(days=6)
        case "weekend":
            sunday = today + timedelta(days=SUNDAY - today.isoweekday())
            return max(today, sunday - timedelta(days=1)), sunday
    return None


def last_page(total: int) -> int:
    return max(1, -(-total // PAGE_SIZE))
