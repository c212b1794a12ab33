"""Signals that raise alerts; alerts read back as the messages that carry them."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import Any

import duckdb

from monitor.model import Alert, Coverage, Dispatch
from monitor.store.rows import Row, rows_of
from monitor.store.schema import read_sql
from monitor.store.warehouse import touch


def settle_history(db: duckdb.DuckDBPyConnection, feed_ids: Collection[str], now: datetime) -> None:
    """Have nothing told of the history that these feeds, brought in by hand, hold, not even a summary."""
    db.execute(
        "update alerts set settled_at = $now where is_history and settled_at is null and article_id in ("
        "select article_id from articles where feed_id in (select unnest($feeds::text[])))",
        {"feeds": list(feed_ids), "now": now},
    )


def release_history(db: duckdb.DuckDBPyConnection, article_ids: Collection[str], now: datetime) -> None:
    """Have these articles of the last day told after all, though a new feed brought them with its history: an
    established feed has them too. What tells a story that has been told otherwise stays held back.
    """
    given = {"articles": list(article_ids)}
    db.execute("update articles set is_history = false where article_id in (select unnest($articles))", given)
    db.execute(
        """
        update alerts set kind = 'new', state = 'due', reason = 'first report of this story', is_history = false,
            raised_at = $now, settled_at = null
        from mentions
        where mentions.mention_id = alerts.mention_id and mentions.is_history
            and alerts.article_id in (select unnest($articles)) and alerts.is_history and alerts.held_by is null
            and coalesce(alerts.published_at, alerts.raised_at) >= $now::timestamptz - interval 1 day
            and not exists (
                from alerts as told
                where told.watch_id = alerts.watch_id and told.story_id = alerts.story_id and not told.is_history)
        """,
        {**given, "now": now},
    )
    db.execute(
        "update mentions set is_history = false where is_history and article_id in (select unnest($articles))", given
    )


def raise_signals(db: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Let each file of signals/ look at the warehouse; what it inserts raises alerts by trigger."""
    before = rows_of(db, "select count(*) from signals")
    for sql in read_sql("signals").values():
        for statement in filter(str.strip, sql.split(";\n")):
            db.execute(statement, {"now": now})
    if rows_of(db, "select count(*) from signals") != before:
        touch(db)


def tell(
    db: duckdb.DuckDBPyConnection,
    signal_id: str,
    *,
    reason: str,
    subject: str,
    lines: tuple[str, ...],
    now: datetime,
    watch: str | None = None,
) -> bool:
    """Raise one summary, for a watch or for all; whether it is new: said once for each `signal_id`."""
    if rows_of(db, "select 1 from signals where signal_id = $id", {"id": signal_id}):
        return False
    db.execute(
        "insert into signals (signal_id, kind, reason, subject, message, raised_at) "
        "values ($id, 'summary', $reason, $subject, $message, $now)",
        {"id": signal_id, "reason": reason, "subject": subject, "message": "\n".join(lines), "now": now},
    )
    if watch is not None:
        db.execute(
            "update alerts set watch_id = $watch where alert_id = 's-' || $id", {"watch": watch, "id": signal_id}
        )
    touch(db)
    return True


def read_dispatch(db: duckdb.DuckDBPyConnection, message_id: str) -> Dispatch:
    """A message with all it says, but what a mute holds back; the first report of it leads."""
    rows = _alert_rows(db, "alerts.message_id = $id and alerts.state != 'held'", message_id)
    return Dispatch(
        message_id=message_id,
        alerts=tuple(_alert(db, row) for row in rows),
        coverage=_coverage(db, rows[0][0]),
        seen_at=_seen_at(db, message_id),
    )


def read_alert(db: duckdb.DuckDBPyConnection, alert_id: str) -> Dispatch:
    """One alert as if it went out alone."""
    rows = _alert_rows(db, "alerts.alert_id = $id", alert_id)
    return Dispatch(
        message_id=alert_id, alerts=tuple(_alert(db, row) for row in rows), coverage=_coverage(db, rows[0][0])
    )


def _alert_rows(db: duckdb.DuckDBPyConnection, condition: str, value: str) -> list[Row]:
    return rows_of(
        db,
        f"""
        select alerts.alert_id, alerts.kind, alerts.reason, alerts.watch_id, alerts.raised_at,
            coalesce(alerts.subject, versions.title, articles.title, alerts.article_id), articles.outlet, articles.url,
            articles.published_at, coalesce(alerts.message, mentions.excerpt, ''), mentions.marks, mentions.spans,
            coalesce(versions.text, articles.text, ''), alerts.article_id, coalesce(watches.priority, 'normal'),
            articles.text_from, articles.quality, articles.quality_reason, alerts.topic
        from alerts
        left join mentions using (mention_id)
        left join articles on articles.article_id = alerts.article_id
        left join article_versions as versions
            on versions.article_id = alerts.article_id and versions.version = mentions.version
        left join watches on watches.watch_id = alerts.watch_id
        where {condition}
        order by alerts.kind = 'update', alerts.raised_at, articles.published_at nulls last, alerts.alert_id
        """,
        {"id": value},
    )


def _alert(db: duckdb.DuckDBPyConnection, row: Row) -> Alert:
    (alert_id, kind, reason, watch, raised_at, title, outlet, url, published_at, excerpt, marks, spans, text,
     article_id, priority) = row[:15]  # fmt: skip
    topic = row[18]
    topics = rows_of(
        db,
        """
        select topic, coalesce(label_en, topic), coalesce(label_ko, topic)
        from (
            select topic, score from article_topics where article_id = $id and score >= 0.5
            union all
            select $topic, 1 where $topic is not null
        ) left join topics using (topic) order by score desc, topic
        """,
        {"id": article_id, "topic": topic},
    )
    return Alert(
        alert_id=alert_id, kind=kind, reason=reason, watch=watch, raised_at=raised_at, title=title or alert_id,
        outlet=outlet, url=url, published_at=published_at, excerpt=excerpt, marks=_pairs(marks),
        topics=tuple(one[0] for one in topics), topic_names=tuple((one[1], one[2]) for one in topics),
        note=_note(*row[15:18]), article_id=article_id, priority=priority, text=text, spans=_in_body(spans),
        days=_days(db, watch, topic, raised_at) if kind == "spike" else (),
    )  # fmt: skip


def _days(db: duckdb.DuckDBPyConnection, watch: str | None, topic: str | None, until: datetime) -> tuple[int, ...]:
    """The stories of a watch, or else a topic, on each of 28 days and on that of `until`, as spike.sql counts."""
    found = rows_of(
        db,
        """
        select count(distinct story_id)
        from range(28, -1, -1) as days(ago)
        left join (
            select date_diff('day', mentions.found_at, $until::timestamptz) as ago, articles.story_id
            from mentions join articles using (article_id)
            where watch_id = $watch and mentions.found_at > $until::timestamptz - interval 29 day
                and mentions.found_at <= $until and not mentions.is_history
                and not coalesce(mentions.is_backfill, false)
            union all
            select date_diff('day', articles.first_seen_at, $until::timestamptz), articles.story_id
            from articles join article_topics using (article_id)
            where $watch is null and topic = $topic and score >= 0.5 and not articles.is_history
                and articles.first_seen_at > $until::timestamptz - interval 29 day
                and articles.first_seen_at <= $until
        ) as told using (ago)
        group by ago order by ago desc
        """,
        {"watch": watch, "topic": topic, "until": until},
    )
    return tuple(count for (count,) in found)


def _pairs(marks: str | None) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in json.loads(marks)) if marks else ()


def _in_body(spans: str | None) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for zone, start, end in json.loads(spans) if zone != "headline") if spans else ()


def _note(text_from: str | None, quality: str | None, quality_reason: str | None) -> str:
    """What a reader must know of the text that was matched."""
    why = f": {quality_reason}" if quality_reason else ""
    if text_from == "summary":
        return f"matched on title and summary only; the page gave no body{why}"
    if quality is not None and quality != "full":
        return f"the page gave only a part ({quality}){why}"
    return ""


def _coverage(db: duckdb.DuckDBPyConnection, alert_id: str) -> Coverage | None:
    """Who has the story of this alert's article, as stories are grouped now."""
    found = rows_of(
        db,
        """
        with meant as (
            select coalesce(articles.story_id, alerts.story_id) as story_id
            from alerts left join articles using (article_id) where alert_id = $id
        )
        select story_id, count(distinct outlet), arg_min(outlet, coalesce(published_at, first_seen_at))
        from articles semi join meant using (story_id) group by story_id
        """,
        {"id": alert_id},
    )
    if not found:
        return None
    story_id, outlets, first = found[0]
    origins: Any = None
    if rows_of(db, "select 1 from duckdb_views() where view_name = 'story_origins'"):
        told = rows_of(
            db,
            "select independent_origin_count, first_outlet from story_origins where story_id = $id",
            {"id": story_id},
        )
        origins, first = (told[0][0], told[0][1] or first) if told else (None, first)
    return Coverage(story_id=story_id, outlet_count=outlets, first_outlet=first, independent_origin_count=origins)


def _seen_at(db: duckdb.DuckDBPyConnection, message_id: str) -> datetime | None:
    """When the first entry of its new articles was seen; of all else, which is news of its own, when it was raised."""
    found = rows_of(
        db,
        """
        select min(if(kind = 'new' and entries.article_id is not null, entries.first_seen_at, raised_at))
        from alerts left join entries using (article_id) where message_id = $id and alerts.state != 'held'
        """,
        {"id": message_id},
    )
    return found[0][0] if found else None
