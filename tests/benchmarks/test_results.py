"""Medians and ratios."""

from benchmarks.results import Comparison, Sample


def sample(rate: float) -> Sample:
    return Sample(rate, app_cpu=300, database_cpu=100, load_cpu=20, median_ms=1)


def compared(**asked: float) -> Comparison:
    return Comparison("a list", "ours", "theirs", "requests/s", lambda one: one.rate, **asked)


def test_the_ratio_is_the_median_of_the_ratios_of_each_round() -> None:
    ours = [sample(rate) for rate in (100, 200, 400)]
    theirs = [sample(rate) for rate in (200, 800, 500)]
    line = compared().line({"ours": ours, "theirs": theirs}, data_size=2000)
    assert (line["oursValue"], line["peerValue"], line["ratio"], line["rounds"]) == (200, 500, 0.5, 3)


def test_processor_time_is_that_of_the_server_and_of_the_database() -> None:
    assert sample(1).cpu == 400


def test_a_verdict_says_what_was_asked_and_whether_it_holds() -> None:
    assert compared(at_least=0.22).verdict(0.22) == "≥ 0.22: yes"
    assert compared(at_least=0.22).verdict(0.2) == "≥ 0.22: NO"
    assert compared(at_most=0.2).verdict(0.21) == "≤ 0.2: NO"
    assert compared().verdict(3) == ""
