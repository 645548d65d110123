"""What Art. 3 counts: where it is, that it carries evidence, and that learners are counted once."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from services.contracts.projects import CoursePeriodInput, DeliverableInput
from services.kit.wrong_fields import wrong

DELIVERABLE_STEPS: Mapping[str, tuple[str, ...]] = {
    "planned": ("preparing", "realised", "ended"),
    "preparing": ("realised", "planned", "ended"),
    "realised": ("ended", "preparing"),
    "ended": ("preparing", "realised"),
}
FLOWS = ("low_literate_reached", "to_education", "to_voluntary_work", "to_work")


def wrong_deliverable(given: DeliverableInput, per: str | None, today: date) -> Iterator[dict[str, Any]]:
    """`per` is how Art. 3 wants this kind: once for the deal, or per wijk; None for a kind that is not known."""
    if per == "wijk" and given.wijk is None:
        yield wrong("wijk", "missing", "Art. 3 wants one in every wijk: say in which wijk this one is.")
    if given.since > today and given.status in ("realised", "ended"):
        yield wrong("since", "in-the-future", "What is there is there on a day that has come.")


def refused_status(before: str | None, after: str, evidence_items: int) -> str | None:
    """Why a deliverable can't have this status; None when it can. A result carries evidence, not a tick (Art. 3)."""
    if before is not None and after != before and after not in DELIVERABLE_STEPS[before]:
        return f"What is {before} can become {' or '.join(DELIVERABLE_STEPS[before])}, not {after} (Art. 3)."
    if after == "realised" and evidence_items == 0:
        return "It is realised when evidence shows it (Art. 3): add an item of evidence for it first."
    return None


def wrong_period(
    given: CoursePeriodInput, others: Iterable[tuple[date, date]], today: date
) -> Iterator[dict[str, Any]]:
    """Nobody is counted who was not reached, in a day that has not come, or twice. `others` are the first and last
    days of the course's other periods."""
    for field in FLOWS:
        count = getattr(given, field)
        if count > given.reached:
            name = "".join(part.title() if index else part for index, part in enumerate(field.split("_")))
            sentence = f"{count} is more than the {given.reached} who were reached (Art. 3)."
            yield wrong(name, "more-than-reached", sentence)
    if given.starts > today:
        yield wrong("starts", "in-the-future", "Who was reached is counted for a period that has begun.")
    for starts, ends in others:
        if given.starts <= ends and starts <= given.ends:
            sentence = f"This course has been counted from {starts} to {ends}: nobody is counted twice."
            yield wrong("starts", "overlaps", sentence)
