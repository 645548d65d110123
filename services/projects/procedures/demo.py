"""Sample meetings, amendments and accessions for demo mode, from `demo/governance.toml`; their ids are fixed."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import Field
from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from services.contracts.deal_words import Slug, Strict
from services.contracts.projects.amendments import AccessionInput, AmendmentInput, ConsentInput, StepInput
from services.contracts.projects.consultation import (
    ActionPointInput,
    AdviceInput,
    MeetingInput,
    MeetingStatus,
)
from services.projects import tables
from services.projects.accessions import router as accessions
from services.projects.amendments import router as amendments
from services.projects.consultation import saving
from services.projects.procedures.answers import refuse
from services.projects.procedures.steps import At, Procedure, held, take_answer, take_step

WHO = "demo"
Steps = Annotated[list[StepInput], Field(default_factory=list)]
Consents = Annotated[list[ConsentInput], Field(default_factory=list)]


class SampleMeeting(Strict):
    key: Slug
    about: MeetingInput
    steps: Annotated[list[MeetingStatus], Field(default_factory=list)]
    working_agreements: Annotated[list[str], Field(default_factory=list)]
    advice: Annotated[list[AdviceInput], Field(default_factory=list)]
    action_points: Annotated[list[ActionPointInput], Field(default_factory=list)]


class SampleAmendment(Strict):
    key: Slug
    about: AmendmentInput
    steps: Steps
    consents: Consents


class SampleAccession(Strict):
    key: Slug
    about: AccessionInput
    steps: Steps
    consents: Consents


class SampleFile(Strict):
    sample: Literal[True]
    meetings: list[SampleMeeting]
    amendments: list[SampleAmendment]
    accessions: list[SampleAccession]


def load_demo_governance(session: Session, file: Path, today: date) -> int:
    """Adds what is not there yet; how many. Raises Problem or pydantic's ValidationError for a sample that is wrong."""
    sample = SampleFile.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    at = At(WHO, today)
    added = 0
    for meeting in sample.meetings:
        added += add_meeting(session, meeting)
    for amendment in sample.amendments:
        if is_new(session, tables.amendment, id_ := demo_id("amendment", amendment.key)):
            amendments.add(session, amendment.about, WHO, id_)
            added += play(session, amendments.AMENDING, id_, amendment.steps, amendment.consents, at)
    for accession in sample.accessions:
        if is_new(session, tables.accession, id_ := demo_id("accession", accession.key)):
            accessions.add(session, accession.about, WHO, id_)
            added += play(session, accessions.ACCEDING, id_, accession.steps, accession.consents, at)
    return added


def demo_id(kind: str, key: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"https://zuidwest.example/demo/{kind}/{key}")


def is_new(session: Session, table: Table, id_: UUID) -> bool:
    return session.scalar(select(table.c.id).where(table.c.id == id_)) is None


def add_meeting(session: Session, sample: SampleMeeting) -> int:
    id_ = demo_id("meeting", sample.key)
    if not is_new(session, tables.meeting, id_):
        return 0
    saving.add(session, sample.about, WHO, id_)
    for to in sample.steps:
        if to == "held":
            step_meeting(session, id_, to)
            give_all(session, id_, sample)
        else:
            step_meeting(session, id_, to)
    return 1


def step_meeting(session: Session, id_: UUID, to: str) -> None:
    row = saving.held(session, id_)
    assert row is not None
    saving.step(session, row, to, WHO)


def give_all(session: Session, id_: UUID, sample: SampleMeeting) -> None:
    given: list[tuple[Table, dict[str, Any]]] = [
        *((tables.working_agreement, {"text": text}) for text in sample.working_agreements),
        *((tables.advice, each.model_dump()) for each in sample.advice),
        *((tables.action_point, each.model_dump()) for each in sample.action_points),
    ]
    for table, values in given:
        saving.give(session, table, id_, WHO, values)


def play(
    session: Session, procedure: Procedure, id_: UUID, steps: list[StepInput], consents: list[ConsentInput], at: At
) -> int:
    for step in steps:
        row = held(session, procedure, id_)
        assert row is not None
        refuse(take_step(session, procedure, row, step, at))
    for consent in consents:
        row = held(session, procedure, id_)
        assert row is not None
        refuse(take_answer(session, procedure, row, consent, at))
    return 1
