"""Stored articles and watches, read back for the watch lab and for search."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import duckdb

from monitor.model import Quality, StoredArticle, WatchVersion
from monitor.store.rows import rows_of

_ABOUT = 0.5  # score from which an article is about a topic


def stored_articles(db: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> list[StoredArticle]:
    """These articles in the order asked for; ids that are not there are left out."""
    # The articles first, then what is known of these few: the other way around, all would be read.
    rows = rows_of(
        db,
        """
        with found as (select * from articles where article_id in (select unnest($ids::text[])))
        select article_id, version, story_id, title, text, outlet, url, coalesce(published_at, first_seen_at), quality,
            language, boilerplate, syndicated_from,
            (select list(place order by place) from article_places as named
                where named.article_id = found.article_id and is_prominent),
            (select list(topic order by topic) from article_topics as about
                where about.article_id = found.article_id and score >= $about),
            (select list(distinct name) from origins where origins.article_id = found.article_id
                and kind in ('reporting source', 'reprint'))
        from found
        """,
        {"ids": list(article_ids), "about": _ABOUT},
    )
    found = {row[0]: _stored(row) for row in rows}
    return [found[article_id] for article_id in article_ids if article_id in found]


def _stored(row: tuple[Any, ...]) -> StoredArticle:
    (article_id, version, story_id, title, text, outlet, url, dated_at, quality, language, boilerplate,
     syndicated_from, countries, topics, origins) = row  # fmt: skip
    named = {*(origins or ()), syndicated_from} - {None}
    return StoredArticle(
        article_id=article_id, version=version, story_id=story_id, title=title, text=text, outlet=outlet, url=url,
        dated_at=dated_at, quality=Quality(quality), language=language,
        countries=tuple(countries or ()), topics=tuple(topics or ()),
        origins=tuple(sorted(named)),
        boilerplate=tuple((start, end) for start, end in json.loads(boilerplate)),
    )  # fmt: skip


def article_ids_of(db: duckdb.DuckDBPyConnection, name: str, canonical_id: str | None) -> list[str]:
    """The articles that somebody may mean by `name`: an id, the beginning of one, or an address.

    `canonical_id` is the id that an address would have.
    """
    rows = rows_of(
        db,
        "select article_id from articles where article_id in ($name, $id) or url = $name or canonical_url = $name "
        "union select article_id from entries semi join articles using (article_id) where entries.url = $name "
        "union select article_id from articles where length($name) >= 6 and starts_with(article_id, $name) "
        "order by all limit 10",
        {"name": name, "id": canonical_id or name},
    )
    return [article_id for (article_id,) in rows]


def watch_versions(db: duckdb.DuckDBPyConnection) -> dict[str, tuple[WatchVersion, ...]]:
    """Every text of every watch, from the first to the one of the last run."""
    found: dict[str, list[WatchVersion]] = {}
    for watch, version, query, since_at in rows_of(db, "from watch_versions order by watch_id, version"):
        found.setdefault(watch, []).append(WatchVersion(watch=watch, version=version, query=query, since_at=since_at))
    return {watch: tuple(versions) for watch, versions in found.items()}


def mention_counts(db: duckdb.DuckDBPyConnection) -> dict[str, tuple[int, datetime]]:
    """Of each watch that was ever found: how many articles mention it, and when it was last found."""
    rows = rows_of(db, "select watch_id, count(distinct article_id), max(found_at) from mentions group by watch_id")
    return {watch: (count, last) for watch, count, last in rows}
