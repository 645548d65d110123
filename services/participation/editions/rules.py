"""How an edition comes about: drafted, looked at by a second pair of eyes, and from then on never changed."""

from collections.abc import Iterable, Mapping
from datetime import date

from services.kit.who import Who
from services.participation.editions.content import Item

DRAFT, FROZEN = "draft", "frozen"
EDITION_STEPS: Mapping[str, frozenset[str]] = {DRAFT: frozenset({FROZEN}), FROZEN: frozenset()}
MONTHS_BACK, MONTHS_AHEAD = 12, 12
MOST_ITEMS = 400
"""More is no booklet any more: then the wijk needs smaller editions."""


def first_day(month: str) -> date:
    """Of `YYYY-MM`."""
    return date.fromisoformat(f"{month}-01")


def wrong_month(first: date, today: date) -> str | None:
    """Why no edition can be made of this month."""
    away = (first.year - today.year) * 12 + first.month - today.month
    if -MONTHS_BACK <= away <= MONTHS_AHEAD:
        return None
    return "An edition can be made of a month at most a year ago or a year ahead."


def counts_on(first: date, today: date) -> date:
    """The day on which a confirmation must still hold: that of printing, or the first of a month that is to come."""
    return max(first, today)


def may_prepare(who: Who, wijk: str) -> bool:
    """An editor works for some wijken, the others for all."""
    return bool(who.roles & {"moderator", "programme", "admin"}) or ("editor" in who.roles and wijk in who.wijken)


def may_approve(who: Who, wijk: str) -> bool:
    return bool(who.roles & {"moderator", "admin"}) or ("editor" in who.roles and wijk in who.wijken)


def changed_titles(before: Iterable[Item], now: Iterable[Item]) -> list[str]:
    """Of the activities that are not as they were: changed, come or gone."""
    was, found = {each.id: each for each in before}, {each.id: each for each in now}
    differ = [each for each in was.keys() | found.keys() if was.get(each) != found.get(each)]
    return sorted((found.get(each) or was[each]).title for each in differ)


def why_not_approved(status: str, prepared_by: str, who: str, changed: int) -> str | None:
    """Why this draft can not be frozen by this person now; `changed` activities are not as in the draft any more."""
    if FROZEN not in EDITION_STEPS[status]:
        return "This edition is frozen already. Make a new one."
    if prepared_by == who:
        return "Somebody else than who made the draft has to approve it."
    if changed:
        return f"{changed} activities have changed since the draft was made. Refresh it and look again."
    return None
