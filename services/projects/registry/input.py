"""A project as it is sent → a checked one, or every mistake at once."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import orjson
from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from services.contracts.projects import ProjectInput
from services.kit.problems import bad_request, wrong
from services.projects.registry.rules import Known, Mistake, after_the_end, unknown_parts


async def sent_body(request: Request) -> bytes:
    return await request.body()


Body = Annotated[bytes, Depends(sent_body)]
SCHEMA = ProjectInput.model_json_schema(ref_template="#/components/schemas/{model}")
del SCHEMA["$defs"]  # those that a project is answered with, which the document has
DOCUMENTED: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": SCHEMA}}},
}
"""For the routes that read the body themselves, so that the API's document still shows it."""


def as_sent(body: bytes) -> dict[str, Any] | None:
    """The text to show beside another's; None for what is no object."""
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def project_from(body: bytes, known: Known, deal_ends: date | None, own: Mapping[str, Any]) -> ProjectInput:
    """The project in the body. Raises a 400 that names every wrong field, also names that the deal does not have and
    dates after its end. `own` is the project as it is, empty for a new one."""
    given = json_object(body)
    mistakes: list[Mistake] = list(unknown_parts(given, known))
    try:
        project = ProjectInput.model_validate(given)
    except ValidationError as error:
        of_shape = [{**detail, "loc": ("body", *place(detail["loc"]))} for detail in error.errors(include_url=False)]
        raise RequestValidationError(of_shape + mistakes) from error
    days = {"starts": project.starts, "ends": project.ends}
    mistakes += after_the_end(days, project.after_end_reason, deal_ends, own)
    if mistakes:
        raise RequestValidationError(mistakes)
    return project


def place(location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """A mistake of the project as a whole is about its dates: the field at which to look is `ends`."""
    return location or ("ends",)


def json_object(body: bytes) -> dict[str, Any]:
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise bad_request([wrong("body", "json", f"The body is not JSON: {error.msg}.", pointer="")]) from error
    if not isinstance(given, dict):
        raise bad_request([wrong("body", "object", "The body must be one JSON object.", pointer="")])
    return given
