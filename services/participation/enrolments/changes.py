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


def enrolments_carried(session: Session, carried: Mapping[uuid.UUID, uuid.UUID]) -> None:
    """A new rule gave these dates another time on the same day, and with it another id: places on a key are places on
    its value from now on, and the people are told. Both rows are there; the old one goes when nothing refers to it.
    """
