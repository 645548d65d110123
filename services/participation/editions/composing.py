"""From what an edition says to what stands on paper: every text in its place, for the templates of Typst."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from services.participation.editions.calendar import calendar
from services.participation.editions.content import EditionContent, Item, Turn
from services.participation.editions.drawings import code_of, drawing_for, drawings
from services.participation.editions.wording import FIRST, Words, capital, words_in

Json = dict[str, Any]
WEEK = range(1, 8)
ROOMY_UP_TO = 76
"""Activities; with more, lines are filled, so that the booklet in Dutch stays within sixteen pages."""
MARKS = ("place", "phone", "cost", "joining")
VOWEL_MARKS = dict.fromkeys([*range(0x064B, 0x0660), 0x0670])


@dataclass(frozen=True)
class Stamp:
    """What says whether it may be handed out: a proof, or a frozen edition with its number."""

    number: int | None

    def said(self, words: Words) -> str:
        return words.say("proof") if self.number is None else words.say("edition", number=self.number)


def composed(content: EditionContent, stamp: Stamp) -> Json:
    """All texts of an edition; the templates choose among them."""
    tongues = [words_in(FIRST), *([words_in(content.language)] if content.language else [])]
    dutch = tongues[0]
    made = {
        "language": FIRST,
        "second": {"language": tongues[1].language, "direction": tongues[1].direction} if tongues[1:] else None,
        "title": f"{content.words[FIRST].title.format(wijk=content.wijk_name)}, {dutch.month(content.month)}",
        "author": content.publisher,
        "day": content.gathered_on.isoformat(),
        "wijk": content.wijk_name,
        "month": dutch.month(content.month),
        "proof": stamp.number is None,
        "page": dutch.say("page"),
        "tight": len(content.items) > ROOMY_UP_TO,
        "drawings": drawings(),
        "faces": [drawing_for(name) for name in by_number(content)[:12]],
        "signs": signs(content, tongues),
        "texts": [texts(content, words, stamp) for words in tongues],
        "days": [day for weekday in WEEK if (day := a_day(content, weekday, tongues))["entries"]],
        "calendar": calendar(content, tongues),
        "site": {
            "address": content.site.partition("://")[2] or content.site,
            "url": wijk_page(content),
            "code": code_of(wijk_page(content)),
            "alt": dutch.say("qr_wijk_alt", wijk=content.wijk_name),
        },
    }
    return {name: without_vowel_marks(value) for name, value in made.items()}


def without_vowel_marks(value: Any) -> Any:
    """Arabic as newspapers write it. The marks stand over other letters when the text of a PDF is copied."""
    if isinstance(value, str):
        return value.translate(VOWEL_MARKS)
    if isinstance(value, dict):
        return {name: without_vowel_marks(inner) for name, inner in value.items()}
    return [without_vowel_marks(each) for each in value] if isinstance(value, list) else value


def wijk_page(content: EditionContent) -> str:
    return f"{content.site}/activiteiten?wijk={content.wijk}"


def texts(content: EditionContent, words: Words, stamp: Stamp) -> Json:
    """What stands once, in one language."""
    own, wijk = content.words.get(words.language, content.words[FIRST]), content.wijk_name
    sentences = list(words.part("how")["sentences"])
    if words.language != FIRST:
        sentences.append(words.say("dutch_only"))
    return {
        "title": own.title.format(wijk=wijk),
        "month": capital(words.month(content.month)),
        "sentences": own.sentences,
        "contact": own.contact,
        "stamp": stamp.said(words),
        "known": words.say("as_known", day=f"{words.day(content.gathered_on)} {content.gathered_on.year}"),
        "how": {"title": words.part("how")["title"], "sentences": sentences},
        "signs": words.part("signs")["title"],
        "notes": words.part("notes")["title"],
        "places": words.part("notes")["places"].format(wijk=wijk),
        "back": {"title": words.part("back")["title"], "look": words.part("back")["look"].format(wijk=wijk)},
        "poster": words.part("poster")["all"].format(wijk=wijk),
        "sheet": words.part("poster")["sheet"],
    }


def by_number(content: EditionContent) -> list[str]:
    """The categories, first that of most activities."""
    return [name for name, _ in Counter(each.category for each in content.items).most_common()]


def signs(content: EditionContent, tongues: Sequence[Words]) -> list[Json]:
    """What each drawing stands for, in order of name, and then the marks before the facts."""
    labels = {each.category: each.labels for each in content.items if drawing_for(each.category) == each.category}
    named = [
        {"drawing": name, "texts": [found.get(words.language, found[FIRST]) for words in tongues]}
        for name, found in labels.items()
    ]
    marks = [{"drawing": f"mark-{name}", "texts": [words.part("signs")[name] for words in tongues]} for name in MARKS]
    return [*sorted(named, key=lambda each: each["texts"][0]), *marks]


def a_day(content: EditionContent, weekday: int, tongues: Sequence[Words]) -> Json:
    """What is on a weekday, soonest first: whole where it is told first, a line where it was told on an earlier day."""
    turns = sorted(
        ((turn, item) for item in content.items for turn in item.turns if turn.weekday == weekday),
        key=lambda pair: (pair[0].start, pair[0].end, pair[1].title, pair[1].id),
    )
    names = [capital(words.weekday(weekday)) for words in tongues]
    return {
        "names": names,
        "posters": [
            words.part("poster")["title"].format(day=name, wijk=content.wijk_name)
            for words, name in zip(tongues, names, strict=True)
        ],
        "entries": [an_entry(content, item, turn, tongues) for turn, item in turns],
        "also": [words.say("also", day=words.weekday(weekday)) for words in tongues],
    }


def an_entry(content: EditionContent, item: Item, turn: Turn, tongues: Sequence[Words]) -> Json:
    dutch, address = tongues[0], f"{content.site}/activiteiten/{item.id}"
    return {
        "id": str(item.id),
        "first": turn == item.turns[0],
        "time": dutch.hours(turn.start, turn.end),
        "title": item.title,
        "summary": item.summary,
        "translated": item.translated if tongues[1:] else None,
        "drawing": drawing_for(item.category),
        "place": item.place,
        "address": item.address,
        "phone": item.phone,
        "cost": cost(item, dutch).replace("€ ", "€\N{NO-BREAK SPACE}"),
        "joining": dutch.say(item.joining),
        "when": when(item, turn, dutch),
        "others": others(item, turn, dutch),
        "second": [second_lines(item, turn, words) for words in tongues[1:]],
        "url": address,
        "code": code_of(address),
        "alt": dutch.say("qr_alt", title=item.title),
    }


def second_lines(item: Item, turn: Turn, words: Words) -> Json:
    """What a reader of the second language needs beside the address: what it is, whether it is free, and when. A price
    stands above it, in figures and in the words of who asks it."""
    said = (item.labels.get(words.language), cost(item, words), words.say(item.joining))
    return {
        "facts": [each for each in said if each and each != item.cost],
        "when": when(item, turn, words),
        "others": others(item, turn, words),
    }


def cost(item: Item, words: Words) -> str:
    if item.free:
        return words.say("free")
    return words.say("pay_what_you_can") if item.pay_what_you_can else item.cost or ""


def when(item: Item, turn: Turn, words: Words) -> str:
    """Which days of the month are different; empty when it is each week."""
    if not turn.weekly:
        return words.say("only_on", dates=words.days(turn.days))
    return words.say("not_on", dates=words.days(turn.not_on)) if turn.not_on else ""


def others(item: Item, turn: Turn, words: Words) -> str:
    """The other weekdays on which it is; with the time where that differs."""
    same = [each for each in item.turns if each != turn and (each.start, each.end) == (turn.start, turn.end)]
    other = [each for each in item.turns if each != turn and each not in same]
    said = [words.weekday(number) for number in unique(each.weekday for each in same)]
    said += [
        words.say("also_at", days=words.weekday(each.weekday), hours=words.hours(each.start, each.end))
        for each in other
    ]
    return words.say("also_on", days=words.listed(said)) if said else ""


def unique(numbers: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(numbers))
