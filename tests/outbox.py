"""A workspace whose outbox is full, by SQL alone, and what became of it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from days import prepared_database

from flows.demo import SETTINGS
from monitor.config import Workspace, init_workspace, load_workspace
from monitor.model import Feed
from monitor.run.holding import warehouse_of
from monitor.watch import check_query

NOW = datetime(2025, 4, 22, 6, 17, tzinfo=UTC)

_ARTICLES = """
insert into articles (article_id, story_id, feed_id, outlet, title, text, summary, authors, first_seen_at, version,
    text_from, quality, quality_reason, word_count, is_history)
select 'a' || i, 's' || (i // 2), 'f', 'Outlet ' || (i % 2), 'Story ' || (i // 2), 'Text.', '', [], $now, 1, 'page',
    'full', '', 1, false
from range($count) as numbers(i)
"""
_MENTIONS = """
insert into mentions (mention_id, watch_id, article_id, found_at, excerpt)
select watch || i, watch, 'a' || i, $now, 'It is about ' || watch || '.'
from range($count) as numbers(i), (values ('ipef'), ('steel-quota')) as watches(watch)
"""


def full_workspace(
    directory: Path, channels: tuple[str, ...], stories: int, environ: Mapping[str, str] | None = None
) -> Workspace:
    """Two reports of each story, found by two watches: a message of two alerts each, and two echoes."""
    alerts = SETTINGS.alerts.model_copy(update={"channels": channels, "attempts": 100})
    feed = Feed(url="https://nobody.example/feed", name="Nobody")
    init_workspace(directory, feeds=(feed,), settings=SETTINGS.model_copy(update={"alerts": alerts}))
    workspace = load_workspace(directory, check_query=check_query, environ=environ or {})
    warehouse = warehouse_of(workspace)
    workspace.database.parent.mkdir(exist_ok=True)
    workspace.database.write_bytes(prepared_database())
    with warehouse.transaction() as db:
        for sql in (_ARTICLES, _MENTIONS):
            db.execute(sql, {"now": NOW, "count": 2 * stories})
    return workspace
