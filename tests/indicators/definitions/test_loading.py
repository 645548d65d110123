"""The deal's definitions are kept as versions: a change adds one, nothing is lost."""

from typing import Any

import httpx
import psycopg
import pytest

from services.contracts.deal import Deal
from services.contracts.deal_indicators import IndicatorDefinition
from services.indicators.definitions.loading import load_deal
from services.kit.database import Database

PROJECTS = "projects-per-meeting-place"


def load(database: Database, deal: Deal) -> list[str]:
    with database.writing() as session:
        return load_deal(session, deal)


def with_target(deal: Deal, value: int, version: int = 1) -> Deal:
    """The deal that promises another number of projects."""

    def changed(definition: IndicatorDefinition) -> IndicatorDefinition:
        if definition.id != PROJECTS:
            return definition
        target = definition.target.model_copy(update={"value": value})
        return definition.model_copy(update={"target": target, "version": version})

    return deal.model_copy(update={"indicators": [changed(each) for each in deal.indicators]})


def test_every_definition_of_the_deal_is_kept_in_its_order(loaded: Database, client: httpx.Client, deal: Deal) -> None:
    items = client.get("/v1/indicators").json()["items"]
    assert [item["id"] for item in items] == [each.id for each in deal.indicators]
    assert {PROJECTS, "meeting-places-per-wijk", "social-cohesion"} <= {item["id"] for item in items}


def test_loading_the_same_deal_again_changes_nothing(
    loaded: Database, deal: Deal, client: httpx.Client, owner: psycopg.Connection
) -> None:
    etag = client.get("/v1/indicators").headers["etag"]
    assert load(loaded, deal) == []
    assert client.get("/v1/indicators").headers["etag"] == etag
    assert owner.execute("SELECT count(*) FROM indicators.definition").fetchone() == (
        len(deal.indicators + deal.editions),
    )


@pytest.mark.parametrize("declared", [1, 2])
def test_a_changed_definition_is_a_new_version_and_the_old_stays_readable(
    loaded: Database, deal: Deal, client: httpx.Client, declared: int
) -> None:
    assert load(loaded, with_target(deal, 4, declared)) == [f"{PROJECTS}: version 2"]
    said = client.get(f"/v1/indicators/{PROJECTS}").json()
    assert (said["version"], said["target"]["value"]) == (2, 4)
    assert [(each["version"], each["target"]["value"]) for each in said["versions"]] == [(2, 4), (1, 3)]
    assert said["versions"][0]["checksum"] != said["versions"][1]["checksum"]


def test_an_indicator_that_left_the_deal_is_not_listed_but_still_readable(
    loaded: Database, deal: Deal, client: httpx.Client
) -> None:
    fewer = deal.model_copy(update={"indicators": [each for each in deal.indicators if each.id != PROJECTS]})
    assert f"{PROJECTS}: no longer in the deal" in load(loaded, fewer)
    listed = client.get("/v1/indicators").json()
    assert PROJECTS not in {item["id"] for item in listed["items"]}
    assert listed["total"] == len(deal.indicators) - 1
    assert client.get(f"/v1/indicators/{PROJECTS}").json()["inDeal"] is False
    load(loaded, deal)
    back = client.get(f"/v1/indicators/{PROJECTS}").json()
    assert (back["inDeal"], back["version"]) == (True, 1)


def test_who_changed_a_definition_is_in_the_audit(loaded: Database, deal: Deal, owner: psycopg.Connection) -> None:
    load(loaded, with_target(deal, 4))
    rows = owner.execute(
        "SELECT action, change FROM indicators.audit WHERE object_id = %s ORDER BY id", [PROJECTS]
    ).fetchall()
    assert rows == [("define", {"version": [None, 1]}), ("define", {"version": [1, 2]})]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE indicators.definition SET content = '{}'",
        "DELETE FROM indicators.definition",
        "UPDATE indicators.definition SET version = version + 1",
    ],
)
def test_a_kept_version_can_not_be_changed(loaded: Database, statement: Any) -> None:
    with loaded.reading() as connection, pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute(statement)


def test_other_editions_stand_beside_the_definition_that_holds(
    loaded: Database, deal: Deal, client: httpx.Client
) -> None:
    said = client.get("/v1/indicators/social-cohesion").json()
    assert (said["version"], [each["version"] for each in said["versions"]]) == (1, [2, 1])
    earlier = deal.indicators
    changed = [each.model_copy(update={"decimals": 2}) for each in earlier if each.id == "social-cohesion"]
    others = [each for each in earlier if each.id != "social-cohesion"]
    assert "social-cohesion: version 3" in load(loaded, deal.model_copy(update={"indicators": [*changed, *others]}))
    assert client.get("/v1/indicators/social-cohesion").json()["version"] == 3
