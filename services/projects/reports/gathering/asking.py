"""The question to the indicators service: how each indicator stands. Asked before the transaction begins."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import ValidationError

from services.contracts.calling import ServiceDown, ServiceRefused
from services.contracts.indicators import IndicatorsClient
from services.contracts.indicators.assessments import AssessmentShape

PAGE_SIZE = 100
PATIENCE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Answered:
    """`why` says why there is no answer; then `assessments` is empty, and the report says which figures are missing."""

    assessments: list[AssessmentShape] = field(default_factory=list)
    why: str = ""


def ask_indicators(
    addresses: Mapping[str, str], until: date | None = None, patience: float = PATIENCE_SECONDS
) -> Answered:
    """Of figures of periods that ended by `until`. Never raises for a service that is away: a draft is made without its
    figures, and says so."""
    try:
        asking = every_assessment(addresses["indicators"], until)
        return Answered(asyncio.run(asyncio.wait_for(asking, patience)))
    except (ServiceDown, TimeoutError):
        return Answered(why="de dienst met indicatoren gaf geen antwoord")
    except (ServiceRefused, ValidationError):
        return Answered(why="de dienst met indicatoren gaf een antwoord dat niet te lezen was")


async def every_assessment(address: str, until: date | None) -> list[AssessmentShape]:
    found: list[AssessmentShape] = []
    query = {"until": until.isoformat()} if until else {}
    async with IndicatorsClient(address) as indicators:
        number = 1
        while True:
            page = await indicators.assessments(page=number, pageSize=PAGE_SIZE, **query)
            found += page.items
            if page.next is None:
                return found
            number += 1
