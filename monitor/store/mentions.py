"""Watches, and where they were found. Inserting a mention raises its alert (warehouse/triggers/)."""

from collections.abc import Sequence
from datetime import datetime

import duckdb

from monitor.model import Judged, Watch, key
from monitor.store.rows import stage

_MENTION = {"mention_id": "VARCHAR", "watch_id": "VARCHAR", "article_id": "VARCHAR", "version": "INTEGER",
            "is_history": "BOOLEAN", "excerpt": "VARCHAR", "marks": "JSON", "spans": "JSON"}  # fmt: skip


def list_watches(db: duckdb.DuckDBPyConnection, watches: Sequence[Watch], now: datetime) -> None:
    """Copy the owner's watches; one no longer listed keeps its row and its mentions."""
    stage(db, "watched", {"watch_id": "VARCHAR", "query": "VARCHAR"}, [(one.name, one.query) for one in watches])
    db.execute("update watches set is_active = watch_id in (select watch_id from watched)")
    db.execute(
        "update watches set query = watched.query, changed_at = $now from watched "
        "where watched.watch_id = watches.watch_id and watched.query != watches.query",
        {"now": now},
    )
    db.execute(
        "insert into watches select watch_id, query, true, $now, $now from watched anti join watches using (watch_id)",
        {"now": now},
    )


def store_mentions(db: duckdb.DuckDBPyConnection, fresh: Sequence[Judged], now: datetime) -> None:
    """The last thing stored of a batch, so that the trigger sees all it has to weigh."""
    records = []
    for one in fresh:
        if one.read.change is not None and not one.read.change.is_material:
            continue
        article_id, version = one.read.pending.article_id, one.version
        for mention in one.mentions:
            spans = [(span.zone, span.start, span.end) for span in mention.spans]
            records.append((
                key(mention.watch, article_id, str(version)), mention.watch, article_id, version,
                _is_history(one), mention.excerpt, mention.marks, spans,
            ))  # fmt: skip
    stage(db, "seen", _MENTION, records)
    db.execute(
        "insert into mentions (mention_id, watch_id, article_id, version, found_at, is_history, excerpt, marks, spans) "
        "select mention_id, watch_id, article_id, version, $now, is_history, excerpt, marks, spans from seen "
        "on conflict do nothing",
        {"now": now},
    )


def _is_history(one: Judged) -> bool:
    """Whether its mentions belong to a new feed's history: its first version, or the body awaited since."""
    return one.read.pending.is_history and (one.read.change is None or one.read.change.kind == "body")
