"""What makes a project right beside its own shape: parts of the deal that are there, dates within the deal."""

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic.alias_generators import to_camel

Known = Mapping[str, frozenset[str]]
"""Field of a project → the names that the deal has for it; `pillar` holds numbers as text."""

Mistake = dict[str, Any]
"""A mistake in pydantic's form: `type`, `loc`, `msg`."""

WORDS = {
    "themes": "theme",
    "wijken": "wijk",
    "approach": "approach element",
    "programmes": "programme",
    "commitments": "commitment",
    "co_benefits": "co-benefit",
    "target_groups": "target group",
    "expected_results": "expected result",
}


def unknown_parts(given: Mapping[str, Any], known: Known) -> Iterator[Mistake]:
    """Every name of a part of the deal that the deal does not have. What is not text is left to the shape."""
    pillar = given.get("pillar")
    if isinstance(pillar, int) and not isinstance(pillar, bool) and str(pillar) not in known["pillar"]:
        yield unknown(("pillar",), f"The deal has no pillar {pillar}.")
    strength = given.get("strength")
    if isinstance(strength, str) and strength.strip() and strength.strip() not in known["strength"]:
        yield unknown(("strength",), f"The deal has no strength {strength.strip()[:60]} for its promises.")
    for field, word in WORDS.items():
        names = given.get(to_camel(field), given.get(field))
        for index, name in enumerate(names if isinstance(names, list) else []):
            if isinstance(name, str) and name.strip() and name.strip() not in known[field]:
                yield unknown((to_camel(field), index), f"The deal has no {word} {name.strip()[:60]}.")


def unknown(place: tuple[str | int, ...], message: str) -> Mistake:
    return {"type": "unknown", "loc": ("body", *place), "msg": message}


def with_own(known: Known, own: Mapping[str, Any]) -> Known:
    """What a project already names may stay, also when the deal's files no longer have it. `own` is its JSON."""
    return {field: names | frozenset(own_names(own, field)) for field, names in known.items()}


def own_names(own: Mapping[str, Any], field: str) -> list[str]:
    value = own.get(to_camel(field))
    return value if isinstance(value, list) else [] if value is None else [str(value)]


def after_the_end(
    given: Mapping[str, date | None], reason: str | None, deal_ends: date | None, own: Mapping[str, Any]
) -> Iterator[Mistake]:
    """`starts` and `ends` after the end of the deal, without a reason (Art. 14). What had such a date without a reason
    from before this rule may keep it."""
    for field, day in given.items():
        old = own.get("afterEndReason") is None and day is not None and own.get(field) == day.isoformat()
        if reason or old or day is None or deal_ends is None or day <= deal_ends:
            continue
        sentence = f"The deal ends on {deal_ends} (Art. 14). Say in afterEndReason why this date is later."
        yield {"type": "after-the-end", "loc": ("body", field), "msg": sentence}


def folded(text: str) -> str:
    """How texts are searched: without accents, capitals and extra spaces, but with their signs (100%)."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(plain.casefold().split())
