"""`/v1/activities/{id}/translations/{language}/confirmations`: somebody looked, the translation still holds."""

import uuid
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from sqlalchemy import Row, func, update
from sqlalchemy.orm import Session

from services.contracts.participation.working_copies import TranslationCheckInput, WorkingCopyShape
from services.kit.access import Allow, Who
from services.kit.database import Write
from services.kit.etags import Versioned, require_version
from services.kit.problems import Problem
from services.participation.activities.changing import held, note, refuse_step
from services.participation.activities.translation_rules import Told, checked, checksum, outdated, same_texts
from services.participation.activities.working_copies import keep, kept, shown, told_in, version_of
from services.participation.tables import activity

router = APIRouter(tags=["working copies"])
Changer = Annotated[Who, Depends(Allow("coordinator", "editor", "admin"))]


@router.post("/v1/activities/{activity_id}/translations/{language}/confirmations", response_model=WorkingCopyShape)
def confirm(
    request: Versioned,
    session: Write,
    who: Changer,
    activity_id: uuid.UUID,
    language: str,
    body: TranslationCheckInput,
) -> Response:
    """This translation says what the Dutch text says now, in the working copy and wherever both are the same in public.

    Needs `If-Match` with the ETag of the working copy. Safe to repeat. 409 when the public text that was looked at is
    another by now.
    """
    row = held(session, who, activity_id)
    refuse_step(row.status, row.status)
    saved = kept(session, activity_id)
    told = told_in(row, saved)
    if language not in there(told):
        raise Problem(404, "There is no translation in this language.")
    if language in outdated(there(told)):
        require_version(request, version_of(saved))
        refuse_unseen(row, saved, body.public_version)
        confirm_public(session, row, told, language)
        confirm_working_copy(session, saved, language)
        still = outdated(checked(there(told), language))
        note(session, who, "confirm-translation", row.id, {"outdated": outdated(there(told))}, {"outdated": still})
    return shown(request, session, held(session, who, activity_id))


def there(told: Told) -> Mapping[str, Any]:
    found = told.get("translations")
    return found if isinstance(found, Mapping) else {}


def refuse_unseen(row: Row[Any], saved: Row[Any] | None, seen: int) -> None:
    """What is being worked on has a version of its own."""
    if (saved is None or saved.body is None) and seen != row.version:
        sentence = "Somebody changed the public version since you looked. Look at it again."
        raise Problem(409, sentence, code="public-changed", extra={"publicVersion": row.version})


def confirm_public(session: Session, row: Row[Any], told: Told, language: str) -> None:
    """Where the public reads the same Dutch and the same translation as was looked at."""
    public, looked_at = row.translations.get(language), there(told)[language]
    if public is None or checksum(row._mapping) != checksum(told) or not same_texts(public, looked_at):
        return
    changed = {"translations": checked(row.translations, language), "version": activity.c.version + 1}
    session.execute(update(activity).where(activity.c.id == row.id).values(changed | {"updated_at": func.now()}))


def confirm_working_copy(session: Session, saved: Row[Any] | None, language: str) -> None:
    if saved is None or not isinstance((saved.body or {}).get("translations"), Mapping):
        return
    body = saved.body | {"translations": checked(saved.body["translations"], language)}
    keep(session, saved.activity_id, saved.version + 1, body, saved.began_from)
