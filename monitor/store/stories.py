"""Which article is which: pages that are one under two addresses, and the story each article joins.

Candidates are those that share most: bands of signatures and telling terms (candidates.py), marks in any language
(likeness.py).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import duckdb

from monitor.model import Grouped, Judged, Profile, Rarity, Report
from monitor.store.candidates import candidates_of
from monitor.store.likeness import alike, cited, forget_marks, near, stage_pairs, store_marks
from monitor.store.regrouping import parted
from monitor.store.rows import rows_of, stage, stage_lists

KEPT = timedelta(days=14)  # articles are compared with those of so long

_PROFILE = {"article_id": "VARCHAR", "language": "VARCHAR", "published_at": "TIMESTAMPTZ", "place": "INTEGER"}
_LISTS = ("terms", "counts", "signature", "figures", "subjects", "numbers")  # of a profile
_MERGE = {"story_id": "VARCHAR", "into_id": "VARCHAR", "reason": "VARCHAR"}
_TELLING = {"article_id": "VARCHAR", "terms": "UINTEGER[]", "weights": "DOUBLE[]"}


class Grouper(Protocol):
    """How stories are grouped."""

    def telling(self, profiles: Mapping[str, Profile], rarity: Rarity) -> Mapping[str, Mapping[int, float]]:
        """The terms by which each article is looked up, and what each weighs."""

    def group(
        self,
        newcomers: Sequence[Report],
        others: Mapping[str, Report],
        candidates: Mapping[str, Sequence[str]],
        rarity: Rarity,
        alike: Mapping[tuple[str, str], float],
        cited: Mapping[tuple[str, str], bool],
        parted: Collection[tuple[str, str]],
    ) -> Grouped:
        """The stories of new reports."""


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


def stories_of(db: duckdb.DuckDBPyConnection, fresh: Sequence[Judged], now: datetime, grouper: Grouper) -> Grouped:
    """Find the stories of a batch's new articles; store what all of its articles are recognised by, and merges."""
    profiles = {one.read.pending.article_id: one.profile for one in fresh}
    dates = {one.read.pending.article_id: one.read.article.published_at for one in fresh}
    newcomers = [one.read.pending.article_id for one in fresh if one.read.pending.known is None]
    rarity = store_profiles(db, profiles, dates, now, grouper)
    marks = {one.read.pending.article_id: (one.marks, one.sides, one.exact, one.announced) for one in fresh}
    store_marks(db, marks, now)
    candidates = candidates_of(db, newcomers)
    for name, other in near(db, now):
        if other not in candidates.setdefault(name, []):
            candidates[name].append(other)
    others = _reports(db, {name for names in candidates.values() for name in names}.difference(newcomers))
    told: dict[str, datetime] = dict(rows_of(db, "select article_id, told_at from profiled"))
    arrived = [Report(article_id=name, told_at=told[name], profile=profiles[name]) for name in newcomers]
    rarity = _rarity(db, "near", rarity)
    stage_pairs(db, [(name, other) for name, names in candidates.items() for other in names])
    grouped = grouper.group(arrived, others, candidates, rarity, alike(db, now), cited(db, fresh, now), parted(db))
    _store_merges(db, grouped, now)
    return grouped


def store_profiles(
    db: duckdb.DuckDBPyConnection,
    profiles: Mapping[str, Profile],
    dates: Mapping[str, datetime | None],
    now: datetime,
    grouper: Grouper,
) -> Rarity:
    """Store, or replace, what articles are recognised by; returns how rare their terms are with them."""
    records = [(name, one.language, dates.get(name), place) for place, (name, one) in enumerate(profiles.items())]
    stage(db, "staged", _PROFILE, records)
    stage_lists(db, "listed", {field: [getattr(one, field) for one in profiles.values()] for field in _LISTS})
    db.execute(
        """
        create or replace temporary table profiled as
        select staged.* exclude (published_at),
            coalesce(listed.terms, []) as terms,
            coalesce(listed.counts, [])::utinyint[] as counts,
            coalesce(listed.signature, []) as signature,
            coalesce(listed.figures, []) as figures,
            coalesce(listed.subjects, []) as subjects,
            coalesce(listed.numbers, []) as numbers,
            coalesce(known.told_at, least(staged.published_at, $now), $now) as told_at,
            coalesce(known.seen_at, $now) as seen_at,
            known.article_id is null as is_new
        from staged left join listed using (place) left join article_profiles as known using (article_id)
        """,
        {"now": now},
    )
    if rows_of(db, "select 1 from profiled where not is_new limit 1"):
        for table in ("article_profiles", "article_bands", "article_terms"):
            db.execute(f"delete from {table} where article_id in (select article_id from profiled where not is_new)")
    db.execute("insert into article_profiles by name select * exclude (place, is_new) from profiled order by place")
    db.execute(
        "create or replace temporary table fresh_bands as select article_id, (signature[odd]::ubigint << 32) "
        "| signature[odd + 1] as band, seen_at from profiled, range(1, len(signature), 2) as places(odd)"
    )
    db.execute("insert into article_bands by name from fresh_bands")
    db.execute(
        "insert into term_counts select language, term, count(*), $now "
        "from (select language, unnest(terms) as term from profiled where is_new) group by all",
        {"now": now},
    )
    _count_terms(db)
    rarity = _rarity(db, "profiled")
    telling = grouper.telling(profiles, rarity)
    stage(db, "telling", _TELLING, [(name, list(own), list(own.values())) for name, own in telling.items()])
    db.execute(
        "create or replace temporary table fresh_terms as "
        "select article_id, unnest(terms) as term, unnest(weights) as weight from telling"
    )
    db.execute(
        "insert into article_terms by name "
        "select fresh_terms.*, seen_at from fresh_terms join profiled using (article_id)"
    )
    return rarity


def renew_profiles(
    db: duckdb.DuckDBPyConnection, profiles: Mapping[str, Profile], now: datetime, grouper: Grouper
) -> None:
    """Replace what stored articles are recognised by; those too old to be compared have nothing to replace."""
    stage(db, "wanted", {"article_id": "VARCHAR"}, [(name,) for name in profiles])
    recent = rows_of(db, "select article_id from article_profiles semi join wanted using (article_id)")
    if recent:
        store_profiles(db, {name: profiles[name] for (name,) in recent}, {}, now, grouper)


def rarity_of(db: duckdb.DuckDBPyConnection, profiles: Iterable[Profile]) -> Rarity:
    """How rare the terms of these profiles are in recent articles."""
    records = [(one.language, list(one.terms)) for one in profiles]
    stage(db, "held", {"language": "VARCHAR", "terms": "UINTEGER[]"}, records)
    _count_terms(db)
    return _rarity(db, "held")


def _count_terms(db: duckdb.DuckDBPyConnection) -> None:
    """Sum up the counts of all recent batches: once for a batch, which looks many terms up twice."""
    db.execute(
        "create or replace temporary table counted as "
        "select language, term, sum(article_count)::integer as held_by from term_counts group by all"
    )


def _rarity(db: duckdb.DuckDBPyConnection, held: str, known: Rarity | None = None) -> Rarity:
    """How rare the terms are that a table of profiles holds, with what is known of others."""
    found = rows_of(
        db,
        "select language, list(term), list(held_by) from counted "
        f"semi join (select distinct language, unnest(terms) as term from {held}) using (language, term) "
        "group by language",
    )
    holders = {language: dict(counts) for language, counts in known.holder_counts.items()} if known else {}
    for language, terms, counts in found:
        holders.setdefault(language, {}).update(zip(terms, counts, strict=True))
    articles = rows_of(db, "select language, count(*) from article_profiles group by all")
    return Rarity(article_counts=dict(articles), holder_counts=holders)


def _reports(db: duckdb.DuckDBPyConnection, names: Iterable[str]) -> dict[str, Report]:
    """Stored articles as stories are grouped now; their profiles are the table `near` from then on."""
    stage(db, "wanted", {"article_id": "VARCHAR"}, [(name,) for name in names])
    db.execute(
        "create or replace temporary table near as "
        "select known.*, placed.story_id from article_profiles as known semi join wanted using (article_id) "
        "join article_stories as placed using (article_id)"
    )
    found = rows_of(db, "select article_id, story_id, told_at, language from near order by article_id")
    lists = db.execute(f"select {', '.join(_LISTS)} from near order by article_id").fetchnumpy()
    return {
        article_id: Report(
            article_id=article_id,
            story_id=story_id,
            told_at=told_at,
            profile=Profile(
                language=language,
                terms=terms,
                counts=counts,
                signature=tuple(signature.tolist()),
                figures=tuple(figures.tolist()),
                subjects=tuple(subjects.tolist()),
                numbers=tuple(numbers.tolist()),
            ),
        )
        for (article_id, story_id, told_at, language), terms, counts, signature, figures, subjects, numbers in zip(
            found, *(lists[field] for field in _LISTS), strict=True
        )
    }


def _store_merges(db: duckdb.DuckDBPyConnection, grouped: Grouped, now: datetime) -> None:
    if grouped.merges:
        stage(db, "merged", _MERGE, [(one.story_id, one.into_id, one.reason) for one in grouped.merges])
        db.execute(
            "insert into story_merges by name select story_id, into_id, $now as merged_at, reason from merged",
            {"now": now},
        )


def forget_profiles(db: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Let go of what articles are compared by, once they are too old to be compared; fold the counts of days past."""
    for table, seen in (
        ("article_profiles", "seen_at"),
        ("article_bands", "seen_at"),
        ("article_terms", "seen_at"),
        ("term_counts", "counted_at"),
    ):
        db.execute(f"delete from {table} where {seen} < $since", {"since": now - KEPT})
    _fold_counts(db, now)
    forget_marks(db, now)


def _fold_counts(db: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Make the batches of each day past one: every batch that comes reads all counts."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    days = rows_of(
        db,
        "select min(counted_at), max(counted_at) from term_counts where counted_at < $today "
        "group by date_trunc('day', counted_at) having min(counted_at) < max(counted_at)",
        {"today": today},
    )
    for first, last in days:
        span = {"first": first, "last": last}
        db.execute(
            "create or replace temporary table folded as "
            "select language, term, sum(article_count)::integer as article_count, $last as counted_at "
            "from term_counts where counted_at between $first and $last group by all",
            span,
        )
        db.execute("delete from term_counts where counted_at between $first and $last", span)
        db.execute("insert into term_counts by name from folded")
