"""What waits to be read, and undoing in bulk."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from sqlalchemy import func, select

from services.contracts.participation import QueueItem, UndoShape
from services.contracts.shapes import Page
from services.kit.database import Database as Storage
from services.participation.clock import now
from services.participation.tables import enrolment, metadata, wish, wish_supporter
from services.participation.wishes.forgetting import forget
from tests.forms import form_token
from tests.participation.conftest import World, soon, wrong_names
from tests.participation.wishing import MODERATOR, Wishing, calling, link_of, proposal_body
from tests.postgres import Database
from tests.tokens import bearer

LIKE = "Naaiclub voor iedereen"
BAD = calling(66)


@pytest.fixture
def wishing(world: World) -> Wishing:
    return Wishing(world)


def queue(wishing: Wishing, headers: dict[str, str] = MODERATOR, **asked: Any) -> list[QueueItem]:
    answer = wishing.client.get("/v1/moderation/queue", params=asked, headers=headers)
    return Page[QueueItem].model_validate(answer.json()).items


def origin_of_bad(wishing: Wishing) -> str:
    """That of the first in the queue."""
    (origin, *_) = (each.origin for each in queue(wishing))
    assert origin is not None
    return origin


def undo(wishing: Wishing, what: list[str], **body: Any) -> httpx.Response:
    return wishing.client.post("/v1/moderation/undo", json={"what": what, "reason": "spam"} | body, headers=MODERATOR)


def restore(wishing: Wishing, undo_id: Any) -> httpx.Response:
    return wishing.client.post(f"/v1/moderation/undo/{undo_id}/restoration", headers=MODERATOR)


def test_the_queue_holds_what_waits_the_oldest_first(wishing: Wishing) -> None:
    first = wishing.wished(calling(1))
    proposal = wishing.client.post("/v1/proposals", json=proposal_body(), headers=calling(2)).json()
    second = wishing.wished(calling(1), text="Een kookclub", wijk="bouwlust")
    shown = queue(wishing)
    assert [(str(each.id), each.what) for each in shown] == [
        (first["id"], "wish"),
        (proposal["id"], "proposal"),
        (second["id"], "wish"),
    ]
    assert shown[0].origin == shown[2].origin != shown[1].origin
    assert [str(each.id) for each in queue(wishing, wishing.world.editor)] == [first["id"], proposal["id"]]
    assert [str(each.id) for each in queue(wishing, what="wish", wijk="bouwlust")] == [second["id"]]
    assert wishing.client.get("/v1/moderation/queue", headers=bearer("analyst")).status_code == 403
    wishing.decide(first["id"])
    assert len(queue(wishing)) == 2


def test_all_of_one_caller_is_counted_taken_away_and_put_back(wishing: Wishing) -> None:
    good = wishing.shown(calling(1))
    bad = [wishing.wished(BAD, text=f"Rare wens met {word}") for word in ("appels", "peren", "kersen")]
    wishing.support(good, BAD)
    wishing.client.post("/v1/proposals", json=proposal_body(), headers=BAD)
    wishing.decide(bad[0]["id"], join=False)
    what: dict[str, Any] = {"what": ["wishes", "supports", "proposals"], "origin": origin_of_bad(wishing)}
    counts = {"wishes": 3, "supports": 1, "proposals": 1}
    preview = undo(wishing, **what, dryRun=True)
    assert (preview.status_code, preview.json()["counts"], preview.json()["id"]) == (200, counts, None)
    assert (len(queue(wishing)), len(wishing.listed())) == (3, 2)
    done = undo(wishing, **what)
    assert (done.status_code, done.json()["counts"]) == (201, counts)
    assert queue(wishing) == []
    assert [(each["id"], each["supporters"]) for each in wishing.listed()] == [(str(good), 1)]
    assert wishing.client.get(link_of(bad[0])).status_code == 404
    assert wishing.client.get(f"/v1/wishes/{bad[0]['id']}").status_code == 404
    assert undo(wishing, **what).json()["counts"] == dict.fromkeys(counts, 0)
    back = restore(wishing, done.json()["id"])
    assert (back.status_code, back.json()["restoredAt"] is not None) == (200, True)
    assert restore(wishing, done.json()["id"]).json() == back.json()
    assert (len(queue(wishing)), sorted(each["supporters"] for each in wishing.listed())) == (3, [1, 2])


def test_an_hour_is_undone_but_for_what_was_entered_at_a_desk(wishing: Wishing) -> None:
    wishing.wished(calling(1))
    wishing.wished(calling(2), text="Nog een wens")
    at_desk = wishing.wished(wishing.world.coordinator, text="Wens aan de balie")
    hour = {"since": (now() - timedelta(hours=1)).isoformat(), "until": (now() + timedelta(hours=1)).isoformat()}
    before = {"since": (now() - timedelta(hours=2)).isoformat(), "until": (now() - timedelta(hours=1)).isoformat()}
    assert undo(wishing, ["wishes"], **before).json()["counts"] == {"wishes": 0}
    assert undo(wishing, ["wishes"], **hour).json()["counts"] == {"wishes": 2}
    assert [str(each.id) for each in queue(wishing)] == [at_desk["id"]]


def test_what_others_joined_to_a_bad_wish_goes_on_without_it(wishing: Wishing) -> None:
    bad = wishing.wished(BAD)
    origin = origin_of_bad(wishing)
    wishing.decide(bad["id"])
    others = [wishing.wished(calling(number), text=LIKE) for number in (1, 2)]
    for each in others:
        assert wishing.decide(each["id"]).json()["joinedTo"] == bad["id"]
    done = undo(wishing, ["wishes"], origin=origin).json()
    assert done["counts"] == {"wishes": 1}
    assert [(each["id"], each["supporters"]) for each in wishing.listed()] == [(others[0]["id"], 2)]
    assert restore(wishing, done["id"]).status_code == 200
    assert sorted(each["supporters"] for each in wishing.listed()) == [1, 2]


def test_a_bad_wish_that_was_joined_no_longer_counts(wishing: Wishing) -> None:
    good = wishing.shown(calling(1))
    bad = wishing.wished(BAD, text=LIKE)
    origin = origin_of_bad(wishing)
    wishing.decide(bad["id"])
    done = undo(wishing, ["wishes"], origin=origin).json()
    assert [each["supporters"] for each in wishing.listed()] == [1]
    wishing.support(good, calling(5))
    restore(wishing, done["id"])
    assert [each["supporters"] for each in wishing.listed()] == [3]


def test_who_said_it_again_after_an_undo_counts_once(wishing: Wishing) -> None:
    good = wishing.shown(calling(1))
    wishing.support(good, BAD)
    wishing.wished(BAD, text="Rare wens")
    done = undo(wishing, ["supports"], origin=origin_of_bad(wishing)).json()
    assert done["counts"] == {"supports": 1}
    assert wishing.support(good, BAD).json()["counted"]
    restore(wishing, done["id"])
    assert wishing.listed()[0]["supporters"] == 2


def test_two_moderators_at_once_take_each_away_once(wishing: Wishing, storage: Storage) -> None:
    for number in range(8):
        wishing.wished(BAD, text=f"Rare wens met {'x' * number}")
    origin = origin_of_bad(wishing)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: undo(wishing, ["wishes"], origin=origin), range(4)))
    assert [each.status_code for each in answers] == [201] * 4
    assert sum(each.json()["counts"]["wishes"] for each in answers) == 8
    with ThreadPoolExecutor(4) as pool:
        back = list(pool.map(lambda answer: restore(wishing, answer.json()["id"]).status_code, answers * 2))
    assert back == [200] * 8
    with storage.writing() as session:
        assert session.scalar(select(func.count()).where(wish.c.removed_at.is_(None))) == 8


def test_enrolments_that_are_undone_make_room_in_order(wishing: Wishing, storage: Storage) -> None:
    made = wishing.world.added(joining="per-date", capacity=2)
    date = made["next"][0]["id"]

    def join(name: str, headers: dict[str, str]) -> str:
        body = {"name": name, "formToken": form_token()}
        answer = wishing.client.post(f"/v1/occurrences/{date}/enrolments", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    bad = [join(name, BAD) for name in ("Aap", "Noot")]
    good = [join(name, calling(number)) for number, name in enumerate(("Mies", "Wim", "Zus"))]
    wishing.wished(BAD)
    counted = undo(wishing, ["enrolments"], origin=origin_of_bad(wishing), dryRun=True)
    assert counted.json()["counts"] == {"enrolments": 2}
    assert undo(wishing, ["enrolments"], origin=origin_of_bad(wishing)).json()["counts"] == {"enrolments": 2}
    with storage.writing() as session:
        status = {str(row.id): row.status for row in session.execute(select(enrolment.c.id, enrolment.c.status))}
    assert [status[each] for each in bad] == ["left", "left"]
    assert [status[each] in ("offered", "enrolled") for each in good] == [True, True, False]
    assert status[good[2]] == "waiting"


def test_reports_wait_are_undone_and_come_back(wishing: Wishing, storage: Storage) -> None:
    listing = wishing.world.added(title="Koffieochtend")
    body = {"activityId": listing["id"], "what": "stopped", "text": "Dicht!", "formToken": form_token()}
    for headers in (BAD, calling(1)):
        assert wishing.client.post("/v1/reports", json=body, headers=headers).status_code == 201
    assert [(each.what, each.text, each.wijk) for each in queue(wishing)] == [
        ("report", "Koffieochtend", "moerwijk")
    ] * 2
    assert len(queue(wishing, wishing.world.coordinator)) == len(queue(wishing, wishing.world.editor)) == 2
    assert queue(wishing, bearer("coordinator", places=[wishing.world.there])) == []
    done = undo(wishing, ["reports"], origin=origin_of_bad(wishing)).json()
    assert done["counts"] == {"reports": 1}
    assert len(queue(wishing, what="report")) == 1
    assert restore(wishing, done["id"]).status_code == 200
    assert len(queue(wishing, what="report")) == 2


def test_wrong_undos_are_refused(wishing: Wishing) -> None:
    assert wrong_names(undo(wishing, [], origin="x", reason="because")) == {"what", "origin", "reason"}
    assert undo(wishing, ["wishes"]).status_code == 400
    backwards = {"since": f"{soon(1)}T10:00:00Z", "until": f"{soon(0)}T10:00:00Z"}
    assert undo(wishing, ["wishes"], **backwards).status_code == 400
    assert wrong_names(undo(wishing, ["wishes"], since="2026-01-01T10:00", until="x")) == {"since", "until"}
    assert restore(wishing, uuid4()).status_code == 404
    body = {"what": ["wishes"], "reason": "spam", "origin": "0" * 64}
    assert wishing.client.post("/v1/moderation/undo", json=body, headers=wishing.world.editor).status_code == 403


def test_the_list_of_undos_and_the_audit_hold_counts_but_no_texts(wishing: Wishing, storage: Storage) -> None:
    wishing.wished(BAD, text="Geheimzinnige wens", email="zuleyxa@example.org")
    done = undo(wishing, ["wishes"], origin=origin_of_bad(wishing)).json()
    (found,) = wishing.client.get("/v1/moderation/undo", headers=MODERATOR).json()["items"]
    assert UndoShape.model_validate(found) == UndoShape.model_validate(done)
    with storage.writing() as session:
        rows = session.execute(select(metadata.tables["participation.audit"])).all()
    (note,) = [row for row in rows if row.action == "undo"]
    assert note.change == {"reason": "spam", "counts": {"wishes": 1}}
    assert not [row for row in rows if "eheim" in str(row) or "zuleyxa" in str(row)]


@pytest.fixture
def later(deal_database: Database) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(deal_database.url, autocommit=True) as connection:
        yield connection


def test_after_two_weeks_an_undo_is_final(wishing: Wishing, storage: Storage, later: psycopg.Connection[Any]) -> None:
    wishing.wished(BAD)
    done = undo(wishing, ["wishes"], origin=origin_of_bad(wishing)).json()
    for table, column in (("undo", "made_at"), ("wish", "removed_at")):
        later.execute(f"UPDATE participation.{table} SET {column} = {column} - interval '15 days'".encode())
    with storage.writing() as session:
        assert forget(session, now()) >= 1
        assert session.execute(select(wish.c.id)).all() == session.execute(select(wish_supporter.c.id)).all() == []
    assert restore(wishing, done["id"]).status_code == 409


def test_the_queue_is_also_per_category(wishing: Wishing) -> None:
    sewing = wishing.wished(calling(1))
    wishing.wished(calling(2), text="Een kookclub", category="food")
    assert {each.category for each in queue(wishing)} == {"crafts", "food"}
    assert [str(each.id) for each in queue(wishing, category="crafts")] == [sewing["id"]]
    assert queue(wishing, category="crafts", wijk="bouwlust") == []


def test_the_log_says_who_did_what_and_never_who_sent_it(wishing: Wishing) -> None:
    made = wishing.wished(calling(1), email="a@example.org")
    wishing.decide(made["id"], "reject", reason="not-clear")
    wishing.decide(made["id"], "undo")
    undo(wishing, ["wishes"], origin=origin_of_bad(wishing))
    answer = wishing.client.get("/v1/moderation/log", headers=MODERATOR)
    said = [(each["action"], each["what"], each["who"], each["reason"]) for each in answer.json()["items"]]
    assert said == [
        ("undo", "undo", "a-moderator", "spam"),
        ("undo", "wish", "a-moderator", None),
        ("reject", "wish", "a-moderator", "not-clear"),
    ]
    assert answer.json()["items"][0]["counts"] == {"wishes": 1}
    only = wishing.client.get("/v1/moderation/log", params={"what": "undo"}, headers=MODERATOR)
    assert only.json()["total"] == 1
    assert "a@example.org" not in answer.text and "resident" not in answer.text
    assert wishing.client.get("/v1/moderation/log", headers=wishing.world.coordinator).status_code == 403
