"""What an upkeep does every night, and a backup that is put back."""

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from commands import run_here
from days import open_workspace, rows
from outlet import Outlet, follow, paragraphs, run

from flows.demo import DAYS, morning_after
from monitor.config import Workspace
from monitor.config.settings import RetentionSettings
from monitor.errors import BusyError, WarehouseError
from monitor.model import Watch
from monitor.model.steps import Step
from monitor.run.upkeep import back_up, restore, upkeep
from monitor.store import copies

NOW = morning_after(DAYS[0])
DAY = timedelta(days=1)
NAMES = ("ada", "bea")


@pytest.fixture
def outlet():
    with Outlet() as one:
        for name in NAMES:
            one.put(f"/{name}", f"Port of {name}", paragraphs(name))
        yield one


def _workspace(outlet: Outlet, directory: Path, **retention: int) -> Workspace:
    watches = (Watch(name="ada", query='"Port of ada"'),)
    workspace = follow(outlet, directory, watches, retention=RetentionSettings(**retention))
    run(workspace, NOW)
    return open_workspace(directory)


def test_an_upkeep_checks_backs_up_and_changes_nothing_by_default(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _workspace(outlet, tmp_path)
    before = copies.digest_of(workspace.database)
    report = upkeep(workspace, NOW + 400 * DAY)
    assert (report.migrations, report.found, report.bodies_forgotten) == ((), (), 0)
    assert report.check_count >= 5
    assert copies.digest_of(report.backup) == before == copies.digest_of(workspace.database)
    assert report.archives_deleted == 1


def test_every_offending_row_is_reported_and_the_command_says_so(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _workspace(outlet, tmp_path)
    with copies.duckdb.connect(workspace.database) as db:
        db.execute("update articles set published_at = first_seen_at + interval 9 day")
    told = run_here("upkeep", "--dir", str(tmp_path))
    assert told.returncode == 1
    assert "articles_dated_in_the_future: 2 rows. A row here means that a publisher's clock" in told.stdout
    ids = [name for (name,) in rows(workspace.database, "select article_id from articles")]
    assert all(f"article_id {name}" in told.stdout for name in ids)


def test_bodies_go_by_rule_while_mentions_and_alerts_stay(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _workspace(outlet, tmp_path, body_days=30)
    kept = "select * from mentions order by all", "select * exclude (state) from alerts order by all"
    before = [rows(workspace.database, query) for query in kept]
    assert upkeep(workspace, NOW + 29 * DAY).bodies_forgotten == 0
    assert upkeep(workspace, NOW + 31 * DAY).bodies_forgotten == 1
    texts = "select title, text = '', body_forgotten_at is not null from articles order by title"
    assert rows(workspace.database, texts) == [("Port of ada", False, False), ("Port of bea", True, True)]
    versions = "select title, text = '' from article_versions order by title"
    assert rows(workspace.snapshot, versions) == [("Port of ada", False), ("Port of bea", True)]
    assert [rows(workspace.database, query) for query in kept] == before
    assert upkeep(workspace, NOW + 32 * DAY).bodies_forgotten == 0


def test_an_article_without_its_body_is_not_told_again_when_its_feed_changes(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _workspace(outlet, tmp_path, body_days=30, mentioned_body_days=30)
    assert upkeep(workspace, NOW + 31 * DAY).bodies_forgotten == len(NAMES)
    outlet.notes = {f"/{name}": "Another summary." for name in NAMES}
    outlet.extra = "<p>Another advertisement.</p>"
    report = run(workspace, NOW + 32 * DAY)
    assert (report.articles_stored, report.mentions, report.alerts_raised) == (0, 0, 0)
    assert rows(workspace.database, "select distinct version from articles") == [(1,)]


def test_only_so_many_backups_are_kept(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _workspace(outlet, tmp_path, backups=2)
    for day in range(4):
        last = upkeep(workspace, NOW + day * DAY)
    left = copies.backups_of(workspace.database, workspace.backups)
    assert len(left) == 2
    assert left[-1] == last.backup


def test_what_was_put_aside_goes_once_all_backups_kept_are_newer(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _workspace(outlet, tmp_path, backups=2)
    aside = restore(workspace, back_up(workspace, NOW), NOW)
    assert aside is not None
    before = workspace.database.with_name("news.before-0007.duckdb")
    shutil.copy2(aside, before)
    log = before.with_name(f"{before.name}.wal")
    log.touch()
    mine = shutil.copy2(aside, workspace.database.with_name("news.mine.duckdb"))
    left = []
    for day in range(1, 4):
        upkeep(workspace, NOW + day * DAY)
        left.append([one.exists() for one in (aside, before, log)])
    assert left == [[True] * 3, [False] * 3, [False] * 3]
    assert Path(mine).exists()


def test_months_are_written_by_an_upkeep_that_is_told_to(outlet: Outlet, tmp_path: Path) -> None:
    for told, expected in ((False, 0), (True, len(NAMES))):
        workspace = _workspace(outlet, tmp_path / str(told), parquet=told)
        upkeep(workspace, NOW + DAY)
        months = workspace.directory / "parquet" / "articles"
        assert months.exists() == told
        if told:
            with duckdb.connect() as db:
                query = f"select count(*) from read_parquet('{months}/month=*/*.parquet')"
                assert db.execute(query).fetchall() == [(expected,)]


def test_a_file_with_much_room_in_it_is_written_anew(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _workspace(outlet, tmp_path)
    with copies.duckdb.connect(workspace.database) as db:
        db.execute("create table ballast as select range, random() as r from range(2_000_000)")
        db.execute("checkpoint")
        db.execute("create table behind_it as select range from range(1_000)")
        db.execute("checkpoint")
        db.execute("drop table ballast")
    words = r"list_sort(regexp_extract_all(sql, '\w+'))"  # DuckDB lists what `exclude` leaves out in any order
    schema = f"select type, name, {words} from sqlite_master order by all"
    comments = "select table_name, column_name, comment from duckdb_columns() where not internal order by all"
    triggers = "select trigger_name from duckdb_triggers() order by all"
    before = [rows(workspace.database, query) for query in (schema, comments, triggers)]
    content = copies.digest_of(workspace.database)
    report = upkeep(workspace, NOW + DAY)
    assert report.size_after < report.size_before / 2
    assert [rows(workspace.database, query) for query in (schema, comments, triggers)] == before
    assert copies.digest_of(workspace.database) == content
    outlet.put("/ada-again", "다시 열린 항구 Port of ada", paragraphs("again", language="ko"))  # a story of its own
    assert run(workspace, NOW + DAY).alerts_raised == 1


def test_a_backup_put_back_is_what_it_was_and_the_next_run_is_well(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _workspace(outlet, tmp_path)
    saved = back_up(workspace, NOW)
    before = copies.digest_of(workspace.database)
    outlet.put("/ada-again", "Port of ada once more", paragraphs("again"))
    run(workspace, NOW + DAY)
    replaced = copies.digest_of(workspace.database)
    aside = restore(workspace, saved, NOW + DAY)
    assert copies.digest_of(workspace.database) == before == copies.digest_of(workspace.snapshot)
    assert aside is not None
    assert copies.digest_of(aside) == replaced
    assert run(workspace, NOW + 2 * DAY).articles_stored == 1


def test_a_database_is_held_open_while_it_is_replaced(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _workspace(outlet, tmp_path)
    saved = back_up(workspace, NOW)
    write = "import duckdb, sys; duckdb.connect(sys.argv[1]).execute('create table mine as select 1')"
    told: dict[str, str] = {}

    def write_beside(step: Step) -> None:
        ended = subprocess.run(
            [sys.executable, "-c", write, str(workspace.database)], capture_output=True, text=True, check=False
        )
        told[step.name] = ended.stderr

    restore(workspace, saved, NOW + DAY, lambda step: write_beside(step) if "aside" in step.name else None)
    assert "lock" in told["database put aside"].lower()


def test_a_database_another_program_has_open_is_not_replaced(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _workspace(outlet, tmp_path)
    saved = back_up(workspace, NOW)
    before = workspace.database.read_bytes()
    hold = "import duckdb, sys; db = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(workspace.database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(BusyError, match=str(other.pid)):
            restore(workspace, saved, NOW + DAY)
        other.communicate()
    assert workspace.database.read_bytes() == before
    assert not list(workspace.database.parent.glob(".*"))
    assert not list(workspace.database.parent.glob("*.replaced-*"))


def test_a_damaged_backup_is_refused_and_changes_nothing(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _workspace(outlet, tmp_path)
    saved = back_up(workspace, NOW, tmp_path / "mine.duckdb")
    saved.chmod(0o644)
    os.truncate(saved, saved.stat().st_size // 2)
    before = workspace.database.read_bytes()
    with pytest.raises(WarehouseError, match="cannot be read"):
        restore(workspace, saved, NOW)
    with pytest.raises(WarehouseError, match="cannot be read"):
        restore(workspace, tmp_path / "nowhere.duckdb", NOW)
    assert workspace.database.read_bytes() == before


def test_a_database_that_is_damaged_itself_can_be_replaced(outlet: Outlet, tmp_path: Path) -> None:
    workspace = _workspace(outlet, tmp_path)
    saved = run_here("backup", str(tmp_path / "mine.duckdb"), "--dir", str(tmp_path))
    assert saved.returncode == 0
    os.truncate(workspace.database, 5_000)
    told = run_here("restore", str(tmp_path / "mine.duckdb"), "--dir", str(tmp_path))
    assert told.returncode == 0, told.stderr
    assert ".replaced-" in told.stdout
    assert run(workspace, NOW + DAY).state == "completed"
