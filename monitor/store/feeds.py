"""Feeds: what the owner lists, what is remembered between polls, what each poll brought."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime

import duckdb

from monitor.model import DueFeed, Feed, FeedState, Outcome, Polled, StageCount
from monitor.store.entries import Identify, store_entries
from monitor.store.rows import rows_of, stage
from monitor.store.runs import count
from monitor.store.warehouse import touch

_FEED = {
    "feed_id": "VARCHAR",
    "url": "VARCHAR",
    "name": "VARCHAR",
    "language": "VARCHAR",
    "country": "VARCHAR",
    "tags": "VARCHAR[]",
}
# The columns that hold a FeedState, by the names of its fields; is_deferred is told from the last outcome.
_STATE = {
    "address": "VARCHAR",
    "etag": "VARCHAR",
    "last_modified": "VARCHAR",
    "body_hash": "VARCHAR",
    "next_due_at": "TIMESTAMPTZ",
    "failure_count": "INTEGER",
    "is_retired": "BOOLEAN",
    "last_full_at": "TIMESTAMPTZ",
    "first_polled_at": "TIMESTAMPTZ",
    "last_answer_at": "TIMESTAMPTZ",
    "moved_to": "VARCHAR",
    "moved_since_at": "TIMESTAMPTZ",
    "moved_count": "INTEGER",
    "trusts_validators": "BOOLEAN",
    "last_probe_at": "TIMESTAMPTZ",
    "probe_result": "VARCHAR",
    "entry_keys": "VARCHAR[]",
    "pieces": "VARCHAR",
    "entries_per_day": "DOUBLE",
    "last_gap_at": "TIMESTAMPTZ",
}
_POLLED = {
    "feed_id": "VARCHAR",
    **_STATE,
    "last_outcome": "VARCHAR",
    "last_reason": "VARCHAR",
    "is_answer": "BOOLEAN",
    "is_empty": "BOOLEAN",
}
_GAP = {"feed_id": "VARCHAR", "from_at": "TIMESTAMPTZ", "to_at": "TIMESTAMPTZ", "lost_count": "INTEGER"}

if {field.name for field in fields(FeedState)} != {*_STATE, "is_deferred"}:
    raise TypeError("FeedState and the columns that hold it differ")  # what is not stored would be forgotten


def list_feeds(db: duckdb.DuckDBPyConnection, feeds: Iterable[Feed]) -> None:
    """Copy the owner's list; a feed no longer listed keeps its row and its articles."""
    records = [(feed.feed_id, feed.url, feed.name, feed.language, feed.country, feed.tags) for feed in feeds]
    stage(db, "listed", _FEED, records)
    db.execute("update feeds set is_listed = false where feed_id not in (select feed_id from listed)")
    db.execute(
        "update feeds set is_listed = true, name = listed.name, language = listed.language, "
        "country = listed.country, tags = listed.tags from listed where listed.feed_id = feeds.feed_id"
    )
    db.execute(
        "insert into feeds (feed_id, url, name, language, country, tags, is_listed, address) "
        "select feed_id, url, name, language, country, tags, true, url from listed anti join feeds using (feed_id)"
    )


def feed_states(db: duckdb.DuckDBPyConnection, feeds: Iterable[Feed]) -> tuple[DueFeed, ...]:
    """Each listed feed with what is remembered of it, in the order of the list; who is due is not decided here."""
    remembered = {}
    for feed_id, is_deferred, *row in rows_of(
        db,
        f"select feed_id, coalesce(last_outcome = 'deferred', false), {', '.join(_STATE)} from feeds where is_listed",
    ):
        state = dict(zip(_STATE, row, strict=True))
        state["entry_keys"] = tuple(state["entry_keys"])
        remembered[feed_id] = FeedState(**state, is_deferred=is_deferred)
    return tuple(DueFeed(feed=feed, state=remembered[feed.feed_id]) for feed in feeds)


def commit_poll(
    db: duckdb.DuckDBPyConnection,
    run_id: str,
    polled: Sequence[Polled],
    identify: Identify,
    *,
    now: datetime,
    is_first_poll_quiet: bool,
) -> tuple[StageCount, ...]:
    """Store, within one transaction, what a poll brought: what to remember, gaps, and entries as pending pages."""
    counts = [StageCount(stage="feeds", outcome=one.outcome, reason=one.reason, count=1) for one in polled]
    _remember(db, polled, now)
    _store_gaps(db, polled)
    counts += store_entries(db, polled, identify, now=now, is_first_poll_quiet=is_first_poll_quiet)
    count(db, run_id, counts)
    if any(one.stage == "entries" and one.outcome is Outcome.STORED for one in counts):
        touch(db)
    return tuple(counts)


def _remember(db: duckdb.DuckDBPyConnection, polled: Sequence[Polled], now: datetime) -> None:
    records = [
        (
            one.due.feed.feed_id,
            *(getattr(one.state, name) for name in _STATE),
            one.outcome,
            one.reason,
            one.outcome in (Outcome.STORED, Outcome.UNCHANGED),
            not (one.entries or one.known)
            if one.outcome is Outcome.STORED
            else None,  # an unchanged body is as empty as before
        )
        for one in polled
    ]
    stage(db, "polled", _POLLED, records)
    if _have_turned(db):
        touch(db)
    kept = ", ".join(f"{name} = polled.{name}" for name in (*_STATE, "last_outcome", "last_reason"))
    db.execute(
        f"""
        update feeds set {kept}, last_polled_at = $now,
            unanswered_since_at = case when not is_answer then coalesce(unanswered_since_at, $now) end,
            empty_since_at = case when coalesce(is_empty, empty_since_at is not null)
                then coalesce(empty_since_at, $now) end
        from polled where polled.feed_id = feeds.feed_id
        """,
        {"now": now},
    )


def _have_turned(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether a feed has begun to fail, failed otherwise than before, or recovered: readers must see that."""
    turned = rows_of(
        db,
        """
        select count(*) from polled join feeds using (feed_id)
        where case when is_answer then feeds.last_outcome not in ('stored', 'unchanged')
            else (polled.last_outcome, polled.last_reason) is distinct from (feeds.last_outcome, feeds.last_reason) end
        """,
    )
    return bool(turned[0][0])


def _store_gaps(db: duckdb.DuckDBPyConnection, polled: Sequence[Polled]) -> None:
    gaps = [(one.due.feed.feed_id, one.gap.from_at, one.gap.to_at, one.gap.lost_count) for one in polled if one.gap]
    if gaps:
        stage(db, "gaps", _GAP, gaps)
        db.execute("insert into feed_gaps from gaps on conflict do nothing")
        touch(db)
