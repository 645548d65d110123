"""An edition by hand: what there is on paper without a database."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from services.contracts.deal_paper import PaperWords
from services.participation.editions.arranging_rules import month_days, weekdays_in
from services.participation.editions.content import Change, EditionContent, Item, Turn

MONTH = date(2026, 12, 1)
SITE = "https://zuidwest.voorbeeld.nl"


SPORT = {"category": "sport", "labels": {"nl": "Sport en bewegen", "ar": "الرياضة والحركة"}}


def turn(weekday: int, start: str = "10:00", end: str = "12:00", without: tuple[int, ...] = ()) -> Turn:
    """Each week of the month, but for these days."""
    days = weekdays_in(month_days(MONTH), weekday)
    return Turn(
        weekday=weekday,
        start=time.fromisoformat(start),
        end=time.fromisoformat(end),
        days=tuple(day for day in days if day.day not in without),
        not_on=tuple(day for day in days if day.day in without),
    )


def item(number: int, *turns: Turn, **changes: Any) -> Item:
    known: dict[str, Any] = {
        "id": UUID(int=number),
        "title": f"Koffieochtend nummer {number}",
        "translated": None,
        "summary": "Drink een kopje koffie met uw buren. Iedereen is welkom.",
        "category": "meeting",
        "labels": {"nl": "Ontmoeten", "ar": "لقاءات", "en": "Meeting people"},
        "place": "Buurtkamer Oost",
        "address": "Guntersteinweg 86",
        "phone": "070 555 01 11",
        "free": True,
        "pay_what_you_can": False,
        "cost": None,
        "joining": "walk-in",
        "turns": turns,
        "changes": (),
    }
    return Item(**(known | changes))


def several() -> tuple[Item, ...]:
    """One of every kind: several days, a fortnight, a cancelled, a moved and a full date, a price, a translation."""
    moved = Change(day=date(2026, 12, 9), start=time(19), to_day=date(2026, 12, 10), to_start=time(20))
    cancelled = Change(day=date(2026, 12, 8), start=time(10))
    full = Change(day=date(2026, 12, 15), start=time(10), full=True)
    return (
        item(1, turn(1), turn(3), turn(5, "13:00", "15:00")),
        item(2, turn(2, without=(8,)), category="food", changes=(cancelled, full)),
        item(3, turn(3, "19:00", "21:00", without=(9, 23)), category="crafts", changes=(moved,), joining="per-date"),
        item(4, turn(4, "09:30", "11:00"), free=False, cost="€ 2 per keer", joining="per-date", **SPORT),
        item(5, turn(6), translated="ركن القهوة", category="no-such-category", phone=None),
    )


def edition(*items: Item, language: str | None = None) -> EditionContent:
    words = PaperWords(title="Doe mee in {wijk}", sentences=["Iedereen is welkom."], contact=["Bel 14070."])
    arabic = PaperWords(title="شارك معنا في {wijk}", sentences=["الجميع مرحب بهم."], contact=["هاتف 14070."])
    return EditionContent(
        wijk="moerwijk",
        wijk_name="Moerwijk",
        month=MONTH,
        language=language,
        gathered_on=MONTH - timedelta(days=3),
        site=SITE,
        publisher="Regio Deal Voorbeeld",
        words={"nl": words} | ({language: arabic} if language else {}),
        items=items or several(),
    )
