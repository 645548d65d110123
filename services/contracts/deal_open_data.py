"""The shape of `deal/<slug>/open_data.toml`: what catalogues and users of the data are told of it.

Who publishes, under which licence and whom to ask; which data sets there are and by which addresses they are given.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from services.contracts.deal_words import Labels, Slug, Strict, Text, check_title_labels

Titles = Annotated[Labels, AfterValidator(check_title_labels)]
Uri = Annotated[str, StringConstraints(pattern=r"^(https?|mailto):[^\s<>\"{}|\\^`]+$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z_]{2,20}$")]
"""Of a list of the Publications Office of the European Union: `SOCI` (theme), `CONT` (frequency)."""
Path = Annotated[str, StringConstraints(pattern=r"^/[^\s<>\"{}|\\^`]*$")]
MediaType = Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9.+-]+$")]
ServiceName = Literal["frontend", "identity", "projects", "indicators", "participation"]


class Licence(Strict):
    """`id` as in the SPDX list."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.-]+$")]
    title: Text
    url: Uri


class Agent(Strict):
    """Who publishes. `uri` is its name in the register of government organisations."""

    uri: Uri
    name: Text


class Contact(Strict):
    """Whom to ask about the data."""

    name: Text
    email: Annotated[str, StringConstraints(pattern=r"^[^\s@<>]+@[^\s@<>]+$")]


class Described(Strict):
    """What every data set and service is told of. `themes`: codes of the European data themes."""

    id: Slug
    title: Titles
    description: Titles
    themes: Annotated[list[Code], Field(min_length=1)]
    keywords: Annotated[dict[str, list[Text]], Field(default_factory=dict)]


class OpenDistribution(Strict):
    """One form in which a data set is given. `by` is the id of the service that gives it."""

    title: Titles
    service: ServiceName
    path: Path
    media_type: MediaType
    by: Slug | None = None


class OpenDataset(Described):
    frequency: Code
    distributions: Annotated[list[OpenDistribution], Field(min_length=1)]


class OpenService(Described):
    """`described_at` is its machine-readable description; `serves` are ids of data sets, that of the releases among
    them."""

    service: ServiceName
    path: Path
    described_at: Path
    conforms_to: Uri | None = None
    serves: Annotated[list[Slug], Field(min_length=1)]


class OpenReleases(Described):
    """The releases of figures; each becomes a data set of its own."""

    frequency: Code


class OpenDataFile(Strict):
    title: Titles
    description: Titles
    language: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    """Code of the European list of languages: `NLD`."""
    area: Uri
    licence: Licence
    publisher: Agent
    contact: Contact
    themes: Annotated[dict[Code, Titles], Field(min_length=1)]
    """What the European data themes that are used are called."""
    releases: OpenReleases
    datasets: Annotated[list[OpenDataset], Field(default_factory=list)]
    services: Annotated[list[OpenService], Field(default_factory=list)]

    @property
    def described(self) -> list[tuple[tuple[str | int, ...], Described]]:
        """Everything that has an id, and where it stands in the file."""
        datasets = [(("datasets", number), each) for number, each in enumerate(self.datasets)]
        services = [(("services", number), each) for number, each in enumerate(self.services)]
        return [(("releases",), self.releases), *datasets, *services]
