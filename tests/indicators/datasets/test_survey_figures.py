"""Figures of a survey are those of the estimation library on the full design, in the unit of their definition."""

from uuid import uuid4

import polars as pl
import pytest

from services.contracts.deal import Deal
from services.indicators.datasets.survey_figures import survey_figures
from services.indicators.estimation import figures
from services.indicators.estimation.estimates import estimate, interval, logit_interval
from services.indicators.estimation.sample import Sample, sample_of
from services.indicators.results.estimated import Estimated
from tests.indicators.datasets.surveys import SOME, known_in, metadata, taken, written

ID = uuid4()
Found = dict[tuple[str, str, str], Estimated]


@pytest.fixture(scope="module")
def answers(deal: Deal, tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    known = known_in(deal, "social-cohesion", "feeling-unsafe")
    return taken(written(tmp_path_factory.mktemp("survey") / "a.csv", SOME), metadata(), known).kept


def found(deal: Deal, answers: pl.DataFrame) -> Found:
    known = known_in(deal, "social-cohesion", "feeling-unsafe")
    made = survey_figures(answers, metadata(), known.editions, known.place, ID)
    return {(each.indicator_id, each.measure, each.area_id): each for each in made}


def by_hand(answers: pl.DataFrame, y: pl.Expr) -> Sample:
    return sample_of(answers.select("weight", "stratum", "fpc", pl.col("area").alias("group"), y.alias("y")))


def test_the_score_of_a_wijk_and_its_gap(deal: Deal, answers: pl.DataFrame) -> None:
    score = (
        4 - pl.col("know-each-other") + pl.col("pleasant-contact") + pl.col("solidarity") + pl.col("feel-at-home")
    ) * 10 / 16  # fmt: skip
    sample = by_hand(answers, score)
    wijk = figures.mean(sample, figures.domain("moerwijk"))
    value, gap = estimate(sample, wijk), estimate(sample, wijk.less(figures.mean(sample)))
    told = found(deal, answers)
    ours, apart = told["social-cohesion", "value", "moerwijk"], told["social-cohesion", "gap", "moerwijk"]
    bounds, apart_bounds = interval(value), interval(gap)
    assert bounds and apart_bounds
    assert (ours.value, ours.se, ours.df) == pytest.approx((value.value, value.se, 118))
    assert (ours.lower, ours.upper, ours.level) == pytest.approx((bounds.lower, bounds.upper, 0.95))
    assert (apart.value, apart.se) == pytest.approx((gap.value, gap.se))
    assert apart.lower == pytest.approx(apart_bounds.lower)
    assert apart.unit == "punt"
    assert (ours.period.label, str(ours.period.starts), str(ours.period.ends)) == (
        "2019-najaar", "2019-09-01", "2019-11-30"
    )  # fmt: skip


def test_a_share_is_a_percentage_with_a_logit_interval(deal: Deal, answers: pl.DataFrame) -> None:
    sample = by_hand(answers, (pl.col("feels-unsafe") == 1).cast(pl.Float64))
    value = estimate(sample, figures.mean(sample, lambda group: group != "elsewhere"))
    bounds = logit_interval(value)
    ours = found(deal, answers)["feeling-unsafe", "value", "den-haag-zuidwest"]
    assert bounds
    assert (ours.value, ours.se) == pytest.approx((value.value * 100, value.se * 100))
    assert (ours.lower, ours.upper) == pytest.approx((bounds.lower * 100, bounds.upper * 100))
    assert (ours.unit, ours.respondents, ours.area_kind) == ("procent", 80, "deal")


def test_who_did_not_answer_is_told_per_question_and_does_not_count(deal: Deal, answers: pl.DataFrame) -> None:
    first = pl.int_range(pl.len()) < 30
    silent = answers.with_columns(pl.when(~first).then(pl.col("solidarity")).alias("solidarity"))
    ours = found(deal, silent)["social-cohesion", "value", "moerwijk"]
    assert (ours.respondents, ours.detail["asked"], ours.detail["counted"]) == (30, 40, 30)
    assert ours.detail["notAnswered"] == {
        "know-each-other": 0, "pleasant-contact": 0, "solidarity": 10, "feel-at-home": 0
    }  # fmt: skip


def test_an_area_without_answers_is_impossible_and_a_file_without_others_has_no_city(
    deal: Deal, answers: pl.DataFrame
) -> None:
    nobody = found(deal, answers)["social-cohesion", "value", "vrederust"]
    assert (nobody.value, nobody.status, nobody.status_reason) == (None, "impossible", "no-respondents")
    ours = found(deal, answers.filter(pl.col("area") != "elsewhere"))
    assert {(each.measure, each.area_kind) for each in ours.values()} == {("value", "wijk"), ("value", "deal")}
