"""The catalogue of open data: without a violation of the published shapes, and every address in it is one of ours."""

import subprocess
from pathlib import Path

import httpx
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF

from services.contracts.deal import Deal
from services.indicators.catalogue.graph import turtle
from services.indicators.catalogue.terms import DCAT
from tests.indicators.foreign import python_with, standard

pytestmark = pytest.mark.xdist_group("statistics")
FOREIGN = Path(__file__).parent / "foreign"
OURS = {name: f"https://{name}.example" for name in ("frontend", "identity", "projects", "indicators", "participation")}


@pytest.fixture(scope="module")
def catalogue(house: httpx.Client) -> str:
    answer = house.get("/dcat.ttl")
    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    return answer.text


@pytest.fixture(scope="module")
def graph(catalogue: str) -> Graph:
    return Graph().parse(data=catalogue, format="turtle")


def violations(folder: Path, *catalogues: str) -> list[list[str]]:
    """Of each catalogue, as pyshacl finds them with the shapes of DCAT-AP-NL 3 and of DCAT-AP 3 together."""
    shapes = standard("dcat-ap-nl-3")
    files = []
    for number, text in enumerate(catalogues):
        files.append(folder / f"{number}.ttl")
        files[-1].write_text(text)
    python = python_with(FOREIGN / "requirements.txt")
    command = [python, FOREIGN / "with_pyshacl.py", shapes, *files]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return [line.split("|")[1:] for line in done.stdout.splitlines()]


def test_the_published_shapes_find_no_violation(catalogue: str, tmp_path: Path) -> None:
    without = catalogue.replace("dct:accessRights", "dct:rights", 1)
    nameless = catalogue.replace("skos:prefLabel", "skos:altLabel", 1)
    found, *broken = violations(tmp_path, catalogue, without, nameless)
    assert found == []
    assert all(broken)


def test_it_lists_data_sets_services_and_releases(graph: Graph) -> None:
    listed = {str(each).rpartition("#")[2] for each in graph.objects(None, DCAT.dataset)}
    assert listed == {"dataset-activities", "dataset-current-figures", "dataset-projects", "release-1"}
    services = {str(each).rpartition("#")[2] for each in graph.objects(None, DCAT.service)}
    assert {"service-odata", "service-cbs", "service-rpde", "service-hsds"} < services
    release = next(graph.subjects(DCAT.version, None))
    forms = {str(each).rpartition("-1-")[2] for each in graph.objects(release, DCAT.distribution)}
    assert forms == {"csv", "json", "parquet", "json-stat", "cbs"}
    assert {str(each) for each in graph.objects(release, DCTERMS.title)} == {"Nulmeting"}


def test_what_it_points_to_is_there(graph: Graph, house: httpx.Client) -> None:
    """Of this service; the others are named by the deal's folder."""
    ours = "http://127.0.0.1:8002"
    predicates = (DCAT.accessURL, DCAT.downloadURL, DCAT.endpointDescription, DCAT.landingPage)
    found = {str(each) for predicate in predicates for each in graph.objects(None, predicate)}
    paths = sorted(each.removeprefix(ours) for each in found if each.startswith(ours))
    assert len(paths) >= 9
    assert [(path, house.get(path).status_code) for path in paths] == [(path, 200) for path in paths]


def test_addresses_are_those_of_each_service(deal: Deal) -> None:
    """Before anything was released too."""
    graph = Graph().parse(data=turtle(deal.open_data, [], OURS), format="turtle")
    feeds = {str(each) for each in graph.objects(None, DCAT.accessURL)}
    assert {
        "https://participation.example/rpde/activities",
        "https://participation.example/v1/activities.ics",
        "https://projects.example/v1/iati.xml",
    } < feeds
    assert len(set(graph.subjects(RDF.type, DCAT.DatasetSeries))) == 1
    assert URIRef(deal.open_data.licence.url) in set(graph.objects(None, DCTERMS.license))


def test_it_is_asked_again_for_nothing_and_in_no_other_form(house: httpx.Client) -> None:
    etag = house.get("/dcat.ttl").headers["etag"]
    assert house.get("/dcat.ttl", headers={"If-None-Match": etag}).status_code == 304
    assert house.get("/dcat.ttl", headers={"Accept": "application/rdf+xml"}).status_code == 406
