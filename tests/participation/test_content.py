"""What an activity tells: ages, costs, translations, needs and next steps."""

from typing import Any
from uuid import uuid4

import pytest

from services.contracts.participation import ActivityShape
from tests.participation.conftest import ADMIN, Body, World, wrong_names

TURKISH = {
    "title": "Kahve sabahı",
    "summary": "Komşularınızla bir kahve için.",
    "description": "Kahve hazır. Herkes gelebilir.",
}
POLISH = {"title": "Poranek z kawą", "summary": "Napij się kawy z sąsiadami.", "description": "Kawa już czeka."}
UNDESCRIBED = {"title": "Kahve", "summary": "Kahve içelim."}
SCRIPT = {"kind": "external", "url": "javascript:alert(1)", "label": "Verder"}
TOLD: Body = {
    "ages": {"from": 12, "to": None},
    "cost": {"free": False, "text": None, "payWhatYouCan": True, "ooievaarspas": "gratis"},
    "sdgs": [10, 3, 3],
    "needs": [{"kind": "people", "text": "Iemand die koffie zet."}],
    "maexUrl": "https://maex.nl/initiatief/koffie",
    "translations": {"tr": TURKISH, "pl": POLISH},
}


def one(world: World, made: Body, language: str = "") -> Body:
    headers = {"Accept-Language": language} if language else {}
    found: Body = world.client.get(f"/v1/activities/{made['id']}", headers=headers).json()
    return found


def test_what_is_told_comes_back(world: World) -> None:
    found = one(world, world.added(**TOLD))
    ActivityShape.model_validate(found)
    assert {name: found[name] for name in TOLD} == TOLD | {"sdgs": [3, 10]}


def test_texts_are_in_the_first_language_that_there_is(world: World) -> None:
    made = world.added(**TOLD)
    shown = {asked: one(world, made, asked) for asked in ("", "tr", "ar,pl;q=0.8", "ar", "nl,tr;q=0.5", "fr,ar,tr")}
    assert {asked: found["contentLanguage"] for asked, found in shown.items()} == {
        "": "nl",
        "tr": "tr",
        "ar,pl;q=0.8": "pl",
        "ar": "nl",
        "nl,tr;q=0.5": "nl",
        "fr,ar,tr": "nl",  # two languages are tried, then Dutch
    }
    assert {name: shown["tr"][name] for name in TURKISH} == TURKISH
    assert shown["ar"]["title"] == "Koffieochtend"


def test_lists_and_dates_are_translated_too(world: World) -> None:
    world.added(**TOLD)
    for path in ("/v1/activities", "/v1/occurrences"):
        answers = {asked: world.client.get(path, headers={"Accept-Language": asked}) for asked in ("tr", "nl")}
        titles = {asked: answer.json()["items"][0]["title"] for asked, answer in answers.items()}
        assert titles == {"tr": "Kahve sabahı", "nl": "Koffieochtend"}
        assert len({answer.headers["etag"] for answer in answers.values()}) == 2


WRONG: dict[str, tuple[Body, set[str]]] = {
    "free, with a price": ({"cost": {"free": True, "payWhatYouCan": True}}, {"cost.payWhatYouCan"}),
    "free, with a pass": ({"cost": {"free": True, "ooievaarspas": "€ 1"}}, {"cost.ooievaarspas"}),
    "no price": ({"cost": {"free": False, "ooievaarspas": "€ 1"}}, {"cost.text"}),
    "ages": ({"ages": {"from": 18, "to": 12}}, {"ages"}),
    "too old": ({"ages": {"from": 121, "to": -1}}, {"ages.from", "ages.to"}),
    "goals": ({"sdgs": [0, 17, 18]}, {"sdgs.0", "sdgs.2"}),
    "a need of another kind": ({"needs": [{"kind": "time", "text": "Veel tijd"}]}, {"needs.0.kind"}),
    "another host": ({"maexUrl": "https://maex.nl.example.org/x"}, {"maexUrl"}),
    "a hidden host": ({"maexUrl": "https://maex.nl@example.org/x"}, {"maexUrl"}),
    "not secure": ({"maexUrl": "http://maex.nl/x"}, {"maexUrl"}),
    "Dutch twice": ({"translations": {"nl": TURKISH}}, {"translations.nl"}),
    "a language we do not have": ({"translations": {"xx": TURKISH}}, {"translations.xx"}),
    "half a translation": ({"translations": {"tr": UNDESCRIBED}}, {"translations.tr.description"}),
    "an empty translation": ({"translations": {"tr": {}}}, {"translations.tr.title", "translations.tr.summary"}),
    "nowhere": ({"nextSteps": [{"kind": "external", "label": "Verder"}]}, {"nextSteps.0"}),
    "no name": ({"nextSteps": [{"kind": "external", "url": "https://example.org"}]}, {"nextSteps.0"}),
    "a script": ({"nextSteps": [SCRIPT]}, {"nextSteps.0.url"}),
    "nothing known": (
        {"nextSteps": [{"kind": "activity", "id": str(uuid4())}, {"kind": "help-offer", "id": str(uuid4())}]},
        {"nextSteps.0.id", "nextSteps.1.id"},
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_named(world: World, case: str) -> None:
    changes, names = WRONG[case]
    assert wrong_names(world.post(**changes)) == names


def test_wrong_shapes_and_wrong_words_are_named_in_one_answer(world: World) -> None:
    steps = [{"kind": "activity", "id": str(uuid4())}]
    answer = world.post(ages="old", maexUrl="https://example.org/x", nextSteps=steps, needs=[3])
    assert wrong_names(answer) == {"ages", "maexUrl", "nextSteps.0.id", "needs.0"}


def linked(world: World, *steps: Body, **changes: Any) -> list[Body]:
    found: list[Body] = world.added(nextSteps=list(steps), **changes)["nextSteps"]
    return found


def test_next_steps_are_called_what_they_are_called_now(world: World) -> None:
    course = world.added(title="Nederlands leren", step="learn")
    link = {"kind": "activity", "id": course["id"], "why": "U oefent met een docent."}
    project = {"kind": "project", "id": str(uuid4()), "label": "Taal in de wijk"}
    elsewhere = {"kind": "external", "url": "https://example.org/werk", "label": "Werk zoeken"}
    made = world.added(nextSteps=[link, elsewhere, project])
    assert [step["title"] for step in made["nextSteps"]] == ["Nederlands leren", "Werk zoeken", "Taal in de wijk"]
    assert (made["nextSteps"][0]["step"], made["nextSteps"][0]["why"]) == ("learn", "U oefent met een docent.")
    path, headers = f"/v1/activities/{course['id']}", ADMIN | {"If-Match": '"1"'}
    before = world.client.get(f"/v1/activities/{made['id']}").headers["etag"]
    world.client.put(path, json=world.body(title="Taalcafé", step="learn"), headers=headers).raise_for_status()
    assert one(world, made)["nextSteps"][0]["title"] == "Taalcafé"
    assert world.client.get(f"/v1/activities/{made['id']}").headers["etag"] != before


def test_what_is_not_public_is_no_next_step(world: World) -> None:
    hidden = world.added(title="Nog geheim", status="draft")
    assert linked(world, {"kind": "activity", "id": hidden["id"]}) == []


def test_an_activity_does_not_lead_to_itself_or_twice_to_another(world: World) -> None:
    made, other = world.added(), world.added()
    steps = [{"kind": "activity", "id": each["id"]} for each in (made, other, other)]
    answer = world.client.put(
        f"/v1/activities/{made['id']}",
        json=world.body(nextSteps=steps),
        headers=world.coordinator | {"If-Match": '"1"'},
    )
    assert wrong_names(answer) == {"nextSteps.0.id", "nextSteps.2.id"}


def test_a_form_that_does_not_know_a_field_does_not_wipe_it(world: World) -> None:
    made = world.added(**TOLD)
    path = f"/v1/activities/{made['id']}"
    body = world.body(bring="Een eigen kopje", cost={"free": False, "text": "€ 1"})
    changed = world.client.put(path, json=body, headers=world.coordinator | {"If-Match": '"1"'}).json()
    staying = TOLD | {
        "sdgs": [3, 10],
        "cost": {"free": False, "text": "€ 1", "payWhatYouCan": True, "ooievaarspas": "gratis"},
    }
    assert {name: changed[name] for name in TOLD} == staying  # fmt: skip
    emptied = body | {"cost": {"free": True}, "ages": {}, "sdgs": [], "needs": [], "maexUrl": None, "translations": {}}
    empty = world.client.put(path, json=emptied, headers=world.coordinator | {"If-Match": '"2"'}).json()
    assert empty["cost"] == {"free": True, "text": None, "payWhatYouCan": False, "ooievaarspas": None}
    assert (empty["ages"], empty["sdgs"], empty["maexUrl"]) == ({"from": None, "to": None}, [], None)
