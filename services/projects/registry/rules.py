"""What makes a project right beside its own shape: it names parts of the deal that are there."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

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
}


def unknown_parts(given: Mapping[str, Any], known: Known) -> Iterator[Mistake]:
    """Every name of a part of the deal that the deal does not have. What is not text is left to the shape."""
    pillar = given.get("pillar")
    if isinstance(pillar, int) and not isinstance(pillar, bool) and str(pillar) not in known["pillar"]:
        yield unknown(("pillar",), f"The deal has no pillar {pillar}.")
    for field, word in WORDS.items():
        names = given.get(field)
        for index, name in enumerate(names if isinstance(names, list) else []):
            if isinstance(name, str) and name.strip() and name.strip() not in known[field]:
                yield unknown((field, index), f"The deal has no {word} {name.strip()[:60]}.")


def unknown(place: tuple[str | int, ...], message: str) -> Mistake:
    return {"type": "unknown", "loc": ("body", *place), "msg": message}


def with_own(known: Known, own: Mapping[str, list[str]]) -> Known:
    """What a project already names may stay, also when the deal's files no longer have it."""
    return {field: names | frozenset(own.get(field, ())) for field, names in known.items()}


def folded(text: str) -> str:
    """How texts are searched: without accents, capitals and extra spaces, but with their signs (100%)."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(plain.casefold().split())
