"""The deal over HTTP."""

import csv
from datetime import date
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from services.contracts import deal_shapes as shapes
from services.contracts.deal import Deal
from services.contracts.shapes import Page, Shape
from services.kit.database import Database as Connections
from services.projects.deal.load import load_deal
from services.projects.main import create_app
from tests.postgres import Database
from tests.projects.answers import items, statements, wrong_fields
from tests.serving import browsing, settings_for

LISTS: list[tuple[str, type[Shape], int]] = [
    ("/v1/parties", shapes.PartyShape, 8),
    ("/v1/pillars", shapes.PillarShape, 3),
    ("/v1/themes", shapes.ThemeShape, 6),
    ("/v1/approach-elements", shapes.ApproachElementShape, 12),
    ("/v1/commitments", shapes.CommitmentShape, 125),
    ("/v1/expected-results", shapes.ExpectedResultShape, 26),
    ("/v1/contributions", shapes.ContributionShape, 2),
    ("/v1/programmes", shapes.ProgrammeShape, 36),
    ("/v1/organisations", shapes.OrganisationShape, 38),
    ("/v1/target-groups", shapes.TargetGroupShape, 9),
    ("/v1/co-benefits", shapes.NamedPartShape, 2),
    ("/v1/link-kinds", shapes.NamedPartShape, 4),
    ("/v1/deliverable-kinds", shapes.DeliverableKindShape, 6),
    ("/v1/course-kinds", shapes.NamedPartShape, 4),
    ("/v1/sectors", shapes.NamedPartShape, 4),
    ("/v1/registers", shapes.RegisterShape, 4),
]


@pytest.mark.parametrize(("path", "shape", "total"), LISTS)
def test_each_list_has_its_shape_and_its_number(
    client: httpx.Client, path: str, shape: type[Shape], total: int
) -> None:
    answer = client.get(path)
    page = Page[Any].model_validate_json(answer.content)
    for item in page.items:
        shape.model_validate(item, extra="forbid")
    assert page.total == total
    assert len(page.items) == min(total, 100)
    assert statements(answer) == 2


@pytest.mark.parametrize(("path", "shape", "total"), LISTS)
def test_each_list_is_a_sheet_with_all_its_rows(
    client: httpx.Client, path: str, shape: type[Shape], total: int
) -> None:
    head, *rows = csv.reader(client.get(f"{path}.csv").content.decode("utf-8-sig").splitlines(), delimiter=";")
    assert head == [field.alias for field in shape.model_fields.values()]
    assert len(rows) == total


def test_a_sheet_is_narrowed_as_its_list(client: httpx.Client) -> None:
    assert client.get("/v1/commitments.xlsx", params={"element": "1a"}).status_code == 200
    first = client.get("/v1/commitments.csv", params={"element": "1a"}).text.splitlines()
    assert len(first) == client.get("/v1/commitments", params={"element": "1a"}).json()["total"] + 1
    assert client.get("/v1/deal/versions.csv").text.splitlines()[1].startswith("1;")
    assert client.get("/v1/reports.csv").status_code == 200


def test_the_deal_says_its_name_dates_and_message(client: httpx.Client, real_deal: Deal) -> None:
    answer = client.get("/v1/deal")
    deal = shapes.DealShape.model_validate_json(answer.content, extra="forbid")
    assert deal.name == "Regio Deal Den Haag Zuidwest"
    assert (deal.term.signed_on, deal.term.starts_on, deal.term.ends_on) == (None, None, date(2023, 7, 31))
    assert deal.core_message["text"] == real_deal.about.core_message.text
    assert [strength.rank for strength in deal.strengths] == list(range(1, 13))
    assert (deal.total_cents, deal.total_stated) == (1_500_000_000, False)
    assert any(reading.about == "het totaal" for reading in deal.readings)


def test_a_deal_is_in_force_from_the_day_after_all_have_signed(
    client: httpx.Client, connections: Connections, real_deal: Deal
) -> None:
    term = real_deal.about.term.model_copy(update={"signed_on": date(2019, 7, 4)})
    signed = real_deal.model_copy(update={"about": real_deal.about.model_copy(update={"term": term})})
    with connections.writing() as session:
        load_deal(session, signed, date(2026, 1, 1))
    term_said = client.get("/v1/deal").json()["term"]
    assert (term_said["signedOn"], term_said["startsOn"]) == ("2019-07-04", "2019-07-05")


def test_no_deal_yet_is_a_404_and_empty_lists(database: Database) -> None:
    with browsing(create_app(settings_for("projects", database))) as client:
        assert client.get("/v1/deal").status_code == 404
        assert client.get("/v1/parties").json() == {"items": [], "total": 0, "next": None}


def test_parties_keep_the_order_of_the_deal_and_say_who_has_a_seat(client: httpx.Client) -> None:
    parties = items(client.get("/v1/parties"))
    assert [party["slug"] for party in parties[:2]] == ["lnv", "bzk"]
    assert [party["slug"] for party in parties if not party["consultationSeat"]] == ["bvom"]


def test_a_contribution_has_its_tranches(client: httpx.Client) -> None:
    rijk, regio = items(client.get("/v1/contributions"))
    assert [(tranche["amountCents"], tranche["stated"]) for tranche in rijk["tranches"]] == [
        (360_000_000, True),
        (390_000_000, False),
    ]
    assert (regio["commitment"], regio["vat"], regio["tranches"]) == ("best-effort", "unstated", [])


def test_a_commitment_says_how_strongly_and_what_else_is_about_it(client: httpx.Client) -> None:
    found = {each["id"]: each for each in items(client.get("/v1/commitments?pillar=3"))}
    per_wijk, one = found["A3-3-01"], found["A4.3d-12"]
    assert (per_wijk["strength"]["slug"], per_wijk["element"]) == ("inspannen", None)
    assert (one["strength"]["slug"], one["element"], one["actor"]) == ("streven", "3d", "regio")
    assert "A4.3d-12" in per_wijk["linkedTo"]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("pillar=1&element=1a", ["A4.1a-01", "A4.1a-02", "A4.1a-03", "A4.1a-04"]),
        ("article=4.3", ["A4.3-01", "A4.3-02"]),
        ("article=Art. 4.1b&scope=wijk", ["A4.1b-05"]),
        ("verb=borgen", ["A4.2a-06"]),
        ("strength=borgen", ["A4.2a-06"]),
        ("verb=borgen&pillar=1", []),
        ("verb=' OR 1=1 --", []),
        ("pillar=99", []),
    ],
)
def test_commitments_are_found_by_each_filter(client: httpx.Client, query: str, ids: list[str]) -> None:
    answer = client.get(f"/v1/commitments?{query}")
    assert [each["id"] for each in items(answer)] == ids
    assert answer.json()["total"] == len(ids)
    assert statements(answer) == 2


def test_pages_follow_each_other_and_hold_each_commitment_once(client: httpx.Client, real_deal: Deal) -> None:
    address: str | None = "/v1/commitments?pageSize=50&scope=deal"
    found: list[str] = []
    while address:
        page = client.get(address).json()
        found += [each["id"] for each in page["items"]]
        address = page["next"]
    assert found == [each.id for each in real_deal.commitments if each.scope == "deal"]
    beyond = client.get("/v1/commitments?page=9").json()
    assert (beyond["items"], beyond["total"], beyond["next"]) == ([], 125, None)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/v1/commitments?pillar=0&scope=town&element=x", {"pillar", "scope", "element"}),
        ("/v1/commitments?page=0&pageSize=101", {"page", "pageSize"}),
        ("/v1/commitments?verb=%00&article=vier", {"verb", "article"}),
        ("/v1/expected-results?pillar=one", {"pillar"}),
    ],
)
def test_wrong_questions_are_refused_with_every_wrong_field(client: httpx.Client, path: str, fields: set[str]) -> None:
    assert set(wrong_fields(client.get(path))) == fields


def test_expected_results_say_how_each_is_measured(client: httpx.Client) -> None:
    found = {each["id"]: each for each in items(client.get("/v1/expected-results"))}
    assert found["social-cohesion"]["measuredBy"] == {"kind": "indicator", "indicator": "social-cohesion"}
    assert found["craft-centre"]["measuredBy"] == {"kind": "indicator", "indicator": "craft-centre"}
    assert found["projects-fit-demand"]["measuredBy"]["kind"] == "fact"
    assert found["legal-entity"]["measuredBy"]["kind"] == "evidence"
    assert found["problematic-debt"]["target"]["value"] is None
    first = items(client.get("/v1/expected-results?pillar=2"))
    assert {each["pillar"] for each in first} == {2}


@pytest.mark.parametrize("path", ["/v1/deal", "/v1/pillars", "/v1/commitments?pageSize=5"])
def test_an_unchanged_answer_is_a_304_until_the_deal_changes(
    client: httpx.Client, connections: Connections, path: str
) -> None:
    etag = client.get(path).headers["etag"]
    same = client.get(path, headers={"If-None-Match": etag})
    assert (same.status_code, same.content, statements(same)) == (304, b"", 1)
    with connections.writing() as session:
        session.execute(text("UPDATE projects.theme SET position = position + 10"))
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_what_left_the_files_is_shown_only_when_asked_for(
    client: httpx.Client, connections: Connections, real_deal: Deal
) -> None:
    fewer = real_deal.model_copy(update={"commitments": real_deal.commitments[1:]})
    with connections.writing() as session:
        load_deal(session, fewer, date(2026, 3, 1))
    assert client.get("/v1/commitments").json()["total"] == 124
    page = client.get("/v1/commitments?withdrawn=true&page=2").json()
    assert page["total"] == 125
    assert (page["items"][-1]["id"], page["items"][-1]["withdrawnOn"]) == ("A3-01", "2026-03-01")
