"""The desk of moderators: reading, deciding, answering, undoing, the log; forms as they are sent without JavaScript."""

from typing import Any

import httpx
import pytest

from tests.frontend.conftest import Site
from tests.frontend.for_the_desk import (
    JOINED,
    ORIGIN,
    PLACE,
    PROPOSAL,
    REPORT,
    UNDO,
    WISH,
    be,
    furnish_desk,
    plain,
    proposal,
    undo,
    waiting_wish,
)
from tests.frontend.reading_html import attribute, parsed, text_of, texts_of
from tests.frontend.stand_in_house import made_id

WISH_PAGE, PROPOSAL_PAGE = f"/balie/wensen/{WISH}", f"/balie/voorstellen/{PROPOSAL}"
ANYONES = ("/balie/te-lezen", WISH_PAGE, PROPOSAL_PAGE, "/balie/meldingen", "/balie/vraag")
MODERATORS = ("/balie/terugdraaien", "/balie/logboek")
EDITORS = ("/balie/mensen", "/balie/mensen/uitnodigen", "/balie/plekken/nieuw")


@pytest.fixture
def desk(site: Site) -> Site:
    furnish_desk(site.house)
    return site


def post(desk: Site, address: str, **values: Any) -> httpx.Response:
    return desk.coordinator.post(address, data=values)


def canned(desk: Site, method: str, address: str, answer: Any) -> None:
    desk.house.canned[f"{method} /v1/{address}"] = answer


@pytest.mark.parametrize("path", [*ANYONES, *MODERATORS, *EDITORS])
def test_without_a_session_one_is_asked_to_sign_in_first(site: Site, path: str) -> None:
    answer = site.visitor.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/aanmelden?verder={path.replace('/', '%2F')}")


def test_who_has_another_role_is_told_kindly_whose_work_it_is(desk: Site) -> None:
    for role, refused in (
        ("coordinator", (*MODERATORS, *EDITORS)),
        ("moderator", EDITORS),
        ("editor", MODERATORS),
        ("analyst", (*ANYONES, *MODERATORS, *EDITORS)),
    ):
        be(desk.house, role, wijken=("moerwijk",) if role == "editor" else ())
        for path in refused:
            answer = desk.coordinator.get(path)
            page = parsed(answer)
            assert answer.status_code == 403, (role, path)
            assert text_of(page, "h1") == "Deze pagina is voor iemand anders"
            assert "Vraag het aan de programma-organisatie" in text_of(page, "main")
    assert "Dit is het werk van een redacteur van een wijk of beheerder" in text_of(page, "main")


def test_a_form_of_another_role_does_nothing(desk: Site) -> None:
    be(desk.house, "coordinator")
    for path in ("/balie/terugdraaien", f"/balie/terugdraaien/{UNDO}/terug", "/balie/mensen/uitnodigen"):
        assert post(desk, path, stap="doe", email="a@example.nl").status_code == 403
    assert desk.house.sent == []


def test_the_menu_holds_what_is_ones_own(desk: Site) -> None:
    be(desk.house, "moderator")
    shown = texts_of(parsed(desk.coordinator.get("/balie/te-lezen")), ".desk-menu a")
    assert shown == ["Te lezen", "Klopt iets niet?", "Vraag van bewoners", "Op papier", "Terugdraaien", "Logboek"]
    be(desk.house, "coordinator")
    shown = texts_of(parsed(desk.coordinator.get("/balie/te-lezen")), ".desk-menu a")
    assert shown == ["Mijn plekken", "Te lezen", "Klopt iets niet?", "Vraag van bewoners"]


def test_what_waits_leads_to_a_page_each_and_to_all_of_its_sender(desk: Site) -> None:
    page = parsed(desk.coordinator.get("/balie/te-lezen?wijk=moerwijk&soort=food&wat=wish"))
    links = [node.attributes["href"] for node in page.css(".desk-row__what a")]
    assert links == [WISH_PAGE, PROPOSAL_PAGE, f"/balie/meldingen#melding-{REPORT}"]
    assert attribute(page, "input[name=afzender]", "value") == ORIGIN
    assert len(page.css("input[name=afzender]")) == 2
    assert attribute(page, "#wijk option[selected]", "value") == "moerwijk"
    be(desk.house, "coordinator")
    assert not parsed(desk.coordinator.get("/balie/te-lezen")).css("input[name=afzender]")


def test_approving_sends_what_was_mended_and_what_it_joins(desk: Site) -> None:
    canned(desk, "POST", f"wishes/{WISH}/decision", plain(waiting_wish(status="approved")))
    page = parsed(desk.coordinator.get(WISH_PAGE))
    similar = str(made_id("similar"))
    assert attribute(page, "input[name=join][checked]", "value") == similar
    said = {"text": "Samen soep koken", "wijk": "bouwlust", "category": "food"}
    answer = post(desk, WISH_PAGE, versie="4", besluit="approve", join=similar, **said)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{WISH_PAGE}?gedaan=approve")
    assert desk.house.headers["if-match"] == '"4"'
    assert desk.house.sent[-1] == {"decision": "approve", "join": True, "joinTo": similar} | said
    post(desk, WISH_PAGE, versie="4", besluit="approve", join="apart", **said)
    assert desk.house.sent[-1] == {"decision": "approve", "join": False} | said


def test_a_refusal_needs_a_reason_and_keeps_what_was_typed(desk: Site) -> None:
    wrong = post(desk, WISH_PAGE, versie="4", besluit="reject", text="Soep, zei ik")
    page = parsed(wrong)
    assert (wrong.status_code, texts_of(page, "#fouten a")) == (400, ["Kies waarom dit niet op de site komt"])
    assert "Soep, zei ik" in text_of(page, "#text")
    short = parsed(post(desk, WISH_PAGE, versie="4", besluit="approve", text="nee", wijk="bouwlust"))
    assert [node.attributes["href"] for node in short.css("#fouten a")] == ["#text"]
    assert attribute(short, "#wijk option[selected]", "value") == "bouwlust"
    canned(desk, "POST", f"wishes/{WISH}/decision", plain(waiting_wish(status="rejected")))
    assert post(desk, WISH_PAGE, versie="4", besluit="reject", reason="no-room").status_code == 303
    assert desk.house.sent == [{"decision": "reject", "join": True, "reason": "no-room"}]


def test_who_was_second_sees_so_and_can_press_again(desk: Site) -> None:
    problem = {"type": "urn:zuidwest:problem:stale"}
    desk.house.fails[f"POST /v1/wishes/{WISH}/decision"] = (412, problem)
    answer = post(desk, WISH_PAGE, versie="3", besluit="approve", text="Soep voor allen", join="apart")
    page = parsed(answer)
    assert answer.status_code == 412
    assert "Iemand anders was u net voor" in text_of(page, ".denhaag-alert--warning")
    assert attribute(page, "input[name=versie]", "value") == "4"
    assert "Soep voor allen" in text_of(page, "#text")


def test_a_decision_is_undone_and_a_wish_is_offered_something(desk: Site) -> None:
    address = f"/balie/wensen/{JOINED}"
    page = parsed(desk.coordinator.get(address))
    steps = [node.attributes["value"] for node in page.css("button[name=besluit]")]
    assert steps == ["undo", "split"]
    for step, door in (("undo", "decision"), ("split", "split")):
        canned(desk, "POST", f"wishes/{JOINED}/{door}", plain(waiting_wish(id=JOINED)))
        assert post(desk, address, versie="4", besluit=step).headers["location"] == f"{address}?gedaan={step}"
    assert post(desk, f"{address}/aanbieden", activity="").status_code == 400
    activity_id = str(desk.house.activities[0].id)
    offered = {"id": activity_id, "wishId": str(JOINED), "activityId": activity_id, "letters": 1, "calls": 0}
    canned(desk, "POST", f"wishes/{JOINED}/offers", offered)
    assert post(desk, f"{address}/aanbieden", activity=activity_id).headers["location"].endswith("gedaan=offered")
    assert desk.house.sent[-1] == {"activityId": activity_id}
    be(desk.house, "moderator")
    assert post(desk, f"{address}/aanbieden", activity=activity_id).status_code == 403


def test_an_accepted_proposal_leads_to_the_form_that_holds_it(desk: Site) -> None:
    activity = desk.house.activities[0]
    made = plain(proposal(status="accepted", activity_id=activity.id))
    canned(desk, "POST", f"proposals/{PROPOSAL}/decision", made)
    chosen = {"place": str(desk.house.places[0].id), "category": "food"}
    answer = post(desk, PROPOSAL_PAGE, versie="2", besluit="accept", **chosen)
    assert answer.headers["location"] == f"/balie/activiteiten/{activity.id}"
    assert desk.house.sent == [{"decision": "accept", "placeId": chosen["place"], "category": "food"}]
    be(desk.house, "moderator")
    answer = post(desk, PROPOSAL_PAGE, versie="2", besluit="accept", **chosen)
    assert answer.headers["location"] == f"{PROPOSAL_PAGE}?gedaan=accept"


def test_what_a_draft_lacks_is_said_at_its_field(desk: Site) -> None:
    errors = [{"location": {"name": name}, "code": "missing", "detail": ""} for name in ("placeId", "category")]
    desk.house.fails[f"POST /v1/proposals/{PROPOSAL}"] = (400, {"errors": errors})
    page = parsed(post(desk, PROPOSAL_PAGE, versie="2", besluit="accept", category="food"))
    assert [node.attributes["href"] for node in page.css("#fouten a")] == ["#place", "#category"]
    assert attribute(page, "#category option[selected]", "value") == "food"
    page = parsed(post(desk, PROPOSAL_PAGE, versie="2", besluit="reject"))
    assert texts_of(page, "#fouten a") == ["Kies waarom dit niet op de site komt"]


def test_a_proposed_place_starts_the_form_of_a_place(desk: Site) -> None:
    be(desk.house, "editor", wijken=("moerwijk",))
    page = parsed(desk.coordinator.get(f"/balie/voorstellen/{PLACE}"))
    link = attribute(page, "a[href*='plekken/nieuw']", "href")
    form = parsed(desk.coordinator.get(str(link)))
    assert attribute(form, "#name", "value") == "Buurttuin De Vlinder"
    assert attribute(form, "#wijk option[selected]", "value") == "moerwijk"
    values = {name: attribute(form, f"[name={name}]", "value") for name in ("key", "voorstel", "versie", "name")}
    wrong = parsed(post(desk, "/balie/plekken/nieuw", **values, street_address="Straat 12", postcode="nergens"))
    assert [node.attributes["href"] for node in wrong.css("#fouten a")] == ["#kind", "#wijk", "#postcode"]
    assert attribute(wrong, "#postcode", "value") == "nergens"
    canned(desk, "POST", "places", plain(desk.house.places[0]))
    canned(desk, "POST", f"proposals/{PLACE}/decision", plain(proposal(status="accepted")))
    more = {"kind": "meeting-place", "wijk": "moerwijk", "street_address": "Straat 12", "postcode": "2531 PE"}
    made = post(desk, "/balie/plekken/nieuw", **values, **more)
    assert made.headers["location"] == f"/plekken/{desk.house.places[0].id}"
    assert desk.house.sent[-1] == {"decision": "accept"}


@pytest.mark.parametrize(
    ("said", "outcome"), [("changed", "changed"), ("was-right", "was-right"), ("ended", "changed")]
)
def test_a_report_is_answered_with_one_press(desk: Site, said: str, outcome: str) -> None:
    activity = desk.house.activities[0]
    canned(desk, "POST", f"reports/{REPORT}/resolution", desk.house.canned["GET /v1/reports"]["items"][0])
    answer = post(desk, f"/balie/meldingen/{REPORT}", antwoord=said, activiteit=str(activity.id))
    assert answer.headers["location"] == f"/balie/meldingen?gedaan={said}"
    assert desk.house.sent[-1] == {"outcome": "changed" if said == "ended" else said}
    ended = f"DELETE /v1/activities/{activity.id}" in desk.house.asked
    assert ended == (said == "ended")


def test_a_report_that_somebody_else_answered_is_said(desk: Site) -> None:
    desk.house.fails["POST /v1/reports"] = (409, {"type": "urn:zuidwest:problem:resolved"})
    answer = post(desk, f"/balie/meldingen/{REPORT}", antwoord="changed")
    assert answer.status_code == 409
    assert "Iemand anders heeft deze melding al beantwoord" in text_of(parsed(answer), "main")
    assert post(desk, f"/balie/meldingen/{REPORT}", antwoord="vreemd").status_code == 400


def test_undoing_shows_first_what_would_go(desk: Site) -> None:
    canned(desk, "POST", "moderation/undo", plain(undo(id=None, restorable_until=None)))
    begun = parsed(post(desk, "/balie/terugdraaien", stap="begin", afzender=ORIGIN))
    assert attribute(begun, "input[name=afzender]", "value") == ORIGIN
    assert attribute(begun, "#what-enrolments", "checked") is None
    given = {"afzender": "", "what": ["wishes", "reports"], "reason": "spam"}
    hours = {"since": "2026-11-24T09:00", "until": "2026-11-24T10:30"}
    page = parsed(post(desk, "/balie/terugdraaien", stap="kijk", **given, **hours))
    assert "Wensen: 3" in text_of(page, ".denhaag-alert--warning")
    assert desk.house.sent[-1] == {
        "what": ["wishes", "reports"],
        "reason": "spam",
        "dryRun": True,
        "since": "2026-11-24T09:00:00+01:00",
        "until": "2026-11-24T10:30:00+01:00",
    }
    hidden = page.css(".denhaag-alert--warning input[type=hidden]")
    sent: dict[str, list[str]] = {}
    for node in hidden:
        sent.setdefault(str(node.attributes["name"]), []).append(node.attributes["value"] or "")
    done = post(desk, "/balie/terugdraaien", **sent)
    assert done.headers["location"] == "/balie/terugdraaien?gedaan=undone"
    assert desk.house.sent[-1] == desk.house.sent[-2] | {"dryRun": False}


def test_what_is_wrong_with_an_undo_is_said_and_nothing_happens(desk: Site) -> None:
    page = parsed(post(desk, "/balie/terugdraaien", stap="doe", since="morgen", until=""))
    links = [node.attributes["href"] for node in page.css("#fouten a")]
    assert links == ["#what", "#since", "#until", "#reason"]
    turned = {"since": "2026-11-24T10:00", "until": "2026-11-24T09:00", "what": "wishes", "reason": "spam"}
    page = parsed(post(desk, "/balie/terugdraaien", stap="kijk", **turned))
    assert [node.attributes["href"] for node in page.css("#fouten a")] == ["#until"]
    assert attribute(page, "#since", "value") == "2026-11-24T10:00"
    assert desk.house.sent == []


def test_what_was_taken_away_is_put_back(desk: Site) -> None:
    page = parsed(desk.coordinator.get("/balie/terugdraaien"))
    assert [node.attributes["action"] for node in page.css("form[action$=terug]")] == [
        f"/balie/terugdraaien/{UNDO}/terug"
    ]
    canned(desk, "POST", f"moderation/undo/{UNDO}/restoration", plain(undo()))
    answer = post(desk, f"/balie/terugdraaien/{UNDO}/terug")
    assert answer.headers["location"] == "/balie/terugdraaien?gedaan=restored"


def test_the_log_names_colleagues_only_to_who_invited_them(desk: Site) -> None:
    rows = texts_of(parsed(desk.coordinator.get("/balie/logboek")), "tbody td:last-child")
    assert rows[0] == "uzelf"
    assert rows[1].endswith("@buurtkamer.example.org")
    assert rows[2] == "een collega (0f9e8d7c)"
    be(desk.house, "moderator")
    page = parsed(desk.coordinator.get("/balie/logboek"))
    assert "@" not in text_of(page, "tbody")
    assert "Wens: niet op de site (Er is nu geen ruimte of tijd voor)" in text_of(page, "tbody")


def test_demand_is_a_table_with_wishes_and_people_to_call(desk: Site) -> None:
    page = parsed(desk.coordinator.get("/balie/vraag"))
    assert texts_of(page, "tbody tr:first-child td") == ["1.234 Wil meehelpen: 3", "1"]
    assert "0612345678" in text_of(page, "main")
    call = f"wishes/call-list/{made_id('call')}"
    canned(desk, "PUT", call, None)
    assert post(desk, f"/balie/vraag/gebeld/{made_id('call')}").headers["location"] == "/balie/vraag?gedaan=true"
    assert desk.house.sent[-1] == {"called": True}
    be(desk.house, "programme")
    page = parsed(desk.coordinator.get("/balie/vraag"))
    assert "0612345678" not in text_of(page, "main")
    assert not page.css("a[href^='/balie/wensen/']")


@pytest.mark.parametrize("path", ["/balie/te-lezen", "/balie/meldingen", "/balie/vraag", *MODERATORS])
def test_without_participation_lists_say_so_and_stay_pages(desk: Site, path: str) -> None:
    for start in ("moderation", "reports", "wishes"):
        desk.house.fails[f"GET /v1/{start}"] = (503, {})
    answer = desk.coordinator.get(path)
    page = parsed(answer)
    assert answer.status_code == 200
    assert "Dit deel kunnen wij nu niet laten zien" in text_of(page, "main")
    assert page.css(".desk-menu a")


def test_while_participation_is_away_what_was_typed_stays(desk: Site) -> None:
    desk.house.fails["GET /v1/wishes"] = desk.house.fails["POST /v1/wishes"] = (503, {})
    answer = post(desk, WISH_PAGE, versie="4", besluit="approve", text="Soep voor allen", wijk="bouwlust")
    page = parsed(answer)
    assert answer.status_code == 503
    assert "Wat u invulde staat er nog" in text_of(page, "main")
    assert "Soep voor allen" in text_of(page, "#text")
    assert attribute(page, "#wijk option[selected]", "value") == "bouwlust"
    desk.house.fails["POST /v1/moderation"] = (503, {})
    typed = {"since": "2026-11-24T09:00", "until": "2026-11-24T10:30", "what": "wishes", "reason": "abuse"}
    page = parsed(post(desk, "/balie/terugdraaien", stap="kijk", **typed))
    assert attribute(page, "#until", "value") == "2026-11-24T10:30"


def test_without_identity_the_services_say_who_may_what(desk: Site) -> None:
    desk.house.fails["GET /v1/me"] = (503, {})
    assert desk.coordinator.get("/balie/te-lezen").status_code == 200
    desk.house.fails["GET /v1/moderation/log"] = (403, {})
    refused = desk.coordinator.get("/balie/logboek")
    assert (refused.status_code, text_of(parsed(refused), "h1")) == (403, "U mag deze pagina niet zien")


def test_a_session_that_is_over_keeps_what_was_typed(desk: Site) -> None:
    desk.house.fails["GET /v1/me"] = (401, {})
    answer = post(desk, WISH_PAGE, besluit="reject", reason="no-room")
    assert answer.status_code == 401
    assert "reason=no-room" in str(attribute(parsed(answer), "input[name=bewaard]", "value"))


def test_a_refused_resident_reads_why_on_their_own_page(site: Site) -> None:
    for link, address in (("my-wish", "/wensen/mijn/my-wish"), ("my-proposal", "/voorstellen/mijn/my-proposal")):
        refused = {"status": "rejected", "reason": "no-room", "waits_for_reading": False}
        known = site.house.own[link]
        site.house.own[link] = known.model_copy(
            update={n: v for n, v in refused.items() if n in type(known).model_fields}
        )
        assert "Er is nu geen ruimte of tijd voor." in text_of(parsed(site.visitor.get(address)), "main")
