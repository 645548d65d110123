"""The lists of the deal's parts: one table of them, each a page and a spreadsheet."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, LiteralString, get_args

import orjson
from fastapi import APIRouter, Query, Request, Response

from services.contracts import deal_shapes as shapes
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.etags import item_etag, json_answer, matches
from services.kit.paging import next_url, page_json
from services.kit.sheets import sheet_answer, sheets
from services.projects.deal.filters import CommitmentFilters, OnDayFilters, PartFilters, PillarFilters, ResultFilters
from services.projects.deal.queries import parts_of_the_deal

Route = Callable[..., Response]
MOST_IN_A_SHEET = 100_000


@dataclass(frozen=True)
class PartList:
    """`/v1/{address}` shows the rows of `table` as `answer`; `says` describes it."""

    address: str
    table: LiteralString
    answer: type[Page[Any]]
    says: str
    filters: type[PartFilters] = PartFilters

    @property
    def columns(self) -> list[str]:
        (shape,) = get_args(self.answer.model_fields["items"].annotation)
        return [field.alias or name for name, field in shape.model_fields.items()]


LISTS = (
    PartList(
        "parties",
        "party",
        Page[shapes.PartyShape],
        "The parties, with who sits in the consultation (Art. 6.2); those that acceded (Art. 11) with their day.",
        OnDayFilters,
    ),
    PartList("pillars", "pillar", Page[shapes.PillarShape], "The pillars by their titles in Art. 2."),
    PartList("themes", "theme", Page[shapes.ThemeShape], "The themes of the deal."),
    PartList(
        "approach-elements",
        "approach_element",
        Page[shapes.ApproachElementShape],
        "The lettered elements of the approach (Art. 4).",
        PillarFilters,
    ),
    PartList(
        "commitments",
        "commitment",
        Page[shapes.CommitmentShape],
        "What Art. 3 and 4 promise, in the deal's order; those of all pillars have none.",
        CommitmentFilters,
    ),
    PartList(
        "expected-results",
        "expected_result",
        Page[shapes.ExpectedResultShape],
        "What the deal wants to reach (Art. 3), and how each result is measured.",
        ResultFilters,
    ),
    PartList(
        "contributions",
        "contribution",
        Page[shapes.ContributionShape],
        "Who puts in what (Art. 5), in whole euro cents.",
        OnDayFilters,
    ),
    PartList(
        "programmes", "programme", Page[shapes.ProgrammeShape], "Programmes and policies that the deal connects to."
    ),
    PartList("organisations", "organisation", Page[shapes.OrganisationShape], "Organisations that the deal names."),
    PartList(
        "target-groups", "target_group", Page[shapes.TargetGroupShape], "The people whom the deal names as a group."
    ),
    PartList(
        "co-benefits",
        "co_benefit",
        Page[shapes.NamedPartShape],
        "What a project can also help with, outside its own pillar.",
    ),
    PartList("link-kinds", "link_kind", Page[shapes.NamedPartShape], "How one project can lead to the next (Art. 3)."),
    PartList(
        "deliverable-kinds",
        "deliverable_kind",
        Page[shapes.DeliverableKindShape],
        "What Art. 3 counts and no place holds.",
    ),
    PartList("course-kinds", "course_kind", Page[shapes.NamedPartShape], "Kinds of courses (Art. 4.2c)."),
    PartList(
        "sectors", "sector", Page[shapes.NamedPartShape], "The sectors in which vacancies are adapted (Art. 4.3b)."
    ),
    PartList("registers", "register", Page[shapes.RegisterShape], "The registers that the programme office keeps."),
)


def add_lists(router: APIRouter) -> None:
    for part in LISTS:
        page, sheet = routes_of(part)
        router.get(f"/{part.address}", response_model=part.answer)(anyone(page))
        sheets(router, f"/{part.address}")(anyone(sheet))


def routes_of(part: PartList) -> tuple[Route, Route]:
    """The functions of its page and its spreadsheet; FastAPI reads from their annotations what can be asked."""

    def page(request: Request, asked: PartFilters) -> Response:
        return parts(request, part, asked)

    def sheet(request: Request, asked: PartFilters) -> Response:
        return all_parts(request, part, asked)

    for route, ending in ((page, ""), (sheet, "_sheet")):
        route.__name__ = part.address.replace("-", "_") + ending
        route.__doc__ = part.says
        route.__annotations__["asked"] = Annotated[part.filters, Query()]
    return page, sheet


def parts(request: Request, part: PartList, asked: PartFilters) -> Response:
    """One page of one kind of part, or 304. One statement beside that for the version."""
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection))
        if matches(request, etag):
            return json_answer(request, b"", etag)
        offset = (asked.page - 1) * asked.page_size
        found = parts_of_the_deal(connection, part.table, asked.page_size, offset, **asked.besides(), **asked.columns())
    following = next_url(request, asked.page, asked.page_size, found.total)
    return json_answer(request, page_json(orjson.Fragment(found.items), found.total, following), etag)


def all_parts(request: Request, part: PartList, asked: PartFilters) -> Response:
    """All of what was asked, whatever page; columns have the names of the fields."""
    with request.app.state.database.reading() as connection:
        found = parts_of_the_deal(connection, part.table, MOST_IN_A_SHEET, 0, **asked.besides(), **asked.columns())
    rows = [[each.get(name) for name in part.columns] for each in orjson.loads(found.items)]
    return sheet_answer(request, part.address, part.columns, rows)
