"""What a visitor chose in the filters, as it stands in the address and as the participation service is asked."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import Depends, Query

from frontend.forms import FormState

SATURDAY, SUNDAY = 6, 7
PAGE_SIZE = 20
Days = tuple[date, date]


@dataclass(frozen=True)
class Choices:
    """Names as in the address: `q`, `wijk`, `wanneer`, `soort`, `gratis`, `pagina`."""

    q: str = ""
    wijk: str = ""
    wanneer: str = ""
    soort: str = ""
    gratis: str = ""
    pagina: int = 1

    @property
    def values(self) -> dict[str, str]:
        """All but the page number."""
        return {
            "q": self.q,
            "wijk": self.wijk,
            "wanneer": self.wanneer,
            "soort": self.soort,
            "gratis": self.gratis,
        }

    @property
    def form(self) -> FormState:
        return FormState(dict(self.values))

    @property
    def count(self) -> int:
        """How many choices there are to clear, apart from the wijk."""
        return sum(1 for name, value in self.values.items() if value and name != "wijk")

    def question(self, today: date) -> dict[str, Any]:
        """The query for `GET /v1/activities`."""
        days = days_of(self.wanneer, today)
        return {
            "q": self.q or None,
            "wijk": self.wijk or None,
            "category": self.soort or None,
            "free": "true" if self.gratis else None,
            "from": days[0].isoformat() if days else None,
            "to": days[1].isoformat() if days else None,
            "page": self.pagina,
            "pageSize": PAGE_SIZE,
        }


def chosen(
    q: Annotated[str, Query(max_length=100)] = "",
    wijk: Annotated[str, Query(max_length=40)] = "",
    wanneer: Annotated[str, Query(max_length=20)] = "",
    soort: Annotated[str, Query(max_length=40)] = "",
    gratis: Annotated[str, Query(max_length=5)] = "",
    pagina: Annotated[int, Query(ge=1, le=10_000)] = 1,
) -> Choices:
    return Choices(q.strip(), wijk, wanneer, soort, gratis, pagina)


Chosen = Annotated[Choices, Depends(chosen)]


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
