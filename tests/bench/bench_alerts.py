"""What it costs to decide about mentions: loads of 2,000 and 100,000, beside few and beside two million stored.

What is stored came in a hundred loads that fill the three years before evenly, in stories of three reports; every
article has two facts and a source, every fifth is a copy. Ids are hashes, and a story has that of its first article,
as the pipeline's do. Loads beside few and beside many take turns, so that the machine's other work falls on both.

    python tests/bench/bench_alerts.py
"""

import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import process_time

import duckdb

from monitor.store.warehouse import Warehouse

STORED = (10_000, 2_000_000)
ROUNDS = {2_000: 15, 100_000: 3}  # loads of each size; the median of their ratios counts
BEGAN, PARTS, PART = datetime(2022, 6, 1, tzinfo=UTC), 100, timedelta(days=11)
HOUR = timedelta(hours=1)

_MADE = """
create or replace temp table made as
select left(md5($name || i), 16) as article_id, left(md5($name || (i - i % 3)), 16) as story_id, i,
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


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds, of all threads, of one load."""

    articles: float  # to insert the articles, with their facts, sources and copies
    mentions: float  # to insert their mentions: the trigger's work is in it
    commit: float  # to write that to the disk, and now and then all that has changed since it last was

    @property
    def whole(self) -> float:
        return self.articles + self.mentions + self.commit


def load(db: duckdb.DuckDBPyConnection, name: str, count: int, since: datetime, lasts: timedelta) -> Cost:
    """Store so many articles and their mentions in one transaction; returns what it cost."""
    began = process_time()
    db.execute("begin")
    db.execute(_MADE, {"name": name, "count": count, "since": since, "seconds": lasts.total_seconds()})
    for rows in _ROWS:
        db.execute(rows)
    stored_at = process_time()
    db.execute(_MENTIONS)
    decided_at = process_time()
    db.execute("commit")
    return Cost(stored_at - began, decided_at - stored_at, process_time() - decided_at)


def stored(directory: Path, count: int, opened: ExitStack) -> duckdb.DuckDBPyConnection:
    """A warehouse with so many mentions, open until `opened` is closed."""
    warehouse = Warehouse(directory / f"{count}.duckdb", directory / "snapshot.duckdb", 1)
    opened.enter_context(warehouse.held("the benchmark"))
    warehouse.prepare()
    db = opened.enter_context(warehouse.session())
    for part in range(PARTS):
        load(db, f"old{part}-", count // PARTS, BEGAN + part * PART, PART)
    return db


def main() -> None:
    print(f"{'load of: what of it':<22}{f'{STORED[0]:,} stored':>18}{f'{STORED[1]:,} stored':>20}{'ratio':>8}")
    since = BEGAN + PARTS * PART
    with tempfile.TemporaryDirectory() as directory, ExitStack() as opened:
        few, many = (stored(Path(directory), count, opened) for count in STORED)
        for count, rounds in ROUNDS.items():
            spent = [
                [load(db, f"{count}-{at}-", count, since + at * HOUR, HOUR) for db in (few, many)]
                for at in range(rounds)
            ]
            for part in ("mentions", "articles", "commit", "whole"):
                costs = [[getattr(one, part) for one in pair] for pair in spent]
                few_cost, many_cost = (median(each) for each in zip(*costs, strict=True))
                ratio = median(beside_many / beside_few for beside_few, beside_many in costs)
                print(f"{f'{count:,}: {part}':<22}{few_cost:>16.3f} s{many_cost:>18.3f} s{ratio:>8.2f}")


if __name__ == "__main__":
    main()
