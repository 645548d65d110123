"""What the services behind the stand-in know, and what was asked of them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from fastapi import Response
from fastapi.responses import JSONResponse

from services.contracts.indicators import AssessmentShape, IndicatorShape, MeasurementShape
from services.contracts.participation import (
    ActivityShape,
    EnrolmentShape,
    PlaceShape,
    WijkShape,
    WishShape,
)
from services.contracts.participation.enrolments import ListedEnrolment
from services.contracts.participation.listings import CheckShape
from services.contracts.participation.pathways import HelpOfferShape
from services.contracts.participation.schedules import ExceptionShape
from services.contracts.projects import ProjectShape
from services.contracts.projects.reports import ReportSummary
from services.contracts.shapes import Shape

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
"""Tuesday, half past nine in the morning in Den Haag."""
TOKEN = "signed-by-nobody"
CODE = "123456"
VISIT_TOKEN = "a-visit-of-a-working-day"


def made_id(name: str) -> UUID:
    return uuid5(NAMESPACE_URL, name)


@dataclass
class House:
    """What the services know. `fails` maps a method and path start to a status: `{"PUT /v1/activities": 412}`."""

    wijken: list[WijkShape] = field(default_factory=list)
    places: list[PlaceShape] = field(default_factory=list)
    activities: list[ActivityShape] = field(default_factory=list)
    projects: list[ProjectShape] = field(default_factory=list)
    indicators: list[IndicatorShape] = field(default_factory=list)
    measurements: list[MeasurementShape] = field(default_factory=list)
    assessments: list[AssessmentShape] = field(default_factory=list)
    checks: dict[str, CheckShape] = field(default_factory=dict)
    """By the token of a letter."""
    rooms: dict[UUID, tuple[int, int]] = field(default_factory=dict)
    """Places left and people who wait, by date; any other date has room for all."""
    enrolments: dict[str, EnrolmentShape] = field(default_factory=dict)
    """By the token of a manage link."""
    wishes: list[WishShape] = field(default_factory=list)
    help_offers: list[HelpOfferShape] = field(default_factory=list)
    reports: list[ReportSummary] = field(default_factory=list)
    own: dict[str, Shape] = field(default_factory=dict)
    """A resident's wish or proposal, by the token of its link."""
    people: list[ListedEnrolment] = field(default_factory=list)
    """Who comes to any date."""
    exceptions: list[ExceptionShape] = field(default_factory=list)
    canned: dict[str, Any] = field(default_factory=dict)
    """What is answered at once, by method and path: `{"GET /v1/me": {…}}`."""
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    """What is being worked on, by the id of the activity; its version is how often it was kept."""
    kept: int = 0
    photo: bytes = b""
    """A form with a photo, as it came."""
    remarks: dict[str, Any] = field(default_factory=dict)
    """What a search says of the activities that it found: `corrected`, `related`, `instead`."""
    fails: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    version: str = ""
    """Of its data, as lists say it in their ETag; empty: they say none."""
    asked: list[str] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    def failure(self, method: str, path: str) -> Response | None:
        for start, (status, body) in self.fails.items():
            if f"{method} {path}".startswith(start):
                return JSONResponse({"status": status, "title": "", "detail": "", **body}, status)
        return None
