"""Writing proposals, and the drafts and letters that a decision makes, in the caller's transaction."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.orm import Session

from services.contracts.participation import ActivityInput
from services.contracts.participation.proposals import ProposalDecision, ProposalInput
from services.kit.outbox import send_letter, tear_up
from services.kit.problems import Problem, bad_request, wrong
from services.kit.who import Who
from services.participation.activities import rules as activity_rules
from services.participation.activities.saving import add_activities, end_activity, known_words, values_of
from services.participation.letters.wording import Text
from services.participation.proposals import letters
from services.participation.proposals.queries import proposed
from services.participation.proposals.rules import draft_body, where_it_belongs
from services.participation.tables import activity, metadata, place, proposal
from services.participation.wishes.people import DAYS_AFTER_CLOSING, Desk, token_hash
from services.participation.wishes.saving import category_of
from services.participation.wishes.text_rules import tidy

LETTER_DAYS = 7


def wijk_of(session: Session, place_id: uuid.UUID | None) -> str | None:
    return session.scalar(select(place.c.wijk).where(place.c.id == place_id)) if place_id else None


def add_proposal(session: Session, desk: Desk, body: ProposalInput, origin: bytes | None, now: datetime) -> uuid.UUID:
    proposal_id = uuid.uuid4()
    said = f"{body.title} {body.description}"
    values: dict[str, Any] = {
        "id": proposal_id,
        "kind": body.kind,
        "title": tidy(body.title),
        "description": "\n".join(tidy(line) for line in body.description.splitlines()),
        "when_text": tidy(body.when) if body.when else None,
        "where_text": tidy(body.where) if body.where else None,
        "language": body.language,
        "wijk": where_it_belongs(body, wijk_of(session, body.place_id)),
        "place_id": body.place_id,
        "category": body.category or (category_of(session, said) if body.kind == "activity" else None),
        "token_hash": token_hash(desk.token(proposal_id)),
        "origin": origin,
    }
    session.execute(insert(proposal).values(values | desk.contact_columns(body, proposal_id, now)))
    return proposal_id


def close(session: Session, proposal_id: uuid.UUID, status: str, now: datetime, **more: Any) -> None:
    """Contacts of what is closed go within two weeks; of what was taken back, at once."""
    until = func.least(proposal.c.contact_until, now + timedelta(days=DAYS_AFTER_CLOSING))
    changed = {"status": status, "closed_at": now, "contact_until": until, "version": proposal.c.version + 1, **more}
    if status == "withdrawn":
        changed |= {"contact": None, "contact_kind": None}
    session.execute(update(proposal).where(proposal.c.id == proposal_id).values(changed))


def open_again(session: Session, desk: Desk, row: Row[Any]) -> bool:
    """It waits to be read again, its contact kept as long as it would have been; says whether a letter was torn up."""
    until = proposal.c.created_at + timedelta(days=desk.keep_days)
    undone = {"status": "open", "closed_at": None, "contact_until": until, "activity_id": None, "refused_because": None}
    changed = undone | {"version": proposal.c.version + 1}
    session.execute(update(proposal).where(proposal.c.id == row.id).values(changed))
    return tear_up(session, metadata, about_proposal(row.id)) > 0


def end_draft(session: Session, activity_id: uuid.UUID | None, today: date) -> bool:
    """False when everybody can see the activity by now, or could."""
    found = select(activity.c.status).where(activity.c.id == activity_id).with_for_update()
    status = session.scalar(found) if activity_id else None
    if status == "draft" and activity_id:
        end_activity(session, activity_id, today)
    return status in (None, "draft", "ended")


def about_proposal(proposal_id: uuid.UUID) -> str:
    return f"proposal:{proposal_id}"


def add_draft(session: Session, who: Who, row: Row[Any], body: ProposalDecision, today: date) -> uuid.UUID:
    """Raises 400 for what a draft still lacks, 403 for a place that is not the asker's."""
    place_id, category = body.place_id or row.place_id, body.category or row.category
    missing = {"placeId": (place_id, "Say at which place."), "category": (category, "Say what it is about.")}
    if errors := [wrong(name, "missing", words) for name, (value, words) in missing.items() if value is None]:
        raise bad_request(errors)
    draft = activity_of(draft_body(proposed(row), place_id, category, body.start, body.end, today))
    known = known_words(session, draft.place_id)
    if errors := activity_rules.wrong_fields(draft.model_dump(by_alias=True), known, today):
        raise bad_request(errors)
    assert known.wijk_of_place is not None
    if not (may_add_drafts(who) or activity_rules.may_change(who, draft.place_id, known.wijk_of_place)):
        raise Problem(403, "You do not work for this place.", title="Not allowed")
    activity_id = uuid.uuid4()
    add_activities(session, [{**values_of(draft, known.wijk_of_place), "id": activity_id}], today)
    return activity_id


def activity_of(body: dict[str, Any]) -> ActivityInput:
    try:
        return ActivityInput.model_validate(body)
    except ValidationError as error:
        names = (".".join(str(part) for part in found["loc"]) for found in error.errors())
        raise bad_request([wrong(name, "invalid", "This is not right.") for name in names]) from None


def may_add_drafts(who: Who) -> bool:
    """A moderator passes a proposal on to a place: a draft shows nothing to anybody else."""
    return "moderator" in who.roles


def tell(session: Session, desk: Desk, row: Row[Any], told: Text) -> bool:
    """By mail; who left a phone number has to be called by whoever decided."""
    if row.contact_kind != "email":
        return False
    send_letter(
        session,
        metadata,
        desk.sealer,
        to=desk.opened(row.contact, row.id),
        subject=told.subject,
        text=told.text,
        about=about_proposal(row.id),
        keep_days=LETTER_DAYS,
    )
    return True


def letter_for(row: Row[Any], body: ProposalDecision) -> Text:
    if body.decision == "accept":
        return letters.accepted(row.title, row.language)
    assert body.reason is not None
    return letters.rejected(row.title, body.reason, row.language)
