"""Stored articles read back in batches to be judged by new rules, and what they were judged before."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import duckdb

from monitor.model import ArticleText
from monitor.store.labels import article_text
from monitor.store.rows import rows_of, stage
from monitor.store.topics import Subjects, replace_subjects
from monitor.store.warehouse import Warehouse, touch

_DATED = "articles where body_forgotten_at is null and coalesce(published_at, first_seen_at) >= $since"
_SINCE = f"""
select article_id, story_id, title, text, language, boilerplate, coalesce(published_at, first_seen_at) as dated_at
from {_DATED} and ($after is null or (dated_at, article_id) > ($after, $last))
order by dated_at, article_id
limit $size
"""


def articles_since(warehouse: Warehouse, since: datetime, size: int) -> Iterator[tuple[ArticleText, ...]]:
    """The articles dated `since` or later, oldest first, `size` at a time; the database is open only in between."""
    after, last = None, ""
    while True:
        with warehouse.session() as db:
            found = rows_of(db, _SINCE, {"since": since, "after": after, "last": last, "size": size})
        if not found:
            return
        last, after = found[-1][0], found[-1][6]
        yield tuple(article_text(row[:6]) for row in found)


def count_since(db: duckdb.DuckDBPyConnection, since: datetime) -> int:
    """How many articles `articles_since` gives."""
    return int(rows_of(db, f"select count(*) from {_DATED}", {"since": since})[0][0])


def scores_of(db: duckdb.DuckDBPyConnection, article_ids: Sequence[str]) -> dict[str, dict[str, float]]:
    """The topics these articles have, with their scores; an article without any is left out."""
    stage(db, "asked", {"article_id": "VARCHAR"}, [(one,) for one in article_ids])
    scores: dict[str, dict[str, float]] = {}
    for article_id, topic, score in rows_of(
        db, "select article_id, topic, score from article_topics semi join asked using (article_id)"
    ):
        scores.setdefault(article_id, {})[topic] = score
    return scores


def rewrite_subjects(db: duckdb.DuckDBPyConnection, found: Sequence[Subjects]) -> None:
    """Replace topics, evidence and places of a batch, within the caller's transaction, and say that they are new."""
    replace_subjects(db, found)
    touch(db)
