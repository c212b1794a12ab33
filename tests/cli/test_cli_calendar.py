"""`monitor calendar`, on two days of the sample newsroom."""

import json
from pathlib import Path

import pytest
from commands import run_here
from days import TwoDays
from icalendar import Calendar

pytestmark = pytest.mark.usefixtures("second_morning")


def calendar(two_days: TwoDays, *arguments: str):
    return run_here("calendar", "--dir", str(two_days.workspace.directory), *arguments)


def test_the_talks_of_the_24th_are_ahead(two_days: TwoDays) -> None:
    told = calendar(two_days, "--days", "7", "--json")
    events = json.loads(told.stdout)
    assert any(one["starts_on"] == "2025-04-24" and one["precision"] == "day" for one in events)
    assert all(one["ends_on"] >= "2025-04-23" for one in events)
    assert events == sorted(events, key=lambda one: (one["starts_on"], one["ends_on"], one["event_id"]))


def test_a_calendar_program_can_read_them(two_days: TwoDays, tmp_path: Path) -> None:
    file = tmp_path / "dates.ics"
    told = calendar(two_days, "--ics", str(file))
    entries = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert f"wrote {file}: {len(entries)} events" in told.stdout
    assert {str(one["uid"]).endswith("@trade-news-monitor") for one in entries} == {True}
    assert all(one["dtend"].dt > one["dtstart"].dt for one in entries)


def test_the_list_is_for_people(two_days: TwoDays) -> None:
    told = calendar(two_days, "--days", "30")
    assert (told.returncode, told.stderr) == (0, "")
    assert "2025-04-24" in told.stdout
