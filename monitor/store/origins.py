"""Who reports from whom, as far as only the warehouse can tell: copies, and reprints that do not say so."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import duckdb

from monitor.match import sentences
from monitor.store.rows import rows_of, stage

_ORIGIN = {"article_id": "VARCHAR", "name": "VARCHAR", "sentence": "VARCHAR", "span_start": "INTEGER",
           "span_end": "INTEGER"}  # fmt: skip


def list_outlet_names(db: duckdb.DuckDBPyConnection, listed: Iterable[tuple[str, str, bool]]) -> None:
    """Copy the names of outlets: (form, the one spelling, whether it is an agency's)."""
    stage(db, "listed", {"form": "VARCHAR", "name": "VARCHAR", "is_agency": "BOOLEAN"}, tuple(listed))
    db.execute("delete from outlet_names")
    db.execute("insert into outlet_names select * from listed")


def store_copies(db: duckdb.DuckDBPyConnection, nearest: Mapping[str, str], now: datetime) -> None:
    """Store which articles are near-copies of which earlier one: by that one's own original, if it is a copy."""
    if not nearest:
        return
    earlier: dict[str, str] = dict(
        rows_of(
            db,
            "select article_id, original_id from copies where article_id in (select unnest($ids::text[]))",
            {"ids": list(set(nearest.values()))},
        )
    )
    originals: dict[str, str] = {}
    for article_id, near in nearest.items():  # in the order of arrival, so that a copy's original is known
        originals[article_id] = originals.get(near) or earlier.get(near, near)
    stage(db, "found", {"article_id": "VARCHAR", "original_id": "VARCHAR"}, tuple(originals.items()))
    db.execute("insert into copies select *, $now from found", {"now": now})


def store_reprints(db: duckdb.DuckDBPyConnection, fresh: Sequence[str], now: datetime) -> None:
    """Give near-copies of an agency's earlier article that agency as their origin, where they do not name it so.

    `fresh` are the articles just stored. Whichever of them comes last: an agency's text may be met after its copies.
    """
    rows = rows_of(
        db,
        """
        with touched as (
            select distinct coalesce(original_id, article_id) as text_id
            from (select unnest($ids::text[]) as article_id) left join copies using (article_id)
        ), members as (
            select article_id, original_id as text_id from copies where original_id in (select text_id from touched)
            union all select text_id, text_id from touched
        ), told as (
            select members.*, articles.text, articles.outlet, outlet_names.name,
                coalesce(is_agency, false) as is_agency,
                coalesce(published_at, first_seen_at) as told_at
            from members join articles using (article_id) left join outlet_names on form = articles.outlet
        )
        select distinct copy.article_id, agency.name, copy.text
        from told as agency join told as copy using (text_id)
        where agency.is_agency and agency.told_at <= copy.told_at and agency.name <> coalesce(copy.name, copy.outlet)
            and not copy.is_agency and not exists (
                from origins where origins.article_id = copy.article_id and origins.kind = 'reprint')
        order by all
        """,
        {"ids": list(fresh)},
    )
    if not rows:
        return
    first = {article_id: next(iter(sentences(text)), (0, 0)) for article_id, _, text in rows}
    records = [
        (article_id, name, text[slice(*first[article_id])], *first[article_id]) for article_id, name, text in rows
    ]
    stage(db, "found", _ORIGIN, records)
    db.execute(
        "delete from origins using found where origins.article_id = found.article_id and origins.name = found.name"
    )
    db.execute(
        "insert into origins by name select *, 'reprint' as kind, 'lead' as zone, $now as found_at from found",
        {"now": now},
    )
