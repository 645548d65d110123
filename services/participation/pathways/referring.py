"""Referrals in the database: what a person is led to, and what is kept of it."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, and_, delete, func, insert, or_, select
from sqlalchemy.orm import Session

from services.contracts.participation.pathways import (
    Contact,
    ContactInput,
    ReferralFrom,
    ReferralInput,
    ReferralShape,
    ReferralTo,
    ToInput,
)
from services.kit.problems import bad_request
from services.kit.sealing import NotOurs, Sealer
from services.participation.clock import today
from services.participation.pathways.rules import OPEN_AT_MOST, Receiver, wrong_referral
from services.participation.tables import activity, consent_wording, help_offer, place, referral


def make(session: Session, body: ReferralInput, sealer: Sealer) -> tuple[uuid.UUID, uuid.UUID]:
    """(id, receiving place). Raises 400 with every wrong field."""
    from_step = body.from_.step or step_of(session, body.from_.activity_id)
    to = receiver(session, body.to)
    place_id = to.place_id if to else None
    there = session.scalar(select(place.c.id).where(place.c.id == place_id)) is not None
    in_use = body.consent_wording == wording_in_use(session)
    if errors := wrong_referral(from_step, to, there, in_use):
        raise bad_request(errors)
    assert to is not None
    assert to.place_id is not None
    referral_id = uuid.uuid4()
    made = {
        "id": referral_id,
        "from_step": from_step,
        "to_kind": body.to.kind,
        "to_id": body.to.id,
        "to_step": to.step,
        "place_id": to.place_id,
        "contact": sealed(sealer, body.contact, referral_id),
        "consent_wording": body.consent_wording,
        "consented_on": today(),
    }
    session.execute(insert(referral).values(made))
    return referral_id, to.place_id


def step_of(session: Session, activity_id: uuid.UUID | None) -> str | None:
    return session.scalar(select(activity.c.step).where(activity.c.id == activity_id, activity.c.status != "draft"))


def receiver(session: Session, to: ToInput) -> Receiver | None:
    """None when there is no such public thing."""
    if to.kind == "project":
        return Receiver("project", to.place_id)
    if to.kind == "help-offer":
        found = session.execute(
            select(help_offer.c.place_id).where(help_offer.c.id == to.id, help_offer.c.status == "published")
        ).one_or_none()
        return Receiver("help-offer", found.place_id or to.place_id) if found else None
    row = session.execute(
        select(activity.c.step, activity.c.place_id).where(activity.c.id == to.id, activity.c.status == "published")
    ).one_or_none()
    return Receiver(row.step, row.place_id) if row else None


def wording_in_use(session: Session) -> str | None:
    """The last of the deal's file."""
    w = consent_wording.c
    return session.scalar(select(w.id).where(w.in_deal).order_by(w.position.desc()).limit(1))


def sealed(sealer: Sealer, contact: ContactInput | None, referral_id: uuid.UUID) -> bytes | None:
    text = contact.model_dump_json(exclude_none=True) if contact else "{}"
    return None if text == "{}" else sealer.seal(text, str(referral_id))


def opened(sealer: Sealer, row: Row[Any]) -> Contact | None:
    try:
        return Contact.model_validate_json(sealer.open(row.contact, str(row.id))) if row.contact else None
    except NotOurs:
        return None


def referrals(*conditions: Any) -> Select[Any]:
    """Rows with the title of what the person is led to."""
    joined = referral.outerjoin(activity, and_(referral.c.to_kind == "activity", activity.c.id == referral.c.to_id))
    joined = joined.outerjoin(help_offer, and_(referral.c.to_kind == "help-offer", help_offer.c.id == referral.c.to_id))
    title = func.coalesce(activity.c.title, help_offer.c.title).label("title")
    return select(referral, title).select_from(joined).where(*conditions)


def shape_of(row: Row[Any], contact: Contact | None = None) -> ReferralShape:
    return ReferralShape(
        id=row.id,
        from_=ReferralFrom(step=row.from_step),
        to=ReferralTo(kind=row.to_kind, id=row.to_id, step=row.to_step, place_id=row.place_id, title=row.title),
        status=row.status,
        consented_on=row.consented_on,
        consent_wording=row.consent_wording,
        contact=contact,
        created_at=row.created_at,
        closed_at=row.closed_at,
    )


def forget(session: Session, now: datetime, days: int) -> int:
    """Wipes referrals so many days after they were closed, and those that nobody ever closed. Counts stay."""
    closed = referral.c.closed_at < now - timedelta(days=days)
    left_open = and_(referral.c.status == "open", referral.c.created_at < now - OPEN_AT_MOST)
    gone = session.execute(delete(referral).where(or_(closed, left_open)).returning(referral.c.id))
    return len(gone.all())
