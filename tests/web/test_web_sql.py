"""SQL from the page: every way out of the snapshot is tried, and every bound."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from days import TwoDays

from monitor.errors import RefusedError
from monitor.store.bounded import ask
from monitor.store.following import Following

ESCAPES = (
    "attach 'other.duckdb'",
    "attach ':memory:' as other",
    "copy articles to 'stolen.csv'",
    "copy (select 1) to 'stolen.parquet'",
    "export database 'stolen'",
    "import database 'stolen'",
    "install httpfs",
    "load httpfs",
    "set threads = 64",
    "set global memory_limit = '64GB'",
    "reset memory_limit",
    "set enable_external_access = true",
    "use memory",
    "pragma database_list",
    "pragma enable_profiling",
    "call pragma_version()",
    "checkpoint",
    "detach news",
    "create table stolen as select 1",
    "create macro leak() as 1",
    "create secret s (type s3, key_id 'k')",
    "insert into articles select * from articles",
    "update articles set title = 'gone'",
    "delete from alerts",
    "drop table articles",
    "prepare p as select 1",
    "execute p",
    "begin",
    "vacuum",
    "explain analyze select 1",
    "select 1; select 2",
    "",
    "   ",
    "select * from read_csv('/etc/passwd')",
    "select * from read_csv_auto('/etc/passwd')",
    "select * from read_text('/etc/passwd')",
    "select * from read_blob('/etc/passwd')",
    "select * from read_json('/etc/passwd')",
    "select * from read_parquet('https://example.org/a.parquet')",
    "select * from read_duckdb('other.duckdb')",
    "select * from '/etc/passwd'",
    "select * from 'https://example.org/a.csv'",
    "select * from glob('/etc/*')",
    "select * from sniff_csv('/etc/passwd')",
    "select * from parquet_metadata('a.parquet')",
    "select getenv('HOME')",
    "select GETENV('HOME')",
    "select \"getenv\"('HOME')",
    "select current_setting('temp_directory')",
    "select main.current_setting('memory_limit')",
    "select * from duckdb_settings()",
    "select * from duckdb_secrets()",
    "select * from duckdb_databases()",
    "select * from duckdb_extensions()",
    "select * from duckdb_temporary_files()",
    "select * from duckdb_logs()",
    "from pragma_storage_info('articles')",
    "select * from query('select 1')",
    "select * from query_table('articles')",
    "select * from (select * from query('from duckdb_settings()'))",
    "with a as (select getenv('HOME')) select * from a",
    "select list_transform([1], lambda x: getenv('HOME'))",
    "select (select current_setting('threads'))",
    "select 1 order by getenv('HOME')",
    "select count(*) filter (where getenv('HOME') = '') from articles",
    "select * from json_execute_serialized_sql('{}')",
    "select write_log('x')",
)
QUESTIONS = (
    "select 1",
    "from articles select title limit 1",
    "with a as (select 1 as x) select * from a union all select 2",
    "values (1), (2)",
    "describe articles",
    "show tables",
    "summarize select 1 as x",
    "select table_name from duckdb_tables()",
    "select count(*), max(published_at) from articles where title ilike '%관세%'",
    "select unnest(range(3))",
    "select title -> '$.a' from (select '{}'::json as title)",
    "from topic_daily order by published_on",
    "select regexp_extract(title, '[0-9]+') from articles",
    "select * from articles using sample 3 rows",
)


@pytest.fixture(scope="module")
def laboratory(two_days: TwoDays, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Following]:
    copied = tmp_path_factory.mktemp("laboratory") / "news.snapshot.duckdb"
    shutil.copy(two_days.workspace.snapshot, copied)
    following = Following(copied, "Asia/Seoul", memory_bytes=300_000_000)
    yield following
    following.close()


def asked(laboratory: Following, sql: str, **bounds: Any) -> Any:
    with laboratory.reading() as db:
        return ask(db, sql, **{"seconds": 5.0, "rows": 100, **bounds})


@pytest.mark.parametrize("sql", ESCAPES)
def test_no_statement_reaches_files_network_or_settings(
    laboratory: Following, sql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RefusedError) as refused:
        asked(laboratory, sql)
    assert "root:" not in refused.value.reason
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sql", QUESTIONS)
def test_what_only_asks_is_answered(laboratory: Following, sql: str) -> None:
    answer = asked(laboratory, sql)
    assert answer.columns
    assert answer.rows


def test_rows_beyond_the_bound_are_left_out_and_told_of(laboratory: Following) -> None:
    answer = asked(laboratory, "from range(1000)", rows=10)
    assert len(answer.rows) == 10
    assert answer.is_cut
    assert not asked(laboratory, "from range(10)", rows=10).is_cut


def test_a_question_that_takes_too_long_is_stopped(laboratory: Following) -> None:
    started = monotonic()
    with pytest.raises(RefusedError, match=r"stopped after 0\.3 s"):
        asked(laboratory, "select sum(a.range * b.range) from range(10000000) a, range(10000000) b", seconds=0.3)
    assert monotonic() - started < 60, "it was not stopped, it ended"
    assert asked(laboratory, "select 1").rows == ((1,),), "the next question is answered"


def test_a_question_that_wants_too_much_memory_is_refused(laboratory: Following) -> None:
    with pytest.raises(RefusedError, match="more memory"):
        asked(laboratory, "select list(range) from range(200000000)", seconds=60.0)


def test_a_cell_of_a_megabyte_is_cut_short(laboratory: Following) -> None:
    assert len(asked(laboratory, "select repeat('a', 1000000)").rows[0][0]) < 20_000


def test_the_server_goes_on_to_a_new_snapshot_while_the_old_one_is_read(laboratory: Following) -> None:
    with laboratory.reading() as before:
        newer = laboratory.snapshot.with_name("newer.duckdb")
        shutil.copy(laboratory.snapshot, newer)
        newer.chmod(0o644)
        _add_run(newer, "the-new-run")
        newer.replace(laboratory.snapshot)
        sql = "select count(*) from runs where run_id = 'the-new-run'"
        assert asked(laboratory, sql).rows == ((1,),)
        assert ask(before, sql, seconds=5, rows=1).rows == ((0,),), "who was reading reads on"


def _add_run(database: Path, run_id: str) -> None:
    import duckdb

    with duckdb.connect(database) as db:
        db.execute(
            "insert into runs (run_id, started_at, state) values ($id, '2025-04-24 00:00+00', 'completed')",
            {"id": run_id},
        )
