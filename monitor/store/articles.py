"""One transaction per batch of articles: texts, stories, topics, findings, then mentions; how each page ended."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

import duckdb

from monitor.model import Judged, StageCount, TextFrom
from monitor.store.calendar import Merge, store_calendar
from monitor.store.findings import store_findings
from monitor.store.likeness import store_links
from monitor.store.lines import host_of
from monitor.store.mentions import store_mentions
from monitor.store.origins import store_copies, store_reprints
from monitor.store.pages import settle
from monitor.store.rows import stage
from monitor.store.stories import Grouper, stories_of, twins_of
from monitor.store.topics import store_topics
from monitor.store.warehouse import touch

_ARTICLE = {"article_id": "VARCHAR", "story_id": "VARCHAR", "feed_id": "VARCHAR", "outlet": "VARCHAR",
            "country": "VARCHAR", "url": "VARCHAR", "final_id": "VARCHAR", "canonical_url": "VARCHAR",
            "host": "VARCHAR", "canonical_outlet": "VARCHAR", "amp_url": "VARCHAR", "refresh_url": "VARCHAR",
            "syndicated_from": "VARCHAR", "title": "VARCHAR", "text": "VARCHAR", "boilerplate": "JSON",
            "captions": "VARCHAR[]", "summary": "VARCHAR", "authors": "VARCHAR[]", "author_kinds": "VARCHAR[]",
            "language": "VARCHAR", "published_at": "TIMESTAMPTZ", "modified_at": "TIMESTAMPTZ",
            "version": "INTEGER", "text_from": "VARCHAR", "quality": "VARCHAR", "quality_reason": "VARCHAR",
            "word_count": "INTEGER", "is_history": "BOOLEAN", "change": "VARCHAR", "change_note": "VARCHAR",
            "raw_hash": "VARCHAR", "text_hash": "VARCHAR"}  # fmt: skip

_RENEWED = ("url", "host", "final_id", "canonical_url", "canonical_outlet", "amp_url", "refresh_url",
            "syndicated_from", "title", "text", "boilerplate", "captions", "summary", "authors", "author_kinds",
            "version", "text_from", "quality", "quality_reason", "word_count")  # fmt: skip
_KEPT = ("language", "published_at", "modified_at")  # where the new version does not say
_ONCE = ("article_id", "story_id", "feed_id", "outlet", "country", "is_history")


def commit_articles(
    db: duckdb.DuckDBPyConnection,
    run_id: str,
    judged: Sequence[Judged],
    *,
    now: datetime,
    grouper: Grouper,
    merge_dates: Merge,
) -> tuple[StageCount, ...]:
    """Store a batch within one transaction: articles and versions, topics, then mentions, which raise alerts.

    A page whose redirects end at another article is a duplicate of it. `grouper` tells which
    story an article joins, `merge_dates` which events its dates are of.
    Returns how each page ended.
    """
    twins = twins_of(db, judged)
    fresh = [one for one in judged if one.read.pending.entry_id not in twins and one.is_news]
    grouped = stories_of(db, fresh, now, grouper)
    _store_texts(db, fresh, grouped.stories, now)
    store_copies(db, grouped.copies, now)
    store_topics(db, fresh)
    store_findings(db, fresh, now)
    store_links(db, grouped.links, now)
    store_reprints(db, [one.read.pending.article_id for one in fresh], now)
    store_calendar(db, fresh, merge_dates, now)
    store_mentions(db, fresh, now)
    counts = settle(db, run_id, judged, twins, now)
    if fresh:
        touch(db)
    return counts


def _store_texts(
    db: duckdb.DuckDBPyConnection, fresh: Sequence[Judged], stories: Mapping[str, str], now: datetime
) -> None:
    stage(db, "written", _ARTICLE, [_article(one, stories) for one in fresh])
    columns = ", ".join((*_ONCE, *_RENEWED, *_KEPT))
    db.execute(
        f"insert into articles ({columns}, first_seen_at) select {columns}, $now from written where version = 1",
        {"now": now},
    )
    renewed = [f"{name} = written.{name}" for name in _RENEWED]
    kept = [f"{name} = coalesce(written.{name}, articles.{name})" for name in _KEPT]
    db.execute(
        f"update articles set {', '.join((*renewed, *kept))} from written "
        "where written.version > 1 and written.article_id = articles.article_id"
    )
    db.execute(
        "insert into article_versions (article_id, version, title, text, text_from, change, change_note, raw_hash, "
        "text_hash, seen_at) select article_id, version, title, text, text_from, change, change_note, raw_hash, "
        "text_hash, $now from written",
        {"now": now},
    )


def _article(one: Judged, stories: Mapping[str, str]) -> tuple[object, ...]:
    read, article, pending = one.read, one.read.article, one.read.pending
    url = read.final_url or pending.entry.url
    return (
        pending.article_id, stories.get(pending.article_id), pending.feed_id, pending.outlet, pending.country,
        url, read.final_id, article.canonical_url, host_of(url), article.canonical_outlet, article.amp_url,
        article.refresh_url, article.syndicated_from, article.title, article.text, one.boilerplate,
        article.captions, pending.entry.summary, article.authors, article.author_kinds, article.language,
        article.published_at, article.modified_at, one.version, read.text_from, article.quality,
        article.quality_reason, len(article.text.split()), pending.is_history,
        read.change.kind if read.change else "first", read.change.note if read.change else "",
        read.raw_hash if read.text_from is TextFrom.PAGE else None,
        sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
    )  # fmt: skip
