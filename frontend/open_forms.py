"""Forms that anybody may send without an account: what is asked again, what is wrong; nothing typed is lost."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import uuid4

from fastapi import Request, Response
from pydantic import BaseModel, ValidationError
from pydantic.alias_generators import to_snake

from frontend.backends import Backends
from frontend.forms import FormState
from frontend.patience import if_up, in_time
from frontend.templates import page
from frontend.texts import say
from services.contracts.calling import ServiceDown, ServiceRefused

HIDDEN = ("website", "token", "key")
FORM_REFUSED = ("form-not-taken", "form-too-old")
Values = dict[str, str]
Body = TypeVar("Body", bound=BaseModel)
Made = TypeVar("Made")


@dataclass(frozen=True)
class OpenForm(Generic[Body]):
    """`fields` in the order of the page; `texts` is where its sentences are: `wishes.error.text`."""

    template: str
    fields: tuple[str, ...]
    texts: str
    shape: type[Body]
    body: Callable[[Values], dict[str, Any]]

    async def blank(self, request: Request, services: Backends, values: Mapping[str, str], **shown: Any) -> Response:
        token = await if_up(services.participation.form_token())
        made = dict.fromkeys(self.fields, "") | {"key": str(uuid4()), "token": token.token if token else "", **values}
        trouble = "" if token else "away"
        return self.page(request, FormState(made), 200 if token else 503, trouble, **shown)

    async def typed(self, request: Request) -> Values:
        """By field name, trimmed, without the character that no page can show; what is not there is empty."""
        data = await request.form()
        given = {name: data.get(name) for name in (*self.fields, *HIDDEN)}
        return {
            name: value.replace("\0", "").strip() if isinstance(value, str) else "" for name, value in given.items()
        }

    def read(self, values: Values) -> tuple[Body | None, dict[str, str]]:
        """What is to be sent, or None with a sentence for everything that is wrong, by field."""
        given = {"website": values["website"], "form_token": values["token"], **self.body(values)}
        try:
            return self.shape.model_validate({name: value for name, value in given.items() if value != ""}), {}
        except ValidationError as error:
            names = [str(item["loc"][0]) if item["loc"] else "contact" for item in error.errors()]
            return None, self.sentences(names)

    def sentences(self, wrong: Iterable[str]) -> dict[str, str]:
        """In the order of the form; what the form does not show is said above it."""
        names = {("contact" if name in ("email", "phone") else to_snake(name)) for name in wrong}
        found = {name: say(f"{self.texts}.error.{name}") for name in self.fields if name in names}
        return found or {"": say("join.error.other")}

    async def send(
        self,
        request: Request,
        services: Backends,
        send: Callable[[Body, str], Awaitable[Made]],
        done: Callable[[Made], Response],
        **shown: Any,
    ) -> Response:
        """The answer of `done` once it was sent, else the form again with all that was typed."""
        values = await self.typed(request)
        body, errors = self.read(values)
        if body is None:
            return await self.again(request, services, FormState(values, errors), 400, **shown)
        try:
            return done(await in_time(send(body, values["key"] or str(uuid4()))))
        except ServiceDown:
            return await self.again(request, services, FormState(values), 503, "away", **shown)
        except ServiceRefused as refused:
            return await self.refused(request, services, values, refused, **shown)

    async def refused(
        self, request: Request, services: Backends, values: Values, refused: ServiceRefused, **shown: Any
    ) -> Response:
        if refused.code in FORM_REFUSED:
            return await self.again(request, services, FormState(values | {"token": ""}), 400, refused.code, **shown)
        if refused.code == "key-reused":
            return await self.again(request, services, FormState(values | {"key": str(uuid4())}), 409, "used", **shown)
        if refused.status == 429:
            return await self.again(request, services, FormState(values), 429, "often", **shown)
        if refused.status == 400:
            errors = self.sentences(item["location"]["name"] for item in refused.errors)
            return await self.again(request, services, FormState(values, errors), 400, **shown)
        raise refused

    async def again(
        self, request: Request, services: Backends, form: FormState, status: int, trouble: str = "", **shown: Any
    ) -> Response:
        values = form.values | {"website": ""}
        if not values["token"] and (made := await if_up(services.participation.form_token())):
            values["token"] = made.token
        return self.page(request, FormState(values, form.errors), status, trouble, **shown)

    def page(self, request: Request, form: FormState, status: int, trouble: str, **shown: Any) -> Response:
        said = say(f"forms.trouble.{trouble}") if trouble else ""
        answer = page(request, self.template, status, form=form, trouble=said, **shown)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


def plain_text(value: object) -> str:
    return value.replace("\0", "").strip() if isinstance(value, str) else ""


def contact(typed: str) -> dict[str, str]:
    """One field for both: what holds an @ is an e-mail address, anything else a phone number."""
    if not typed:
        return {}
    return {"email": typed} if "@" in typed else {"phone": typed}
