"""How the status of a project may change: one table (Art. 7.1 speaks of the feasibility of intended projects)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

PROJECT_STEPS: Mapping[str, tuple[str, ...]] = {
    "idea": ("feasibility", "stopped"),
    "feasibility": ("intended", "idea", "stopped"),
    "intended": ("running", "feasibility", "stopped"),
    "running": ("finished", "stopped", "intended"),
    "finished": ("running",),
    "stopped": ("running", "intended", "feasibility", "idea"),
}
STEPS_BACK = frozenset(
    {
        ("feasibility", "idea"),
        ("intended", "feasibility"),
        ("running", "intended"),
        ("finished", "running"),
        *(("stopped", status) for status in PROJECT_STEPS["stopped"]),
    }
)
"""These need a reason."""
ARTICLE = "Art. 7.1"


@dataclass(frozen=True)
class NoSuchStep:
    """The table does not have it; `possible` is what it has instead."""

    sentence: str
    possible: tuple[str, ...]


@dataclass(frozen=True)
class NeedsReason:
    sentence: str


def refusal(before: str, after: str, reason: str | None) -> NoSuchStep | NeedsReason | None:
    """Why a project can't go from one status to another; None when it can."""
    possible = PROJECT_STEPS[before]
    if after not in possible:
        sentence = f"A project that is {before} can become {' or '.join(possible)}, not {after} ({ARTICLE})."
        return NoSuchStep(sentence, possible)
    if (before, after) in STEPS_BACK and not reason:
        return NeedsReason(f"From {before} to {after} is a step back: say why ({ARTICLE}).")
    return None


def wrong_day(on: date, last: date | None, today: date) -> str | None:
    """A change counts from a day that has come, and not from before the one that it follows."""
    if on > today:
        return "A status can't change on a day that is still to come."
    if last is not None and on < last:
        return f"The status before this one holds since {last}: this change is earlier."
    return None
