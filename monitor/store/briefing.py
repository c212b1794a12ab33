"""The morning briefing's facts, by the files of warehouse/briefing/, one a section."""

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import duckdb

from monitor.errors import WarehouseError
from monitor.model.brief import (
    Briefing,
    DateAhead,
    Echoed,
    FeedTrouble,
    Missed,
    MissedItem,
    News,
    Series,
    Statement,
    Totals,
    WideStory,
)
from monitor.store.rows import Row, rows_of
from monitor.store.schema import read_sql

_HALF_A_DAY = timedelta(hours=12)


def read_briefing(
    db: duckdb.DuckDBPyConnection, since: datetime, until: datetime, zone: ZoneInfo, *, without: Collection[str] = ()
) -> Briefing:
    """What (since, until] brought; the connection's time zone is `zone`, by whose clock days begin.

    Sections named in `without` stay empty and cost nothing. Raises WarehouseError for a snapshot that lacks what this
    version reads.
    """
    day = (until - _HALF_A_DAY).astimezone(zone).date()
    asked = {"since": since, "until": until, "day": day, "today": until.astimezone(zone).date()}
    try:
        found = {name: [] if name in without else _rows(db, sql, asked) for name, sql in read_sql("briefing").items()}
    except duckdb.CatalogException as exc:
        raise WarehouseError("snapshot", "another version of monitor published it: `monitor run` does so anew") from exc
    return Briefing(
        since=since,
        until=until,
        day=day,
        totals=Totals(**found["totals"][0]),
        news=tuple(News(**_named(row)) for row in found["news"]),
        watches=_series((row["watch_id"], (row["watch_id"],) * 2, row) for row in found["watch_days"]),
        topics=_series((row["topic"], (row["label_en"], row["label_ko"]), row) for row in found["topic_days"]),
        stories=tuple(WideStory(**_named(row)) for row in found["stories"]),
        statements=tuple(Statement(**row) for row in found["said"]),
        dates=tuple(DateAhead(**_named(row)) for row in found["dates"]),
        feeds=tuple(FeedTrouble(**row) for row in found["feeds"]),
        missed=tuple(
            Missed(**{**row, "items": tuple(MissedItem(**one) for one in row["items"])}) for row in found["missed"]
        ),
        echoes=tuple(Echoed(**_named(row)) for row in found["echoes"]),
    )


def last_run(db: duckdb.DuckDBPyConnection) -> tuple[datetime, str] | None:
    """When the last run began, and how it ended; None: there was none."""
    found = rows_of(db, "select started_at, state from runs order by started_at desc, run_id limit 1")
    return (found[0][0], found[0][1]) if found else None


def last_change(db: duckdb.DuckDBPyConnection, since: datetime, until: datetime) -> str | None:
    """The headline of the update that was told last in (since, until]; None: there was none."""
    found = rows_of(
        db,
        """
        select articles.title from alerts join articles using (article_id)
        where kind = 'update' and state != 'held' and raised_at > $since and raised_at <= $until
        order by raised_at desc, alert_id limit 1
        """,
        {"since": since, "until": until},
    )
    return found[0][0] if found else None


def last_run_of(db: duckdb.DuckDBPyConnection, day: date) -> datetime | None:
    """When the last run of a day began, by the connection's time zone; None: there was none."""
    found: datetime | None = rows_of(
        db, "select max(started_at) from runs where cast(started_at as date) = $day", {"day": day}
    )[0][0]
    return found


def _rows(db: duckdb.DuckDBPyConnection, sql: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a file by column name; it is given the parameters that it names."""
    result = db.execute(sql, {name: value for name, value in asked.items() if f"${name}" in sql})
    columns = [column[0] for column in result.description or ()]
    rows: list[Row] = result.fetchall()
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _named(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a noun takes it: tuples for lists, and the marks of an excerpt read."""
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    if "marks" in values:
        values["marks"] = tuple((start, end) for start, end in json.loads(values["marks"]))
    return values


def _series(days: Iterable[tuple[str, tuple[str, str], dict[str, Any]]]) -> tuple[Series, ...]:
    """Rows of days, in order, gathered by what they count."""
    counts: dict[str, list[int]] = {}
    told: dict[str, tuple[tuple[str, str], int]] = {}
    for name, named, row in days:
        since = row["since_on"] or row["day"]
        told[name] = named, max((row["day"] - since).days, 0)
        counts.setdefault(name, []).append(row["story_count"])
    return tuple(
        Series(name=name, labels=told[name][0], counts=tuple(one), known=told[name][1]) for name, one in counts.items()
    )
