"""The page in a real browser: Debian's chromium, driven by Playwright; axe looks for what shuts people out.

LONG=1 also writes the screenshots that the README shows, in the place of those that are there.
"""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from desks import Served

from monitor.web.rendering import SCREENS

SHOTS = Path(__file__).parent / "screenshots"
PATHS = tuple(path for path, _, _ in SCREENS)
DEEP = ("/watches/shipbuilding", "/watches/new", "/search?q=관세+OR+tariff&days=30", "/sql?q=from+topic_daily",
        "/topics/tariffs", "/feeds/health", "/stories?outlets=2&days=30")  # fmt: skip


class Tab:
    """A tab that notes whatever its console says, and whatever it asks of others."""

    def __init__(self, browser: object, url: str, **options: object) -> None:
        self.context = browser.new_context(base_url=url, **options)  # type: ignore[attr-defined]
        self.page = self.context.new_page()
        self.said: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda one: None if one.url.startswith(url) else self.said.append(one.url))

    def open(self, path: str) -> int:
        self.said.clear()
        answer = self.page.goto(path)
        self.page.wait_for_load_state("networkidle")
        return int(answer.status)


@pytest.fixture(scope="module")
def tab(browser: object, desk: Served) -> Iterator[Tab]:
    opened = Tab(browser, desk.url, viewport={"width": 1280, "height": 800})
    yield opened
    opened.context.close()


@pytest.fixture(scope="module")
def phone(browser: object, desk: Served) -> Iterator[Tab]:
    opened = Tab(browser, desk.url, viewport={"width": 360, "height": 740}, color_scheme="dark", has_touch=True)
    yield opened
    opened.context.close()


@pytest.fixture(scope="module")
def story(desk: Served) -> str:
    from days import rows

    found = rows(
        desk.workspace.snapshot,
        "select story_id from article_versions join article_stories using (article_id) where version > 1 limit 1",
    )
    return f"/stories/{found[0][0]}"


def complaints(tab: Tab) -> list[str]:
    """What axe finds serious or critical."""
    if not tab.page.evaluate("'axe' in window"):
        tab.page.evaluate(Path(AXE_FILE_PATH).read_text(encoding="utf-8"))
    found = tab.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


def check(tab: Tab, path: str) -> None:
    assert tab.open(path) == 200
    assert tab.page.locator("main h1, main table, main .card").first.is_visible()
    assert tab.page.locator("[aria-busy=true]").count() == 0, "a part that loads later did not come"
    assert tab.said == [], "a word on the console, or a request to elsewhere"
    assert complaints(tab) == []
    wide = tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, "it has to be moved sideways"


@pytest.mark.parametrize("path", (*PATHS, *DEEP))
def test_every_screen_is_whole_quiet_and_open_to_everybody(tab: Tab, path: str) -> None:
    check(tab, path)


@pytest.mark.parametrize("path", PATHS)
def test_every_screen_fits_a_phone_in_the_dark(phone: Tab, path: str) -> None:
    check(phone, path)


ONE_OF_EACH = {
    "article": "select '/articles/' || arg_max(article_id, version) from article_versions",
    "alert": "select '/alerts/' || min(alert_id) from alerts where kind = 'update'",
    "run": "select '/runs/' || min(run_id) from runs",
    "feed": "select '/feeds/' || min(feed_id) from feeds",
    "login": "select '/login'",
}


@pytest.mark.parametrize("kind", ONE_OF_EACH)
def test_one_page_of_each_kind_is_whole_here_and_on_a_phone(tab: Tab, phone: Tab, desk: Served, kind: str) -> None:
    from days import rows

    ((path,),) = rows(desk.workspace.snapshot, ONE_OF_EACH[kind])
    check(tab, path)
    check(phone, path)


def test_a_story_shows_its_outlets_origins_and_changed_versions(tab: Tab, story: str) -> None:
    check(tab, story)
    assert tab.page.locator(".timeline > li").count() >= 1
    assert "25" in tab.page.locator("del").all_inner_texts()[0] or tab.page.locator("del").count() > 1
    assert tab.page.locator("ins").count() > 0


def test_alerts_are_walked_and_marked_by_keyboard_alone(tab: Tab) -> None:
    tab.open("/")
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate("document.activeElement.className") == "skip"
    tab.page.keyboard.press("j")
    tab.page.keyboard.press("j")
    second = tab.page.locator("[data-item]").nth(1)
    assert second.evaluate("one => one.contains(document.activeElement)")
    tab.page.keyboard.press("u")
    useful = tab.page.locator("[data-item]").nth(1).locator("button[value=useful]")
    useful.and_(tab.page.locator("[aria-pressed=true]")).wait_for()
    tab.page.keyboard.press("g")
    tab.page.keyboard.press("w")
    tab.page.wait_for_url("**/watches")
    tab.page.keyboard.press("/")
    tab.page.wait_for_url("**/search")
    assert tab.page.evaluate("document.activeElement.id") == "q"
    tab.page.keyboard.press("Escape")
    tab.page.keyboard.press("?")
    assert tab.page.locator("#keys").is_visible()
    tab.page.keyboard.press("Escape")
    assert tab.said == []


def test_search_helps_as_it_is_typed_and_finds(tab: Tab) -> None:
    tab.open("/search")
    field = tab.page.locator("#q")
    field.press_sequentially("topic:tar")
    tab.page.locator("#help button", has_text="topic:tariffs").first.click()
    assert field.input_value() == "topic:tariffs"
    field.press_sequentially(" AND (steel")
    tab.page.locator("#help .soft").first.wait_for()
    field.press_sequentially(" OR 철강)")
    field.press("Enter")
    tab.page.wait_for_load_state("networkidle")
    assert tab.page.locator("mark").count() > 1
    assert "q=topic%3Atariffs" in tab.page.url, "the address is one to keep"


def test_a_watch_shows_what_a_changed_query_would_find_and_where_it_is_wrong(tab: Tab) -> None:
    tab.open("/watches/shipbuilding")
    field = tab.page.locator("#watch-query")
    before = field.input_value()
    field.fill(before + " OR tariff")
    tab.page.locator("#preview .tag.good", has_text="+").first.wait_for()
    field.fill("(shipyard AND")
    fault = tab.page.locator("#preview pre.caret")
    fault.wait_for()
    assert re.search(r"\n +\^$", fault.inner_text()), "the caret stands below the place"


@pytest.mark.parametrize("path", ["/watches/shipbuilding", "/watches/new", "feed"])
def test_settings_and_removal_open_by_keyboard(tab: Tab, phone: Tab, desk: Served, path: str) -> None:
    from days import rows

    if path == "feed":
        path = f"/feeds/{rows(desk.workspace.snapshot, 'select feed_id from feeds order by name limit 1')[0][0]}"
    for one in (tab, phone):
        one.open(path)
        for summary in one.page.locator("main summary").all():
            summary.focus()
            one.page.keyboard.press("Enter")
        assert one.page.locator("main details:not([open])").count() == 0
        assert one.page.locator("main details input:not([type=hidden]), main details button").first.is_visible()
        assert complaints(one) == []
        wide = one.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0
        assert one.said == []


def test_sql_answers_with_rows_and_a_chart(tab: Tab) -> None:
    tab.open("/sql")
    tab.page.locator("#q").fill("select published_on, sum(article_count) from topic_daily group by all order by 1")
    tab.page.locator("#q").press("Control+Enter")
    tab.page.locator("table.data").wait_for()
    assert tab.page.locator("svg.chart rect.column").count() > 2
    tab.page.locator("#q").fill("select nothing from nowhere")
    tab.page.locator("main button.main").click()
    tab.page.locator("pre.caret").wait_for()
    assert "nowhere" in tab.page.locator("pre.caret").inner_text()
    assert tab.said == []


def test_without_javascript_every_screen_can_be_read_and_alerts_marked(browser: object, desk: Served) -> None:
    plain = Tab(browser, desk.url, java_script_enabled=False)
    for path in PATHS:
        assert plain.page.goto(path).status == 200
        assert plain.page.locator("main h1").is_visible()
    plain.page.goto("/stories")
    plain.page.locator("noscript a, [aria-busy] a").first.click()
    assert plain.page.locator("article.story").count() > 3
    plain.page.goto("/today/found")
    plain.page.locator("button[value=noise]").first.click()
    assert plain.page.locator("button[value=noise][aria-pressed=true]").count() == 1
    plain.context.close()


def test_markup_of_feeds_runs_nowhere_in_a_browser(tab: Tab, desk: Served) -> None:
    attack = "<img src=x onerror='window.hit=1'><script>window.hit=2</script>"
    for path in (f"/search?q={attack}", f"/sql?q=select+'{attack}'+as+a", f"/watches/new?query={attack}"):
        tab.open(path)
        assert tab.page.evaluate("window.hit") is None
    tab.said.clear()


@pytest.mark.skipif(not os.environ.get("LONG"), reason="LONG=1 takes the README's screenshots anew")
def test_screenshots_of_every_screen_are_taken(tab: Tab, desk: Served) -> None:
    from days import rows

    SHOTS.mkdir(exist_ok=True)
    widest = "select story_id from stories order by outlet_count desc, article_count desc, story_id limit 1"
    story = f"/stories/{rows(desk.workspace.snapshot, widest)[0][0]}"
    shown = {
        "today": "/", "watch": "/watches/shipbuilding", "search": "/search?q=관세+OR+tariff&days=30", "story": story,
        "topics": "/topics", "calendar": "/calendar", "feeds": "/feeds", "runs": "/runs",
        "sql": "/sql?q=select+published_on,+sum(article_count)+as+articles+from+topic_daily+group+by+all+order+by+1",
    }  # fmt: skip
    for name, path in shown.items():
        tab.open(path)
        tab.page.screenshot(path=SHOTS / f"{name}.png")
        assert (SHOTS / f"{name}.png").stat().st_size < 250_000, json.dumps(name)
