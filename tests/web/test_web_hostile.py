"""Whatever a feed or page may fill is hostile: markup in every text column of the warehouse, on every page."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pytest
from days import TwoDays
from desks import Served, served_with
from lxml import html

ATTACK = (
    "x\"'><script>window.hit=1</script><img src=x onerror=window.hit=2><svg onload=window.hit=3>"
    '<a href="javascript:window.hit=4">{{7919*104729}}${7919*104729}<style>*{display:none}</style>'
    "</textarea></title>\u202e\u0000"
)
LINK = 'javascript:window.hit=5//https://x.example/"onmouseover="window.hit=6'
OURS = ("topics", "places", "watches", "watch_versions", "alert_rules", "outlet_names", "migrations", "words", "runs")
KEEP = {"kind", "state", "stage", "outcome", "change", "zone", "quality", "text_from", "precision", "trouble", "mark",
        "subject_id", "mention_id", "article_id", "story_id", "alert_id", "feed_id", "watch_id", "entry_id", "event_id",
        "run_id", "story", "first_article_id", "original_id", "message_id", "delivery_id", "signal_id", "episode_id",
        "rule_id", "unit", "measure"}  # fmt: skip


@pytest.fixture(scope="module")
def hostile(two_days: TwoDays, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A page whose snapshot has the attack in every text that comes from outside."""
    directory = tmp_path_factory.mktemp("hostile") / "workspace"
    with served_with(two_days.workspace, directory, plant) as running:
        yield running


def plant(snapshot: Path) -> None:
    """Write the attack into every column that may hold it."""
    count = 0
    with duckdb.connect(snapshot) as db:
        columns = db.execute(
            "select table_name, column_name, data_type from duckdb_columns() join duckdb_tables() using (table_name) "
            "where data_type in ('VARCHAR', 'VARCHAR[]') and not duckdb_columns.internal"
        ).fetchall()
        for table, column, kind in columns:
            if table in OURS or column in KEEP:
                continue
            value: Any = LINK if "url" in column or column in ("address", "moved_to") else ATTACK
            with suppress(duckdb.ConstraintException):
                db.execute(
                    f"update {table} set {column} = $value", {"value": [value] if kind.endswith("[]") else value}
                )
                count += 1
        db.execute("update feeds set moved_to = $value, is_listed = true", {"value": LINK})
    assert count > 60


def paths(snapshot: Path) -> list[str]:
    """Every screen, every part of one, and one page of each kind of thing."""
    with duckdb.connect(snapshot, read_only=True) as db:
        alert, article, story = db.execute(
            "select alert_id, article_id, articles.story_id from alerts join articles using (article_id) "
            "where alerts.kind = 'update' limit 1"
        ).fetchone() or ("", "", "")
        feed, run = (db.execute(f"select any_value({one}_id) from {one}s").fetchone()[0] for one in ("feed", "run"))
    return [
        "/", "/today/found", "/today/found?held=1&days=365",
        "/watches", "/watches/shipbuilding", "/watches/preview?query=korea&name=ipef",
        "/search?q=script", "/search/found?q=x&days=0", "/search/help?q=outlet:x",
        "/stories/found?days=30", "/topics/all",
        "/topics/tariffs", "/topics/tariffs/chart", "/calendar/dates", "/calendar/figures", "/feeds", "/feeds/health",
        f"/feeds/{feed}", "/sql/result?q=from+articles", "/sql/result?q=from+entries", "/runs", f"/runs/{run}",
        f"/alerts/{alert}", f"/articles/{article}", f"/articles/{article}?q=x", f"/stories/{story}",
    ]  # fmt: skip


def test_no_page_holds_anything_that_acts(hostile: Served) -> None:
    """Scripts are ours, nothing has a handler or style, links lead to the web or to our own pages."""
    shown = 0
    for path in paths(hostile.workspace.snapshot):
        answer = httpx.get(hostile.url + path, follow_redirects=True, timeout=30)
        assert answer.status_code == 200, path
        shown += "window.hit" in answer.text
        tree = html.fromstring(f"<main>{answer.text}</main>")
        assert {one.get("src", "").split("?")[0] for one in tree.iter("script")} <= {
            "/static/htmx.min.js", "/static/desk.js",
        }, path  # fmt: skip
        assert not list(tree.iter("style", "img", "iframe", "object", "embed", "base")), path
        for element in tree.iter():
            names = [name for name in element.attrib if isinstance(element.tag, str)]
            assert not [name for name in names if name.startswith("on") or name in ("style", "srcdoc")], path
            link = element.get("href") or element.get("action") or element.get("formaction") or "/"
            assert link.startswith(("/", "#", "http://", "https://")) and not link.startswith("//"), (path, link)
        assert "829348951" not in answer.text, f"{path}: a template was filled from a feed"
        assert "\u202e" not in answer.text, f"{path}: text can be turned around"
        assert "\x00" not in answer.text, path
    assert shown > 12, "the attack is on the pages, as text"


def test_nothing_of_a_feed_acts_in_a_browser(hostile: Served, browser: Any) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda one: None if one.url.startswith((hostile.url, "data:")) else said.append(one.url))
    for path in paths(hostile.workspace.snapshot):
        if path.startswith(("/alerts/", "/articles/", "/stories/", "/feeds/", "/today", "/calendar/d", "/watches/s")):
            page.goto(hostile.url + path)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("window.hit") is None, path
            assert said == [], path
    page.close()


@pytest.mark.parametrize("path", ["/alerts.atom", "/stories.atom"])
def test_feeds_for_others_are_well_formed_and_hold_text_only(hostile: Served, path: str) -> None:
    from xml.etree import ElementTree

    tree = ElementTree.fromstring(httpx.get(hostile.url + path).content)  # noqa: S314 - our own
    assert len(tree) > 5
    for one in tree.iter("{http://www.w3.org/2005/Atom}link"):
        assert one.get("href", "").startswith("http://127.0.0.1")
    assert {one.get("type") for one in tree.iter("{http://www.w3.org/2005/Atom}content")} == {"text"}


def test_json_for_others_is_not_taken_for_a_page(hostile: Served) -> None:
    for path in ("/alerts.json", "/api/alerts", "/search.json?q=x", "/sql.json?q=from+articles+limit+3"):
        answer = httpx.get(hostile.url + path)
        assert answer.headers["content-type"].startswith(("application/json", "application/feed+json"))
        answer.json()


@pytest.mark.parametrize(
    "given", ["<script>window.hit=1</script>", '"><img src=x onerror=window.hit=1>', "' autofocus onfocus=x "]
)
def test_what_the_address_says_is_shown_as_text(hostile: Served, given: str) -> None:
    for path in (
        "/search",
        "/search/found",
        "/sql",
        "/sql/result",
        "/watches/preview",
        "/watches/new",
        "/feeds",
        "/",
        "/login",
    ):
        answer = httpx.get(hostile.url + path, params={"q": given, "query": given, "name": given, "added": given,
                                                       "watch": given, "kind": given, "next": given})  # fmt: skip
        tree = html.fromstring(answer.content)
        assert not list(tree.iter("img")), path
        assert all(one.get("src") for one in tree.iter("script")), path
        assert not [one for one in tree.iter() if isinstance(one.tag, str) and "onfocus" in one.attrib], path
