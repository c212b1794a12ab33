"""What keeps a warehouse in order: checks that find what cannot be, and letting go of old bodies."""

from datetime import datetime, timedelta

import duckdb

from monitor.model import CheckFound
from monitor.store.rows import rows_of
from monitor.store.schema import read_sql
from monitor.store.warehouse import touch

_MENTIONED = "exists (from mentions where mentions.article_id = articles.article_id)"


def offences(db: duckdb.DuckDBPyConnection) -> tuple[int, tuple[CheckFound, ...]]:
    """The number of checks in warehouse/checks, and those that find something, each with every row it finds."""
    checks = read_sql("checks")
    return len(checks), tuple(one for name, sql in checks.items() if (one := _found(db, name, sql)).rows)


def _found(db: duckdb.DuckDBPyConnection, name: str, sql: str) -> CheckFound:
    result = db.execute(sql)
    return CheckFound(
        name=name,
        about=" ".join(line.removeprefix("--").strip() for line in sql.splitlines() if line.startswith("--")),
        columns=tuple(column[0] for column in result.description or ()),
        rows=tuple(tuple(map(str, row)) for row in result.fetchall()),
    )


def forget_bodies(db: duckdb.DuckDBPyConnection, now: datetime, days: int, mentioned_days: int) -> int:
    """Let go of the text of articles older than `days`, of those with mentions than `mentioned_days`; 0 keeps them.

    Headlines, topics, mentions with their sentences, and alerts stay. Returns the number of articles.
    """
    count = 0
    for kept, of in ((days, f"not {_MENTIONED}"), (mentioned_days, _MENTIONED)):
        if not kept:
            continue
        found = rows_of(
            db,
            "update articles set text = '', captions = [], boilerplate = '[]', body_forgotten_at = $now "
            f"where body_forgotten_at is null and first_seen_at < $before and {of} returning article_id",
            {"now": now, "before": now - timedelta(days=kept)},
        )
        count += len(found)
    if count:
        db.execute(
            "update article_versions set text = '' from articles where article_versions.text != '' "
            "and articles.article_id = article_versions.article_id and body_forgotten_at is not null"
        )
        touch(db)
    return count
