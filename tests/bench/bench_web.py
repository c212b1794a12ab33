"""How long the page of a million articles lets one wait: to the first byte of each screen, and for what loads after it.

The articles are short, since no screen reads whole texts; 300 feeds over three years, with topics, mentions, alerts,
entries and dates in proportion. Asked over loopback, after one request that warms up: the median of seven, and the
processor time of server and client to the first byte, which other work on the machine hardly changes.
ARTICLES=100000 for less; KEEP=FOLDER makes the warehouse there, or uses the one made before.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import httpx

sys.path.insert(0, str(Path(__file__).parents[1]))

from desks import served

from monitor.config import Workspace
from monitor.config.settings import ClockSettings, Settings
from monitor.model import Watch
from monitor.store.warehouse import Warehouse
from monitor.web.rendering import SCREENS

ARTICLES = int(os.environ.get("ARTICLES", "1000000"))
NOW = datetime(2025, 4, 24, 6, 17, tzinfo=UTC)
WATCHES = 40
PARTS = (
    "/search/found?q=zirconate&days=30", "/stories/found?days=7", "/stories/found?days=30&outlets=2", "/topics/all",
    "/topics/topic-3/chart", "/calendar/figures", "/feeds/health", "/watches/preview?query=zirconate&days=30",
    "/sql/result?q=select+outlet,+count(*)+from+articles+group+by+all+order+by+2+desc+limit+20",
)  # fmt: skip
DEEP = (
    "/watches/watch-3", "/topics/topic-3", "/api/alerts", "/api/articles", "/alerts.atom", "/alerts.json",
    "/stories.atom", "/calendar.ics", "/stories/{story}", "/articles/{article}", "/alerts/m-m{article}", "/runs/r5",
    "/feeds/f7",
)  # fmt: skip

MADE = """
insert into feeds by name select 'f' || n as feed_id, 'https://f' || n || '.example/rss' as url, 'Outlet ' || n as name,
    [] as tags, true as is_listed, url as address from range($feeds) t(n);
insert into articles by name select lpad(n::text, 16, '0') as article_id, lpad((n - n % 3)::text, 16, '0') as story_id,
    'f' || n % $feeds as feed_id, 'Outlet ' || n % $feeds as outlet, 'Headline number ' || n as title,
    'Some text of article ' || n || case when n % 5000 = 7 then ' on zirconate' else '' end as text, '' as summary,
    [] as authors, 1 as version, 'page' as text_from, 'full' as quality, '' as quality_reason, 450 as word_count,
    false as is_history, 'en' as language, $now - (($articles - n) * (94608000.0 / $articles)) * interval 1 second
    as published_at, published_at as first_seen_at, 'https://f' || n % $feeds || '.example/' || n as url
    from range($articles) t(n);
insert into entries by name select article_id as entry_id, feed_id, article_id, title, '' as summary, [] as authors,
    false as is_aggregated, article_id as entry_hash, rowid as position, first_seen_at, false as is_history,
    'done' as state, 'stored' as outcome, url from articles;
insert into topics by name select 'topic-' || n as topic, '' as parent, 'Topic ' || n as label_en,
    '주제 ' || n as label_ko,
    true as is_policy, '' as scope, [] as gdelt, [] as hs, n as position, true as is_active from range(29) t(n);
insert into article_topics by name select article_id, 'topic-' || (rowid * 7 + k) % 29 as topic, 0.3 + k * 0.3 as score,
    '1' as taxonomy_version from articles, range(2) t(k);
insert into watches by name select 'watch-' || n as watch_id, 'word' || n as query, true as is_active,
    $now as since_at,
    $now as changed_at from range($watches) t(n);
insert into mentions by name select 'm' || article_id as mention_id, 'watch-' || rowid % $watches as watch_id,
    article_id, first_seen_at as found_at, 'An excerpt' as excerpt, '[[3, 10]]'::json as marks
    from articles where rowid % 10 = 3;
insert into calendar by name select 'e' || n as event_id, 'Something is due' as what,
    ($now::date + (n % 400 - 200)::integer) as starts_on, starts_on as ends_on, 'day' as precision,
    [] as words, [] as stories, lpad(n::text, 16, '0') as first_article_id, $now as first_seen_at, $now as last_seen_at,
    1 as article_count, n % 400 < 200 as is_passed from range(20000) t(n);
insert into runs by name select 'r' || n as run_id, $now - n * interval 1 day as started_at, 'completed' as state
    from range(1000) t(n);
"""


def build(warehouse: Warehouse) -> None:
    """Fill a new warehouse; the trigger raises the alerts."""
    values = {"articles": ARTICLES, "feeds": 300, "watches": WATCHES, "now": NOW}
    with warehouse.transaction() as db:
        for statement in filter(str.strip, MADE.split(";\n")):
            used = {name: value for name, value in values.items() if f"${name}" in statement}
            db.execute(statement, used)
        db.execute("update alerts set state = 'delivered' where kind != 'echo'")
    warehouse.publish()


def waited(client: httpx.Client, path: str) -> tuple[float, float, float]:
    """Medians of seven: seconds to the first byte, processor seconds to it, seconds to the last byte."""
    taken = []
    for attempt in range(8):
        started, busy = time.perf_counter(), time.process_time()
        with client.stream("GET", path) as answer:
            answer.raise_for_status()
            chunks = answer.iter_raw()
            next(chunks, b"")
            first, spent = time.perf_counter() - started, time.process_time() - busy
            for _ in chunks:
                pass
        if attempt:
            taken.append((first, spent, time.perf_counter() - started))
    first, spent, whole = (median(one) for one in zip(*taken, strict=True))
    return first, spent, whole


def print_waits(client: httpx.Client, paths: Iterable[str]) -> None:
    print(f"{'':58}{'first byte':>12}{'processor':>12}{'whole':>10}")
    for path in paths:
        first, spent, whole = (round(one * 1000) for one in waited(client, path))
        print(f"{path[:57]:58}{first:>9} ms{spent:>9} ms{whole:>7} ms")


def main() -> None:
    with ExitStack() as stack:
        folder = os.environ.get("KEEP") or stack.enter_context(tempfile.TemporaryDirectory())
        settings = Settings(clock=ClockSettings(frozen_at=NOW))
        watches = tuple(Watch(name=f"watch-{n}", query=f"word{n}") for n in range(WATCHES))
        workspace = Workspace(directory=Path(folder), settings=settings, feeds=(), watches=watches)
        if not workspace.snapshot.exists():
            workspace.database.parent.mkdir(parents=True, exist_ok=True)
            warehouse = Warehouse(workspace.database, workspace.snapshot, 5)
            warehouse.prepare()
            started = time.perf_counter()
            build(warehouse)
            print(f"{ARTICLES:,} articles, made in {time.perf_counter() - started:.0f} s")
        desk = stack.enter_context(served(workspace))
        client = stack.enter_context(httpx.Client(base_url=desk.url, timeout=120))
        recent = ARTICLES - 3000
        story, article = (f"{number:016}" for number in (recent - recent % 3, recent - recent % 10 + 3))
        deep = (path.format(story=story, article=article) for path in DEEP)
        print_waits(client, (*(path for path, _, _ in SCREENS), *deep))
        print("loaded after it")
        print_waits(client, PARTS)


if __name__ == "__main__":
    main()
