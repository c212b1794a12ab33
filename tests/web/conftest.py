"""The page over two days of the newsroom: a copy of the workspace, one server and one browser for all tests."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from days import TwoDays
from desks import Served, Visitor, frozen, served

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip


@pytest.fixture(scope="session")
def desk(two_days: TwoDays, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    directory = tmp_path_factory.mktemp("desk") / "workspace"
    shutil.copytree(two_days.workspace.directory, directory)
    with served(frozen(directory)) as running:
        yield running


@pytest.fixture
def changing(two_days: TwoDays, tmp_path: Path) -> Iterator[Served]:
    """A page of one's own, on no feeds, so that a pass over it takes no time."""
    directory = tmp_path / "workspace"
    shutil.copytree(two_days.workspace.directory, directory)
    (directory / "feeds.toml").write_text("# Our feeds.\n", encoding="utf-8")
    with served(frozen(directory)) as running:
        yield running


@pytest.fixture
def visitor(changing: Served) -> Iterator[Visitor]:
    with httpx.Client(base_url=changing.url, follow_redirects=True, timeout=30) as client:
        yield Visitor(client)


@pytest.fixture(scope="module")
def browser(desk: Served) -> Iterator[object]:
    """Debian's chromium. Skipped where a user's machine has none; in CI that is a failure.

    Ended with its module: Playwright's event loop would keep other tests from having one.
    """
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs chromium: .ci/run installs it")
        pytest.skip("no chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield running
        running.close()
