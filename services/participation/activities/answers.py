"""One activity as an answer."""

import uuid
from typing import Any
from zlib import crc32

from fastapi import Request, Response
from sqlalchemy.orm import Session

from services.kit.etags import item_etag, json_answer
from services.kit.hot import languages_asked, this_minute
from services.participation.activities.filters import ActivityFilters
from services.participation.activities.queries import one_activity


def written(request: Request, session: Session, activity_id: uuid.UUID, status: int = 200) -> Response:
    row = session.execute(one_activity(), item_values(request, activity_id)).one()
    answer = item_answer(request, row.json, row.version, status)
    answer.headers["Location"] = f"/v1/activities/{activity_id}"
    return answer


def item_values(request: Request, activity_id: uuid.UUID) -> dict[str, Any]:
    return ActivityFilters().values(this_minute()) | languages_asked(request) | {"id": activity_id}


def item_answer(request: Request, json: str, version: int, status: int = 200) -> Response:
    """The version is the row's; what else may differ (labels, dates that went by) tells answers apart after the dot."""
    body = json.encode()
    answer = json_answer(request, body, item_etag(version, f"{crc32(body):x}"), status)
    answer.headers["Vary"] = "Accept-Language, Authorization"
    return answer
