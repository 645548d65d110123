"""What becomes of people's places when a schedule changes, in the transaction of the change."""

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session


def dates_withdrawn(session: Session, occurrence_ids: Sequence[uuid.UUID]) -> None:
    """These dates will not be: places on them are given up, and the people are told."""


def dates_moved(session: Session, occurrence_ids: Sequence[uuid.UUID]) -> None:
    """These dates have another time now: places on them stay, and the people are told."""


def dates_restored(session: Session, occurrence_ids: Sequence[uuid.UUID]) -> None:
    """These dates, cancelled before, will be after all."""


def enrolments_carried(session: Session, new_of_old: Mapping[uuid.UUID, uuid.UUID]) -> None:
    """Dates that got another time on the same day are new dates: places, waiting list and all go along."""


def dates_with_people(session: Session, occurrence_ids: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these dates that somebody joined, ever, or whose attendance is known: they are never deleted."""
    return set()
