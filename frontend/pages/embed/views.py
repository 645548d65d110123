"""A list of activities for other sites: the page that stands in their frame, and the one that makes the snippet."""

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from markupsafe import Markup
from starlette.exceptions import HTTPException

from frontend.backends import Services
from frontend.forms import FormState
from frontend.guard import security_policy
from frontend.known import Known
from frontend.languages import current
from frontend.patience import if_up
from frontend.templates import page
from frontend.texts import say
from services.contracts.calling import ServiceRefused
from services.kit.access import anyone

FRAME = "/insluiten/activiteiten"
HEIGHTS = {3: 420, 5: 620, 10: 1140, 20: 2180}
"""Height of the frame in pixels, by how many it lists."""
POLICY = security_policy("")
IN_A_FRAME = {
    "Content-Security-Policy": POLICY.replace("frame-ancestors 'none'", "frame-ancestors *"),
    "Cross-Origin-Opener-Policy": "unsafe-none",
}
"""Any site may show it: it knows no session, and there is nothing in it to press but links."""
WITH_A_FRAME = {"Content-Security-Policy": f"frame-src 'self'; {POLICY}"}
router = APIRouter()


@dataclass(frozen=True)
class Wanted:
    """Names as in the address: `wijk`, `soort`, `gratis`, `aantal`."""

    wijk: str
    soort: str
    gratis: str
    aantal: int

    @property
    def values(self) -> dict[str, Any]:
        """What was chosen."""
        given = {"wijk": self.wijk, "soort": self.soort, "gratis": self.gratis, "aantal": self.aantal}
        return {name: value for name, value in given.items() if value}

    @property
    def question(self) -> dict[str, Any]:
        """The query for `GET /v1/activity-cards`."""
        about = {"wijk": self.wijk or None, "category": self.soort or None, "free": "true" if self.gratis else None}
        return about | {"pageSize": self.aantal}


def wanted(
    wijk: Annotated[str, Query(max_length=40)] = "",
    soort: Annotated[str, Query(max_length=40)] = "",
    gratis: Annotated[str, Query(max_length=5)] = "",
    aantal: Annotated[int, Query(ge=1, le=20)] = 5,
) -> Wanted:
    return Wanted(wijk, soort, gratis, aantal)


Asked = Annotated[Wanted, Depends(wanted)]


@router.get("/insluiten")
@anyone
async def maker(request: Request, services: Services, asked: Asked) -> Response:
    """Which activities, and the text to copy for one's own site."""
    form = FormState({name: str(value) for name, value in asked.values.items()})
    address = f"{current().start}{FRAME}?{urlencode(asked.values)}"
    whole = request.app.state.settings.addresses["frontend"] + address
    answer = page(
        request,
        "pages/embed/maker.html",
        form=form,
        counts=[(str(count), str(count)) for count in HEIGHTS],
        snippet=str(SNIPPET.format(address=whole, title=title(request, asked), height=height(asked))),
        address=address,
        height=height(asked),
        shown_title=title(request, asked),
    )
    answer.headers.update(WITH_A_FRAME)
    return answer


SNIPPET = Markup(
    '<iframe src="{address}" title="{title}" width="640" height="{height}" loading="lazy"'
    ' style="inline-size: 100%; border: 0"></iframe>'
)
"""As wide as what it stands in. A site that takes no styles in its HTML shows it 640 wide: docs/feeds.md."""


@router.get(FRAME)
@anyone
async def frame(request: Request, services: Services, asked: Asked) -> Response:
    """What stands in the frame. A wijk or a kind that there is not is a 404, also on somebody else's site."""
    try:
        found = await if_up(services.participation.activity_cards(**asked.question))
    except ServiceRefused as error:
        raise HTTPException(404) from error
    known: Known = request.app.state.known
    if asked.wijk and known.wijken and asked.wijk not in {wijk.id for wijk in known.wijken}:
        raise HTTPException(404)
    answer = page(request, "pages/embed/frame.html", found=found, title=title(request, asked))
    answer.headers.update(IN_A_FRAME)
    return answer


def title(request: Request, asked: Wanted) -> str:
    known: Known = request.app.state.known
    return say("embed.title_wijk", wijk=known.name(asked.wijk)) if asked.wijk else say("embed.title")


def height(asked: Wanted) -> int:
    return next(pixels for count, pixels in HEIGHTS.items() if asked.aantal <= count)
