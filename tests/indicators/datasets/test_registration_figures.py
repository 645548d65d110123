"""Persons activated and led to work: each once, within the window, over all files together (Art. 3)."""

from datetime import date
from uuid import uuid4

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.contracts.deal import Deal
from services.contracts.indicators.datasets import DatasetMetadata
from services.indicators.datasets.definitions import Edition
from services.indicators.datasets.registration_figures import Registration, registration_figures
from services.indicators.results.estimated import Estimated
from tests.indicators.datasets.surveys import known_in

Event = tuple[str, str, str, str | None]
"""Person, day, word, area."""
WORDS = {"activated": ["intake", "activiteit"], "led-to-work": ["baan"]}


def file(*events: Event, period: str = "2023", areas: bool = True, uploaded: date = date(2024, 2, 1)) -> Registration:
    rows = {
        "person": [person.encode() for person, *_ in events],
        "date": [date.fromisoformat(day) for _, day, *_ in events],
        "event": [word for *_, word, _ in events],
        "area": [area for *_, area in events],
    }
    kept = pl.DataFrame(rows, schema_overrides={"person": pl.Binary, "date": pl.Date, "area": pl.String})
    metadata = DatasetMetadata.model_validate(
        {
            "kind": "registration", "source": "Registratie", "period": period, "events": WORDS,
            "definitionVersions": {"activated": 1, "led-to-work": 1},
            "columns": {"person": "p", "date": "d", "event": "e"},
        }
    )  # fmt: skip
    return Registration(uuid4(), metadata, uploaded, kept if areas else kept.drop("area"))


def figures(deal: Deal, *files: Registration, indicator: str = "activated") -> dict[str, Estimated]:
    known = known_in(deal, indicator)
    (edition,) = known.editions
    return {each.area_id: each for each in registration_figures(edition, files, known.place)}


def values(deal: Deal, *files: Registration, indicator: str = "activated") -> dict[str, float | None]:
    found = figures(deal, *files, indicator=indicator)
    return {area: each.value for area, each in found.items() if each.value or area == "den-haag-zuidwest"}


def test_a_person_counts_once_and_may_count_for_both(deal: Deal) -> None:
    given = file(
        ("a", "2020-01-01", "intake", "moerwijk"), ("a", "2021-01-01", "activiteit", "moerwijk"),
        ("a", "2021-06-01", "baan", "moerwijk"), ("b", "2020-01-01", "intake", "bouwlust"),
    )  # fmt: skip
    assert values(deal, given) == {"den-haag-zuidwest": 2, "moerwijk": 1, "bouwlust": 1}
    assert values(deal, given, indicator="led-to-work") == {"den-haag-zuidwest": 1, "moerwijk": 1}


def test_the_same_person_in_two_files_counts_once(deal: Deal) -> None:
    first = file(("a", "2020-01-01", "intake", "moerwijk"), period="2020")
    second = file(("a", "2021-01-01", "intake", "bouwlust"), ("b", "2021-01-01", "intake", "bouwlust"), period="2021")
    assert values(deal, first, second) == {"den-haag-zuidwest": 2, "moerwijk": 1, "bouwlust": 1}
    assert figures(deal, first, second)["moerwijk"].dataset_ids == sorted([first.id, second.id])


@pytest.mark.parametrize(
    ("day", "counts"), [("2019-08-31", 0), ("2019-09-01", 1), ("2023-12-31", 1), ("2024-01-01", 0)]
)
def test_the_window_is_that_of_the_deal(deal: Deal, day: str, counts: int) -> None:
    assert values(deal, file(("a", day, "intake", None), period="2024"))["den-haag-zuidwest"] == counts


def test_who_lives_elsewhere_is_not_of_the_deal(deal: Deal) -> None:
    given = file(("a", "2020-01-01", "intake", "elsewhere"), ("b", "2020-01-01", "intake", None))
    assert values(deal, given) == {"den-haag-zuidwest": 1}


def test_without_areas_only_the_deal_is_counted(deal: Deal) -> None:
    assert set(figures(deal, file(("a", "2020-01-01", "intake", None), areas=False))) == {"den-haag-zuidwest"}


def test_the_period_runs_as_far_as_the_files_tell(deal: Deal) -> None:
    event = ("a", "2020-01-01", "intake", None)
    assert figures(deal, file(event, period="2021"))["den-haag-zuidwest"].period.ends == date(2021, 12, 31)
    early = file(event, period="2021", uploaded=date(2021, 5, 1))
    assert figures(deal, early)["den-haag-zuidwest"].period.ends == date(2021, 5, 1)
    late = figures(deal, file(event, period="2025"))["den-haag-zuidwest"]
    assert (late.period.label, late.period.ends) == ("2019-2023", date(2023, 12, 31))
    assert (late.target, late.target_met) == (500, False)
    assert figures(deal, file(event))["moerwijk"].target is None


def test_nothing_before_the_window(deal: Deal) -> None:
    assert figures(deal, file(("a", "2018-01-01", "intake", None), period="2018")) == {}
    assert figures(deal) == {}


events = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.dates(date(2019, 1, 1), date(2024, 6, 1)).map(str),
        st.sampled_from(["intake", "activiteit", "baan"]),
        st.sampled_from(["moerwijk", "bouwlust", "elsewhere"]),
    ),
    min_size=1, max_size=12, unique_by=lambda event: event[:2],
)  # fmt: skip


@settings(max_examples=40)
@given(events=events, cut=st.integers(0, 12))
def test_order_and_files_change_nothing(deal: Deal, events: list[Event], cut: int) -> None:
    whole = values(deal, file(*events))
    parts = [file(*part) for part in (events[:cut], events[cut:]) if part]
    assert values(deal, *parts) == values(deal, file(*reversed(events))) == whole
    assert sum(value or 0 for area, value in whole.items() if area != "den-haag-zuidwest") == whole["den-haag-zuidwest"]


def test_an_edition_without_window_counts_nobody(deal: Deal) -> None:
    known = known_in(deal, "activated")
    definition = known.editions[0].definition
    no_window = definition.model_copy(update={"period": definition.period.model_copy(update={"starts": None})})
    given = file(("a", "2020-01-01", "intake", None))
    assert registration_figures(Edition(no_window, 1), [given], known.place) == []
