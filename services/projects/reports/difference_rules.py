"""What another edition says differently: two contents in, a list for people out. Pure, and blind to order."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = Any
IDENTITIES = ("id", "number", "indicator", "slug", "pillar", "title", "kind", "what")
"""The first of these that an item has tells which one it is; lists of items without any are compared by place."""
SILENT = frozenset({
    "format", "edition", "gatheredAt", "differences", "audit", "publication", "discussion", "correction", "cents",
    "value", "lower", "upper", "checksum", "counts",
})  # fmt: skip
"""Differs by nature, or is said by its neighbour: `shown` beside `cents` and `value`."""
WORDS = {
    "actual": "gehaald op", "aim": "doel", "allocated": "verdeeld", "amount": "bedrag", "area": "gebied",
    "baseline": "nulmeting", "basis": "herkomst", "bookings": "aantal boekingen", "commitment": "soort toezegging",
    "comparable": "vergelijkbaar", "committed": "verplicht", "contributions": "bijdragen", "date": "datum",
    "deal": "de deal", "dealChanges": "wijzigingen en toetredingen", "definition": "definitie",
    "definitionVersion": "definitieversie", "documents": "documenten", "evidence": "bewijs", "figures": "cijfers",
    "forecast": "verwacht op", "gathered": "", "guideline": "richtlijn", "lead": "trekker", "meetings": "overleggen",
    "milestones": "mijlpalen", "missing": "ontbrekende cijfers", "money": "geld", "paid": "betaald",
    "period": "periode", "pillars": "pijlers", "planned": "gepland op", "projects": "projecten",
    "received": "ontvangen", "release": "publicatie", "results": "resultaten", "share": "aandeel", "shown": "",
    "source": "bron", "status": "status", "statusChanges": "veranderingen van status", "summary": "korte tekst",
    "target": "doel", "text": "tekst", "texts": "teksten", "title": "titel", "total": "totaal",
    "uncertainty": "onzekerheid", "updates": "voortgang", "verdict": "oordeel", "warnings": "signalen",
    "wijken": "wijken", "words": "uitleg", "yearCommitted": "verplicht in de periode",
    "yearPaid": "betaald in de periode",
}  # fmt: skip
NOTHING = "niets"
LONGEST = 300


def differences(before: Json, after: Json) -> list[dict[str, str]]:
    """`{where, before, after}` for each fact that differs; empty when nothing does."""
    return [
        {"where": ", ".join(part for part in where if part), "before": said(old), "after": said(new)}
        for where, old, new in different(before, after, ())
    ]


def different(before: Json, after: Json, where: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Json, Json]]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in sorted(before.keys() | after.keys()):
            if name not in SILENT:
                yield from different(before.get(name), after.get(name), (*where, WORDS.get(name, name)))
    elif isinstance(before, list) and isinstance(after, list) and are_items([*before, *after]):
        old, new = by_identity(before), by_identity(after)
        for key in [*old, *(key for key in new if key not in old)]:
            name = name_of(old[key] if key in old else new[key])
            yield from different(old.get(key), new.get(key), (*where, name))
    else:
        yield where, before, after


def are_items(values: list[Json]) -> bool:
    """Things with names, and not texts or numbers, of which there is at least one."""
    return bool(values) and all(isinstance(value, Mapping) for value in values)


def by_identity(items: list[Json]) -> dict[object, Json]:
    """Each item by what tells it apart; one that comes twice also by its place among its likes."""
    found: dict[object, Json] = {}
    for item in items:
        key = tuple(str(item[name]) for name in (*IDENTITIES, "area", "on") if name in item)
        identity: tuple[object, ...] = key[:1] if "id" in item else key[:3]
        while identity in found:
            identity = (*identity, "again")
        found[identity] = item
    return found


def name_of(item: Mapping[str, Json]) -> str:
    """How people call it."""
    title = next((str(item[name]) for name in ("title", "party", "fileName", "what", "on") if item.get(name)), "")
    number = item.get("number") or (item.get("pillar") if "paid" in item else None)
    area = f" ({item['area']})" if item.get("area") else ""
    return f"{number} {title}{area}".strip() if number else f"{title}{area}"


def said(value: Json) -> str:
    """A value in words. What is only there in one edition is named, not written out."""
    if value is None or value in ("", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Mapping):
        return shortened(str(value.get("shown") or name_of(value) or "aanwezig"))
    if isinstance(value, list):
        return shortened("; ".join(said(item) for item in value))
    return shortened(str(value))


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
