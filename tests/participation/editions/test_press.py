"""The press: one at a time, kept, and never so many waiting that other answers get no thread."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest

from services.kit.problems import Problem
from services.participation.editions.content import EditionContent
from services.participation.editions.printing import KEPT, WAITING, Press, pdf_of
from tests.participation.editions.sample import edition, item, turn

SMALL = edition(item(1, turn(1)))


def unasked() -> EditionContent:
    raise AssertionError("what is kept is not gathered again")


def test_what_was_made_is_kept() -> None:
    press = Press()
    made = press.proof("one", lambda: SMALL, "a4")
    assert made == pdf_of(SMALL, "a4", None)
    assert press.proof("one", unasked, "a4") is made


def test_only_so_many_are_kept() -> None:
    press = Press()
    press.made.update(dict.fromkeys(range(KEPT), b""))
    press.proof("new", lambda: SMALL, "a4")
    assert len(press.made) == KEPT
    assert 0 not in press.made
    assert "new" in press.made


def test_who_comes_when_many_wait_is_asked_to_come_back() -> None:
    press, go = Press(), Event()
    press.made["kept"] = b"a proof"

    def slow() -> EditionContent:
        assert go.wait(20)
        return SMALL

    with ThreadPoolExecutor(WAITING) as threads:
        waiting = [threads.submit(press.proof, number, slow, "a4") for number in range(WAITING)]
        while press.room._value:
            assert not any(each.done() for each in waiting)
            sleep(0.005)
        with pytest.raises(Problem) as refused:
            press.proof("late", unasked, "a4")
        assert (refused.value.status, refused.value.headers) == (503, {"Retry-After": "2"})
        assert press.proof("kept", unasked, "a4") == b"a proof"
        go.set()
        assert len({each.result() for each in waiting}) == 1
    assert press.proof("late", lambda: SMALL, "a4")


def test_a_mistake_leaves_the_press_free() -> None:
    press = Press()
    for _ in range(WAITING + 1):
        with pytest.raises(AssertionError):
            press.proof("wrong", unasked, "a4")
    assert press.proof("right", lambda: SMALL, "a4")
