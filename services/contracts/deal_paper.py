"""The shape of `deal/<slug>/paper.toml`: what the organisation says on the paper edition (Art. 4.1b)."""

from typing import Annotated

from pydantic import Field, field_validator

from services.contracts.deal_words import Language, Strict, Text


class PaperWords(Strict):
    """`{wijk}` in the title is the name of the wijk. Each of the sentences has one idea."""

    title: Text
    sentences: Annotated[list[Text], Field(min_length=1, max_length=8)]
    contact: Annotated[list[Text], Field(min_length=1, max_length=6)]


class PaperFile(Strict):
    """Per language; Dutch is always there."""

    publisher: Text
    words: dict[Language, PaperWords]

    @field_validator("words")
    @classmethod
    def in_dutch(cls, words: dict[str, PaperWords]) -> dict[str, PaperWords]:
        if "nl" not in words:
            raise ValueError("has no words in Dutch (nl)")
        return words
