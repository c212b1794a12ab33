"""Articles that are in several feeds, that move, or that come back after long: told, and told once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from days import make_workspace, open_workspace, rows
from outlet import Outlet, paragraphs, run

from monitor.config import Workspace
from monitor.config.settings import AlertSettings
from monitor.model import Feed

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HEADLINES = (
    "Japan's buyers sign on for Alaska LNG",
    "Senator doubts the timetable of Alaska LNG",
    "Posco weighs steel for Alaska LNG",
    "Taiwan's refiner visits Alaska LNG",
    "Pipe of Alaska LNG redrawn at Fairbanks",
    "Thai firm asks about gas of Alaska LNG",
    "Bankers meet in Houston over Alaska LNG",
    "Court hears suit on Alaska LNG",
)


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with Outlet() as one:
        yield one


def _follow(outlet: Outlet, directory: Path, *feeds: str) -> Workspace:
    """A workspace on these feeds, in this order; those it has had already are established."""
    alerts = AlertSettings(channels=("file:alerts.jsonl",))
    listed = [Feed(url=outlet.url(path), name=path[1:].title()) for path in feeds]
    if not (directory / "monitor.toml").exists():
        make_workspace(directory, listed, alerts=alerts)
    lines = "".join(f"[[feed]]\nurl = '{one.url}'\nname = '{one.name}'\n" for one in listed)
    (directory / "feeds.toml").write_text(lines, encoding="utf-8")
    watch = "[[watch]]\nname = 'alaska-lng'\nquery = '\"Alaska LNG\"'\n"
    (directory / "watches.toml").write_text(watch, encoding="utf-8")
    return open_workspace(directory)


def _put(outlet: Outlet, path: str, headline: str, published_at: datetime | None = None) -> None:
    outlet.put(path, headline, [*paragraphs(headline), f"So much for {headline}."])
    if published_at is not None:
        outlet.dates[path] = published_at


def _told(workspace: Workspace) -> list[tuple[str, str]]:
    """Kind and headline of what was sent."""
    return rows(
        workspace.database,
        "select kind, coalesce(subject, title) from alerts left join articles using (article_id) "
        "where state = 'delivered' order by raised_at, 2",
    )


@pytest.mark.parametrize("feeds", [("/trade", "/business"), ("/business", "/trade")])
@pytest.mark.parametrize("later", [timedelta(), HOUR / 2])
def test_what_an_established_feed_brings_is_told_though_a_new_feed_has_it_in_its_history(
    outlet: Outlet, tmp_path: Path, feeds: tuple[str, str], later: timedelta
) -> None:
    _put(outlet, "/old", "Nothing of note")
    outlet.feeds = {"/business": ("/old",)}
    run(_follow(outlet, tmp_path, "/business"), NOW)
    _put(outlet, "/news", HEADLINES[0], NOW)
    outlet.feeds = {"/business": ("/old",) if later else ("/news", "/old"), "/trade": ("/news",)}
    workspace = _follow(outlet, tmp_path, *feeds)
    run(workspace, NOW, HOUR)
    outlet.feeds["/business"] = ("/news", "/old")
    for hours in (0, 1, 24):
        run(workspace, NOW, HOUR + later + hours * HOUR)
    assert [one for one in _told(workspace) if one[0] != "summary"] == [("new", HEADLINES[0])]


def test_what_a_new_feeds_history_held_for_days_is_not_told_when_an_established_feed_shows_it_again(
    outlet: Outlet, tmp_path: Path
) -> None:
    _put(outlet, "/old", "Nothing of note")
    _put(outlet, "/news", HEADLINES[0], NOW - 3 * DAY)
    outlet.feeds = {"/business": ("/old",), "/trade": ("/news",)}
    run(_follow(outlet, tmp_path, "/business"), NOW - DAY)
    workspace = _follow(outlet, tmp_path, "/business", "/trade")
    run(workspace, NOW)
    outlet.feeds["/business"] = ("/news", "/old")
    run(workspace, NOW, HOUR)
    assert [kind for kind, _ in _told(workspace)] == ["summary"]


@pytest.mark.parametrize("status", [200, 403])
def test_what_one_of_an_articles_feeds_says_anew_is_heard_though_another_gave_it_first(
    outlet: Outlet, tmp_path: Path, status: int
) -> None:
    _put(outlet, "/old", "Nothing of note")
    outlet.feeds = {"/business": ("/old",), "/trade": ("/old",)}
    workspace = _follow(outlet, tmp_path, "/business", "/trade")
    run(workspace, NOW)
    outlet.put("/stub", "Breaking: talks open", paragraphs("stub"))
    outlet.status["/stub"] = status
    outlet.feeds = {"/business": ("/stub", "/old"), "/trade": ("/stub", "/old")}
    run(workspace, NOW, HOUR)
    outlet.put("/stub", "Talks open on Alaska LNG", [*paragraphs("stub"), "Japan would buy gas of Alaska LNG."])
    outlet.feeds["/business"] = ("/old",)  # the first has let go of it
    outlet.notes["/trade/stub"] = "Japan would buy gas of Alaska LNG."
    for hours in range(2, 6):
        run(workspace, NOW, hours * HOUR)
    assert _told(workspace) == [("new", "Talks open on Alaska LNG")]
    fetched = [one for one in outlet.page_requests() if one[0] == "/stub"]
    assert len(fetched) <= 4, "when it came, when it changed, and by the schedule"


def test_articles_of_long_past_that_come_again_under_other_addresses_are_one_summary(
    outlet: Outlet, tmp_path: Path
) -> None:
    def fill(place: str) -> tuple[str, ...]:
        for number, headline in enumerate(HEADLINES):
            _put(outlet, f"/{place}/{number}", headline, NOW - (30 + 5 * number) * DAY)
        return tuple(f"/{place}/{number}" for number in range(len(HEADLINES)))

    outlet.feeds = {"/business": fill("a")}
    workspace = _follow(outlet, tmp_path, "/business")
    run(workspace, NOW - 20 * DAY)
    _put(outlet, "/a/news", "Governor tours Alaska LNG", NOW - DAY)
    outlet.feeds["/business"] = ("/a/news", *outlet.feeds["/business"])
    run(workspace, NOW - DAY)
    run(workspace, NOW - 3 * HOUR)
    before = _told(workspace)
    assert ("new", "Governor tours Alaska LNG") in before
    outlet.dates["/b/news"] = NOW
    outlet.feeds["/business"] = ("/b/news", *fill("b"))  # a new system: addresses and guids, all at once
    _put(outlet, "/b/news", "Unions back Alaska LNG", NOW)
    run(workspace, NOW)
    assert sorted(_told(workspace)[len(before) :]) == [
        ("new", "Unions back Alaska LNG"), ("summary", "What history holds: 8 articles on 1 watched issue"),
    ]  # fmt: skip


def test_articles_with_a_date_of_long_past_are_told_where_that_is_how_their_feed_dates_them(
    outlet: Outlet, tmp_path: Path
) -> None:
    outlet.feeds = {"/business": ("/old",)}
    _put(outlet, "/old", "Nothing of note", NOW - 900 * DAY)
    workspace = _follow(outlet, tmp_path, "/business")
    run(workspace, NOW)
    for number, headline in enumerate(HEADLINES):
        _put(outlet, f"/{number}", headline, NOW - 900 * DAY)
    outlet.feeds["/business"] = tuple(outlet.pages)
    run(workspace, NOW, HOUR)
    assert sorted(title for _, title in _told(workspace)) == sorted(HEADLINES)
