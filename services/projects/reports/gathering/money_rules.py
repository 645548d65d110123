"""When money asks for a second look. Warnings with an explanation, never a block: the grant is free to spend."""

from collections.abc import Sequence

from services.contracts.projects.report_content import PillarMoney
from services.projects.reports.composing.words import euros


def warnings_of(pillars: Sequence[PillarMoney], total: PillarMoney, contributed: int) -> list[str]:
    """Sentences, the total first. `contributed` is what the parties reserved or do their best for, in cents."""
    found = []
    if total.allocated.cents > contributed:
        over = euros(total.allocated.cents - contributed)
        found.append(f"Er is {over} meer verdeeld dan de bijdragen samen zijn. De verdeling is indicatief (Art. 5.7).")
    for each in pillars:
        name = f"Pijler {each.pillar} ({each.title})"
        if each.committed.cents > each.allocated.cents:
            over = euros(each.committed.cents - each.allocated.cents)
            found.append(f"{name}: er is {over} meer verplicht dan verdeeld. Het geld is vrij te besteden (Art. 5.5).")
        if each.paid.cents > each.committed.cents:
            over = euros(each.paid.cents - each.committed.cents)
            found.append(f"{name}: er is {over} meer betaald dan verplicht. Kijk of een verplichting nog ontbreekt.")
    return found
