"""Entries whose pages are still to be read, and how each page ended."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import duckdb

from monitor.model import Entry, Judged, Known, Outcome, Pending, StageCount, TextFrom
from monitor.store.rows import Row, rows_of, stage
from monitor.store.runs import count

_SETTLED = {"entry_id": "VARCHAR", "article_id": "VARCHAR", "state": "VARCHAR", "outcome": "VARCHAR",
            "reason": "VARCHAR", "attempt_count": "INTEGER", "next_try_at": "TIMESTAMPTZ"}  # fmt: skip


def pending_pages(db: duckdb.DuckDBPyConnection, now: datetime) -> tuple[Pending, ...]:
    """The entries whose pages are to be read now, in the order they arrived."""
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
            articles.version, articles.title, articles.text, articles.text_from
        from entries
        join feeds using (feed_id)
        left join articles on articles.article_id = entries.article_id
        where entries.state = 'pending' and (entries.next_try_at is null or entries.next_try_at <= $now)
        order by entries.position
        """,
        {"now": now},
    )
    return tuple(_pending(row) for row in found)


def _pending(row: Row) -> Pending:
    entry_id, article_id, feed_id, outlet, country, is_history, attempts = row[:7]
    title, summary, guid, url, content, authors, published_at, updated_at, source, is_aggregated, language = row[7:18]
    version, known_title, known_text, text_from = row[18:]
    entry = Entry(
        title=title, summary=summary, guid=guid, url=url, content=content, authors=tuple(authors),
        published_at=published_at, updated_at=updated_at, source=source, is_aggregated=is_aggregated,
        language=language,
    )  # fmt: skip
    known = None
    if version is not None:
        known = Known(version=version, title=known_title, text=known_text, text_from=TextFrom(text_from))
    return Pending(
        entry_id=entry_id, article_id=article_id, feed_id=feed_id, outlet=outlet, entry=entry, country=country,
        is_history=is_history, attempt_count=attempts, known=known,
    )  # fmt: skip


def settle(
    db: duckdb.DuckDBPyConnection, run_id: str, judged: Sequence[Judged], twins: Mapping[str, str]
) -> tuple[StageCount, ...]:
    """Write how each page ended; `twins` are entries (-> article) whose page is at another article's address."""
    settled = [_settled(one, twins.get(one.read.pending.entry_id)) for one in judged]
    stage(db, "settled", _SETTLED, settled)
    db.execute(
        "update entries set article_id = settled.article_id, state = settled.state, outcome = settled.outcome, "
        "reason = settled.reason, attempt_count = settled.attempt_count, next_try_at = settled.next_try_at, "
        "content = case settled.state when 'pending' then content end "
        "from settled where settled.entry_id = entries.entry_id"
    )
    counts = tuple(StageCount(stage="pages", outcome=row[3], reason=row[4], count=1) for row in settled)
    count(db, run_id, counts)
    return counts


def _settled(one: Judged, twin: str | None) -> Row:
    """An entry's row after its page: (entry, article, state, outcome, reason, attempts, next try)."""
    read, pending = one.read, one.read.pending
    if twin is not None:
        return (pending.entry_id, twin, "done", Outcome.DUPLICATE, "redirects to another article", 0, None)
    outcome, reason = read.outcome, read.reason
    if outcome is Outcome.STORED and not one.is_news:
        outcome, reason = Outcome.UNCHANGED, ""
    is_open = outcome is Outcome.DEFERRED
    return (
        pending.entry_id, pending.article_id, "pending" if is_open else "done", outcome, reason, read.attempt_count,
        read.retry_at,
    )  # fmt: skip
