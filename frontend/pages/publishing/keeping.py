"""The one way in which what was typed is kept: first as what is being worked on, then published."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from frontend.backends import Backends
from frontend.pages.publishing.reading import as_far_as, in_form_order, read
from frontend.pages.publishing.translated_template import translations_with
from frontend.patience import in_time
from services.contracts.participation import (
    ActivityInput,
    ActivityShape,
    NewActivityInput,
    TemplateBody,
    WorkingCopyShape,
)
from services.contracts.participation.activities import STAYING

Values = dict[str, Any]
STAYING_ALIASES = {ActivityInput.model_fields[name].alias or name for name in STAYING}


@dataclass(frozen=True)
class Kept:
    """`errors` by field, when it could not be kept or published; `lagging` when a translation is of an earlier text."""

    activity_id: UUID | None
    version: int = 0
    errors: dict[str, str] | None = None
    lagging: bool = False


async def keep(services: Backends, token: str, values: Values, today: date, activity_id: UUID | None) -> Kept:
    """As far as it is filled in; a new activity needs what participation asks of a draft.

    Raises ServiceDown, ServiceRefused (412 when somebody else kept something meanwhile).
    """
    if activity_id is None:
        return await add(services, token, values, today, "draft")
    copy = await in_time(services.participation.working_copy(activity_id, token))
    body = as_far_as(values, today)
    if template := await template_of(services, values):
        body["translations"] = translations_with(template, body, copy.body.get("translations") or {})
    kept = await save_over(services, token, copy, body, version_of(values))
    return Kept(activity_id, kept.version, lagging=bool(kept.outdated))


async def put_up(services: Backends, token: str, values: Values, today: date, activity_id: UUID | None) -> Kept:
    """So that everybody sees it. Raises like `keep`, and 409 when the public version changed meanwhile."""
    if activity_id is None:
        return await add(services, token, values, today, "published")
    found, errors = read(values, today, "published")
    if found is None:
        return Kept(activity_id, version_of(values), errors)
    kept = await keep(services, token, values, today, activity_id)
    values["version"] = kept.version
    seen = number(values.get("public_version"))
    await in_time(services.participation.publish(activity_id, token, kept.version, seen or None))
    return kept


async def add(services: Backends, token: str, values: Values, today: date, status: str) -> Kept:
    body, errors = read(values, today, status)
    if body is None:
        return Kept(None, 0, in_form_order(errors))
    whole = await with_what_stays(services, token, body, str(values.get("van") or ""))
    if template := await template_of(services, values):
        given = whole.model_dump(mode="json", by_alias=True, exclude_unset=True)
        translations = translations_with(template, given, given.get("translations") or {})
        whole = type(whole).model_validate(given | {"translations": translations})
    made = await in_time(services.participation.create_activity(whole, token, values.get("key") or str(uuid4())))
    return Kept(made.id, lagging=lags(made))


def lags(activity: ActivityShape) -> bool:
    return any(each.outdated for each in activity.translations.values())


def at_the_desk(done: str, activity_id: UUID | None, lagging: bool) -> str:
    """Where one comes after saving, and is told which translations to look at."""
    return f"/balie?gedaan={done}" + (f"&vertalingen={activity_id}" if lagging else "")


async def with_what_stays(services: Backends, token: str, body: ActivityInput, example: str) -> ActivityInput:
    """A copy also tells what the form does not know: translations, ages, what can follow …

    Its translations are of the Dutch text of the example, whatever is typed now.
    """
    if not example:
        return body
    copy = await in_time(services.participation.working_copy(UUID(example), token))
    stays = {name: value for name, value in copy.body.items() if name in STAYING_ALIASES and value}
    given = body.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return NewActivityInput.model_validate(given | stays | {"copiedFrom": example})


async def template_of(services: Backends, values: Values) -> TemplateBody | None:
    """That posting began from, if it did."""
    wanted = str(values.get("sjabloon") or "")
    if not wanted:
        return None
    known = await in_time(services.participation.activity_templates())
    return next((each.body for each in known.items if each.id == wanted), None)


async def save_over(
    services: Backends, token: str, copy: WorkingCopyShape, body: dict[str, Any], version: int
) -> WorkingCopyShape:
    """What the form does not know stays as it is. Raises ServiceRefused 412."""
    whole = {name: value for name, value in copy.body.items() if name != "status"} | body
    return await in_time(services.participation.save_working_copy(copy.activity_id, whole, token, version))


def version_of(values: Values) -> int:
    """The version that the form was filled from; -1, which nothing has, when somebody took it out."""
    return number(values.get("version"), -1)


def number(given: object, otherwise: int = 0) -> int:
    text = str(given if given is not None else "")
    return int(text) if text.isascii() and text.isdigit() else otherwise
