"""`/v1/monitoring/results`: how the expected results stand (Art. 7.2b), by what the indicators service says of them."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.contracts.indicators.assessments import AssessmentShape
from services.contracts.projects.monitoring import ResultShape, ResultsShape
from services.kit.access import anyone
from services.kit.etags import body_etag, json_answer
from services.projects.money.moments import AsOf, day_of
from services.projects.monitoring.kept_answers import Told, assessments_on
from services.projects.monitoring.queries import expected_results

router = APIRouter(prefix="/v1/monitoring", tags=["monitoring"])
PillarNumber = Annotated[int | None, Query(ge=1, le=99, description="Number of the pillar.")]


@router.get("/results", response_model=ResultsShape)
@anyone
def results(request: Request, as_of: AsOf = None, pillar: PillarNumber = None) -> Response:
    """Every expected result with its figures: value, uncertainty, source, verdict. `asOf` an earlier day gives what was
    known then."""
    state = request.app.state
    told = assessments_on(state.database, state.settings.addresses, as_of and day_of(as_of), datetime.now(UTC))
    with state.database.reading() as connection:
        rows = expected_results(connection, pillar)
    items = [result_of(body, evidence, told) for body, evidence in rows]
    shown = ResultsShape(
        as_of=as_of,
        asked_at=told.asked_at,
        fresh=not told.why,
        why_not_fresh=told.why or None,
        items=items,
        total=len(items),
    )
    made = shown.model_dump_json(by_alias=True).encode()
    return json_answer(request, made, body_etag(made))


def result_of(body: dict[str, object], evidence: int, told: Told) -> ResultShape:
    """`body` is the expected result as the deal's files say it."""
    measured_by = body["measuredBy"]
    titles = body["titles"]
    assert isinstance(measured_by, dict) and isinstance(titles, dict)
    indicator = measured_by.get("indicator")
    own = [each for each in told.assessments if each.indicator_id == indicator]
    said = {name: body[name] for name in ("id", "pillar", "per", "article", "target", "direction", "measuredBy")}
    found = {"title": titles["nl"], "state": state_of(indicator, own), "evidence": evidence, "assessments": own}
    return ResultShape.model_validate({**said, **found})


def state_of(indicator: str | None, own: list[AssessmentShape]) -> str:
    if not indicator:
        return "by-evidence"
    return "measured" if any(each.verdict != "no-data" for each in own) else "not-measured-yet"
