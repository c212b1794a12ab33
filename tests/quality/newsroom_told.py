"""What a workspace that read the newsroom has in its snapshot, held against what the newsroom's makers list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from monitor.newsroom.articles import load_manuscripts
from monitor.newsroom.outlets import load_outlets
from monitor.newsroom.truth import ToldChange, load_told

Key = tuple[Any, ...]

_DATES = "select article_id, ends_on, precision from article_dates where is_ahead"
_EVENTS = """
    select event_id, any_value(calendar.ends_on), any_value(calendar.precision), list(distinct article_id)
    from calendar join calendar_history using (event_id)
    where article_id is not null
    group by event_id
"""
_CHANGES = """
    select article_id, measure, unit, value_before, value, product, imposer, target from figure_changes
"""
_STORIES = "select story_id, list(article_id) from article_stories group by story_id"
_FIRST = """
    select story_id, coalesce(story_events.first_outlet, story_origins.first_outlet)
    from story_origins left join story_events using (story_id)
"""
_ORIGINS = "select article_id, name from origins where kind in ('reporting source', 'reprint')"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one table does: what is right, found wrongly, missed."""

    right: tuple[Key, ...]
    wrong: tuple[Key, ...]
    missed: tuple[Key, ...]

    @property
    def precision(self) -> float:
        return len(self.right) / ((len(self.right) + len(self.wrong)) or 1)

    @property
    def recall(self) -> float:
        return len(self.right) / ((len(self.right) + len(self.missed)) or 1)


def scores(snapshot: Path) -> Mapping[str, Score]:
    """Table -> how it does on the articles that were read."""
    slugs = {one.first.slug for one in load_manuscripts()}
    with duckdb.connect(snapshot, read_only=True) as db:
        known = {
            article_id: slug
            for article_id, url in db.execute("select article_id, url from articles").fetchall()
            if (slug := url.rsplit("/", 1)[-1].partition(".")[0]) in slugs
        }
        read = frozenset(known.values())
        return {
            "article_dates": _dates(db, known, read),
            "calendar": _events(db, known, read),
            "figure_changes": _changes(db, known, read),
            "origins": _origins(db, known),
            "story_origins": _firsts(db, known),
        }


def _dates(db: duckdb.DuckDBPyConnection, known: Mapping[str, str], read: frozenset[str]) -> Score:
    told = load_told()
    listed = {(slug, one.day, one.precision) for one in told.events for slug in one.told_by if slug in read}
    maybe = {(slug, one.day, one.precision) for one in told.maybe for slug in one.told_by}
    found = {(known[at], day, precision) for at, day, precision in db.execute(_DATES).fetchall() if at in known}
    return _score(found - maybe, listed)


def _events(db: duckdb.DuckDBPyConnection, known: Mapping[str, str], read: frozenset[str]) -> Score:
    """An event is right when it has the day of a listed one and an article that tells it; a second such is wrong."""
    told = load_told()
    maybe = {(slug, one.day, one.precision) for one in told.maybe for slug in one.told_by}
    open_ = [one for one in told.events if read & set(one.told_by)]
    right, wrong = [], []
    for event_id, day, precision, articles in sorted(db.execute(_EVENTS).fetchall(), key=lambda row: -len(row[3])):
        by = {known[at] for at in articles if at in known}
        fitting = [one for one in open_ if (one.day, one.precision) == (day, precision) and by & set(one.told_by)]
        if fitting:
            best = max(fitting, key=lambda one: len(by & set(one.told_by)))
            open_.remove(best)
            right.append((best.what, day))
        elif by and not all((slug, day, precision) in maybe for slug in by):
            wrong.append((event_id, day, precision, *sorted(by)))
    return Score(right=tuple(right), wrong=tuple(wrong), missed=tuple((one.what, one.day) for one in open_))


def _changes(db: duckdb.DuckDBPyConnection, known: Mapping[str, str], read: frozenset[str]) -> Score:
    open_ = [one for one in load_told().changes if one.article in read]
    right, wrong = [], []
    for at, *change in db.execute(_CHANGES).fetchall():
        if at in known:
            fitting = next((one for one in open_ if _is_same(one, known[at], change)), None)
            if fitting is None:
                wrong.append((known[at], *change))
            else:
                open_.remove(fitting)
                right.append((known[at], *change))
    missed = ((one.article, one.measure, one.before, one.value) for one in open_)
    return Score(right=tuple(right), wrong=tuple(wrong), missed=tuple(missed))


def _is_same(one: ToldChange, slug: str, change: Iterable[Any]) -> bool:
    measure, unit, before, value, product, imposer, target = change
    return (one.article, one.measure, one.unit, one.before, one.value) == (slug, measure, unit, before, value) and all(
        said is None or said == found
        for said, found in ((one.product, product), (one.imposer, imposer), (one.target, target))
    )


def _origins(db: duckdb.DuckDBPyConnection, known: Mapping[str, str]) -> Score:
    names = dict(db.execute("select form, name from outlet_names").fetchall())
    read = {known[at] for (at,) in db.execute("select distinct article_id from origins").fetchall() if at in known}
    listed = {
        (one.first.slug, names.get(source, source))
        for one in load_manuscripts()
        if one.first.slug in known.values()
        for source in one.truth.sources
    }
    found = {(known[at], names.get(name, name)) for at, name in db.execute(_ORIGINS).fetchall() if at in known}
    return _score(found, {one for one in listed if one[0] in read or one[1:]})


def _firsts(db: duckdb.DuckDBPyConnection, known: Mapping[str, str]) -> Score:
    """Event by event, the outlet that had it first, in whatever language: the event is that of most of the articles."""
    outlets = {one.id: one.name for one in load_outlets()}
    manuscripts = {one.first.slug: one for one in load_manuscripts()}
    firsts: dict[str, str] = {}
    for one in load_manuscripts():  # oldest first
        if one.first.slug in known.values():
            firsts.setdefault(one.truth.story, outlets[one.first.outlet])
    first_of = dict(db.execute(_FIRST).fetchall())
    found = set()
    for story_id, articles in db.execute(_STORIES).fetchall():
        stories = sorted(manuscripts[known[at]].truth.story for at in articles if at in known)
        if stories:
            found.add((max(stories, key=stories.count), first_of[story_id]))
    return _score(found, set(firsts.items()))


def _score(found: Iterable[Key], listed: Iterable[Key]) -> Score:
    found, listed = set(found), set(listed)
    return Score(
        right=tuple(sorted(found & listed)), wrong=tuple(sorted(found - listed)), missed=tuple(sorted(listed - found))
    )
