"""`monitor watch` and `monitor search`, as an analyst meets them, on two days of the sample newsroom."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from commands import run_here
from days import TwoDays, open_workspace, rows

from monitor.cli.workspace import BUSY
from monitor.run.holding import warehouse_of

Told = "subprocess.CompletedProcess[str]"
pytestmark = pytest.mark.usefixtures("second_morning")
COUNTS = "select count(*), count(*) filter (is_backfill) from mentions where watch_id = $name"


def watch(command: str, directory: Path, *arguments: str) -> Told:
    return run_here("watch", command, "--dir", str(directory), *arguments)


def search(directory: Path, *arguments: str) -> Told:
    return run_here("search", "--dir", str(directory), *arguments)


def replaced(directory: Path, old: str, new: str) -> None:
    path = directory / "watches.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def added(directory: Path, text: str) -> None:
    with (directory / "watches.toml").open("a", encoding="utf-8") as file:
        file.write(text)


# list and lint


def test_watches_are_listed_with_what_they_found(two_days: TwoDays) -> None:
    told = watch("list", two_days.workspace.directory, "--json")
    listed = {one["watch"]: one for one in json.loads(told.stdout)}
    assert list(listed) == [one.name for one in two_days.workspace.watches]
    counts = dict(two_days.rows("select watch_id, count(distinct article_id) from mentions group by all"))
    assert {name: one["articles"] for name, one in listed.items() if one["articles"]} == counts
    assert {one["version"] for one in listed.values()} == {1}
    assert "korea-us-talks" in watch("list", two_days.workspace.directory).stdout


def test_watches_are_listed_before_anything_is_published(desk: Path) -> None:
    shutil.rmtree(desk / "warehouse")
    assert json.loads(watch("list", desk, "--json").stdout)[0]["version"] is None


def test_an_ended_watch_is_listed_as_such(desk: Path) -> None:
    added(desk, "\n[[watch]]\nname = 'old'\nquery = 'steel'\nactive_until = 2025-04-01\n")
    assert json.loads(watch("list", desk, "--json").stdout)[-1]["state"] == "ended"


def test_lint_finds_nothing_wrong_with_a_new_workspace(two_days: TwoDays) -> None:
    told = watch("lint", two_days.workspace.directory)
    assert (told.returncode, told.stdout) == (0, "0 errors, 0 warnings\n")


def test_lint_tells_of_every_fault_and_broken_line_with_its_place_and_leaves_with_1(desk: Path) -> None:
    added(
        desk,
        "\n[[watch]]\nname = 'a'\nquery = '''\nsteel\nAND (quota'''\n"
        "\n[[watch]]\nname = 'b'\nquery = '철강 쿼터'\nmatches = [\n'철강 쿼터',\n'철강 관세',\n]\n"
        "\n[[watch]]\nname = 'c'\nquery = 'steel NOT steel'\n",
    )
    told = watch("lint", desk)
    assert told.returncode == 1
    lines = (desk / "watches.toml").read_text(encoding="utf-8").splitlines()
    caret, broken, never = (
        lines.index(line) + 1 for line in ("AND (quota'''", "'철강 관세',", "query = 'steel NOT steel'")
    )
    assert (
        f"error: watches.toml:{caret}: watch 'a': this parenthesis is never closed\n  AND (quota\n      ^"
        in told.stdout
    )
    assert f"error: watches.toml:{broken}: watch 'b': '철강 관세' is not found: 쿼터 (not found)" in told.stdout
    assert f"error: watches.toml:{never}: watch 'c': " in told.stdout
    found = json.loads(watch("lint", desk, "--json").stdout)
    assert [one["line"] for one in found if one["severity"] == "error"] == [caret, broken, never]


def test_a_run_is_refused_while_a_golden_line_is_broken(desk: Path) -> None:
    added(desk, "\n[[watch]]\nname = 'b'\nquery = '철강 쿼터'\nnot_matches = ['철강 쿼터제', '철강의 쿼터']\n")
    told = run_here("run", "--dir", str(desk))
    assert told.returncode == 2
    line = len((desk / "watches.toml").read_text(encoding="utf-8").splitlines())
    assert f"watches.toml:{line}: watch 'b': '철강의 쿼터' is found, and must not be: «철강의», «쿼터»" in told.stderr
    assert search(desk, "steel").returncode == 0  # readers are not kept out


# test


def test_a_text_is_tried_and_its_hits_shown(two_days: TwoDays, tmp_path: Path) -> None:
    directory = two_days.workspace.directory
    told = watch("test", directory, "alaska-lng", "알래스카의 가스관을 검토한다")
    assert told.returncode == 0
    assert "alaska-lng: matches\n  «알래스카의» «가스관을» 검토한다\n" in told.stdout
    file = tmp_path / "text.txt"
    file.write_text("Gas for Seoul\nA pipeline in Alaska.", encoding="utf-8")
    told = watch("test", directory, "alaska-lng", str(file))
    assert told.returncode == 1
    assert "alaska-lng: does not match\n" in told.stdout
    assert '- LNG OR "natural gas" OR "gas pipeline"' in told.stdout
    assert "+ Alaska*" in told.stdout


def test_a_draft_is_tried_with_the_sets_of_the_file(two_days: TwoDays) -> None:
    told = watch(
        "test", two_days.workspace.directory, "--query", "title:(@korean-officials)", "Yeo Han Koo flies", "--json"
    )
    assert told.returncode == 0, told.stderr
    document = json.loads(told.stdout)
    assert document["matches"] is True
    assert document["clause"]["spans"] == [{"zone": "headline", "start": 0, "end": 11, "text": "Yeo Han Koo"}]


def test_without_a_text_the_golden_lines_are_tried(two_days: TwoDays) -> None:
    told = watch("test", two_days.workspace.directory, "ipef")
    assert told.returncode == 0
    assert told.stdout.count("kept") == 3
    lines = json.loads(watch("test", two_days.workspace.directory, "ipef", "--json").stdout)
    assert [one["must_match"] for one in lines] == [True, True, False]


def test_standard_input_is_tried(two_days: TwoDays) -> None:
    command = [
        sys.executable,
        "-m",
        "monitor",
        "watch",
        "test",
        "ipef",
        "-",
        "--dir",
        str(two_days.workspace.directory),
    ]
    done = subprocess.run(
        command, input="IPEF partners meet", capture_output=True, text=True, check=False, env=os.environ
    )
    assert done.returncode == 0, done.stderr


def test_an_unknown_watch_is_told_with_the_nearest(two_days: TwoDays) -> None:
    told = watch("test", two_days.workspace.directory, "alaska-lgn", "x")
    assert told.returncode == 1
    assert "did you mean 'alaska-lng'?" in told.stderr


@pytest.mark.parametrize("command", ["test", "backtest"])
def test_a_draft_that_cannot_be_understood_is_shown_with_a_caret(two_days: TwoDays, command: str) -> None:
    told = watch(command, two_days.workspace.directory, "--query", "steel AND (quota")
    assert told.returncode == 1
    assert "\n  steel AND (quota\n            ^" in told.stderr


# backtest


def test_a_backtest_finds_what_the_passes_found(two_days: TwoDays) -> None:
    for name in ("alaska-lng", "shipbuilding", "section-232", "ipef"):
        told = json.loads(watch("backtest", two_days.workspace.directory, name, "--days", "3000", "--json").stdout)
        expected = two_days.rows(
            "select count(*), count(distinct story_id), count(distinct outlet) from articles "
            "where article_id in (select article_id from mentions where watch_id = $name)", name=name,
        )  # fmt: skip
        assert [(told["articles"], told["alerts"], len(told["outlets"]))] == expected, name
        assert sum(day["articles"] for day in told["days"]) == told["articles"]
        assert sum(one["articles"] for one in told["outlets"]) == told["articles"]
        assert len(told["days"]) == 3000


def test_a_backtest_shows_a_chart_outlets_overlap_budget_and_samples(desk: Path) -> None:
    replaced(desk, 'name = "shipbuilding"\n', 'name = "shipbuilding"\nmax_alerts_per_day = 3\n')
    told = watch("backtest", desk, "shipbuilding", "--days", "14", "--samples", "1")
    assert told.returncode == 0, told.stderr
    assert "shipbuilding: 14 days, 2025-04-10 to 2025-04-23\n" in told.stdout
    assert "the budget is 3, exceeded on " in told.stdout
    for heading in ("Alerts by day", "By outlet", "Also found by", "Newest"):
        assert f"\n{heading}\n" in told.stdout
    assert "█" in told.stdout
    assert "부산해양일보" in told.stdout
    assert "korea-us-talks" in told.stdout
    assert told.stdout.count("http://") == 1


def test_a_korean_draft_is_held_against_history_with_its_overlap(two_days: TwoDays) -> None:
    told = json.loads(watch("backtest", two_days.workspace.directory, "--query", "관세 AND lang:ko", "--json").stdout)
    assert told["watch"] == "draft"
    assert told["articles"] > 5
    assert {one["watch"] for one in told["overlaps"]} <= {one.name for one in two_days.workspace.watches}
    assert all(0 < one["share"] <= 1 for one in told["overlaps"])
    assert all("관세" in one["excerpt"] or "관세" in one["title"] for one in told["samples"])


def test_a_backtest_leaves_out_what_the_watch_would_not_raise(desk: Path) -> None:
    def count() -> int:
        return int(json.loads(watch("backtest", desk, "shipbuilding", "--days", "60", "--json").stdout)["articles"])

    whole = count()
    replaced(desk, 'name = "shipbuilding"\n', 'name = "shipbuilding"\nlanguages = ["ko"]\n')
    korean = count()
    replaced(desk, 'languages = ["ko"]\n', 'languages = ["ko"]\nactive_until = 2025-04-01\n')
    assert 0 < korean < whole
    assert count() < korean


def test_days_with_nothing_are_told_as_such(two_days: TwoDays) -> None:
    told = watch("backtest", two_days.workspace.directory, "--query", "zirconate")
    assert told.returncode == 0
    assert "0 articles, 0 alerts" in told.stdout


# explain


def test_an_article_is_explained_by_its_id_its_beginning_and_its_address(two_days: TwoDays) -> None:
    directory = two_days.workspace.directory
    ((article_id, url),) = two_days.rows(
        "select article_id, url from articles where title like 'South Korea and U.S. Open Trade Talks%' "
        "order by version desc limit 1"
    )
    for name in (article_id, article_id[:10], url, f"{url}?utm_source=mail"):
        told = watch("explain", directory, "ipef", name)
        assert told.returncode == 0, told.stderr
        assert "ipef: matches" in told.stdout
        assert "+ IPEF\n      body: " in told.stdout
    missed = json.loads(watch("explain", directory, "steel-quota", article_id, "--json").stdout)
    assert (missed["matches"], missed["mentioned"]) == (False, False)
    assert missed["clause"]["parts"][0]["parts"][0] == {
        "clause": "steel", "held": False, "note": "not found", "spans": [], "parts": []
    }  # fmt: skip


def test_an_explanation_says_when_a_match_makes_no_mention(desk: Path) -> None:
    replaced(desk, 'name = "ipef"\n', 'name = "ipef"\nlanguages = ["ko"]\n')
    (found,) = json.loads(search(desk, "IPEF AND lang:en", "--limit", "1", "--json").stdout)
    told = watch("explain", desk, "ipef", found["article_id"])
    assert "ipef: matches\n  but makes no mention: its language is en, wanted ko\n" in told.stdout


def test_an_article_that_is_not_stored_is_told_as_such(two_days: TwoDays) -> None:
    for name in ("0123456789abcdef", "https://nowhere.example/a", "' or 1=1 --"):
        told = watch("explain", two_days.workspace.directory, "ipef", name)
        assert told.returncode == 1
        assert "no stored article" in told.stderr


# diff and backfill


def test_a_changed_watch_is_compared_with_its_last_text(desk: Path) -> None:
    assert "nothing to compare" in watch("diff", desk).stdout
    replaced(desk, "IPEF OR ", "CSIS OR KITA OR ")
    replaced(desk, 'matches = ["IPEF partners meet in Seoul", ', "matches = [")
    (told,) = json.loads(watch("diff", desk, "--days", "60", "--json").stdout)
    assert (told["watch"], told["version"]) == ("ipef", 1)
    counts = {name: told[name] for name in ("kept", "newly_found", "newly_lost")}
    before = json.loads(search(desk, told["before"], "--json", "--limit", "1000").stdout)
    after = json.loads(search(desk, told["after"], "--json", "--limit", "1000").stdout)
    old, new = ({one["article_id"] for one in found} for found in (before, after))
    assert counts == {"kept": len(old & new), "newly_found": len(new - old), "newly_lost": len(old - new)}
    assert counts["newly_found"] + counts["newly_lost"] > 0
    assert watch("diff", desk, "ipef").stdout.startswith("ipef: against version 1, ")
    assert "nothing to compare" in watch("diff", desk, "steel-quota").stdout


def test_a_change_of_a_set_changes_the_watches_that_use_it(desk: Path) -> None:
    replaced(desk, '"한국", "한미", "한·미", "@korean-officials"]', '"@korean-officials"]')
    told = json.loads(watch("diff", desk, "--json").stdout)
    assert [one["watch"] for one in told] == ["shipbuilding", "korea-us-talks"]


def test_a_new_watch_is_run_over_history_without_alerting(desk: Path) -> None:
    added(desk, "\n[[watch]]\nname = 'chips'\nquery = 'semiconductor OR 반도체'\n")
    workspace = open_workspace(desk)
    sent = rows(workspace.database, "select count(*) from alerts where state = 'due'")
    told = watch("backfill", desk, "--days", "60")
    assert told.returncode == 0, told.stderr
    ((count, marked),) = rows(workspace.snapshot, COUNTS, name="chips")
    assert told.stdout == f"chips: {count} articles of history, {count} mentions new\n"
    assert count == marked > 5
    states = rows(
        workspace.snapshot,
        "select distinct state, is_history, settled_at is not null from alerts where watch_id = 'chips'",
    )
    assert states == [("held", True, True)]
    assert rows(workspace.database, "select count(*) from alerts where state = 'due'") == sent
    versions = """
        select distinct watch_version, query from mentions join watch_versions as texts
        on texts.watch_id = mentions.watch_id and texts.version = watch_version where texts.watch_id = 'chips'
        """
    assert rows(workspace.snapshot, versions) == [(1, "semiconductor OR 반도체")]
    assert "as the last run has loaded it" in watch("backfill", desk).stdout
    again = watch("backfill", desk, "chips", "--days", "60")
    assert again.stdout == f"chips: {count} articles of history, 0 mentions new\n"


def test_a_backtest_may_store_what_it_finds(desk: Path) -> None:
    replaced(desk, "IPEF OR ", "IPEF OR CSIS OR ")
    told = watch("backtest", desk, "ipef", "--backfill")
    assert told.returncode == 0, told.stderr
    workspace = open_workspace(desk)
    ((_, marked),) = rows(workspace.snapshot, COUNTS, name="ipef")
    found = rows(workspace.snapshot, "select distinct watch_version, is_backfill from mentions where watch_id = 'ipef'")
    assert marked == 0 or set(found) == {(1, False), (2, True)}
    draft = watch("backtest", desk, "--query", "steel", "--backfill")
    assert draft.returncode == 1
    assert "a draft has no mentions" in draft.stderr


def test_backfill_waits_for_a_run_at_work_and_readers_do_not(desk: Path) -> None:
    with warehouse_of(open_workspace(desk)).held("another run"):
        assert watch("backfill", desk, "ipef").returncode == BUSY
        assert watch("backtest", desk, "ipef").returncode == 0
        assert search(desk, "IPEF").returncode == 0


# search


def test_a_search_shows_the_newest_first_with_their_sentences_marked(two_days: TwoDays) -> None:
    told = search(two_days.workspace.directory, "tariff* AND @korea", "--days", "30", "--limit", "5")
    assert told.returncode == 0, told.stderr
    assert told.stdout.endswith("5 articles, and there are more\n")
    assert "«" in told.stdout
    found = json.loads(search(two_days.workspace.directory, "tariff* AND @korea", "--limit", "50", "--json").stdout)
    assert [one["dated_at"] for one in found] == sorted((one["dated_at"] for one in found), reverse=True)
    assert all(one["excerpt"][start:end] for one in found for start, end in one["marks"])


def test_a_korean_search_finds_words_with_their_particles(two_days: TwoDays) -> None:
    found = json.loads(search(two_days.workspace.directory, "철강 AND 쿼터", "--json").stdout)
    assert found
    assert all(one["language"] == "ko" for one in found)
    words = {one["excerpt"][start:end] for one in found for start, end in one["marks"]}
    assert any(word != "철강" and word.startswith("철강") for word in words) or "쿼터를" in words


def test_a_search_is_bounded_by_its_days(two_days: TwoDays) -> None:
    def days(*arguments: str) -> set[str]:
        found = json.loads(
            search(two_days.workspace.directory, "관세 OR tariff", "--limit", "500", "--json", *arguments).stdout
        )
        return {one["dated_at"][:10] for one in found}

    assert days("--days", "2") <= {"2025-04-22", "2025-04-23"}
    assert len(days("--days", "10")) > len(days("--days", "2"))
    assert days("--days", "10") < days()


def test_a_mistake_in_a_search_is_shown_with_a_caret(two_days: TwoDays) -> None:
    told = search(two_days.workspace.directory, 'steel AND "quota')
    assert told.returncode == 1
    assert told.stderr.endswith('  steel AND "quota\n            ^\n')


def test_nothing_of_a_hostile_text_reaches_the_terminal(two_days: TwoDays) -> None:
    told = watch("test", two_days.workspace.directory, "--query", "steel", "steel\x1b[31m\u202e red")
    assert "\x1b" not in told.stdout
    assert "\u202e" not in told.stdout
