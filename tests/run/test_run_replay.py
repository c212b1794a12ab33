"""Archived runs made again, offline: equal rows by the same rules, the difference by others, and nothing delivered."""

import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from commands import run_here
from days import TwoDays, open_workspace, rows
from outlet import Outlet, follow, paragraphs, run

from monitor.config import Workspace
from monitor.errors import RefusedError
from monitor.model import Watch
from monitor.run.replaying import replay
from monitor.run.upkeep import back_up

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
DAY = timedelta(days=1)
NO_TARIFFS = '[[topic]]\nid = "tariffs"\nexcludes = "tariff OR 관세"\n'


@pytest.fixture(scope="module")
def after_two_days(two_days: TwoDays, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A copy of the newsroom's two days, so that nobody else's is written beside."""
    directory = tmp_path_factory.mktemp("replayed") / "ws"
    shutil.copytree(two_days.workspace.directory, directory)
    return open_workspace(directory)


def test_the_newsrooms_days_made_again_offline_give_equal_rows(after_two_days: Workspace) -> None:
    sent = (after_two_days.directory / "alerts.jsonl").read_bytes()
    done = replay(after_two_days, after_two_days)
    assert len(done.runs) == 3
    assert done.start is None
    assert [(one.table, one.is_replayed, one.row) for one in done.differences] == []
    assert (after_two_days.directory / "alerts.jsonl").read_bytes() == sent
    assert rows(done.database, "select count(*) from articles") == rows(
        after_two_days.database, "select count(*) from articles"
    )
    assert rows(done.database, "select count(*) from deliveries") == [(0,)]


def test_other_rules_print_what_they_change_in_topics_mentions_and_alerts(
    after_two_days: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "watches.toml").write_text("[[watch]]\nname = 'ports'\nquery = 'port OR ports'\n", encoding="utf-8")
    (tmp_path / "topics.toml").write_text(NO_TARIFFS, encoding="utf-8")
    told = run_here("replay", "--dir", str(after_two_days.directory), "--rules", str(tmp_path))
    assert told.returncode == 0, told.stderr
    found = Counter(line.split(":")[0] for line in told.stdout.splitlines() if line[:2] in ("+ ", "- "))
    assert found["+ mentions"] > 3
    assert found["- mentions"] > 10
    assert found["+ alerts"] > 3
    assert found["- article_topics"] > 10
    assert {name.split()[1] for name in found} == {"article_topics", "mentions", "alerts"}
    assert "watch_id ports" in told.stdout


def test_other_topics_are_told_within_days_too(after_two_days: Workspace, tmp_path: Path) -> None:
    (tmp_path / "topics.toml").write_text(NO_TARIFFS, encoding="utf-8")
    told = run_here("replay", "--dir", str(after_two_days.directory), "--rules", str(tmp_path), "--from", "2025-04-23")
    assert told.returncode == 0, told.stderr
    lost = [line for line in told.stdout.splitlines() if line.startswith("- article_topics") and "tariffs" in line]
    assert len(lost) > 3


@pytest.fixture
def outlet():
    with Outlet() as one:
        one.put("/ada", "Port of ada", paragraphs("ada"))
        yield one


def _workspace(outlet: Outlet, directory: Path) -> Workspace:
    follow(outlet, directory, (Watch(name="port", query="port"),))
    return open_workspace(directory)


@pytest.fixture(scope="module")
def three_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of three days and a backup of the first, to be copied: a replay asks the outlet nothing."""
    directory = tmp_path_factory.mktemp("three-days") / "ws"
    with Outlet() as outlet:
        outlet.put("/ada", "Port of ada", paragraphs("ada"))
        workspace = _workspace(outlet, directory)
        for number in range(3):
            outlet.put(f"/{number}", f"Port number {number}", paragraphs(f"day {number}"))
            run(workspace, NOW, number * DAY)
            if number == 0:
                back_up(workspace, NOW + DAY / 2)
    return directory


@pytest.fixture
def archived(three_days: Path, tmp_path: Path) -> Workspace:
    return open_workspace(shutil.copytree(three_days, tmp_path / "ws"))


def test_a_row_that_was_changed_by_hand_is_told_and_the_exit_code_says_so(archived: Workspace) -> None:
    assert run_here("replay", "--dir", str(archived.directory)).returncode == 0
    with duckdb.connect(archived.database) as db:
        db.execute("update article_versions set title = 'Forged' where title = 'Port number 1'")
    told = run_here("replay", "--dir", str(archived.directory))
    assert told.returncode == 1
    assert [line[:19] for line in told.stdout.splitlines()[1:3]] == ["- article_versions:", "+ article_versions:"]
    assert "title Forged" in told.stdout


def test_what_people_said_since_is_no_difference(archived: Workspace) -> None:
    directory = str(archived.directory)
    ((alert,),) = rows(archived.database, "select max(alert_id) from alerts where kind = 'new'")
    first, last = rows(
        archived.database, "select min(story_id) from articles union all select max(story_id) from articles"
    )
    for words in (("alerts", "useful", alert), ("alerts", "mute", "port"), ("stories", "join", first[0], last[0])):
        assert run_here(*words, "--dir", directory).returncode == 0
    assert rows(archived.database, "select count(*) from story_merges where merged_by is not null") == [(1,)]
    assert run_here("replay", "--dir", directory).stdout.splitlines()[1:] == ["0 rows differ"]


def test_a_window_is_rebuilt_from_the_backup_before_it(archived: Workspace) -> None:
    done = replay(archived, archived, since=NOW + DAY / 2)
    assert done.start is not None
    assert (len(done.runs), done.differences) == (2, ())
    until = replay(archived, archived, until=NOW + 1.5 * DAY)
    assert (until.start, len(until.runs), until.differences) == (None, 2, ())


def test_an_archive_whose_beginning_is_gone_needs_a_backup_and_says_so(archived: Workspace) -> None:
    first, *_ = sorted(archived.archive.iterdir())
    first.unlink()
    assert replay(archived, archived).differences == ()  # from the backup made after that run
    shutil.rmtree(archived.backups)
    with pytest.raises(RefusedError, match=r"lacks the run of 2026-03-02 06:00 UTC.*give a later --from"):
        replay(archived, archived)
    shutil.rmtree(archived.archive)
    with pytest.raises(RefusedError, match="holds no run of that time"):
        replay(archived, archived)


def test_a_lost_database_is_rebuilt_from_the_archive(archived: Workspace) -> None:
    titles = "select title from articles order by all"
    before = rows(archived.database, titles)
    archived.database.unlink()
    done = replay(archived, archived)
    assert len(done.runs) == 3
    assert rows(done.database, titles) == before


def test_a_folder_without_rules_is_refused(outlet: Outlet, tmp_path: Path) -> None:
    _workspace(outlet, tmp_path / "ws")
    (tmp_path / "empty").mkdir()
    told = run_here("replay", "--dir", str(tmp_path / "ws"), "--rules", str(tmp_path / "empty"))
    assert told.returncode == 1
    assert "holds none of monitor.toml" in told.stderr
