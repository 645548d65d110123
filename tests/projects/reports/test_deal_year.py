"""A whole year of the deal, played through the API, and the report over it that stays as it was published."""

from hashlib import sha256

import orjson
import psycopg
import pytest

from cli.migrate import migrate
from tests.pdf import assert_tagged
from tests.postgres import SECRET, Database
from tests.projects.governing import all_consent, asked_for_consent, asked_to_accede, consent, post
from tests.projects.reports import play
from tests.projects.reports.conftest import Office
from tests.projects.reports.reading import docx_words, html_words, pdf_words, shown_in


def test_a_year_from_the_first_project_to_the_second_edition(office: Office) -> None:
    client = office.client
    projects = play.start_projects(client, 35)
    play.divide(client, 100_000_000)
    bookings = play.book(client, projects, 400)
    spring, autumn = play.meet(client, "2020-03-10", "lnv"), play.meet(client, "2020-10-06", "gemeente-den-haag")
    assert (spring, autumn) == (1, 2)

    refused = asked_for_consent(client, title="Minder sport")
    assert consent(client, refused, "ocw", "2020-04-03", "refuses")["status"] == "refused"
    agreed = asked_for_consent(client)
    assert all_consent(client, agreed, "2020-04-20")["status"] == "in-force"
    assert all_consent(client, asked_to_accede(client), "2020-06-01")["status"] == "in-force"

    draft = post(client, "/v1/reports", {"kind": "progress", "year": 2020})
    gathered = draft["content"]["gathered"]
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

    wrong = next(each for each in bookings if each["kind"] == "payment")
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
    later_migration(office.database)
    assert play.files(client, first) == published
    for each in first["files"]:
        assert sha256(published[each["href"]]).hexdigest() == each["sha256"]

    assert_all_say_the_same(published, first["id"])


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


def later_migration(database: Database) -> None:
    """What a later version may do to the tables; not even their owner changes what was published."""
    with psycopg.connect(database.url) as connection:
        connection.execute("ALTER TABLE projects.report ADD COLUMN later text NOT NULL DEFAULT 'x'")
        connection.execute("ALTER TABLE projects.report_file ADD COLUMN later text")
        for change in ("UPDATE projects.report SET reference = ''", "DELETE FROM projects.report_file"):
            with pytest.raises(psycopg.errors.IntegrityError), connection.transaction():
                connection.execute(change.encode())
    migrate(database.url, database.role_prefix, SECRET)
