"""What the analyst says of articles and topics."""

import json
from datetime import datetime

import duckdb

from monitor.model import ArticleText, Label
from monitor.store.rows import Row, rows_of
from monitor.store.warehouse import touch

_TEXT = "articles.article_id, articles.story_id, articles.title, articles.text, articles.language, articles.boilerplate"


def save_label(db: duckdb.DuckDBPyConnection, article_id: str, topic: str, is_about: bool, now: datetime) -> None:
    """Keep the newest word on an article and a topic."""
    db.execute(
        "insert or replace into topic_labels values ($article, $topic, $is_about, $now)",
        {"article": article_id, "topic": topic, "is_about": is_about, "now": now},
    )
    touch(db)


def labels(db: duckdb.DuckDBPyConnection) -> tuple[Label, ...]:
    """All labels with their articles, by topic."""
    found = rows_of(
        db,
        f"select {_TEXT}, topic_labels.topic, is_about from topic_labels join articles using (article_id) "
        "order by topic, article_id",
    )
    return tuple(Label(article=article_text(row[:6]), topic=row[6], is_about=row[7]) for row in found)


def label_counts(db: duckdb.DuckDBPyConnection, topic: str) -> tuple[int, int]:
    """How many articles are labelled yes and no."""
    row = rows_of(
        db,
        "select count(*) filter (is_about), count(*) filter (not is_about) from topic_labels where topic = $topic",
        {"topic": topic},
    )[0]
    return int(row[0]), int(row[1])


def articles_named(db: duckdb.DuckDBPyConnection, name: str, canonical_id: str | None) -> tuple[ArticleText, ...]:
    """The articles meant by an id, its beginning of six characters or more, or an address; at most two.

    `canonical_id` is the id that an address has.
    """
    found = rows_of(
        db,
        f"""
        with meant as (
            select article_id from articles where article_id in ($name, $id) or final_id = $id
                or url = $name or canonical_url = $name
            union
            select article_id from entries where url = $name
            union
            select article_id from articles where length($name) >= 6 and starts_with(article_id, $name)
        )
        select {_TEXT} from articles semi join meant using (article_id) order by article_id limit 2
        """,
        {"name": name, "id": canonical_id or name},
    )
    return tuple(map(article_text, found))


def article_text(row: Row) -> ArticleText:
    """A row of `article_id, story_id, title, text, language, boilerplate`."""
    article_id, story_id, title, text, language, boilerplate = row
    places = json.loads(boilerplate) if boilerplate else ()
    return ArticleText(
        article_id=article_id,
        story_id=story_id,
        title=title,
        text=text,
        language=language,
        boilerplate=tuple((start, end) for start, end in places),
    )
