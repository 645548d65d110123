"""The language of a page is in its address: `/tr/activiteiten`; Dutch has none in front (docs/adr/0016).

Pages are written as if there were one language. On the way in the language is taken off the address, on the way out it
is put in front of every address of our own, so that nobody who writes a page can forget it.
"""

import re
from dataclasses import dataclass
from functools import cache

from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from frontend.texts import DEFAULT, LOCALES, language, texts_of
from services.kit.requests import reader_language

OWN_ADDRESS = re.compile(r'\b(href|action|formaction|data-source)="/(?!/|static/)')
WITHOUT_LANGUAGE = ("/static/", "/health/", "/metrics", "/robots.txt", "/sitemap.xml")
IN_DUTCH = ("/balie",)
"""Where content is changed, it is shown as it was written."""


@dataclass(frozen=True)
class Language:
    """`locale` is what dates and numbers are written by; `direction` is ltr or rtl."""

    code: str
    name: str
    locale: str
    direction: str

    @property
    def start(self) -> str:
        """What stands in front of its addresses."""
        return "" if self.code == DEFAULT else f"/{self.code}"


@cache
def languages() -> dict[str, Language]:
    """All that have a file, Dutch first."""
    codes = sorted((path.stem for path in LOCALES.glob("*.toml")), key=lambda code: (code != DEFAULT, code))
    return {code: language_of(code) for code in codes}


@cache
def language_of(code: str) -> Language:
    texts = texts_of(code)
    return Language(code, texts["language.name"], texts["language.locale"], texts["language.direction"])


def current() -> Language:
    return language_of(language.get())


def split_language(path: str) -> tuple[str | None, str]:
    """`/tr/activiteiten` is `tr` and `/activiteiten`; None for an address without a language."""
    code, slash, rest = path[1:].partition("/")
    return (code, f"/{rest.lstrip('/')}") if code in languages() and (slash or not rest) else (None, path)


def localised(html: str, spoken: Language) -> str:
    """The page with the language in front of all its own addresses. What people typed can't hold such a quote."""
    if not spoken.start:
        return html
    known = "|".join(languages())
    return re.sub(rf'{OWN_ADDRESS.pattern}(?!(?:{known})(?:[/?#"]))', rf'\1="{spoken.start}/', html)


class LanguageOfAddress:
    """Takes the language off the address, and puts it in front of where an answer leads on to."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        code, path = split_language(scope["path"])
        if code == DEFAULT or (code and path.startswith(WITHOUT_LANGUAGE)):
            await RedirectResponse(plain_address(scope, path), 301)(scope, receive, send)
            return
        spoken = language_of(code or DEFAULT)
        language.set(spoken.code)
        reader_language.set(None if path.startswith(IN_DUTCH) else spoken.code)

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                say_language(message, spoken)
            await send(message)

        scope.update(
            path=path, raw_path=path.encode(), language=spoken.code
        )  # the same scope: the layer around reads the route in it
        await self.app(scope, receive, send_on)


def plain_address(scope: Scope, path: str) -> str:
    query = scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else path


def say_language(message: Message, spoken: Language) -> None:
    headers = MutableHeaders(scope=message)
    if headers.get("content-type", "").startswith("text/html"):
        headers["Content-Language"] = spoken.code
    if (leads_to := headers.get("location", "")).startswith("/") and split_language(leads_to)[0] is None:
        headers["Location"] = f"{spoken.start}{leads_to}"
