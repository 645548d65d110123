"""An activity as a service of HSDS 3.1, its place as a location, and who runs the place as an organization.

HSDS knows no null: what is not known is left out. Ids of what has none of its own here follow from what it is.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid5

from services.contracts.participation import ActivityShape, PlaceShape
from services.participation.hsds.schedule_rules import schedules

Json = dict[str, Any]
NAMES = UUID("8d5d4f0e-0b0b-5d0e-9d7f-3a1c2f6b7e10")
APPLYING = {
    "walk-in": "U kunt zonder aanmelden binnenlopen.",
    "per-date": "Meld u aan voor elke keer dat u komt.",
    "series": "Meld u één keer aan voor alle keren.",
}
TAXONOMY = "categories"


def derived(kind: str, of: object) -> str:
    return str(uuid5(NAMES, f"{kind} {of}"))


def organization_id(place: PlaceShape) -> str:
    """Of the name that the place gives; a place that names nobody stands for itself."""
    return derived("organization", " ".join(place.organisation.lower().split()) if place.organisation else place.id)


def term_id(category: str) -> str:
    return derived("term", category)


def said(**fields: Any) -> Json:
    """Without what is not known."""
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def organization(places: Iterable[PlaceShape]) -> Json:
    """Of the places that it runs."""
    runs = sorted(places, key=lambda place: (place.name, place.id))
    first = runs[0]
    return said(
        id=organization_id(first),
        name=first.organisation or first.name,
        description=f"Te vinden bij: {', '.join(place.name for place in runs)}.",
        website=next((place.website for place in runs if place.website), None),
    )


def in_list(activity: ActivityShape, place: PlaceShape, runs: Json, site: str) -> Json:
    """What stands in a list: one of each."""
    cost = activity.cost
    fees = "Gratis." if cost.free else cost.text or ("U betaalt wat u kunt." if cost.pay_what_you_can else None)
    return said(
        id=str(activity.id),
        organization_id=runs["id"],
        name=activity.title,
        description=f"{activity.summary}\n\n{activity.description}".strip(),
        url=f"{site}/activiteiten/{activity.id}",
        email=place.email,
        status="active",
        application_process=APPLYING[activity.joining],
        fees_description=fees,
        minimum_age=activity.ages.from_,
        maximum_age=activity.ages.to,
        assured_date=activity.confirmed_on.isoformat() if activity.confirmed_on else None,
        alert="Niemand heeft dit lang bevestigd: bel eerst." if activity.call_first else None,
        last_modified=activity.updated_at.isoformat(),
        organization=runs,
    )


def whole(activity: ActivityShape, place: PlaceShape, runs: Json, site: str, calendar: str) -> Json:
    """A service with all that belongs to it."""
    own = str(activity.id)
    at = {"id": derived("at", own), "service_id": own, "location_id": str(place.id), "location": location(place, site)}
    languages = [{"id": derived(f"spoken {own}", code), "service_id": own, "code": code} for code in activity.languages]
    return in_list(activity, place, runs, site) | said(
        additional_urls=[{"id": derived("calendar", own), "service_id": own, "label": "iCalendar", "url": calendar}],
        phones=phones(place, "service_id", own),
        schedules=schedules(activity, derived, calendar),
        service_areas=[{"id": derived("area", own), "service_id": own, "name": activity.wijk, "extent_type": "other"}],
        service_at_locations=[at],
        languages=languages,
        cost_options=costs(activity),
        attributes=[category(activity)],
    )


def costs(activity: ActivityShape) -> list[Json]:
    own, cost = str(activity.id), activity.cost
    free = {"option": "Gratis", "currency": "EUR", "amount": 0} if cost.free else None
    text = {"option": "Kosten", "amount_description": cost.text} if cost.text and not cost.free else None
    card = {"option": "Met Ooievaarspas", "amount_description": cost.ooievaarspas} if cost.ooievaarspas else None
    options: list[Json] = [each for each in (free, text, card) if each]
    return [{"id": derived(each["option"], own), "service_id": own, **each} for each in options]


def category(activity: ActivityShape) -> Json:
    id_, label = activity.category.id, activity.category.label
    term = {
        "id": term_id(id_),
        "code": id_,
        "name": label,
        "description": label,
        "taxonomy": TAXONOMY,
        "language": "nl",
    }
    own = str(activity.id)
    links = {"link_id": own, "link_entity": "service", "taxonomy_term_id": term["id"], "taxonomy_term": term}
    return {"id": derived("category of", own), **links}


def location(place: PlaceShape, site: str) -> Json:
    own = str(place.id)
    answers = sorted((aspect, answer) for aspect, answer in place.accessibility.items() if answer != "unknown")
    accessible = [
        {"id": derived(f"{own} {aspect}", answer), "location_id": own, "description": f"{aspect}: {answer}"}
        for aspect, answer in answers
    ]
    return said(
        id=own,
        location_type="physical",
        url=f"{site}/plekken/{own}",
        organization_id=organization_id(place),
        name=place.name,
        description=place.summary,
        latitude=place.lat,
        longitude=place.lon,
        addresses=[address(place)],
        accessibility=accessible,
        phones=phones(place, "location_id", own),
    )


def address(place: PlaceShape) -> Json:
    """The province is required there and not known here: it stays empty."""
    return {
        "id": derived("address", place.id),
        "location_id": str(place.id),
        "address_1": place.street_address,
        "city": place.city,
        "state_province": "",
        "postal_code": place.postcode,
        "country": "NL",
        "address_type": "physical",
    }


def phones(place: PlaceShape, of: str, own: str) -> list[Json]:
    return [{"id": derived("phone", own), of: own, "number": place.phone}] if place.phone else []
