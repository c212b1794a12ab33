"""One transaction per batch of articles: texts, stories, topics, findings, then mentions; how each page ended."""

from collections.abc import Sequence
from datetime import datetime

import duckdb

from monitor.model import Judged, StageCount
from monitor.store.findings import store_findings
from monitor.store.mentions import store_mentions
from monitor.store.pages import settle
from monitor.store.rows import stage
from monitor.store.stories import Resemblance, store_sketches, stories_of, twins_of
from monitor.store.topics import store_topics
from monitor.store.warehouse import touch

_ARTICLE = {"article_id": "VARCHAR", "story_id": "VARCHAR", "feed_id": "VARCHAR", "outlet": "VARCHAR",
            "country": "VARCHAR", "url": "VARCHAR", "final_id": "VARCHAR", "canonical_url": "VARCHAR",
            "title": "VARCHAR", "text": "VARCHAR", "summary": "VARCHAR", "authors": "VARCHAR[]",
            "language": "VARCHAR", "published_at": "TIMESTAMPTZ", "modified_at": "TIMESTAMPTZ",
            "version": "INTEGER", "text_from": "VARCHAR", "quality": "VARCHAR", "quality_reason": "VARCHAR",
            "word_count": "INTEGER", "is_history": "BOOLEAN", "change": "VARCHAR",
            "change_note": "VARCHAR"}  # fmt: skip


def commit_articles(
    db: duckdb.DuckDBPyConnection,
    run_id: str,
    judged: Sequence[Judged],
    *,
    now: datetime,
    is_same_text: Resemblance,
) -> tuple[StageCount, ...]:
    """Store a batch within one transaction: articles and versions, topics, then mentions, which raise alerts.

    A page whose redirects end at another article is a duplicate of it. `is_same_text` tells from two
    sketches whether an article joins another's story. Returns how each page ended.
    """
    twins = twins_of(db, judged)
    fresh = [one for one in judged if one.read.pending.entry_id not in twins and one.is_news]
    stories = stories_of(db, fresh, now, is_same_text)
    _store_texts(db, fresh, stories, now)
    store_sketches(db, fresh, now)
    store_topics(db, fresh)
    store_findings(db, fresh)
    store_mentions(db, fresh, now)
    counts = settle(db, run_id, judged, twins)
    if fresh:
        touch(db)
    return counts


def _store_texts(
    db: duckdb.DuckDBPyConnection, fresh: Sequence[Judged], stories: dict[str, str], now: datetime
) -> None:
    stage(db, "written", _ARTICLE, [_article(one, stories) for one in fresh])
    db.execute(
        """
        insert into articles (article_id, story_id, feed_id, outlet, country, url, final_id, canonical_url, title,
            text, summary, authors, language, published_at, modified_at, first_seen_at, version, text_from,
            quality, quality_reason, word_count, is_history)
        select article_id, story_id, feed_id, outlet, country, url, final_id, canonical_url, title,
            text, summary, authors, language, published_at, modified_at, $now, version, text_from,
            quality, quality_reason, word_count, is_history
        from written where version = 1
        """,
        {"now": now},
    )
    db.execute(
        """
        update articles set url = written.url, final_id = written.final_id,
            canonical_url = written.canonical_url, title = written.title, text = written.text,
            summary = written.summary, authors = written.authors,
            language = coalesce(written.language, articles.language),
            published_at = coalesce(written.published_at, articles.published_at),
            modified_at = coalesce(written.modified_at, articles.modified_at),
            version = written.version, text_from = written.text_from, quality = written.quality,
            quality_reason = written.quality_reason, word_count = written.word_count
        from written where written.version > 1 and written.article_id = articles.article_id
        """
    )
    db.execute(
        "insert into article_versions select article_id, version, title, text, text_from, change, change_note, $now "
        "from written",
        {"now": now},
    )


def _article(one: Judged, stories: dict[str, str]) -> tuple[object, ...]:
    read, article, pending = one.read, one.read.article, one.read.pending
    return (
        pending.article_id, stories.get(pending.article_id), pending.feed_id, pending.outlet, pending.country,
        read.final_url or pending.entry.url, read.final_id, article.canonical_url, article.title, article.text,
        pending.entry.summary, article.authors, article.language, article.published_at, article.modified_at,
        one.version, read.text_from, article.quality, article.quality_reason, len(article.text.split()),
        pending.is_history, read.change.kind if read.change else "first",
        read.change.note if read.change else "",
    )  # fmt: skip
