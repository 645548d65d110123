"""The benchmark of monitoring fills its data and explains what each route asks; not how fast that is."""

import psycopg
import pytest
from psycopg import ClientCursor

from benchmarks.monitoring import cases, fill, in_database, line, plans_of, played
from cli.load import Owner
from tests.postgres import SECRET, Database
from tests.projects.conftest import _kept, real_deal, template_with_deal, with_deal

__all__ = ["_kept", "real_deal", "template_with_deal", "with_deal"]
CASES = ["realisation", "realisation, as of halfway", "division", "division, as of halfway", "results"]


@pytest.mark.xdist_group("benchmarks")
def test_each_route_is_explained_on_filled_data(with_deal: Database) -> None:
    halfway = fill(Owner(with_deal.url, with_deal.role_prefix, SECRET), projects=4, bookings=40)
    with psycopg.connect(with_deal.url, autocommit=True, cursor_factory=ClientCursor) as connection:
        booked = "SELECT count(*), count(*) FILTER (WHERE known_at <= %s) FROM projects.booking"
        assert connection.execute(booked, (halfway,)).fetchone() == (40, 0)
        found = cases(with_deal.url, halfway)
        assert list(found) == CASES
        assert all("Execution Time" in plans_of(connection, found[case])[-1] for case in CASES)
        times = played({(case, size): in_database(connection, found[case]) for case in CASES for size in (40, 80)}, 1)
    told = line("division", ((4, 40), (8, 80)), times)
    assert (told["case"], told["dataSize"], told["rounds"]) == ("monitoring: division", 80, 1)
    assert told["oursValue"] > 0
