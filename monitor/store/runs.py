"""The ledger: which runs there were, and how every item of every stage ended."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

import duckdb

from monitor.errors import UnbalancedError
from monitor.model import Outcome, RaisedAlert, SilentFeed, StageCount
from monitor.store.rows import rows_of


def open_run(db: duckdb.DuckDBPyConnection, run_id: str, now: datetime, *, is_history: bool = False) -> int:
    """Write the run's row; returns how many earlier runs were found killed, and marks them so."""
    killed = rows_of(db, "update runs set state = 'interrupted' where state = 'running' returning run_id")
    db.execute(
        "insert into runs (run_id, started_at, state, is_history) values ($run_id, $now, 'running', $is_history)",
        {"run_id": run_id, "now": now, "is_history": is_history},
    )
    return len(killed)


def last_pass_at(db: duckdb.DuckDBPyConnection) -> datetime | None:
    """The clock of the last pass over the feeds that was finished; None if there was none."""
    query = "select max(started_at) from runs where state in ('completed', 'completed with errors') and not is_history"
    found: datetime | None = rows_of(db, query)[0][0]
    return found


def last_closed_at(db: duckdb.DuckDBPyConnection) -> datetime | None:
    """The clock at which the last pass over the feeds began that was closed, however it ended; None: there was none."""
    query = "select max(started_at) from runs where ended_at is not null and not is_history"
    found: datetime | None = rows_of(db, query)[0][0]
    return found


def last_start_at(db: duckdb.DuckDBPyConnection) -> datetime | None:
    """The clock at which the last run began, however it ended; None if there was none."""
    found: datetime | None = rows_of(db, "select max(started_at) from runs")[0][0]
    return found


def close_run(db: duckdb.DuckDBPyConnection, run_id: str, state: str, message: str, now: datetime) -> None:
    """Write how the run ended."""
    db.execute(
        "update runs set ended_at = $now, state = $state, message = $message where run_id = $run_id",
        {"run_id": run_id, "now": now, "state": state, "message": message},
    )


def count(db: duckdb.DuckDBPyConnection, run_id: str, counts: Iterable[StageCount]) -> None:
    """Add to the run's counts, within the transaction that did what they count."""
    added: Counter[tuple[str, str, str]] = Counter()
    for one in counts:
        added[one.stage, one.outcome, one.reason] += one.count
    for (stage, outcome, reason), number in added.items():
        db.execute(
            "insert into run_outcomes values ($run_id, $stage, $outcome, $reason, $number)",
            {"run_id": run_id, "stage": stage, "outcome": outcome, "reason": reason, "number": number},
        )


def counts_of(db: duckdb.DuckDBPyConnection, run_id: str) -> tuple[StageCount, ...]:
    """All counts of a run, added up."""
    found = rows_of(
        db,
        "select stage, outcome, reason, sum(item_count)::bigint from run_outcomes where run_id = $run_id "
        "group by stage, outcome, reason "
        "order by list_position(['feeds', 'entries', 'pages', 'deliveries'], stage), outcome, reason",
        {"run_id": run_id},
    )
    return tuple(StageCount(stage=row[0], outcome=Outcome(row[1]), reason=row[2], count=row[3]) for row in found)


def check_balance(run_id: str, seen: Counter[str], counts: Iterable[StageCount]) -> None:
    """Raise UnbalancedError unless, at every stage, the items seen are the sum of the outcomes."""
    ended: Counter[str] = Counter()
    for one in counts:
        ended[one.stage] += one.count
    wrong = [f"{stage}: {seen[stage]} seen, {ended[stage]} ended" for stage in seen | ended
             if seen[stage] != ended[stage]]  # fmt: skip
    if wrong:
        raise UnbalancedError(f"run {run_id}", "; ".join(wrong))


def totals(db: duckdb.DuckDBPyConnection) -> Counter[str]:
    """How much there is: articles, versions, mentions, alerts raised, held back, delivered; boilerplate lines."""
    row = rows_of(
        db,
        """
        select (select count(*) from articles), (select count(*) from article_versions),
            (select count(*) from mentions), count(*) filter (state != 'held'),
            count(*) filter (state = 'held'), count(*) filter (state = 'delivered'),
            (select count(*) from host_lines where is_boilerplate)
        from alerts
        """,
    )[0]
    names = ("articles", "versions", "mentions", "raised", "held", "delivered", "boilerplate")
    return Counter(dict(zip(names, row, strict=True)))


def raised(db: duckdb.DuckDBPyConnection, since: datetime | None, now: datetime) -> tuple[RaisedAlert, ...]:
    """What a run has to tell: alerts raised at its clock, or since the run closed last began (`since`), as by one that
    was killed; nothing that is held back.
    """
    found = rows_of(
        db,
        "select alert_id, alerts.kind, reason, coalesce(subject, title, ''), alerts.watch_id, alerts.story_id, url "
        "from alerts left join articles using (article_id) where state != 'held' "
        "and (raised_at = $now or (($since is null or raised_at > $since) and raised_at < $now)) "
        "order by raised_at = $now, 1",
        {"now": now, "since": since},
    )
    names = ("alert_id", "kind", "reason", "title", "watch", "story_id", "url")
    return tuple(RaisedAlert(**dict(zip(names, row, strict=True))) for row in found)


def silent_feeds(db: duckdb.DuckDBPyConnection, since: datetime | None, now: datetime) -> tuple[SilentFeed, ...]:
    """Feeds from which nothing comes any more, as was found at a run's clock, or since, as for `raised`."""
    found = rows_of(
        db,
        "select feed_id, name, trouble, message from feed_episodes join feeds using (feed_id) "
        "where trouble != 'gap' and (found_at = $now or (($since is null or found_at > $since) and found_at < $now)) "
        "order by 2, 3",
        {"now": now, "since": since},
    )
    return tuple(SilentFeed(feed_id=row[0], name=row[1], trouble=row[2], message=row[3]) for row in found)


def waited(db: duckdb.DuckDBPyConnection, since: datetime, until: datetime) -> tuple[float, float] | None:
    """Seconds from entry seen to message accepted, of what was sent during a run: median, longest; None: nothing."""
    middle, longest = rows_of(
        db,
        "select median(waited_seconds), max(waited_seconds) from deliveries where tried_at between $since and $until",
        {"since": since, "until": until},
    )[0]
    return None if middle is None else (middle, longest)


def topics_at(db: duckdb.DuckDBPyConnection, now: datetime) -> tuple[tuple[str, int], ...]:
    """Topics of what was stored at a run's clock, with the number of articles about each, most first."""
    found = rows_of(
        db,
        "select topic, count(*) from article_topics join articles using (article_id) "
        "join article_versions using (article_id, version) where score >= 0.5 and seen_at = $now "
        "group by all order by 2 desc, 1",
        {"now": now},
    )
    return tuple((topic, number) for topic, number in found)
