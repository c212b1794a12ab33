"""Which article is which: pages that are one under two addresses, and the story each article joins."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

import duckdb

from monitor.model import Judged
from monitor.store.rows import rows_of, stage

_COMPARED = timedelta(days=7)  # near-copies are looked for among articles this young

_SKETCH = {"article_id": "VARCHAR", "value": "UBIGINT"}

Resemblance = Callable[[Sequence[int], Sequence[int]], bool]


def twins_of(db: duckdb.DuckDBPyConnection, judged: Sequence[Judged]) -> dict[str, str]:
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


def stories_of(
    db: duckdb.DuckDBPyConnection, fresh: Sequence[Judged], now: datetime, is_same_text: Resemblance
) -> tuple[dict[str, str], dict[str, str]]:
    """Article -> story: that of the nearest near-copy stored in the last days or earlier in this batch.

    And article -> that near-copy, of those that have one, in the order of arrival.
    """
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
        select best.article_id, other, articles.story_id,
            (select list(value order by value) from sketches where sketches.article_id = best.other)
        from best join articles on articles.article_id = best.other
        order by best.article_id, shared_count desc, other
        """,
        {"since": now - _COMPARED},
    )
    stories: dict[str, str] = {}
    nearest: dict[str, str] = {}
    for article_id, other, story_id, sketch in candidates:
        if is_same_text(values[article_id], tuple(sketch)):
            stories.setdefault(article_id, story_id)
            nearest.setdefault(article_id, other)
    stories, nearest = _stories_within(newcomers, stories, nearest, is_same_text)
    return stories, {name: nearest[name] for name in values if name in nearest}


def _stories_within(
    newcomers: Sequence[Judged], known: dict[str, str], stored: dict[str, str], is_same_text: Resemblance
) -> tuple[dict[str, str], dict[str, str]]:
    """The same among the articles of one batch, which are compared only where they share a value."""
    holders: dict[int, list[Judged]] = {}
    stories, nearest = dict(known), dict(stored)
    for one in newcomers:
        article_id = one.read.pending.article_id
        near = {other.read.pending.article_id: other for value in one.sketch for other in holders.get(value, ())}
        like = [name for name, other in near.items() if is_same_text(one.sketch, other.sketch)]
        if article_id not in stories:
            stories[article_id] = stories[like[0]] if like else article_id
            if like:
                nearest[article_id] = like[0]
        for value in one.sketch:
            holders.setdefault(value, []).append(one)
    return stories, nearest


def _values(judged: Sequence[Judged]) -> Iterator[tuple[str, int]]:
    return ((one.read.pending.article_id, value) for one in judged for value in one.sketch)


def store_sketches(db: duckdb.DuckDBPyConnection, fresh: Sequence[Judged], now: datetime) -> None:
    """Replace the fingerprints of these articles."""
    stage(db, "sketched", _SKETCH, _values(fresh))
    db.execute("delete from sketches where article_id in (select article_id from written)")
    db.execute("insert into sketches select article_id, value, $now from sketched", {"now": now})
