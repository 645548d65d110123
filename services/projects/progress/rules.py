"""How a project goes: what the dates of a milestone say, what an update may say, where links may lead (Art. 7.2a)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from services.contracts.projects import MilestoneInput, MilestoneStatus, ProgressUpdateInput
from services.kit.wrong_fields import wrong


def milestone_status(planned: date, forecast: date | None, actual: date | None, today: date) -> MilestoneStatus:
    """Reached in time or late; else late once its day has gone by, and expected late when the forecast says so."""
    if actual is not None:
        return "reached" if actual <= planned else "reached-late"
    if today > planned:
        return "late"
    return "expected-late" if forecast is not None and forecast > planned else "planned"


def wrong_milestone(
    milestone: MilestoneInput, project_ends: date | None, last_day: date | None, today: date
) -> Iterator[dict[str, Any]]:
    """It is planned before the project ends, or before the deal ends where the project goes on for no reason given
    (Art. 14); it was reached on a day that has come. `last_day` is None when a reason was given."""
    limit, what = (project_ends, "project") if project_ends else (last_day, "deal")
    if limit is not None and milestone.planned > limit:
        sentence = f"The {what} ends on {limit} (Art. 14): this milestone is planned after it."
        yield wrong("planned", "after-the-end", sentence)
    if milestone.actual is not None and milestone.actual > today:
        yield wrong("actual", "in-the-future", "It can't have been reached on a day that is still to come.")


def wrong_update(update: ProgressUpdateInput, today: date) -> Iterator[dict[str, Any]]:
    if update.on > today:
        yield wrong("on", "in-the-future", "Say how it goes, not how it will go: this day is still to come.")


def wrong_correction(of_this_project: bool, corrected_already: bool) -> Iterator[dict[str, Any]]:
    """An update corrects another one of the same project, and each is corrected once: correct the correction."""
    if not of_this_project:
        yield wrong("corrects", "unknown", "This project has no such progress update.")
    elif corrected_already:
        yield wrong("corrects", "corrected-before", "This update was corrected before: correct that one instead.")
