"""A stand-in house with something in every room: what the pages are tested with."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from services.contracts.indicators import Asked, AssessmentShape, IndicatorShape, MeasurementShape
from services.contracts.participation import (
    ActivityShape,
    Cost,
    EnrolmentShape,
    Labelled,
    NextDate,
    PlaceInActivity,
    PlaceShape,
    Schedule,
    WijkShape,
)
from services.contracts.participation.enrolments import EnrolmentStatus
from services.contracts.participation.listings import CheckShape
from services.contracts.participation.opening import DAYS, Day
from services.contracts.projects import ProjectShape
from tests.frontend.for_residents import furnish_for_residents
from tests.frontend.stand_in_house import NOW, House, made_id

WIJKEN = {"bouwlust": "Bouwlust", "vrederust": "Vrederust", "morgenstond": "Morgenstond", "moerwijk": "Moerwijk"}
FULL_ACCESS: dict[str, Any] = {"step-free": "yes", "toilet": "no", "lift": "unknown"}


CHRISTMAS = {"validFrom": "2026-12-25", "validThrough": "2026-12-25", "reason": "kerst"}


def opening(days: Sequence[Day]) -> dict[str, Any]:
    return {"hours": [{"dayOfWeek": list(days), "opens": "09:00", "closes": "17:00"}]}


def place(wijk: str, number: int, **changes: Any) -> PlaceShape:
    given: dict[str, Any] = {
        "id": made_id(f"place {wijk} {number}"),
        "name": f"Buurtkamer {WIJKEN[wijk]} {number}",
        "kind": Labelled(id="meeting-place", label="Ontmoetingsplek"),
        "wijk": wijk,
        "organisation": "Stichting Buurtkamers",
        "summary": "Een huiskamer voor de hele buurt.",
        "street_address": "Guntersteinweg 86",
        "postcode": "2531 PE",
        "city": "Den Haag",
        "lat": 52.04956,
        "lon": 4.30212,
        "phone": "070 555 01 11",
        "email": "buurtkamer@example.org",
        "opening_hours": "maandag tot en met vrijdag 9.00–17.00 uur",
        "opening": opening(DAYS[:5]),
        "accessibility": FULL_ACCESS,
        "professional_guidance": True,
        "surface_m2": 140,
        "tasks_taken_over": [],
        "confirmed_on": NOW.date(),
        "check_by": NOW.date() + timedelta(weeks=26),
        "call_first": False,
        "version": 1,
        "updated_at": NOW,
    }
    return PlaceShape.model_validate(given | changes)


def activity(at: PlaceShape, title: str, **changes: Any) -> ActivityShape:
    """Every Tuesday from ten to twelve, from today on."""
    starts = [datetime(2026, 11, 24, 9, 0, tzinfo=UTC) + timedelta(weeks=week) for week in range(4)]
    spot = PlaceInActivity(
        id=at.id, name=at.name, address=f"{at.street_address}, Den Haag", lat=at.lat, lon=at.lon, phone=at.phone
    )
    given: dict[str, Any] = {
        "id": made_id(f"activity {title}"),
        "title": title,
        "summary": "Drink een kopje koffie met uw buren.",
        "description": "De koffie staat klaar.\nU hoeft zich niet aan te melden.",
        "category": Labelled(id="meeting", label="Ontmoeten"),
        "wijk": at.wijk,
        "place": spot,
        "project_id": made_id("project 1"),
        "step": "meet",
        "cost": Cost(free=True, text=None),
        "languages": ["nl", "tr"],
        "dutch_level": 1,
        "accessibility": FULL_ACCESS,
        "for_whom": ["everyone"],
        "bring": "Een goed humeur",
        "joining": "walk-in",
        "capacity": 12,
        "schedule": Schedule(
            rrule="FREQ=WEEKLY;INTERVAL=1;BYDAY=TU",
            start=datetime(2026, 11, 24, 10, 0),  # noqa: DTZ001 (wall time, as the contract says)
            end=datetime(2026, 11, 24, 12, 0),  # noqa: DTZ001
            time_zone="Europe/Amsterdam",
        ),
        "next": [
            NextDate(id=made_id(f"{title} {start}"), start=start, end=start + timedelta(hours=2), status="planned")
            for start in starts
        ],
        "confirmed_on": None,
        "check_by": NOW.date() + timedelta(weeks=8),
        "call_first": False,
        "status": "published",
        "next_steps": [
            {"kind": "activity", "id": str(made_id("activity next")), "title": "Nederlands leren", "step": "learn"}
        ],
        "version": 3,
        "updated_at": NOW,
    }
    return ActivityShape.model_validate(given | changes)


def project(number: int) -> ProjectShape:
    return ProjectShape.model_validate(
        {
            "id": made_id(f"project {number}"),
            "title": f"Project {number}",
            "summary": "",
            "description": "",
            "pillar": 1,
            "themes": [],
            "approach": [],
            "wijken": [],
            "status": "running",
            "lead": None,
            "partners": [],
            "programmes": [],
            "commitments": [],
            "starts": None,
            "ends": None,
            "version": 1,
            "updated_at": NOW,
        }
    )


def assessed() -> list[AssessmentShape]:
    """What counts say, and a survey whose method changed; of one agreement there is no figure."""
    latest = {"value": 5.1, "lower": 4.9, "upper": 5.3, "uncertainty": "sampling", "period": "2021-najaar"}
    words = "Het cijfer is nu 5,1. Deze cijfers zijn niet te vergelijken."
    cohesion = {"title": "Sociale cohesie", "unit": "rapportcijfer (0 tot 10)", "words": words}
    return [
        assessment("projects-per-meeting-place", "deal", "off-track", words="Dat is nog niet bereikt."),
        assessment("social-cohesion", "deal", "not-comparable", latest, reason="break", **cohesion),
        assessment("social-cohesion", "wijk", "not-comparable", latest, reason="break", **cohesion),
        assessment("problematic-debt", "deal", "no-data", title="Huishoudens met problematische schulden"),
    ]


def assessment(
    indicator_id: str, kind: str, verdict: str, latest: dict[str, Any] | None = None, **more: Any
) -> AssessmentShape:
    area = ("moerwijk", "Moerwijk") if kind == "wijk" else ("den-haag-zuidwest", "Zuidwest")
    about = {"measurementId": made_id(indicator_id), "status": "published", "definitionVersion": 1}
    target = {"version": 1, "since": NOW, "comparison": "change", "value": 0.5, "text": "hoger", "article": "Art. 3"}
    nothing = dict.fromkeys(("reason", "baseline", "change", "expected", "shareOfTime", "probability", "gap"))
    return AssessmentShape.model_validate(
        nothing
        | {
            "id": f"{indicator_id}.{kind}.{area[0]}",
            "indicatorId": indicator_id,
            "title": "Projecten per plek",
            "areaKind": kind,
            "areaId": area[0],
            "areaLabel": area[1],
            "wijk": area[0] if kind == "wijk" else None,
            "verdict": verdict,
            "words": "Er is nog geen cijfer.",
            "article": "Art. 3",
            "unit": "projecten",
            "direction": "up",
            "target": target,
            "earlierTargets": [],
            "latest": about | {"comparabilityGroup": None} | latest if latest else None,
            "basis": [],
            "source": "Integrale Veiligheidsmonitor",
        }
        | more
    )


def measurement(kind: str, area: str, label: str, value: float | None, **detail: Any) -> MeasurementShape:
    return MeasurementShape.model_validate(
        {
            "id": made_id(f"measurement {kind} {area}"),
            "indicator_id": "projects-per-meeting-place",
            "definition_version": 2,
            "area_kind": kind,
            "area_id": area,
            "area_label": label,
            "wijk": area if kind == "wijk" else None,
            "period": NOW.date(),
            "value": value,
            "unit": "projecten",
            "status": "provisional" if value is not None else "impossible",
            "status_reason": None if value is not None else "no-meeting-place",
            "uncertainty": {"kind": "none"},
            "target": 3,
            "target_met": None if value is None else value >= 3,
            "detail": detail,
            "source": [Asked(service="participation", path="/v1/place-offers", asked_at=NOW, total=14, checksum="x")],
            "measured_at": NOW,
            "confirmed_at": NOW,
        }
    )


def indicator() -> IndicatorShape:
    return IndicatorShape(
        id="projects-per-meeting-place",
        version=2,
        title="Projecten per ontmoetingsplek",
        definition="Het aantal verschillende projecten op de plek.",
        unit="projecten",
        direction="up",
        target={"comparison": "at-least", "value": 3, "text": "minimaal drie per plek", "article": "Art. 3"},
        article="Art. 3",
        source="Register van projecten",
        areas=["place", "wijk", "deal"],
        interpretation=[],
    )


def furnished() -> House:
    """Four wijken, a few places, 25 activities in Moerwijk (two pages) and one measured indicator."""
    wijken = [WijkShape(id=slug, name=name, buurten=[], cbs_wijk="WK051833") for slug, name in WIJKEN.items()]
    more = {
        "opening_hours": "elke dag 9.00–17.00 uur\nvrijdag 25 december 2026: gesloten (kerst)",
        "opening": opening(DAYS) | {"exceptions": [CHRISTMAS]},
        "website": "https://buurtkamer.example.org",
        "guidance_by": "Haags Sportkwartier",
        "tasks_taken_over": [{"task": "Openen en sluiten", "since": "2024-01-01", "by": "residents"}],
    }
    places = [place("moerwijk", 1, **more), place("moerwijk", 2), place("bouwlust", 1, call_first=True)]
    activities = [activity(places[0], f"Koffie met de buurt {number}") for number in range(1, 26)]
    activities[1] = full_today(activities[1])
    activities += joinable(place("morgenstond", 1))
    activities.append(
        activity(
            places[2],
            "Gym & bewegen <65+>",
            category=Labelled(id="sport", label="Sport"),
            cost=Cost(free=False, text="€ 2 per keer"),
            next=[],
            bring=None,
            capacity=None,
            next_steps=[],
            call_first=True,
        )
    )
    measured = [
        measurement("deal", "den-haag-zuidwest", "Den Haag Zuidwest", 1, places=14, placesWithThree=9),
        measurement("wijk", "moerwijk", "Moerwijk", 3, places=4, placesWithThree=4),
        measurement("wijk", "bouwlust", "Bouwlust", None),
        measurement("place", str(places[0].id), places[0].name, 4, projects=[]),
    ]
    projects = [project(number) for number in (1, 2, 3)]
    checks = {"activity-link": check(activities[0]), "place-link": check(places[0])}
    house = House(wijken, places, activities, projects, [indicator()], measured, assessed(), checks)
    furnish_for_residents(house)
    cooking = next(each for each in activities if each.title == COOKING)
    house.rooms = {date.id: room for date, room in zip(cooking.next, ROOMS, strict=True)}
    house.enrolments = {f"{status}-link": enrolment(cooking, status) for status in ENROLMENTS}
    return house


def full_today(one: ActivityShape) -> ActivityShape:
    first, *later = one.next
    return one.model_copy(update={"next": [first.model_copy(update={"full": True}), *later]})


COOKING, COURSE, CHILDREN = "Samen koken", "Naailes", "Kinderkookclub"
ROOMS = ((3, 0), (1, 0), (0, 2), (2, 0))
ENROLMENTS: tuple[EnrolmentStatus, ...] = ("enrolled", "waiting", "offered", "left", "lapsed", "cancelled")


def joinable(at: PlaceShape) -> list[ActivityShape]:
    """Per date (the third is full, the fourth cancelled), as a series, and for children."""
    cooking = activity(at, COOKING, joining="per-date")
    dates = [*cooking.next[:3], cooking.next[3].model_copy(update={"status": "cancelled"})]
    return [
        cooking.model_copy(update={"next": dates}),
        activity(at, COURSE, joining="series"),
        activity(at, CHILDREN, joining="per-date", for_whom=["children"]),
    ]


def enrolment(activity: ActivityShape, status: EnrolmentStatus) -> EnrolmentShape:
    """On the second date."""
    date = activity.next[1]
    return EnrolmentShape(
        id=made_id(f"enrolment {status}"),
        status=status,
        position=2 if status == "waiting" else None,
        confirm_by=NOW + timedelta(hours=24) if status == "offered" else None,
        manage_url=f"http://127.0.0.1:8000/aanmeldingen/{status}-link",
        code="2-KTPR",
        name="Roos",
        activity_id=activity.id,
        occurrence_id=date.id,
        title=activity.title,
        place=activity.place.name,
        address=activity.place.address,
        start=date.start,
        end=date.end,
    )


def check(listing: ActivityShape | PlaceShape) -> CheckShape:
    """The question about a listing that was asked by letter."""
    at, name = (listing.place, listing.title) if isinstance(listing, ActivityShape) else (listing, listing.name)
    return CheckShape(
        kind="activity" if isinstance(listing, ActivityShape) else "place",
        listing_id=listing.id,
        name=name,
        place_id=at.id,
        place_name=at.name,
        wijk=listing.wijk,
        phone=at.phone,
        check_by=NOW.date() + timedelta(days=7),
        call_first=False,
        hidden=False,
        asked_on=NOW.date(),
        by_mail=True,
        answer=None,
    )


def first_activity(house: House) -> UUID:
    return house.activities[0].id
