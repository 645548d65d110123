"""Do 95 % intervals hold the truth 95 times in a hundred? A city whose truth is known, sampled a thousand times by the
very design that is estimated: clusters within strata, drawn without replacement; wijken cut across the strata.

Everybody is added up once, per cluster; a sample has the sums of its clusters (test_files.py: sums add up)."""

import random
from collections import Counter
from dataclasses import dataclass

import polars as pl
import pytest

from services.indicators.estimation import figures
from services.indicators.estimation.estimates import Estimate, change, estimate, interval
from services.indicators.estimation.sample import Sample, sample_from, summed, weighted_mean

pytestmark = pytest.mark.xdist_group("coverage")
SAMPLES = 1000
STRATA = 4
CLUSTERS = 90
DRAWN = 30
WIJKEN = ("moerwijk", "morgenstond", "elsewhere")
MOERWIJK = figures.domain("moerwijk")


@dataclass(frozen=True)
class City:
    """Everybody, and the sums of each cluster."""

    people: pl.DataFrame
    clusters: list[pl.DataFrame]
    shift: float

    def truth(self) -> tuple[float, float]:
        """Mean of the wijk, and its gap to the city that contains it."""
        of_wijk = self.people.filter(pl.col("group") == "moerwijk")["y"].mean()
        of_all = self.people["y"].mean()
        assert isinstance(of_wijk, float) and isinstance(of_all, float)
        return of_wijk, of_wijk - of_all

    def drawn(self, draw: random.Random) -> Sample:
        chosen = [
            self.clusters[cluster]
            for stratum in range(STRATA)
            for cluster in draw.sample(range(stratum * CLUSTERS, (stratum + 1) * CLUSTERS), DRAWN)
        ]
        return sample_from(pl.concat(chosen), self.shift)


def city(seed: int, better: float) -> City:
    """Scores of 0 to 10 that lean on stratum, wijk and cluster."""
    draw = random.Random(seed)
    rows: list[tuple[str, str, str, float, float]] = []
    for cluster in range(STRATA * CLUSTERS):
        stratum, of_cluster = cluster // CLUSTERS, draw.gauss(0, 0.6)
        for _ in range(draw.randint(3, 9)):
            wijk = draw.choices(WIJKEN, (2 + stratum, 3, 6))[0]
            middle = 5.5 + 0.3 * stratum + (better - 1.0 if wijk == "moerwijk" else 0.0) + of_cluster
            rows.append((f"s{stratum}", f"c{cluster:03}", wijk, min(10.0, max(0.0, draw.gauss(middle, 1.8))), 1.0))
    people = pl.DataFrame(rows, schema=["stratum", "psu", "group", "y", "weight"], orient="row")
    weights = pl.lit(CLUSTERS / DRAWN).alias("weight"), pl.lit(float(CLUSTERS)).alias("fpc")
    people = people.with_columns(weights)
    shift = weighted_mean(people)
    return City(
        people, summed(people.lazy(), shift).collect().sort("psu").partition_by("psu", maintain_order=True), shift
    )


def holds(found: Estimate, truth: float) -> bool:
    bounds = interval(found)
    assert bounds
    return bounds.lower <= truth <= bounds.upper


@pytest.fixture(scope="module")
def covered() -> Counter[str]:
    """How many of the samples have the truth in the interval, per figure."""
    earlier, later = city(1, better=0.0), city(2, better=0.4)
    (before, gap_before), (after, gap_after) = earlier.truth(), later.truth()
    draw, found = random.Random(3), Counter[str]()
    for _ in range(SAMPLES):
        one, two = earlier.drawn(draw), later.drawn(draw)
        means = [estimate(sample, figures.mean(sample, MOERWIJK)) for sample in (one, two)]
        gaps = [estimate(each, figures.mean(each, MOERWIJK).less(figures.mean(each))) for each in (one, two)]
        found["wijk"] += holds(means[0], before)
        found["change"] += holds(change(means[1], means[0]), after - before)
        found["gap"] += holds(gaps[0], gap_before)
        found["change of the gap"] += holds(change(gaps[1], gaps[0]), gap_after - gap_before)
    return found


@pytest.mark.parametrize("figure", ["wijk", "change", "gap", "change of the gap"])
def test_intervals_hold_the_truth_as_often_as_they_say(figure: str, covered: Counter[str]) -> None:
    assert 0.93 <= covered[figure] / SAMPLES <= 0.97
