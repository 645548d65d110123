"""`/v1/flows`: how many people arrived from one step to the next, of whole quarters, small numbers hidden."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Self

from fastapi import APIRouter, Query, Request, Response
from pydantic import ConfigDict, Field, model_validator
from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from services.contracts.participation.pathways import QUARTER, FlowShape, QuarterCount
from services.contracts.shapes import Input, Page
from services.kit.access import anyone
from services.kit.etags import body_etag, json_answer
from services.kit.hot import compiled
from services.participation.activities.filters import Slug
from services.participation.clock import today
from services.participation.pathways.flow_rules import name_of, quarter_named, quarter_of, quarters_back, shown
from services.participation.tables import flow

router = APIRouter(tags=["flows"])
MOST_QUARTERS = 40
BETWEEN = compiled(
    select(flow.c.quarter, flow.c.from_step, flow.c.to_step, flow.c.wijk, flow.c.arrived)
    .where(flow.c.quarter >= bindparam("first"), flow.c.quarter <= bindparam("last"))
    .order_by(flow.c.from_step, flow.c.to_step, flow.c.quarter)
)


class FlowFilters(Input):
    """Whole quarters, as `2026-Q1`; without them the last four and the one that runs."""

    model_config = ConfigDict(str_strip_whitespace=True)

    from_: str | None = Field(None, alias="from", pattern=QUARTER)
    to: str | None = Field(None, pattern=QUARTER)
    wijk: str | None = Slug

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.from_ and self.to and not self.from_ <= self.to:
            raise ValueError("`to` is before `from`")
        if self.from_ and self.to and quarter_named(self.from_) < quarters_back(quarter_named(self.to), MOST_QUARTERS):
            raise ValueError("ask for ten years at most")
        return self

    def period(self, today: date) -> tuple[date, date]:
        last = quarter_named(self.to) if self.to else quarter_of(today)
        return (quarter_named(self.from_) if self.from_ else quarters_back(last, 4)), last


@router.get("/v1/flows", response_model=Page[FlowShape])
@anyone
def flows(request: Request, asked: Annotated[FlowFilters, Query()]) -> Response:
    """People who were led on and arrived, by the step they came from and the step they went to."""
    first, last = asked.period(today())
    with request.app.state.database.reading() as connection:
        rows = BETWEEN.all(connection, {"first": first, "last": last})
    smallest = request.app.state.settings.smallest_count
    items = protected(rows, smallest, quarter_of(today()), asked.wijk)
    body = Page[FlowShape](items=items, total=len(items), next=None).model_dump_json(by_alias=True).encode()
    return json_answer(request, body, body_etag(body))


def protected(rows: list[Any], smallest: int, running: date, wijk: str | None) -> list[FlowShape]:
    """`rows` of quarter, steps, wijk and count."""
    counts: dict[tuple[str, str], dict[date, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for quarter, from_step, to_step, of_wijk, arrived in rows:
        counts[from_step, to_step][quarter][of_wijk] = arrived
    found = []
    for (from_step, to_step), quarters in counts.items():
        listed = [
            each for quarter in quarters if (each := of_quarter(quarter, quarters[quarter], smallest, running, wijk))
        ]
        if listed:
            total = sum(each.count for each in listed)
            found.append(
                FlowShape(from_step=from_step, to_step=to_step, count=total, smallest=smallest, quarters=listed)
            )
    return found


def of_quarter(
    quarter: date, counts: Mapping[str, int], smallest: int, running: date, wijk: str | None
) -> QuarterCount | None:
    seen = shown(counts, smallest, is_over=quarter < running)
    count = seen.of(wijk)
    return QuarterCount(quarter=name_of(quarter), count=count, provisional=seen.provisional) if count else None


def count_arrival(session: Session, day: date, wijk: str, from_step: str, to_step: str) -> None:
    """One more, and nothing about who."""
    one = insert(flow).values(quarter=quarter_of(day), wijk=wijk, from_step=from_step, to_step=to_step, arrived=1)
    keys = ["quarter", "wijk", "from_step", "to_step"]
    session.execute(one.on_conflict_do_update(index_elements=keys, set_={"arrived": flow.c.arrived + 1}))
