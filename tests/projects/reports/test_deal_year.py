"""A whole year of the deal, played through the API, and the report over it that stays as it was published."""

from hashlib import sha256
from pathlib import Path

import httpx
import orjson
import psycopg
import pytest

from cli.migrate import migrate
from services.kit.migration_heads import head_revision
from tests.migrating import go_to
from tests.pdf import assert_tagged
from tests.postgres import SECRET, Database
from tests.projects.answers import items
from tests.projects.governing import all_consent, asked_for_consent, asked_to_accede, consent, post
from tests.projects.reports import play
from tests.projects.reports.conftest import Office
from tests.projects.reports.measured import publish_waves
from tests.projects.reports.reading import docx_words, html_words, pdf_words, shown_in


def test_a_year_from_the_first_project_to_the_second_edition(office: Office, tmp_path: Path) -> None:
    client = office.client
    projects = play.start_projects(client, 35)
    play.divide(client, 100_000_000)
    play.import_bookings(client, projects, 400)
    spring, autumn = play.meet(client, "2020-03-10", "lnv"), play.meet(client, "2020-10-06", "gemeente-den-haag")
    assert (spring, autumn) == (1, 2)

    refused = asked_for_consent(client, title="Minder sport")
    assert consent(client, refused, "ocw", "2020-04-03", "refuses")["status"] == "refused"
    agreed = asked_for_consent(client)
    assert all_consent(client, agreed, "2020-04-20")["status"] == "in-force"
    assert all_consent(client, asked_to_accede(client), "2020-06-01")["status"] == "in-force"

    publish_waves(office.database, office.indicators)
    draft = post(client, "/v1/reports", {"kind": "progress", "year": 2020})
    gathered = draft["content"]["gathered"]
    assert_measured_until_the_end_of_the_year(gathered)
    assert sum(len(pillar["projects"]) for pillar in gathered["pillars"]) == 35
    assert gathered["money"]["bookings"] == 400
    assert gathered["money"]["total"]["paid"]["cents"] == 200 * play.CENTS
    assert [(each["kind"], each["status"]) for each in gathered["dealChanges"]] == [
        ("amendment", "refused"),
        ("amendment", "in-force"),
        ("accession", "in-force"),
    ]
    written = play.write(client, draft, {"summary": "Een jaar van beginnen.", "outlook": "Volgend jaar verder."})
    discussed = play.act(client, written, "discussion", {"consultation": autumn, "note": "Met waardering."})
    words = {"on": "2021-05-03", "reference": "Stcrt. 2021, 12345", "acknowledge": "De enquête komt in het najaar."}
    first = play.act(client, discussed, "publication", words)
    assert first["content"]["audit"]["rows"] > 400
    published = play.files(client, first)
    assert len(published) == 7

    (wrong,) = items(client.get("/v1/bookings", params={"documentNumber": "DOC-00001"}))
    reason = {"reason": "Dubbel betaald; teruggestort door de leverancier."}
    post(client, f"/v1/bookings/{wrong['id']}/corrections", reason)
    again = post(
        client, f"/v1/reports/{first['id']}/editions", {"correction": "Een dubbele betaling is teruggedraaid."}
    )
    assert again["edition"] == 2
    changed = {each["where"]: (each["before"], each["after"]) for each in again["content"]["differences"]}
    assert changed["geld, totaal, betaald"] == ("€ 2.469.134", "€ 2.456.788,33")
    discussed = play.act(client, again, "discussion", {"consultation": autumn})
    second = play.act(client, discussed, "publication", words | {"on": "2021-06-01"})
    assert second["status"] == "published"

    assert play.files(client, first) == published
    later_migrations(office.database, tmp_path)
    assert play.files(client, first) == published
    for report in (first, second):
        assert_money_is_that_of_monitoring(client, report["content"]["gathered"])
    for each in first["files"]:
        assert sha256(published[each["href"]]).hexdigest() == each["sha256"]

    assert_all_say_the_same(published, first["id"])


def assert_measured_until_the_end_of_the_year(gathered: play.Json) -> None:
    """The wave of 2021 was published when the report was made, and is of another year."""
    figures = [figure for result in gathered["results"] for figure in result["figures"]]
    cohesion = {each["area"]: each for each in figures if each["indicator"] == "social-cohesion"}
    deal = cohesion["Zuidwest"]
    assert (deal["period"], deal["shown"], deal["baseline"]) == ("2020-najaar", "5,3", "5,1 (najaar 2019)")
    assert deal["uncertainty"] == "5,1 tot 5,5 (interval van 95 %)"
    assert deal["gap"].startswith("0,5 (0,3")
    assert cohesion["Moerwijk"]["gap"] == ""


def assert_all_say_the_same(published: dict[str, bytes], report_id: str) -> None:
    """Every figure of the JSON stands in the PDF, the Word file and the page."""
    address = f"/v1/reports/{report_id}"
    whole = {form: published[f"{address}.{form}?version=full"] for form in ("json", "pdf", "docx", "html")}
    figures = list(shown_in(orjson.loads(whole["json"])))
    assert len(figures) > 30
    for form, words in (("pdf", pdf_words), ("docx", docx_words), ("html", html_words)):
        text = words(whole[form])
        assert [figure for figure in figures if figure not in text] == [], form
    assert_tagged(whole["pdf"], "nl", {"/H1", "/H2", "/Table", "/TH", "/TD", "/L", "/TOC", "/Figure"})


LATER = """
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "later", "{newest}", None, None


def upgrade() -> None:
    op.add_column("report", sa.Column("later", sa.Text, nullable=False, server_default="x"), schema="projects")
    op.alter_column("report_file", "version", type_=sa.String(40), schema="projects")
    op.create_index("ix_report_later", "report", ["later"], schema="projects")
"""


def later_migrations(database: Database, folder: Path) -> None:
    """The newest one once more, over all that was booked and published; one that may still come, which changes the
    tables of reports; and not even their owner changes what was published."""
    newest = head_revision("projects") or ""
    go_to(database, "projects", "-1")
    migrate(database.url, database.role_prefix, SECRET)
    (folder / "later.py").write_text(LATER.replace("{newest}", newest))
    go_to(database, "projects", "head", later=folder)
    with psycopg.connect(database.url) as connection:
        assert connection.execute("SELECT version_num FROM projects.alembic_version").fetchall() == [("later",)]
        for change in ("UPDATE projects.report SET reference = ''", "DELETE FROM projects.report_file"):
            with pytest.raises(psycopg.errors.IntegrityError), connection.transaction():
                connection.execute(change.encode())


def assert_money_is_that_of_monitoring(client: httpx.Client, gathered: play.Json) -> None:
    """As of the moment at which it was gathered: per pillar, and in all. All 400 bookings count within the year."""
    moment, money = gathered["gatheredAt"], gathered["money"]
    division = client.get("/v1/monitoring/division", params={"asOf": moment}).json()
    assert [shares_of(each) for each in money["pillars"]] == [
        tuple(part[f"{name}Cents"] for name in ("allocated", "committed", "paid")) for part in division["parts"]
    ]
    realised = client.get("/v1/monitoring/realisation", params={"asOf": moment}).json()["moneyByPillar"]
    assert shares_of(money["total"])[1:] == tuple(
        sum(each[f"{name}Cents"] for each in realised) for name in ("committed", "paid")
    )
    asked = {"by": "pillar", "until": "2020-12-31", "asOf": moment}
    sums = client.get("/v1/bookings/sums", params=asked).json()["items"]
    paid = {each["pillar"]: each["amountCents"] for each in sums if each["kind"] == "payment"}
    assert paid == {each["pillar"]: each["paid"]["cents"] for each in money["pillars"]}


def shares_of(part: play.Json) -> tuple[int, ...]:
    return tuple(part[name]["cents"] for name in ("allocated", "committed", "paid"))
