"""The calendar: what dated events are known, and what a batch of articles does to them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

import duckdb

from monitor.model import DatedEvent, Event, EventChange, Judged, ToldDate, Zone
from monitor.model.topics import TOUCHED
from monitor.store.rows import Row, rows_of, stage

_EVENT = {"event_id": "VARCHAR", "what": "VARCHAR", "starts_on": "DATE", "ends_on": "DATE", "precision": "VARCHAR",
          "words": "VARCHAR[]", "stories": "VARCHAR[]", "article_id": "VARCHAR", "change": "VARCHAR",
          "moved_from": "DATE", "is_cancelled": "BOOLEAN", "place": "BIGINT", "told": "VARCHAR"}  # fmt: skip

_COLUMNS = "event_id, what, starts_on, ends_on, precision, words, stories, is_cancelled"
Merge = Callable[[Sequence[ToldDate], Sequence[Event]], Sequence[EventChange]]


def store_calendar(db: duckdb.DuckDBPyConnection, fresh: Sequence[Judged], merge: Merge, now: datetime) -> None:
    """Let the dates ahead of a batch add, confirm, move and cancel events; `merge` decides which."""
    told = _told(db, fresh, now)
    if not told:
        return
    changes = merge(told, _events_from(db, min(one.date.starts_on or date.max for one in told)))
    records = [
        (
            one.event.event_id, one.event.what, one.event.starts_on, one.event.ends_on, one.event.precision,
            one.event.words, one.event.stories, one.article_id, one.change, one.moved_from,
            one.event.is_cancelled, place, one.what,
        )
        for place, one in enumerate(changes)
    ]  # fmt: skip
    stage(db, "dated", _EVENT, records)
    db.execute(
        """
        insert into calendar (event_id, what, starts_on, ends_on, precision, words, stories, first_article_id,
            first_seen_at, last_seen_at, article_count)
        select event_id, what, starts_on, ends_on, precision, words, stories, article_id, $now, $now, 0
        from dated where change = 'added'
        """,
        {"now": now},
    )
    db.execute(
        """
        insert into calendar_history
        select event_id, change, starts_on, moved_from, article_id, $now from dated
        where change != 'confirmed' or not exists (
            select 1 from calendar_history as told
            where told.event_id = dated.event_id and told.article_id = dated.article_id)
        qualify change != 'confirmed'
            or row_number() over (partition by event_id, article_id, change order by place) = 1
        order by place
        """,
        {"now": now},
    )
    db.execute(
        """
        update calendar set starts_on = last.starts_on, ends_on = last.ends_on, precision = last.precision,
            words = last.words, stories = last.stories, last_seen_at = $now, is_passed = false,
            is_cancelled = last.is_cancelled,
            article_count = (
                select count(distinct article_id) from calendar_history as told
                where told.event_id = calendar.event_id),
            moved_count = (
                select count(*) from calendar_history as told
                where told.event_id = calendar.event_id and told.change = 'moved')
        from (select * from dated qualify row_number() over (partition by event_id order by place desc) = 1) as last
        where last.event_id = calendar.event_id
        """,
        {"now": now},
    )
    _quote_the_first(db)


def _quote_the_first(db: duckdb.DuckDBPyConnection) -> None:
    """Tell events by an article that confirms them, where it was published before the one that came first."""
    db.execute(
        """
        update calendar set what = earlier.told, first_article_id = earlier.article_id
        from (
            select dated.event_id, dated.told, dated.article_id
            from dated
            join calendar as known using (event_id)
            join articles as fresh on fresh.article_id = dated.article_id and fresh.version = 1
            join articles as quoted on quoted.article_id = known.first_article_id
            where dated.change = 'confirmed'
                and least(fresh.published_at, fresh.first_seen_at) < least(quoted.published_at, quoted.first_seen_at)
            qualify row_number() over (partition by event_id order by fresh.published_at, dated.place) = 1
        ) as earlier
        where earlier.event_id = calendar.event_id
        """
    )


def pass_events(db: duckdb.DuckDBPyConnection, now: datetime, today: date) -> None:
    """Mark the events whose last day lies behind `today`."""
    db.execute(
        """
        insert into calendar_history
        select event_id, 'passed', starts_on, null, null, $now from calendar where ends_on < $today and not is_passed
        """,
        {"now": now, "today": today},
    )
    db.execute("update calendar set is_passed = true where ends_on < $today and not is_passed", {"today": today})


def _told(db: duckdb.DuckDBPyConnection, fresh: Sequence[Judged], now: datetime) -> tuple[ToldDate, ...]:
    """Dates in the order in which outlets published them: of an event's articles the first is quoted, no reprint."""
    dated = {
        one.read.pending.article_id: one
        for one in sorted(fresh, key=lambda one: _told_at(one, now))
        if one.findings.dates
    }
    if not dated:
        return ()
    stage(db, "wanted", {"article_id": "VARCHAR"}, [(article_id,) for article_id in dated])
    stories: dict[str, str] = dict(
        rows_of(db, "select article_id, story_id from articles semi join wanted using (article_id)")
    )
    return tuple(
        ToldDate(
            article_id=article_id,
            story_id=stories[article_id],
            date=one,
            sentence=_sentence(judged, one),
            places=_places(judged, one),
            named=tuple(count.place for count in judged.places.counts),
            topics=tuple(topic.topic for topic in judged.topics if topic.score >= TOUCHED),
            days_ahead=(one.ends_on - _told_at(judged, now).date()).days if one.ends_on is not None else 0,
        )
        for article_id, judged in dated.items()
        for one in sorted(judged.findings.dates, key=lambda one: one.is_called_off)  # so that it is known before
        if one.is_ahead
    )


def _told_at(judged: Judged, now: datetime) -> datetime:
    """When it was published; what its publisher does not date, or has changed since, is of now."""
    published_at = judged.read.article.published_at
    return min(published_at, now) if published_at is not None and judged.version == 1 else now


def _sentence(judged: Judged, one: DatedEvent) -> str:
    article = judged.read.article
    source = article.title if one.sentence.zone == "headline" else article.text
    return source[one.sentence.start : one.sentence.end]


def _places(judged: Judged, one: DatedEvent) -> tuple[str, ...]:
    """The places that the sentence of a date names."""
    is_title = one.sentence.zone is Zone.HEADLINE
    return tuple(
        count.place
        for count in judged.places.counts
        if any(
            (span.zone is Zone.HEADLINE) is is_title and one.sentence.start <= span.start < one.sentence.end
            for span in count.spans
        )
    )


def _events_from(db: duckdb.DuckDBPyConnection, first: date) -> tuple[Event, ...]:
    """The events that may be meant: those not passed, and those at or after the first day told of."""
    found = rows_of(
        db,
        f"select {_COLUMNS} from calendar where not is_passed or starts_on >= $first order by first_seen_at, event_id",
        {"first": first},
    )
    return tuple(map(_event, found))


def _event(row: Row) -> Event:
    return Event(
        event_id=row[0], what=row[1], starts_on=row[2], ends_on=row[3], precision=row[4], words=tuple(row[5]),
        stories=tuple(row[6]), is_cancelled=row[7],
    )  # fmt: skip


def events_ahead(db: duckdb.DuckDBPyConnection, today: date, days: int) -> tuple[Event, ...]:
    """The events that are due within so many days: the soonest first, of a day those that most articles tell.

    Due is the first day of what is ahead, and the last of what may happen already.
    """
    found = rows_of(
        db,
        f"select {_COLUMNS} from (select *, if(starts_on < $today, ends_on, starts_on) as due_on from calendar) "
        "where due_on between $today and $today + $days::integer "
        "order by due_on, precision != 'day', article_count desc, event_id",
        {"today": today, "days": days},
    )
    return tuple(map(_event, found))
