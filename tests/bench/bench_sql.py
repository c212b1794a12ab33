"""How long each view and macro takes to answer its usual question in a warehouse of 100,000 articles, LONG=1 of one
million: wall time and processor time of all cores, opening the snapshot included, the better of three. The wall time
is the lesser one where the machine has nothing else to do; either is marked where it is over half a second. Then the
morning briefing, section by section and as the command writes it, and `monitor` alone, both as processes of their own.
KEEP=FOLDER makes the warehouse there, or uses the one made before.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from generated_news import NOW, generate

from monitor import store
from monitor.config import init_workspace
from monitor.store.briefing import read_briefing
from monitor.store.schema import read_sql

COUNT = 1_000_000 if os.environ.get("LONG") else 100_000
SLOW = 0.5  # seconds
STORY = """
select story_id from articles where first_seen_at > $1 - interval 30 day group by all order by count(*) desc, 1 limit 1
"""

QUESTIONS = {
    "clock": "from clock",
    "schema_version": "from schema_version",
    "coverage": "from coverage",
    "topic_daily": "from topic_daily where topic = 'topic-3' and published_on > getvariable('today') - 28",
    "topic_daily, all topics": "from topic_daily where published_on > getvariable('today') - 28",
    "topic_weekly": "from topic_weekly where week_on > getvariable('today') - 28",
    "watch_daily": "from watch_daily where watch_id = 'watch-3' and published_on > getvariable('today') - 90",
    "watch_daily, all watches": "from watch_daily where published_on > getvariable('today') - 28",
    "stories": "from stories where first_at > getvariable('now') - interval 7 day "
               "order by outlet_count desc limit 50",
    "story_origins": "from story_origins where first_at > getvariable('now') - interval 7 day "
                     "order by independent_origin_count desc limit 50",
    "origins_of": "from origins_of([{story}])",
    "originals_of": "from originals_of((select list(article_id) from articles where first_seen_at > "
                    "getvariable('now') - interval 1 day))",
    "article_stories": "from article_stories where story_id = {story}",
    "story_roots": "from story_roots where story_id = {story}",
    "story_links": "from story_links where first_at > getvariable('now') - interval 7 day order by strength desc "
                   "limit 50",
    "story_events": "from story_events where first_at > getvariable('now') - interval 7 day order by first_at desc "
                    "limit 50",
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
    "dispositions": "from dispositions where outcome in ('deferred', 'rejected', 'failed') and "
                    "dispositions.at > getvariable('now') - interval 7 day",
    "delivery_times": "from delivery_times where tried_on > getvariable('today') - 28 order by tried_on",
    "run_report": "from run_report where started_at > getvariable('now') - interval 7 day",
    "calendar": "from calendar where starts_on between getvariable('today') and "
                "getvariable('today') + 30 order by starts_on",
    "calendar_watches": "select starts_on, what, list(watch_id) from calendar_watches join calendar using (event_id) "
                        "where starts_on between getvariable('today') and getvariable('today') + 30 group by all",
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


def print_times(snapshot: Path) -> None:
    with store.reader(snapshot, "Asia/Seoul") as db:
        story = f"'{db.execute(STORY, [NOW]).fetchall()[0][0]}'"
    print(f"{'':28}{'wall':>9}{'processor':>11}{'rows':>9}")
    for title, sql in QUESTIONS.items():
        wall, processor, found = measure(snapshot, sql.format(story=story))
        slow = " and ".join(name for name, spent in (("wall", wall), ("processor", processor)) if spent > SLOW)
        print(f"{title:28}{wall:>7.3f} s{processor:>9.3f} s{found:>9,}{f'  over .5 s: {slow}' if slow else ''}")


def print_briefing(snapshot: Path) -> None:
    """The processor time of each section of the briefing, and of them all."""
    sections = read_sql("briefing")
    print("\nthe briefing's sections, processor time")
    for chosen in (*((name,) for name in sections), tuple(sections)):
        best = 1e9
        for _ in range(3):
            with store.reader(snapshot, "Asia/Seoul") as db:
                begun = time.process_time()
                read_briefing(
                    db, NOW - timedelta(days=1), NOW, ZoneInfo("Asia/Seoul"),
                    without=[name for name in sections if name not in (*chosen, "totals")],
                )  # fmt: skip
                best = min(best, time.process_time() - begun)
        print(f"{chosen[0] if len(chosen) == 1 else 'all':28}{'':9}{best:>9.3f} s")


def print_commands(folder: Path) -> None:
    """What two commands take from their start to their end, the better of three."""
    if not (folder / "monitor.toml").exists():
        init_workspace(folder, feeds=())
    environ = os.environ | {"MONITOR_CLOCK__FROZEN_AT": NOW.isoformat()}
    print()
    for title, words in (("monitor", ()), ("monitor brief", ("brief",)),
                         ("monitor brief --to x.html", ("brief", "--to", str(folder / "x.html")))):  # fmt: skip
        best = (1e9, 1e9)
        for _ in range(3):
            before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            command = [sys.executable, "-m", "monitor", *words, "--dir", str(folder)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environ)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
            best = min(best, (time.perf_counter() - begun, spent))
        print(f"{title:28}{best[0]:>7.3f} s{best[1]:>9.3f} s")


def main() -> None:
    with ExitStack() as stack:
        folder = Path(os.environ.get("KEEP") or stack.enter_context(tempfile.TemporaryDirectory()))
        snapshot = folder / "warehouse" / "news.snapshot.duckdb"
        if not snapshot.exists():
            snapshot.parent.mkdir(parents=True, exist_ok=True)
            started = time.perf_counter()
            generate(snapshot.with_name("news.duckdb"), snapshot, COUNT)
            spent = time.perf_counter() - started
            size = snapshot.stat().st_size / 1e6
            print(f"{COUNT:,} articles, clock {NOW:%Y-%m-%d}, in {spent:.0f} s; {size:,.0f} MB")
        print_times(snapshot)
        print_briefing(snapshot)
        print_commands(folder)


if __name__ == "__main__":
    main()
