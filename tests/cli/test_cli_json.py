"""--json: one document on standard output, whatever else there is to say."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from commands import run_here
from days import TwoDays, rows
from desks import CLOCK


def told(workspace: Path, *words: str, code: int = 0) -> Any:
    done = run_here(*words, "--dir", str(workspace), "--json")
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def directory(two_days: TwoDays, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy to write in, on no feeds."""
    copied = tmp_path_factory.mktemp("json") / "workspace"
    shutil.copytree(two_days.workspace.directory, copied)
    (copied / "feeds.toml").write_text("", encoding="utf-8")
    return copied


def test_today_as_a_document(two_days: TwoDays, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(*next(iter(CLOCK.items())))
    found = told(two_days.workspace.directory, "today")
    assert found["feeds_listed"] == 20
    assert found["totals"]["article_count"] > 0
    assert found["last_run"]["started_at"].endswith("+09:00")
    assert "stories" not in found


def test_today_before_the_first_run(tmp_path: Path) -> None:
    run_here("init", str(tmp_path))
    assert told(tmp_path, "today")["last_run"] is None


def test_an_alert_with_its_text_and_tries(two_days: TwoDays) -> None:
    (alert,) = rows(two_days.workspace.snapshot, "select alert_id from alerts where state = 'delivered' limit 1")[0]
    found = told(two_days.workspace.directory, "alerts", "show", alert)
    assert found["alert_id"] == alert
    assert found["title"] in found["text"]
    assert {one["outcome"] for one in found["tries"]} == {"delivered"}


def test_why_an_article_has_a_topic_and_why_it_has_not(two_days: TwoDays) -> None:
    workspace = two_days.workspace
    query = "select article_id from article_topics where topic = 'tariffs' and score >= 0.5 order by all limit 1"
    (article,) = rows(workspace.snapshot, query)[0]
    topics = {one["topic"]: one for one in told(workspace.directory, "topics", "explain", article)["topics"]}
    assert topics["tariffs"]["is_given"]
    assert {"zone", "start", "end", "term", "weight", "note"} == set(topics["tariffs"]["evidence"][0])
    lacking = told(workspace.directory, "topics", "why-not", "digital-trade", article)
    assert (lacking["topic"], lacking["is_given"]) == ("digital-trade", False)
    assert lacking["lacking"]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (("run",), "run_id"), (("upkeep",), "check_count"), (("export", "parquet"), "written"),
        (("sql", "select 1 as one"), 0), (("sql", "@"), 0), (("watch", "backfill", "ipef"), 0),
    ],
)  # fmt: skip
def test_what_was_done_as_a_document(directory: Path, words: tuple[str, ...], key: str | int) -> None:
    found = told(directory, *words)
    assert found[key] not in (None, [])


def test_what_reclassifying_would_change(directory: Path) -> None:
    (directory / "topics.toml").write_text('[[topic]]\nid = "tariffs"\nexcludes = "tariff OR 관세"\n', encoding="utf-8")
    found = told(directory, "topics", "reclassify", "--since", "2025-04-01", "--dry-run")
    assert {shift["topic"] for one in found for shift in one["shifts"]} >= {"tariffs"}


def test_feeds_that_were_polled_and_that_fail(directory: Path) -> None:
    feed = '[[feed]]\nurl = "http://127.0.0.1:9/rss"\nname = "Nowhere"\nlanguage = "en"\n'
    (directory / "feeds.toml").write_text(feed, encoding="utf-8")
    (found,) = told(directory, "feeds", "check", code=1)
    assert (found["feed"], found["outcome"]) == ("Nowhere", "failed")
    (directory / "feeds.toml").write_text("", encoding="utf-8")


def test_a_list_that_is_read_in_says_what_became_of_each_feed(directory: Path) -> None:
    outline = '<opml version="2.0"><body><outline type="rss" text="A" xmlUrl="https://a.example/rss"/></body></opml>'
    (directory / "list.opml").write_text(outline, encoding="utf-8")
    assert [one["url"] for one in told(directory, "feeds", "import", str(directory / "list.opml"))["added"]] == [
        "https://a.example/rss"
    ]
    again = told(directory, "feeds", "import", str(directory / "list.opml"))
    assert (again["added"], again["listed already"][0]["as"]) == ([], "A")
