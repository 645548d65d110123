"""`/v1/deal` and its parts: what was agreed, by whom, and how strongly (Art. 2-8). Open to everybody."""

from datetime import date
from typing import Annotated, Literal, LiteralString

import orjson
from fastapi import APIRouter, Query, Request, Response

from services.contracts import deal_shapes as shapes
from services.contracts.shapes import Page
from services.kit.access import anyone
from services.kit.etags import item_etag, json_answer, matches
from services.kit.paging import PageNumber, PageSize, next_url, page_json
from services.kit.problems import Problem
from services.projects.deal.queries import parts_of_the_deal, the_deal, versions_of_the_deal

router = APIRouter(prefix="/v1", tags=["deal"])
PillarNumber = Annotated[int | None, Query(ge=1, le=99, description="Number of the pillar.")]
OnDay = Annotated[date | None, Query(description="What held on this day, before later amendments.")]
Withdrawn = Annotated[bool, Query(description="Also what the deal's files no longer have.")]
WORD = r"^[^\x00-\x1f]+$"
ALL_PARTS = 100


@router.get("/deal", response_model=shapes.DealShape)
@anyone
def deal(request: Request, on: OnDay = None) -> Response:
    """What the deal says of itself: name, dates, ambition and core message."""
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection))
        body = "" if matches(request, etag) else the_deal(connection, on)
    if body is None:
        raise Problem(404, "No deal has been loaded yet.")
    return json_answer(request, body.encode(), etag)


@router.get("/deal/versions", response_model=Page[shapes.DealVersionShape])
@anyone
def deal_versions(request: Request) -> Response:
    """Every version of the deal: as it was signed, then a version for each amendment and accession in force."""
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection))
        found = "[]" if matches(request, etag) else versions_of_the_deal(connection)
    return json_answer(request, page_json(orjson.Fragment(found), found.count('"number"'), None), etag)


@router.get("/parties", response_model=Page[shapes.PartyShape])
@anyone
def parties(request: Request, on: OnDay = None, page: PageNumber = 1, page_size: PageSize = ALL_PARTS) -> Response:
    """The parties, with who sits in the consultation (Art. 6.2); those that acceded (Art. 11) with their day."""
    return parts(request, "party", page, page_size, on=on)


@router.get("/pillars", response_model=Page[shapes.PillarShape])
@anyone
def pillars(request: Request, page: PageNumber = 1, page_size: PageSize = ALL_PARTS) -> Response:
    """The pillars by their titles in Art. 2."""
    return parts(request, "pillar", page, page_size)


@router.get("/themes", response_model=Page[shapes.ThemeShape])
@anyone
def themes(request: Request, page: PageNumber = 1, page_size: PageSize = ALL_PARTS) -> Response:
    return parts(request, "theme", page, page_size)


@router.get("/approach-elements", response_model=Page[shapes.ApproachElementShape])
@anyone
def approach_elements(
    request: Request, pillar: PillarNumber = None, page: PageNumber = 1, page_size: PageSize = ALL_PARTS
) -> Response:
    """The lettered elements of the approach (Art. 4)."""
    return parts(request, "approach_element", page, page_size, pillar=pillar)


@router.get("/commitments", response_model=Page[shapes.CommitmentShape])
@anyone
def commitments(
    request: Request,
    pillar: PillarNumber = None,
    element: Annotated[
        str | None, Query(pattern=r"^\d[a-z]$", description="Approach element, for instance 1a.")
    ] = None,
    article: Annotated[str | None, Query(pattern=r"^(Art\. )?\d{1,2}(\.\d{1,2}[a-z]?)?$")] = None,
    verb: Annotated[str | None, Query(pattern=WORD, description="The deal's own words, verbatim.")] = None,
    strength: Annotated[str | None, Query(pattern=WORD, description="Slug of a strength in `/v1/deal`.")] = None,
    scope: Literal["deal", "wijk"] | None = None,
    withdrawn: Withdrawn = False,
    on: OnDay = None,
    page: PageNumber = 1,
    page_size: PageSize = ALL_PARTS,
) -> Response:
    """What Art. 3 and 4 promise, in the deal's order; those of all pillars have none."""
    return parts(
        request,
        "commitment",
        page,
        page_size,
        withdrawn,
        on,
        pillar=pillar,
        element=element,
        article=None if article is None else f"Art. {article.removeprefix('Art. ')}",
        verb=verb,
        strength=strength,
        scope=scope,
    )


@router.get("/expected-results", response_model=Page[shapes.ExpectedResultShape])
@anyone
def expected_results(
    request: Request,
    pillar: PillarNumber = None,
    withdrawn: Withdrawn = False,
    on: OnDay = None,
    page: PageNumber = 1,
    page_size: PageSize = ALL_PARTS,
) -> Response:
    """What the deal wants to reach (Art. 3), and how each result is measured."""
    return parts(request, "expected_result", page, page_size, withdrawn, on, pillar=pillar)


@router.get("/contributions", response_model=Page[shapes.ContributionShape])
@anyone
def contributions(
    request: Request, on: OnDay = None, page: PageNumber = 1, page_size: PageSize = ALL_PARTS
) -> Response:
    """Who puts in what (Art. 5), in whole euro cents."""
    return parts(request, "contribution", page, page_size, on=on)


@router.get("/programmes", response_model=Page[shapes.ProgrammeShape])
@anyone
def programmes(request: Request, page: PageNumber = 1, page_size: PageSize = ALL_PARTS) -> Response:
    """Programmes and policies that the deal connects to."""
    return parts(request, "programme", page, page_size)


@router.get("/organisations", response_model=Page[shapes.OrganisationShape])
@anyone
def organisations(request: Request, page: PageNumber = 1, page_size: PageSize = ALL_PARTS) -> Response:
    return parts(request, "organisation", page, page_size)


@router.get("/target-groups", response_model=Page[shapes.TargetGroupShape])
@anyone
def target_groups(request: Request, page: PageNumber = 1, page_size: PageSize = ALL_PARTS) -> Response:
    """The people whom the deal names as a group."""
    return parts(request, "target_group", page, page_size)


@router.get("/co-benefits", response_model=Page[shapes.NamedPartShape])
@anyone
def co_benefits(request: Request, page: PageNumber = 1, page_size: PageSize = ALL_PARTS) -> Response:
    """What a project can also help with, outside its own pillar."""
    return parts(request, "co_benefit", page, page_size)


@router.get("/link-kinds", response_model=Page[shapes.NamedPartShape])
@anyone
def link_kinds(request: Request, page: PageNumber = 1, page_size: PageSize = ALL_PARTS) -> Response:
    """How one project can lead to the next (Art. 3)."""
    return parts(request, "link_kind", page, page_size)


@router.get("/deliverable-kinds", response_model=Page[shapes.DeliverableKindShape])
@anyone
def deliverable_kinds(request: Request, page: PageNumber = 1, page_size: PageSize = ALL_PARTS) -> Response:
    """What Art. 3 counts and no place holds."""
    return parts(request, "deliverable_kind", page, page_size)


@router.get("/course-kinds", response_model=Page[shapes.NamedPartShape])
@anyone
def course_kinds(request: Request, page: PageNumber = 1, page_size: PageSize = ALL_PARTS) -> Response:
    return parts(request, "course_kind", page, page_size)


@router.get("/sectors", response_model=Page[shapes.NamedPartShape])
@anyone
def sectors(request: Request, page: PageNumber = 1, page_size: PageSize = ALL_PARTS) -> Response:
    """The sectors in which vacancies are adapted (Art. 4.3b)."""
    return parts(request, "sector", page, page_size)


@router.get("/registers", response_model=Page[shapes.RegisterShape])
@anyone
def registers(request: Request, page: PageNumber = 1, page_size: PageSize = ALL_PARTS) -> Response:
    """The registers that the programme office keeps."""
    return parts(request, "register", page, page_size)


def parts(
    request: Request,
    table: LiteralString,
    page: int,
    page_size: int,
    withdrawn: bool = False,
    on: date | None = None,
    **asked: str | int | None,
) -> Response:
    """One page of one kind of part, or 304. One statement beside that for the version."""
    with request.app.state.database.reading() as connection:
        etag = item_etag(request.app.state.version.now(connection))
        if matches(request, etag):
            return json_answer(request, b"", etag)
        found = parts_of_the_deal(connection, table, page_size, (page - 1) * page_size, withdrawn, on, **asked)
    following = next_url(request, page, page_size, found.total)
    return json_answer(request, page_json(orjson.Fragment(found.items), found.total, following), etag)
