"""What hardly ever changes and every page needs: the wijken of the deal and the names of its words.

Asked of participation once in a while and kept when it is away: names a minute old are better than a page without.
"""

import asyncio
from dataclasses import dataclass, field
from time import monotonic

from frontend.patience import if_up
from frontend.texts import language, say
from services.contracts.participation import ParticipationClient, PlaceShape, WijkShape

KEPT_SECONDS = 60
ASKED_AT_MOST_SECONDS = 1
ASKED_AGAIN_SECONDS = 3
"""After an answer that did not come: a hanging service must not slow down every page."""
VOCABULARIES = (
    "categories",
    "place-kinds",
    "steps",
    "audiences",
    "accessibility-aspects",
    "dutch-levels",
    "languages",
    "help-kinds",
)
Words = dict[str, dict[str, str]]
"""Slug to label, by vocabulary; in the order in which they are to be shown."""


@dataclass
class Known:
    """`words` is per language of the reader."""

    wijken: list[WijkShape] = field(default_factory=list)
    places: list[PlaceShape] = field(default_factory=list)
    words: dict[str, Words] = field(default_factory=dict)
    asked_at: dict[str, float] = field(default_factory=dict)
    version: dict[str, str] = field(default_factory=dict)
    """Of participation's data when it was asked."""
    asked: int = 0
    """How often it was: what is known may be another after each."""
    asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def refresh(self, participation: ParticipationClient, version: str = "") -> None:
        if self.fresh(version):
            return
        async with self.asking:
            if not self.fresh(version):
                await self.ask(participation, version)

    def fresh(self, version: str) -> bool:
        """What was asked at this version; at another one it may be wrong, but is not asked for all the time."""
        code = language.get()
        age = monotonic() - self.asked_at.get(code, float("-inf"))
        return age < (KEPT_SECONDS if self.version.get(code) == version else ASKED_AT_MOST_SECONDS)

    async def ask(self, participation: ParticipationClient, version: str) -> None:
        code = language.get()
        self.version[code] = version
        wijken, places, lists = await asyncio.gather(
            if_up(participation.wijken()),
            if_up(participation.places(pageSize=100, sort="name")),
            asyncio.gather(*(if_up(participation.words(vocabulary, code)) for vocabulary in VOCABULARIES)),
        )
        if wijken is None or places is None or None in lists:
            self.asked_at[code] = monotonic() - KEPT_SECONDS + ASKED_AGAIN_SECONDS
            return
        self.asked += 1
        self.wijken, self.places = wijken.items, places.items
        self.words[code] = {
            vocabulary: {word.id: word.label for word in found.items}
            for vocabulary, found in zip(VOCABULARIES, lists, strict=True)
            if found is not None
        }
        self.asked_at[code] = monotonic()

    def name(self, wijk: str) -> str:
        return next((known.name for known in self.wijken if known.id == wijk), wijk.capitalize())

    def places_with_a_point(self, chosen: str = "") -> list[tuple[str, str]]:
        """For a select: all places on the map, and the point that was chosen when it is none of them."""
        found = [(str(each.id), f"{each.name}, {self.name(each.wijk)}") for each in self.places if each.lat]
        others = [(chosen, say("search.here"))] if chosen and chosen not in {value for value, _ in found} else []
        return others + found

    def choices(self, vocabulary: str) -> list[tuple[str, str]]:
        """For a select or radios; empty as long as participation never answered."""
        return list(self.words.get(language.get(), {}).get(vocabulary, {}).items())

    def word(self, vocabulary: str, slug: str) -> str:
        """What a slug is called; the slug itself when nobody knows."""
        return self.words.get(language.get(), {}).get(vocabulary, {}).get(slug, slug)

    def dutch_level(self, level: int) -> str:
        """Level 0 is the first of the list."""
        names = self.choices("dutch-levels")
        return names[level][1] if 0 <= level < len(names) else str(level)
