"""The calendar of an edition: what is not as each week."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.participation.editions.content import Change, EditionContent, Item, Turn
from services.participation.editions.wording import FIRST, Words

Json = dict[str, Any]


def calendar(content: EditionContent, tongues: Sequence[Words]) -> Json:
    """Day by day what is not as each week: what is seldom, cancelled or moved."""
    dutch = tongues[0]
    days = sorted(different_days(content))
    return {
        "titles": [words.part("calendar")["title"].format(month=words.month(content.month)) for words in tongues],
        "leads": [words.part("calendar")["lead"] for words in tongues],
        "columns": dutch.part("calendar")["columns"],
        "second_columns": [words.part("calendar")["columns"] for words in tongues[1:]],
        "rows": [
            {"days": [short_day(day, words) for words in tongues], "lines": different(content, day, tongues)}
            for day in days
        ],
    }


def different_days(content: EditionContent) -> set[date]:
    seldom = {day for item in content.items for turn in item.turns if not turn.weekly for day in turn.days}
    return seldom | {change.day for item in content.items for change in item.changes}


def different(content: EditionContent, day: date, tongues: Sequence[Words]) -> list[Json]:
    """Per line its texts: the titles are Dutch, so only what was changed is said in both languages."""
    seldom = [(item, turn) for item in content.items for turn in item.turns if not turn.weekly and day in turn.days]
    lines = [(turn.start, [planned(item, turn, tongues[0])]) for item, turn in seldom]
    changes = [(item, change) for item in content.items for change in item.changes if change.day == day]
    lines += [(change.start, [changed(item, change, words) for words in tongues]) for item, change in changes]
    return [{"texts": said} for _, said in sorted(lines, key=lambda line: (line[0], line[1]))]


def planned(item: Item, turn: Turn, words: Words) -> str:
    return str(words.part("calendar")["planned"]).format(clock=words.clock(turn.start), title=item.title)


def changed(item: Item, change: Change, words: Words) -> str:
    known = words.part("calendar")
    title = item.translated or item.title if words.language != FIRST else item.title
    if change.full:
        return str(known["full" if item.phone else "full_ask"]).format(title=title, phone=item.phone)
    if change.to_day is None or change.to_start is None:
        return str(known["cancelled"]).format(title=title)
    return str(known["moved"]).format(
        title=title, day=words.day_with_weekday(change.to_day), clock=words.clock(change.to_start)
    )


def short_day(day: date, words: Words) -> str:
    return f"{words.weekday(day.isoweekday())} {day.day}"
