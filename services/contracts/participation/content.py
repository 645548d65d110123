"""What an activity tells beside when and where it is: for which ages, what it costs, what follows it (Art. 4.1b)."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from services.contracts.shapes import Input, Shape

NextKind = Literal["activity", "help-offer", "project", "external"]
NeedKind = Literal["money", "people", "materials", "knowledge"]
Sdg = Annotated[int, Field(ge=1, le=17, description="A goal of sustainable development of the United Nations.")]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
HttpsAddress = Annotated[str, StringConstraints(max_length=300, pattern=r"^https://[^\s/@:]+\.[^\s/@:]+(/\S*)?$")]
Years = Annotated[int, Field(ge=0, le=120)]


class Ages(Shape):
    """In years, both inclusive; null is no limit."""

    from_: int | None = Field(None, alias="from")
    to: int | None = None


class Cost(Shape):
    """`ooievaarspas` is the price with that pass for people with a low income."""

    free: bool
    text: str | None = None
    pay_what_you_can: bool = False
    ooievaarspas: str | None = None


class Texts(Shape):
    title: str
    summary: str
    description: str = ""


class Translation(Texts):
    """`outdated`: the Dutch text was changed since, and nobody has said yet that this still holds.

    `madeOf` is then the checksum of the Dutch text that it was made of. The service alone says both.
    """

    outdated: bool = False
    made_of: str | None = None


class Need(Shape):
    kind: NeedKind
    text: str


class NextStep(Shape):
    """`id` is of an activity, help offer or project, `url` of what is elsewhere; `title` is what it is called now.

    `step` is that of an activity.
    """

    kind: NextKind
    id: UUID | None = None
    url: str | None = None
    label: str | None = None
    why: str | None = None
    title: str
    step: str | None = None


class AgesInput(Input):
    from_: Years | None = Field(None, alias="from")
    to: Years | None = None

    @model_validator(mode="after")
    def in_order(self) -> Self:
        if self.from_ is not None and self.to is not None and self.to < self.from_:
            raise ValueError("the last age is below the first")
        return self


class CostInput(Input):
    free: bool
    text: str | None = Field(None, max_length=200)
    pay_what_you_can: bool = False
    ooievaarspas: str | None = Field(None, max_length=100)


class TranslationInput(Input):
    title: str = Field(min_length=3, max_length=100)
    summary: str = Field(min_length=10, max_length=200)
    description: str = Field("", max_length=5000)


class NeedInput(Input):
    kind: NeedKind
    text: str = Field(min_length=3, max_length=300)


class NextStepInput(Input):
    """Of what is elsewhere: `url` and `label`; of a project: `id` and `label`, as the registry is another service."""

    kind: NextKind
    id: UUID | None = None
    url: HttpsAddress | None = None
    label: str | None = Field(None, min_length=3, max_length=100)
    why: str | None = Field(None, max_length=200)

    @model_validator(mode="after")
    def says_where(self) -> Self:
        outside = self.kind == "external"
        if (self.url is None) if outside else (self.id is None):
            raise ValueError("say which one: `url` of what is elsewhere, else `id`")
        if (self.id is not None) if outside else (self.url is not None):
            raise ValueError("name either `id` or `url`")
        if self.kind in ("external", "project") and not self.label:
            raise ValueError("say what it is called (`label`)")
        return self
