"""What the reader asks and says of alerts: lists, marks, mutes, and what some days brought."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal

import duckdb

from monitor.model import Digest, ListedAlert, StoryLine, WatchScore
from monitor.store.rows import Row, rows_of
from monitor.store.warehouse import touch

NOTHING_SAID: Mapping[str, str] = MappingProxyType({})

_LISTED = """
    select alerts.alert_id, alerts.raised_at, alerts.kind, alerts.watch_id, alerts.story_id, alerts.state,
        coalesce(alerts.subject, articles.title, alerts.article_id, alerts.alert_id), articles.outlet, alerts.reason,
        alerts.held_by, alerts.dead_reason,
        (select arg_max(mark, mark_number) from alert_marks where alert_marks.alert_id = alerts.alert_id),
        alerts.article_id
    from alerts left join articles using (article_id)
"""


def list_alerts(
    db: duckdb.DuckDBPyConnection, *, watch: str | None, state: str | None, since: datetime | None, most: int
) -> tuple[ListedAlert, ...]:
    """The newest alerts first."""
    found = rows_of(
        db,
        f"""
        {_LISTED} where ($watch is null or alerts.watch_id = $watch) and ($state is null or alerts.state = $state)
            and ($since is null or alerts.raised_at >= $since)
        order by alerts.raised_at desc, alerts.published_at desc nulls last, alerts.alert_id limit $most
        """,
        {"watch": watch, "state": state, "since": since, "most": most},
    )
    return tuple(map(_listed, found))


def alerts_named(db: duckdb.DuckDBPyConnection, name: str) -> tuple[ListedAlert, ...]:
    """The alerts meant by an id, or its beginning of six characters or more; at most two."""
    found = rows_of(
        db,
        f"""
        {_LISTED} where alerts.alert_id = $name or (length($name) >= 6 and (starts_with(alerts.alert_id, $name)
            or starts_with(alerts.alert_id, 'm-' || $name)))
        order by alerts.alert_id != $name, alerts.alert_id limit 2
        """,
        {"name": name},
    )
    exact = [row for row in found if row[0] == name]
    return tuple(map(_listed, exact or found))


def _listed(row: Row) -> ListedAlert:
    (alert_id, raised_at, kind, watch, story_id, state, title, outlet, reason, held_by, dead_reason, mark,
     article_id) = row  # fmt: skip
    return ListedAlert(
        alert_id=alert_id, raised_at=raised_at, kind=kind, watch=watch, story_id=story_id, state=state, title=title,
        outlet=outlet, reason=reason, held_by=held_by, dead_reason=dead_reason, mark=mark, article_id=article_id,
    )  # fmt: skip


def tries_of(db: duckdb.DuckDBPyConnection, alert_id: str) -> list[Row]:
    """Channel, number, outcome, reason, time of every try, and seconds waited, for the message of an alert."""
    return rows_of(
        db,
        "select channel, try_number, outcome, reason, tried_at, waited_seconds from deliveries "
        "where message_id = (select message_id from alerts where alert_id = $id) "
        "order by tried_at, channel, try_number",
        {"id": alert_id},
    )


def mark_alert(db: duckdb.DuckDBPyConnection, alert_id: str, mark: str, now: datetime) -> None:
    """Keep the reader's word on an alert."""
    db.execute(
        "insert into alert_marks (alert_id, mark, marked_at) values ($id, $mark, $now)",
        {"id": alert_id, "mark": mark, "now": now},
    )
    touch(db)


def mute(db: duckdb.DuckDBPyConnection, subject: str, subject_id: str, until: datetime | None, now: datetime) -> None:
    """Send no alerts of a watch or story before `until`; an end that has passed lifts an earlier mute."""
    db.execute(
        "insert into mutes (subject, subject_id, until_at, muted_at) values ($subject, $id, $until, $now)",
        {"subject": subject, "id": subject_id, "until": until, "now": now},
    )
    touch(db)


def subject_named(db: duckdb.DuckDBPyConnection, name: str) -> tuple[Literal["watch", "story"], str] | None:
    """What a name mutes: ("watch", its name) or ("story", its id); a story also by one of its alerts or articles."""
    if rows_of(db, "select 1 from watches where watch_id = $name", {"name": name}):
        return "watch", name
    found = rows_of(
        db,
        """
        select distinct story_id from (
            select story_id from alerts where $name in (alert_id, 'm-' || alert_id, story_id, article_id)
            union all
            select story_id from articles where $name in (article_id, story_id)
        ) where story_id is not null limit 2
        """,
        {"name": name},
    )
    return ("story", found[0][0]) if len(found) == 1 else None


def digest(
    db: duckdb.DuckDBPyConnection, since: datetime, until: datetime, said: Mapping[str, str] = NOTHING_SAID
) -> Digest:
    """The alerts raised in (since, until], by watch and story, echoes counted; what was marked of those told.

    `said` has marks by alert that the database does not have yet.
    """
    span = {"since": since, "until": until}
    found = rows_of(
        db,
        """
        with raised as (
            select alerts.*, coalesce(articles.title, alerts.subject, alerts.reason) as said, articles.outlet,
                articles.url, coalesce(alerts.story_id, alerts.alert_id) as story
            from alerts left join articles using (article_id)
            where raised_at > $since and raised_at <= $until and watch_id is not null and not alerts.is_history
                and kind != 'summary' and (held_by is not null or state != 'held' or kind = 'echo')
                and not exists (from mentions where mentions.mention_id = alerts.mention_id and mentions.is_backfill)
        )
        select watch_id, story,
            arg_min(said, (kind = 'echo', raised_at, alert_id)), arg_min(outlet, (kind = 'echo', raised_at, alert_id)),
            arg_min(url, (kind = 'echo', raised_at, alert_id)),
            count(*) filter (state != 'held'), count(*) filter (kind = 'echo'), count(*) filter (held_by is not null),
            count(*) filter (kind = 'update')
        from raised group by watch_id, story
        order by watch_id, count(*) desc, min(raised_at), story
        """,
        span,
    )
    watches: dict[str, list[StoryLine]] = {}
    for watch, story, title, outlet, url, told, echoes, held, updates in found:
        line = StoryLine(
            story_id=story, title=title, outlet=outlet, url=url, told_count=told, echo_count=echoes, held_count=held,
            update_count=updates,
        )  # fmt: skip
        watches.setdefault(watch, []).append(line)
    return Digest(
        since_at=since,
        until_at=until,
        watches=tuple((watch, tuple(lines)) for watch, lines in watches.items()),
        scores=scores(db, since, until, said),
    )


def last_digest_at(db: duckdb.DuckDBPyConnection, span: str, now: datetime) -> datetime | None:
    """When the last digest of this span was told; None: never before `now`."""
    found = rows_of(
        db,
        "select max(raised_at) from signals where starts_with(signal_id, $id) and raised_at <= $now",
        {"id": f"digest-{span}-", "now": now},
    )
    moment: datetime | None = found[0][0]
    return moment


def scores(
    db: duckdb.DuckDBPyConnection, since: datetime, until: datetime, said: Mapping[str, str] = NOTHING_SAID
) -> tuple[WatchScore, ...]:
    """What was marked of the alerts raised in (since, until] and told, watch by watch; `said` as for a digest."""
    found = rows_of(
        db,
        """
        with said as (
            select alert_id, arg_max(mark, mark_number) as mark
            from (
                select alert_id, mark, mark_number from alert_marks
                union all
                select unnest($alerts::text[]), unnest($words::text[]), 'infinity'::double
            )
            group by alert_id
        )
        select watch_id, count(*) filter (state != 'held'), count(*) filter (mark = 'useful'),
            count(*) filter (mark = 'noise')
        from alerts left join said using (alert_id)
        where raised_at > $since and raised_at <= $until and watch_id is not null and kind != 'summary'
        group by watch_id having count(*) filter (state != 'held') > 0 or count(mark) > 0 order by watch_id
        """,
        {"since": since, "until": until, "alerts": list(said), "words": list(said.values())},
    )
    return tuple(WatchScore(watch=row[0], told_count=row[1], useful_count=row[2], noise_count=row[3]) for row in found)
