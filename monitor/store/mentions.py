"""Watches, and where they were found. Inserting a mention raises its alert (warehouse/triggers/)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from monitor.model import Judged, Mention, StoredArticle, Watch, key
from monitor.store.rows import Row, rows_of, stage
from monitor.store.warehouse import touch

_WATCH = {"watch_id": "VARCHAR", "query": "VARCHAR", "text": "VARCHAR", "priority": "VARCHAR",
          "channels": "VARCHAR[]", "quiet_from": "TIME", "quiet_to": "TIME", "max_alerts_per_day": "INTEGER",
          "languages": "VARCHAR[]", "min_quality": "VARCHAR", "active_until_on": "DATE"}  # fmt: skip
_SETTINGS = tuple(_WATCH)[3:]
_MENTION = {"mention_id": "VARCHAR", "watch_id": "VARCHAR", "article_id": "VARCHAR", "version": "INTEGER",
            "is_history": "BOOLEAN", "is_backfill": "BOOLEAN", "excerpt": "VARCHAR", "marks": "JSON",
            "spans": "JSON"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedWatch:
    """A watch as it is written down in the warehouse."""

    watch: Watch
    text: str  # its query, named sets written out
    channels: tuple[str, ...] = ()  # their names, without secrets


def list_watches(db: duckdb.DuckDBPyConnection, watches: Sequence[ListedWatch], now: datetime) -> None:
    """Copy the owner's watches; one no longer listed keeps its row and its mentions.

    A text that differs from the one of the last run is a new version of its watch.
    """
    stage(db, "watched", _WATCH, [_row(one) for one in watches])
    settings = ", ".join(f"{name} = watched.{name}" for name in _SETTINGS)
    db.execute(
        "update watches set is_active = false where is_active and watch_id not in (select watch_id from watched)"
    )
    db.execute(
        f"update watches set is_active = true, query = watched.query, {settings}, "
        "changed_at = if(watched.query = watches.query, changed_at, $now) "
        "from watched where watched.watch_id = watches.watch_id",
        {"now": now},
    )
    names = ", ".join(_SETTINGS)
    db.execute(
        f"insert into watches (watch_id, query, is_active, since_at, changed_at, {names}) "
        f"select watch_id, query, true, $now, $now, {names} from watched anti join watches using (watch_id)",
        {"now": now},
    )
    db.execute(
        """
        insert into watch_versions
        select watch_id, coalesce(last.version, 0) + 1, watched.text, $now
        from watched left join (
            select watch_id, max(version) as version, arg_max(query, version) as query
            from watch_versions group by watch_id
        ) as last using (watch_id)
        where last.query is distinct from watched.text
        """,
        {"now": now},
    )


def _row(one: ListedWatch) -> Row:
    watch, quiet = one.watch, one.watch.quiet_hours
    return (
        watch.name, watch.query, one.text, watch.priority, one.channels,
        quiet.start.isoformat() if quiet else None, quiet.end.isoformat() if quiet else None,
        watch.max_alerts_per_day, watch.languages, watch.min_quality,
        watch.active_until.isoformat() if watch.active_until else None,
    )  # fmt: skip


def unmatched(db: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The names of listed watches of which nobody has been told what is stored already."""
    found = rows_of(db, "select watch_id from watches where is_active and matched_at is null order by watch_id")
    return tuple(name for (name,) in found)


def settle_watches(db: duckdb.DuckDBPyConnection, names: Sequence[str], now: datetime) -> None:
    """Have no run hold these watches against history: it was done by hand, and told there."""
    db.execute(
        "update watches set matched_at = $now where matched_at is null and watch_id in (select unnest($names::text[]))",
        {"names": list(names), "now": now},
    )


def unsettle_watches(db: duckdb.DuckDBPyConnection, names: Sequence[str]) -> None:
    """Say that these watches have still to be held against history, by hand or by the next run."""
    db.execute(
        "update watches set matched_at = null where watch_id in (select unnest($names::text[]))", {"names": list(names)}
    )


def store_mentions(db: duckdb.DuckDBPyConnection, fresh: Sequence[Judged], now: datetime) -> None:
    """The last thing stored of a batch, so that the trigger sees all it has to weigh."""
    records = [
        _mention(found, one.read.pending.article_id, one.version, is_history=_is_history(one), is_backfill=False)
        for one in fresh
        if one.read.change is None or one.read.change.is_material
        for found in one.mentions
    ]
    _store(db, records, now)


def store_backfill(db: duckdb.DuckDBPyConnection, found: Iterable[tuple[StoredArticle, Mention]], now: datetime) -> int:
    """Store what a watch finds in history; returns how many mentions are new. None of them is sent."""
    before = rows_of(db, "select count(*) from mentions")[0][0]
    records = [
        _mention(mention, article.article_id, article.version, is_history=False, is_backfill=True)
        for article, mention in found
    ]
    _store(db, records, now)
    count = int(rows_of(db, "select count(*) from mentions")[0][0] - before)
    if count:
        touch(db)
    return count


def _mention(mention: Mention, article_id: str, version: int, *, is_history: bool, is_backfill: bool) -> Row:
    spans = [(span.zone, span.start, span.end) for span in mention.spans]
    return (
        key(mention.watch, article_id, str(version)), mention.watch, article_id, version, is_history, is_backfill,
        mention.excerpt, mention.marks, spans,
    )  # fmt: skip


def _store(db: duckdb.DuckDBPyConnection, records: Sequence[Row], now: datetime) -> None:
    """Each names the newest text of its watch, which is the one that found it."""
    stage(db, "seen", _MENTION, records)
    db.execute(
        """
        insert into mentions (mention_id, watch_id, article_id, version, found_at, is_history, is_backfill,
            excerpt, marks, spans, watch_version)
        select mention_id, watch_id, article_id, version, $now, is_history, is_backfill, excerpt, marks, spans,
            (select max(version) from watch_versions where watch_versions.watch_id = seen.watch_id)
        from seen
        on conflict do nothing
        """,
        {"now": now},
    )


def _is_history(one: Judged) -> bool:
    """Whether its mentions belong to a new feed's history: its first version, or the body awaited since."""
    return one.read.pending.is_history and (one.read.change is None or one.read.change.kind == "body")
