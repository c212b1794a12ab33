"""Two databases held against each other, row by row and key by key."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from monitor.errors import WarehouseError
from monitor.store.rows import Row, literal, rows_of

# What is of one machine and moment: ledgers of runs and deliveries, what people said, numbers drawn in passing.
_LEFT_OUT = frozenset(
    ("runs", "run_outcomes", "revisions", "migrations", "schema_parts", "deliveries", "said", "alert_marks", "mutes",
     "topic_labels", "words", "article_words", "story_splits")
)  # fmt: skip
_RUN_TIMES: Mapping[str, tuple[str, ...]] = {
    "alerts": ("state", "attempt_count", "next_try_at", "leased_by", "settled_at", "message_id", "dispatched_at",
               "leased_until", "held_by", "dead_reason"),
    "articles": ("body_forgotten_at", "text", "captions", "boilerplate"),  # as of article_versions.text_hash
    "article_versions": ("text",),
    "article_marks": ("weight",),  # by their rarity in what the batches before brought: other batches, other weights
    "article_links": ("strength",),
    "entries": ("next_try_at", "position"),
    "feeds": ("next_due_at",),
    "watches": ("matched_at",),
}  # fmt: skip
_NOT_BY_A_RUN: Mapping[str, str] = {
    # Of new watches that were run over history by hand, no run tells.
    "alerts": "not regexp_matches(alert_id, '^s-(digest|past)-') and not ends_with(reason, 'run over history)')",
    "signals": "not regexp_matches(signal_id, '^(digest|past)-')",
    "mentions": "not is_backfill",
    "story_merges": "merged_by is null",
}
_APPENDED = {"article_versions": "seen_at", "mentions": "found_at", "alerts": "raised_at", "signals": "raised_at"}
_OF_ARTICLES = ("article_topics",)  # as old as the newest version of their article
RULED = ("article_topics", "mentions", "alerts")  # what changed rules change


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A row that only one of the two has, with its columns."""

    table: str
    is_replayed: bool  # else it is the warehouse's
    row: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A run of a database's ledger."""

    run_id: str
    at: datetime
    has_asked: bool  # anything of the web


@contextmanager
def _both(kept: Path, replayed: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        with duckdb.connect() as db:
            db.execute("set TimeZone = 'UTC'")
            for name, path in (("kept", kept), ("replayed", replayed)):
                db.execute(f"attach {literal(path)} as {name} (read_only)")
            yield db
    except duckdb.Error as exc:
        raise WarehouseError(str(replayed), f"cannot be compared: {str(exc).splitlines()[0]}") from exc


def differences(
    kept: Path, replayed: Path, since: datetime | None, until: datetime | None, tables: tuple[str, ...] = ()
) -> tuple[Difference, ...]:
    """The rows in which two databases differ, of these tables or of all that a run writes.

    What is of one run only is left out: its id, its own times, and how its messages went. With `since` or `until`
    only what was added within them is compared, as everything else may have changed since.
    """
    if not kept.exists():  # lost: there is nothing to differ from
        return ()
    with _both(kept, replayed) as db:
        known = [row[0] for row in rows_of(db, "select table_name from duckdb_tables() where database_name = 'kept'")]
        wanted = [one for one in sorted(known) if one in tables or (not tables and one not in _LEFT_OUT)]
        if since is not None or until is not None:
            wanted = [one for one in wanted if one in _APPENDED or one in _OF_ARTICLES]
        return tuple(found for table in wanted for found in _differing(db, table, since, until))


def _differing(
    db: duckdb.DuckDBPyConnection, table: str, since: datetime | None, until: datetime | None
) -> Iterator[Difference]:
    left_out = _RUN_TIMES.get(table, ())
    columns = [
        name
        for (name,) in rows_of(
            db,
            "select column_name from duckdb_columns() where database_name = 'kept' and table_name = $table "
            "order by column_index",
            {"table": table},
        )
        if name not in left_out
    ]
    where, within = _NOT_BY_A_RUN.get(table, "true"), {"since": since, "until": until}
    if since is None and until is None:
        within = {}
    elif table in _OF_ARTICLES:
        where += (
            " and article_id in (select article_id from {database}.article_versions group by article_id "
            "having coalesce(min(seen_at) >= $since, true) and coalesce(max(seen_at) <= $until, true))"
        )
    else:
        at = _APPENDED[table]
        where += f" and coalesce({at} >= $since, true) and coalesce({at} <= $until, true)"
    listed = ", ".join(columns)
    for one, other in (("kept", "replayed"), ("replayed", "kept")):
        found = rows_of(
            db,
            f"select {listed} from {one}.{table} where {where.format(database=one)} "
            f"except all select {listed} from {other}.{table} where {where.format(database=other)} order by all",
            within,
        )
        for row in found:
            yield Difference(table=table, is_replayed=one == "replayed", row=_shown(columns, row))


def _shown(columns: list[str], row: Row) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in zip(columns, row, strict=True) if value is not None)


def runs_of(path: Path) -> tuple[Kept, ...]:
    """The runs of a database's ledger, oldest first; none of a file that is not there. Raises WarehouseError."""
    if not path.exists():
        return ()
    try:
        with duckdb.connect(path, read_only=True, config={"enable_external_access": False}) as db:
            db.execute("set TimeZone = 'UTC'")
            found = rows_of(
                db,
                "select run_id, started_at, exists (from run_outcomes where run_outcomes.run_id = runs.run_id and "
                "stage in ('feeds', 'pages')) from runs order by started_at",
            )
    except duckdb.Error as exc:
        raise WarehouseError(str(path), f"cannot be read: {str(exc).splitlines()[0]}") from exc
    return tuple(Kept(run_id=run_id, at=at, has_asked=has_asked) for run_id, at, has_asked in found)
