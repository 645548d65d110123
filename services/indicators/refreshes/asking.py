"""The questions to the other services, and what is kept of each so that it can be put again."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

import orjson
from pydantic import ValidationError

from services.contracts.calling import ServiceClient, ServiceDown, ServiceRefused
from services.contracts.deal_indicators import Measuring
from services.contracts.indicators import Asked
from services.contracts.participation import ParticipationClient, PlaceOffer
from services.contracts.projects import ProjectsClient
from services.contracts.shapes import Page, Shape
from services.indicators.results.measuring import Answers
from services.indicators.results.rules import Area, Facts, Offer, Project

PAGE_SIZE = 100
MOST_PAGES = 1_000
PATIENCE_SECONDS = 60.0
"""For all questions of one refresh together: a service that answers in drips does not hold it for ever."""
Item = TypeVar("Item", bound=Shape | dict[str, Any])


class NoAnswer(Exception):
    """A service gave no answer that can be counted with; the message says which and why."""


class NotThere(NoAnswer):
    """The service is well and has no such list: it may be of an earlier edition than the deal's folder."""


class ChangedMeanwhile(Exception):
    """The list changed while its pages were read: an item is missing or there twice."""


@dataclass(frozen=True, slots=True)
class Question(Generic[Item]):
    """`ask` gives a page; `path` is the address that is noted, and `name` finds the same item again."""

    service: str
    path: str
    ask: Callable[[int], Awaitable[Page[Item]]]
    name: Callable[[Item], str]


async def ask_all(participation: ParticipationClient, projects: ProjectsClient, deal: Area, place_kind: str) -> Answers:
    """Everything that the counts need. Raises NoAnswer."""
    wijken = Question("participation", "/v1/wijken", lambda _: participation.wijken(), lambda wijk: wijk.id)
    offers = Question(
        "participation",
        f"/v1/place-offers?kind={place_kind}",
        lambda page: participation.place_offers(kind=place_kind, page=page, pageSize=PAGE_SIZE),
        lambda offer: str(offer.place_id),
    )
    registry = Question(
        "projects",
        "/v1/projects",
        lambda page: projects.projects(page=page, pageSize=PAGE_SIZE),
        lambda project: str(project.id),
    )
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            all_wijken, asked_wijken = await everything(wijken)
            all_offers, asked_offers = await everything(offers)
            all_projects, asked_projects = await everything(registry)
    except TimeoutError as error:
        raise NoAnswer(f"The services needed more than {PATIENCE_SECONDS:.0f} seconds to answer.") from error
    facts = Facts(
        deal=deal,
        wijken={wijk.id: wijk.name for wijk in all_wijken},
        offers=[_offer(offer) for offer in all_offers],
        projects={project.id: Project(project.title, project.status) for project in all_projects},
    )
    return Answers(facts, {"wijken": asked_wijken, "place-offers": asked_offers, "projects": asked_projects})


async def ask_list(clients: Mapping[str, ServiceClient], measuring: Measuring) -> tuple[list[dict[str, Any]], Asked]:
    """All items of the list that a definition counts from. Raises NoAnswer."""
    client = clients[measuring.service]

    async def page(number: int) -> Page[dict[str, Any]]:
        paging = {"page": number, "pageSize": PAGE_SIZE} if measuring.paged else {}
        body = (await client.get(measuring.path, {**measuring.query, **paging})).json()
        rows = body[measuring.items]
        return Page[dict[str, Any]].model_validate(
            {"items": rows, "total": body.get("total", len(rows)), "next": body.get("next")}
        )

    question = Question(measuring.service, address_of(measuring), page, identity)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await everything(question)
    except TimeoutError as error:
        raise NoAnswer(f"{measuring.service} needed more than {PATIENCE_SECONDS:.0f} seconds to answer.") from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise NoAnswer(f"The {measuring.service} service answered {measuring.path} with something else.") from error


def address_of(measuring: Measuring) -> str:
    return measuring.path + (f"?{urlencode(measuring.query)}" if measuring.query else "")


def identity(row: dict[str, Any]) -> str:
    """An item without an id is what it says."""
    return str(row["id"]) if "id" in row else _line(row).decode()


async def everything(question: Question[Item]) -> tuple[list[Item], Asked]:
    """All pages of a list; read once more when it changed between two pages. Raises NoAnswer."""
    try:
        try:
            return await _all_pages(question)
        except ChangedMeanwhile:
            return await _all_pages(question)
    except ServiceDown as error:
        raise NoAnswer(f"The {question.service} service does not answer now ({error}).") from error
    except ServiceRefused as error:
        kind = NotThere if error.status == 404 else NoAnswer
        raise kind(f"The {question.service} service refused {question.path} ({error}).") from error
    except ValidationError as error:
        raise NoAnswer(f"The {question.service} service answered {question.path} with something else.") from error
    except ChangedMeanwhile as error:
        raise NoAnswer(f"The list {question.path} of {question.service} kept changing while it was read.") from error


async def _all_pages(question: Question[Item]) -> tuple[list[Item], Asked]:
    asked_at = datetime.now(UTC)
    items: dict[str, Item] = {}
    totals: set[int] = set()
    for number in range(1, MOST_PAGES + 1):
        page = await question.ask(number)
        items |= {question.name(item): item for item in page.items}
        totals.add(page.total)
        if page.next is None:
            break
    if totals != {len(items)}:
        raise ChangedMeanwhile
    asked = Asked(
        service=question.service,
        path=question.path,
        asked_at=asked_at,
        total=len(items),
        checksum=checksum(items[name] for name in sorted(items)),
    )
    return list(items.values()), asked


def checksum(items: Iterable[Shape | dict[str, Any]]) -> str:
    """SHA-256 of the items, one JSON line each."""
    digest = sha256()
    for item in items:
        digest.update(_line(item) + b"\n")
    return digest.hexdigest()


def _line(item: Shape | dict[str, Any]) -> bytes:
    if isinstance(item, Shape):
        return item.model_dump_json(by_alias=True).encode()
    return orjson.dumps(item, option=orjson.OPT_SORT_KEYS)


def _offer(offer: PlaceOffer) -> Offer:
    return Offer(offer.place_id, offer.name, offer.wijk, frozenset(offer.project_ids))
