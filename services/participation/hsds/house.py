"""All places, and who runs them: what each service of HSDS refers to."""

from collections.abc import Sequence
from typing import Any

from services.contracts.participation import ActivityShape, PlaceShape
from services.participation.hsds import rules

Json = dict[str, Any]


class House:
    """`site` and `own` are the addresses of the site and of this service."""

    def __init__(self, places: Sequence[PlaceShape], site: str, own: str) -> None:
        self.places = {place.id: place for place in places}
        self.site, self.own = site, own
        self.run_by: dict[str, list[PlaceShape]] = {}
        for place in places:
            self.run_by.setdefault(rules.organization_id(place), []).append(place)

    def organization(self, id_: str) -> Json:
        return rules.organization(self.run_by[id_])

    def in_list(self, activity: ActivityShape) -> Json:
        return rules.in_list(*self._of(activity), self.site)

    def whole(self, activity: ActivityShape) -> Json:
        calendar = f"{self.own}/v1/activities/{activity.id}/calendar.ics"
        return rules.whole(*self._of(activity), self.site, calendar)

    def _of(self, activity: ActivityShape) -> tuple[ActivityShape, PlaceShape, Json]:
        place = self.places[activity.place.id]
        return activity, place, self.organization(rules.organization_id(place))
