"""After a change of the Dutch text: which translations are now of an earlier one."""

from uuid import UUID

from frontend.backends import Backends
from frontend.pages.dates.reading import is_id
from frontend.patience import if_up
from services.contracts.calling import ServiceRefused
from services.contracts.participation import WorkingCopyShape


async def lagging_of(services: Backends, token: str, activity_id: str) -> WorkingCopyShape | None:
    """What is worked on of this activity, when a translation of it lags behind."""
    if not is_id(activity_id):
        return None
    try:
        copy = await if_up(services.participation.working_copy(UUID(activity_id), token))
    except ServiceRefused:
        return None
    return copy if copy and copy.outdated else None
