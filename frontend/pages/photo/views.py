"""The photo of a place: choose it, cut it, say what is on it."""

from typing import Annotated, cast, get_args
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.datastructures import FormData, UploadFile

from frontend.backends import Services
from frontend.forms import FormState
from frontend.patience import in_time
from frontend.sessions import SignedIn
from frontend.templates import page
from frontend.texts import say
from services.contracts.calling import ServiceDown, ServiceRefused
from services.contracts.participation import PhotoCut, PhotoSent, PlaceShape

router = APIRouter(prefix="/balie/plekken/{place_id}/foto")
MOST_BYTES = 12_000_000
PARTS = {"start": 0.0, "middle": 0.5, "end": 1.0}
DONE = {"ja": "photo.saved", "weg": "photo.removed"}


@router.get("")
async def photo(
    request: Request,
    place_id: UUID,
    services: Services,
    token: SignedIn,
    gedaan: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    place = await in_time(services.participation.place(place_id))
    values = {"alt": place.photo.alt if place.photo else "", "cut": "wide", "part": "middle", "version": place.version}
    return photo_page(request, place, FormState(values), done=DONE.get(gedaan, ""))


@router.post("")
async def keep(request: Request, place_id: UUID, services: Services, token: SignedIn) -> Response:
    """A browser gives a file once: after a mistake it has to be chosen again, and the page says so."""
    async with request.form() as data:
        values = {name: value.strip() for name, value in data.items() if isinstance(value, str)}
        content = await content_of(data)
    place = await in_time(services.participation.place(place_id))
    errors = mistakes(values, content)
    if not errors:
        try:
            await services.participation.keep_photo(place_id, sent(values, content), token, version_in(values))
            return RedirectResponse(f"/balie/plekken/{place_id}/foto?gedaan=ja", 303)
        except ServiceDown:
            return photo_page(request, place, FormState(values, {"": say("missing.save")}), 503)
        except ServiceRefused as refused:
            errors = refused_for(refused)
            values["version"] = str(place.version)
    return photo_page(request, place, FormState(values, errors), 400)


@router.post("/weg")
async def remove(request: Request, place_id: UUID, services: Services, token: SignedIn) -> Response:
    """Pressing twice does no harm."""
    place = await in_time(services.participation.place(place_id))
    if place.photo:
        await in_time(services.participation.remove_photo(place_id, token, place.version))
    return RedirectResponse(f"/balie/plekken/{place_id}/foto?gedaan=weg", 303)


async def content_of(data: FormData) -> bytes:
    file = data.get("file")
    return await file.read(MOST_BYTES + 1) if isinstance(file, UploadFile) else b""


def mistakes(values: dict[str, str], content: bytes) -> dict[str, str]:
    """By field; what is in the file is for participation to judge."""
    errors: dict[str, str] = {}
    if not content:
        errors["file"] = say("photo.need_file")
    elif len(content) > MOST_BYTES:
        errors["file"] = say("photo.too_large")
    if not 5 <= len(values.get("alt", "")) <= 250:
        errors["alt"] = say("photo.wrong_alt")
    return errors


def sent(values: dict[str, str], content: bytes) -> PhotoSent:
    """Where it was dragged to, else the part that was chosen."""
    cut = values.get("cut", "whole")
    part = PARTS.get(values.get("part", ""), 0.5)
    x, y = (between(values.get(name, ""), part) for name in ("x", "y"))
    known = cut if cut in get_args(PhotoCut) else "whole"
    return PhotoSent(content, values["alt"], cast(PhotoCut, known), x, y)


def between(text: str, otherwise: float) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return otherwise


def version_in(values: dict[str, str]) -> int:
    text = values.get("version", "")
    return int(text) if text.isascii() and text.isdigit() else 0


def refused_for(refused: ServiceRefused) -> dict[str, str]:
    """Raises again what a person can't mend here (403, 404)."""
    if refused.status == 412:
        return {"": say("photo.stale")}
    if refused.status not in (400, 413):
        raise refused
    texts = {"file": "photo.wrong_file", "alt": "photo.wrong_alt"}
    named = {item["location"]["name"] for item in refused.errors} or {"file"}
    return {name: say(text) for name, text in texts.items() if name in named} or {"": say("photo.wrong_file")}


def photo_page(request: Request, place: PlaceShape, form: FormState, status: int = 200, *, done: str = "") -> Response:
    return page(
        request,
        "pages/photo/photo.html",
        status,
        place=place,
        form=form,
        done=say(done) if done else "",
        now=place.photo,
    )
