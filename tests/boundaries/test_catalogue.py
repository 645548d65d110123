"""Every address that the catalogue of open data names is there, in the form that it says."""

import httpx
import pytest

from cli.house import ROOT
from services.contracts.deal_open_data import OpenDataFile
from services.kit.deal_files import read_deal

pytestmark = pytest.mark.xdist_group("all services")


@pytest.fixture(scope="module")
def said() -> OpenDataFile:
    return read_deal(ROOT / "deal/den-haag-zuidwest").open_data


def test_data_sets_are_where_the_catalogue_says(services: dict[str, httpx.Client], said: OpenDataFile) -> None:
    """`frontend` has none; what a service gives in another form than it says would be read wrongly."""
    for each in (each for dataset in said.datasets for each in dataset.distributions):
        answer = services[each.service].get(each.path)
        form = answer.headers["content-type"].partition(";")[0]
        assert (each.path, answer.status_code, form) == (each.path, 200, each.media_type)


def test_services_are_described_where_the_catalogue_says(services: dict[str, httpx.Client], said: OpenDataFile) -> None:
    found = {each.described_at: services[each.service].get(each.described_at).status_code for each in said.services}
    assert set(found.values()) == {200}, found
