"""Help offers: the list and the one, each as one statement that gives JSON."""

from functools import lru_cache
from typing import Any

from pydantic import ConfigDict, Field
from sqlalchemy import ColumnElement, Select, Text, any_, bindparam, case, func, literal_column, select

from services.contracts.shapes import Input
from services.kit.hot import HotRead, as_json, compiled, json_object, json_rows, number
from services.participation import tables
from services.participation.activities.filters import Slug
from services.participation.activities.queries import PLACE_JSON, place
from services.participation.words.queries import label

offer = tables.help_offer.alias("h")
kind = tables.help_kind.alias("k")
JOINED = offer.join(kind, kind.c.id == offer.c.kind).outerjoin(place, place.c.id == offer.c.place_id)
PUBLISHED: ColumnElement[bool] = offer.c.status == literal_column("'published'")
Given = frozenset[str]


class HelpFilters(Input):
    """`wijk` finds what is for that wijk; `language` is one that is spoken there."""

    model_config = ConfigDict(str_strip_whitespace=True)

    kind: str | None = Slug
    wijk: str | None = Slug
    language: str | None = Slug
    page: int = Field(1, ge=1, le=10_000)
    page_size: int = Field(20, ge=1, le=100)

    @property
    def given(self) -> Given:
        return frozenset(name for name in ("kind", "wijk", "language") if getattr(self, name) is not None)

    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.given}


def offer_fields() -> list[Any]:
    h = offer.c
    return json_rows(
        id=h.id,
        kind=json_object(id=h.kind, label=label(kind.c.labels)),
        title=h.title,
        what=h.what,
        forWhom=h.for_whom,
        organisation=h.organisation,
        wijken=h.wijken,
        place=case((h.place_id.is_not(None), PLACE_JSON)),
        languages=h.languages,
        phone=h.phone,
        email=h.email,
        url=h.url,
        reach=h.reach,
        version=h.version,
        updatedAt=h.updated_at,
    )


def one_offer() -> Select[Any]:
    """Row of JSON, version and status of the help offer `id`."""
    here = offer.c.id == bindparam("id")
    json = as_json(select(*offer_fields()).select_from(JOINED).where(here)).scalar_subquery()
    return select(json.label("json"), offer.c.version, offer.c.status).where(here)


ONE_OFFER = compiled(one_offer())


def about_offer(given: Given) -> list[ColumnElement[bool]]:
    h = offer.c
    known: dict[str, ColumnElement[bool]] = {
        "kind": h.kind == bindparam("kind"),
        "wijk": bindparam("wijk", type_=Text) == any_(h.wijken),
        "language": bindparam("language", type_=Text) == any_(h.languages),
    }
    return [PUBLISHED, *(condition for name, condition in known.items() if name in given)]


@lru_cache(maxsize=64)
def offer_page(given: Given, page: int, page_size: int) -> HotRead:
    rows = select(*offer_fields()).select_from(JOINED).where(*about_offer(given))
    rows = rows.order_by(offer.c.sort_title, offer.c.id).limit(number(page_size))
    return compiled(as_json(rows.offset(number((page - 1) * page_size)) if page > 1 else rows))


@lru_cache(maxsize=16)
def offer_count(given: Given) -> HotRead:
    return compiled(select(func.count()).select_from(offer).where(*about_offer(given)))
