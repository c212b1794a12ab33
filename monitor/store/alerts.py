"""The outbox: what is to be said, leases for those who say it, a receipt for every try."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import duckdb

from monitor.model import Alert, Outcome, Receipt, StageCount
from monitor.store.rows import rows_of
from monitor.store.runs import count
from monitor.store.schema import read_sql
from monitor.store.warehouse import touch

_FIRST_PAUSE = timedelta(minutes=5)  # before an alert that failed is tried again; doubles with each try
_LONGEST_PAUSE = timedelta(hours=6)


def raise_signals(db: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Let each file of signals/ look at the warehouse; what it inserts raises alerts by trigger."""
    before = rows_of(db, "select count(*) from signals")
    for sql in read_sql("signals").values():
        for statement in filter(str.strip, sql.split(";\n")):
            db.execute(statement, {"now": now})
    if rows_of(db, "select count(*) from signals") != before:
        touch(db)


def lease_alert(db: duckdb.DuckDBPyConnection, run_id: str, now: datetime) -> tuple[Alert, frozenset[str]] | None:
    """The oldest alert to be sent now, leased to this run, with the channels that have accepted it already.

    Only the holder of the run lock delivers, so a lease of another run is one of a dead run, and is taken over.
    """
    found = rows_of(
        db,
        """
        update alerts set state = 'leased', leased_by = $run_id
        where alert_id = (
            select alert_id from alerts left join articles using (article_id)
            where (state = 'due' and (next_try_at is null or next_try_at <= $now))
                or (state = 'leased' and leased_by != $run_id)
            order by raised_at, kind = 'summary' desc, articles.published_at, alert_id limit 1
        )
        returning alert_id
        """,
        {"run_id": run_id, "now": now},
    )
    if not found:
        return None
    alert_id = found[0][0]
    accepted = rows_of(
        db,
        "select channel from deliveries where alert_id = $alert_id and outcome = 'delivered'",
        {"alert_id": alert_id},
    )
    return _alert(db, alert_id), frozenset(row[0] for row in accepted)


def _alert(db: duckdb.DuckDBPyConnection, alert_id: str) -> Alert:
    columns: tuple[Any, ...] = rows_of(
        db,
        """
        select alerts.kind, alerts.reason, alerts.watch_id, alerts.raised_at,
            coalesce(alerts.subject, articles.title, alerts.article_id), articles.outlet, articles.url,
            articles.published_at, coalesce(alerts.message, mentions.excerpt, ''), mentions.marks,
            (select list(topic order by score desc) from article_topics
                where article_topics.article_id = alerts.article_id and score >= 0.5),
            articles.text_from, articles.quality, articles.quality_reason
        from alerts
        left join mentions using (mention_id)
        left join articles on articles.article_id = alerts.article_id
        where alerts.alert_id = $alert_id
        """,
        {"alert_id": alert_id},
    )[0]
    kind, reason, watch, raised_at, title, outlet, url, published_at, excerpt, marks, topics = columns[:11]
    return Alert(
        alert_id=alert_id, kind=kind, reason=reason, watch=watch, raised_at=raised_at, title=title,
        outlet=outlet, url=url, published_at=published_at, excerpt=excerpt, marks=_pairs(marks),
        topics=tuple(topics or ()), note=_note(*columns[11:]),
    )  # fmt: skip


def _pairs(marks: str | None) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in json.loads(marks)) if marks else ()


def _note(text_from: str | None, quality: str | None, quality_reason: str | None) -> str:
    """What a reader must know of the text that was matched."""
    why = f": {quality_reason}" if quality_reason else ""
    if text_from == "summary":
        return f"matched on title and summary only; the page gave no body{why}"
    if quality is not None and quality != "full":
        return f"the page gave only a part ({quality}){why}"
    return ""


def record_receipts(
    db: duckdb.DuckDBPyConnection, run_id: str, alert: Alert, receipts: Sequence[Receipt], *, tries: int
) -> tuple[StageCount, ...]:
    """Write down each try; the alert is delivered when no channel is left, dead after `tries` rounds."""
    for one in receipts:
        db.execute(
            """
            insert into deliveries
            select $delivery_id, 1 + count(*), $alert_id, $channel, $outcome, $reason, $tried_at
            from deliveries where delivery_id = $delivery_id
            """,
            {"delivery_id": one.delivery_id, "alert_id": one.alert_id, "channel": one.channel,
             "outcome": one.outcome, "reason": one.reason, "tried_at": one.tried_at},
        )  # fmt: skip
    failed = [one for one in receipts if one.outcome != "delivered"]
    _settle(
        db,
        alert.alert_id,
        bool(failed),
        tries,
        max((one.tried_at for one in receipts), default=alert.raised_at),
    )
    counts = tuple(
        StageCount(stage="deliveries", outcome=Outcome(one.outcome), reason=one.reason, count=1) for one in receipts
    )
    count(db, run_id, counts)
    touch(db)
    return counts


def _settle(db: duckdb.DuckDBPyConnection, alert_id: str, has_failed: bool, tries: int, now: datetime) -> None:
    made = int(rows_of(db, "select attempt_count from alerts where alert_id = $id", {"id": alert_id})[0][0]) + 1
    if not has_failed:
        state, next_try_at, settled_at = "delivered", None, now
    elif made >= tries:
        state, next_try_at, settled_at = "dead", None, now
    else:
        state, settled_at = "due", None
        next_try_at = now + min(_FIRST_PAUSE * 2 ** (made - 1), _LONGEST_PAUSE)
    db.execute(
        "update alerts set state = $state, attempt_count = $made, next_try_at = $next, settled_at = $settled, "
        "leased_by = null where alert_id = $id",
        {"state": state, "made": made, "next": next_try_at, "settled": settled_at, "id": alert_id},
    )
