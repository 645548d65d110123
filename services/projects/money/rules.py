"""What makes a booking possible (Art. 5). What the deal merely wishes is a warning, see `warning_rules`."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from services.contracts.projects.money import BookingInput
from services.kit.wrong_fields import wrong

Wrong = dict[str, Any]


@dataclass(frozen=True)
class KnownMoney:
    """What a booking can be about: contributions and pillars of the deal, projects with their pillar, tranches; and the
    day on which the deal ends."""

    contributions: Collection[str] = ()
    pillars: Collection[int] = ()
    projects: Mapping[UUID, int] = field(default_factory=dict)
    tranches: Mapping[UUID, str] = field(default_factory=dict)
    ends_on: date | None = None


def completed(booking: BookingInput, known: KnownMoney) -> BookingInput:
    """With the pillar of its project and the year of its day, where they were not given."""
    pillar = booking.pillar
    if pillar is None and booking.kind != "receipt" and booking.project_id is not None:
        pillar = known.projects.get(booking.project_id)
    return booking.model_copy(update={"pillar": pillar, "year": booking.year or booking.valid_on.year})


class Named(NamedTuple):
    """What a booking names; None where it names nothing."""

    contribution: str | None
    pillar: int | None
    project_id: UUID | None
    tranche_id: UUID | None


def wrong_fields(booking: BookingInput, known: KnownMoney) -> list[Wrong]:
    """Everything that is impossible about a completed booking, each with its article."""
    named = Named(booking.contribution, booking.pillar, booking.project_id, booking.tranche_id)
    return [*unknown_names(named, known), *_impossible(booking, known)]


def named_in(sent: Mapping[str, Any]) -> Named:
    """Of a body whose shape is wrong: what is no name at all is told by the shape."""
    contribution, pillar = sent.get("contribution"), sent.get("pillar")
    return Named(
        contribution[:60] if isinstance(contribution, str) else None,
        pillar if isinstance(pillar, int) else None,
        as_id(sent.get("projectId")),
        as_id(sent.get("trancheId")),
    )


def as_id(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None


def unknown_names(named: Named, known: KnownMoney) -> Iterator[Wrong]:
    if named.contribution is not None and named.contribution not in known.contributions:
        yield wrong("contribution", "unknown", f"The deal has no contribution {named.contribution} (Art. 5.2).")
    if named.pillar is not None and named.pillar not in known.pillars:
        yield wrong("pillar", "unknown", f"The deal has no pillar {named.pillar} (Art. 2).")
    if named.project_id is not None and named.project_id not in known.projects:
        yield wrong("projectId", "unknown", "There is no project with this id in the registry (Art. 4).")
    if named.tranche_id is not None and named.tranche_id not in known.tranches:
        yield wrong("trancheId", "unknown", "There is no tranche with this id (Art. 5.6).")


def _impossible(booking: BookingInput, known: KnownMoney) -> Iterator[Wrong]:
    if known.ends_on is not None and booking.valid_on > known.ends_on and booking.after_end_reason is None:
        detail = f"The deal ends on {known.ends_on} (Art. 14). Say in afterEndReason why this counts later."
        yield wrong("validOn", "after-the-end", detail)
    if booking.amount_cents == 0:
        yield wrong("amountCents", "zero", "A booking of nothing is no booking: give an amount (Art. 5).")
    if booking.kind == "receipt":
        yield from _receipt(booking, known)
        return
    if booking.tranche_id is not None:
        yield wrong("trancheId", "not-of-this", "Only money that comes in belongs to a tranche (Art. 5.6).")
    if booking.kind == "payment" and booking.project_id is None:
        yield wrong("projectId", "missing", "A payment belongs to a project: every euro is traceable (Art. 7.2a).")
    elif booking.pillar is None and booking.project_id is None:
        yield wrong("pillar", "missing", "Say of which pillar it is: the money is divided over pillars (Art. 5.4).")
    of_project = known.projects.get(booking.project_id) if booking.project_id else None
    if of_project is not None and booking.pillar is not None and booking.pillar != of_project:
        yield wrong("pillar", "another", f"This project is of pillar {of_project}: book it there (Art. 5.4).")


def _receipt(booking: BookingInput, known: KnownMoney) -> Iterator[Wrong]:
    if booking.project_id is not None:
        yield wrong("projectId", "not-of-this", "Money that comes in is not of one project yet (Art. 5.6).")
    if booking.pillar is not None:
        yield wrong("pillar", "not-of-this", "Money that comes in is not of one pillar yet (Art. 5.4).")
    of = known.tranches.get(booking.tranche_id) if booking.tranche_id else None
    if of is not None and of != booking.contribution:
        yield wrong("trancheId", "another", f"This tranche is of the contribution {of} (Art. 5.6).")


@dataclass(frozen=True)
class Original:
    """A booking that somebody wants to take back."""

    id: UUID
    amount_cents: int
    is_reversal: bool
    reversed_by: UUID | None


def refused_reversal(original: Original) -> str | None:
    """Why it can't be taken back; None when it can."""
    if original.is_reversal:
        return "This booking takes another one back. Book anew what should be there (Art. 5)."
    if original.reversed_by is not None:
        return "This booking was taken back already: that can be done once (Art. 5)."
    return None
