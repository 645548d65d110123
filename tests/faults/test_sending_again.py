"""A phone with a bad line sends the same activity again, and the service dies in between: there is one activity."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import httpx

from tests.faults.knocking import BACK_SECONDS
from tests.house import RunningHouse, demo_id

SENDERS = 8
AFTER_SECONDS = 0.03
"""By then some were kept, some not, and some were kept without an answer."""
TITLE = "Onkruid wieden met de hele straat"


def activity() -> dict[str, Any]:
    day = (datetime.now(UTC) + timedelta(days=3)).date()
    return {
        "title": TITLE,
        "summary": "Wij maken samen de stoep weer groen en schoon.",
        "category": "green",
        "placeId": str(demo_id("place", "buurtkamer-moerwijk-oost")),
        "cost": {"free": True},
        "schedule": {"rrule": None, "start": f"{day}T10:00:00", "end": f"{day}T11:00:00"},
        "status": "draft",
    }


def send(client: httpx.Client, key: str) -> dict[str, Any] | None:
    """The activity that this key made, None when no answer came."""
    try:
        answer = client.post("/v1/activities", json=activity(), headers={"Idempotency-Key": key})
    except httpx.TransportError:
        return None
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def send_until_answered(client: httpx.Client, key: str) -> dict[str, Any]:
    deadline = monotonic() + BACK_SECONDS
    while (made := send(client, key)) is None:
        assert monotonic() < deadline, "the service is not back"
        sleep(0.2)
    return made


def test_each_key_makes_one_activity_whenever_the_service_died(
    running_house: RunningHouse, coordinator: httpx.Client
) -> None:
    keys = [str(uuid4()) for _ in range(SENDERS)]
    headers = {"Authorization": f"Bearer {running_house.token('demo-coordinator')}"}
    address = running_house.addresses["participation"]
    with httpx.Client(base_url=address, headers=headers, timeout=15) as client, ThreadPoolExecutor(SENDERS) as pool:
        first = [pool.submit(send, client, key) for key in keys]
        sleep(AFTER_SECONDS)
        running_house.kill("participation")
        answered = [sent.result() for sent in first]
        assert None in answered, "all were answered before the kill, so this shows nothing"
        made = list(pool.map(lambda key: send_until_answered(client, key), keys))
        found = client.get("/v1/activities", params={"status": "draft", "pageSize": 100}).json()
        for each in made:
            client.delete(f"/v1/activities/{each['id']}", headers={"If-Match": f'"{each["version"]}"'})
    ids = {each["id"] for each in made}
    assert len(ids) == SENDERS
    assert ids == {each["id"] for each in found["items"] if each["title"] == TITLE}
    for before, after in zip(answered, made, strict=True):
        assert before is None or before["id"] == after["id"]
