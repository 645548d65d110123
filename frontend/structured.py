"""What search engines and other programs read on a page: schema.org, as data that no browser runs."""

import json
from collections.abc import Sequence
from typing import Any

from fastapi import Request
from markupsafe import Markup

from frontend.texts import say
from services.contracts.participation import ActivityShape, PlaceShape
from services.contracts.participation.linked_data import breadcrumb, event_series, place_of_its_own

Trail = Sequence[tuple[str, str]]
NO_END = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""So that no text can end the element that it stands in."""


def of_activity(request: Request, activity: ActivityShape, wijk_name: str) -> Markup:
    """Nothing of one that is not public."""
    if activity.status != "published":
        return Markup("")
    own = (f"/activiteiten/{activity.id}", activity.title)
    return embedded(event_series(activity, site(request)), _trail(request, activity.wijk, wijk_name, own))


def of_place(request: Request, place: PlaceShape, wijk_name: str) -> Markup:
    own = (f"/plekken/{place.id}", place.name)
    return embedded(place_of_its_own(place, site(request)), _trail(request, place.wijk, wijk_name, own))


def _trail(request: Request, wijk: str, wijk_name: str, own: tuple[str, str]) -> Any:
    """The pages above it, as the page shows them."""
    above = [("/", say("site.home")), ("/activiteiten", say("site.activities")), (f"/wijken/{wijk}", wijk_name)]
    return breadcrumb([(f"{site(request)}{path}", name) for path, name in (*above, own)])


def site(request: Request) -> str:
    address: str = request.app.state.settings.addresses["frontend"]
    return address


def embedded(*things: Any) -> Markup:
    text = json.dumps(things, ensure_ascii=False).translate(NO_END)
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))  # noqa: S704 (JSON in which NO_END leaves no sign of HTML)
