"""Columns and JSON of what an activity tells, in the asker's language."""

import uuid
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, case, func, literal_column, select
from sqlalchemy.orm import Session

from services.contracts.participation.activities import STAYING, ActivityInput
from services.kit.hot import json_object
from services.participation import tables
from services.participation.activities.conditions import activity

Values = dict[str, Any]
COLUMNS_OF = {"ages": ("age_from", "age_to")}
LANGUAGES = [bindparam(f"language_{n}", type_=Text) for n in (1, 2, 3)]


def content_values(body: ActivityInput) -> Values:
    """The columns of what an activity tells."""
    cost = body.cost
    return {
        "free": cost.free,
        "cost_text": cost.text or None,
        "pay_what_you_can": cost.pay_what_you_can,
        "cost_ooievaarspas": cost.ooievaarspas or None,
        "age_from": body.ages.from_,
        "age_to": body.ages.to,
        "sdgs": sorted(set(body.sdgs)),
        "needs": [each.model_dump() for each in body.needs],
        "maex_url": body.maex_url,
        "next_steps": [each.model_dump(mode="json", exclude_none=True) for each in body.next_steps],
        "translations": {language: each.model_dump() for language, each in body.translations.items()},
    }


def without_unsent(body: ActivityInput, values: Values) -> Values:
    """What a change writes: a form that does not know some fields does not wipe them."""
    unsent = (STAYING | {"status"}) - body.model_fields_set
    staying = {column for name in unsent for column in COLUMNS_OF.get(name, (name,))}
    if not body.cost.free:
        staying |= {"pay_what_you_can", "cost_ooievaarspas"} - {
            column for name, column in COST_COLUMNS.items() if name in body.cost.model_fields_set
        }
    return {name: value for name, value in values.items() if name not in staying}


COST_COLUMNS = {"pay_what_you_can": "pay_what_you_can", "ooievaarspas": "cost_ooievaarspas"}


def there_to_go_on_to(session: Session, body: Any) -> Collection[tuple[str, str]]:
    """Kind and id of the activities and help offers that the next steps name and that there are."""
    steps = body if isinstance(body, list) else []
    ids = {id_ for each in steps if isinstance(each, dict) and (id_ := as_id(each.get("id")))}
    if not ids:
        return frozenset()
    found = set()
    for kind, table in (("activity", tables.activity), ("help-offer", tables.help_offer)):
        found |= {(kind, str(each)) for each in session.scalars(select(table.c.id).where(table.c.id.in_(ids)))}
    return frozenset(found)


def as_id(given: Any) -> uuid.UUID | None:
    try:
        return uuid.UUID(str(given))
    except ValueError:
        return None


def translated(name: str) -> ColumnElement[Any]:
    """Title, summary or description in the first of the asked languages that there is, else in Dutch."""
    texts = func.participation.translation(activity.c.translations, *LANGUAGES)
    return func.coalesce(texts.op("->>")(literal_column(f"'{name}'")), activity.c[name])


def original() -> ColumnElement[Any]:
    """The Dutch texts, where those of the answer are not."""
    a = activity.c
    dutch = json_object(title=a.title, summary=a.summary, description=a.description)
    return case((content_language() != literal_column("'nl'"), dutch))


def content_language() -> ColumnElement[Any]:
    whens = [(activity.c.translations.has_key(language), language) for language in LANGUAGES]
    return case(*whens, else_=literal_column("'nl'"))


def next_steps() -> ColumnElement[Any]:
    """JSON list of the next steps that the public can see; a function of the database, so that the lists' statements
    stay short enough for psycopg to keep."""
    none: ColumnElement[Any] = literal_column("'[]'::json")
    shown = func.participation.public_next_steps(activity.c.next_steps)
    return case((activity.c.next_steps == literal_column("'[]'::jsonb"), none), else_=shown)


def told() -> dict[str, Any]:
    """Fields of the answer."""
    a = activity.c
    return {
        "cost": json_object(
            free=a.free, text=a.cost_text, payWhatYouCan=a.pay_what_you_can, ooievaarspas=a.cost_ooievaarspas
        ),
        "ages": json_object(**{"from": a.age_from, "to": a.age_to}),
        "sdgs": a.sdgs,
        "needs": a.needs,
        "maexUrl": a.maex_url,
        "nextSteps": next_steps(),
        "translations": a.translations,
        "contentLanguage": content_language(),
    }
