"""What a listing lacks that helps a resident to come, weighed."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.contracts.participation.readability import LackingField


@dataclass(frozen=True)
class Useful:
    """`weight` is its part of a hundred."""

    field: LackingField
    weight: int
    hint: str
    of_place: bool = False


USEFUL = (
    Useful("place.phone", 20, "Zet een telefoonnummer bij de plek. Bellen is voor veel mensen het makkelijkst.", True),
    Useful("description", 15, "Vertel in een paar korte zinnen wat er gebeurt."),
    Useful("accessibility", 15, "Is de plek zonder trap te bereiken? Is er een toilet? Vul in wat u weet.", True),
    Useful("nextSteps", 10, "Wat kan iemand hierna doen? Noem een volgende stap."),
    Useful("photo", 10, "Een foto laat zien hoe het er is. Zet er een bij de plek.", True),
    Useful("place.point", 10, "Zet de plek op de kaart. Dan vinden mensen de weg.", True),
    Useful("bring", 5, "Moet iemand iets meenemen? Zeg het, ook als het niet hoeft."),
    Useful("translations", 5, "Niet iedereen leest Nederlands. Zet er een vertaling bij."),
    Useful("projectId", 5, "Hoort dit bij een project van de deal? Kies het project."),
    Useful("place.openingHours", 5, "Wanneer is de plek open? Zet de tijden erbij.", True),
)
"""Together a hundred. What is not told of a listing is left out of the count."""


def completeness(known: Mapping[str, bool]) -> tuple[int, list[Useful]]:
    """Score from 0 to 100, and what is lacking, the weightiest first. `known` says per field whether we have it."""
    asked = [each for each in USEFUL if each.field in known]
    lacking = sorted((each for each in asked if not known[each.field]), key=lambda each: -each.weight)
    whole = sum(each.weight for each in asked)
    missed = sum(each.weight for each in lacking)
    return (round(100 * (whole - missed) / whole) if whole else 100), lacking
