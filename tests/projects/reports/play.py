"""Steps of a deal year over HTTP, each as the programme office takes it."""

from datetime import date, timedelta
from typing import Any

import httpx

from tests.projects.governing import OFFICE, post

WIJKEN = ("bouwlust", "vrederust", "morgenstond", "moerwijk")
THEMES = ("participatie", "gezondheid", "werk")
CENTS = 12_345_67
HEAD = "documentnummer;boekdatum;soort;bedrag;omschrijving;project"
Json = dict[str, Any]


def start_projects(client: httpx.Client, number: int) -> list[str]:
    """Ids of projects over the three pillars and four wijken; every fifth is still an idea."""
    made = []
    for each in range(number):
        body = {
            "title": f"Project {each + 1:02}",
            "summary": f"Wat bewoners samen doen, nummer {each + 1}.",
            "pillar": each % 3 + 1,
            "themes": [THEMES[each % 3]],
            "wijken": [WIJKEN[each % 4]],
            "status": "idea" if each % 5 == 4 else "running",
            "lead": "Zebra Welzijn",
            "starts": "2020-01-15",
            "ends": "2022-12-31",
        }
        made.append(post(client, "/v1/projects", body)["id"])
    return made


def divide(client: httpx.Client, cents_a_pillar: int) -> None:
    parts = [
        {"contribution": "rijk", "pillar": pillar, "year": 2020, "amountCents": cents_a_pillar} for pillar in (1, 2, 3)
    ]
    reason = "De eerste verdeling, evenwichtig over de pijlers."
    body = {"decidedOn": "2020-01-20", "reason": reason, "agreedBy": ["lnv", "gemeente-den-haag"], "parts": parts}
    post(client, "/v1/allocations", body)


def book(client: httpx.Client, projects: list[str], number: int) -> list[Json]:
    """Commitments and payments in turns, over the projects and the days of 2020."""
    return [post(client, "/v1/bookings", booking(projects, each)) for each in range(number)]


def booking(projects: list[str], each: int) -> Json:
    kind = ("commitment", "payment")[each % 2]
    return {
        "kind": kind,
        "contribution": "rijk",
        "projectId": projects[each // 2 % len(projects)],
        "validOn": (date(2020, 1, 2) + timedelta(days=each % 360)).isoformat(),
        "amountCents": CENTS * (2 if kind == "commitment" else 1),
        "documentNumber": f"DOC-{each:05}",
        "description": f"Post {each}",
    }


def import_bookings(client: httpx.Client, projects: list[str], number: int) -> None:
    """The same as `book`, as one file of the finance system that is looked at and confirmed."""
    lines = [HEAD, *(cells(booking(projects, each)) for each in range(number))]
    file = {"file": ("boekingen-2020.csv", "\n".join(lines).encode())}
    answer = client.post("/v1/booking-imports", data={"contribution": "rijk"}, files=file, headers=OFFICE)
    assert (answer.status_code, answer.json()["toBook"], answer.json()["problems"]) == (201, number, [])
    done = client.post(f"/v1/booking-imports/{answer.json()['id']}/confirmation", headers=OFFICE)
    assert (done.status_code, done.json()["booked"]) == (200, number)


def cells(made: Json) -> str:
    euros, cents = divmod(made["amountCents"], 100)
    amount = f"€ {euros:,}".replace(",", ".") + f",{cents:02}"
    texts = ("documentNumber", "validOn", "kind")
    return ";".join([*(made[name] for name in texts), amount, made["description"], made["projectId"]])


def meet(client: httpx.Client, on: str, chair: str) -> int:
    """The number of a consultation that was held."""
    meeting = post(client, "/v1/consultations", {"heldOn": on, "place": "Stadhuis", "chair": chair})
    address = f"/v1/consultations/{meeting['id']}"
    post(client, f"{address}/steps", {"to": "held"})
    number: int = meeting["number"]
    return number


def act(client: httpx.Client, report: Json, step: str, body: Json | None = None) -> Json:
    """A step of a report as it was last seen."""
    headers = OFFICE | {"If-Match": f'"{report["version"]}"'}
    answer = client.post(f"/v1/reports/{report['id']}/{step}", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def write(client: httpx.Client, report: Json, texts: dict[str, str]) -> Json:
    headers = OFFICE | {"If-Match": f'"{report["version"]}"'}
    answer = client.put(f"/v1/reports/{report['id']}", json={"texts": texts}, headers=headers)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def files(client: httpx.Client, report: Json) -> dict[str, bytes]:
    """Every file of a report by its address, as anybody gets it."""
    found = {each["href"]: client.get(each["href"]) for each in report["files"]}
    assert {answer.status_code for answer in found.values()} == {200}
    return {address: answer.content for address, answer in found.items()}
