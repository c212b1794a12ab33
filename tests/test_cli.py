"""The command line, as a person or a script meets it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import run_here
from days import TwoDays

from monitor.newsroom import Newsroom


def monitor(*arguments: str, **environ: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "monitor", *arguments],
        capture_output=True, encoding="utf-8", check=False, timeout=60, env=os.environ | {"COLUMNS": "200"} | environ,
    )  # fmt: skip


def sql(two_days: TwoDays, query: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return run_here("sql", "--dir", str(two_days.workspace.directory), query, *arguments)


def test_help_imports_nothing_heavy() -> None:
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "monitor", "--help"], capture_output=True, text=True, check=True
    )
    assert "sql" in told.stdout
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in told.stderr.splitlines()}
    assert "cyclopts" in imported
    heavy = {"prefect", "trafilatura", "duckdb", "feedparser", "apprise", "lark", "pydantic", "httpcore", "pebble"}
    assert not imported & heavy


def test_init_writes_a_workspace_that_loads(tmp_path: Path) -> None:
    made = monitor("init", str(tmp_path / "ws"))
    assert made.returncode == 0, made.stderr
    for name in ("monitor.toml", "feeds.toml", "watches.toml"):
        assert name in made.stdout
        assert (tmp_path / "ws" / name).is_file()
    asked = monitor("sql", "select 1", MONITOR_DIR=str(tmp_path / "ws"))
    assert asked.returncode == 1
    assert "nothing has been published yet" in asked.stderr


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    monitor("init", str(tmp_path))
    (tmp_path / "watches.toml").write_text("# mine\n")
    again = monitor("init", str(tmp_path))
    assert again.returncode == 2
    assert "is there already" in again.stderr
    assert (tmp_path / "watches.toml").read_text() == "# mine\n"


def test_a_folder_that_is_no_workspace_says_what_to_do(tmp_path: Path) -> None:
    lost = monitor("run", "--dir", str(tmp_path))
    assert lost.returncode == 2
    assert "run `monitor init" in lost.stderr
    assert "Traceback" not in lost.stderr


def test_every_fault_of_the_configuration_is_told_at_once(tmp_path: Path) -> None:
    monitor("init", str(tmp_path))
    (tmp_path / "monitor.toml").write_text('[reader]\ntimezone = "Asia/Soul"\n[colect]\n')
    (tmp_path / "feeds.toml").write_text('[[feed]]\nurl = "ftp://example.org/"\n')
    (tmp_path / "watches.toml").write_text('[[watch]]\nname = "ipef"\nquery = "(ipef"\n')
    told = monitor("run", "--dir", str(tmp_path))
    assert told.returncode == 2
    for fault in ("Asia/Soul", "colect", "feeds.toml", "watches.toml"):
        assert fault in told.stderr
    assert "Traceback" not in told.stderr
    assert not (tmp_path / "warehouse" / "news.duckdb").exists()


@pytest.mark.parametrize("arguments", [("sql",), ("run", "--no-such"), ("no-such-command",)])
def test_a_wrong_command_line_is_the_workspaces_kind_of_wrong(arguments: tuple[str, ...]) -> None:
    told = monitor(*arguments)
    assert told.returncode == 2
    assert "Traceback" not in told.stderr


def test_run_prints_its_report(tmp_path: Path, newsroom: Newsroom) -> None:
    feed = newsroom.feed("meridian-review")
    monitor("init", str(tmp_path))
    (tmp_path / "feeds.toml").write_text(f'[[feed]]\nurl = "{feed.url}"\nname = "{feed.name}"\n')
    settings = {"MONITOR_COLLECT__ALLOW_NETWORKS": '["127.0.0.0/8"]', "MONITOR_COLLECT__HOST_SPACING_SECONDS": "0"}
    first = monitor("run", "--dir", str(tmp_path), **settings)
    assert first.returncode == 0, first.stderr
    assert "What history holds" in first.stdout
    again = monitor("run", "--dir", str(tmp_path), "--all", **settings)
    assert again.returncode == 0, again.stderr
    assert "nothing new" in again.stdout.lower()
    found = monitor("sql", "--dir", str(tmp_path), "--format", "csv", "select count(*) as n from articles", **settings)
    assert found.stdout.split() == ["n", "3"]


def test_sql_answers_as_table_csv_and_json(two_days: TwoDays) -> None:
    query = "select outlet, title from articles where outlet in ('대한통신', 'Meridian Review') order by title"
    expected = [list(row) for row in two_days.rows(query)]
    table = sql(two_days, query).stdout
    assert "대한통신" in table
    assert "outlet" in table
    read = list(csv.reader(io.StringIO(sql(two_days, query, "--format", "csv").stdout)))
    assert read == [["outlet", "title"], *expected]
    objects = json.loads(sql(two_days, query, "--format", "json").stdout)
    assert [[one["outlet"], one["title"]] for one in objects] == expected


@pytest.mark.parametrize(
    "query",
    [
        "delete from articles",
        "create table mine (n integer)",
        "from read_csv('{file}')",
        "from read_text('{file}')",
        "from '{file}'",
        "copy articles to '{file}.out'",
        "attach '{file}.duckdb'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "set memory_limit = '1GB'",
        "export database '{file}.export'",
        "selekt 1",
    ],
)
def test_sql_only_reads_the_snapshot(two_days: TwoDays, tmp_path: Path, query: str) -> None:
    """In one process for each, as a command would be, without its start."""
    from monitor import store
    from monitor.errors import RefusedError

    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\n1,2\n")
    with store.reader(two_days.workspace.snapshot) as db, pytest.raises(RefusedError):
        store.query(db, query.format(file=secret))
    assert [path.name for path in tmp_path.iterdir()] == ["secret.csv"]


def test_a_refused_query_is_one_message_and_exit_code_1(two_days: TwoDays) -> None:
    refused = sql(two_days, "delete from articles")
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert "read-only" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_sql_shows_times_in_the_readers_zone(two_days: TwoDays) -> None:
    shown = sql(two_days, "select max(first_seen_at) as seen from articles", "--format", "csv").stdout
    assert "2025-04-23" in shown
    assert "06:17" in shown
