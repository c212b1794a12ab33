"""A dated event that is called off: in the history, the list, iCalendar, the briefing and the alerts."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from commands import run_here
from days import rows
from icalendar import Calendar
from outlet import Outlet, follow, paragraphs, run

from monitor.config.settings import ReaderSettings
from monitor.model import Watch
from monitor.run.holding import warehouse_of

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
DAY = timedelta(days=1)
WATCHES = (Watch(name="tariffs", query="tariff"),)
DATED = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-03-02T05:00:00Z"}</script>'
SET = "Ministers of South Korea and the United States meet in Washington on March 24 for tariff talks."
OFF = "The tariff talks that ministers had planned in Washington for March 24 have been called off."


def test_an_event_that_is_called_off_is_told_as_cancelled_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Outlet() as outlet:
        outlet.extra = DATED
        outlet.put("/set", "Ministers to meet", [SET, *paragraphs("set", 3)])
        workspace = follow(outlet, tmp_path, WATCHES)
        run(workspace, NOW)
        outlet.put("/off", "Talks off", [OFF, *paragraphs("off", 3)])
        run(workspace, NOW, DAY)
    history = rows(workspace.database, "select change, starts_on::varchar from calendar_history order by seen_at")
    assert history == [("added", "2026-03-24"), ("cancelled", "2026-03-24")]
    reasons = [one for (one,) in rows(workspace.database, "select reason from alerts where kind = 'calendar'")]
    assert reasons == ["cancelled, due 2026-03-24"]

    monkeypatch.setenv("MONITOR_CLOCK__FROZEN_AT", (NOW + DAY).isoformat())
    (event,) = json.loads(run_here("calendar", "--dir", str(tmp_path), "--json").stdout)
    assert event["is_cancelled"]
    assert "cancelled" in run_here("calendar", "--dir", str(tmp_path)).stdout
    file = tmp_path / "dates.ics"
    run_here("calendar", "--dir", str(tmp_path), "--ics", str(file))
    (entry,) = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert entry["status"] == "CANCELLED"
    assert "cancelled: Ministers of South Korea" in run_here("brief", "--dir", str(tmp_path)).stdout


def test_an_event_is_told_by_the_article_that_was_published_first_though_it_came_last(tmp_path: Path) -> None:
    with Outlet() as outlet:
        workspace = follow(outlet, tmp_path, WATCHES)
        for hour, name, told in ((5, "reprint", f"{SET} We print it."), (2, "original", SET), (9, "late", SET)):
            outlet.extra = DATED.replace("T05:", f"T0{hour}:")
            outlet.put(f"/{name}", f"Ministers to meet, says the {name}", [told, *paragraphs(name, 3)])
            run(workspace, NOW, DAY if name != "reprint" else 0 * DAY)
    told = "select title from calendar join articles on article_id = first_article_id"
    assert rows(workspace.database, told) == [("Ministers to meet, says the original",)]


def test_days_of_alerts_begin_by_the_clock_of_the_workspaces_reader(tmp_path: Path) -> None:
    with Outlet() as outlet:
        workspace = follow(outlet, tmp_path, WATCHES, reader=ReaderSettings(timezone="Asia/Seoul"))
    warehouse = warehouse_of(workspace)
    warehouse.prepare()
    with warehouse.session() as db:
        assert db.execute("select timestamptz '2025-04-22 21:17+00'::date::varchar").fetchone() == ("2025-04-23",)
