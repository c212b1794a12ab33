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
    due = [one["ends_on"] if one["starts_on"] < "2025-04-23" else one["starts_on"] for one in events]
    assert due == sorted(due)
    assert {"2025-04-23", "2025-04-30"} >= {due[0], due[-1]}


def test_what_is_due_later_is_left_out_though_it_may_happen_already(two_days: TwoDays) -> None:
    week, year = (json.loads(calendar(two_days, "--days", days, "--json").stdout) for days in ("7", "365"))
    pause = [one["event_id"] for one in year if one["starts_on"] < "2025-04-23" and one["ends_on"] == "2025-07-09"]
    assert pause
    assert not {one["event_id"] for one in week} & set(pause)


def test_of_a_day_the_most_told_comes_first_and_what_is_only_dated_by_month_last(two_days: TwoDays) -> None:
    known = dict(two_days.rows("select event_id, article_count from calendar"))
    events = json.loads(calendar(two_days, "--days", "30", "--json").stdout)
    days = {day: [one for one in events if one["starts_on"] == day] for day in ("2025-04-24", "2025-05-01")}
    counts = [known[one["event_id"]] for one in days["2025-04-24"]]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 10
    assert [one["precision"] for one in days["2025-05-01"]] == sorted(one["precision"] for one in days["2025-05-01"])


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
