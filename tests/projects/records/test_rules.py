"""Rules of the registry that need no database, and the one that is written twice."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.projects.progress.rules import milestone_status
from services.projects.statuses.rules import PROJECT_STEPS, STEPS_BACK, NeedsReason, NoSuchStep, refusal, wrong_day
from tests.projects.world import World

DAY = date(2021, 6, 1)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("forecast", "actual", "today", "status"),
    [
        (None, None, DAY, "planned"),
        (DAY, None, BEFORE, "planned"),
        (AFTER, None, DAY, "expected-late"),
        (None, None, AFTER, "late"),
        (AFTER, None, AFTER, "late"),
        (None, DAY, AFTER, "reached"),
        (AFTER, DAY, AFTER, "reached"),
        (None, AFTER, AFTER, "reached-late"),
    ],
)
def test_a_milestone_is_judged_by_its_dates(
    forecast: date | None, actual: date | None, today: date, status: str
) -> None:
    assert milestone_status(DAY, forecast, actual, today) == status


def test_the_list_judges_milestones_as_the_rule_does(world: World) -> None:
    project = world.project(ends="2099-01-01", afterEndReason="Nodig voor de toets.")["id"]
    today = date.today()  # noqa: DTZ011
    days = [today + timedelta(days=number) for number in (-5, 5)]
    for number, (planned, forecast, actual) in enumerate(
        (planned, forecast, actual)
        for planned in days
        for forecast in (None, *days, today + timedelta(days=9))
        for actual in (None, today - timedelta(days=7), today - timedelta(days=2))
    ):
        body = {"title": f"M{number}", "planned": planned, "forecast": forecast, "actual": actual}
        sent = {name: str(value) if isinstance(value, date) else value for name, value in body.items()}
        made = world.post(f"/v1/projects/{project}/milestones", sent)
        assert made["status"] == milestone_status(planned, forecast, actual, today)
    listed = world.get(f"/v1/projects/{project}/milestones?pageSize=100")["items"]
    for status in ("planned", "expected-late", "late", "reached", "reached-late"):
        found = world.get(f"/v1/projects/{project}/milestones?pageSize=100&status={status}")["total"]
        assert found == sum(each["status"] == status for each in listed) > 0


STATUSES = st.sampled_from(sorted(PROJECT_STEPS))


@settings(max_examples=60)
@given(STATUSES, STATUSES, st.sampled_from(["", "Daarom."]))
def test_only_steps_of_the_table_are_taken_and_steps_back_say_why(before: str, after: str, reason: str) -> None:
    found = refusal(before, after, reason)
    assert isinstance(found, NoSuchStep) == (after not in PROJECT_STEPS[before])
    if not isinstance(found, NoSuchStep):
        assert isinstance(found, NeedsReason) == ((before, after) in STEPS_BACK and not reason)


def test_a_change_of_status_follows_the_one_before() -> None:
    assert wrong_day(DAY, None, DAY) is None
    assert wrong_day(DAY, DAY, DAY) is None
    assert wrong_day(AFTER, None, DAY) is not None
    assert wrong_day(BEFORE, DAY, DAY) is not None
