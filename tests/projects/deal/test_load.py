"""The deal's files are applied as a difference: nothing lost, everything audited, safe to repeat."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.contracts.deal import Deal
from services.kit.database import Database as Connections
from services.projects.deal.load import LoadSummary, load_deal
from services.projects.deal.rows import in_camel_case, rows_of
from services.projects.deal.rules import Kept, difference

LATER = date(2027, 2, 1)
Contents = dict[str | int, dict[str, Any]]


def load(connections: Connections, deal: Deal, today: date = LATER) -> LoadSummary:
    with connections.writing() as session:
        return load_deal(session, deal, today)


def rows(connections: Connections, statement: str) -> list[tuple[Any, ...]]:
    with connections.writing() as session:
        return [tuple(row) for row in session.execute(text(statement))]


def counts(summary: LoadSummary) -> tuple[int, int, int, int]:
    return summary.added, summary.changed, summary.withdrawn, summary.returned


def without_theme(deal: Deal, slug: str) -> Deal:
    return deal.model_copy(update={"themes": [theme for theme in deal.themes if theme.slug != slug]})


def test_the_first_load_adds_everything_and_a_second_changes_nothing(connections: Connections, real_deal: Deal) -> None:
    total = sum(len(each) for each in rows_of(real_deal).values())
    (audited,) = rows(connections, "SELECT count(*) FROM projects.audit WHERE action = 'added' AND who = 'deal'")
    assert audited == (total,)
    version = rows(connections, "SELECT sum(changes) FROM projects.data_version")
    again = load(connections, real_deal)
    assert counts(again) == (0, 0, 0, 0)
    assert (again.unchanged, again.sentences) == (total, [])
    assert rows(connections, "SELECT sum(changes) FROM projects.data_version") == version
    assert rows(connections, "SELECT count(*) FROM projects.audit WHERE object_type LIKE 'deal-%'") == [(total,)]


def test_a_changed_text_is_changed_and_audited_with_before_and_after(connections: Connections, real_deal: Deal) -> None:
    first = real_deal.themes[0].model_copy(update={"aim": "Anders."})
    changed = real_deal.model_copy(update={"themes": [first, *real_deal.themes[1:]]})
    summary = load(connections, changed)
    assert counts(summary) == (0, 1, 0, 0)
    assert summary.sentences == ["theme participatie: changed"]
    assert rows(connections, "SELECT object_type, object_id, change FROM projects.audit WHERE action = 'changed'") == [
        ("deal-theme", "participatie", {"aim": [real_deal.themes[0].aim, "Anders."]})
    ]
    assert rows(connections, "SELECT body->>'aim' FROM projects.theme WHERE key = 'participatie'") == [("Anders.",)]


def test_what_vanishes_is_marked_once_and_comes_back_unmarked(connections: Connections, real_deal: Deal) -> None:
    fewer = without_theme(real_deal, "werk")
    assert counts(load(connections, fewer)) == (0, 0, 1, 0)
    marked = "SELECT withdrawn_on FROM projects.theme WHERE key = 'werk'"
    assert rows(connections, marked) == [(LATER,)]
    assert counts(load(connections, fewer, date(2028, 1, 1))) == (0, 0, 0, 0)
    assert rows(connections, marked) == [(LATER,)]
    assert counts(load(connections, real_deal)) == (0, 0, 0, 1)
    assert rows(connections, marked) == [(None,)]
    actions = "SELECT action FROM projects.audit WHERE object_id = 'werk' AND object_type = 'deal-theme' ORDER BY id"
    assert rows(connections, actions) == [("added",), ("withdrawn",), ("returned",)]


def test_another_order_of_the_file_is_a_change_of_place(connections: Connections, real_deal: Deal) -> None:
    turned = real_deal.model_copy(update={"pillars": list(reversed(real_deal.pillars))})
    assert counts(load(connections, turned)) == (0, 2, 0, 0)
    assert rows(connections, "SELECT key FROM projects.pillar ORDER BY position") == [(3,), (2,), (1,)]


def test_a_load_that_fails_leaves_everything_as_it_was(connections: Connections, real_deal: Deal) -> None:
    unprintable = real_deal.target_groups[0].model_copy(update={"titles": {"nl": "\x00", "en": "x"}})
    broken = without_theme(real_deal, "werk").model_copy(update={"target_groups": [unprintable]})
    with pytest.raises(DBAPIError):
        load(connections, broken)
    assert rows(connections, "SELECT count(*) FROM projects.theme WHERE withdrawn_on IS NOT NULL") == [(0,)]


def test_names_become_camel_case_at_every_depth() -> None:
    assert in_camel_case({"full_name": [{"linked_to": {"a_b": 1}}], "en": "x_y"}) == {
        "fullName": [{"linkedTo": {"aB": 1}}],
        "en": "x_y",
    }


CONTENT = st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), st.fixed_dictionaries({"text": st.integers(0, 2)}))


@given(CONTENT, st.sets(st.sampled_from(["a", "b", "c", "d"])), CONTENT)
def test_each_key_gets_exactly_one_fate(before: Contents, gone: set[str], wanted: Contents) -> None:
    kept = {key: Kept(content, key in gone) for key, content in before.items()}
    found = difference(kept, wanted)
    for key in before.keys() | wanted.keys():
        if key not in before:
            fate = found.added
        elif key in wanted and key in gone:
            fate = found.returned
        elif key in wanted:
            fate = found.unchanged if before[key] == wanted[key] else found.changed
        elif key in gone:
            continue
        else:
            fate = found.withdrawn
        assert key in fate
    fates = found.added + found.changed + found.returned + found.withdrawn + found.unchanged
    already_gone = {key for key in before if key in gone and key not in wanted}
    assert sorted(map(str, fates)) == sorted(map(str, (before.keys() | wanted.keys()) - already_gone))
