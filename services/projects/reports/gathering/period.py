"""The period that is reported on, as the statements ask for it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """Both days belong to it."""

    first: date
    last: date

    def values(self) -> dict[str, date]:
        return {"first": self.first, "last": self.last}
