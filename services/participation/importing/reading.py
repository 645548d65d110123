"""Rows of a sheet as fields of the API, with everything that can't be read in them. No database."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from services.kit.sheet_rows import Given
from services.participation.activities.schedule_rules import DAYS
from services.participation.importing import cells
from services.participation.importing.columns import SCHEDULE, Kind
from services.participation.places.opening_text_rules import read_week

Fields = dict[str, Any]
Words = Mapping[str, Mapping[str, str]]
"""Per vocabulary the slug by folded slug or label."""
TEXT_OR_NONE = ("phone", "email", "website", "organisation", "guidance_by", "bring")
OF_A_PLACE: Mapping[str, Callable[[str], Any]] = {
    "lat": cells.decimal,
    "lon": cells.decimal,
    "surface_m2": cells.whole,
    "professional_guidance": cells.yes_or_no,
    "guidance_since": cells.day,
}


def fields_of(kind: Kind, given: Given, words: Words) -> Fields:
    """By the name of the input's field; columns that are not in the file are left out, and so keep what is there."""
    return place_fields(given, words) if kind == "places" else activity_fields(given, words)


def place_fields(given: Given, words: Words) -> Fields:
    fields = _texts(given, ("name", "street_address", "postcode", "summary"))
    fields |= _chosen(given, words, {"kind": "kinds", "wijk": "wijken"})
    fields |= _filled(given, ("city",))
    fields |= {name: given.read(name, how) for name, how in OF_A_PLACE.items() if name in given.cells}
    if "opening_hours" in given.cells:
        hours = given.read("opening_hours", read_week)
        fields["opening"] = {"hours": hours} if hours else None
    if "tasks_taken_over" in given.cells:
        fields["tasks_taken_over"] = [task_in(given)] if given.cells["tasks_taken_over"] else []
    asked = {slug: slug.replace("-", "_") for slug in words["aspects"].values()}
    answers = {slug: given.read(name, cells.answer) or "unknown" for slug, name in asked.items() if name in given.cells}
    return fields | ({"accessibility": answers} if answers else {})


def task_in(given: Given) -> Fields:
    """The tasks of a place stand in one cell, as one task with at most one piece of evidence."""
    proof = {"what": given.cells.get("evidence", ""), "source": given.cells.get("evidence_source", "")}
    return {
        "task": given.cells["tasks_taken_over"],
        "since": given.read("tasks_since", cells.day),
        "by": given.read("tasks_by", lambda text: cells.word_of(text, cells.TAKEN_OVER_BY)),
        "evidence": [{**proof, "date": given.read("evidence_date", cells.day)}] if proof["what"] else [],
    }


def activity_fields(given: Given, words: Words) -> Fields:
    """Without the place and the schedule, which need more than the row."""
    fields = _texts(given, ("title", "summary", "description"))
    fields |= _chosen(given, words, {"category": "categories", "step": "steps"})
    for name, choice in (("joining", cells.JOINING), ("status", cells.STATUS)):
        if found := given.read(name, lambda text, choice=choice: cells.word_of(text, choice)):  # type: ignore[misc]
            fields[name] = found
    for name, vocabulary in (("languages", "languages"), ("for_whom", "audiences")):
        if found := given.read(name, lambda text, of=vocabulary: cells.words_of(text, words[of])):  # type: ignore[misc]
            fields[name] = found
    level = given.read("dutch_level", cells.whole)
    fields |= {} if level is None else {"dutch_level": level}
    for name, how in (("capacity", cells.whole), ("project", _id)):
        if name in given.cells:
            fields["project_id" if name == "project" else name] = given.read(name, how)
    if "sdgs" in given.cells:
        fields["sdgs"] = given.read("sdgs", cells.numbers) or []
    if "maex_url" in given.cells:
        fields["maex_url"] = given.cells["maex_url"] or None
    return fields | _parts(given)


def _parts(given: Given) -> Fields:
    """Cost and ages: only what the file tells of them."""
    cost: Fields = {"free": given.read("free", cells.yes_or_no)}
    if "cost_text" in given.cells:
        cost["text"] = given.cells["cost_text"] or None
    if "pay_what_you_can" in given.cells:
        cost["pay_what_you_can"] = given.read("pay_what_you_can", cells.yes_or_no) or False
    if "ooievaarspas" in given.cells:
        cost["ooievaarspas"] = given.cells["ooievaarspas"] or None
    ages = {
        name: given.read(column, cells.whole)
        for name, column in (("from_", "age_from"), ("to", "age_to"))
        if column in given.cells
    }
    return {"cost": {name: said for name, said in cost.items() if (name, said) != ("free", None)}, "ages": ages}


def schedule_fields(given: Given, today: date, before: Mapping[str, Any] | None) -> Fields | None:
    """A schedule as the API takes it; None when it can't be made, or is the one `before` because the file has none."""
    if not SCHEDULE & given.cells.keys():
        return dict(before) if before else None
    start, end = given.read("start", cells.clock), given.read("end", cells.clock)
    days, rule = given.read("weekdays", cells.weekdays), given.cells.get("rule") or None
    first, last = given.read("first_date", cells.day), given.read("last_date", cells.day)
    weeks = given.read("every_weeks", cells.whole) or 1
    if first is None and before and not given.cells.get("first_date"):
        first = before["start"].date()
    if first is None and not days and not given.cells.get("first_date"):
        given.say("first_date", "missing", "Say on which day it is, or first is.")
    if start is None or end is None or (first is None and not days) or given.problems:
        return None
    first = first or today
    if days:
        first = next(day for n in range(7) if (day := first + timedelta(days=n)).isoweekday() in days)
        until = f";UNTIL={last:%Y%m%d}" if last else ""
        rule = f"FREQ=WEEKLY;INTERVAL={weeks};BYDAY={','.join(DAYS[day - 1] for day in days)}{until}"
    schedule: Fields = {
        "rrule": rule,
        "start": datetime.combine(first, start),
        "end": datetime.combine(first, end),
    }
    if "not_in" in given.cells:
        schedule["not_in"] = given.read("not_in", lambda text: cells.words_of(text, cells.HOLIDAYS)) or []
    return (dict(before) if before else {}) | schedule


def _texts(given: Given, names: Sequence[str]) -> Fields:
    found: Fields = {name: given.cells[name] for name in names if name in given.cells}
    return found | {name: given.cells[name] or None for name in TEXT_OR_NONE if name in given.cells}


def _filled(given: Given, names: Sequence[str]) -> Fields:
    return {name: given.cells[name] for name in names if given.cells.get(name)}


def _chosen(given: Given, words: Words, vocabularies: Mapping[str, str]) -> Fields:
    found = {
        name: given.read(name, lambda text, of=of: cells.word_of(text, words[of]))  # type: ignore[misc]
        for name, of in vocabularies.items()
    }
    return {name: word for name, word in found.items() if word is not None}


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise ValueError("This is not the id of a project.") from None
