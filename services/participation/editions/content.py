"""What an edition says, as it is kept with a draft: facts and texts, not yet words and layout."""

from datetime import date, time
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.contracts.deal_paper import PaperWords


class Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Turn(Kept):
    """One time on one weekday: the days of the month on which it goes ahead, and those on which it does not."""

    weekday: int
    start: time
    end: time
    days: tuple[date, ...]
    not_on: tuple[date, ...]

    @property
    def weekly(self) -> bool:
        """Whether a reader can count on it: it is shorter to say when it is not."""
        return len(self.not_on) < len(self.days) - 1


class Change(Kept):
    """A date that is cancelled, goes ahead at another time than the rule gives, or is `full`."""

    day: date
    start: time
    to_day: date | None = None
    to_start: time | None = None
    full: bool = False


class Item(Kept):
    """An activity. `labels` are those of its category, `translated` is its title in the second language."""

    id: UUID
    title: str
    translated: str | None
    summary: str
    category: str
    labels: dict[str, str]
    place: str
    address: str
    phone: str | None
    free: bool
    pay_what_you_can: bool
    cost: str | None
    joining: str
    turns: tuple[Turn, ...]
    changes: tuple[Change, ...]


class EditionContent(Kept):
    """`month` is its first day, `language` the second one, `gathered_on` the day on which this was known."""

    wijk: str
    wijk_name: str
    month: date
    language: str | None
    gathered_on: date
    site: str
    publisher: str
    words: dict[str, PaperWords]
    items: tuple[Item, ...]
