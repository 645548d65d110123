"""Days that can be asked for."""

from datetime import date, timedelta

from pydantic import Field

from services.contracts.shapes import Input
from services.kit.problems import bad_request
from services.kit.wrong_fields import wrong


class Period(Input):
    """Inclusive days; `from` is today when it is left out."""

    from_: date | None = Field(None, alias="from")
    to: date | None = None

    def days(self, today: date, usual: timedelta, most: timedelta) -> tuple[date, date]:
        """First and last day; `usual` is how long it is without `to`. Raises Problem 400 for more than `most`."""
        first = self.from_ or today
        if not 1900 <= first.year <= 2999:
            raise bad_request([wrong("from", "too-far", "Name a day of this age.", "query")])
        last = self.to or first + usual
        if last < first:
            raise bad_request([wrong("to", "order", "`to` is before `from`.", "query")])
        if last - first > most:
            raise bad_request([wrong("to", "too-long", f"Ask for {most.days} days at most.", "query")])
        return first, last
