"""Whatever service is away, every page that can come comes, and says kindly what is missing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from services.contracts import calling
from tests.frontend.conftest import SERVICES, Site
from tests.frontend.posting import NEW, filled
from tests.frontend.reading_html import attribute, parsed, text_of
from tests.frontend.test_pages import addresses

Crippled = Callable[..., Site]
KIND = "Dit deel kunnen wij nu niet laten zien"


PARTLY = {
    "identity": set(),
    "projects": {"projects", "deal"},
    "indicators": {"progress"},
    "participation": {
        *("home", "this week", "list", "found", "nothing", "wijk", "second page"),
        *("map", "wishes", "help", "project", "paper"),
    },
}
"""Pages for residents that lack a part without that service, and say so."""
WHOLE = {"progress", "projects", "deal", "accessibility", "privacy", "components", "offline", "open data", "sign in"}
WHOLE |= {"list for other sites", "list in a frame", "not found"}
"""Without participation; what is not here and lacks more than a part is one thing of it, or a form for it."""


@pytest.mark.parametrize("away", SERVICES)
def test_every_page_says_kindly_what_it_lacks_and_shows_the_rest(
    crippled: Crippled, monkeypatch: pytest.MonkeyPatch, away: str
) -> None:
    monkeypatch.setattr(calling, "PAUSE_SECONDS", 0)
    site = crippled(away)
    pages = {name: path for name, path in addresses(site).items() if name != "components"}
    with ThreadPoolExecutor(4) as pool:
        answers = dict(zip(pages, pool.map(site.coordinator.get, pages.values()), strict=True))
    shown = {name: what_is_shown(answer) for name, answer in answers.items()}
    of_the_desk = {name for name, path in pages.items() if path.startswith("/balie")}
    expected = {name: expected_of(name, away) for name in pages.keys() - of_the_desk}
    assert {name: shown[name] for name in expected} == expected
    assert {shown[name] for name in of_the_desk} <= {"whole", "part", "nothing"}


def what_is_shown(answer: httpx.Response) -> str:
    """`nothing` is a page too, that says so and when to come back. Anything else is a mistake of ours."""
    page = parsed(answer)
    assert text_of(page, "h1")
    if answer.status_code == 503:
        assert answer.headers["retry-after"] == "60"
        assert "over een paar minuten" in text_of(page, "main")
        return "nothing"
    assert answer.status_code in (200, 404), answer.url
    return "part" if KIND in text_of(page, "main") else "whole"


def expected_of(name: str, away: str) -> str:
    if name in PARTLY[away]:
        return "part"
    if away == "participation":
        return "whole" if name in WHOLE else "nothing"
    return "nothing" if (away, name) == ("projects", "project") else "whole"


def test_without_indicators_the_monitor_says_so_and_the_rest_stays(crippled: Crippled) -> None:
    site = crippled("indicators")
    answer = site.visitor.get("/hoe-gaat-het")
    assert answer.status_code == 200
    assert "De cijfers kunnen nu niet worden getoond" in text_of(parsed(answer), "main")
    assert KIND not in text_of(parsed(site.visitor.get("/")), "main")


def test_figures_show_also_while_their_definitions_can_not_be_asked(site: Site) -> None:
    site.house.fails["GET /v1/indicators"] = (503, {})
    page = parsed(site.visitor.get("/hoe-gaat-het"))
    assert "De uitleg bij de cijfers kan nu niet worden getoond" in text_of(page, "main")
    assert text_of(page, ".figure__number") == "9 van 14 plekken bieden drie projecten"


def test_without_projects_an_activity_can_still_be_posted(crippled: Crippled) -> None:
    site = crippled("projects")
    page = parsed(site.coordinator.get(NEW))
    assert "U kunt de activiteit wel opslaan" in text_of(page, "form.form")
    assert site.coordinator.post(NEW, data=filled(site)).status_code == 303


def test_without_identity_signing_in_says_so(crippled: Crippled) -> None:
    site = crippled("identity")
    answer = site.visitor.post("/aanmelden", data={"email": "ada@example.nl"})
    assert answer.status_code == 503
    assert "Aanmelden kan nu niet" in text_of(parsed(answer), "main")
    assert site.coordinator.get("/balie").status_code == 503


def test_when_saving_does_not_work_the_form_comes_back_with_all_that_was_typed(site: Site) -> None:
    site.house.fails["POST /v1/activities"] = (503, {})
    site.house.fails["GET /v1/me"] = (503, {})
    answer = site.coordinator.post(NEW, data=filled(site))
    page = parsed(answer)
    assert answer.status_code == 503
    assert "Opslaan lukt nu niet" in text_of(page, "main")
    assert attribute(page, "#title", "value") == "Samen koken"
    assert attribute(page, "input[name=place]", "value") == str(site.house.places[0].id)
    assert attribute(page, "input[name=key]", "value") == "a1b2c3d4"


def test_the_wijken_stay_known_when_participation_goes_away_later(site: Site) -> None:
    site.visitor.get("/")
    site.house.fails["GET /v1/agenda"] = (503, {})
    page = parsed(site.visitor.get("/"))
    assert len(page.css(".wijk-choice .chip")) == 5
    assert KIND in text_of(page, "main")


def test_the_site_is_ready_and_says_which_services_answer(crippled: Crippled) -> None:
    answer = crippled("indicators", "projects").visitor.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "checks": {
            "identity": {"ok": True},
            "projects": {"ok": False},
            "indicators": {"ok": False},
            "participation": {"ok": True},
        },
    }
