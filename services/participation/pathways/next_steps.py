"""`/v1/activities/{id}/next-steps`: where to go on to from an activity."""

import uuid
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from sqlalchemy import Text, Uuid, bindparam, func, literal_column, or_, select, union_all

from services.contracts.participation.pathways import FurtherStep
from services.contracts.shapes import Page
from services.kit.access import anyone, who_asks
from services.kit.etags import body_etag, json_answer
from services.kit.hot import HotRead, as_json, compiled, json_rows, number, this_minute
from services.kit.paging import page_json
from services.participation import tables
from services.participation.activities.answers import item_values
from services.participation.activities.changing import unknown
from services.participation.activities.conditions import activity
from services.participation.activities.queries import ONE_ACTIVITY
from services.participation.activities.rules import may_change

router = APIRouter(tags=["activities"])
SUGGESTED = 3
NONE: Any = literal_column("NULL")


def _suggestions() -> HotRead:
    """Public activities one step further: of the same place or project, then those of the wijk that go on longest.

    Both are read along an index, however many activities there are.
    """
    a, here, further = activity.c, tables.step.alias("here"), tables.step.alias("further")
    one_further = (
        select(further.c.id)
        .join(here, further.c.position == here.c.position + 1)
        .where(here.c.id == bindparam("step", type_=Text))
        .scalar_subquery()
    )
    fits = (a.status == literal_column("'published'"), a.last_end > bindparam("now"), a.step == one_further)
    project_id = bindparam("project_id", type_=Uuid)
    near = or_(a.place_id == bindparam("place_id"), a.project_id == project_id)
    others = (a.place_id != bindparam("place_id"), func.coalesce(a.project_id != project_id, literal_column("true")))
    keys = (a.id, a.title, a.step)
    close = select(*keys, number(1).label("rank"), a.last_end).where(*fits, near)
    around = select(*keys, number(2).label("rank"), a.last_end).where(*fits, a.wijk == bindparam("wijk"), *others)
    parts = [each.order_by(a.last_end.desc()).limit(number(SUGGESTED)).subquery() for each in (close, around)]
    both = union_all(*(select(part) for part in parts)).subquery("both")
    fields = json_rows(
        kind=literal_column("'activity'"),
        id=both.c.id,
        url=NONE,
        title=both.c.title,
        why=NONE,
        step=both.c.step,
        suggested=literal_column("true"),
    )
    ordered = select(*fields).order_by(both.c.rank, both.c.last_end.desc(), both.c.id)
    return compiled(as_json(ordered.limit(number(SUGGESTED))))


SUGGESTIONS = _suggestions()


@router.get("/v1/activities/{activity_id}/next-steps", response_model=Page[FurtherStep])
@anyone
def next_steps(request: Request, activity_id: uuid.UUID) -> Response:
    """Those that were chosen for it; without any, what is one step further in the same wijk."""
    who = who_asks(request)
    with request.app.state.database.reading() as connection:
        rows = ONE_ACTIVITY.all(connection, item_values(request, activity_id))
        if not rows or (rows[0][2] != "published" and not (who and may_change(who, *rows[0][3:5]))):
            raise unknown()
        found = orjson.loads(rows[0][0])
        items = [{**each, "suggested": False} for each in found["nextSteps"]]
        if not items:
            where = {"place_id": rows[0][3], "wijk": rows[0][4], "project_id": found["projectId"]}
            asked = where | {"step": found["step"], "now": this_minute()}
            items = [orjson.loads(json) for (json,) in SUGGESTIONS.all(connection, asked)]
    body = page_json([FurtherStep.model_validate(each).model_dump(mode="json") for each in items], len(items), None)
    return json_answer(request, body, body_etag(body))
