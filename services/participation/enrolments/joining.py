"""Somebody joins, in the caller's transaction."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, and_, false, insert, or_, select
from sqlalchemy.orm import Session

from services.contracts.participation import EnrolmentInput
from services.kit.sorting import sorting_key
from services.participation.enrolments.counting import Held, hold_to_join, save
from services.participation.enrolments.links import token_hash
from services.participation.enrolments.notices import tell
from services.participation.enrolments.people import Desk
from services.participation.enrolments.rules import LIVING, place_for
from services.participation.enrolments.subjects import Subject
from services.participation.tables import enrolment


@dataclass(frozen=True)
class Joiner:
    """Who joins, by the id of the new enrolment; `origin` is from where the request came (a keyed hash; None when
    somebody who is signed in enters it)."""

    id: uuid.UUID
    body: EnrolmentInput
    origin: bytes | None


def join(session: Session, desk: Desk, subject: Subject, joiner: Joiner) -> None:
    """Gives a place, or the last one of the waiting list.

    Who gave the same phone or e-mail for this date before gets no second place. The answer does not tell, because
    whoever knows an address could ask it; the person hears by letter.
    """
    columns = sealed(desk, joiner)
    held = hold_to_join(session, subject)
    prints = fingerprints(desk, held.id, joiner.body)
    earlier = _earlier(session, held.id, prints)
    status = place_for(held.counts)
    held.last_number += 1
    row = {"id": joiner.id, "seats_id": held.id, "number": held.last_number, **prints, **columns}
    if earlier:
        session.execute(insert(enrolment).values(**row, status="double", told=status))
    else:
        session.execute(insert(enrolment).values(**row, status=status))
        count(held, status)
    save(session, held)
    if subject.date_id and (joiner.body.email or earlier):
        about = earlier or joiner.id
        tell(session, "double" if earlier else KINDS[status], subject.date_id, enrolment.c.id == about, by_phone=False)


KINDS = {"enrolled": "joined", "waiting": "waiting"}


def count(held: Held, status: str) -> None:
    counts = held.counts
    if status == "enrolled":
        held.counts = replace(counts, enrolled=counts.enrolled + 1)
    else:
        held.counts = replace(counts, waiting=counts.waiting + 1)


def _earlier(session: Session, seats_id: uuid.UUID, prints: Mapping[str, bytes | None]) -> uuid.UUID | None:
    if not any(prints.values()):
        return None
    return session.scalar(select(enrolment.c.id).where(same_person(seats_id, prints)).limit(1))


def same_person(seats_id: uuid.UUID, prints: Mapping[str, bytes | None]) -> ColumnElement[bool]:
    """Who counts on the date and gave the same phone or the same e-mail."""
    e = enrolment.c
    same = [e[by] == fingerprint for by, fingerprint in prints.items() if fingerprint]
    return and_(e.seats_id == seats_id, e.status.in_(LIVING), or_(false(), *same))


def sealed(desk: Desk, joiner: Joiner) -> dict[str, object]:
    body = joiner.body
    return {
        "token_hash": token_hash(desk.links.token(joiner.id)),
        "name": desk.sealed(body.name, joiner.id),
        "phone": desk.sealed(body.phone, joiner.id),
        "email": desk.sealed(body.email, joiner.id),
        "language": body.language,
        "for_child": body.for_child,
        "on_behalf": body.on_behalf,
        "origin": joiner.origin,
    }


def fingerprints(desk: Desk, seats_id: uuid.UUID, body: EnrolmentInput) -> dict[str, bytes | None]:
    """Of phone and e-mail, for this date alone: nobody can tell from them who comes to two dates.

    One parent may join several children, and a professional several people, with one phone: there the name counts too.
    """
    name = sorting_key(body.name) if body.for_child or body.on_behalf else ""
    reach = {"by_phone": digits(body.phone or ""), "by_email": (body.email or "").lower()}
    return {by: desk.sealer.fingerprint(f"{seats_id}\n{by}\n{to}\n{name}") if to else None for by, to in reach.items()}


def digits(phone: str) -> str:
    """A Dutch number as it is dialled here, however it was written."""
    bare = "".join(each for each in phone if each.isdigit() or each == "+")
    for abroad in ("+31", "0031"):
        if bare.startswith(abroad):
            return "0" + bare.removeprefix(abroad).removeprefix("0")
    return bare
