"""The page in a real browser: Debian's chromium, driven by Playwright."""

import pytest
from desks import Served

from monitor.web.rendering import SCREENS

PATHS = tuple(path for path, _, _ in SCREENS)


class Tab:
    """A tab that notes whatever its console says."""

    def __init__(self, browser: object, url: str, **options: object) -> None:
        self.context = browser.new_context(base_url=url, **options)  # type: ignore[attr-defined]
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def open(self, path: str) -> object:
        answer = self.page.goto(path)
        self.page.wait_for_load_state("networkidle")
        return answer


@pytest.fixture(scope="module")
def tab(browser: object, desk: Served) -> Tab:
    opened = Tab(browser, desk.url, viewport={"width": 1280, "height": 800})
    yield opened
    opened.context.close()


@pytest.mark.parametrize("path", PATHS)
def test_every_screen_opens_without_a_word_on_the_console(tab: Tab, path: str) -> None:
    tab.said.clear()
    assert tab.open(path).status == 200  # type: ignore[attr-defined]
    assert tab.page.locator("main h1").is_visible()
    assert tab.page.locator("nav [aria-current=page]").get_attribute("href") == path
    assert tab.page.locator("[aria-busy=true]").count() == 0, "a part that loads later did not come"
    assert tab.said == []
