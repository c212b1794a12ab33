"""Entries whose pages are still to be read, and how each page ended."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import duckdb

from monitor.model import Entry, Judged, Known, Outcome, Pending, Quality, StageCount, TextFrom
from monitor.store.rows import Row, rows_of, stage
from monitor.store.runs import count

_SETTLED = {"entry_id": "VARCHAR", "article_id": "VARCHAR", "state": "VARCHAR", "outcome": "VARCHAR",
            "reason": "VARCHAR", "attempt_count": "INTEGER", "next_try_at": "TIMESTAMPTZ", "page_hash": "VARCHAR",
            "page_etag": "VARCHAR", "page_last_modified": "VARCHAR"}  # fmt: skip

_LONGEST_WAIT = timedelta(days=1)  # what is put off further was so by a clock that has been set right since


def reopen_pages(db: duckdb.DuckDBPyConnection, now: datetime, after_seconds: Sequence[int]) -> None:
    """Have pages of articles with mentions read again, so many seconds after they were first seen.

    However many of these moments have passed since a page was last read, it is read once. A page that was given up
    because it failed again and again is among them: its article has been told by its summary only.
    """
    db.execute(
        """
        update entries set state = 'pending', is_reread = true, attempt_count = 0, next_try_at = null
        from (
            select min_by(entries.entry_id, entries.position) as entry_id
            from articles
            join entries using (article_id)
            join feeds on feeds.feed_id = entries.feed_id and feeds.is_listed
            semi join mentions on mentions.article_id = articles.article_id
            where entries.state = 'done' and entries.outcome != 'duplicate'
                and (articles.text_from = 'page' or entries.outcome = 'failed')
                and not entries.is_aggregated and entries.url is not null
                and exists (
                    from unnest($after::bigint[]) as moments(seconds)
                    where articles.first_seen_at + to_seconds(seconds) > entries.page_read_at
                        and articles.first_seen_at + to_seconds(seconds) <= $now::timestamptz
                )
            group by articles.article_id
        ) as due
        where due.entry_id = entries.entry_id
        """,
        {"now": now, "after": list(after_seconds)},
    )


def pending_pages(db: duckdb.DuckDBPyConnection, now: datetime) -> tuple[Pending, ...]:
    """The entries whose pages are to be read now: new ones in the order they arrived, then those read longest ago.

    So a feed that says something else of all its entries at every poll costs no new article its place in its host's
    budget, and each of the known ones has its turn.
    Validators of a server that is known to lie about its feed are not believed of its pages.
    """
    found = rows_of(
        db,
        """
        select entries.entry_id, entries.article_id, entries.feed_id,
            case when entries.is_aggregated then coalesce(entries.source, feeds.name) else feeds.name end,
            feeds.country,
            entries.is_history, entries.attempt_count,
            entries.title, entries.summary, entries.guid, entries.url, entries.content, entries.authors,
            entries.published_at, entries.updated_at, entries.source, entries.is_aggregated,
            coalesce(entries.language, feeds.language),
            entries.is_reread,
            articles.version, articles.title, articles.text, articles.text_from, articles.quality,
            entries.page_hash, case when feeds.trusts_validators then entries.page_etag end,
            case when feeds.trusts_validators then entries.page_last_modified end,
            articles.body_forgotten_at is not null
        from entries
        join feeds using (feed_id)
        left join articles on articles.article_id = entries.article_id
        where entries.state = 'pending' and (entries.next_try_at is null or entries.next_try_at <= $now
            or entries.next_try_at > $latest)
        order by entries.page_read_at nulls first, entries.position
        """,
        {"now": now, "latest": now + _LONGEST_WAIT},
    )
    return tuple(_pending(row) for row in found)


def _pending(row: Row) -> Pending:
    entry_id, article_id, feed_id, outlet, country, is_history, attempts = row[:7]
    title, summary, guid, url, content, authors, published_at, updated_at, source, is_aggregated, language = row[7:18]
    is_reread, version, known_title, known_text, text_from, quality, *page = row[18:]
    entry = Entry(
        title=title, summary=summary, guid=guid, url=url, content=content, authors=tuple(authors),
        published_at=published_at, updated_at=updated_at, source=source, is_aggregated=is_aggregated,
        language=language,
    )  # fmt: skip
    known = None
    if version is not None:
        raw_hash, etag, last_modified, is_forgotten = page
        known = Known(
            version=version, title=known_title, text=known_text, text_from=TextFrom(text_from),
            quality=Quality(quality), raw_hash=raw_hash, etag=etag, last_modified=last_modified,
            is_forgotten=is_forgotten,
        )  # fmt: skip
    return Pending(
        entry_id=entry_id, article_id=article_id, feed_id=feed_id, outlet=outlet, entry=entry, country=country,
        is_history=is_history, attempt_count=attempts, known=known, is_reread=is_reread,
    )  # fmt: skip


def settle(
    db: duckdb.DuckDBPyConnection, run_id: str, judged: Sequence[Judged], twins: Mapping[str, str], now: datetime
) -> tuple[StageCount, ...]:
    """Write how each page ended; `twins` are entries (-> article) whose page is at another article's address."""
    settled = [_settled(one, twins.get(one.read.pending.entry_id)) for one in judged]
    stage(db, "settled", _SETTLED, settled)
    db.execute(
        "update entries set article_id = settled.article_id, state = settled.state, outcome = settled.outcome, "
        "reason = settled.reason, attempt_count = settled.attempt_count, next_try_at = settled.next_try_at, "
        "content = case settled.state when 'pending' then content end, "
        "is_reread = settled.state = 'pending' and is_reread, "
        "page_read_at = case settled.state when 'pending' then page_read_at else $now end, "
        "page_hash = coalesce(settled.page_hash, entries.page_hash), "
        "page_etag = case when settled.page_hash is null then entries.page_etag else settled.page_etag end, "
        "page_last_modified = case when settled.page_hash is null then entries.page_last_modified "
        "else settled.page_last_modified end "
        "from settled where settled.entry_id = entries.entry_id",
        {"now": now},
    )
    counts = tuple(StageCount(stage="pages", outcome=row[3], reason=row[4], count=1) for row in settled)
    count(db, run_id, counts)
    return counts


def _settled(one: Judged, twin: str | None) -> Row:
    """An entry's row after its page, in the order of `_SETTLED`."""
    read, pending = one.read, one.read.pending
    if twin is not None:
        reason = "redirects to another article"
        return (pending.entry_id, twin, "done", Outcome.DUPLICATE, reason, 0, None, None, None, None)
    outcome, reason = read.outcome, read.reason
    if outcome is Outcome.STORED and not one.is_news:
        outcome, reason = Outcome.UNCHANGED, ""
    is_open = outcome is Outcome.DEFERRED
    return (
        pending.entry_id, pending.article_id, "pending" if is_open else "done", outcome, reason, read.attempt_count,
        read.retry_at, read.raw_hash, read.etag, read.last_modified,
    )  # fmt: skip
