"""Mentions that a client other than the pipeline inserts: with SQL alone, in a process that knows nothing of it."""

import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

from days import TwoDays, rows

from flows.demo import DAYS, morning_after

_RAISED = """
select mention_id, kind, reason, watch_id, priority, story_id, article_id, rule_id, is_history, published_at, raised_at
from alerts join watches using (watch_id)
where mention_id is not null and raised_at = $at
order by mention_id
"""
_CLIENT = """
import sys
import duckdb

with duckdb.connect(sys.argv[1]) as db:
    db.execute("set TimeZone = 'UTC'")
    for statement in sys.argv[2:]:
        db.execute(statement)
assert "monitor" not in sys.modules
"""


def _client(database: Path, *statements: str) -> None:
    subprocess.run([sys.executable, "-I", "-c", _CLIENT, database, *statements], check=True, cwd=database.parent)


def test_mentions_inserted_with_plain_sql_raise_the_alerts_that_the_pipeline_raised(
    two_days: TwoDays, tmp_path: Path
) -> None:
    second = morning_after(DAYS[1])
    by_pipeline = two_days.rows(_RAISED, at=second)
    database = tmp_path / "before.duckdb"
    shutil.copy(two_days.workspace.snapshot, database)
    database.chmod(0o644)
    _client(
        database,
        f"delete from alerts where raised_at = '{second}'",  # those of dates too, which came after the mentions
        f"delete from mentions where found_at = '{second}'",
    )
    assert rows(database, _RAISED, at=second) == []
    _client(
        database,
        f"attach '{two_days.workspace.snapshot}' as theirs (read_only)",
        f"insert into mentions by name from theirs.mentions where found_at = '{second}'",
    )
    by_sql = rows(database, _RAISED, at=second)
    assert by_sql == by_pipeline
    assert {"new", "update", "echo"} <= set(Counter(kind for _, kind, *_ in by_sql))


def test_a_mention_needs_no_more_than_its_id_watch_article_and_time(two_days: TwoDays, tmp_path: Path) -> None:
    database = tmp_path / "now.duckdb"
    shutil.copy(two_days.workspace.snapshot, database)
    database.chmod(0o644)
    third = "2025-04-25 06:17:00+00"
    _client(
        database,
        "insert into articles (article_id, story_id, feed_id, outlet, title, text, summary, authors, first_seen_at,"
        " version, text_from, quality, quality_reason, word_count, is_history) "
        f"select 'mine', 'mine', 'mine', 'Mine', 'Alaska', '', '', [], '{third}', 1, 'feed', 'full', '', 1, false",
        "insert into mentions (mention_id, watch_id, article_id, found_at) "
        f"values ('mine', 'alaska-lng', 'mine', '{third}')",
    )
    raised = rows(database, "select kind, reason, state, story_id from alerts where mention_id = 'mine'")
    assert raised == [("new", "first report of this story", "due", "mine")]
