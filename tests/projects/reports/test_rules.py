"""The rules of reports, without a database."""

from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.contracts.indicators.assessments import AgreedTarget, AssessedFigure, AssessmentShape
from services.contracts.projects.report_content import Discussion, MilestoneFact, PillarMoney, ReportKind
from services.projects.reports import rules
from services.projects.reports.composing.approach import state_of
from services.projects.reports.composing.words import column, decimal, euros, millions, money
from services.projects.reports.difference_rules import differences
from services.projects.reports.gathering.figure_rules import figure_of
from services.projects.reports.gathering.money_rules import warnings_of
from services.projects.reports.paper.charts import Bar, Dot, Group, bars, dots, marks

DAY = date(2021, 5, 3)


def test_a_report_is_discussed_before_it_is_published_and_never_changes_after_that() -> None:
    allowed = [step for step in pairwise(("draft", "discussed", "published")) if not rules.why_no_step(*step)]
    assert allowed == [("draft", "discussed"), ("discussed", "published")]
    assert "Art. 7.4" in (rules.why_no_step("draft", "published") or "")
    for status in rules.REPORT_STEPS:
        assert "never changes" in (rules.why_no_step("published", status) or "")
    assert rules.why_not_changeable("discussed") is None


@pytest.mark.parametrize(
    ("kind", "year", "right"),
    [
        ("progress", 2020, True),
        ("progress", 2021, False),
        ("progress", 2018, False),
        ("baseline", 2019, True),
        ("baseline", 2020, False),
        ("final-evaluation", 2021, True),
        ("final-evaluation", 2022, False),
    ],
)
def test_a_report_is_over_a_year_that_there_is_something_to_say_of(kind: ReportKind, year: int, right: bool) -> None:
    assert (rules.wrong_year(kind, year, 2019, DAY) is None) is right


def test_a_report_is_published_after_its_period_and_its_discussion_and_not_in_the_future() -> None:
    discussion = Discussion(consultation=2, on=date(2021, 4, 1), note="")
    days = (date(2020, 12, 31), date(2021, 3, 31), date(2021, 4, 1), DAY, date(2021, 5, 4))
    found = [rules.wrong_day(day, discussion, date(2020, 12, 31), DAY) is None for day in days]
    assert found == [False, False, True, True, False]


def test_what_differs_is_named_by_where_it_stands() -> None:
    before = {"texts": {"summary": "a"}, "money": {"pillars": [{"pillar": 2, "title": "Vitaal", "paid": paid(1)}]}}
    after = {"texts": {"summary": "b"}, "money": {"pillars": [{"pillar": 2, "title": "Vitaal", "paid": paid(2)}]}}
    assert differences(before, after) == [
        {"where": "geld, pijlers, 2 Vitaal, betaald", "before": "€ 1", "after": "€ 2"},
        {"where": "teksten, korte tekst", "before": "a", "after": "b"},
    ]


def paid(amount: int) -> dict[str, object]:
    return money(amount * 100).model_dump()


def test_what_came_and_what_went_is_named_and_order_is_no_difference() -> None:
    one, two, three = ({"id": name, "title": f"Project {name}"} for name in ("1", "2", "3"))
    assert differences({"projects": [one, two]}, {"projects": [two, one]}) == []
    assert differences({"projects": [one, two]}, {"projects": [two, three]}) == [
        {"where": "projecten, Project 1", "before": "Project 1", "after": "niets"},
        {"where": "projecten, Project 3", "before": "niets", "after": "Project 3"},
    ]


CONTENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "title", "paid", "x"]), inner),
    max_leaves=8,
)


@example([None], [{}])
@given(CONTENTS, CONTENTS)
def test_nothing_differs_from_itself_and_any_two_can_be_compared(one: object, other: object) -> None:
    assert differences(one, one) == []
    assert isinstance(differences({"x": one}, {"x": other}), list)


@pytest.mark.parametrize(
    ("cents", "shown"), [(0, "€ 0"), (5, "€ 0,05"), (360_000_000, "€ 3.600.000"), (-120, "€ −1,20")]
)
def test_euros_to_the_cent(cents: int, shown: str) -> None:
    assert euros(cents) == shown


@pytest.mark.parametrize(("value", "shown"), [(5.1, "5,1"), (-0.5, "−0,5"), (1234.56, "1.234,6"), (500, "500")])
def test_numbers_as_the_dutch_write_them(value: float, shown: str) -> None:
    assert decimal(value) == shown


def assessed(latest: AssessedFigure | None, verdict: str) -> AssessmentShape:
    target = AgreedTarget(
        version=1,
        since=datetime(2019, 7, 1, tzinfo=UTC),
        comparison="change",
        value=0.5,
        text="0,5 hoger",
        article="Art. 3",
    )
    return AssessmentShape.model_validate(
        dict.fromkeys(AssessmentShape.model_fields)
        | {"id": "a", "indicator_id": "social-cohesion", "title": "Sociale cohesie", "area_kind": "deal"}
        | {"area_id": "zw", "area_label": "Zuidwest", "verdict": verdict, "words": "Niet te vergelijken."}
        | {"article": "Art. 3", "unit": "punt", "direction": "up", "target": target, "earlier_targets": []}
        | {"basis": [], "source": "Enquête", "latest": latest}
    )


def test_a_figure_says_how_sure_it_is_and_that_it_can_not_be_compared() -> None:
    latest = AssessedFigure.model_validate(
        dict.fromkeys(AssessedFigure.model_fields)
        | {"measurement_id": "0" * 32, "period": "2021-najaar", "value": 5.1, "lower": 4.9, "upper": 5.3}
        | {"uncertainty": "sampling", "status": "published", "definition_version": 2, "release": 3}
    )
    figure = figure_of(assessed(latest, "not-comparable"), DAY)
    assert (figure.shown, figure.comparable, figure.definition_version, figure.release) == ("5,1", False, 2, 3)
    assert figure.uncertainty == "4,9 tot 5,3 (interval van 95 %)"
    unknown = figure_of(assessed(None, "no-data"), DAY)
    assert (unknown.value, unknown.shown, unknown.baseline) == (None, "niet te zeggen", "geen nulmeting")


def test_charts_show_every_value_and_escape_names() -> None:
    drawn = bars([Group("A & B", [Bar("Betaald", 2, "€ 2"), Bar("Verplicht", 4, "€ 4")])])
    assert ("A &amp; B" in drawn.svg, drawn.svg.count("<rect")) == (True, 4)
    lengths = [float(part.split('width="')[1].split('"')[0]) for part in drawn.svg.split("<rect")[3:]]
    assert lengths[1] == pytest.approx(2 * lengths[0])
    measured = dots([Dot("Wijk", 5, 4, 6, "5"), Dot("Stad", 7, 7, 7, "7")], 0, 10).svg
    assert (measured.count('stroke-width="3"'), measured.count("<circle")) == (1, 2)


def test_a_scale_says_its_round_numbers() -> None:
    assert marks(0, 10) == [0, 2, 4, 6, 8, 10]
    assert marks(0, 5.8) == [0, 2, 4]
    assert marks(0, 0.4) == [0, 0.1, 0.2, 0.3, 0.4]
    assert marks(-3, 52) == [0, 20, 40]
    assert len(marks(7, 7)) <= 1


def test_amounts_below_each_other_have_cents_all_or_none() -> None:
    assert column([money(33_051_000), money(39_777_125)]) == ["€ 330.510,00", "€ 397.771,25"]
    assert column([money(33_051_000), money(100)]) == ["€ 330.510", "€ 1"]


def test_millions_are_rounded_as_people_do() -> None:
    assert [millions(each) for each in (585_500_000, 585_499_999, -100_000_000, 9_950_000)] == [
        *("€ 5,86 mln", "€ 5,85 mln", "€ −1,00 mln", "€ 100 duizend")
    ]


def test_what_was_expected_before_the_end_and_did_not_come_is_said() -> None:
    until, planned = date(2020, 12, 31), date(2020, 12, 1)
    step = MilestoneFact(title="Huur", planned=planned, forecast=None, actual=None)
    assert state_of(step, until) == "nog niet gehaald"
    assert state_of(step.model_copy(update={"forecast": date(2021, 3, 1)}), until) == "verwacht op 1 maart 2021"


def test_warnings_explain_and_there_are_none_when_the_money_is_as_divided() -> None:
    def pillar(allocated: int, committed: int, spent: int) -> PillarMoney:
        amounts = {"allocated": allocated, "committed": committed, "paid": spent}
        told = {name: money(cents) for name, cents in amounts.items()}
        return PillarMoney(
            pillar=1, title="P", share="–", year_committed=money(0), year_paid=money(0),
            allocated=told["allocated"], committed=told["committed"], paid=told["paid"],
        )  # fmt: skip

    right = pillar(300, 200, 100)
    assert warnings_of([right], right, 300) == []
    assert "Art. 5.5" in warnings_of([pillar(300, 301, 100)], right, 300)[0]
    assert "verplichting" in warnings_of([pillar(300, 200, 201)], right, 300)[0]
    assert "Art. 5.7" in warnings_of([], right, 299)[0]
