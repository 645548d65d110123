"""What Postgres does with the statement of a list that many people ask for."""

import psycopg
import pytest

from services.kit.hot import this_minute
from services.participation.activities.card_queries import card_page
from services.participation.activities.filters import ActivityFilters
from services.participation.activities.listing import PageOf
from services.participation.activities.queries import activity_page
from tests.postgres import Database

LANGUAGES = dict.fromkeys(("language_1", "language_2", "language_3"), "nl")


@pytest.mark.parametrize(
    ("page_of", "sort"),
    [(activity_page, "next"), (activity_page, "title"), (activity_page, "newest"), (card_page, "next")],
)
def test_a_list_is_planned_once_and_not_for_every_request(database: Database, page_of: PageOf, sort: str) -> None:
    asked = ActivityFilters()
    page = page_of(asked.given, sort, 1, 20, False)
    with psycopg.connect(database.url_for("participation"), autocommit=True) as connection:
        for _ in range(40):
            page.all(connection, asked.values(this_minute()) | LANGUAGES)
        plans = connection.execute("SELECT generic_plans, custom_plans FROM pg_prepared_statements").fetchall()
    kept, anew = max(plans)
    assert kept >= 10
    assert anew <= 5


def test_the_minute_stands_in_the_statement_and_what_people_type_does_not() -> None:
    asked = ActivityFilters(wijk="moerwijk", q="koffie")
    values = asked.values(this_minute()) | LANGUAGES
    statement = activity_page(asked.given, "title", 1, 20).at_the_moment(values).decode()
    assert "%(now)s" not in statement
    assert str(this_minute()) in statement
    assert "%(wijk)s" in statement
    assert "koffie" not in statement
