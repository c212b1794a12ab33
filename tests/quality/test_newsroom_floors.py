"""What a workspace has of the newsroom after two of its days, against what its makers list."""

import tomllib
from datetime import date
from pathlib import Path

import duckdb
import pytest
from newsroom_told import scores

from monitor.newsroom.truth import load_told
from monitor.store.schema import read_sql

FLOORS = tomllib.loads((Path(__file__).parent / "newsroom_floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found(two_days):
    return scores(two_days.workspace.snapshot)


@pytest.mark.parametrize("table", FLOORS)
def test_the_newsrooms_weeks_are_told_as_its_makers_list_them(found, table):
    assert found[table].precision >= FLOORS[table]["precision"], found[table].wrong
    assert found[table].recall >= FLOORS[table]["recall"], found[table].missed


def test_the_touchstones_origins_and_date_are_among_them(found):
    told = {name for slug, name in found["origins"].right if slug == "korea-us-tariff-talks-washington"}
    assert told == {"Yonhap News Agency", "The Korea Herald", "Reuters", "Nikkei Asia"}
    assert any(row[0] == "korea-us-tariff-talks-washington" for row in found["article_dates"].right)


def query(two_days, name):
    with duckdb.connect(two_days.workspace.snapshot, read_only=True) as db:
        db.execute("set variable today = (select today_on from clock)")  # as every session of ours has it
        found = db.execute(read_sql("queries")[name])
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_a_query_answers_what_is_due_next_month(two_days):
    told = load_told()
    listed = {one.day for one in (*told.events, *told.maybe) if one.precision == "day"}
    found = {one["starts_on"] for one in query(two_days, "due_next_month") if one["precision"] == "day"}
    assert {date(2025, 4, 24), date(2025, 5, 1), date(2025, 5, 3), date(2025, 5, 7), date(2025, 5, 19)} <= found
    assert found <= listed


def test_a_query_answers_how_the_auto_tariff_changed_and_who_had_it_first(two_days):
    found = [(one["value_before"], one["value"], one["outlet"]) for one in query(two_days, "auto_tariff_changes")]
    assert (25, 15, "The Pacific Ledger") in found


def test_a_query_answers_which_stories_rest_on_a_single_origin(two_days):
    found = query(two_days, "stories_on_one_origin")
    reprinted = [one for one in found if one["outlet_count"] >= 4 and one["origin"] == "Daehan News Agency"]
    assert any("delegation" in one["title"] for one in reprinted)
    assert not any("South Korea and U.S. Open Trade Talks" in one["title"] for one in found)  # it names four
