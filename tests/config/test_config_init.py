"""A new workspace: what is written reads back, nothing is overwritten, the templates are up to date."""

import csv
import re
import tomllib
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.collect.catalog import catalog
from monitor.config import feeds_toml, init_workspace, load_workspace
from monitor.config.init import TEMPLATES, settings_toml
from monitor.config.settings import AlertSettings, ClockSettings, CollectSettings, Settings
from monitor.errors import ConfigError
from monitor.model import Feed
from monitor.watch import check_query

CATALOG = Path(__file__).parents[2] / "../shared/corpora/feedlists/trade_gov_feeds.csv"
COUNTRIES = {"UK": "GB", "EU": None, "INT": None}  # the catalog's regions that are no ISO 3166 code
ISSUES = (
    "alaska-lng defence-cost-sharing shipbuilding ipef korea-us-talks "
    "chinese-countermeasures section-232 steel-quota currency-deal"
)


def load(directory):
    return load_workspace(directory, check_query=check_query, environ={})


def test_a_new_workspace_reads_back_with_nine_watches_and_the_defaults(tmp_path):
    directory = tmp_path / "new" / "desk"
    paths = init_workspace(directory)
    assert [path.name for path in paths] == ["monitor.toml", "feeds.toml", "watches.toml"]
    assert (directory / "warehouse").is_dir()
    workspace = load(directory)
    assert workspace.settings == Settings()
    assert [watch.name for watch in workspace.watches] == ISSUES.split()
    assert workspace.feeds == ()


def test_a_new_workspace_takes_feeds_and_settings_of_its_own(tmp_path):
    settings = Settings(
        collect=CollectSettings(timeout_seconds=2.5, allow_networks=(ip_network("127.0.0.0/8"),)),
        alerts=AlertSettings(channels=("console", 'file:a"b.jsonl')),
        clock=ClockSettings(frozen_at=datetime(2025, 4, 24, 9, tzinfo=UTC)),
    )
    feeds = (Feed(url="http://127.0.0.1:8000/rss", name="한 신문", tags=("a", "b")),)
    init_workspace(tmp_path, feeds=feeds, settings=settings)
    workspace = load(tmp_path)
    assert (workspace.settings, workspace.feeds) == (settings, feeds)


@pytest.mark.parametrize("name", ["monitor.toml", "feeds.toml", "watches.toml"])
def test_nothing_is_overwritten_and_nothing_is_begun(tmp_path, name):
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(ConfigError, match="is not overwritten") as caught:
        init_workspace(tmp_path)
    assert caught.value.faults == (f"{name}: is there already, and is not overwritten",)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_made_is_a_fault(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ConfigError, match="cannot be written"):
        init_workspace(tmp_path / "file" / "desk")


def test_what_init_left_behind_in_a_folder_of_others_is_only_its_own(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    init_workspace(tmp_path)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(st.lists(st.tuples(names, names, st.lists(names).map(tuple))))
def test_any_feed_list_is_written_so_that_it_reads_back(rows):
    feeds = [Feed(url=url, name=name, tags=tags) for url, name, tags in rows]
    read = tomllib.loads(feeds_toml(feeds)).get("feed", [])
    assert [(row["url"], row["name"], tuple(row.get("tags", ()))) for row in read] == rows


def test_the_template_shows_every_setting_with_its_default_and_a_line_about_it():
    template = (TEMPLATES / "monitor.toml").read_text(encoding="utf-8")
    uncommented = re.sub(r"(?m)^# (\w+ = )", r"\1", template)
    shown = tomllib.loads(uncommented)
    defaults = Settings().model_dump(mode="json")
    assert {section: list(keys) for section, keys in shown.items()} == {
        section: list(keys) for section, keys in defaults.items()
    }
    del shown["clock"], defaults["clock"]  # the one setting without a default shows an example
    assert shown == defaults
    lines = template.splitlines()
    for number, line in enumerate(lines):
        if re.match(r"# \w+ = ", line):
            assert re.match(r"# [A-Z].*\.$", lines[number - 1]), line


def test_the_template_itself_reads_as_the_defaults():
    assert settings_toml(Settings()) == (TEMPLATES / "monitor.toml").read_text(encoding="utf-8")


@pytest.mark.skipif(not CATALOG.exists(), reason="the catalog of feeds is not beside this checkout")
def test_the_feeds_shipped_are_those_the_catalog_attests():
    with CATALOG.open(encoding="utf-8", newline="") as file:
        attested = {
            (row["url"], row["source"], row["lang"], COUNTRIES.get(row["region"], row["region"]))
            for row in csv.DictReader(file)
            if row["evidence"] == "A" and "q=QUERY" not in row["url"]
        }
    assert {(feed.url, feed.name, feed.language, feed.country) for feed in catalog("trade")} == attested
