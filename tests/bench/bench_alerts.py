"""What it costs to decide about mentions: loads of 2,000 and 100,000, beside few and beside two million stored.

What is stored came in a hundred loads that fill the three years before evenly, in stories of three reports; every
article has two facts and a source, every fifth is a copy. Ids are hashes, as the pipeline's are.

    python tests/bench/bench_alerts.py
"""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import process_time

import duckdb

from monitor.store.warehouse import Warehouse

LOADS = (2_000, 100_000)
STORED = (10_000, 2_000_000)
ROUNDS = 3  # loads of each size; their median counts
BEGAN, PARTS, PART = datetime(2022, 6, 1, tzinfo=UTC), 100, timedelta(days=11)
HOUR = timedelta(hours=1)

_MADE = """
create or replace temp table made as
select left(md5($name || i), 16) as article_id, left(md5($name || (i // 3)), 16) as story_id, i,
    $since::timestamptz + to_seconds(i * $seconds / $count) as seen_at
from range($count) as numbers(i)
"""
_ROWS = (
    """
    insert into articles (article_id, story_id, feed_id, outlet, title, text, summary, authors, first_seen_at,
        version, text_from, quality, quality_reason, word_count, is_history)
    select article_id, story_id, 'f', 'Outlet ' || (i % 50), 'Title', 'Text', '', [], seen_at, 1, 'page', 'full', '',
        1, false
    from made
    """,
    """
    insert into article_facts (article_id, version, kind, subject, value, words, is_prominent, found_at)
    select article_id, 1, 'figure', 'rate ' || side, i % 4, (i % 4) || ' percent', true, seen_at
    from made, range(2) as sides(side)
    """,
    """
    insert into origins (article_id, name, kind, sentence, zone, span_start, span_end, found_at)
    select article_id, 'Agency ' || (i % 5), 'reporting source', 'It said so.', 'lead', 0, 11, seen_at from made
    """,
    "insert into copies select article_id, story_id, seen_at from made where i % 5 = 0",
)
_MENTIONS = """
insert into mentions (mention_id, watch_id, article_id, found_at)
select left(md5('m' || article_id), 16), 'w' || (i % 20), article_id, seen_at from made
"""


def load(db: duckdb.DuckDBPyConnection, name: str, count: int, since: datetime, lasts: timedelta) -> float:
    """CPU seconds, of all threads, to insert the mentions of so many articles: the trigger's work is in it.

    Not that of the commit, which writes to the disk, and now and then all that has changed since it last did.
    """
    db.execute("begin")
    db.execute(_MADE, {"name": name, "count": count, "since": since, "seconds": lasts.total_seconds()})
    for rows in _ROWS:
        db.execute(rows)
    started = process_time()
    db.execute(_MENTIONS)
    spent = process_time() - started
    db.execute("commit")
    return spent


def measure(stored: int) -> list[float]:
    """The median cost of each size of load."""
    with tempfile.TemporaryDirectory() as directory:
        warehouse = Warehouse(Path(directory) / "news.duckdb", Path(directory) / "snapshot.duckdb", 1)
        with warehouse.held("the benchmark"):
            warehouse.prepare()
            with warehouse.session() as db:
                for part in range(PARTS):
                    load(db, f"old{part}-", stored // PARTS, BEGAN + part * PART, PART)
                since = BEGAN + PARTS * PART
                return [
                    median(load(db, f"{count}-{at}-", count, since + at * HOUR, HOUR) for at in range(ROUNDS))
                    for count in LOADS
                ]


def main() -> None:
    few, many = measure(STORED[0]), measure(STORED[1])
    print(f"{'mentions in a load':<22}{f'{STORED[0]:,} stored':>18}{f'{STORED[1]:,} stored':>20}{'ratio':>8}")
    for count, one, other in zip(LOADS, few, many, strict=True):
        print(f"{count:<22,}{one:>16.3f} s{other:>18.3f} s{other / one:>8.2f}")


if __name__ == "__main__":
    main()
