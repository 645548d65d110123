"""What the stand-in answers at the coordinators' desk: what is being worked on, previews, hints, templates."""

from datetime import datetime, timedelta
from typing import Any

from services.contracts.participation import ActivityShape, TemplateShape, WorkingCopyShape
from services.contracts.participation.readability import Hint, Lacking, Quality, TextCheck
from services.participation.activities.translation_rules import followed, outdated, without_marks

PUBLIC = ("title", "summary", "description", "step", "languages", "bring", "joining", "capacity")


IN_TURKISH = {
    "title": "Kahve sabahı",
    "summary": "Komşularınızla bir fincan kahve için.",
    "description": "Kahve hazır.",
}


def template() -> TemplateShape:
    return TemplateShape.model_validate(
        {
            "id": "koffieochtend",
            "label": "Koffieochtend",
            "body": {
                "title": "Koffieochtend",
                "summary": "Drink een kopje koffie met uw buren.",
                "description": "De koffie staat klaar.",
                "category": "meeting",
                "step": "meet",
                "forWhom": ["everyone"],
                "dutchLevel": 0,
                "bring": None,
                "joining": "walk-in",
                "capacity": None,
                "weekday": 2,
                "start": "10:00",
                "end": "12:00",
                "repeat": "weekly",
                "notIn": ["public-holidays"],
                "translations": {"tr": IN_TURKISH},
            },
        }
    )


def body_of(activity: ActivityShape) -> dict[str, Any]:
    """As participation gives it when nobody works on it."""
    plain = activity.model_dump(mode="json", by_alias=True)
    kept = {name: plain[name] for name in (*PUBLIC, "projectId", "cost", "dutchLevel", "forWhom", "translations")}
    schedule = {name: plain["schedule"][name] for name in ("rrule", "start", "end", "timeZone", "dates", "notIn")}
    more = {"category": activity.category.id, "placeId": str(activity.place.id), "schedule": schedule}
    return kept | more | {"translations": without_marks(plain["translations"])}


def working_copy(activity: ActivityShape, kept: dict[str, Any] | None, version: int) -> WorkingCopyShape:
    public = body_of(activity)
    marked = {code: each.model_dump(by_alias=True) for code, each in activity.translations.items()}
    told = {"translations": marked, **{name: public[name] for name in ("title", "summary", "description")}}
    missing = [] if kept is None or kept.get("title") else [{"name": "title", "code": "missing", "detail": "No title."}]
    return WorkingCopyShape.model_validate(
        {
            "activity_id": activity.id,
            "saved": kept is not None,
            "body": kept or public,
            "changed": kept is not None and kept != public,
            "outdated": outdated(followed(kept or public, told)),
            "missing": missing,
            "public_changed": False,
            "public_version": activity.version,
            "version": version,
            "updated_at": None,
        }
    )


def preview(sent: dict[str, Any]) -> dict[str, Any]:
    """Three dates, the second of which falls in a holiday."""
    schedule = sent["schedule"]
    start, end = (datetime.fromisoformat(schedule[name]) for name in ("start", "end"))
    holiday = {"kind": "public-holidays", "name": "Tweede Kerstdag", "from": "2026-12-26", "to": "2026-12-26"}
    dates = [
        {
            "start": (start + timedelta(weeks=week)).isoformat(),
            "end": (end + timedelta(weeks=week)).isoformat(),
            "holidays": [holiday] if week == 1 else [],
            "leftOut": week == 1,
        }
        for week in range(3)
    ]
    return {"rrule": schedule["rrule"], "dates": dates, "holidaysKnownUntil": "2028-08-01"}


def text_check(sent: dict[str, Any]) -> TextCheck:
    """A hint for who writes of participation."""
    hard = "participeren" in sent.get("summary", "")
    hint = Hint(
        field="summary",
        code="office-word",
        text="Dit is een woord van kantoor.",
        found="participeren",
        sentence="Wilt u participeren?",
        suggestion="meedoen",
        start=8,
        end=20,
    )
    said = "Kan makkelijker" if hard else "Leest makkelijk"
    return TextCheck(score=90, verdict="good", label=said, words=8, sentences=1, hints=[hint] if hard else [])


def quality() -> Quality:
    lacking = Lacking(field="photo", weight=10, of_place=True, text="Een foto laat zien hoe het er is.")
    return Quality(completeness=80, lacking=[lacking], text=text_check({}))
