"""What it costs to decide about mentions: loads of 2,000 and 100,000, beside few and beside two million stored.

    python tests/bench/bench_alerts.py
"""

import tempfile
from pathlib import Path
from time import perf_counter

import duckdb

from monitor.store.warehouse import Warehouse

LOADS = (2_000, 100_000)
STORED = (10_000, 2_000_000)

_ARTICLES = """
insert into articles (article_id, story_id, feed_id, outlet, title, text, summary, authors, first_seen_at, version,
    text_from, quality, quality_reason, word_count, is_history)
select $name || 'a' || i, $name || 's' || (i // 3), 'f', 'Outlet ' || (i % 50), 'Title', 'Text', '', [],
    $since::timestamptz + to_seconds(i), 1, 'page', 'full', '', 1, false
from range($count) as numbers(i)
"""
_MENTIONS = """
insert into mentions (mention_id, watch_id, article_id, found_at)
select $name || 'm' || i, 'w' || (i % 20), $name || 'a' || i, $since::timestamptz + to_seconds(i)
from range($count) as numbers(i)
"""


def load(db: duckdb.DuckDBPyConnection, name: str, count: int, since: str) -> float:
    """Seconds to insert the mentions of so many articles, the trigger's work included."""
    values = {"name": name, "count": count, "since": since}
    db.execute(_ARTICLES, values)
    started = perf_counter()
    db.execute(_MENTIONS, values)
    return perf_counter() - started


def measure(stored: int) -> list[float]:
    with tempfile.TemporaryDirectory() as directory:
        warehouse = Warehouse(Path(directory) / "news.duckdb", Path(directory) / "snapshot.duckdb", 1)
        with warehouse.held("the benchmark"):
            warehouse.prepare()
            with warehouse.session() as db:
                load(db, "old", stored, "2025-01-01")
                return [load(db, f"new{count}", count, "2025-06-01") for count in LOADS]


def main() -> None:
    few, many = measure(STORED[0]), measure(STORED[1])
    print(f"{'mentions in a load':<22}{f'{STORED[0]:,} stored':>18}{f'{STORED[1]:,} stored':>20}{'ratio':>8}")
    for count, one, other in zip(LOADS, few, many, strict=True):
        print(f"{count:<22,}{one:>16.3f} s{other:>18.3f} s{other / one:>8.2f}")


if __name__ == "__main__":
    main()
