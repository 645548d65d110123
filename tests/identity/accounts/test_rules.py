"""Who invites, sees, changes and removes whom."""

from uuid import UUID

import pytest

from services.identity.accounts.rules import Reach, Work, may_change, may_invite, may_remove, may_see
from services.kit.who import Who

HERE, NEXT_DOOR, ELSEWHERE = (UUID(int=number) for number in (1, 2, 3))
ADMIN, EDITOR = Reach(True), Reach(False, frozenset({HERE, NEXT_DOOR}))
WHO = Who("me", frozenset({"editor"}))


def coordinator(*places: UUID) -> Work:
    return Work(["coordinator"], places)


@pytest.mark.parametrize("role", ["editor", "moderator", "programme", "analyst", "approver", "admin"])
def test_only_an_admin_gives_other_roles(role: str) -> None:
    assert may_invite(ADMIN, Work([role]))
    assert not may_invite(EDITOR, Work([role]))
    assert not may_invite(EDITOR, Work([role], [HERE]))
    assert not may_see(EDITOR, Work([role]))


def test_an_editor_invites_for_places_of_their_own_wijk() -> None:
    assert may_invite(EDITOR, coordinator(HERE, NEXT_DOOR))
    assert not may_invite(EDITOR, coordinator(HERE, ELSEWHERE))
    assert not may_invite(EDITOR, coordinator())
    assert not may_invite(Reach(False), coordinator(HERE))


def test_what_somebody_does_elsewhere_stays() -> None:
    both = coordinator(HERE, ELSEWHERE)
    assert may_see(EDITOR, both)
    assert may_change(EDITOR, both, coordinator(NEXT_DOOR, ELSEWHERE))
    assert not may_change(EDITOR, both, coordinator(HERE))
    assert not may_change(EDITOR, coordinator(ELSEWHERE), coordinator(ELSEWHERE, HERE))
    assert not may_change(EDITOR, both, Work(["admin"]))
    assert not may_remove(WHO, EDITOR, "other", both)
    assert may_remove(WHO, EDITOR, "other", coordinator(HERE))


def test_nobody_removes_themselves() -> None:
    assert not may_remove(Who("me", frozenset({"admin"})), ADMIN, "me", Work(["admin"]))
    assert may_remove(Who("me", frozenset({"admin"})), ADMIN, "other", Work(["admin"]))


def test_a_version_follows_the_work_and_not_its_order() -> None:
    assert coordinator(HERE, ELSEWHERE).version == coordinator(ELSEWHERE, HERE).version
    assert coordinator(HERE).version != coordinator(ELSEWHERE).version
    assert Work(["editor"], (), ["a"]).version != Work(["editor", "a"]).version
