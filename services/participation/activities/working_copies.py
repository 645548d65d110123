"""`/v1/activities/{id}/draft`: what is worked on while the public sees the version that was approved last."""

import uuid
from collections.abc import Mapping
from typing import Annotated, Any
from zlib import crc32

from fastapi import APIRouter, Body, Depends, Request, Response
from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.contracts.participation import ActivityInput, ActivityShape
from services.contracts.participation.working_copies import (
    CopyInput,
    LackShape,
    PublicationInput,
    WorkingCopyShape,
)
from services.kit import audit
from services.kit.access import Allow, Who
from services.kit.database import Write
from services.kit.etags import Versioned, item_etag, json_answer, require_version
from services.kit.idempotency import IdempotencyKey, Once
from services.kit.problems import Problem, bad_request, wrong
from services.participation.activities.answers import written
from services.participation.activities.bodies import body_of, lacks, says_something_else, storable
from services.participation.activities.changing import begin, held, refuse_step, replace
from services.participation.activities.rules import may_change
from services.participation.activities.translation_rules import Told, followed, outdated, without_marks
from services.participation.tables import activity, metadata, working_copy

router = APIRouter(tags=["working copies"])
Changer = Annotated[Who, Depends(Allow("coordinator", "editor", "admin"))]
NEVER_SAVED = 0
"""Version of a working copy that nobody began yet."""


@router.get("/v1/activities/{activity_id}/draft", response_model=WorkingCopyShape)
def working_copy_of(request: Request, session: Write, who: Changer, activity_id: uuid.UUID) -> Response:
    """What is being worked on, with what is missing before it can be published; what is public when nothing is."""
    return shown(request, session, held(session, who, activity_id))


@router.put("/v1/activities/{activity_id}/draft", response_model=WorkingCopyShape)
def save(
    request: Versioned,
    session: Write,
    who: Changer,
    activity_id: uuid.UUID,
    body: Annotated[dict[str, Any], Body(description="An activity as far as it is filled in, without its status.")],
) -> Response:
    """Keeps what is there so far; it may be incomplete. Needs `If-Match` with the ETag of the working copy."""
    row = held(session, who, activity_id)
    refuse_step(row.status, row.status)
    saved = kept(session, activity_id)
    require_version(request, version_of(saved))
    began_from = saved.began_from if saved and saved.body is not None else body_of(row)
    followed_body = with_translations_of(storable(body), told_in(row, saved))
    keep(session, activity_id, version_of(saved) + 1, followed_body, began_from)
    audit.record(session, metadata, who.subject, "save-draft", "activity", activity_id)
    return shown(request, session, row)


@router.delete("/v1/activities/{activity_id}/draft", status_code=204)
def drop(request: Versioned, session: Write, who: Changer, activity_id: uuid.UUID) -> Response:
    """Throws the working copy away; what is public stays. Needs `If-Match`."""
    held(session, who, activity_id)
    saved = kept(session, activity_id)
    if saved is None or saved.body is None:
        raise Problem(404, "Nobody is working on this activity.")
    require_version(request, saved.version)
    keep(session, activity_id, saved.version + 1, None, None)
    audit.record(session, metadata, who.subject, "drop-draft", "activity", activity_id)
    return Response(status_code=204)


@router.post("/v1/activities/{activity_id}/publication", response_model=ActivityShape)
def publish(
    request: Versioned, session: Write, who: Changer, activity_id: uuid.UUID, asked: PublicationInput | None = None
) -> Response:
    """Makes the working copy what the public sees, or an activity that was not public yet as it is.

    Needs `If-Match` with the ETag of the working copy. 400 names everything that is missing; 409 when the public
    version changed since this was begun.
    """
    row = held(session, who, activity_id)
    refuse_step(row.status, "published")
    saved = kept(session, activity_id)
    require_version(request, version_of(saved))
    body = to_publish(row, saved, asked)
    if missing := lacks(session, body, activity_id):
        raise bad_request(missing)
    given = ActivityInput.model_validate({**body, "status": "published"})
    replace(session, who, row, given, "publish", told_in(row, saved))
    keep(session, activity_id, version_of(saved) + 1, None, None)
    return written(request, session, activity_id)


def to_publish(row: Row[Any], saved: Row[Any] | None, asked: PublicationInput | None) -> dict[str, Any]:
    """Raises 409 when there is nothing to publish, or something else became public meanwhile."""
    public = body_of(row)
    if saved is None or saved.body is None:
        if row.status == "published":
            raise Problem(409, "There is nothing to publish: nobody is working on this activity.", code="no-draft")
        return public
    looked_at = asked is not None and asked.public_version == row.version
    if saved.began_from != public and not looked_at:
        sentence = "Somebody changed the public version since you began. Look at it, then publish with its number."
        raise Problem(409, sentence, code="public-changed", extra={"publicVersion": row.version})
    return unmarked_body(saved.body)


@router.post("/v1/activities/{activity_id}/copies", response_model=ActivityShape, status_code=201)
def copy(
    request: Request,
    session: Write,
    who: Changer,
    activity_id: uuid.UUID,
    body: CopyInput,
    key: IdempotencyKey = None,
) -> Response:
    """A draft that tells the same and is at another time; of an activity in any state, also an ended one."""
    route = f"POST /v1/activities/{activity_id}/copies"
    once = Once(session, metadata, key, who.subject, route, body.model_dump_json().encode())
    copy_id = once.earlier()
    if copy_id is None:
        row = held(session, who, activity_id)
        told = body_of(row)
        told["schedule"] = body.schedule.model_dump(mode="json", by_alias=True)
        if lacking := lacks(session, told, activity_id):
            raise bad_request(lacking)
        given = ActivityInput.model_validate({**told, "status": "draft"})
        copy_id = begin(session, who, given, "copy", row._mapping)
        once.made(copy_id)
    return written(request, session, copy_id, 201)


def example_of(session: Session, who: Who, activity_id: uuid.UUID | None) -> Told | None:
    """What stands in the activity that a new one was copied from, which is one's own. Raises 400."""
    if activity_id is None:
        return None
    row = session.execute(select(activity).where(activity.c.id == activity_id)).one_or_none()
    if row is None or not may_change(who, row.place_id, row.wijk):
        raise bad_request([wrong("copiedFrom", "unknown", "There is no activity of yours with this id.")])
    return told_in(row, kept(session, activity_id))


def told_in(row: Row[Any], saved: Row[Any] | None) -> Told:
    """The texts as they are being worked on, with the marks of the translations; the public ones when nobody does."""
    if saved is None or saved.body is None:
        return row._mapping
    found: Told = saved.body
    return found if isinstance(found.get("translations"), Mapping) else row._mapping


def with_translations_of(body: dict[str, Any], before: Told) -> dict[str, Any]:
    return body | {"translations": followed(body, before)} if "translations" in body else body


def unmarked_body(body: dict[str, Any]) -> dict[str, Any]:
    return body | {"translations": without_marks(body["translations"])} if "translations" in body else body


def kept(session: Session, activity_id: uuid.UUID) -> Row[Any] | None:
    return session.execute(select(working_copy).where(working_copy.c.activity_id == activity_id)).one_or_none()


def version_of(saved: Row[Any] | None) -> int:
    return saved.version if saved else NEVER_SAVED


def keep(session: Session, activity_id: uuid.UUID, version: int, body: Any, began_from: Any) -> None:
    """The row stays when its body goes, so that a version is never used twice."""
    values = {"body": body, "began_from": began_from, "version": version, "updated_at": func.now()}
    saving = insert(working_copy).values(activity_id=activity_id, **values)
    session.execute(saving.on_conflict_do_update(index_elements=["activity_id"], set_=values))


def shown(request: Request, session: Session, row: Row[Any]) -> Response:
    saved = kept(session, row.id)
    working = saved is not None and saved.body is not None
    public = body_of(row)
    body = unmarked_body(saved.body) if saved is not None and working else public
    missing = [
        LackShape(name=each["location"]["name"], code=each["code"], detail=each["detail"])
        for each in lacks(session, body, row.id)
    ]
    found = WorkingCopyShape(
        activity_id=row.id,
        saved=working,
        body=body,
        missing=missing,
        changed=working and says_something_else(row, body),
        outdated=outdated(told_in(row, saved).get("translations")),
        public_changed=saved is not None and working and saved.began_from != public,
        public_version=row.version,
        version=version_of(saved),
        updated_at=saved.updated_at if saved else None,
    )
    told = found.model_dump_json(by_alias=True).encode()
    answer = json_answer(request, told, item_etag(version_of(saved), f"{crc32(told):x}"))
    answer.headers["Vary"] = "Authorization"
    return answer
