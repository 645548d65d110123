"""The list under measurement: the first page of what there is to do, as the site's home page asks for it."""

from datetime import timedelta
from typing import Any

from services.kit.hot import HotRead, this_minute
from services.participation.activities.queries import activity_page

PATH = "/v1/activities?sort=title&pageSize=20"
SORT = "title"
PAGE_SIZE = 20


QUERY: HotRead = activity_page(frozenset(), SORT, 1, PAGE_SIZE)
"""What our service runs for `PATH` when it knows the total already."""


def values() -> dict[str, Any]:
    """The parameters of now, for somebody who reads Dutch."""
    now = this_minute()
    languages = {"language_1": "nl", "language_2": "nl", "language_3": "nl"}
    return {**QUERY.constants, **languages, "now": now, "longest_ago": now - timedelta(hours=25)}
