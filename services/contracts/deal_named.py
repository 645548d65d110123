"""Lists of names: programmes, organisations, kinds, and the words of the platform."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from services.contracts.deal_words import Article, Labels, PillarNumber, Slug, Strict, Text, Titles


class Programme(Strict):
    """A programme, policy or agreement that the deal connects to and that a project can join."""

    slug: Slug
    name: Text
    level: Literal["municipal", "regional", "national", "international"]
    article: Article
    pillars: Annotated[list[PillarNumber], Field(default_factory=list)]
    url: Text | None = None


class Organisation(Strict):
    slug: Slug
    name: Text
    kind: Literal[
        "government", "knowledge", "education", "business", "welfare", "sport", "faith", "housing", "residents"
    ]
    article: Article | None = None
    note: Text | None = None


class TargetGroup(Strict):
    slug: Slug
    titles: Titles
    article: Article


class NamedPart(Strict):
    """A part of the deal that has no more than a name and an article: a co-benefit, a sector, a kind of course."""

    slug: Slug
    titles: Titles
    article: Article


class DeliverableKind(NamedPart):
    """What Art. 3 counts and no place holds; `expected_result` is what it adds up to."""

    per: Literal["deal", "wijk"]
    expected_result: Slug


class Register(NamedPart):
    """A list that the programme office keeps; `asks` is what its entries say beside title, date and status."""

    asks: list[Literal["sector", "places", "square_metres", "rule"]]


class Term(Strict):
    """A word of a fixed list with its label in every language of the deal."""

    slug: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    labels: Labels


class LinkHost(Strict):
    """A host that a link to an outside service, for instance `maex`, may have."""

    service: Slug
    host: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]


class SearchWords(Strict):
    """What residents may call one thing, per language, parted by commas; `within` names wider concepts.

    A concept with the name of a category, an audience or a kind of place adds to its labels.
    """

    concept: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    kind: Literal["subject", "circumstance", "manner", "skip"] = "subject"
    within: Annotated[list[Text], Field(default_factory=list)]
    words: Labels
