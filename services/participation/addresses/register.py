"""Asks PDOK's Locatieserver (version 3.1) for addresses: the register of the Dutch government, free, without a key."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

TIMEOUT = httpx.Timeout(3.0, connect=1.0)
MOST = 10
FIELDS = "weergavenaam,straatnaam,huis_nlt,postcode,woonplaatsnaam,centroide_ll,buurtcode"
POINT = re.compile(r"POINT\((-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)\)")


class RegisterAway(Exception):
    """It did not answer in time, or not with what it promises."""


@dataclass(frozen=True)
class Found:
    """`buurt` is a CBS code, None when the register does not say."""

    label: str
    street_address: str
    postcode: str | None
    city: str
    lat: float
    lon: float
    buurt: str | None


def addresses_like(register: str, text: str) -> list[Found]:
    """The best first. Raises RegisterAway."""
    asked = {"q": text, "fq": "type:adres", "fl": FIELDS, "rows": str(MOST)}
    try:
        answer = httpx.get(f"{register.rstrip('/')}/free", params=asked, timeout=TIMEOUT)
        answer.raise_for_status()
        return list(_read(answer.json()))
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError, AttributeError) as error:
        raise RegisterAway(type(error).__name__) from error


def _read(body: Any) -> Iterator[Found]:
    for each in body["response"]["docs"]:
        point = POINT.fullmatch(each.get("centroide_ll", ""))
        if point and each.get("straatnaam") and each.get("huis_nlt"):
            yield Found(
                label=each["weergavenaam"],
                street_address=f"{each['straatnaam']} {each['huis_nlt']}",
                postcode=_postcode(each.get("postcode")),
                city=each["woonplaatsnaam"],
                lat=float(point[2]),
                lon=float(point[1]),
                buurt=each.get("buurtcode"),
            )


def _postcode(given: str | None) -> str | None:
    return f"{given[:4]} {given[4:].strip()}" if given else None
