"""Counting while a service is away, or while the worker dies: the last good figures stay, with their age."""

import httpx

from tests.faults.knocking import DOORS, hanging, knock
from tests.frontend.reading_html import parsed, text_of
from tests.house import RunningHouse
from tests.refreshed import analyst_at, ask_for_refresh, refresh_figures, wait_for


def figures(analyst: httpx.Client) -> list[tuple[str, str, float | None, str]]:
    """Indicator, area, value and when it was last counted; of every area."""
    items = analyst.get("/v1/measurements", params={"pageSize": 100}).raise_for_status().json()["items"]
    return [(each["indicatorId"], each["areaId"], each["value"], each["confirmedAt"]) for each in items]


def test_a_refresh_without_participation_fails_kindly_and_changes_nothing(
    running_house: RunningHouse, coordinator: httpx.Client
) -> None:
    with analyst_at(running_house) as analyst:
        before = figures(analyst)
        with running_house.without("participation"):
            state = wait_for(analyst, ask_for_refresh(analyst), "done", "failed")
            page = parsed(coordinator.get("/hoe-gaat-het"))
        assert state["status"] == "failed"
        assert "The participation service does not answer now" in state["reason"]
        assert "earlier figures stay" in state["reason"]
        assert "plekken bieden drie projecten" in text_of(page, "main")
        assert "Gemeten" in text_of(page, "main")
        assert figures(analyst) == before
        assert len(before) > 20
        refresh_figures(running_house)
        after = figures(analyst)
    assert [each[:3] for each in after] == [each[:3] for each in before]
    assert all(new[3] > old[3] for old, new in zip(before, after, strict=True))


def test_the_refresh_of_a_killed_worker_is_taken_up_again(
    running_house: RunningHouse, coordinator: httpx.Client
) -> None:
    with analyst_at(running_house) as analyst:
        with hanging(running_house, "projects"):
            refresh = ask_for_refresh(analyst)
            wait_for(analyst, refresh, "running")
            running_house.kill("indicators-worker")
        assert knock(coordinator, DOORS["monitor"]).whole
        assert wait_for(analyst, refresh, "done", "failed")["status"] == "done"
