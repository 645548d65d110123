"""The deal and its projects as IATI 2.03 activities: the deal is the parent, each project a child of it.

Only what is known is said: no sectors, policy markers or aid types that nobody chose. Codes are of the standard's code
lists.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

Json = Mapping[str, Any]
VERSION = "2.03"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
STATUSES = {"idea": "1", "feasibility": "1", "intended": "1", "running": "2", "finished": "4", "stopped": "5"}
"""ActivityStatus: 1 pipeline, 2 implementation, 4 closed, 5 cancelled."""
TRANSACTIONS = {"receipt": "1", "commitment": "2", "payment": "4"}
"""TransactionType: 1 incoming funds, 2 outgoing commitment, 4 expenditure."""
GOVERNMENT, LOCAL_GOVERNMENT, OTHER_PUBLIC = "10", "11", "15"
FUNDING, ACCOUNTABLE, IMPLEMENTING = "1", "2", "4"
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
OUTCOME = "2"
UNIT, PERCENTAGE = "1", "2"


def activity_of_deal(deal: Json, today: date, reports_at: str) -> bytes:
    activity = begun(deal, deal["slug"], deal["name"], deal["ambition"], hierarchy="1")
    for party in deal["parties"]:
        organisation(activity, party["name"], FUNDING, kind_of(party))
    organisation(activity, accountable(deal)["name"], ACCOUNTABLE, kind_of(accountable(deal)))
    ended = date.fromisoformat(deal["ends"]) < today
    SubElement(activity, "activity-status", code="4" if ended else "2")
    dated(activity, ACTUAL_START if deal["startKnown"] else PLANNED_START, deal["starts"])
    dated(activity, ACTUAL_END if ended else PLANNED_END, deal["ends"])
    SubElement(activity, "recipient-country", code="NL", percentage="100")
    for receipt in deal["receipts"]:
        transaction(activity, receipt)
    for report in deal["reports"]:
        document_link(activity, report, reports_at)
    for result in deal["results"]:
        add_result(activity, result)
    return as_bytes(activity)


def activity_of_project(project: Json, deal: Json, today: date) -> bytes:
    identifier = f"{deal['slug']}-{project['id']}"
    about = project["description"] or project["summary"]
    activity = begun(deal, identifier, project["title"], about, hierarchy="2")
    organisation(activity, accountable(deal)["name"], ACCOUNTABLE, kind_of(accountable(deal)))
    for name in dict.fromkeys(name for name in (project["lead"], *project["partners"]) if name):
        organisation(activity, name, IMPLEMENTING)
    SubElement(activity, "activity-status", code=STATUSES[project["status"]])
    project_dates(activity, project, today)
    SubElement(activity, "recipient-country", code="NL", percentage="100")
    for wijk in project["wijken"]:
        narrative(SubElement(SubElement(activity, "location"), "name"), wijk)
    for budget in project["budgets"]:
        add_budget(activity, budget)
    for booking in project["bookings"]:
        transaction(activity, booking)
    SubElement(activity, "related-activity", ref=deal["slug"], type="1")
    return as_bytes(activity)


def as_bytes(activity: Element) -> bytes:
    made: bytes = tostring(activity, encoding="utf-8")
    return made


def begun(deal: Json, identifier: str, title: str, about: str, hierarchy: str) -> Element:
    activity = Element("iati-activity", {LANGUAGE: "nl", "default-currency": "EUR", "hierarchy": hierarchy})
    SubElement(activity, "iati-identifier").text = identifier
    reporting = SubElement(activity, "reporting-org", ref=deal["slug"], type=kind_of(accountable(deal)))
    narrative(reporting, accountable(deal)["name"])
    narrative(SubElement(activity, "title"), title)
    narrative(SubElement(activity, "description", type="1"), about)
    return activity


def accountable(deal: Json) -> Json:
    """The region leads and reports (Art. 7.4)."""
    return next((party for party in deal["parties"] if party["group"] == "regio"), {"name": deal["name"], "group": ""})


def kind_of(party: Json) -> str:
    return {"rijk": GOVERNMENT, "regio": LOCAL_GOVERNMENT}.get(party["group"], OTHER_PUBLIC)


def organisation(activity: Element, name: str, role: str, kind: str | None = None) -> None:
    attributes = {"role": role} | ({"type": kind} if kind else {})
    narrative(SubElement(activity, "participating-org", attributes), name)


def project_dates(activity: Element, project: Json, today: date) -> None:
    """What is said to have happened has happened: a date to come is a plan."""
    begins = date.fromisoformat(project["starts"])
    started = project["status"] in ("running", "finished", "stopped") and begins <= today
    dated(activity, ACTUAL_START if started else PLANNED_START, project["starts"])
    if project["ends"]:
        ended = project["status"] == "finished" and date.fromisoformat(project["ends"]) <= today
        dated(activity, ACTUAL_END if ended else PLANNED_END, project["ends"])


def dated(activity: Element, kind: str, day: str) -> None:
    SubElement(activity, "activity-date", {"type": kind, "iso-date": day})


def add_budget(activity: Element, budget: Json) -> None:
    made = SubElement(activity, "budget", type="1", status="2")
    first, last = f"{budget['year']}-01-01", f"{budget['year']}-12-31"
    SubElement(made, "period-start", {"iso-date": first})
    SubElement(made, "period-end", {"iso-date": last})
    SubElement(made, "value", {"value-date": first}).text = euros(budget["cents"])


def transaction(activity: Element, booking: Json) -> None:
    """`ref` is the number of the booking: every euro can be traced. A counter-booking is negative."""
    made = SubElement(activity, "transaction", ref=str(booking["number"]))
    SubElement(made, "transaction-type", code=TRANSACTIONS[booking["kind"]])
    SubElement(made, "transaction-date", {"iso-date": booking["on"]})
    SubElement(made, "value", {"value-date": booking["on"]}).text = euros(booking["cents"])
    narrative(SubElement(made, "description"), booking["text"])


def document_link(activity: Element, report: Json, reports_at: str) -> None:
    link = SubElement(activity, "document-link", url=f"{reports_at}/{report['id']}.pdf", format="application/pdf")
    narrative(SubElement(link, "title"), f"{report['title']}, editie {report['edition']}")
    SubElement(link, "category", code="A01")
    SubElement(link, "language", code="nl")
    SubElement(link, "document-date", {"iso-date": report["on"]})


def add_result(activity: Element, result: Json) -> None:
    """The target in the deal's words; figures and baselines are published by the indicators service."""
    made = SubElement(activity, "result", {"type": OUTCOME, "aggregation-status": "0"})
    narrative(SubElement(made, "title"), result["title"])
    percent = "procent" in result["target"]["unit"]
    ascending = "0" if result["direction"] == "down" else "1"
    measured = {"measure": PERCENTAGE if percent else UNIT, "ascending": ascending}
    indicator = SubElement(made, "indicator", measured)
    narrative(SubElement(indicator, "title"), f"{result['title']} ({result['target']['unit']})")
    narrative(SubElement(indicator, "description"), f"Doel: {result['target']['text']}")


def narrative(element: Element, text: str) -> None:
    SubElement(element, "narrative").text = text


def euros(cents: int) -> str:
    """`-1234.05`."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole}.{rest:02}"


def whole_file(activities: Iterable[bytes], made_at: str) -> Iterable[bytes]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="{VERSION}" '.encode()
    yield f'generated-datetime="{made_at}">\n'.encode()
    for activity in activities:
        yield activity + b"\n"
    yield b"</iati-activities>\n"
