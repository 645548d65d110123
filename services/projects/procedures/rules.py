"""How the deal changes: steps, days, who may answer, and what follows from the answers (Art. 10 and 11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

Steps = Mapping[str, frozenset[str]]
Answers = Mapping[str, str | None]
"""Party that was asked → "consents", "refuses", or None while it has not answered."""

AMENDMENT_STEPS: Steps = {
    "requested": frozenset({"made-known", "withdrawn"}),
    "made-known": frozenset({"talking", "withdrawn"}),
    "talking": frozenset({"asking", "withdrawn"}),
    "asking": frozenset({"in-force", "refused", "withdrawn"}),
    "in-force": frozenset(),
    "refused": frozenset(),
    "withdrawn": frozenset(),
}
"""Art. 10."""
ACCESSION_STEPS: Steps = {
    "requested": frozenset({"asking", "withdrawn"}),
    "asking": frozenset({"in-force", "refused", "withdrawn"}),
    "in-force": frozenset(),
    "refused": frozenset(),
    "withdrawn": frozenset(),
}
"""Art. 11: the four weeks are of amendments only."""
FOLLOW_FROM_ANSWERS = frozenset({"in-force", "refused"})


@dataclass(frozen=True)
class Refused:
    code: str
    sentence: str


@dataclass(frozen=True)
class Days:
    """What a day is judged by: the last one of the procedure, today, and the end of the deal."""

    last: date
    today: date
    deal_ends: date


def may_step(steps: Steps, status: str, to: str, article: str) -> Refused | None:
    """Only what the table has; and nobody declares something in force, or refused, but the parties by their answers."""
    if to not in steps.get(status, frozenset()):
        following = ", ".join(sorted(steps.get(status, frozenset()) - FOLLOW_FROM_ANSWERS)) or "nothing"
        return Refused("no-such-step", f"From {status} no step leads to {to}, only to: {following} ({article}).")
    if to in FOLLOW_FROM_ANSWERS:
        return Refused("by-answers", f"It is {to} by what the parties answer, not by a step ({article}).")
    return None


def may_be_on(day: date, days: Days, article: str) -> Refused | None:
    """A step is noted when it was taken, after the one before it, and while the deal holds."""
    if day > days.today:
        return Refused("in-future", f"{day} is still to come: a step is noted when it was taken ({article}).")
    if day < days.last:
        return Refused("before-last-step", f"{day} is before the step that went before it, of {days.last} ({article}).")
    if day > days.deal_ends:
        return Refused("deal-ended", f"{day} is after the end of the deal, {days.deal_ends} (Art. 14).")
    return None


def may_answer(status: str, asked: Answers, party: str, article: str) -> Refused | None:
    """Each party that was asked answers once, while the answers of all are awaited."""
    if status != "asking":
        return Refused("not-asking", f"No consent is asked now: this is {status} ({article}).")
    if party not in asked:
        sentence = f"{party} was no party on the day on which consent was asked, so its consent does not count"
        return Refused("no-party", f"{sentence} ({article}).")
    if asked[party] is not None:
        return Refused("answered-already", f"{party} has made its answer known already ({article}).")
    return None


def outcome(answers: Answers) -> str:
    """All consent: in force. One refuses: refused. Else the others are awaited, without a deadline."""
    if "refuses" in answers.values():
        return "refused"
    return "in-force" if answers and all(answer == "consents" for answer in answers.values()) else "asking"


def talks_due(made_known_on: date, weeks: int) -> date:
    return made_known_on + timedelta(weeks=weeks)


def talks_state(due_on: date, started_on: date | None, ended: bool, today: date) -> str:
    """Whether the talks began within the weeks that the deal gives (Art. 10.2)."""
    if started_on is not None:
        return "in-time" if started_on <= due_on else "late"
    if ended:
        return "stopped"
    return "overdue" if today > due_on else "running"
