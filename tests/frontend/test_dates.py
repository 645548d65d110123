"""What a coordinator does about one date, with forms as a browser without JavaScript sends them."""

import pytest

from services.contracts.participation.enrolments import ListedEnrolment
from services.contracts.participation.schedules import ExceptionShape
from tests.frontend.conftest import Site
from tests.frontend.reading_html import attribute, parsed, text_of, texts_of
from tests.frontend.stand_in_house import NOW, made_id


def person(name: str | None, status: str = "enrolled", phone: str | None = None) -> ListedEnrolment:
    return ListedEnrolment.model_validate(
        {
            "id": made_id(str(name)),
            "name": name,
            "phone": phone,
            "email": None,
            "status": status,
            "position": 1 if status == "waiting" else None,
            "confirm_by": None,
            "code": "14-KTPR",
            "for_child": False,
            "on_behalf": False,
            "present": False,
            "joined_at": NOW,
        }
    )


def address(site: Site) -> str:
    """Of the last date that is known of the first activity: it has not begun."""
    activity = site.house.activities[0]
    return f"/balie/activiteiten/{activity.id}/datums/{activity.next[-1].id}"


def test_the_page_says_who_comes_and_who_waits(site: Site) -> None:
    site.house.people = [person("Ada", phone="070 123"), person("Bo", "waiting"), person("Cas", "left")]
    page = parsed(site.coordinator.get(address(site)))
    assert text_of(page, "#wie") == "1 persoon komt"
    assert [text.split()[0] for text in texts_of(page, ".desk-row__what")] == ["Ada", "Bo"]
    assert attribute(page, ".desk-row a", "href") == "tel:070123"


def test_the_printed_list_has_a_box_for_each(site: Site) -> None:
    site.house.people = [person("Ada", phone="070 123"), person("Bo", "waiting"), person(None)]
    page = parsed(site.coordinator.get(f"{address(site)}/lijst"))
    assert len(page.css(".large-list__box")) == 3
    assert "Naam is gewist" in text_of(page, ".large-list")


def test_cancelling_sends_why_and_says_that_all_are_told(site: Site) -> None:
    answer = site.coordinator.post(f"{address(site)}/afgelasten", data={"reason": " De kok is ziek. "})
    assert answer.headers["location"] == f"{address(site)}?gedaan=cancelled"
    date_id = address(site).rpartition("/")[2]
    assert site.house.sent == [{"kind": "cancelled", "occurrenceId": date_id, "reason": "De kok is ziek."}]
    assert "krijgt bericht" in text_of(parsed(site.coordinator.get(answer.headers["location"])), "[role=status]")


def test_moving_needs_a_day_and_a_time_and_keeps_what_was_typed(site: Site) -> None:
    answer = site.coordinator.post(f"{address(site)}/verplaatsen", data={"day": "2026-12-03", "move_reason": "Feest"})
    page = parsed(answer)
    assert answer.status_code == 400
    assert attribute(page, "#fouten a", "href") == "#day"
    assert (attribute(page, "#day", "value"), attribute(page, "#move_reason", "value")) == ("2026-12-03", "Feest")
    assert site.house.sent == []
    right = {"day": "2026-12-03", "start": "10:30", "move_reason": ""}
    assert site.coordinator.post(f"{address(site)}/verplaatsen", data=right).status_code == 303
    assert site.house.sent[0]["start"] == "2026-12-03T10:30:00"


def test_what_the_service_refuses_is_said_and_stays(site: Site) -> None:
    site.house.fails = {"POST /v1/activities": (409, {"detail": "This activity has ended."})}
    answer = site.coordinator.post(f"{address(site)}/afgelasten", data={"reason": "Ziek"})
    page = parsed(answer)
    assert answer.status_code == 409
    assert "This activity has ended." in text_of(page, "#fouten")
    assert attribute(page, "#reason", "value") == "Ziek"


def test_undoing_takes_back_what_was_done_about_this_date_only(site: Site) -> None:
    date_id = site.house.activities[0].next[-1].id
    site.house.exceptions = [
        ExceptionShape(id=made_id("mine"), kind="cancelled", occurrence_id=date_id),
        ExceptionShape(id=made_id("other"), kind="cancelled", occurrence_id=made_id("elsewhere")),
        ExceptionShape(id=made_id("place"), kind="closed", occurrence_id=date_id, of_place=True),
    ]
    assert site.coordinator.post(f"{address(site)}/herstellen").status_code == 303
    deleted = [asked.rpartition("/")[2] for asked in site.house.asked if asked.startswith("DELETE")]
    assert deleted == [str(made_id("mine"))]


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Ada", "phone": "x"}, "phone"),
        ({"name": "Ada", "email": "ada"}, "email"),
    ],
)
def test_enrolling_somebody_says_what_is_wrong(site: Site, form: dict[str, str], field: str) -> None:
    answer = site.coordinator.post(f"{address(site)}/inschrijven", data=form)
    assert answer.status_code == 400
    assert f'href="#{field}"' in answer.text
    assert site.house.sent == []


def test_counting_needs_a_number(site: Site) -> None:
    for typed in ("", "veel", "-1", "20000"):
        answer = site.coordinator.post(f"{address(site)}/opkomst", data={"count": typed})
        assert answer.status_code == 400, typed
    assert site.coordinator.post(f"{address(site)}/opkomst", data={"count": "12"}).status_code == 303
    assert site.house.sent == [{"count": 12, "ofWhom": {}, "present": None}]


def test_ticking_sends_who_was_there(site: Site) -> None:
    site.house.people = [person("Ada"), person("Bo")]
    ticked = str(made_id("Bo"))
    site.coordinator.post(f"{address(site)}/opkomst", data={"present": [ticked], "count": ""})
    assert site.house.sent == [{"count": None, "ofWhom": {}, "present": [ticked]}]


def test_an_editor_sees_no_names(site: Site) -> None:
    site.house.fails = {"GET /v1/occurrences": (403, {})}
    page = parsed(site.coordinator.get(address(site)))
    assert page.css("#wie") == []
    assert text_of(page, "#anders") == "Gaat het anders?"


def test_a_date_that_is_not_there_is_not_found(site: Site) -> None:
    activity = site.house.activities[0]
    assert site.coordinator.get(f"/balie/activiteiten/{activity.id}/datums/{made_id('none')}").status_code == 404
