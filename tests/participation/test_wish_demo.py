"""The sample wishes: believable, varied, loaded once, and refused as a whole when one is wrong."""

import csv
import shutil
from pathlib import Path

import pytest
from sqlalchemy import update

from services.kit.database import Database
from services.participation.clock import today
from services.participation.demo import load_demo
from services.participation.demo_files import DemoError
from services.participation.tables import wish
from services.participation.wishes.demo import FILE, load_wishes
from services.participation.wishes.similar_rules import Said, most_alike
from tests.participation.conftest import World
from tests.participation.test_loading import DEMO
from tests.participation.wishing import MODERATOR, Wishing


def rows() -> list[dict[str, str]]:
    with (DEMO / FILE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_the_sample_is_varied() -> None:
    assert len(rows()) >= 25
    assert {row["language"] for row in rows()} >= {"nl", "en", "tr", "ar", "pl", "bg", "pap"}
    assert {row["wijk"] for row in rows()} == {"moerwijk", "bouwlust", "vrederust", "morgenstond", ""}
    assert {row["status"] for row in rows()} == {"open", "approved", "offered", "fulfilled"}


def test_no_sample_wish_says_what_another_says() -> None:
    said = [(row, Said(id=index, text=row["text"], supporters=1)) for index, row in enumerate(rows())]  # type: ignore[arg-type]
    alike = [
        (row["text"], other.text)
        for row, one in said
        for other in most_alike(
            one.text, [each for peer, each in said if each.id != one.id and peer["category"] == row["category"]]
        )
    ]
    assert alike == []


def test_the_sample_is_loaded_once_and_keeps_what_people_changed(world: World, storage: Database) -> None:
    with storage.writing() as session:
        load_demo(session, DEMO, today())
        assert load_wishes(session, DEMO) == len(rows())
    wishing = Wishing(world)
    listed = wishing.client.get("/v1/wishes", params={"pageSize": 100}).json()
    assert listed["total"] == sum(row["status"] in ("approved", "offered") for row in rows())
    offered = [each for each in listed["items"] if each["status"] == "offered"]
    assert [each["offers"][0]["title"] for each in offered] == ["Naailes met koffie"]
    waiting = wishing.client.get("/v1/moderation/queue", headers=MODERATOR).json()
    assert waiting["total"] == sum(row["status"] == "open" for row in rows())
    first = listed["items"][0]
    assert wishing.support(first["id"]).json()["supporters"] == first["supporters"] + 1
    with storage.writing() as session:
        session.execute(update(wish).where(wish.c.id == first["id"]).values(text="Een andere wens"))
        assert load_wishes(session, DEMO) == 0
    assert wishing.client.get(f"/v1/wishes/{first['id']}").json()["text"] == "Een andere wens"


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("a;x;nl;moerwijk;sport;no;no;open;0;1;", "text"),
        ("a;Bel mij op 0612345678;nl;moerwijk;sport;no;no;open;0;1;", "text"),
        ("a;Een mooie wens;xx;moerwijk;sport;no;no;open;0;1;", "language"),
        ("a;Een mooie wens;nl;moerwijk;sport;perhaps;no;open;0;1;", "for_somebody_else"),
        ("a;Een mooie wens;nl;moerwijk;sport;no;no;maybe;0;1;", "status"),
        ("a;Een mooie wens;nl;moerwijk;sport;no;no;offered;0;1;nowhere", "activity"),
        ("a;Een mooie wens;nl;moerwijk;sport;no;no;open;many;1;", "more_supporters"),
        ("a;Een mooie wens;nl", "columns"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_written(
    storage: Database, tmp_path: Path, line: str, column: str
) -> None:
    shutil.copy(DEMO / FILE, tmp_path)
    with (tmp_path / FILE).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with storage.writing() as session, pytest.raises(DemoError) as raised:
        load_wishes(session, tmp_path)
    assert [(each.line, each.column) for each in raised.value.problems if each.line == len(rows()) + 2] == [
        (len(rows()) + 2, column)
    ]
