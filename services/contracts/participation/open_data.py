"""Under which licence the data is given, who gives it, and whom to ask; as the deal says."""

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Shape


class LicenceShape(Shape):
    """`id` as in the SPDX list."""

    id: str
    title: str
    url: str


class PublisherShape(Shape):
    uri: str
    name: str


class ContactShape(Shape):
    name: str
    email: str


class OpenDataTerms(Shape):
    licence: LicenceShape
    publisher: PublisherShape
    contact: ContactShape


class OpenDataCalls(ServiceClient):
    async def open_data(self) -> OpenDataTerms:
        return OpenDataTerms.model_validate_json((await self.get("/v1/open-data")).content)
