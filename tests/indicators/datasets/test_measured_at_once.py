"""Registrations and registers over HTTP: measured at once, over all data sets that stand, public by release only."""

import json
from typing import Any

import httpx
import pytest

from tests.tokens import bearer

ANALYST = bearer("analyst")
REGISTRATION: dict[str, Any] = {
    "kind": "registration", "source": "Werkoffensief +500", "period": "2023",
    "definitionVersions": {"activated": 1, "led-to-work": 1},
    "columns": {"person": "persoon", "date": "datum", "event": "wat", "wijk": "wijk"},
    "events": {"activated": ["intake"], "led-to-work": ["baan"]},
}  # fmt: skip
REGISTER: dict[str, Any] = {
    "kind": "register", "source": "CAK", "definitionVersions": {"problematic-debt": 1}, "roundedTo": 5,
    "columns": {"wijk": "wijk", "count": "aantal", "households": "huishoudens"},
}  # fmt: skip
pytestmark = pytest.mark.usefixtures("loaded")


def send(client: httpx.Client, rows: list[str], about: dict[str, Any]) -> str:
    answer = client.post(
        "/v1/datasets",
        data={"metadata": json.dumps(about)},
        files={"file": ("a.csv", "\n".join(rows) + "\n")},
        headers=ANALYST,
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def assessed(client: httpx.Client, indicator: str, headers: dict[str, str] = ANALYST) -> dict[str, Any]:
    answer = client.get("/v1/assessments", params={"indicator": indicator, "areaKind": "deal"}, headers=headers)
    (found,) = answer.json()["items"]
    return dict(found)


def test_one_person_in_two_files_and_a_file_that_takes_the_place_of_another(client: httpx.Client) -> None:
    head = "persoon,datum,wat,wijk"
    send(client, [head, "p1,2020-02-01,intake,moerwijk", "p1,2021-02-01,baan,moerwijk"], REGISTRATION)
    second = send(client, [head, "p1,2022-02-01,intake,moerwijk", "p2,2022-02-01,intake,bouwlust"], REGISTRATION)
    assert assessed(client, "activated")["latest"]["value"] == 2
    assert assessed(client, "led-to-work")["latest"]["value"] == 1
    assert assessed(client, "activated", {})["verdict"] == "no-data"

    rows = [head, "p3,2022-02-01,intake,bouwlust", "p4,2022-02-01,intake,bouwlust"]
    send(client, rows, REGISTRATION | {"supersedes": second})
    found = assessed(client, "activated")
    assert (found["latest"]["value"], found["latest"]["period"], found["verdict"]) == (3, "2019-2023", "off-track")
    assert found["words"] == "Het aantal personen is nu 3. Afgesproken is: 500 personen. Dat is nog niet bereikt."


def test_a_register_of_two_years(client: httpx.Client) -> None:
    def counts(period: str, moerwijk: int, elsewhere: int) -> None:
        rows = ["bouwlust,100,1000", "vrederust,100,1000", "morgenstond,100,1000", f"moerwijk,{moerwijk},1000"]
        file = ["wijk,aantal,huishoudens", *rows, f"elsewhere,{elsewhere},20000"]
        send(client, file, REGISTER | {"period": period})

    counts("2019", 500, 1000)
    counts("2023", 200, 900)
    found = assessed(client, "problematic-debt")
    assert (found["verdict"], found["latest"]["uncertainty"], found["probability"]) == ("achieved", "rounding", None)
    assert (found["baseline"]["value"], found["latest"]["value"]) == (20.0, 12.5)
    assert found["gap"]["verdict"] == "smaller"
    assert "De bron rondt af" in found["words"]
