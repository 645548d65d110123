"""The sample meetings, amendment and accession: loaded once, with states that show something, the deal untouched."""

from datetime import date
from pathlib import Path

import httpx

from services.kit.database import Database as Connections
from services.projects.procedures.demo import load_demo_governance
from tests.projects.answers import items

FILE = Path(__file__).parents[3] / "demo" / "governance.toml"
TODAY = date(2026, 11, 28)


def test_the_samples_are_loaded_once_and_leave_the_deal_as_it_was_signed(
    client: httpx.Client, connections: Connections
) -> None:
    for expected in (5, 0):
        with connections.writing() as session:
            assert load_demo_governance(session, FILE, TODAY) == expected
    meetings = items(client.get("/v1/consultations"))
    assert [(each["number"], each["status"], each["warnings"]) for each in meetings] == [
        (3, "held", []),
        (2, "held", []),
        (1, "closed", []),
    ]
    assert [len(meetings[2][name]) for name in ("advice", "workingAgreements", "actionPoints")] == [1, 2, 2]
    for path, answered in (("/v1/amendments", 2), ("/v1/accessions", 1)):
        (found,) = items(client.get(path))
        assert found["status"] == "asking"
        assert [len([each for each in found["consents"] if each["answer"]]), len(found["consents"])] == [answered, 8]
    assert [each["number"] for each in items(client.get("/v1/deal/versions"))] == [1]
