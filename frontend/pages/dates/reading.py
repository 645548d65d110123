"""From what a coordinator typed about one date to what participation is sent; mistakes by field."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from starlette.datastructures import FormData

from frontend.forms import FormState
from frontend.texts import say
from services.contracts.participation import ExceptionInput
from services.contracts.participation.enrolments import AttendanceInput, EnrolmentInput

MOST_COUNT = 10_000


def typed(data: FormData) -> dict[str, Any]:
    """Text trimmed; who was ticked as a list."""
    texts = {name: value.strip() for name, value in data.multi_items() if isinstance(value, str)}
    return texts | {"present": [value for value in data.getlist("present") if isinstance(value, str)]}


def cancelling(values: dict[str, Any], date_id: UUID) -> ExceptionInput:
    return ExceptionInput(kind="cancelled", occurrence_id=date_id, reason=values.get("reason", "")[:200] or None)


def moving(values: dict[str, Any], date_id: UUID) -> ExceptionInput | FormState:
    try:
        start = datetime.fromisoformat(f"{values.get('day', '')}T{values.get('start', '')}")
    except ValueError:
        return FormState(values, {"day": say("desk.date.need_moment")})
    reason = values.get("move_reason", "")[:200] or None
    return ExceptionInput(kind="moved", occurrence_id=date_id, start=start, reason=reason)


def counting(values: dict[str, Any], anybody_listed: bool) -> AttendanceInput | FormState:
    """`present` is sent whenever there were names to tick: nobody ticked is an answer too."""
    text = values.get("count", "")
    if text and not (text.isascii() and text.isdigit() and int(text) <= MOST_COUNT):
        return FormState(values, {"count": say("desk.date.need_number")})
    if not text and not anybody_listed:
        return FormState(values, {"count": say("desk.date.need_number")})
    present = [UUID(value) for value in values["present"] if is_id(value)] if anybody_listed else None
    return AttendanceInput(count=int(text) if text else None, present=present)


def enrolling(values: dict[str, Any]) -> EnrolmentInput | FormState:
    contact = {name: values.get(name) or None for name in ("phone", "email")}
    try:
        return EnrolmentInput(name=values.get("name", ""), on_behalf=True, **contact)
    except ValidationError as error:
        names = {str(item["loc"][0]) for item in error.errors()}
        return FormState(
            values, {name: say(f"desk.date.wrong_{name}") for name in ("name", "phone", "email") if name in names}
        )


def is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
