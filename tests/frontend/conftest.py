"""A running site with a furnished stand-in behind it."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import httpx
import pytest
from fastapi import FastAPI

from frontend.known import Known
from frontend.main import create_app
from frontend.sessions import COOKIE
from frontend.static import DIST
from frontend.versions import Versions
from services.kit.settings import Settings
from tests.frontend.furnished import furnished
from tests.frontend.stand_in import stand_in
from tests.frontend.stand_in_house import NOW, TOKEN, House
from tests.serving import served

SERVICES = ("identity", "projects", "indicators", "participation")
NOBODY = "http://127.0.0.1:9"
"""The discard port: nothing listens there."""


@pytest.fixture(scope="session", autouse=True)
def built_assets() -> None:
    """The browser's files, which `make` builds; without them pages can't be made."""
    if (DIST / "manifest.json").exists():
        return
    if os.environ.get("CI") == "true":
        pytest.fail("the site's assets are not built")
    pytest.skip("NOT RUN: the site's assets are not built (npm ci && npm run build in frontend/assets)")


@dataclass
class Site:
    """`visitor` has no session, `coordinator` has one; both say that their forms come from the site itself."""

    address: str
    house: House
    visitor: httpx.Client
    coordinator: httpx.Client


@pytest.fixture(scope="session")
def standing() -> Iterator[tuple[House, str]]:
    """The house and its address; it stands through all tests and is furnished anew for each."""
    house = House()
    with served(stand_in(house)) as address:
        yield house, address


@pytest.fixture
def house(standing: tuple[House, str]) -> House:
    vars(standing[0]).update(vars(furnished()))
    return standing[0]


@pytest.fixture(scope="session")
def site_app(standing: tuple[House, str]) -> Iterator[tuple[FastAPI, str]]:
    app = app_without((), standing[1])
    with served(app) as address:
        yield app, address


@pytest.fixture
def site(house: House, site_app: tuple[FastAPI, str]) -> Iterator[Site]:
    app, address = site_app
    vars(app.state.known).update(vars(Known()))
    vars(app.state.versions).update(vars(Versions()))
    with visiting(address, house) as visited:
        yield visited


@pytest.fixture
def crippled(house: House, standing: tuple[House, str]) -> Iterator[Callable[..., Site]]:
    """Gives a site for which the services that are named do not answer."""
    with ExitStack() as stack:

        def without(*names: str) -> Site:
            address = stack.enter_context(served(app_without(names, standing[1])))
            return stack.enter_context(visiting(address, house))

        yield without


def app_without(away: tuple[str, ...], backend: str) -> FastAPI:
    addresses = {f"{name}_url": NOBODY if name in away else f"{backend}/{name}" for name in SERVICES}
    return create_app(Settings.model_validate({"mode": "demo", "log_format": "console", **addresses}), lambda: NOW)


@contextmanager
def visiting(address: str, house: House) -> Iterator[Site]:
    with client(address) as visitor, client(address, {COOKIE: TOKEN}) as coordinator:
        yield Site(address, house, visitor, coordinator)


def client(address: str, cookies: dict[str, str] | None = None) -> httpx.Client:
    return httpx.Client(base_url=address, cookies=cookies, headers={"Origin": address}, timeout=10)
