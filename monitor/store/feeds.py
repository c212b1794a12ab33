"""Feeds and entries: what the owner lists, what is remembered between polls, what each poll brought."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import duckdb

from monitor.model import DueFeed, Entry, Feed, FeedState, Outcome, Polled, StageCount, key
from monitor.store.rows import Row, rows_of, stage
from monitor.store.runs import count
from monitor.store.warehouse import touch

_FEED = {"feed_id": "VARCHAR", "url": "VARCHAR", "name": "VARCHAR", "language": "VARCHAR", "country": "VARCHAR",
         "tags": "VARCHAR[]"}  # fmt: skip
_POLLED = {"feed_id": "VARCHAR", "address": "VARCHAR", "etag": "VARCHAR", "last_modified": "VARCHAR",
           "body_hash": "VARCHAR", "next_due_at": "TIMESTAMPTZ", "failure_count": "INTEGER",
           "is_retired": "BOOLEAN", "first_polled_at": "TIMESTAMPTZ", "last_full_at": "TIMESTAMPTZ",
           "outcome": "VARCHAR", "reason": "VARCHAR"}  # fmt: skip
_ENTRY = {"entry_id": "VARCHAR", "feed_id": "VARCHAR", "article_id": "VARCHAR", "guid": "VARCHAR",
          "url": "VARCHAR", "title": "VARCHAR", "summary": "VARCHAR", "content": "VARCHAR",
          "authors": "VARCHAR[]", "published_at": "TIMESTAMPTZ", "updated_at": "TIMESTAMPTZ",
          "source": "VARCHAR", "language": "VARCHAR", "entry_hash": "VARCHAR", "place": "BIGINT",
          "is_history": "BOOLEAN"}  # fmt: skip

ArticleId = Callable[[Entry], str | None]


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
    remembered = {
        row[0]: FeedState(
            address=row[1],
            etag=row[2],
            last_modified=row[3],
            body_hash=row[4],
            next_due_at=row[5],
            failure_count=row[6],
            is_retired=row[7],
            first_polled_at=row[8],
            last_full_at=row[9],
            is_deferred=row[10],
        )
        for row in rows_of(
            db,
            "select feed_id, address, etag, last_modified, body_hash, next_due_at, failure_count, is_retired, "
            "first_polled_at, last_full_at, coalesce(last_outcome = 'deferred', false) from feeds where is_listed",
        )
    }
    return tuple(DueFeed(feed=feed, state=remembered[feed.feed_id]) for feed in feeds)


def commit_poll(
    db: duckdb.DuckDBPyConnection,
    run_id: str,
    polled: Sequence[Polled],
    article_id: ArticleId,
    *,
    now: datetime,
    is_first_poll_quiet: bool,
) -> tuple[StageCount, ...]:
    """Store, within one transaction, what a poll brought: validators, and entries as pending pages.

    `article_id` gives an entry its identity, or None for one that has neither link, guid nor title. Of the
    entries, a new address is stored; a known one whose entry says something new is stored again as pending;
    one that repeats another of this poll or of another feed is a duplicate, and is kept as such.
    """
    counts = [StageCount(stage="feeds", outcome=one.outcome, reason=one.reason, count=1) for one in polled]
    records: list[Row] = []
    for one in polled:
        is_history = is_first_poll_quiet and one.due.state.first_polled_at is None
        counts += [_entry_count(Outcome.FAILED, skipped.reason) for skipped in one.skipped]
        for entry in one.entries:
            identity = article_id(entry)
            if identity is None:
                counts.append(_entry_count(Outcome.REJECTED, "neither link, guid nor title"))
            else:
                records.append(_record(one.due.feed, entry, identity, len(records), is_history))
    _remember(db, polled, now)
    stage(db, "arrived", _ENTRY, records)
    counts += _store_entries(db, now)
    count(db, run_id, counts)
    if any(one.outcome is Outcome.STORED and one.reason == "" for one in counts if one.stage == "entries"):
        touch(db)
    return tuple(counts)


def _entry_count(outcome: Outcome, reason: str, number: int = 1) -> StageCount:
    return StageCount(stage="entries", outcome=outcome, reason=reason, count=number)


def _record(feed: Feed, entry: Entry, article_id: str, place: int, is_history: bool) -> tuple[object, ...]:
    said = (entry.title, entry.summary, entry.content or "", str(entry.updated_at or ""))
    return (
        key(feed.feed_id, article_id), feed.feed_id, article_id, entry.guid, entry.url, entry.title,
        entry.summary, entry.content, entry.authors, entry.published_at, entry.updated_at, entry.source,
        entry.language, key(*said), place, is_history,
    )  # fmt: skip


def _remember(db: duckdb.DuckDBPyConnection, polled: Sequence[Polled], now: datetime) -> None:
    records = []
    for one in polled:
        state = one.state
        records.append((
            one.due.feed.feed_id, state.address, state.etag, state.last_modified, state.body_hash,
            state.next_due_at, state.failure_count, state.is_retired, state.first_polled_at,
            state.last_full_at, one.outcome, one.reason,
        ))  # fmt: skip
    stage(db, "polled", _POLLED, records)
    db.execute(
        "update feeds set address = polled.address, etag = polled.etag, last_modified = polled.last_modified, "
        "body_hash = polled.body_hash, next_due_at = polled.next_due_at, failure_count = polled.failure_count, "
        "is_retired = polled.is_retired, first_polled_at = polled.first_polled_at, "
        "last_full_at = polled.last_full_at, last_polled_at = $now, last_outcome = polled.outcome, "
        "last_reason = polled.reason from polled where polled.feed_id = feeds.feed_id",
        {"now": now},
    )


def _store_entries(db: duckdb.DuckDBPyConnection, now: datetime) -> list[StageCount]:
    """Sort the staged entries into repeated, unchanged, changed and new, and store what is not known."""
    db.execute(
        """
        create or replace temporary table sorted as
        with firsts as (
            select *, row_number() over (partition by entry_id order by place) = 1 as is_first,
                row_number() over (partition by article_id order by place) = 1 as is_first_of_article
            from arrived
        ), owners as (
            select article_id from entries semi join arrived using (article_id)
            where outcome is distinct from 'duplicate'
        )
        select firsts.*,
            case
                when not is_first then 'repeated'
                when entries.entry_hash = firsts.entry_hash then 'unchanged'
                when entries.outcome = 'duplicate' then 'unchanged'
                when entries.entry_id is not null then 'changed'
                when not is_first_of_article or firsts.article_id in (select article_id from owners) then 'copy'
                else 'new'
            end as fate
        from firsts
        left join entries on entries.entry_id = firsts.entry_id
        """
    )
    db.execute(
        """
        update entries set title = sorted.title, summary = sorted.summary, content = sorted.content,
            authors = sorted.authors, published_at = sorted.published_at, updated_at = sorted.updated_at,
            entry_hash = sorted.entry_hash, state = 'pending', attempt_count = 0, next_try_at = null
        from sorted where sorted.entry_id = entries.entry_id and sorted.fate = 'changed'
        """
    )
    db.execute(
        """
        insert into entries (entry_id, feed_id, article_id, guid, url, title, summary, content, authors,
            published_at, updated_at, source, language, entry_hash, position, first_seen_at, is_history, state,
            outcome, reason)
        select entry_id, feed_id, article_id, guid, url, title, summary,
            case fate when 'new' then content end, authors, published_at, updated_at, source, language,
            entry_hash, nextval('entry_positions'), $now, is_history,
            case fate when 'new' then 'pending' else 'done' end,
            case fate when 'copy' then 'duplicate' end,
            case fate when 'copy' then 'another feed gave it first' end
        from (select * from sorted where fate in ('new', 'copy') order by place)
        """,
        {"now": now},
    )
    named = {
        "new": (Outcome.STORED, ""),
        "changed": (Outcome.STORED, "changed"),
        "unchanged": (Outcome.UNCHANGED, ""),
        "copy": (Outcome.DUPLICATE, "another feed gave it first"),
        "repeated": (Outcome.DUPLICATE, "twice in one feed"),
    }
    fates = rows_of(db, "select fate, count(*) from sorted group by all order by all")
    return [_entry_count(*named[fate], number) for fate, number in fates]
