"""`/v1/outbox`: the letters of a demonstration, open to everybody: its addresses belong to nobody."""

from datetime import UTC, datetime

from fastapi import APIRouter, Request, Response

from services.contracts.participation.outbox import LetterShape
from services.contracts.shapes import Page
from services.identity.tables import metadata
from services.kit.access import anyone
from services.kit.database import Write
from services.kit.etags import body_etag, json_answer, private
from services.kit.outbox import forget_letters, letters
from services.kit.problems import Problem

router = APIRouter(tags=["sign-in"])


@router.get("/v1/outbox", response_model=Page[LetterShape])
@anyone
def outbox(request: Request, session: Write) -> Response:
    """The 200 newest letters that wait, opened. In production nobody reads letters: 404."""
    settings = request.app.state.settings
    if settings.mode != "demo":
        raise Problem(404, "Letters can be read in a demonstration only.")
    forget_letters(session, metadata, datetime.now(UTC))
    waiting = letters(session, metadata, settings.secret.get_secret_value())
    items = [LetterShape.model_validate(letter, from_attributes=True) for letter in waiting]
    body = Page[LetterShape](items=items, total=len(items), next=None).model_dump_json(by_alias=True).encode()
    return private(json_answer(request, body, body_etag(body)))
