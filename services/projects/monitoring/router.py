"""`/v1/monitoring`: realisation and division of the money (Art. 7.2a and c), open to read, on any day."""

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from services.contracts.projects.monitoring import DivisionShape, RealisationShape
from services.kit.access import anyone
from services.kit.etags import item_etag, json_answer, matches
from services.projects.money.moments import AsOf, day_of
from services.projects.money.warning_rules import Money, warnings_about
from services.projects.monitoring import queries
from services.projects.monitoring.rules import Sum, depletion, explanation, per, shares

router = APIRouter(prefix="/v1/monitoring", tags=["monitoring"])


@router.get("/realisation", response_model=RealisationShape)
@anyone
def realisation(request: Request, as_of: AsOf = None) -> Response:
    """Projects, milestones and how far the money is used up."""
    moment = as_of or datetime.now(UTC)
    with request.app.state.database.reading() as connection:
        version = request.app.state.version.now(connection)
        etag = item_etag(version, f"{day_of(moment)}")
        if matches(request, etag):
            return json_answer(request, b"", etag)
        stands = queries.standing(connection, moment, day_of(moment))
        booked = queries.booked(connection, as_of, moment)
        brought = queries.contributions(connection)
    sums = [Sum(*row[:5]) for row in booked]
    pillars = [int(row[1]) for row in stands if row[0] == "pillar"]
    body = {
        "as_of": as_of,
        "last_known_at": booked[0][5] if booked else None,
        "pillars": [{"pillar": int(row[1]), **standing_of(row)} for row in stands if row[0] == "pillar"],
        "wijken": [{"wijk": row[1], **standing_of(row)} for row in stands if row[0] == "wijk"],
        "money_by_pillar": [{"pillar": name, **each} for name, each in per(sums, lambda each: each.pillar, pillars)],
        "money_by_contribution": [of_contribution(sums, *row) for row in brought],
        "money_by_year": [
            {"year": name, **each}
            for name, each in per(sums, lambda each: each.year, sorted({each.year for each in sums}))
        ],
        "warnings": warnings_about(money_of(sums, brought)),
    }
    return json_answer(request, RealisationShape.model_validate(body).model_dump_json(by_alias=True).encode(), etag)


@router.get("/division", response_model=DivisionShape)
@anyone
def division(request: Request, as_of: AsOf = None) -> Response:
    """The money over the pillars against the guideline of Art. 5.4."""
    moment = as_of or datetime.now(UTC)
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection))
        if matches(request, etag):
            return json_answer(request, b"", etag)
        booked = queries.booked(connection, as_of, moment)
        brought = queries.contributions(connection)
        held = queries.allocation_that_held(connection, moment)
    sums = [Sum(*row[:5]) for row in booked]
    by_pillar = {name: depletion(each for each in sums if each.pillar == name) for name in pillars_in(sums)}
    share = shares({pillar: each["allocated_cents"] for pillar, each in by_pillar.items()})
    body = {
        "as_of": as_of,
        "last_known_at": booked[0][5] if booked else None,
        **allocation_fields(held),
        "parts": [
            {
                "pillar": pillar,
                **each,
                "share_of_allocation": share[pillar][0],
                "deviation": share[pillar][1],
                "allocated_but_not_committed_cents": each["allocated_cents"] - each["committed_cents"],
            }
            for pillar, each in by_pillar.items()
        ],
        "explanation": explanation(held[1] if held else None),
        "warnings": warnings_about(money_of(sums, brought)),
    }
    return json_answer(request, DivisionShape.model_validate(body).model_dump_json(by_alias=True).encode(), etag)


def pillars_in(sums: list[Sum]) -> list[int]:
    return sorted({each.pillar for each in sums if each.pillar is not None})


def allocation_fields(held: Any) -> dict[str, Any]:
    names = ("allocation_id", "allocation_version", "decided_on", "reason", "agreed_by", "guideline", "reviewed_years")
    return dict(zip(names, held or (None, None, None, None, [], {}, []), strict=True))


def standing_of(row: Any) -> dict[str, Any]:
    milestones = {"milestones_planned": row[3], "milestones_reached": row[4], "milestones_late": row[5]}
    return {"projects": row[2], "project_count": sum(row[2].values()), **milestones}


def of_contribution(sums: list[Sum], key: str, commitment: str, cents: int) -> dict[str, Any]:
    own = [each for each in sums if each.contribution == key]
    used = depletion(own)
    received = sum(each.cents for each in own if each.kind == "receipt")
    said = {"contribution": key, "commitment": commitment, "amount_cents": cents, "received_cents": received}
    return {**said, **used, "left_cents": cents - used["paid_cents"]}


def money_of(sums: list[Sum], brought: list[Any]) -> Money:
    booked: dict[tuple[str, str, int | None], int] = {}
    allocated: dict[tuple[str, int], int] = {}
    for each in sums:
        if each.kind == "allocation" and each.pillar is not None:
            key = (each.contribution, each.pillar)
            allocated[key] = allocated.get(key, 0) + each.cents
        else:
            of = (each.kind, each.contribution, each.pillar)
            booked[of] = booked.get(of, 0) + each.cents
    return Money({row[0]: row[2] for row in brought}, allocated, booked)
