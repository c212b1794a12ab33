"""The outbox: what is due becomes messages, which are leased, sent and settled; a receipt for every try.

Which alerts a message carries is decided once, before anybody is told: a receiver that has seen its delivery
id has seen all of them, however often it is repeated.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from monitor.model import Dispatch, Outcome, Receipt, StageCount, key
from monitor.store.alerts import read_dispatch, tell
from monitor.store.rows import rows_of
from monitor.store.warehouse import touch

_FIRST_PAUSE = timedelta(minutes=5)  # before a message that failed is tried again; doubles with each try
_LONGEST_PAUSE = timedelta(hours=6)
_LONGEST_WAIT = 1.5 * _LONGEST_PAUSE  # with its spread
_LONGEST_LEASE = timedelta(days=1)
_MOST_LINES = 30  # of a summary

_DUE = "state = 'due' and message_id is null"
# What lies further ahead than anybody can wait was written by a clock that has been set right since.
_FREE = """
    (state = 'due' and (next_try_at is null or next_try_at <= $now or next_try_at > $latest_try))
    or (state = 'leased' and leased_by is distinct from $holder and (leased_until is null or leased_until <= $now
        or leased_until > $latest_lease or leased_by in (select run_id from runs where state != 'running')))
"""


def plan_messages(
    db: duckdb.DuckDBPyConnection, now: datetime, day_began_at: datetime, quiet: Collection[str] = ()
) -> None:
    """Make messages of what is due: one for each story or dated event, with every watch that is to be told of it.

    What is muted, also of messages that no channel or not every one has accepted yet, or beyond its watch's alerts for
    the day that began at `day_began_at`, is held back; of the latter one summary a watch and day tells the number.
    Watches in `quiet` wait as they are.
    """
    _hold_muted(db, now)
    _hold_beyond_budget(db, day_began_at, quiet)
    _tell_beyond_budget(db, now, day_began_at)
    db.execute(
        f"""
        update alerts set message_id = made.message_id, dispatched_at = $now
        from (
            select alert_id, 'msg-' || first_value(alert_id) over (
                partition by kind = 'calendar',
                    case when kind in ('new', 'update') then coalesce(story_id, alert_id)
                        when kind = 'calendar' then subject else alert_id end
                order by raised_at, published_at nulls last, alert_id) as message_id
            from alerts where {_DUE} and (watch_id is null or watch_id not in (select unnest($quiet)))
        ) as made
        where made.alert_id = alerts.alert_id
        """,
        {"now": now, "quiet": list(quiet)},
    )


def _hold_muted(db: duckdb.DuckDBPyConnection, now: datetime) -> None:
    db.execute(
        """
        with newest as (
            select subject, subject_id, arg_max(coalesce(until_at, 'infinity'), mute_number) as until_at
            from mutes group by all
        ), muted as (
            select subject, subject_id from newest where until_at > $now
        )
        update alerts set state = 'held', held_by = 'mute'
        where (state = 'due' or (state = 'leased' and leased_until <= $now)) and (
            watch_id in (select subject_id from muted where subject = 'watch')
            or story_id in (select subject_id from muted where subject = 'story'))
        """,
        {"now": now},
    )


def _hold_beyond_budget(db: duckdb.DuckDBPyConnection, day_began_at: datetime, quiet: Collection[str]) -> None:
    """Of each watch with a budget, the stories that were raised first are told; a message counts once."""
    db.execute(
        f"""
        with limited as (
            select watch_id, max_alerts_per_day from watches where max_alerts_per_day is not null
        ), used as (
            select watch_id, count(distinct message_id) as message_count
            from alerts
            where dispatched_at >= $day_began_at and dispatched_at < $day_began_at + interval 2 day
                and kind not in ('summary', 'feed')
            group by watch_id
        ), waiting as (
            select alert_id, watch_id, coalesce(story_id, alert_id) as story,
                min(raised_at) over of_story as first_raised_at, min(published_at) over of_story as first_published_at
            from alerts semi join limited using (watch_id)
            where {_DUE} and kind not in ('summary', 'feed') and watch_id not in (select unnest($quiet))
            window of_story as (partition by watch_id, coalesce(story_id, alert_id))
        ), ranked as (
            select alert_id, watch_id, dense_rank() over (
                partition by watch_id order by first_raised_at, first_published_at nulls last, story) as place
            from waiting
        )
        update alerts set state = 'held', held_by = 'budget' where alert_id in (
            select alert_id from ranked join limited using (watch_id) left join used using (watch_id)
            where place + coalesce(message_count, 0) > max_alerts_per_day)
        """,
        {"day_began_at": day_began_at, "quiet": list(quiet)},
    )


def _tell_beyond_budget(db: duckdb.DuckDBPyConnection, now: datetime, day_began_at: datetime) -> None:
    """Once a watch and day: what comes after that is told with the next day's first pass."""
    untold = rows_of(
        db,
        """
        with untold as (
            select watch_id, coalesce(alerts.story_id, alert_id) as story,
                coalesce(subject, title, alerts.article_id) as said, raised_at, alerts.published_at, outlet
            from alerts left join articles using (article_id) where held_by = 'budget' and settled_at is null
        ), stories as (
            select watch_id, story, arg_min(coalesce(said, story), (raised_at, published_at)) as said,
                arg_min(coalesce(outlet, ''), (raised_at, published_at)) as outlet, min(raised_at) as first_at,
                count(*) as alert_count
            from untold group by watch_id, story
        )
        select watch_id, count(*), sum(alert_count)::bigint, max_alerts_per_day,
            list(said || if(outlet = '', '', ' (' || outlet || ')') order by first_at, story)
        from stories left join watches using (watch_id) group by watch_id, max_alerts_per_day order by watch_id
        """,
    )
    for watch, stories, alerts, budget, said in untold:
        lines = tuple(" ".join(line.split()) for line in said[:_MOST_LINES])
        rest = (f"and {stories - _MOST_LINES} more: see monitor alerts list",) if stories > _MOST_LINES else ()
        is_new = tell(
            db,
            f"budget-{watch}-{day_began_at:%Y%m%dT%H%M}",
            reason=f"its budget is {budget} alerts a day" if budget else "beyond its budget of a day",
            subject=f"Beyond the day's budget: {stories} stories, {alerts} alerts",
            lines=(*lines, *rest),
            now=now,
            watch=watch,
        )
        if is_new:
            db.execute(
                "update alerts set settled_at = $now where held_by = 'budget' and settled_at is null "
                "and watch_id = $watch",
                {"now": now, "watch": watch},
            )


def lease_dispatch(
    db: duckdb.DuckDBPyConnection,
    holder: str,
    now: datetime,
    lasts: timedelta,
    quiet: Collection[str] = (),
    *,
    without: Collection[str] = (),
) -> tuple[Dispatch, frozenset[str]] | None:
    """The message to be sent next, leased to `holder` for a while, with the channels that have accepted it already.

    High priority first, then the oldest; none of the messages in `without`. Nobody else gets it before the lease ends,
    or its holder is known to be a dead run: the holder of the run lock has written down in `runs` which those are.
    """
    found = rows_of(
        db,
        f"""
        select message_id from alerts left join watches using (watch_id) left join articles using (article_id)
        where message_id is not null and ({_FREE}) and message_id not in (select unnest($without::text[]))
        group by message_id having bool_or(watch_id is null or watch_id not in (select unnest($quiet)))
        order by coalesce(bool_or(priority = 'high'), false) desc, min(raised_at), bool_or(kind = 'summary') desc,
            min(articles.published_at), message_id limit 1
        """,
        {"now": now, "holder": holder, "quiet": list(quiet), "without": list(without),
         "latest_try": now + _LONGEST_WAIT, "latest_lease": now + _LONGEST_LEASE},
    )  # fmt: skip
    if not found:
        return None
    message_id = found[0][0]
    db.execute(
        "update alerts set state = 'leased', leased_by = $holder, leased_until = $until "
        "where message_id = $id and state != 'held'",
        {"holder": holder, "until": now + lasts, "id": message_id},
    )
    accepted = rows_of(
        db,
        "select channel from deliveries where message_id = $id and outcome = 'delivered'",
        {"id": message_id},
    )
    return read_dispatch(db, message_id), frozenset(row[0] for row in accepted)


def record_receipts(
    db: duckdb.DuckDBPyConnection,
    holder: str,
    dispatch: Dispatch,
    receipts: Sequence[Receipt],
    *,
    tries: int,
    now: datetime,
    left_alone: Sequence[str] = (),
) -> tuple[StageCount, ...]:
    """Write down each try, and settle the message if the lease is still ours; returns what to count.

    Delivered when no channel is left; dead after `tries` rounds, with the reason. Channels in `left_alone` were not
    tried, which is no round of their own. What a channel refused while it was down is due as soon as it accepts again.
    """
    for one in receipts:
        if one.outcome == "delivered":
            _hasten(db, one.channel, now)
        db.execute(
            """
            insert into deliveries (delivery_id, try_number, alert_id, channel, outcome, reason, tried_at, message_id,
                waited_seconds)
            select $delivery_id, 1 + count(*), $alert_id, $channel, $outcome, $reason, $tried_at, $message_id, $waited
            from deliveries where delivery_id = $delivery_id
            """,
            {"delivery_id": one.delivery_id, "alert_id": dispatch.lead.alert_id, "channel": one.channel,
             "outcome": one.outcome, "reason": one.reason, "tried_at": one.tried_at, "message_id": one.message_id,
             "waited": one.waited.total_seconds() if one.waited is not None else None},
        )  # fmt: skip
    failed = [one for one in receipts if one.outcome != "delivered"]
    _settle(db, holder, dispatch.message_id, failed, left_alone, tries, now)
    return (
        *(StageCount(stage="deliveries", outcome=Outcome(one.outcome), reason=one.reason, count=1) for one in receipts),
        *(
            StageCount(
                stage="deliveries", outcome=Outcome.DEFERRED, reason="the channel had just failed twice", count=1
            )
            for _ in left_alone
        ),
    )


def _hasten(db: duckdb.DuckDBPyConnection, channel: str, now: datetime) -> None:
    """End the pauses of what has failed since this channel last accepted anything: it accepts again.

    A message that it has refused while it accepted others keeps its pause.
    """
    db.execute(
        """
        update alerts set next_try_at = $now
        where state = 'due' and next_try_at > $now and attempt_count > 0 and message_id in (
            select message_id from deliveries where channel = $channel group by message_id
            having min(tried_at) > coalesce(
                (select max(tried_at) from deliveries where channel = $channel and outcome = 'delivered'), '-infinity')
        )
        """,
        {"channel": channel, "now": now},
    )


def _settle(
    db: duckdb.DuckDBPyConnection,
    holder: str,
    message_id: str,
    failed: Sequence[Receipt],
    left_alone: Sequence[str],
    tries: int,
    now: datetime,
) -> None:
    mine = rows_of(
        db,
        "select max(attempt_count) from alerts where message_id = $id and state = 'leased' and leased_by = $holder",
        {"id": message_id, "holder": holder},
    )[0][0]
    if mine is None:
        return  # another sender took it when our lease had run out, and settles it
    made = mine + (1 if failed or not left_alone else 0)
    next_try_at: datetime | None = None
    settled_at: datetime | None = now
    state, reason = "delivered", None
    if failed and made >= tries:
        state = "dead"
        reason = f"given up after {made} tries: " + "; ".join(f"{one.channel}: {one.reason}" for one in failed)
    elif failed or left_alone:
        state, next_try_at, settled_at = "due", now + pause(message_id, max(made, 1)), None
    db.execute(
        "update alerts set state = $state, attempt_count = $made, next_try_at = $next, settled_at = $settled, "
        "leased_by = null, leased_until = null, dead_reason = $reason where message_id = $id and state != 'held'",
        {"state": state, "made": made, "next": next_try_at, "settled": settled_at, "reason": reason, "id": message_id},
    )


def pause(message_id: str, made: int) -> timedelta:
    """How long a message waits after its `made`-th try: doubling, and spread by half either way.

    The spread comes from message and try, not from chance: it parts the messages that failed together, and a
    replay gives the same.
    """
    spread = int(key(message_id, str(made)), 16) / 16**16  # 0 to 1
    doubled: timedelta = min(_FIRST_PAUSE * 2 ** min(made - 1, 20), _LONGEST_PAUSE)
    return doubled * (0.5 + spread)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """What has not arrived: alerts given up, and alerts that were refused and will be tried again."""

    dead_count: int
    dead_reason: str | None  # of the one given up last
    refused_count: int
    refused_since: datetime | None  # when the oldest of them was raised
    refused_reason: str | None  # of the last try


def backlog(db: duckdb.DuckDBPyConnection, since: datetime) -> Backlog:
    """What was given up after `since`, and all that is being refused."""
    found = rows_of(
        db,
        """
        with refused as (select * from alerts where state in ('due', 'leased') and attempt_count > 0)
        select count(*) filter (state = 'dead' and settled_at > $since),
            arg_max(dead_reason, settled_at) filter (state = 'dead' and settled_at > $since),
            (select count(*) from refused), (select min(raised_at) from refused),
            (select arg_max(channel || ': ' || reason, tried_at) from deliveries semi join refused using (message_id)
                where outcome = 'failed')
        from alerts
        """,
        {"since": since},
    )[0]
    return Backlog(
        dead_count=found[0], dead_reason=found[1], refused_count=found[2], refused_since=found[3],
        refused_reason=found[4],
    )  # fmt: skip


def retry(db: duckdb.DuckDBPyConnection, alert_id: str | None = None) -> int:
    """Make an alert that was given up due again, or all of them; returns how many. Its delivery ids stay."""
    found = rows_of(
        db,
        """
        update alerts set state = 'due', attempt_count = 0, next_try_at = null, settled_at = null, dead_reason = null
        where state = 'dead' and ($id is null or message_id in (select message_id from alerts where alert_id = $id))
        returning alert_id
        """,
        {"id": alert_id},
    )
    if found:
        touch(db)
    return len(found)
