"""How like articles are in what they are recognised by in any language (`monitor/stories/marks.py`).

Likeness is the cosine of their marks, each weighted by its stress in the article and by how rare it is in recent
articles of the article's own language. Weights are stored, so that a pair costs one join; all of it is of the last
days only, so that it costs the same however many articles are stored.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

import duckdb

from monitor.model import Judged, Link
from monitor.store.rows import rows_of, stage
from monitor.store.shares import Holders, most_shared

KEPT = timedelta(days=4)  # reports of one event are at most three days apart

SOURCES = ("reporting source", "reprint")  # kinds of origins that a report comes from

_ANY = datetime(1971, 1, 1, tzinfo=UTC)  # nothing is older

_MARKED = {"article_id": "VARCHAR", "marks": "UINTEGER[]", "stresses": "DOUBLE[]", "sides": "UINTEGER[]",
           "exact": "UINTEGER[]", "announced": "UINTEGER[]"}  # fmt: skip
_VOICE = {"article_id": "VARCHAR", "outlet": "VARCHAR", "sources": "VARCHAR[]", "days": "VARCHAR[]"}
_PAIR = {"article_id": "VARCHAR", "other_id": "VARCHAR"}

_LINK = {"article_id": "VARCHAR", "other_id": "VARCHAR", "strength": "DOUBLE"}

_SURE = 0.25  # strength of a link that holds back alerts
_SURE_SHARING = 0.24  # where both articles tell a figure, day, law or person
_SURE_EXACT = 0.22  # where both have an exact number or order, or a sum that headline or lead of one tell of

_RAREST = 0.02  # share of articles: rarer marks tell no more
_FEW, _FEW_SHARE = 10, 0.01  # articles, and share of them, that have an exact number at most
_COMMONEST = 1.5  # share at which a mark would tell nothing
_EXACT = 0.2  # likeness that an exact number adds
_ANNOUNCED, _ANNOUNCED_ABROAD = 0.6, 0.2  # that talks add which were announced on one day and are held on one
_TELLING = 12  # marks by which an article is looked up
_HOLDERS = 300  # articles that are looked up by one mark
_NEAREST = 6  # candidates of an article, in its own language and in others

Pairs = Mapping[tuple[str, str], float]
Marks = tuple[Mapping[int, float], Collection[int], Collection[int], Collection[int]]
"""An article's marks with their stress; those that are countries of its headline; exact numbers; talks announced."""
Cited = Mapping[tuple[str, str], bool]  # pairs of which one names the other as its source -> both tell one day ahead


def store_marks(db: duckdb.DuckDBPyConnection, marks: Mapping[str, Marks], now: datetime) -> None:
    """Store, or replace, the marks of articles of this batch (`profiled`), weighted."""
    records = [
        (name, list(own), list(own.values()), *map(list, kinds))
        for name, (own, *kinds) in marks.items()
        if own
    ]
    stage(db, "marked", _MARKED, records)
    if rows_of(db, "select 1 from profiled where not is_new limit 1"):
        db.execute("delete from article_marks where article_id in (select article_id from profiled where not is_new)")
    db.execute(
        f"""
        create or replace temporary table fresh_marks as
        with stressed as (
            select article_id, language, unnest(marks) as mark, unnest(stresses) as stress, seen_at, sides, exact,
                announced
            from marked join profiled using (article_id)
        ), languages as (
            select distinct language from stressed
        ), articles as (
            select language, sum(article_count) as article_count from (
                select language, count(distinct article_id) as article_count
                from article_marks semi join languages using (language) where seen_at >= $since group by all
                union all
                select language, count(distinct article_id) from stressed group by all
            ) group by all
        ), held as (
            select language, mark, sum(holder_count) as holder_count from (
                select language, mark, count(*) as holder_count
                from article_marks semi join stressed using (language, mark) where seen_at >= $since group by all
                union all
                select language, mark, count(*) from stressed group by all
            ) group by all
        ), weighed as (
            select
                stressed.article_id, language, mark, seen_at, list_contains(sides, mark) as is_side,
                list_contains(exact, mark) and holder_count <= greatest({_FEW}, {_FEW_SHARE} * article_count)
                    as is_exact,
                list_contains(announced, mark) as is_announcement,
                stress * ln({_COMMONEST} / (holder_count / article_count + {_RAREST})) as weight
            from stressed join held using (language, mark) join articles using (language)
        )
        select * replace (weight / sqrt(sum(weight * weight) over (partition by article_id)) as weight) from weighed
        """,
        {"since": now - KEPT},
    )
    db.execute("insert into article_marks by name from fresh_marks")


def near(db: duckdb.DuckDBPyConnection, now: datetime) -> Iterator[tuple[str, str]]:
    """Of each new article (`newcomers`), those that share most of its marks, in its own language and in others; and
    those that tell of the same talks announced."""
    telling = rows_of(
        db,
        f"""
        create or replace temporary table telling_marks as
        select * from fresh_marks semi join newcomers using (article_id)
        qualify row_number() over (partition by article_id order by weight desc, mark) <= {_TELLING} or is_announcement;
        select article_id, any_value(language), list(mark), list(weight) from telling_marks
        group by article_id order by article_id
        """,
    )
    db.execute(
        f"""
        create or replace temporary table held as
        select article_id, language, mark as key, weight
        from article_marks semi join telling_marks using (mark) where seen_at >= $since
        qualify row_number() over (partition by mark order by seen_at desc, article_id) <= {_HOLDERS}
        """,
        {"since": now - KEPT},
    )
    holders = Holders.of(db)
    number = {name: at for at, name in enumerate(holders.names.tolist())}
    for name, language, marks, weights in telling:
        shares = holders.shared_with(dict(zip(marks, weights, strict=True)))
        if name in number:  # it may be too new to be among the holders
            shares[number[name]] = 0
        is_home = holders.languages == language
        nearest = [at for among in (is_home, ~is_home) for at in most_shared(shares * among, _NEAREST)]
        yield from ((name, holders.names[at]) for at in sorted(nearest, key=lambda at: (-shares[at], at)))
    yield from rows_of(
        db,
        f"""
        select mine.article_id, held.article_id
        from telling_marks as mine join held on held.key = mine.mark
        where mine.is_announcement and held.article_id != mine.article_id
        qualify row_number() over (partition by mine.article_id order by held.article_id) <= {_NEAREST}
        order by all
        """,
    )


def stage_pairs(db: duckdb.DuckDBPyConnection, pairs: Sequence[tuple[str, str]]) -> None:
    """Which articles are to be compared (`paired`): a new one and one known."""
    stage(db, "paired", _PAIR, pairs)


def alike(db: duckdb.DuckDBPyConnection, now: datetime) -> Pairs:
    """How like the articles of the pairs are, 0 to 1. Left out: without marks.

    The cosine of their marks. In one language it is more where they share an exact number or an announcement, 0 where
    each has a country in its headline that the other names nowhere, and half where one has and they share no such
    number. In two only an announcement adds to it: figures of yesterday's news are told abroad as well.
    """
    found = rows_of(
        db,
        f"""
        with theirs as (
            select * from article_marks
            where seen_at >= $since and article_id in (select other_id from paired)
        ), shared as (
            select paired.*, sum(mine.weight * theirs.weight) as likeness,
                count(*) filter (where mine.is_side) as mine_named,
                count(*) filter (where theirs.is_side) as theirs_named,
                coalesce(bool_or(mine.is_exact and theirs.is_exact), false) as is_exact,
                coalesce(bool_or(mine.is_announcement), false) as is_announcement
            from paired
            join fresh_marks as mine using (article_id)
            join theirs on theirs.article_id = other_id and theirs.mark = mine.mark
            group by all
        ), named as (
            select article_id, language, count(*) filter (where is_side) as side_count from theirs group by all
            union
            select article_id, language, count(*) filter (where is_side) from fresh_marks group by all
        )
        select paired.article_id, paired.other_id,
            case
                when shared.likeness is null then 0
                when mine.language != theirs.language
                    then least(1, likeness + if(is_announcement, {_ANNOUNCED_ABROAD}, 0))
                when mine.side_count > mine_named and theirs.side_count > theirs_named then 0
                when is_announcement then least(1, likeness + {_ANNOUNCED})
                when is_exact then least(1, likeness + {_EXACT})
                when mine.side_count > mine_named or theirs.side_count > theirs_named then likeness / 2
                else likeness
            end
        from paired
        join named as mine on mine.article_id = paired.article_id
        join named as theirs on theirs.article_id = paired.other_id
        left join shared on shared.article_id = paired.article_id and shared.other_id = paired.other_id
        """,
        {"since": now - KEPT},
    )
    return {(article_id, other_id): likeness for article_id, other_id, likeness in found}


def cited(db: duckdb.DuckDBPyConnection, fresh: Iterable[Judged], now: datetime) -> Cited:
    """Those pairs of which one article names the other's outlet as its source, each with whether both tell one day.

    That is a day ahead, told in the headline or lead of both. `fresh`: articles that are not stored yet.
    """
    stage(db, "voices", _VOICE, map(_voice, fresh))
    found = rows_of(
        db,
        """
        with asked as (
            select article_id from paired union select other_id from paired
        ), outlets as (
            select article_id, outlet from voices
            union all
            select article_id, outlet from articles
            where article_id in (from asked) and first_seen_at >= $since
        ), told as (
            select article_id, coalesce(name, outlet) as name from outlets left join outlet_names on form = outlet
        ), named as (
            select article_id, unnest(sources) as name from voices
            union all
            select article_id, name from origins
            where article_id in (from asked) and list_contains($sources, kind) and found_at >= $since
        ), days as (
            select article_id, unnest(days) as day from voices
            union all
            select article_id, subject from article_facts
            where article_id in (from asked) and kind = 'date' and is_prominent and found_at >= $since
        ), credited as (
            select article_id, other_id from paired
            join told as mine using (article_id) join named as theirs on theirs.article_id = other_id
            where mine.name = theirs.name
            union
            select article_id, other_id from paired
            join named as mine using (article_id) join told as theirs on theirs.article_id = other_id
            where mine.name = theirs.name
        )
        select article_id, other_id, exists (
            from days as mine join days as theirs on theirs.day = mine.day
            where mine.article_id = credited.article_id and theirs.article_id = credited.other_id
                and mine.day.split('/')[1] = mine.day.split('/')[2])  -- a month that both name is no tie
        from credited
        """,
        {"since": now - KEPT, "sources": SOURCES},
    )
    return {(article_id, other_id): tells_one_day for article_id, other_id, tells_one_day in found}


def _voice(one: Judged) -> tuple[str, str, list[str], list[str]]:
    """Who tells it, whom it names as its sources, and the days of its headline and lead."""
    return (
        one.read.pending.article_id,
        one.read.pending.outlet,
        [origin.name for origin in one.findings.origins if origin.kind in SOURCES],
        [fact.subject for fact in one.facts if fact.kind == "date" and fact.is_prominent],
    )


def compared(db: duckdb.DuckDBPyConnection, article: str, others: Sequence[str]) -> tuple[Pairs, Cited]:
    """What `alike` and `cited` give for an article that is stored, and others."""
    db.execute(
        "create or replace temporary table fresh_marks as select * from article_marks where article_id = $article",
        {"article": article},
    )
    stage_pairs(db, [(article, other) for other in others])
    return alike(db, _ANY), cited(db, (), _ANY)


def store_links(db: duckdb.DuckDBPyConnection, links: Sequence[Link], now: datetime) -> None:
    """Store which articles tell one event in two languages, once what they tell is stored.

    A figure is shared when value, unit and measure are; what else it is of, articles often leave to their readers.
    """
    if not links:
        return
    stage(db, "linked", _LINK, [(one.article_id, one.other_id, one.strength) for one in links])
    db.execute(
        f"""
        insert into article_links by name
        with told as (
            select article_id, kind, if(kind = 'figure', subject.split('|')[:2], [subject]) as subject, value,
                bool_or(is_prominent and kind = 'figure' and subject.split('|')[1] != 'percent') as is_sum_of_top
            from article_facts
            where article_id in (select article_id from linked union select other_id from linked)
                and found_at >= $since and kind in ('figure', 'date', 'instrument', 'official')
                -- A month that both name is no tie.
                and (kind != 'date' or subject.split('/')[1] = subject.split('/')[2])
            group by all
        ), shared as (
            select linked.article_id, linked.other_id,
                if(mine.is_sum_of_top or theirs.is_sum_of_top, {_SURE_EXACT}, {_SURE_SHARING}) as enough
            from linked
            join told as mine on mine.article_id = linked.article_id
            join told as theirs on theirs.article_id = other_id and theirs.kind = mine.kind
                and theirs.subject = mine.subject and theirs.value = mine.value
            union
            select linked.article_id, linked.other_id, {_SURE_EXACT}
            from linked
            join article_marks as mine on mine.article_id = linked.article_id and mine.seen_at >= $since
            join article_marks as theirs on theirs.article_id = other_id and theirs.mark = mine.mark
            where theirs.seen_at >= $since and (mine.is_exact or theirs.is_exact)
        )
        select
            article_id, other_id, strength, $now as linked_at,
            strength >= coalesce((select min(enough) from shared where shared.article_id = linked.article_id
                and shared.other_id = linked.other_id), {_SURE}) as is_sure
        from linked
        """,
        {"now": now, "since": now - KEPT},
    )


def forget_marks(db: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Let go of marks by which nothing is looked up any more."""
    db.execute("delete from article_marks where seen_at < $since", {"since": now - KEPT})
