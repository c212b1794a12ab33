"""Pages still to be read, and one transaction per batch of articles: versions, topics, mentions, outcomes."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

import duckdb

from monitor.model import Entry, Judged, Known, Outcome, Pending, StageCount, TextFrom, Watch, key
from monitor.store.rows import Row, rows_of, stage
from monitor.store.runs import count
from monitor.store.warehouse import touch

_COMPARED = timedelta(days=7)  # near-copies are looked for among articles this young

_ARTICLE = {"article_id": "VARCHAR", "story_id": "VARCHAR", "feed_id": "VARCHAR", "outlet": "VARCHAR",
            "country": "VARCHAR", "url": "VARCHAR", "final_id": "VARCHAR", "canonical_url": "VARCHAR",
            "title": "VARCHAR", "text": "VARCHAR", "summary": "VARCHAR", "authors": "VARCHAR[]",
            "language": "VARCHAR", "published_at": "TIMESTAMPTZ", "modified_at": "TIMESTAMPTZ",
            "version": "INTEGER", "text_from": "VARCHAR", "quality": "VARCHAR", "quality_reason": "VARCHAR",
            "word_count": "INTEGER", "is_history": "BOOLEAN", "change": "VARCHAR",
            "change_note": "VARCHAR"}  # fmt: skip
_TOPIC = {"article_id": "VARCHAR", "topic": "VARCHAR", "score": "DOUBLE", "taxonomy_version": "VARCHAR"}
_EVIDENCE = {"article_id": "VARCHAR", "topic": "VARCHAR", "term": "VARCHAR", "zone": "VARCHAR",
             "span_start": "INTEGER", "span_end": "INTEGER", "weight": "DOUBLE"}  # fmt: skip
_SKETCH = {"article_id": "VARCHAR", "value": "UBIGINT"}
_MENTION = {"mention_id": "VARCHAR", "watch_id": "VARCHAR", "article_id": "VARCHAR", "version": "INTEGER",
            "is_history": "BOOLEAN", "excerpt": "VARCHAR", "marks": "JSON", "spans": "JSON"}  # fmt: skip
_SETTLED = {"entry_id": "VARCHAR", "article_id": "VARCHAR", "state": "VARCHAR", "outcome": "VARCHAR",
            "reason": "VARCHAR", "attempt_count": "INTEGER", "next_try_at": "TIMESTAMPTZ"}  # fmt: skip

Resemblance = Callable[[Sequence[int], Sequence[int]], bool]


def list_watches(db: duckdb.DuckDBPyConnection, watches: Sequence[Watch], now: datetime) -> None:
    """Copy the owner's watches; one no longer listed keeps its row and its mentions."""
    stage(db, "watched", {"watch_id": "VARCHAR", "query": "VARCHAR"}, [(one.name, one.query) for one in watches])
    db.execute("update watches set is_active = watch_id in (select watch_id from watched)")
    db.execute(
        "update watches set query = watched.query, changed_at = $now from watched "
        "where watched.watch_id = watches.watch_id and watched.query != watches.query",
        {"now": now},
    )
    db.execute(
        "insert into watches select watch_id, query, true, $now, $now from watched anti join watches using (watch_id)",
        {"now": now},
    )


def pending_pages(db: duckdb.DuckDBPyConnection, now: datetime) -> tuple[Pending, ...]:
    """The entries whose pages are to be read now, in the order they arrived."""
    found = rows_of(
        db,
        """
        select entries.entry_id, entries.article_id, entries.feed_id,
            case when entries.is_aggregated then coalesce(entries.source, feeds.name) else feeds.name end,
            feeds.country,
            entries.is_history, entries.attempt_count,
            entries.title, entries.summary, entries.guid, entries.url, entries.content, entries.authors,
            entries.published_at, entries.updated_at, entries.source, entries.is_aggregated,
            coalesce(entries.language, feeds.language),
            articles.version, articles.title, articles.text, articles.text_from
        from entries
        join feeds using (feed_id)
        left join articles on articles.article_id = entries.article_id
        where entries.state = 'pending' and (entries.next_try_at is null or entries.next_try_at <= $now)
        order by entries.position
        """,
        {"now": now},
    )
    return tuple(_pending(row) for row in found)


def _pending(row: Row) -> Pending:
    entry_id, article_id, feed_id, outlet, country, is_history, attempts = row[:7]
    title, summary, guid, url, content, authors, published_at, updated_at, source, is_aggregated, language = row[7:18]
    version, known_title, known_text, text_from = row[18:]
    entry = Entry(
        title=title, summary=summary, guid=guid, url=url, content=content, authors=tuple(authors),
        published_at=published_at, updated_at=updated_at, source=source, is_aggregated=is_aggregated,
        language=language,
    )  # fmt: skip
    known = None
    if version is not None:
        known = Known(version=version, title=known_title, text=known_text, text_from=TextFrom(text_from))
    return Pending(
        entry_id=entry_id, article_id=article_id, feed_id=feed_id, outlet=outlet, entry=entry, country=country,
        is_history=is_history, attempt_count=attempts, known=known,
    )  # fmt: skip


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
    twins = _twins(db, judged)
    fresh = [one for one in judged if one.read.pending.entry_id not in twins and _is_news(one)]
    stories = _stories(db, fresh, now, is_same_text)
    _store_texts(db, fresh, stories, now)
    _store_topics(db, fresh)
    _store_mentions(db, fresh, now)
    settled = [_settled(one, twins.get(one.read.pending.entry_id)) for one in judged]
    stage(db, "settled", _SETTLED, settled)
    db.execute(
        "update entries set article_id = settled.article_id, state = settled.state, outcome = settled.outcome, "
        "reason = settled.reason, attempt_count = settled.attempt_count, next_try_at = settled.next_try_at, "
        "content = case settled.state when 'pending' then content end "
        "from settled where settled.entry_id = entries.entry_id"
    )
    counts = [StageCount(stage="pages", outcome=row[3], reason=row[4], count=1) for row in settled]
    count(db, run_id, counts)
    if fresh:
        touch(db)
    return tuple(counts)


def _is_news(one: Judged) -> bool:
    """Whether it is a first version, or one that differs at all from the version known."""
    return one.read.change is None or one.read.change.kind != "none"


def _twins(db: duckdb.DuckDBPyConnection, judged: Sequence[Judged]) -> dict[str, str]:
    """Entries whose page is at the address of another article -> that article. Earlier arrivals come first.

    Their feeds must have given both the same title: a login or front page that many links are sent to would
    otherwise swallow them all.
    """
    addresses = [one.read.final_id or one.read.pending.article_id for one in judged]
    stage(db, "finals", {"final_id": "VARCHAR"}, [(address,) for address in addresses])
    homes: dict[tuple[str, str], str] = {
        (address, title.casefold()): article_id
        for address, title, article_id in rows_of(
            db,
            """
            select coalesce(articles.final_id, articles.article_id) as address, entries.title, min(article_id)
            from articles join entries using (article_id)
            where address in (select final_id from finals) group by all
            """,
        )
    }
    twins: dict[str, str] = {}
    for one, address in zip(judged, addresses, strict=True):
        pending = one.read.pending
        home = homes.setdefault((address, pending.entry.title.casefold()), pending.article_id)
        if home != pending.article_id and pending.known is None:
            twins[pending.entry_id] = home
    return twins


def _stories(
    db: duckdb.DuckDBPyConnection, fresh: Sequence[Judged], now: datetime, is_same_text: Resemblance
) -> dict[str, str]:
    """Article -> story: that of the nearest near-copy stored in the last days or earlier in this batch."""
    newcomers = [one for one in fresh if one.read.pending.known is None]
    values = {one.read.pending.article_id: one.sketch for one in newcomers}
    stage(db, "sketched", _SKETCH, _values(newcomers))
    candidates = rows_of(
        db,
        """
        with near as (
            select sketched.article_id, sketches.article_id as other, count(*) as shared_count
            from sketched join sketches using (value)
            where sketches.seen_at >= $since group by all
        ), best as (
            select * from near qualify row_number() over (
                partition by article_id order by shared_count desc, other) <= 5
        )
        select best.article_id, articles.story_id,
            (select list(value order by value) from sketches where sketches.article_id = best.other)
        from best join articles on articles.article_id = best.other
        order by best.article_id, shared_count desc, other
        """,
        {"since": now - _COMPARED},
    )
    stories: dict[str, str] = {}
    for article_id, story_id, sketch in candidates:
        if is_same_text(values[article_id], tuple(sketch)):
            stories.setdefault(article_id, story_id)
    stories |= _stories_within(newcomers, stories, is_same_text)
    return stories


def _stories_within(newcomers: Sequence[Judged], known: dict[str, str], is_same_text: Resemblance) -> dict[str, str]:
    """The same among the articles of one batch, which are compared only where they share a value."""
    holders: dict[int, list[Judged]] = {}
    stories = dict(known)
    for one in newcomers:
        article_id = one.read.pending.article_id
        near = {other.read.pending.article_id: other for value in one.sketch for other in holders.get(value, ())}
        like = [name for name, other in near.items() if is_same_text(one.sketch, other.sketch)]
        if article_id not in stories:
            stories[article_id] = stories[like[0]] if like else article_id
        for value in one.sketch:
            holders.setdefault(value, []).append(one)
    return stories


def _values(judged: Sequence[Judged]) -> Iterator[tuple[str, int]]:
    return ((one.read.pending.article_id, value) for one in judged for value in one.sketch)


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
    stage(db, "sketched", _SKETCH, _values(fresh))
    db.execute("delete from sketches where article_id in (select article_id from written)")
    db.execute("insert into sketches select article_id, value, $now from sketched", {"now": now})


def _version(one: Judged) -> int:
    known = one.read.pending.known
    return known.version + 1 if known else 1


def _article(one: Judged, stories: dict[str, str]) -> tuple[object, ...]:
    read, article, pending = one.read, one.read.article, one.read.pending
    return (
        pending.article_id, stories.get(pending.article_id), pending.feed_id, pending.outlet, pending.country,
        read.final_url or pending.entry.url, read.final_id, article.canonical_url, article.title, article.text,
        pending.entry.summary, article.authors, article.language, article.published_at, article.modified_at,
        _version(one), read.text_from, article.quality, article.quality_reason, len(article.text.split()),
        pending.is_history, read.change.kind if read.change else "first",
        read.change.note if read.change else "",
    )  # fmt: skip


def _store_topics(db: duckdb.DuckDBPyConnection, fresh: Sequence[Judged]) -> None:
    topics, evidence = [], []
    for one in fresh:
        article_id = one.read.pending.article_id
        for topic in one.topics:
            topics.append((article_id, topic.topic, topic.score, one.taxonomy_version))
            for words in topic.evidence:
                span = words.span
                evidence.append((article_id, topic.topic, words.term, span.zone, span.start, span.end, words.weight))
    for table, columns, records in (
        ("article_topics", _TOPIC, topics),
        ("topic_evidence", _EVIDENCE, evidence),
    ):
        stage(db, "found", columns, records)
        db.execute(f"delete from {table} where article_id in (select article_id from written where version > 1)")
        db.execute(f"insert into {table} from found")


def _store_mentions(db: duckdb.DuckDBPyConnection, fresh: Sequence[Judged], now: datetime) -> None:
    """The last thing stored of a batch, so that the trigger sees all it has to weigh."""
    records = []
    for one in fresh:
        if one.read.change is not None and not one.read.change.is_material:
            continue
        article_id, version = one.read.pending.article_id, _version(one)
        for mention in one.mentions:
            spans = [(span.zone, span.start, span.end) for span in mention.spans]
            records.append((
                key(mention.watch, article_id, str(version)), mention.watch, article_id, version,
                _is_history(one), mention.excerpt, mention.marks, spans,
            ))  # fmt: skip
    stage(db, "seen", _MENTION, records)
    db.execute(
        "insert into mentions (mention_id, watch_id, article_id, version, found_at, is_history, excerpt, marks, spans) "
        "select mention_id, watch_id, article_id, version, $now, is_history, excerpt, marks, spans from seen "
        "on conflict do nothing",
        {"now": now},
    )


def _is_history(one: Judged) -> bool:
    """Whether its mentions belong to a new feed's history: its first version, or the body awaited since."""
    return one.read.pending.is_history and (one.read.change is None or one.read.change.kind == "body")


def _settled(one: Judged, twin: str | None) -> Row:
    """An entry's row after its page: (entry, article, state, outcome, reason, attempts, next try)."""
    read, pending = one.read, one.read.pending
    if twin is not None:
        return (pending.entry_id, twin, "done", Outcome.DUPLICATE, "redirects to another article", 0, None)
    outcome, reason = read.outcome, read.reason
    if outcome is Outcome.STORED and not _is_news(one):
        outcome, reason = Outcome.UNCHANGED, ""
    is_open = outcome is Outcome.DEFERRED
    return (
        pending.entry_id, pending.article_id, "pending" if is_open else "done", outcome, reason, read.attempt_count,
        read.retry_at,
    )  # fmt: skip
