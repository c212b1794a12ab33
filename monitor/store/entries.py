"""Entries: which of a poll's are new, changed, repeated or known, and which article each is about."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import duckdb

from monitor.model import DueFeed, Entry, Outcome, Polled, StageCount, key
from monitor.store.alerts import release_history
from monitor.store.rows import Row, rows_of, stage

_ENTRY = {
    "entry_id": "VARCHAR",
    "feed_id": "VARCHAR",
    "article_id": "VARCHAR",
    "guid": "VARCHAR",
    "url": "VARCHAR",
    "title": "VARCHAR",
    "summary": "VARCHAR",
    "content": "VARCHAR",
    "authors": "VARCHAR[]",
    "published_at": "TIMESTAMPTZ",
    "updated_at": "TIMESTAMPTZ",
    "source": "VARCHAR",
    "source_url": "VARCHAR",
    "is_aggregated": "BOOLEAN",
    "date_fault": "VARCHAR",
    "guid_key": "VARCHAR",
    "twin_key": "VARCHAR",
    "language": "VARCHAR",
    "entry_hash": "VARCHAR",
    "place": "BIGINT",
    "is_history": "BOOLEAN",
    "is_long_past": "BOOLEAN",
}

_A_DAY = timedelta(days=1)
_LONG_PAST = timedelta(days=14)  # before its feed's last answer; what is younger and known is known by its text
_MANY = 5  # entries of long past in one poll: a feed that has moved its articles, or shows an archive

Keys = tuple[str | None, str | None, str | None]
Identify = Callable[[Polled], Sequence[Keys]]  # article id, guid key and twin key of each of one feed's entries

_OUTCOMES = {
    "new": (Outcome.STORED, ""),
    "changed": (Outcome.STORED, "changed"),
    "retold": (Outcome.STORED, "changed"),
    "unchanged": (Outcome.UNCHANGED, ""),
    "copy": (Outcome.DUPLICATE, "another feed gave it first"),
    "repeated": (Outcome.DUPLICATE, "twice in one feed"),
}


def store_entries(
    db: duckdb.DuckDBPyConnection,
    polled: Sequence[Polled],
    identify: Identify,
    *,
    now: datetime,
    is_first_poll_quiet: bool,
) -> list[StageCount]:
    """Store the entries of a poll, and count how each ended.

    A new article's is stored as a pending page; a known one that says something new is pending again; one
    that repeats another of this poll or of another feed is a duplicate, and is kept as such; what it says anew later
    counts as said of the other. One that `identify` gives no article id has neither link, guid nor title.
    """
    counts: list[StageCount] = []
    records: list[Row] = []
    for one in polled:
        is_history = is_first_poll_quiet and one.due.state.first_polled_at is None
        counts += [_count(Outcome.FAILED, skipped.reason) for skipped in one.skipped]
        if one.known:
            counts.append(_count(Outcome.UNCHANGED, "", len(one.known)))
        for entry, keys in zip(one.entries, identify(one), strict=True):
            if keys[0] is None:
                counts.append(_count(Outcome.REJECTED, "neither link, guid nor title"))
            else:
                records.append(_record(one.due, entry, keys, len(records), is_history))
    if not records:
        return counts
    stage(db, "arrived", _ENTRY, records)
    _recognise(db)
    _sort(db)
    _set_long_past_apart(db)
    _release(db, now)
    _renew(db)
    _add(db, now)
    fates = rows_of(db, "select fate, count(*) from sorted group by all order by all")
    return counts + [_count(*_OUTCOMES[fate], number) for fate, number in fates]


def _count(outcome: Outcome, reason: str, number: int = 1) -> StageCount:
    return StageCount(stage="entries", outcome=outcome, reason=reason, count=number)


def _record(due: DueFeed, entry: Entry, keys: Keys, place: int, is_history: bool) -> Row:
    article_id, guid_key, twin_key = keys
    feed, answered_at = due.feed, due.state.last_answer_at
    is_long_past = bool(entry.published_at and answered_at and answered_at - entry.published_at > _LONG_PAST)
    said = (entry.title, entry.summary, entry.content or "", str(entry.updated_at or ""))
    return (
        key(feed.feed_id, str(article_id)), feed.feed_id, article_id, entry.guid, entry.url, entry.title,
        entry.summary, entry.content, entry.authors, entry.published_at, entry.updated_at, entry.source,
        entry.source_url, entry.is_aggregated, entry.date_fault, guid_key, twin_key, entry.language,
        key(*said), place, is_history, is_long_past,
    )  # fmt: skip


def _recognise(db: duckdb.DuckDBPyConnection) -> None:
    """Give an entry whose article is not known the one its feed gave before under the same weaker key."""
    for name in ("guid_key", "twin_key"):
        db.execute(
            f"""
            update arrived set entry_id = known.entry_id, article_id = known.article_id
            from (
                select feed_id, {name}, min_by(entry_id, position) as entry_id,
                    min_by(article_id, position) as article_id
                from entries where {name} is not null group by all
            ) as known
            where known.feed_id = arrived.feed_id and known.{name} = arrived.{name}
                and not exists (select 1 from entries where entries.article_id = arrived.article_id)
            """
        )


def _sort(db: duckdb.DuckDBPyConnection) -> None:
    """Tell the staged entries' fates: new, changed, unchanged, copy (of another feed's), retold (by one), repeated."""
    db.execute(
        """
        create or replace temporary table sorted as
        with firsts as (
            select *, row_number() over (partition by entry_id order by place) = 1 as is_first,
                row_number() over (partition by article_id order by is_history, place) = 1 as is_first_of_article
            from arrived
        ), owners as (
            select article_id from entries semi join arrived using (article_id)
            where outcome is distinct from 'duplicate'
        )
        select firsts.*, entries.article_id as known_id,
            case
                when not is_first then 'repeated'
                when entries.entry_hash = firsts.entry_hash then 'unchanged'
                when entries.outcome = 'duplicate' then 'retold'
                when entries.entry_id is not null then 'changed'
                when not is_first_of_article or firsts.article_id in (select article_id from owners) then 'copy'
                else 'new'
            end as fate
        from firsts
        left join entries on entries.entry_id = firsts.entry_id
        """
    )


def _set_long_past_apart(db: duckdb.DuckDBPyConnection) -> None:
    """Take for history what an established feed brings of long past, many entries at once: its articles have moved,
    or it shows an archive. Only of a feed whose dates have been those of the days on which its entries came.
    """
    many = rows_of(
        db,
        "select feed_id from sorted where fate = 'new' and is_long_past group by feed_id having count(*) >= $many",
        {"many": _MANY},
    )
    if many:  # seldom: only then are the entries stored looked through
        db.execute(
            """
            update sorted set is_history = true
            where fate = 'new' and is_long_past and feed_id in (
                select feed_id from entries
                where feed_id in (select unnest($feeds)) and published_at > first_seen_at - interval 3 day)
            """,
            {"feeds": [feed_id for (feed_id,) in many]},
        )


def _release(db: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Take for news what an established feed brings within a day of the new feed in whose history it was."""
    found = rows_of(
        db,
        """
        update entries set is_history = false from sorted
        where sorted.fate = 'copy' and not sorted.is_history and sorted.article_id = entries.article_id
            and entries.is_history and entries.outcome is distinct from 'duplicate' and entries.first_seen_at >= $since
        returning entries.article_id
        """,
        {"since": now - _A_DAY},
    )
    if found:
        release_history(db, {article_id for (article_id,) in found}, now)


def _renew(db: duckdb.DuckDBPyConnection) -> None:
    db.execute(
        """
        update entries set url = sorted.url, title = sorted.title, summary = sorted.summary, content = sorted.content,
            authors = sorted.authors, published_at = sorted.published_at, updated_at = sorted.updated_at,
            entry_hash = sorted.entry_hash,
            -- One that is pending already keeps its wait: a host that asked for it has not changed its mind.
            attempt_count = case entries.state when 'pending' then entries.attempt_count else 0 end,
            next_try_at = case entries.state when 'pending' then entries.next_try_at end,
            state = 'pending', is_reread = false
        from sorted where sorted.entry_id = entries.entry_id and sorted.fate = 'changed'
        """
    )
    db.execute(
        """
        update entries set title = retold.title, summary = retold.summary, content = retold.content,
            attempt_count = case entries.state when 'pending' then entries.attempt_count else 0 end,
            next_try_at = case entries.state when 'pending' then entries.next_try_at end,
            state = 'pending', is_reread = false
        from (
            select distinct on (known_id) * from sorted where fate = 'retold' order by known_id, place
        ) as retold
        where retold.known_id = entries.article_id and entries.outcome is distinct from 'duplicate'
            and entries.entry_id not in (select entry_id from sorted where fate = 'changed')
        """
    )
    db.execute(
        "update entries set title = sorted.title, summary = sorted.summary, entry_hash = sorted.entry_hash "
        "from sorted where sorted.entry_id = entries.entry_id and sorted.fate = 'retold'"
    )


def _add(db: duckdb.DuckDBPyConnection, now: datetime) -> None:
    db.execute(
        """
        insert into entries (entry_id, feed_id, article_id, guid, url, title, summary, content, authors,
            published_at, updated_at, source, source_url, is_aggregated, date_fault, guid_key, twin_key, language,
            entry_hash, position, first_seen_at, is_history, state,
            outcome, reason)
        select entry_id, feed_id, article_id, guid, url, title, summary,
            case fate when 'new' then content end, authors, published_at, updated_at, source,
            source_url, is_aggregated, date_fault, guid_key, twin_key, language,
            entry_hash, nextval('entry_positions'), $now, is_history,
            case fate when 'new' then 'pending' else 'done' end,
            case fate when 'copy' then 'duplicate' end,
            case fate when 'copy' then 'another feed gave it first' end
        from (select * from sorted where fate in ('new', 'copy') order by place)
        """,
        {"now": now},
    )
