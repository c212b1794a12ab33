"""With which stored articles a new one is compared: those it may be a copy of, and those that may tell the same event.

A batch is looked up by the temporary tables `profiled`, `telling`, `fresh_bands` and `fresh_terms` (stories.py).
"""

from collections.abc import Iterator, Sequence

import duckdb

from monitor.store.rows import rows_of, stage
from monitor.store.shares import Holders, most_shared

_COPIES = 4  # candidates of an article, of each kind
_REPORTS = 5
_HOLDERS = 50  # articles that are looked up by one band: what hundreds share is a notice or a page's frame


def candidates_of(db: duckdb.DuckDBPyConnection, newcomers: Sequence[str]) -> dict[str, list[str]]:
    """Of each new article, those that it may be a copy of or tell the same event as: stored before it, likest first."""
    stage(db, "newcomers", {"article_id": "VARCHAR"}, [(name,) for name in newcomers])
    found = rows_of(
        db,
        f"""
        with banded as (
            select fresh_bands.article_id, stored.article_id as other, count(*) as shared_count
            from fresh_bands
            semi join newcomers using (article_id)
            join (
                select * from article_bands semi join fresh_bands using (band)
                qualify row_number() over (partition by band order by seen_at, article_id) <= {_HOLDERS}
            ) as stored using (band)
            group by all
        )
        select banded.article_id, other
        from banded
        join profiled as mine using (article_id)
        left join profiled as earlier on earlier.article_id = other
        where other != banded.article_id and (not coalesce(earlier.is_new, false) or earlier.place < mine.place)
        qualify row_number() over (partition by banded.article_id order by shared_count desc, other) <= {_COPIES}
        order by banded.article_id, shared_count desc, other
        """,
    )
    candidates: dict[str, dict[str, None]] = {}
    for name, other in (*found, *_told_alike(db)):
        candidates.setdefault(name, {}).setdefault(other)
    return {name: list(others) for name, others in candidates.items()}


def _told_alike(db: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    """Of each new article, those stored before it that share most of its telling terms."""
    db.execute(
        "create or replace temporary table held as select article_id, '' as language, term as key, weight "
        "from article_terms semi join fresh_terms using (term)"
    )
    holders = Holders.of(db)
    number = {name: at for at, name in enumerate(holders.names.tolist())}
    batch = rows_of(
        db,
        "select article_id, is_new, article_id in (from newcomers), telling.terms, telling.weights "
        "from profiled join telling using (article_id) order by place",
    )
    ahead = {number[name] for name, is_new, _, terms, _ in batch if is_new and terms}
    for name, _, is_newcomer, terms, weights in batch:
        if is_newcomer and terms:
            shares = holders.shared_with(dict(zip(terms, weights, strict=True)))
            shares[[number[name], *ahead]] = 0
            yield from ((name, holders.names[at]) for at in most_shared(shares, _REPORTS))
        ahead.discard(number.get(name, -1))
