"""Keys that pollers keep: they never change when something is added."""

import pytest

from services.indicators.statistics.codes_rules import MEASURES, period_key, period_title, topic_number


@pytest.mark.parametrize(
    ("label", "key", "title"),
    [
        ("2019", "2019JJ00", "2019"),
        ("2019-Q3", "2019KW03", "2019-Q3"),
        ("2019-najaar", "2019NJ00", "2019 najaar"),
        ("2019-voorjaar", "2019VJ00", "2019 voorjaar"),
        ("2026-11-08", "20261108", "2026-11-08"),
    ],
)
def test_periods_are_written_as_cbs_does(label: str, key: str, title: str) -> None:
    assert (period_key(label), period_title(label)) == (key, title)


def test_every_topic_has_a_number_of_its_own() -> None:
    numbers = [topic_number(indicator, measure) for indicator in (1, 2, 3) for measure in MEASURES]
    assert numbers == list(range(1, 3 * len(MEASURES) + 1))
