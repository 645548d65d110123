"""`python -m benchmarks.estimation_peers NAME FILE`: one contender in a process of its own, which tells its seconds
and its processor time.

All answer one question: the mean of q1 per wijk in a stratified sample with finite populations, with its standard
error; `report` answers all that an upload answers. What is imported before does not count; the whole process is timed
from outside.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path


def polars_read(path: Path) -> Callable[[], object]:
    import polars as pl

    return lambda: pl.read_csv(path)


def zuidwest(path: Path, psu: str | None = None, fpc: str = "population", gaps: bool = False) -> Callable[[], object]:
    from services.indicators.estimation import figures
    from services.indicators.estimation.estimates import estimate
    from services.indicators.estimation.files import Question, read_sample

    question = Question("q1", "weight", "stratum", psu, fpc, by="wijk")

    def estimates() -> object:
        sample = read_sample(path, question)
        found = [figures.mean(sample, figures.domain(group)) for group in sample.groups]
        everyone = figures.mean(sample)
        return [estimate(sample, each.less(everyone) if gaps else each).se for each in found]

    return estimates


def clusters(path: Path) -> Callable[[], object]:
    """The same where clusters were drawn in each stratum."""
    return zuidwest(path, "psu", "fpc")


def gaps(path: Path) -> Callable[[], object]:
    """Each wijk less the city that contains it, the covariance counted."""
    return zuidwest(path, gaps=True)


def report(path: Path) -> Callable[[], object]:
    """What every upload answers: the mean of each wijk and of all, and each gap to all, with errors and intervals."""
    from services.indicators.estimation import figures
    from services.indicators.estimation.estimates import estimate, interval
    from services.indicators.estimation.files import Question, read_sample

    question = Question("q1", "weight", "stratum", fpc="population", by="wijk")

    def estimates() -> object:
        sample = read_sample(path, question)
        everyone = figures.mean(sample)
        wijken = [figures.mean(sample, figures.domain(group)) for group in sample.groups]
        found = [estimate(sample, each) for each in (*wijken, everyone, *(each.less(everyone) for each in wijken))]
        return [(each.value, each.se, interval(each)) for each in found]

    return estimates


def pandas(path: Path) -> Callable[[], object]:
    """As one would write it by hand: per wijk a linearised value per row, and its spread per stratum."""
    import pandas as pd

    def estimates() -> object:
        rows = pd.read_csv(path, usecols=["q1", "weight", "stratum", "population", "wijk"])
        found = {}
        for wijk in sorted(rows["wijk"].unique()):
            inside = rows["weight"] * (rows["wijk"] == wijk)
            mean = (inside * rows["q1"]).sum() / inside.sum()
            rows["z"] = inside * (rows["q1"] - mean) / inside.sum()
            strata = rows.groupby("stratum").agg(s2=("z", "var"), n=("z", "size"), fpc=("population", "first"))
            found[wijk] = mean, ((1 - strata["n"] / strata["fpc"]) * strata["n"] * strata["s2"]).sum() ** 0.5
        return found

    return estimates


def svy(path: Path) -> Callable[[], object]:
    """Without finite populations, which makes its work less."""
    import polars as pl
    import svy as peer

    def estimates() -> object:
        sample = peer.Sample(pl.read_csv(path), peer.Design(stratum="stratum", wgt="weight"))
        return sample.estimation.mean("q1", by="wijk")

    return estimates


CONTENDERS = {
    "polars": polars_read,
    "zuidwest": zuidwest,
    "clusters": clusters,
    "gaps": gaps,
    "report": report,
    "pandas": pandas,
    "svy": svy,
}


def main(name: str, path: Path) -> None:
    """Three times, and the median: the first one also wakes threads and fills caches."""
    work = CONTENDERS[name](path)
    took, worked = [], []
    for _ in range(3):
        began, busy = time.perf_counter(), time.process_time()
        found = work()
        took.append(time.perf_counter() - began)
        worked.append(time.process_time() - busy)
    print(json.dumps({"seconds": sorted(took)[1], "processor": sorted(worked)[1], "found": str(found)[:500]}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
