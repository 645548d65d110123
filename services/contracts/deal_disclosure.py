"""The shape of `deal/<slug>/disclosure.toml`: what is not shown in figures, so that nobody is recognised."""

from typing import Annotated, Literal

from pydantic import Field

from services.contracts.deal_words import Strict, Text


class HidingWords(Strict):
    """The reasons as readers see them. One for all that is hidden: which of two was hidden for the other tells much."""

    hidden: Text
    unreliable: Text


class PeopleProtection(Strict):
    """`minimum`: fewest people that a figure may stand on. `protection`: how wide the range must be that can be
    computed for a hidden figure: of a survey as a part of its scale, else in people."""

    minimum: Annotated[int, Field(ge=3)]
    protection: Annotated[float, Field(gt=0)]
    unreliable_margin: Annotated[float, Field(gt=0)] | None = None
    public_detail: list[Text]


class SumOfAreas(Strict):
    """Figures of the kind of area `parts` add up to that of `total`; not `complete`: the total has more than these."""

    total: Literal["wijk", "deal", "city"]
    parts: Literal["place", "wijk", "deal"]
    complete: bool


class DisclosureFile(Strict):
    """By the kind of indicator; figures of another kind are about things and hide nobody."""

    round_to: Annotated[int, Field(ge=1)]
    words: HidingWords
    survey: PeopleProtection
    registration: PeopleProtection
    register_: Annotated[PeopleProtection, Field(alias="register")]
    sums: list[SumOfAreas]

    def of_kind(self, kind: str) -> PeopleProtection | None:
        return {"survey": self.survey, "registration": self.registration, "register": self.register_}.get(kind)
