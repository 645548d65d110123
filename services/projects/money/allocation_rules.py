"""What makes a division right: its parts are of the deal, and it follows the newest one (Art. 5.4)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.contracts.projects.money import AllocationInput
from services.kit.wrong_fields import wrong
from services.projects.money.rules import KnownMoney


@dataclass(frozen=True)
class Before:
    """The allocation that holds now."""

    id: UUID
    version: int


def refused_version(supersedes: UUID | None, newest: Before | None) -> str | None:
    """Why it can't be the next version; None when it can."""
    if newest is None:
        return "There is no allocation yet that this could supersede." if supersedes else None
    if supersedes is None:
        return "There is an allocation already: name it in supersedes, so that nobody's work is lost (Art. 5.4)."
    if supersedes != newest.id:
        return f"This supersedes another one than the newest, version {newest.version}: look at that first (Art. 5.4)."
    return None


def unknown_parts(given: AllocationInput, known: KnownMoney, parties: Collection[str]) -> Iterator[dict[str, Any]]:
    for index, party in enumerate(given.agreed_by):
        if party not in parties:
            yield wrong(f"agreedBy.{index}", "unknown", f"{party} is no party of the deal.")
    for index, part in enumerate(given.parts):
        if part.contribution not in known.contributions:
            detail = f"The deal has no contribution {part.contribution} (Art. 5.2)."
            yield wrong(f"parts.{index}.contribution", "unknown", detail)
        if part.pillar not in known.pillars:
            yield wrong(f"parts.{index}.pillar", "unknown", f"The deal has no pillar {part.pillar} (Art. 2).")
