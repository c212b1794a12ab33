"""What a workspace has of the newsroom after two of its days, against what its makers list."""

import tomllib
from pathlib import Path

import pytest
from newsroom_told import scores

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
