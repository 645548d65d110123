"""The form of an activity as a browser without JavaScript sends it."""

from typing import Any

from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.frontend.conftest import Site

NEW = "/balie/activiteiten/nieuw"


def filled(site: Site, **changes: Any) -> dict[str, Any]:
    """A form as it should be."""
    good: dict[str, Any] = {
        "key": "a1b2c3d4",
        "title": "Samen koken",
        "summary": "Kook en eet met uw buren.",
        "description": "",
        "category": "food",
        "place": str(site.house.places[0].id),
        "project": str(site.house.projects[2].id),
        "step": "take-part",
        "words": "",
        "date": "2026-12-01",
        "start": "10:00",
        "end": "12:00",
        "repeat": "weekly",
        "days": ["2", "4"],
        "until": "2027-03-01",
        "cost": "paid",
        "cost_text": "€ 2 per keer",
        "languages": ["nl", "ar"],
        "dutch": "1",
        "for_whom": ["parents"],
        "bring": "",
        "joining": "per-date",
        "capacity": "12",
        "doe": "plaatsen",
    }
    return good | changes


def edit_address(site: Site) -> str:
    return f"/balie/activiteiten/{site.house.activities[0].id}"


def form_values(page: HTMLParser) -> dict[str, Any]:
    """What a browser sends of the form as it stands."""
    found: dict[str, Any] = {}
    for node in page.css("form.form input, form.form textarea"):
        name, kind = str(node.attributes.get("name")), node.attributes.get("type")
        if kind in ("checkbox", "radio"):
            if "checked" in node.attributes:
                found.setdefault(name, []).append(node.attributes["value"])
        else:
            found[name] = node.attributes.get("value") or ("" if node.tag == "input" else node.text().strip())
    for node in page.css("form.form select"):
        chosen = node.css_first("option[selected]")
        found[str(node.attributes["name"])] = chosen.attributes["value"] if chosen else ""
    return found
