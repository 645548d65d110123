"""A translation of an earlier Dutch text says so, wherever the Dutch was changed, until somebody looked."""

from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
from sqlalchemy import Row

from services.contracts.participation import ActivityShape, WorkingCopyShape
from services.participation.editions.gathering import translated
from tests.participation.conftest import Body, World, wrong_names
from tests.participation.test_content import POLISH, TURKISH
from tests.participation.test_working_copies import COPY, Desk
from tests.tokens import bearer

TOLD: Body = {"translations": {"tr": TURKISH, "pl": POLISH}}
TEA: Body = {"title": "Theeochtend"}


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world, **TOLD)


def lagging(answer: Body) -> set[str]:
    """Languages that the answer to anybody says of that their translation is of an earlier text."""
    translations = ActivityShape.model_validate(answer).translations
    return {code for code, each in translations.items() if each.outdated}


def holds(
    desk: Desk, language: str, version: int = 0, public: int = 2, who: dict[str, str] | None = None
) -> httpx.Response:
    headers = (who or desk.world.coordinator) | {"If-Match": f'"{version}"'}
    path = f"{desk.path}/translations/{language}/confirmations"
    return desk.world.client.post(path, json={"publicVersion": public}, headers=headers)


def test_when_the_dutch_changes_its_translations_say_that_they_are_of_before(desk: Desk) -> None:
    assert lagging(desk.public()) == set()
    assert lagging(desk.change(1, **TEA).json()) == {"tr", "pl"}, "also those that were not sent stay"
    listed = desk.world.client.get("/v1/activities").json()["items"][0]
    assert lagging(listed) == {"tr", "pl"}
    assert desk.change(2, **TEA, capacity=9).json()["translations"] == listed["translations"]
    new = TURKISH | {"title": "Çay sabahı"}
    assert lagging(desk.change(3, **TEA, translations={"tr": new, "pl": POLISH}).json()) == {"pl"}
    assert lagging(desk.change(4).json()) == {"tr"}, "the Polish is of the first Dutch text, and that is back"


def test_who_reads_the_translation_can_read_the_dutch(desk: Desk) -> None:
    desk.change(1, **TEA).raise_for_status()
    turkish = desk.world.client.get(desk.path, headers={"Accept-Language": "tr"}).json()
    assert (turkish["title"], turkish["contentLanguage"]) == ("Kahve sabahı", "tr")
    assert turkish["original"] == {name: desk.public()[name] for name in ("title", "summary", "description")}
    assert turkish["original"]["title"] == "Theeochtend"
    assert desk.public()["original"] is None
    listed = desk.world.client.get("/v1/activities", headers={"Accept-Language": "tr"}).json()["items"][0]
    assert "original" not in listed


@pytest.mark.parametrize("mark", [{"outdated": True}, {"outdated": False}, {"madeOf": "0123456789abcdef"}])
def test_nobody_outside_says_which_text_a_translation_is_of(world: World, mark: Body) -> None:
    marked: Body = {"translations": {"tr": TURKISH | mark}}
    named = {f"translations.tr.{name}" for name in mark}
    assert wrong_names(world.post(**marked)) == named
    desk = Desk(world, **TOLD)
    assert wrong_names(desk.change(1, **marked)) == named
    saved = desk.save(0, **marked).json()
    assert (saved["body"]["translations"], saved["outdated"]) == ({"tr": TURKISH}, [])


def test_what_is_worked_on_is_compared_with_what_it_was_translated_from(desk: Desk) -> None:
    new = TURKISH | {"title": "Çay sabahı"}
    first = desk.save(0, **TEA, translations={"tr": new, "pl": POLISH}).json()
    assert (first["outdated"], first["body"]["translations"]["pl"]) == (["pl"], POLISH)
    assert lagging(desk.public()) == set()
    second = desk.save(1, title="Sapochtend", translations={"tr": new, "pl": POLISH})
    assert second.json()["outdated"] == ["pl", "tr"], "the Turkish was made of a text that never was public"
    assert lagging(desk.publish(2).json()) == {"pl", "tr"}


def test_somebody_who_looked_says_that_one_still_holds(desk: Desk) -> None:
    desk.change(1, **TEA).raise_for_status()
    answer = holds(desk, "tr")
    found = WorkingCopyShape.model_validate(answer.json())
    assert (answer.status_code, found.outdated, found.saved) == (200, ["pl"], False)
    assert (lagging(desk.public()), desk.public()["version"]) == ({"pl"}, 3)
    assert holds(desk, "tr").status_code == 200, "twice does no harm"
    assert desk.public()["version"] == 3
    assert lagging(desk.change(3, **TEA, capacity=7).json()) == {"pl"}
    assert lagging(desk.change(4, title="Sapochtend").json()) == {"pl", "tr"}
    assert desk.change(5, **TEA).json()["translations"]["tr"] == TURKISH, "it was said of this text"


def test_it_is_said_of_what_was_looked_at_by_who_may(desk: Desk) -> None:
    desk.change(1, **TEA).raise_for_status()
    seen = holds(desk, "tr", public=1)
    assert (seen.status_code, seen.json()["publicVersion"]) == (409, 2)
    assert holds(desk, "tr", version=4).status_code == 412
    assert holds(desk, "ar").status_code == 404
    assert holds(desk, "tr", who=bearer("coordinator", places=[desk.world.there])).status_code == 403
    assert wrong_names(holds(desk, "tr", public=0)) == {"publicVersion"}
    path = f"{desk.path}/translations/tr/confirmations"
    bare = desk.world.client.post(path, json={"publicVersion": 2}, headers=desk.world.coordinator)
    assert bare.status_code == 428
    assert lagging(desk.public()) == {"pl", "tr"}


def test_in_a_working_copy_it_is_kept_until_it_is_published(desk: Desk) -> None:
    desk.save(0, **TEA, **TOLD).raise_for_status()
    assert holds(desk, "tr", version=1, public=1).json()["outdated"] == ["pl"]
    assert holds(desk, "pl", version=1, public=1).status_code == 412, "the working copy is a newer one now"
    assert lagging(desk.publish(2).json()) == {"pl"}


def test_where_the_public_reads_the_same_it_is_true_there_at_once(desk: Desk) -> None:
    desk.change(1, **TEA).raise_for_status()
    desk.save(0, **TEA, **TOLD, capacity=7).raise_for_status()
    assert holds(desk, "tr", version=1).json()["outdated"] == ["pl"]
    assert lagging(desk.public()) == {"pl"}
    assert desk.seen().json()["publicChanged"] is False, "the texts are as they were"
    assert desk.publish(2).json()["capacity"] == 7


def test_a_copy_has_the_marks_of_what_it_was_copied_from(desk: Desk) -> None:
    desk.change(1, **TEA).raise_for_status()
    client, who = desk.world.client, desk.world.coordinator
    assert lagging(client.post(f"{desk.path}/copies", json=COPY, headers=who).json()) == {"pl", "tr"}
    like = TOLD | {"copiedFrom": desk.made["id"]}
    assert lagging(desk.world.added(**TEA, **like)) == {"pl", "tr"}
    assert lagging(desk.world.added(title="Koffieochtend", **like)) == set(), "they were made of this text"
    assert lagging(desk.world.added(**TEA, **TOLD)) == set()
    desk.save(0, title="Sapochtend", translations={"tr": TURKISH | {"title": "Meyve suyu"}}).raise_for_status()
    worked_on = {"translations": {"tr": TURKISH | {"title": "Meyve suyu"}}, "copiedFrom": desk.made["id"]}
    assert lagging(desk.world.added(title="Sapochtend", **worked_on)) == set()
    assert lagging(desk.world.added(**TEA, **worked_on)) == {"tr"}


def test_one_copies_what_is_ones_own(world: World) -> None:
    other = world.added(**TOLD)
    elsewhere = bearer("coordinator", places=[world.there])
    asked = {"placeId": str(world.there), "copiedFrom": other["id"]}
    assert wrong_names(world.post(elsewhere, **asked)) == {"copiedFrom"}
    assert wrong_names(world.post(copiedFrom=str(world.here))) == {"copiedFrom"}


def test_it_is_no_lack_but_it_is_said(desk: Desk) -> None:
    path, who = f"{desk.path}/quality", desk.world.coordinator
    before = desk.world.client.get(path, headers=who).json()
    desk.change(1, **TEA).raise_for_status()
    after = desk.world.client.get(path, headers=who).json()
    assert (after["completeness"], after["lacking"]) == (before["completeness"], before["lacking"])
    assert (before["outdatedTranslations"], after["outdatedTranslations"]) == ([], ["pl", "tr"])


def test_paper_leaves_out_what_it_can_not_take_back() -> None:
    row = cast(Row[Any], SimpleNamespace(translations={"tr": TURKISH, "pl": POLISH | {"outdated": True}}))
    assert [translated(row, code) for code in ("tr", "pl", "ar", None)] == ["Kahve sabahı", None, None, None]


def test_what_is_worked_on_says_whether_it_is_another_text_than_the_public_one(desk: Desk) -> None:
    assert desk.seen().json()["changed"] is False
    same = desk.seen().json()["body"]
    headers = desk.world.coordinator | {"If-Match": '"0"'}
    saved = desk.world.client.put(desk.draft, json=same, headers=headers).json()
    assert (saved["saved"], saved["changed"]) == (True, False)
    assert desk.save(1, **TOLD).json()["changed"] is False, "as a form sends it: without what stays, in other words"
    assert desk.save(2, **TOLD, capacity=3).json()["changed"] is True
    assert desk.save(3, translations={"tr": TURKISH}).json()["changed"] is True
    assert desk.save(4, title="").json()["changed"] is True
