"""Debian's Chromium for tests; without it they say that they did not run, and in CI they fail."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from frontend.sessions import COOKIE
from tests.frontend.stand_in_house import TOKEN

AXE = Path(__file__).parents[2] / "frontend/assets/node_modules/axe-core/axe.min.js"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--in-process-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
]


def needed(thing: str, present: object) -> None:
    """Ends the test when something is missing: NOT RUN here, a failure in CI."""
    if present:
        return
    if os.environ.get("CI") == "true":
        pytest.fail(f"{thing} is missing")
    pytest.skip(f"NOT RUN: {thing} is missing")


@contextmanager
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    needed("chromium", program)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


@contextmanager
def window(
    browser: Browser, address: str, width: int = 1280, scale: float = 1, *, javascript: bool = True
) -> Iterator[BrowserContext]:
    """A window of so many CSS pixels, signed in at the desk, in Dutch."""
    context = browser.new_context(
        viewport={"width": int(width / scale), "height": 800},
        device_scale_factor=scale,
        java_script_enabled=javascript,
        locale="nl-NL",
        reduced_motion="reduce",
    )
    context.add_cookies([{"name": COOKIE, "value": TOKEN, "url": address}])
    yield context
    context.close()
