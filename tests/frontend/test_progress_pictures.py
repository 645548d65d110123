"""What is drawn of a figure: as much as it says, and no more."""

from typing import Any

import pytest

from frontend.pages.progress.figures import Figure, grouped, when
from frontend.pages.progress.pictures import Bar, Blocks, Line, bars, counted, picture_of, spreads
from frontend.texts import language
from tests.frontend.furnished import assessment, indicator, measurement
from tests.frontend.stand_in_house import NOW

BASELINE = {"value": 5.0, "lower": 4.8, "upper": 5.2, "uncertainty": "sampling", "period": "2019-najaar"}
LATEST = BASELINE | {"value": 5.4, "lower": 5.2, "upper": 5.6, "period": "2023-najaar"}


def survey(verdict: str, **more: Any) -> Figure:
    said = assessment("social-cohesion", "deal", verdict, LATEST)
    first = assessment("social-cohesion", "deal", verdict, BASELINE).latest
    return Figure("social-cohesion", "Sociale cohesie", None, said=said.model_copy(update={"baseline": first} | more))


def test_a_survey_is_a_line_with_both_measurements_their_bounds_and_the_goal() -> None:
    line = picture_of(survey("uncertain"))
    assert isinstance(line, Line)
    first, last = line.points
    assert (first.period, last.period) == ("2019-najaar", "2023-najaar")
    assert first.low is not None
    assert last.high is not None
    assert 0 < first.low < first.at < last.at < last.high < 100
    assert line.goal_value == pytest.approx(5.5)
    assert line.goal is not None
    assert last.at < line.goal < last.high


def test_what_can_not_be_compared_has_no_goal_on_its_line() -> None:
    line = picture_of(survey("not-comparable"))
    assert isinstance(line, Line)
    assert line.goal is None


def test_a_share_is_counted_in_blocks_and_a_long_count_is_a_bar() -> None:
    deal = measurement("deal", "den-haag-zuidwest", "Zuidwest", 1, places=14, placesWithThree=9)
    assert picture_of(Figure("x", "X", None, deal=deal)) == Blocks(9, 14)
    assert counted(4, 1) == Blocks(4, 4, 1)
    assert counted(0, 3) == Blocks(0, 3, 3)
    assert counted(250, 500) == Bar(50.0, 100.0)
    assert counted(4.5, None) == Bar(100.0)
    assert counted(0, None) == Bar(0.0)


def test_nothing_is_drawn_of_what_is_not_known() -> None:
    nothing = measurement("wijk", "bouwlust", "Bouwlust", None)
    assert picture_of(Figure("x", "X", None, deal=nothing)) is None
    assert bars([nothing]) == {}
    assert spreads([assessment("x", "wijk", "no-data")]) == {}


def test_areas_are_as_long_as_they_are_many() -> None:
    measured = [measurement("wijk", name, name, value) for name, value in (("a", 6.0), ("b", 3.0), ("c", 0.0))]
    assert bars(measured) == {"a": Bar(100.0, 50.0), "b": Bar(50.0, 50.0), "c": Bar(0.0, 50.0)}


def test_figures_stand_under_what_is_said_of_them() -> None:
    figures = [survey(verdict) for verdict in ("off-track", "no-data", "achieved", "no-baseline", "on-track")]
    found = [(name, [each.said.verdict for each in members if each.said]) for name, members in grouped(figures)]
    assert found == [("done", ["achieved", "on-track"]), ("behind", ["off-track"]), ("unsure", ["no-baseline"])]


def test_a_period_is_said_in_the_language_of_the_reader() -> None:
    assert [when(period, NOW.date()) for period in ("2021-najaar", "2025", "2026-11-24")] == [
        "najaar 2021",
        "2025",
        "dinsdag 24 november",
    ]
    token = language.set("tr")
    try:
        assert when("2021-najaar", NOW.date()) == "sonbahar 2021"
    finally:
        language.reset(token)


def test_of_an_estimate_every_wijk_stands_in_one_table_also_one_that_is_hidden() -> None:
    figure = survey("uncertain")
    figure.deal = measurement("deal", "den-haag-zuidwest", "Zuidwest", 5.4).model_copy(update={"lower": 5.2})
    figure.wijken = [measurement("wijk", name, name, value) for name, value in (("moerwijk", 5.1), ("vrederust", None))]
    figure.wijken[1] = figure.wijken[1].model_copy(update={"status": "hidden"})
    assert figure.wijken_counted == []
    figure.said_of_wijken = [assessment("social-cohesion", "wijk", "uncertain", LATEST)]
    assert [each.area_id for each in figure.wijken_to_tell] == ["moerwijk"]
    assert [each.area_id for each in figure.wijken_without] == ["vrederust"]
    assert figure.hides


def test_a_figure_of_another_edition_is_not_explained_by_the_newest() -> None:
    figure = Figure("x", "X", indicator(), deal=measurement("deal", "x", "X", 5.4))
    assert figure.explained == indicator().definition
    figure.deal = measurement("deal", "x", "X", 5.4).model_copy(update={"definition_version": 99})
    assert figure.explained is None
