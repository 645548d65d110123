"""`/v1/outbox`: the letters of a demonstration, which has no mail server to send them with."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from services.contracts.participation.outbox import LetterShape
from services.contracts.shapes import Page
from services.kit.access import Allow, Who
from services.kit.database import Write
from services.kit.etags import body_etag, json_answer
from services.kit.outbox import letters
from services.kit.problems import Problem
from services.participation.tables import metadata

router = APIRouter(tags=["outbox"])
Reader = Annotated[Who, Depends(Allow("coordinator", "admin"))]


@router.get("/v1/outbox", response_model=Page[LetterShape])
def outbox(request: Request, session: Write, who: Reader) -> Response:
    """The 200 newest letters that wait, opened. In production nobody reads letters: 404."""
    settings = request.app.state.settings
    if settings.mode != "demo":
        raise Problem(404, "Letters can be read in a demonstration only.")
    waiting = letters(session, metadata, settings.secret.get_secret_value())
    items = [LetterShape.model_validate(letter, from_attributes=True) for letter in waiting]
    body = Page[LetterShape](items=items, total=len(items), next=None).model_dump_json(by_alias=True).encode()
    return json_answer(request, body, body_etag(body))
