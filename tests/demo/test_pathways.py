"""The sample of help offers and next steps reads, is complete, and can be loaded again."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.house import ROOT
from services.kit.database import Database as ServiceDatabase
from services.kit.deal_files import read_deal
from services.participation.clock import today
from services.participation.demo import load_demo as load_activities
from services.participation.demo_files import DemoError, demo_id
from services.participation.pathways.demo import OFFER_COLUMNS, STEP_COLUMNS, load_demo
from services.participation.pathways.sample_files import rows_of
from services.participation.places.deal import load_deal
from services.participation.tables import activity, help_offer
from tests.postgres import Database

DEMO = ROOT / "demo"
DEAL = ROOT / "deal" / "den-haag-zuidwest"


def offers() -> list[dict[str, str]]:
    return [row for _, row in rows_of(DEMO / "help-offers.csv", OFFER_COLUMNS, [])]


def test_every_kind_of_help_is_there_and_every_wijk_has_some() -> None:
    deal = read_deal(DEAL)
    assert {row["kind"] for row in offers()} == {kind.slug for kind in deal.help_kinds}
    wijken = Counter(wijk for row in offers() for wijk in row["wijken"].split(","))
    assert all(wijken[each.slug] >= 3 for each in deal.wijken.wijken)
    assert len(offers()) >= 12


@pytest.mark.parametrize("row", [pytest.param(row, id=row["key"]) for row in offers()])
def test_nobody_real_is_called(row: dict[str, str]) -> None:
    assert row["phone"].startswith("070 555 ")
    assert row["email"] in ("", row["email"].partition("@")[0] + "@example.org")
    assert row["url"] == "" or row["url"].startswith("https://example.org/")


@pytest.fixture
def storage(database: Database) -> Iterator[ServiceDatabase]:
    own = ServiceDatabase(database.url_for("participation"), 2)
    own.open()
    yield own
    own.close()


def test_it_loads_once(storage: ServiceDatabase, tmp_path: Path) -> None:
    with storage.writing() as session:
        load_deal(session, read_deal(DEAL))
    with storage.writing() as session:
        load_activities(session, DEMO, today())
    with storage.writing() as session:
        assert load_demo(session, DEMO) == len(offers())
    with storage.writing() as session:
        assert load_demo(session, DEMO) == 0
        linked = session.scalars(activity.select().with_only_columns(activity.c.next_steps)).all()
        assert sum(len(steps) for steps in linked) == len(rows_of(DEMO / "next-steps.csv", STEP_COLUMNS, []))
        kept = session.scalars(help_offer.select().with_only_columns(help_offer.c.id)).all()
        assert set(kept) == {demo_id("help-offer", row["key"]) for row in offers()}
    for name in ("help-offers.csv", "next-steps.csv"):
        text = (DEMO / name).read_text(encoding="utf-8")
        spoilt = text.replace("debt;", "magic;").replace("taalcafe-moerwijk;activity", "nowhere;activity")
        (tmp_path / name).write_text(spoilt, encoding="utf-8")
    with pytest.raises(DemoError) as caught, storage.writing() as session:
        load_demo(session, tmp_path)
    assert {(each.file, each.column) for each in caught.value.problems} == {
        ("help-offers.csv", "kind"),
        ("next-steps.csv", "activity"),
    }
