"""The texts of an activity in another language, beside the Dutch."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError
from starlette.exceptions import HTTPException

from frontend.backends import Backends, Services
from frontend.forms import FormState
from frontend.pages.publishing.fields import typed
from frontend.pages.publishing.keeping import number, save_over, version_of
from frontend.pages.publishing.mistakes import from_validation
from frontend.patience import in_time
from frontend.sessions import SignedIn
from frontend.templates import page
from frontend.texts import DEFAULT, say
from services.contracts.calling import ServiceDown, ServiceRefused
from services.contracts.participation import TranslationInput, WorkingCopyShape

router = APIRouter(prefix="/balie/activiteiten")
FIELDS = ("title", "summary", "description")
FIRST = "en"
DONE = {"ja": "form.translate.done", "klopt": "form.translate.confirmed", "net-veranderd": "form.translate.missed"}
Values = dict[str, Any]


@router.get("/{activity_id}/vertalingen")
async def translate(
    request: Request,
    activity_id: UUID,
    services: Services,
    token: SignedIn,
    taal: Annotated[str, Query(max_length=3, pattern=r"^[a-z]*$")] = FIRST,
    gedaan: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    copy = await in_time(services.participation.working_copy(activity_id, token))
    code = taal if taal and taal != DEFAULT else FIRST
    there = copy.body.get("translations", {}).get(code, {})
    values = {name: there.get(name, "") for name in FIELDS} | {"taal": code, "version": copy.version}
    return translation_page(request, copy, FormState(values), done=DONE.get(gedaan, ""))


@router.post("/{activity_id}/vertalingen")
async def save(request: Request, activity_id: UUID, services: Services, token: SignedIn) -> Response:
    """Empty fields take a translation away. It is public at once when nothing else is being worked on."""
    values = typed(await request.form())
    copy = await in_time(services.participation.working_copy(activity_id, token))
    translation, errors = read_translation(values, bool(copy.body.get("description")))
    if errors:
        return translation_page(request, copy, FormState(values, errors), 400)
    code = str(values.get("taal") or FIRST)
    translations = {each: texts for each, texts in copy.body.get("translations", {}).items() if each != code}
    if translation:
        translations[code] = translation
    try:
        await keep(services, token, copy, translations, version_of(values))
    except ServiceDown:
        return translation_page(request, copy, FormState(values, {"": say("missing.save")}), 503)
    except ServiceRefused as refused:
        if refused.status not in (400, 409, 412):
            raise
        text = "form.translate.stale" if refused.status == 412 else "form.translate.refused"
        return translation_page(request, copy, FormState(values | {"version": copy.version}, {"": say(text)}), 409)
    return RedirectResponse(f"/balie/activiteiten/{activity_id}/vertalingen?taal={code}&gedaan=ja", 303)


@router.post("/{activity_id}/vertalingen/klopt-nog")
async def still_right(request: Request, activity_id: UUID, services: Services, token: SignedIn) -> Response:
    """As it was looked at; when somebody changed a text meanwhile, one looks again. Pressing twice does no harm."""
    values = typed(await request.form())
    code, seen = str(values.get("taal") or FIRST), number(values.get("public_version"), 1)
    if not (code.isascii() and code.isalpha()):
        raise HTTPException(400)
    done = "klopt"
    try:
        await in_time(services.participation.translation_holds(activity_id, code, token, version_of(values), seen))
    except ServiceRefused as refused:
        if refused.status not in (404, 409, 412):
            raise
        done = "net-veranderd"
    return RedirectResponse(f"/balie/activiteiten/{activity_id}/vertalingen?taal={code}&gedaan={done}", 303)


async def keep(
    services: Backends, token: str, copy: WorkingCopyShape, translations: dict[str, Any], version: int
) -> None:
    activity = await in_time(services.participation.activity(copy.activity_id, token))
    kept = await save_over(services, token, copy, {"translations": translations}, version)
    if activity.status == "published" and not copy.saved:
        await in_time(services.participation.publish(copy.activity_id, token, kept.version))


def read_translation(values: Values, with_description: bool) -> tuple[dict[str, str] | None, dict[str, str]]:
    """None for one that was emptied; else what is wrong by field. What is told in Dutch is told in full."""
    given = {name: str(values.get(name) or "") for name in FIELDS}
    if not any(given.values()):
        return None, {}
    lacking = with_description and not given["description"]
    errors = {"description": say("form.error.missing", field=say("form.description"))} if lacking else {}
    try:
        found = TranslationInput.model_validate(given).model_dump()
    except ValidationError as error:
        return None, from_validation(error) | errors
    return (None, errors) if errors else (found, {})


def translation_page(
    request: Request, copy: WorkingCopyShape, form: FormState, status: int = 200, *, done: str = ""
) -> Response:
    known = [each for each in request.app.state.known.choices("languages") if each[0] != DEFAULT]
    return page(
        request,
        "pages/publishing/translate.html",
        status,
        copy=copy,
        form=form,
        done=done,
        tongues=known,
        there=set(copy.body.get("translations", {})),
    )
