"""What every form has that anybody may send, without an account."""

from datetime import datetime

from pydantic import Field

from services.contracts.calling import ServiceClient
from services.contracts.shapes import Input, Shape


class OpenForm(Input):
    """`website` is the field that people do not see; `formToken` comes from `/v1/form-tokens`, and
    shows that the form was open for some seconds; a program that shows no form can leave it out."""

    website: str = Field("", max_length=500)
    form_token: str | None = Field(None, max_length=200)


class FormToken(Shape):
    """A signed moment. It holds from `usable_after` on for a day, also for sending a corrected form again."""

    token: str
    usable_after: datetime
    usable_until: datetime


class OpenFormCalls(ServiceClient):
    """For who shows an open form."""

    async def form_token(self) -> FormToken:
        return FormToken.model_validate_json((await self.send("POST", "/v1/form-tokens")).content)
