"""How long each view and macro takes to answer its usual question in a warehouse of 100,000 articles, LONG=1 of one
million: wall time and processor time of all cores, opening the snapshot included, the better of three. The wall time
is the lesser one where the machine has nothing else to do.
"""

import os
import tempfile
import time
from pathlib import Path

from generated_news import NOW, generate

from monitor import store

COUNT = 1_000_000 if os.environ.get("LONG") else 100_000
STORY = "printf('%016x', hash(({count} - 5000)::bigint))"

QUESTIONS = {
    "clock": "from clock",
    "schema_version": "from schema_version",
    "topic_daily": "from topic_daily where topic = 'topic-3' and published_on > getvariable('today') - 28",
    "topic_daily, all topics": "from topic_daily where published_on > getvariable('today') - 28",
    "topic_weekly": "from topic_weekly where week_on > getvariable('today') - 28",
    "watch_daily": "from watch_daily where watch_id = 'watch-3' and published_on > getvariable('today') - 90",
    "watch_daily, all watches": "from watch_daily where published_on > getvariable('today') - 28",
    "stories": "from stories where first_at > getvariable('now') - interval 7 day "
               "order by outlet_count desc limit 50",
    "story_origins": "from story_origins where first_at > getvariable('now') - interval 7 day "
                     "order by independent_origin_count desc limit 50",
    "story_timeline": "from story_timeline where story_id = {story} order by told_at",
    "story_facts": "from story_facts where story_id = {story} order by told_at",
    "outlet_lead_time": "select outlet, count(*), median(lead_seconds) from outlet_lead_time where place = 1 and "
                        "told_at > getvariable('now') - interval 28 day group by all order by 2 desc limit 20",
    "source_network": "select outlet, source, sum(article_count) from source_network where "
                      "published_on > getvariable('today') - 28 group by all order by 3 desc limit 50",
    "co_mentions": "select other_watch_id, sum(article_count) from co_mentions where watch_id = 'watch-3' and "
                   "published_on > getvariable('today') - 28 group by all",
    "country_pairs": "select pair, sum(article_count) from country_pairs where "
                     "published_on > getvariable('today') - 28 group by all order by 2 desc",
    "figure_changes": "from figure_changes where product = 'product-7' order by told_at",
    "article_subjects": "from article_subjects where published_at > getvariable('now') - interval 7 day and "
                        "list_contains(main_topics, 'topic-3') order by published_at desc limit 50",
    "version_facts": "from version_facts where article_id = {story}",
    "feed_health": "from feed_health order by failure_count desc",
    "run_report": "from run_report where started_at > getvariable('now') - interval 7 day",
    "calendar": "from calendar where starts_on between getvariable('today') and "
                "getvariable('today') + 30 order by starts_on",
    "mentions_between": "select watch_id, count(*) from mentions_between('2025-04-17', '2025-04-24') group by all",
    "search, a month": "from search('tariff talks on 5', '2025-03-24') limit 100",
    "alerts of the day": "select * from articles where article_id in (select article_id from mentions where "
                         "found_at > getvariable('now') - interval 1 day)",
}  # fmt: skip


def measure(snapshot: Path, sql: str) -> tuple[float, float, int]:
    """Wall and processor seconds, and rows; the better of three."""
    best = (1e9, 1e9)
    found = 0
    for _ in range(3):
        wall, processor = time.perf_counter(), time.process_time()
        with store.reader(snapshot, "Asia/Seoul") as db:
            found = len(store.query(db, sql)[1])
        best = min(best, (time.perf_counter() - wall, time.process_time() - processor))
    return *best, found


def print_times(snapshot: Path, count: int) -> None:
    print(f"{'':28}{'wall':>9}{'processor':>11}{'rows':>9}")
    for title, sql in QUESTIONS.items():
        wall, processor, found = measure(snapshot, sql.format(story=STORY.format(count=count)))
        print(f"{title:28}{wall:>7.3f} s{processor:>9.3f} s{found:>9,}{'  over .5 s' if processor > 0.5 else ''}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        snapshot = Path(folder) / "news.snapshot.duckdb"
        started = time.perf_counter()
        generate(Path(folder) / "news.duckdb", snapshot, COUNT)
        spent = time.perf_counter() - started
        print(f"{COUNT:,} articles, clock {NOW:%Y-%m-%d}, in {spent:.0f} s; {snapshot.stat().st_size / 1e6:,.0f} MB")
        print_times(snapshot, COUNT)


if __name__ == "__main__":
    main()
