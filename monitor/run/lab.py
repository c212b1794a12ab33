"""The watch lab: search, back-tests, explanations and comparisons over what is stored, without changing it.

Every function reads from a connection to the published snapshot; only `backfill` writes, under the run lock.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from monitor.collect import article_id, canonical_url
from monitor.config import Workspace
from monitor.errors import RefusedError
from monitor.match import Clause, explain
from monitor.model import Mention, NamedSet, StoredArticle, Watch
from monitor.model.steps import Observer, Step, ignore
from monitor.run.judging import directory_of, stored_facts
from monitor.store.history import article_ids_of, stored_articles, watch_versions
from monitor.store.mentions import unmatched
from monitor.store.needs import need_of
from monitor.store.search import candidates
from monitor.stories.boilerplate import blanked
from monitor.watch import Backtest, Found, Watching, backtest, last_days, refusals, written_out

SEARCH = "search"  # the name of a query that is no watch
_FIRST, _LARGEST = 50, 2_000  # articles read at once: few to begin with, as a search may stop soon

Connection = Any  # monitor.store alone knows what a connection is
Open = Callable[[], AbstractContextManager[Connection]]
Pair = tuple[StoredArticle, Mention]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days looked at, by the reader's clock, the oldest first; none: all there are."""

    days: tuple[date, ...]
    since: datetime | None

    @classmethod
    def of(cls, workspace: Workspace, now: datetime, days: int | None) -> "Window":
        zone = workspace.settings.reader.zone
        if days is None:
            return cls(days=(), since=None)
        looked_at = last_days(now.astimezone(zone).date(), days)
        return cls(days=looked_at, since=datetime.combine(looked_at[0], time.min, zone))


def find(
    opened: Open,
    workspace: Workspace,
    watch: Watch,
    since: datetime | None,
    sets: Sequence[NamedSet] | None = None,
    observe: Observer = ignore,
) -> Iterator[Pair]:
    """The articles that make a mention of a watch, the newest first, each as it is met.

    The database is open only while articles are read from it, a batch at a time.
    """
    named = workspace.sets if sets is None else sets
    watching = Watching([watch], named)
    need, directory = need_of(watch.query, watching.sets), directory_of(workspace)
    with opened() as db:
        ids = candidates(db, need, since, None)
    first, size = 0, _FIRST
    while first < len(ids):
        with opened() as db:
            articles = stored_articles(db, ids[first : first + size])
        for article in articles:
            facts, on = stored_facts(article, directory), _day(article, workspace)
            yield from (
                (article, mention)
                for mention in watching.mentions(article.title, text_of(article), facts, article.quality, on)
            )
        first, size = first + size, min(4 * size, _LARGEST)
        observe(Step(name="articles held against the watch", done=min(first, len(ids)), total=len(ids)))


def text_of(article: StoredArticle) -> str:
    """An article's text as watches read it: what its host repeats on every page is blank."""
    return blanked(article.text, article.boilerplate)


def _day(article: StoredArticle, workspace: Workspace) -> date:
    return article.dated_at.astimezone(workspace.settings.reader.zone).date()


def search(opened: Open, workspace: Workspace, query: str, window: Window, limit: int) -> tuple[Pair, ...]:
    """The newest articles that a query finds, at most `limit` of them. Raises QueryError."""
    return tuple(islice(find(opened, workspace, Watch(name=SEARCH, query=query), window.since), limit))


def hold_against_history(
    opened: Open, workspace: Workspace, watch: Watch, window: Window, observe: Observer = ignore
) -> Backtest:
    """What a watch, listed or not, would have raised, beside all others."""
    others = Watching([one for one in workspace.watches if one.name != watch.name], workspace.sets)
    found, directory = [], directory_of(workspace)
    for article, mention in find(opened, workspace, watch, window.since, observe=observe):
        facts, on = stored_facts(article, directory), _day(article, workspace)
        finders = others.finders(article.title, text_of(article), facts, article.quality, on)
        found.append(Found(article=article, mention=mention, others=finders))
    return backtest(watch, found, window.days, workspace.settings.reader.zone)


# --- explain ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """Why a watch makes a mention of an article, or does not."""

    watch: Watch
    article: StoredArticle
    clause: Clause
    refusals: tuple[str, ...]  # why there is no mention although the query holds


def explain_article(opened: Open, workspace: Workspace, watch: Watch, name: str) -> Explained:
    """What each clause of a watch comes to for the article of this id or address. Raises RefusedError."""
    with opened() as db:
        ids = article_ids_of(db, name, article_id(canonical_url(name)) if "://" in name else None)
        found = stored_articles(db, ids)
    if len(found) != 1:
        choices = "".join(f"\n  {one.article_id}  {one.title}" for one in found)
        raise RefusedError(name, f"is the id or address of {len(found) or 'no'} stored articles{choices}")
    (article,) = found
    facts = stored_facts(article, directory_of(workspace))
    sets = {one.name: one.query for one in workspace.sets}
    clause = explain(watch.query, article.title, text_of(article), facts, sets=sets)
    held_back = refusals(watch, facts, article.quality, _day(article, workspace))
    return Explained(watch=watch, article=article, clause=clause, refusals=held_back)


# --- diff ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A watch's last text but one beside its last; `after` is the one in watches.toml."""

    watch: str
    before: str
    after: str
    version: int  # of `before`


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What a change of a watch comes to in history, the newest articles first."""

    changed: Changed
    kept_count: int
    newly_found: tuple[Pair, ...]
    newly_lost: tuple[Pair, ...]


def changes(opened: Open, workspace: Workspace) -> dict[str, Changed]:
    """The watches whose text is not their first, by name. A text not yet loaded by a run is the last."""
    sets = {one.name: one.query for one in workspace.sets}
    with opened() as db:
        versions = watch_versions(db)
    found = {}
    for watch in workspace.watches:
        after = written_out(watch.query, sets)
        before = [one for one in versions.get(watch.name, ()) if one.query != after]
        is_first = not before or (versions[watch.name][-1].query == after and len(versions[watch.name]) == 1)
        if not is_first:
            last = before[-1]
            found[watch.name] = Changed(watch=watch.name, before=last.query, after=after, version=last.version)
    return found


def unloaded(opened: Open, workspace: Workspace) -> tuple[Watch, ...]:
    """The watches whose text no run has loaded yet, new ones and changed ones, and those whose history is not told."""
    sets = {one.name: one.query for one in workspace.sets}
    with opened() as db:
        versions, waiting = watch_versions(db), unmatched(db)
    return tuple(
        watch
        for watch in workspace.watches
        if watch.name in waiting
        or watch.name not in versions
        or versions[watch.name][-1].query != written_out(watch.query, sets)
    )


def difference(
    opened: Open, workspace: Workspace, changed: Changed, window: Window, observe: Observer = ignore
) -> Difference:
    """What the two texts of a watch find in history that the other does not. Raises QueryError."""
    watch = next(one for one in workspace.watches if one.name == changed.watch)

    def found(query: str) -> Mapping[str, Pair]:
        pairs = find(opened, workspace, replace(watch, query=query), window.since, (), observe)
        return {article.article_id: (article, mention) for article, mention in pairs}

    before, after = found(changed.before), found(changed.after)
    return Difference(
        changed=changed,
        kept_count=len(before.keys() & after.keys()),
        newly_found=tuple(pair for name, pair in after.items() if name not in before),
        newly_lost=tuple(pair for name, pair in before.items() if name not in after),
    )


def named(watches: Iterable[Watch], name: str) -> Watch:
    """The watch of this name. Raises RefusedError with the nearest ones."""
    from difflib import get_close_matches

    known = {watch.name: watch for watch in watches}
    if name in known:
        return known[name]
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]!r}? " if close else ""
    raise RefusedError(name, f"no watch has this name; {hint}known: {', '.join(known) or 'none'}")
