"""The rows that a deal gives, per table: pure, so that the loader only has to compare."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from pydantic import BaseModel
from pydantic.alias_generators import to_camel

from services.contracts.deal import Commitment, Contribution, Deal, Register


@dataclass(frozen=True)
class PartRow:
    """One row of a deal table: its key, its JSON, and the columns that questions are asked about."""

    key: str | int
    body: dict[str, Any]
    columns: dict[str, Any] = field(default_factory=dict)


def rows_of(deal: Deal) -> dict[str, list[PartRow]]:
    """Table name → its rows, in the order of the file."""
    return {
        "deal": [PartRow(deal.about.slug, deal_body(deal))],
        "party": plain(deal.parties, "slug"),
        "pillar": plain(deal.pillars, "number"),
        "theme": plain(deal.themes, "slug"),
        "wijk": plain(deal.wijken.wijken, "slug"),
        "approach_element": plain(deal.approach, "id", "pillar"),
        "commitment": [commitment_row(deal, commitment) for commitment in deal.commitments],
        "expected_result": plain(deal.expected_results, "id", "pillar"),
        "contribution": [contribution_row(deal, each) for each in deal.contributions.contributions],
        "programme": plain(deal.programmes, "slug"),
        "organisation": plain(deal.organisations, "slug"),
        "target_group": plain(deal.target_groups, "slug"),
        "strength": plain(deal.strengths.strengths, "slug", "rank"),
        "co_benefit": plain(deal.co_benefits, "slug"),
        "link_kind": plain(deal.link_kinds, "slug"),
        "deliverable_kind": plain(deal.deliverable_kinds, "slug", "per"),
        "course_kind": plain(deal.course_kinds, "slug"),
        "sector": plain(deal.sectors, "slug"),
        "register": [register_row(register) for register in deal.registers],
    }


def plain(parts: Iterable[BaseModel], key: str, *columns: str) -> list[PartRow]:
    """Rows that say what the file says, and no more."""
    return [
        PartRow(getattr(part, key), as_json(part), {name: getattr(part, name) for name in columns}) for part in parts
    ]


def deal_body(deal: Deal) -> dict[str, Any]:
    """What the deal says of itself, with the strengths of its verbs and the division of its money."""
    body = as_json(deal.about)
    signed_on = deal.about.term.signed_on
    body["term"]["startsOn"] = (signed_on + timedelta(days=1)).isoformat() if signed_on else None
    money = deal.contributions
    return body | {
        "strengths": [{"slug": each.slug, "rank": each.rank, "name": each.name} for each in deal.strengths.strengths],
        "strengthReadings": [as_json(reading) for reading in deal.strengths.readings],
        "totalCents": money.total_cents,
        "totalStated": money.total_stated,
        "division": as_json(money.division),
        "readings": body["readings"] + [as_json(reading) for reading in money.readings],
    }


def commitment_row(deal: Deal, commitment: Commitment) -> PartRow:
    strength = deal.strength_of(commitment)
    element = deal.element_of(commitment)
    asked = {"pillar": commitment.pillar, "element": element.id if element else None, "article": commitment.article}
    body = as_json(commitment) | {
        "element": asked["element"],
        "strength": {"slug": strength.slug, "rank": strength.rank, "name": strength.name},
    }
    columns = {**asked, "verb": commitment.verb, "strength": strength.slug, "scope": commitment.scope}
    return PartRow(commitment.id, body, columns)


def register_row(register: Register) -> PartRow:
    """What it asks, by the names that the fields of an entry have."""
    asks = [to_camel(name) for name in register.asks]
    return PartRow(register.slug, as_json(register) | {"asks": asks}, {"asks": asks})


def contribution_row(deal: Deal, contribution: Contribution) -> PartRow:
    tranches = [as_json(each) for each in deal.contributions.tranches if each.contribution == contribution.slug]
    for tranche in tranches:
        del tranche["contribution"]
    return PartRow(contribution.slug, as_json(contribution) | {"tranches": tranches})


def as_json(part: BaseModel) -> dict[str, Any]:
    """The part as JSON with camelCase names, as all our answers have."""
    named: dict[str, Any] = in_camel_case(part.model_dump(mode="json"))
    return named


def in_camel_case(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {to_camel(name): in_camel_case(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [in_camel_case(inner) for inner in value]
    return value
