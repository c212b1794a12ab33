"""What the screens show, held against the snapshot: charts, graphs, dates, troubles, runs, filters, merged stories."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pytest
from days import TwoDays, rows
from desks import CLOCK, Served, served_with
from lxml import html

MERGED = "merged-into-another"
PLANTED = f"""
update calendar set moved_count = 1, starts_on = '2025-05-09', ends_on = '2025-05-09', precision = 'day',
    is_passed = false
    where event_id = (select min(event_id) from calendar);
insert into calendar_history (event_id, change, starts_on, moved_from, seen_at)
    select min(event_id), 'moved', '2025-05-09', '2025-05-02', '2025-04-23 06:00+00' from calendar;
insert into story_merges by name
    select '{MERGED}' as story_id, min(story_id) as into_id, now() as merged_at, 'by hand' as reason from articles;
"""


@pytest.fixture(scope="module")
def desk_of_all(two_days: TwoDays, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A page whose snapshot also has a date that was moved and a story that was merged."""
    directory = tmp_path_factory.mktemp("content") / "workspace"
    with served_with(two_days.workspace, directory, plant) as running:
        yield running


def plant(snapshot: Path) -> None:
    with duckdb.connect(snapshot) as db:
        db.execute(PLANTED)


def see(desk: Served, path: str) -> Any:
    answer = httpx.get(desk.url + path)
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def find(element: Any, tag: str, name: str = "") -> list[Any]:
    """The elements of a tag below another, or those of a class."""
    return [one for one in element.iter(tag) if not name or name in (one.get("class") or "").split()]


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def known(desk: Served, query: str) -> list[Any]:
    return rows(desk.workspace.snapshot, query)


def test_a_moved_date_shows_from_where_and_a_passed_one_that_it_passed(desk_of_all: Served) -> None:
    moved, passed = find(see(desk_of_all, "/calendar/dates"), "section")[1:3]
    assert "Fri 9 May 2025" in words(moved)
    assert "moved from Fri 2 May 2025" in words(moved)
    (count,) = known(desk_of_all, "select count(*) from calendar where is_passed")[0]
    assert len(find(passed, "li", "story")) == min(count, 20) > 0
    assert all("passed" in words(one) for one in find(passed, "li", "story"))


def test_dates_ahead_are_paged_through_each_of_them_once(desk_of_all: Served) -> None:
    path, shown = "/calendar/dates", []
    while path:
        ahead = find(see(desk_of_all, path), "section")[0]
        lines = find(ahead, "li", "story")
        assert 0 < len(lines) <= 30
        assert len(shown) < 1_000, "no page comes twice"
        shown += [words(one) for one in lines]
        path = next((one.get("href") for one in find(ahead, "a", "button")), None)
    today = next(iter(CLOCK.values()))[:10]
    (count,) = known(desk_of_all, f"select count(*) from calendar where ends_on >= '{today}'")[0]
    assert len(shown) == count > 60


def test_of_one_run_what_was_published_last_comes_first(desk_of_all: Served) -> None:
    shown = [words(one) for one in find(see(desk_of_all, "/today/found?days=36500"), "h3")]
    ((last,),) = known(
        desk_of_all,
        "select title from alerts join articles using (article_id) where kind = 'new' and state != 'held' "
        "order by raised_at desc, alerts.published_at desc limit 1",
    )
    assert last in shown[:2]


def test_figures_that_changed_show_both_values_struck_and_marked(desk_of_all: Served) -> None:
    table = see(desk_of_all, "/calendar/figures")
    (count,) = known(desk_of_all, "select count(*) from figure_changes")[0]
    assert len(table.xpath("//tr[@data-item]")) == min(count, 60) > 0
    assert {words(one) for one in find(table, "del")} >= {"25%"}
    assert find(table, "ins")


def test_the_chart_of_a_watch_has_its_counts_and_its_baseline(desk_of_all: Served) -> None:
    page = see(desk_of_all, "/watches/korea-us-talks")
    asked = "select sum(article_count) from watch_daily where watch_id = 'korea-us-talks'"
    lines = [[words(cell) for cell in find(line, "td")] for line in find(find(page, "tbody")[0], "tr")]
    assert len(find(page, "rect", "column")) == len(lines) >= 28
    assert [(sum(int(count) for _, count, *_ in lines),)] == known(desk_of_all, asked)
    assert find(page, "polyline", "baseline")


def test_a_topic_shows_its_chart_and_the_outlets_that_write_on_it(desk_of_all: Served) -> None:
    page = see(desk_of_all, "/topics/tariffs/chart")
    assert find(page, "rect", "column")
    outlets = {words(find(one, "span")[0]) for one in find(find(page, "ul", "plain")[-1], "li")}
    known_ones = {name for (name,) in known(desk_of_all, "select distinct outlet from articles")}
    assert outlets <= known_ones
    assert len(outlets) > 3


def test_a_story_draws_whose_report_it_is_and_who_carries_it(desk_of_all: Served) -> None:
    most = "select arg_max(story_id, (outlet_count, story_id)) from stories where outlet_count > 2"
    ((story,),) = known(desk_of_all, most)
    page = see(desk_of_all, f"/stories/{story}")
    drawn = {words(one) for one in find(find(page, "svg", "graph")[0], "text")}
    named = known(
        desk_of_all,
        "select name, outlet from origins join article_stories using (article_id) "
        f"where story_id = '{story}' and kind in ('reporting source', 'reprint')",
    )
    assert find(page, "path")
    assert {name for pair in named for name in pair} <= drawn
    told = known(
        desk_of_all, f"select outlet from story_timeline where story_id = '{story}' order by told_at, article_id"
    )
    line = find(find(page, "ol", "timeline")[0], "li")
    assert [words(find(one, "strong")[0]) for one in line] == [name for (name,) in told]


def test_a_link_to_a_merged_story_leads_to_the_one_it_is_part_of(desk_of_all: Served) -> None:
    answer = httpx.get(f"{desk_of_all.url}/stories/{MERGED}")
    ((root,),) = known(desk_of_all, f"select root_id from story_roots where story_id = '{MERGED}'")
    assert (answer.status_code, answer.headers["location"]) == (307, f"/stories/{root}")


def test_feeds_show_what_goes_wrong_and_since_when(desk_of_all: Served) -> None:
    page = see(desk_of_all, "/feeds/health")
    told = known(desk_of_all, "select name, trouble from feed_episodes join feeds using (feed_id)")
    troubles = find(find(page, "div", "half")[0], "section")[1]
    assert len(find(troubles, "li")) == len(told) > 0
    assert {words(find(one, "strong")[0]) for one in find(troubles, "li")} == {name for name, _ in told}


def test_runs_show_how_many_items_ended_how(desk_of_all: Served) -> None:
    ((run, stored),) = known(
        desk_of_all,
        "select run_id, item_count from run_outcomes join runs using (run_id) "
        "where stage = 'pages' and outcome = 'stored' order by started_at desc limit 1",
    )
    listed = see(desk_of_all, "/runs")
    assert f"stored {stored}" in words(listed)
    table = find(see(desk_of_all, f"/runs/{run}"), "tr")
    lines = [[words(cell) for cell in find(line, "td")] for line in table]
    assert ["pages", "stored", str(stored)] in [line[:3] for line in lines]


def test_today_is_narrowed_to_a_watch_and_to_days(desk_of_all: Served) -> None:
    def watches(query: str) -> list[set[str]]:
        cards = find(see(desk_of_all, f"/today/found?{query}"), "article", "story")
        return [{words(tag) for tag in find(card, "a", "tag")} for card in cards]

    everything = watches("days=30")
    of_one = watches("days=30&watch=shipbuilding")
    assert of_one
    assert all("shipbuilding" in names for names in of_one)
    assert len(of_one) < len(everything)
    assert 0 < len(watches("days=1")) < len(everything)
