"""`/v1/text-checks` and the quality of an activity: hints for who writes, never a bar."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from services.contracts.participation.readability import Lacking, Quality, TextCheck, TextCheckInput
from services.kit.access import Allow, Who
from services.kit.etags import body_etag, json_answer
from services.kit.problems import Problem
from services.participation.activities.rules import may_change
from services.participation.readability.checking import check
from services.participation.readability.completeness_rules import completeness
from services.participation.readability.queries import Described, described

router = APIRouter(tags=["readability"])
Writer = Annotated[Who, Depends(Allow("coordinator", "editor", "moderator", "admin"))]


@router.post("/v1/text-checks", response_model=TextCheck)
def check_text(_: Writer, body: TextCheckInput) -> TextCheck:
    """What can be easier in texts that are being written. Nothing is kept."""
    return check(body)


@router.get("/v1/activities/{activity_id}/quality", response_model=Quality)
def quality(request: Request, who: Writer, activity_id: uuid.UUID) -> Response:
    """What your activity lacks, and how easy its texts are to read."""
    with request.app.state.database.reading() as connection:
        found = described(connection, activity_id)
    if found is None:
        raise Problem(404, "There is no activity with this id.")
    if "moderator" not in who.roles and not may_change(who, found.place_id, found.wijk):
        raise Problem(403, "This activity is of a place that you do not work for.", title="Not allowed")
    body = quality_of(found).model_dump_json(by_alias=True).encode()
    return json_answer(request, body, body_etag(body))


def quality_of(found: Described) -> Quality:
    points, lacking = completeness(found.known)
    hints = [Lacking(field=each.field, weight=each.weight, of_place=each.of_place, text=each.hint) for each in lacking]
    return Quality(completeness=points, lacking=hints, outdated_translations=found.outdated, text=check(found.texts))
