"""Words and wijken."""

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Page, Shape

Wijk = str


class Labelled(Shape):
    """A slug with its label in the language that was asked for."""

    id: str
    label: str


class WijkShape(Shape):
    """A deal wijk: a set of CBS buurten (see domain.md; CBS wijken are not deal wijken)."""

    id: str
    name: str
    buurten: list[str]
    cbs_wijk: str
    residents: int | None = None
    residents_source: str | None = None


class WordCalls(ServiceClient):
    """Wijken and lists of words."""

    async def wijken(self) -> Page[WijkShape]:
        return Page[WijkShape].model_validate_json((await self.get("/v1/wijken")).content)

    async def words(self, vocabulary: str, language: str = "nl") -> Page[Labelled]:
        """`vocabulary`: categories, place-kinds, steps, audiences, accessibility-aspects, dutch-levels, languages."""
        headers = {"Accept-Language": language}
        return Page[Labelled].model_validate_json((await self.get(f"/v1/{vocabulary}", headers=headers)).content)
