"""One date of an activity with who comes and who waits."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from starlette.exceptions import HTTPException

from frontend.backends import Backends
from frontend.patience import in_time
from services.contracts.calling import ServiceRefused
from services.contracts.participation import ActivityShape, NextDate
from services.contracts.participation.enrolments import AttendanceShape, ListedEnrolment

BEFORE, AFTER = timedelta(days=60), timedelta(days=300)
COMING = ("enrolled", "offered")


@dataclass(frozen=True)
class OneDate:
    """`people` and `attendance` are None for who may change the date but does not work at the place (an editor)."""

    activity: ActivityShape
    date: NextDate
    people: list[ListedEnrolment] | None
    attendance: AttendanceShape | None

    @property
    def address(self) -> str:
        return f"/balie/activiteiten/{self.activity.id}/datums/{self.date.id}"

    @property
    def coming(self) -> list[ListedEnrolment]:
        return [one for one in self.people or () if one.status in COMING]

    @property
    def waiting(self) -> list[ListedEnrolment]:
        return [one for one in self.people or () if one.status == "waiting"]


async def one_date(services: Backends, token: str, activity_id: UUID, date_id: UUID, today: date) -> OneDate:
    """Raises HTTPException 404, ServiceDown, ServiceRefused."""
    activity = await in_time(services.participation.activity(activity_id, token))
    days = {"from": str(today - BEFORE), "to": str(today + AFTER)}
    dates = await in_time(services.participation.activity_dates(activity_id, token, **days))
    found = next((each for each in dates.items if each.id == date_id), None)
    if found is None:
        raise HTTPException(404)
    people = await people_of(services, token, date_id)
    attendance = await in_time(services.participation.attendance(date_id, token)) if people is not None else None
    return OneDate(activity, found, people, attendance)


async def people_of(services: Backends, token: str, date_id: UUID) -> list[ListedEnrolment] | None:
    try:
        return (await in_time(services.participation.enrolments(date_id, token, pageSize=100))).items
    except ServiceRefused as error:
        if error.status == 403:
            return None
        raise
