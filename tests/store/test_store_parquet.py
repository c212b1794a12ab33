"""Parquet by month: what the snapshot holds, written only where something changed."""

import shutil
from pathlib import Path

import duckdb
import pytest
from commands import run_here
from days import TwoDays

from monitor.errors import WarehouseError
from monitor.store.parquet import export


@pytest.fixture
def snapshot(two_days: TwoDays, tmp_path: Path) -> Path:
    path = tmp_path / "copied.duckdb"
    shutil.copy(two_days.workspace.snapshot, path)
    path.chmod(0o644)
    return path


def test_the_files_hold_what_the_snapshot_holds(snapshot: Path, tmp_path: Path) -> None:
    folder = tmp_path / "it's parquet"
    done = export(snapshot, folder)
    assert done.file_count == len(done.written) == len(list(folder.rglob("*.parquet"))) > 15
    with duckdb.connect(snapshot, read_only=True) as db:
        for table in ("articles", "mentions", "alerts", "figures", "article_topics", "watches"):
            pattern = str(folder / table / "**" / "*.parquet")
            read = db.read_parquet(pattern, hive_partitioning=False)
            held = db.sql(f"from {table}")
            assert (read.columns, read.types) == (held.columns, held.types)
            assert read.except_(held).fetchall() == held.except_(read).fetchall() == []
        months = {path.parent.name for path in folder.glob("articles/*/*.parquet")}
        named = "select distinct 'month=' || strftime(first_seen_at at time zone 'UTC', '%Y-%m') from articles"
        assert months == {name for (name,) in db.execute(named).fetchall()}


def test_only_months_that_changed_are_written_again(snapshot: Path, tmp_path: Path) -> None:
    export(snapshot, tmp_path / "parquet")
    assert export(snapshot, tmp_path / "parquet").written == ()
    with duckdb.connect(snapshot) as db:
        db.execute(
            "insert into article_versions by name "
            "select * replace ('2031-07-01'::timestamptz as seen_at, 99 as version) from article_versions limit 1"
        )
        db.execute("delete from watches where watch_id = 'alaska-lng'")
    written = export(snapshot, tmp_path / "parquet").written
    assert set(written) == {"article_versions/month=2031-07/article_versions.parquet", "watches/watches.parquet"}


def test_a_month_that_is_empty_now_has_no_file(snapshot: Path, tmp_path: Path) -> None:
    export(snapshot, tmp_path)
    with duckdb.connect(snapshot) as db:
        db.execute("delete from figures")
    export(snapshot, tmp_path)
    assert list(tmp_path.glob("figures/*/*.parquet")) == []


def test_a_folder_that_cannot_be_written_is_told(snapshot: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WarehouseError, match="cannot be written"):
        export(snapshot, tmp_path / "file")


def test_the_command_tells_what_it_wrote(two_days: TwoDays, tmp_path: Path) -> None:
    told = run_here("export", "parquet", str(tmp_path / "out"), "--dir", str(two_days.workspace.directory))
    assert told.returncode == 0, told.stderr
    assert "articles.parquet" in told.stdout
    again = run_here("export", "parquet", str(tmp_path / "out"), "--dir", str(two_days.workspace.directory))
    assert again.stdout.startswith("0 of ")
