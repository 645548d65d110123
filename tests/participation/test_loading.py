"""The deal as a difference, and sample data that keeps what people changed."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select, update

from services.kit.database import Database
from services.participation.activities.jobs import roll_all_forward, roll_forward
from services.participation.activities.schedule_rules import days_written
from services.participation.clock import today
from services.participation.demo import load_demo
from services.participation.demo_files import DemoError, demo_id
from services.participation.places.deal import load_deal
from services.participation.tables import activity, category, occurrence, place, wijk
from tests.participation.conftest import World, the_deal
from tests.tokens import bearer

DEMO = Path(__file__).parents[2] / "demo"


def test_the_same_deal_again_changes_nothing(storage: Database) -> None:
    with storage.writing() as session:
        changes = load_deal(session, the_deal())
    assert (changes.written, changes.set_aside) == (0, 0)


def test_another_deal_is_applied_as_a_difference(world: World, storage: Database) -> None:
    made = world.added(category="meeting")
    deal = the_deal()
    first = deal.categories[0]
    renamed = deal.categories[1].model_copy(update={"labels": {"nl": "Eten"}})
    changed = deal.model_copy(update={"categories": [renamed, *deal.categories[2:]]})
    try:
        with storage.writing() as session:
            load_deal(session, changed)
        found = world.client.get("/v1/categories").json()["items"]
        assert found[0] == {"id": renamed.slug, "label": "Eten"}
        assert first.slug not in [each["id"] for each in found]
        assert world.client.get(f"/v1/activities/{made['id']}").json()["category"]["label"] == "Ontmoeten"
        assert world.post(category="meeting").status_code == 400
    finally:
        with storage.writing() as session:
            load_deal(session, deal)
    assert world.client.get("/v1/categories").json()["items"][0]["id"] == first.slug


def test_a_wijk_out_of_the_deal_is_set_aside_and_its_buurten_go(world: World, storage: Database) -> None:
    deal = the_deal()
    fewer = deal.wijken.model_copy(update={"wijken": deal.wijken.wijken[:3]})
    try:
        with storage.writing() as session:
            load_deal(session, deal.model_copy(update={"wijken": fewer}))
            assert session.scalar(select(wijk.c.in_deal).where(wijk.c.id == "moerwijk")) is False
        assert world.client.get("/v1/wijken").json()["total"] == 3
        assert world.client.get(f"/v1/places/{world.here}").json()["wijk"] == "moerwijk"
    finally:
        with storage.writing() as session:
            load_deal(session, deal)
    assert world.client.get("/v1/wijken").json()["items"][3]["buurten"]


def loaded(storage: Database, day: date | None = None, folder: Path = DEMO) -> tuple[int, int, int]:
    with storage.writing() as session:
        done = load_demo(session, folder, day or today())
    return done.places, done.activities, done.renewed


def test_the_sample_data_is_loaded_once_and_has_something_free_tomorrow_everywhere(
    client: httpx.Client, storage: Database
) -> None:
    places, activities, _ = loaded(storage)
    assert places >= 40
    assert activities >= 300
    tomorrow = (today() + timedelta(days=1)).isoformat()
    for name in ("bouwlust", "vrederust", "morgenstond", "moerwijk"):
        asked = {"wijk": name, "free": "true", "from": tomorrow, "to": tomorrow}
        assert client.get("/v1/activities", params=asked).json()["total"] > 0
        assert client.get("/v1/occurrences", params=asked).json()["total"] > 0
    assert loaded(storage) == (0, 0, 0)


def test_the_demo_place_goes_from_two_projects_to_three(client: httpx.Client, storage: Database) -> None:
    loaded(storage)
    here = demo_id("place", "buurtkamer-moerwijk-oost")
    headers = bearer("coordinator", places=[here])

    def projects() -> int:
        offers = client.get("/v1/place-offers", params={"kind": "meeting-place", "pageSize": 100}).json()["items"]
        return next(len(each["projectIds"]) for each in offers if each["placeId"] == str(here))

    path = f"/v1/activities/{demo_id('activity', 'kleine-reparaties-aan-de-keukentafel')}"
    draft = client.get(path, headers=headers)
    body = {
        name: draft.json()[name] for name in ("title", "summary", "projectId", "cost", "forWhom", "bring", "joining")
    }
    body |= {"category": draft.json()["category"]["id"], "placeId": str(here), "status": "published"}
    body["schedule"] = {name: draft.json()["schedule"][name] for name in ("rrule", "start", "end")}
    assert projects() == 2
    changed = client.put(path, json=body, headers=headers | {"If-Match": draft.headers["etag"]})
    assert changed.status_code == 200, changed.text
    assert projects() == 3
    assert client.delete(path, headers=headers | {"If-Match": changed.headers["etag"]}).status_code == 204
    assert projects() == 2


def test_a_second_load_keeps_what_people_changed(client: httpx.Client, storage: Database) -> None:
    loaded(storage)
    gone, kept = demo_id("activity", "kaartavond"), demo_id("activity", "zondagse-soep")
    place_id = demo_id("place", "participatiekeuken")
    with storage.writing() as session:
        session.execute(update(activity).where(activity.c.id == kept).values(title="Maandagse soep"))
        session.execute(update(place).where(place.c.id == place_id).values(summary="Anders."))
        session.execute(activity.delete().where(activity.c.id == gone))
    assert loaded(storage) == (0, 1, 0)
    assert client.get(f"/v1/activities/{kept}").json()["title"] == "Maandagse soep"
    assert client.get(f"/v1/places/{place_id}").json()["summary"] == "Anders."
    assert client.get(f"/v1/activities/{gone}").status_code == 200


def test_single_dates_that_are_over_come_again_unless_somebody_worked_on_them(storage: Database) -> None:
    loaded(storage, today() - timedelta(days=300))
    with storage.reading() as connection:
        row = connection.execute(
            b"SELECT count(*), min(id::text) FROM participation.activity WHERE last_end IS NULL AND status <> 'ended'"
        ).fetchone()
    assert row is not None
    over, touched = row
    assert over > 1
    with storage.writing() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO participation.audit (who, action, object_type, object_id)"
            f" VALUES ('somebody', 'change', 'activity', '{touched}')"
        )
    assert loaded(storage)[2] == over - 1


def broken(folder: Path, file: str, old: str, new: str) -> Path:
    """A copy of the sample data with one thing changed."""
    shutil.copytree(DEMO, folder, dirs_exist_ok=True)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "column"),
    [
        ("places.csv", ";meeting-place;moerwijk;", ";castle;moerwijk;", "kind"),
        ("places.csv", ";2531 PE;", ";PE 2531;", "postcode"),
        ("places.csv", ";52.04956;", ";12.0;", "lat"),
        ("places.csv", ";yes;yes;no;no;no;yes;;;;140;", ";maybe;yes;no;no;no;yes;;;;140;", "step_free"),
        ("places.csv", ";elke dag 9.00–22.00 uur;", ";meestal open;", "opening_hours"),
        ("places.csv", ";residents;", ";Jan;", "tasks_by"),
        ("activities.csv", ";buurtkamer-moerwijk-oost;", ";nowhere;", "place"),
        ("activities.csv", ";meeting;buurtkamers-zuidwest;meet;", ";parties;buurtkamers-zuidwest;meet;", "category"),
        ("activities.csv", ";nl,tr,ar;", ";nl,klingon;", "languages"),
        ("activities.csv", ";1,2,3,4,5;09:30;", ";1,2,8;09:30;", "weekdays"),
        ("activities.csv", ";09:30;11:30;", ";11:30;09:30;", "end"),
        ("activities.csv", ";09:30;11:30;1;", ";09:30;11:30;9;", "weekdays"),
        ("activities.csv", ";published;school-holidays\n", ";published;weekends\n", "not_in"),
        ("activities.csv", "key;place;", "key;plaats;", "plaats"),
        ("activities.csv", "\nzondagse-soep;", "\nkoffieochtend-in-de-buurtkamer;", "key"),
    ],
)
def test_a_mistake_is_named_with_its_row_and_column_and_nothing_is_written(
    storage: Database, tmp_path: Path, file: str, old: str, new: str, column: str
) -> None:
    with pytest.raises(DemoError) as caught:
        loaded(storage, folder=broken(tmp_path, file, old, new))
    assert (file, column) in {(each.file, each.column) for each in caught.value.problems}
    assert all(each.line >= 1 and each.reason for each in caught.value.problems)
    with storage.writing() as session:
        assert session.scalar(select(func.count()).select_from(place)) == 0


def test_dates_roll_forward_with_the_calendar(world: World, storage: Database) -> None:
    weekly, ended = world.added(), world.added(title="Tot volgende week")
    world.client.delete(f"/v1/activities/{ended['id']}", headers=world.coordinator | {"If-Match": '"1"'})
    before = [date["id"] for date in world.client.get(f"/v1/activities/{weekly['id']}").json()["next"]]
    later = today() + timedelta(days=21)
    with storage.writing() as session:
        assert roll_forward(session, later) == 1
        assert roll_forward(session, later) == 0
        written = session.scalars(select(occurrence.c.starts_at).order_by(occurrence.c.starts_at)).all()
    assert len(written) == 14 + 3
    assert days_written(later)[1] - timedelta(days=8) < written[-1].date() < days_written(later)[1]
    seen = world.client.get(f"/v1/activities/{weekly['id']}").json()
    assert [date["id"] for date in seen["next"]] == before
    assert seen["version"] == 1


def test_rolling_forward_leaves_alone_what_somebody_is_changing(world: World, storage: Database) -> None:
    world.added()
    later = today() + timedelta(days=21)
    with storage.writing() as changing, storage.writing() as nightly:
        changing.execute(select(activity).with_for_update())
        assert roll_forward(nightly, later) == 0


def test_loading_again_after_weeks_brings_the_dates_along(storage: Database) -> None:
    loaded(storage, today() - timedelta(days=21))
    loaded(storage)
    with storage.writing() as session:
        behind = select(func.count()).where(
            activity.c.status != "ended", activity.c.dates_until < days_written(today())[1]
        )
        assert session.scalar(behind) == 0


def test_the_worker_brings_the_dates_along(world: World, storage: Database) -> None:
    world.added()
    assert roll_all_forward(storage.writing, today() + timedelta(days=7)) == 1
    assert roll_all_forward(storage.writing, today() + timedelta(days=7)) == 0


def test_every_category_has_labels(storage: Database) -> None:
    with storage.writing() as session:
        for labels in session.scalars(select(category.c.labels)):
            assert labels["nl"]
