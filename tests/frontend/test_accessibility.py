"""In a real browser: no axe violations, nothing wider than a small phone, focus to be seen, no JavaScript needed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.frontend.browser import AXE, chromium, needed, window
from tests.frontend.conftest import Site
from tests.frontend.posting import NEW
from tests.frontend.test_pages import addresses

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
RUN_AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .map(found => `${found.id}: ${found.nodes.map(node => node.target.join(" ")).slice(0, 3).join(" | ")}`)"""
CONTRAST = """async () => (await axe.run(document, {runOnly: ["color-contrast"]})).violations
    .flatMap(found => found.nodes.map(node => `${node.target.join(" ")}: ${node.any[0]?.message}`))"""
TYPEFACES = """() => [...new Set(
    [...document.querySelectorAll("body *:not(svg, svg *, option, [type=checkbox], [type=radio], [type=hidden])")]
        .map(element => getComputedStyle(element).fontFamily.split(",")[0]))]"""
WRONG_FORM = 'document.querySelector("form.form[method=post]").submit()'


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN_AXE)
    return found


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("widths", "language"), [((1280, 640, 320), ""), ((320,), "/ar")])
def test_nothing_is_wrong_with_any_page(site: Site, browser: Browser, widths: tuple[int, ...], language: str) -> None:
    """On a desk in Dutch, also at 200 % (640 pixels wide) and at 400 % (320), and on a small phone in Arabic: axe finds
    nothing, nothing scrolls sideways, and Dutch is set in the site's own typeface."""
    needed("axe-core", AXE.exists())
    wrong: dict[str, list[str]] = {}
    with window(browser, site.address, widths[0]) as opened:
        page = opened.new_page()
        start = site.address + language
        for name, address in addresses(site).items():
            page.goto(start + address)
            wrong[name] = violations(page) + other_typefaces(page, language) + too_wide(page, widths)
        for name in ("join Samen koken", "make a wish", "propose", "wrong activity", "skip", "photo", NEW):
            page.goto(start + addresses(site).get(name, name))
            page.evaluate(WRONG_FORM)
            page.wait_for_selector("#fouten")
            wrong[f"{name} with mistakes"] = violations(page) + too_wide(page, widths)
        site.house.fails["GET /v1/act"] = site.house.fails["GET /v1/occ"] = (503, {})
        page.goto(f"{start}/")
        wrong["service away"] = violations(page) + too_wide(page, widths)
    assert {name: found for name, found in wrong.items() if found} == {}


def other_typefaces(page: Page, language: str) -> list[str]:
    if language:
        return []
    families: list[str] = page.evaluate(TYPEFACES)
    own: bool = page.evaluate("document.fonts.check('1em \"Fira Sans\"')")
    return [] if own and families == ['"Fira Sans"'] else [f"set in {families}"]


def too_wide(page: Page, widths: tuple[int, ...] = ()) -> list[str]:
    """As the window is, and at other widths; the first of them is the window's own, which it gets back."""
    more = {"": page.evaluate(TOO_WIDE)}
    for width in widths[1:]:
        page.set_viewport_size({"width": width, "height": 800})
        more[f" at {width}"] = page.evaluate(TOO_WIDE)
    if widths[1:]:
        page.set_viewport_size({"width": widths[0], "height": 800})
    return [f"{pixels} pixels too wide{where}" for where, pixels in more.items() if pixels > 0]


@pytest.mark.parametrize("path", ["/", "/ar/wijken/moerwijk", "/hoe-gaat-het"])
def test_what_is_pointed_at_or_has_the_focus_can_still_be_read(site: Site, browser: Browser, path: str) -> None:
    needed("axe-core", AXE.exists())
    with window(browser, site.address) as opened:
        page = opened.new_page()
        page.goto(site.address + path)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for states in (["hover"], ["focus", "focus-visible"]):
            assert as_if(page, states) > 20
            found: list[str] = page.evaluate(CONTRAST)
            assert found == [], states


def as_if(page: Page, states: list[str]) -> int:
    """Puts everything that can be chosen in those states at once; how many that are."""
    tools = page.context.new_cdp_session(page)
    for part in ("DOM", "CSS"):
        tools.send(f"{part}.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    asked = {"nodeId": root, "selector": "a, button, summary, input, select"}
    nodes: list[int] = tools.send("DOM.querySelectorAll", asked)["nodeIds"]
    for node in nodes:
        tools.send("CSS.forcePseudoState", {"nodeId": node, "forcedPseudoClasses": states})
    return len(nodes)


def test_axe_would_find_a_mistake(site: Site, browser: Browser) -> None:
    """A test that can't fail is no test."""
    needed("axe-core", AXE.exists())
    with window(browser, site.address) as opened:
        page = opened.new_page()
        page.goto(site.address)
        page.evaluate("document.querySelector('label[for=zoek]').remove()")
        assert any(found.startswith("label:") for found in violations(page))


def test_the_first_tab_stop_leads_to_the_content(site: Site, browser: Browser) -> None:
    with window(browser, site.address) as opened:
        page = opened.new_page()
        page.goto(f"{site.address}/activiteiten")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
        box = page.locator(".utrecht-skip-link").bounding_box()
        assert box is not None
        assert box["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "inhoud"


def test_focus_can_be_seen_on_everything_one_can_tab_to(site: Site, browser: Browser) -> None:
    with window(browser, site.address) as opened:
        page = opened.new_page()
        for address in ("/wijken/moerwijk", NEW):
            page.goto(site.address + address)
            for _ in range(25):
                page.keyboard.press("Tab")
                assert focus_is_visible(page), page.evaluate("document.activeElement.outerHTML")


def focus_is_visible(page: Page) -> bool:
    seen: bool = page.evaluate(
        """() => {
            const marked = element => element && ["", "::after"].some(part => {
                const style = getComputedStyle(element, part || null);
                return parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none"
                    || part && parseFloat(style.borderTopWidth) >= 2 && style.content !== "none";
            });
            return marked(document.activeElement) || marked(document.activeElement.closest("li"));
        }"""
    )
    return seen


def test_a_coordinator_posts_an_activity_without_javascript(site: Site, browser: Browser) -> None:
    with window(browser, site.address, 375, javascript=False) as opened:
        page = opened.new_page()
        page.goto(f"{site.address}/balie")
        page.get_by_role("link", name="Nieuwe activiteit").first.click()
        page.get_by_role("link", name="Koffieochtend").click()
        page.get_by_label("Wanneer is het?").fill("elke dinsdag en donderdag")
        page.get_by_role("button", name="Zet op de site").click()
        assert "hoe laat" in page.locator("#fouten").inner_text()
        page.get_by_label("Wanneer is het?").fill("elke dinsdag en donderdag 10–12")
        page.get_by_role("button", name="Zet op de site").click()
        assert page.get_by_role("status").inner_text().startswith("De activiteit is opgeslagen")
    assert site.house.sent[0]["schedule"]["rrule"] == "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU,TH"


def test_printing_leaves_out_what_paper_can_not_use(site: Site, browser: Browser) -> None:
    with window(browser, site.address) as opened:
        page = opened.new_page()
        page.goto(f"{site.address}/activiteiten/{site.house.activities[0].id}")
        page.emulate_media(media="print")
        assert not page.locator(".site-nav").is_visible()
        assert page.locator(".dates__first").is_visible()
