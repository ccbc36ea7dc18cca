"""Chromium, in the version of the system, whose way beyond loopback is a proxy that notes and refuses."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, sync_playwright

from flows.configuration import PARIS

SCREENSHOTS = Path(__file__).parents[2] / ".ci" / "screenshots"
_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
_MILLISECONDS = 60_000
DESKTOP: ViewportSize = {"width": 1280, "height": 900}


@contextmanager
def page_beyond(proxy: str) -> Iterator[Page]:
    """A page 1280 pixels wide, in Paris, where its reader is."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*_FLAGS, f"--proxy-server={proxy}"])
        try:
            page = browser.new_page(viewport=DESKTOP, timezone_id=PARIS.key)
            page.set_default_timeout(_MILLISECONDS)
            yield page
        finally:
            browser.close()


def picture(page: Page, name: str) -> None:
    """Keep what is seen, for whoever looks at the output of the tests."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
