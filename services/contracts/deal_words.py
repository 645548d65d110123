"""The small words that the deal's files are made of: ids, articles, labels, readings."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
ElementId = Annotated[str, StringConstraints(pattern=r"^\d[a-z]$")]
Article = Annotated[
    str,
    StringConstraints(
        pattern=r"^(Art\. \d{1,2}(\.\d{1,2})?[a-z]?(, note \d)?|(General|Specific) considerations|Parties)$"
    ),
]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
Labels = dict[Language, Text]


class Strict(BaseModel):
    """No guessing: the type must be right and every key must be known."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Reading(Strict):
    """How the project reads a place where the deal is silent or contradicts itself, and why. Shown where it matters."""

    about: Text
    reading: Text
    reason: Text
    article: Article | None = None


Readings = Annotated[list[Reading], Field(default_factory=list)]


def check_title_labels(labels: Labels) -> Labels:
    """A title of the deal itself is needed in Dutch and English; the word lists are needed in every language."""
    missing = [language for language in ("nl", "en") if language not in labels]
    if missing:
        raise ValueError(f"has no title in {' and '.join(missing)}")
    return labels


Amount = Annotated[int, Field(gt=0, description="whole euro cents")]
PillarNumber = Annotated[int, Field(ge=1, le=99)]
Titles = Annotated[Labels, AfterValidator(check_title_labels)]
