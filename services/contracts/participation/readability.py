"""How easy a text is to read, and what a listing still lacks: hints for who writes it."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Input, Shape

TextField = Literal["title", "summary", "description", "bring"]
HintCode = Literal[
    "long-sentence",
    "very-long-sentence",
    "office-word",
    "abbreviation",
    "hard-word",
    "long-word",
    "passive",
    "capitals",
]


LackingField = Literal[
    "place.phone",
    "description",
    "accessibility",
    "nextSteps",
    "photo",
    "place.point",
    "bring",
    "translations",
    "projectId",
    "place.openingHours",
]
"""What helps a resident to come. Like the codes of hints these stay: a desk says them in its own languages."""
BEST_SENTENCE = 10
"""Words of a sentence: as many is good, with more comes a hint."""


class TextCheckInput(Input):
    """Texts as they are being written: any of them may be missing or unfinished."""

    title: str = Field("", max_length=300)
    summary: str = Field("", max_length=1000)
    description: str = Field("", max_length=8000)
    bring: str = Field("", max_length=1000)


class Hint(Shape):
    """One place where a text can be easier. `start` and `end` are offsets in the field, as characters (code points)."""

    field: TextField
    code: HintCode
    text: str
    """What to do about it, in Dutch."""
    count: int | None = None
    """Words of a long sentence, letters of a long word."""
    found: str
    sentence: str
    suggestion: str | None
    start: int
    end: int


class TextCheck(Shape):
    """`score` from 0 to 100 and what it says, in Dutch; null as long as there are no words.

    It counts what makes texts hard. It is no test of a language level: nothing here says that a text is A2 or B1.
    """

    score: int | None
    verdict: Literal["good", "could-be-easier", "hard"] | None
    label: str | None
    words: int
    sentences: int
    hints: list[Hint]


class Lacking(Shape):
    """Something useful that is not known yet. `weight` is what it adds to the completeness, of 100."""

    field: LackingField
    weight: int
    of_place: bool
    """True when it is said at the place, not at the activity."""
    text: str
    """In Dutch: why it helps."""


class Quality(Shape):
    """Of one activity. `completeness` is from 0 to 100; what weighs most is the first that is lacking.

    A translation of an earlier Dutch text is no lack; `outdatedTranslations` are the languages to look at.
    """

    completeness: int
    lacking: list[Lacking]
    outdated_translations: list[str] = Field(default_factory=list)
    text: TextCheck


class ReadabilityCalls(ServiceClient):
    """Hints while writing."""

    async def check_text(self, body: TextCheckInput, token: str) -> TextCheck:
        answer = await self.send("POST", "/v1/text-checks", json=body.model_dump(by_alias=True), token=token)
        return TextCheck.model_validate_json(answer.content)

    async def quality(self, activity_id: UUID, token: str) -> Quality:
        headers = {"Authorization": f"Bearer {token}"}
        return Quality.model_validate_json(
            (await self.get(f"/v1/activities/{activity_id}/quality", headers=headers)).content
        )
