"""`/v1/places/{id}/photo` and the files of photos, each under the name of its content."""

import re
import uuid
from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Row, Text, bindparam, cast, delete, func, insert, select, update
from sqlalchemy.orm import Session

from services.contracts.participation import Photo, PhotoCut, PlaceShape
from services.kit import audit
from services.kit.access import Allow, Who, anyone
from services.kit.database import Write
from services.kit.etags import Versioned, body_etag, json_answer, matches, require_version
from services.kit.hot import HotRead, compiled
from services.kit.problems import Problem, bad_request, wrong
from services.participation.photos.pictures import MOST_BYTES, Cut, NotAPicture, Picture, pictures_of
from services.participation.photos.rules import wrong_alt
from services.participation.places.answers import not_yours, unknown, written
from services.participation.places.rules import Standing, may_change
from services.participation.tables import metadata, photo_file, place

router = APIRouter(tags=["photos"])
Changer = Annotated[Who, Depends(Allow("coordinator", "editor", "admin"))]
NAME = re.compile(r"[0-9a-f]{64}\.(webp|jpg)")


SHAPES: dict[str, float | None] = {"whole": None, "wide": 1.5, "square": 1.0}


class PhotoInput(BaseModel):
    """`alt` says what is on the photo, for who can't see it; `file` is a JPEG, PNG or WebP.

    `shape` cuts it: `whole`, `wide` (3 by 2) or `square`, around the point `x`, `y`: from 0 (left, top) to 1.
    """

    model_config = ConfigDict(extra="forbid")

    file: UploadFile | None = None
    alt: str = ""
    shape: PhotoCut = "whole"
    x: float = Field(0.5, ge=0, le=1)
    y: float = Field(0.5, ge=0, le=1)

    @property
    def cut(self) -> Cut:
        return Cut(SHAPES[self.shape], self.x, self.y)


UPLOADS = {"/v1/places/*/photo": MOST_BYTES + 10_000}
"""With the form around the file."""
FOR_EVER = "public, max-age=31536000, immutable"


@router.put("/v1/places/{place_id}/photo", response_model=PlaceShape)
def keep_photo(
    request: Versioned,
    session: Write,
    who: Changer,
    place_id: uuid.UUID,
    body: Annotated[PhotoInput, Form(media_type="multipart/form-data")],
) -> Response:
    """Gives a place its photo, in the place of an older one. Needs `If-Match` with the place's ETag; answers the place.

    What the camera wrote into the file (where, when, with what) is thrown away.
    """
    before = to_change(request, session, who, place_id)
    alt = " ".join(body.alt.split())
    pictures = checked(body.file, alt, body.cut)
    session.execute(delete(photo_file).where(photo_file.c.place_id == place_id))
    session.execute(insert(photo_file), [row_of(place_id, each) for each in pictures])
    photo = {"alt": alt, "files": [shown(each) for each in pictures]}
    return changed(request, session, who, before, photo)


@router.delete("/v1/places/{place_id}/photo", response_model=PlaceShape)
def remove_photo(request: Versioned, session: Write, who: Changer, place_id: uuid.UUID) -> Response:
    """Takes the photo away. Needs `If-Match`; answers the place."""
    before = to_change(request, session, who, place_id)
    if before.photo is None:
        raise no_photo()
    session.execute(delete(photo_file).where(photo_file.c.place_id == place_id))
    return changed(request, session, who, before, None)


@router.get("/v1/places/{place_id}/photo", response_model=Photo)
@anyone
def photo_of_place(request: Request, place_id: uuid.UUID) -> Response:
    """The photo's words and the addresses of its sizes."""
    with request.app.state.database.reading() as connection:
        rows = photo_read().all(connection, {"place_id": place_id})
    if not rows:
        raise unknown()
    if rows[0][0] is None:
        raise no_photo()
    body = rows[0][0].encode()
    return json_answer(request, body, body_etag(body))


@router.get("/v1/photos/{name}", response_class=Response)
@anyone
def photo_content(request: Request, name: str) -> Response:
    """One size of a photo. The name says the content, so it may be kept for ever."""
    if not NAME.fullmatch(name):
        raise no_such_file()
    headers = {"ETag": f'"{name[:64]}"', "Cache-Control": FOR_EVER, "X-Content-Type-Options": "nosniff"}
    if matches(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    with request.app.state.database.reading() as connection:
        rows = content_read().all(connection, {"name": name})
    if not rows:
        raise no_such_file()
    return Response(rows[0][0], 200, headers, rows[0][1])


@cache
def photo_read() -> HotRead:
    return compiled(select(cast(place.c.photo, Text)).where(place.c.id == bindparam("place_id")))


@cache
def content_read() -> HotRead:
    file = photo_file.c
    return compiled(select(file.content, file.type).where(file.name == bindparam("name")).limit(1))


def to_change(request: Request, session: Session, who: Who, place_id: uuid.UUID) -> Row[Any]:
    """The place, held for this request. Raises Problem 404, 403, 428 or 412."""
    before = session.execute(select(place).where(place.c.id == place_id).with_for_update()).one_or_none()
    if before is None:
        raise unknown()
    standing = Standing(before.wijk, before.kind)
    if not may_change(who, place_id, standing, standing):
        raise not_yours()
    require_version(request, before.version)
    return before


def checked(file: UploadFile | None, alt: str, cut: Cut) -> list[Picture]:
    """Raises Problem 400 that names both when both are wrong."""
    errors = [wrong("alt", "no-words", said)] if (said := wrong_alt(alt)) else []
    pictures: list[Picture] = []
    try:
        pictures = pictures_of(file.file.read(MOST_BYTES + 1) if file else b"", cut)
    except NotAPicture as error:
        errors.insert(0, wrong("file", "no-picture", str(error)))
    if errors:
        raise bad_request(errors)
    return pictures


def changed(request: Request, session: Session, who: Who, before: Row[Any], photo: dict[str, Any] | None) -> Response:
    values = {"photo": photo, "version": place.c.version + 1, "updated_at": func.now()}
    session.execute(update(place).where(place.c.id == before.id).values(values))
    change = audit.difference({"photo": before.photo}, {"photo": photo})
    audit.record(session, metadata, who.subject, "photo", "place", before.id, change)
    return written(request, session, before.id)


def row_of(place_id: uuid.UUID, picture: Picture) -> dict[str, Any]:
    return {"place_id": place_id, "name": picture.name, "type": picture.type, "content": picture.content}


def shown(picture: Picture) -> dict[str, Any]:
    return {
        "url": f"/v1/photos/{picture.name}",
        "type": picture.type,
        "width": picture.width,
        "height": picture.height,
    }


def no_photo() -> Problem:
    return Problem(404, "This place has no photo.")


def no_such_file() -> Problem:
    return Problem(404, "There is no photo with this name, or not any more.")
