"""What owners are written, in Dutch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


@dataclass(frozen=True)
class Line:
    """One listing that is asked about, with the link to answer."""

    name: str
    kind: str
    lapses_on: date
    link: str


def asking_letter(place: str, lines: Sequence[Line], again: bool) -> tuple[str, str]:
    """Subject and text."""
    many = len(lines) > 1
    subject = f"{'Nog eens: klopt' if again else 'Klopt'} dit nog? {place}"
    opening = f"Op de site staat informatie van {place}. {'Kloppen deze' if many else 'Klopt deze'} nog?"
    parts = ["Beste collega,", opening, *(_about(line) for line in lines)]
    parts.append("Tik op een link. U kiest daar: het klopt nog, het is gestopt, of er is iets veranderd.")
    parts.append(
        "Horen wij niets? Dan staat er na de genoemde dag bij: bel eerst. Twee weken later is het niet meer te zien."
    )
    return subject, "\n\n".join(parts) + "\n"


def _about(line: Line) -> str:
    what = "(de plek zelf) " if line.kind == "place" else ""
    day = f"{line.lapses_on.day} {MONTHS[line.lapses_on.month - 1]}"
    return f"{line.name} {what}— graag antwoord voor {day}:\n{line.link}"
