"""`zuidwest import cbs` against a local CBS: both versions of OData, cut in the middle, and once more."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import polars as pl
import psycopg
import pytest
from typer.testing import CliRunner

from cli.main import app
from services.contracts.deal import Deal
from services.contracts.deal_indicators import CbsCounts
from services.contracts.indicators.datasets import DatasetShape
from services.indicators.cbs_import import asking
from services.indicators.datasets.keeping import opened, sealer_of
from services.indicators.definitions.loading import load_deal
from services.kit.database import Database as ServiceDatabase
from tests.indicators.cbs_import import cbs as serving
from tests.indicators.cbs_import.cbs import LocalCbs, local_cbs, table_in
from tests.indicators.cbs_import.tables import COUNTS, NAME, households
from tests.indicators.foreign import reference_data
from tests.postgres import SECRET, Database
from tests.tokens import bearer

REAL = "85067NED"
Run = Callable[..., str]


@pytest.fixture(scope="module")
def running_cbs() -> Iterator[LocalCbs]:
    with local_cbs() as cbs:
        yield cbs


@pytest.fixture
def cbs(running_cbs: LocalCbs, monkeypatch: pytest.MonkeyPatch) -> LocalCbs:
    monkeypatch.setattr(asking, "WAITS", (0.0,))
    vars(running_cbs).update(vars(LocalCbs(tables={NAME: households()}, address=running_cbs.address)))
    return running_cbs


@pytest.fixture
def run(loaded: ServiceDatabase, kept_database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.setenv("DATABASE_URL", kept_database.url)
    monkeypatch.setenv("ZUIDWEST_ROLE_PREFIX", kept_database.role_prefix)
    monkeypatch.setenv("ZUIDWEST_SECRET", SECRET)

    def running(base: str, table: str = NAME, *more: str, code: int = 0) -> str:
        monkeypatch.setenv("ZUIDWEST_CBS_URL", base)
        done = CliRunner().invoke(app, ["import", "cbs", table, "--var", str(tmp_path), *more])
        assert done.exit_code == code, done.output
        return done.output

    return running


def kept(owner: psycopg.Connection, database: ServiceDatabase) -> tuple[dict[str, Any], pl.DataFrame]:
    """The last one: what is told of it, and its rows."""
    row = owner.execute("SELECT id, metadata FROM indicators.dataset ORDER BY uploaded_at DESC LIMIT 1").fetchone()
    assert row
    with database.writing() as session:
        return row[1], opened(session, row[0], None, sealer_of(SECRET))


@pytest.mark.parametrize("version", ["v3", "v4"])
def test_a_table_is_taken_in_with_what_cbs_tells_of_it(
    cbs: LocalCbs, run: Run, owner: psycopg.Connection, loaded: ServiceDatabase, version: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(serving, "PAGE", 8)
    said = run(getattr(cbs, version))
    assert f"OData {version[1]}" in said
    metadata, rows = kept(owner, loaded)
    told = metadata["table"]
    assert (metadata["kind"], metadata["period"]) == ("cbs", "2019")
    assert (told["id"], told["title"], told["protocol"]) == (NAME, "Wanbetalers; wijken", version)
    assert told["groups"][0]["Title"] == "Den Haag"
    topics = [each for each in told["columns"] if each["kind"] == "topic"]
    assert [(each["title"], each["unit"]) for each in topics] == [
        ("Wanbetalers", "aantal"), ("Huishoudens totaal", "aantal")
    ]  # fmt: skip
    read = rows.filter(pl.col("Perioden") == "2020JJ00").select("WijkenEnBuurten", *(each["key"] for each in topics))
    assert {code: (count, whole) for code, count, whole in read.iter_rows()} == COUNTS
    assert rows["WijkenEnBuurten (title)"][0] == "Gebied NL00"
    assert "taken in before" in run(getattr(cbs, version))
    assert owner.execute("SELECT count(*) FROM indicators.dataset").fetchone() == (1,)


@pytest.mark.parametrize("version", ["v3", "v4"])
def test_who_is_cut_off_goes_on_where_they_were(
    cbs: LocalCbs, run: Run, owner: psycopg.Connection, loaded: ServiceDatabase, version: str,
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    monkeypatch.setattr(serving, "PAGE", 4)
    cbs.cut_after, cbs.cuts = 3, 2
    said = run(getattr(cbs, version), code=1)
    assert "12 rows are kept" in said and "Run the same command again" in said
    assert owner.execute("SELECT count(*) FROM indicators.dataset").fetchone() == (0,)
    cbs.asked.clear()
    assert "Going on after 12 rows" in run(getattr(cbs, version))
    whole = len(serving.observations(cbs.tables[NAME])) if version == "v4" else len(cbs.tables[NAME].data)
    pages = sum(path.endswith(("/TypedDataSet", "/Observations")) for path in cbs.asked)
    assert pages == -(-whole // 4) - 3
    assert kept(owner, loaded)[1].height == len(cbs.tables[NAME].data)
    assert list((tmp_path / "cbs").iterdir()) == []


def test_one_cut_is_mended_at_once(cbs: LocalCbs, run: Run) -> None:
    cbs.cuts = 1
    run(cbs.v3)
    assert cbs.cuts == 0


def test_a_table_that_changed_is_begun_anew_and_takes_the_place(
    cbs: LocalCbs, run: Run, owner: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(cbs.v3)
    monkeypatch.setattr(serving, "PAGE", 4)
    cbs.cut_after, cbs.cuts = 3, 2
    cbs.tables[NAME] = households(Modified="2022-03-01T02:00:00")
    run(cbs.v3, code=1)
    cbs.tables[NAME] = households(Modified="2023-03-01T02:00:00")
    assert "Going on" not in run(cbs.v3)
    found = owner.execute(
        "SELECT supersedes IS NULL, metadata->'table'->>'modified' FROM indicators.dataset ORDER BY uploaded_at"
    ).fetchall()
    assert found == [(True, "2021-03-01T02:00:00"), (False, "2023-03-01T02:00:00")]


def test_only_rows_that_are_asked_for(
    cbs: LocalCbs, run: Run, owner: psycopg.Connection, loaded: ServiceDatabase
) -> None:
    run(cbs.v3, NAME, "--filter", "Perioden eq '2019JJ00'")
    metadata, rows = kept(owner, loaded)
    assert metadata["table"]["filter"] == "Perioden eq '2019JJ00'"
    assert set(rows["Perioden"]) == {"2019JJ00"}


@pytest.mark.parametrize(("table", "said"), [("00001NED", "There is no table 00001NED"), ("../x", "no number of a")])
def test_what_is_no_table_is_told(cbs: LocalCbs, run: Run, table: str, said: str) -> None:
    assert said in run(cbs.v3, table, code=1)
    assert "can't be reached" in run("http://127.0.0.1:9", code=1)


def naming(deal: Deal, **changes: Any) -> Deal:
    """The deal, with the counts of its debts in our table."""
    counts = CbsCounts(
        table=NAME, area="WijkenEnBuurten", count="Wanbetalers_1", households="HuishoudensTotaal_2",
        where={"Perioden": "2019JJ00"}, period="2019", rounded_to=10,
    ).model_copy(update=changes)  # fmt: skip
    indicators = [
        each.model_copy(update={"cbs": counts}) if each.id == "problematic-debt" else each for each in deal.indicators
    ]
    return deal.model_copy(update={"indicators": indicators})


def test_a_definition_takes_its_counts_from_the_table_that_it_names(
    cbs: LocalCbs, run: Run, owner: psycopg.Connection, loaded: ServiceDatabase, deal: Deal, client: httpx.Client
) -> None:
    with loaded.writing() as session:
        load_deal(session, naming(deal))
    assert "Measured with it: problematic-debt" in run(cbs.v3)
    figures = owner.execute(
        "SELECT area_id, value, lower, upper, period_label, uncertainty->>'roundedTo', open_at_once"
        " FROM indicators.measurement WHERE measure = 'number'"
    ).fetchall()
    found = {row[0]: row[1:] for row in figures}
    assert found["moerwijk"] == (480, 460, 500, "2019", "10", False)
    assert (found["den-haag-zuidwest"][0], found["gm0518"][0]) == (1_430, 10_430)
    query = {"kind": "cbs", "indicator": "problematic-debt"}
    listed = client.get("/v1/datasets", params=query, headers=bearer("analyst")).json()["items"]
    assert [DatasetShape.model_validate(each).metadata["definitionVersions"] for each in listed] == [
        {"problematic-debt": 2}
    ]


def test_counts_that_do_not_fit_are_told_and_nothing_is_stored(
    cbs: LocalCbs, run: Run, owner: psycopg.Connection, loaded: ServiceDatabase, deal: Deal
) -> None:
    with loaded.writing() as session:
        load_deal(session, naming(deal, rounded_to=100))
    assert "counts do not fit" in run(cbs.v3, code=1)
    with loaded.writing() as session:
        load_deal(session, naming(deal, count="Nothing_9"))
    assert "Nothing_9: not in this table" in run(cbs.v3, code=1)
    assert owner.execute("SELECT count(*) FROM indicators.dataset").fetchone() == (0,)


@pytest.mark.parametrize("version", ["v3", "v4"])
def test_the_real_table_also_after_a_cut(
    cbs: LocalCbs, run: Run, owner: psycopg.Connection, loaded: ServiceDatabase, version: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(serving, "PAGE", 100 if version == "v3" else 5000)
    cbs.tables[REAL] = table_in(reference_data("cbs"), REAL)
    cbs.cut_after, cbs.cuts = 2, 2
    assert "rows are kept" in run(getattr(cbs, version), REAL, code=1)
    run(getattr(cbs, version), REAL)
    metadata, rows = kept(owner, loaded)
    assert metadata["table"]["title"] == "Gebieden in Nederland 2022"
    assert rows.height == 345
    columns = {each["title"]: each["key"] for each in metadata["table"]["columns"]}
    (hague,) = rows.filter(pl.col("RegioS") == "GM0518").to_dicts()
    assert (hague["RegioS (title)"], hague[columns["Inwonertal"]]) == ("'s-Gravenhage (gemeente)", 553417)
