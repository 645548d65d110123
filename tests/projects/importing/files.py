"""Files of a finance system, for tests."""

import io
from datetime import date
from typing import Any

import httpx
from openpyxl import Workbook

from tests.projects.money.conftest import OFFICE

HEAD = "documentnummer;boekdatum;soort;bedrag;omschrijving;project;pijler;termijn"
Body = dict[str, Any]


def csv_file(*rows: str) -> bytes:
    return "\n".join([HEAD, *rows]).encode()


def xlsx_file(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    sheet = book.create_sheet("Boekingen", 0)
    for row in (tuple(HEAD.split(";")), *rows):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def row(number: str, amount: Any = "1.234,56", **other: str) -> str:
    """A payment on the garden, or otherwise."""
    said = {"day": "31-12-2020", "kind": "betaling", "text": "Schoffels", "project": "Tuin", "pillar": "", "part": ""}
    said |= other
    return ";".join(
        [number, said["day"], said["kind"], amount, *[said[n] for n in ("text", "project", "pillar", "part")]]
    )


def real_row(number: str, amount: float, day: date) -> tuple[Any, ...]:
    """With a real number and a real date, as a spreadsheet keeps them."""
    return (number, day, "betaling", amount, "Schoffels", "tuin")


def send(client: httpx.Client, content: bytes, name: str = "boekingen.csv", **headers: str) -> httpx.Response:
    form = {"contribution": headers.pop("contribution", "rijk")}
    sent = {"file": (name, content)}
    return client.post("/v1/booking-imports", data=form, files=sent, headers=OFFICE | headers)


def previewed(client: httpx.Client, content: bytes, name: str = "boekingen.csv", **headers: str) -> Body:
    answer = send(client, content, name, **headers)
    assert answer.status_code == 201, answer.text
    found: Body = answer.json()
    return found


def confirm(client: httpx.Client, preview: Body) -> httpx.Response:
    return client.post(f"/v1/booking-imports/{preview['id']}/confirmation", headers=OFFICE)


def booked(client: httpx.Client, content: bytes, name: str = "boekingen.csv") -> Body:
    """Looked at without a problem, and confirmed."""
    preview = previewed(client, content, name)
    assert preview["problems"] == []
    answer = confirm(client, preview)
    assert answer.status_code == 200, answer.text
    found: Body = answer.json()
    return found


def problems(preview: Body) -> dict[tuple[int, str], str]:
    """Rule by row and column."""
    return {(each["row"], each["column"]): each["rule"] for each in preview["problems"]}
