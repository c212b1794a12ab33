"""Stories joined and parted by the analyst, and why articles are in one story or not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from monitor import store
from monitor.config import Workspace
from monitor.errors import BusyError, RefusedError
from monitor.model import ArticleText, HandMade, Kindred, Profile, Report, SharedFact, StoryMember
from monitor.run.holding import PATIENCE, held, user_name
from monitor.run.inbox import drain, say
from monitor.run.lookup import canonical_id
from monitor.store import regrouping
from monitor.store.labels import articles_named
from monitor.store.likeness import compared as compared_in
from monitor.store.stories import rarity_of
from monitor.stories import Likeness, kindred, profile
from monitor.stories.boilerplate import blanked

_SHOWN = 20  # articles that one is compared with
_NEIGHBOURS = 5  # of these, articles of other stories


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Another article, how like it is, and what both tell."""

    member: StoryMember
    kindred: Kindred
    shared: tuple[SharedFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """An article, those it was compared with, and the joins and splits that made their stories."""

    member: StoryMember
    compared: tuple[Compared, ...]
    changes: tuple[HandMade, ...]


def why(workspace: Workspace, name: str, other: str | None) -> Why:
    """How like an article is to another; without one, to those of its story and to the likest of other stories.

    Raises RefusedError for no or several such articles.
    """
    with store.reader(workspace.snapshot, workspace.settings.reader.timezone) as db:
        one = _article(db, name)
        mine = regrouping.member(db, one.article_id)
        if other is not None:
            rest = [regrouping.member(db, _article(db, other).article_id)]
        else:
            family = [each for each in regrouping.members(db, mine.story_id) if each.article_id != one.article_id]
            near = regrouping.neighbours(db, one.article_id, _NEIGHBOURS)
            rest = [*family[: _SHOWN - len(near)], *near]
        texts = {each.article_id: _article(db, each.article_id) for each in rest}
        profiles = {name: _profile(text) for name, text in texts.items()}
        profiles[one.article_id] = _profile(one)
        alike, cited = compared_in(db, one.article_id, list(texts))
        likeness = Likeness(rarity_of(db, profiles.values()), alike, cited)
        compared = [
            Compared(
                member=each,
                kindred=kindred(_report(mine, profiles), _report(each, profiles), likeness),
                shared=regrouping.shared_facts(db, one.article_id, each.article_id),
            )
            for each in rest
        ]
        changes = regrouping.changes_of(db, sorted({mine.story_id, *(each.story_id for each in rest)}))
    compared.sort(key=lambda each: (each.member.story_id != mine.story_id, -each.kindred.texts, -each.kindred.terms))
    return Why(member=mine, compared=tuple(compared), changes=changes)


def _article(db: Any, name: str) -> ArticleText:
    found = articles_named(db, name, canonical_id(name))
    if len(found) != 1:
        told = (
            "several articles begin with this id: give more of it"
            if found
            else "no such article; `monitor search` finds them"
        )
        raise RefusedError(name, told)
    return found[0]


def _profile(article: ArticleText) -> Profile:
    return profile(article.title, blanked(article.text, article.boilerplate), article.language)


def _report(member: StoryMember, profiles: dict[str, Profile]) -> Report:
    return Report(article_id=member.article_id, told_at=member.told_at, profile=profiles[member.article_id])


def join(workspace: Workspace, one: str, other: str, now: datetime) -> tuple[str, str] | None:
    """Join two stories: the one that ends, and the one that goes on; None: the writer is busy, and will do it.

    Raises RefusedError where they are one already, or there are none such.
    """
    with store.reader(workspace.snapshot) as db:
        first, second = _story(db, one), _story(db, other)
    if first == second:
        raise RefusedError(one, f"is one story with {other} already: {first}")
    by = user_name()
    made = _made(workspace, lambda db: regrouping.join_stories(db, first, second, by, now))
    if made is None:
        say(workspace, "join", "story", first, second, by=by, at=now)
    return made


def split(workspace: Workspace, names: Sequence[str], now: datetime) -> tuple[str, str] | None:
    """Take articles out of their story into one of their own: that story and the new one; None: the writer is busy.

    Raises RefusedError where they are of several stories, or all that is in theirs.
    """
    with store.reader(workspace.snapshot) as db:
        articles = [_article(db, name).article_id for name in names]
        regrouping.whole_story(db, articles)
    by = user_name()
    made = _made(workspace, lambda db: regrouping.split_articles(db, articles, by, now))
    if made is None:
        say(workspace, "split", "article", articles[0], " ".join(articles), by=by, at=now)
    return made


def _story(db: Any, name: str) -> str:
    if canonical_id(name):  # an address is of an article, and means the story that has it now
        return regrouping.member(db, _article(db, name).article_id).story_id
    return regrouping.story_named(db, name)


def _made(workspace: Workspace, change: Callable[[Any], tuple[str, str]]) -> tuple[str, str] | None:
    """Make a change now and publish it; None where a run holds the warehouse."""
    try:
        with held(workspace, PATIENCE) as warehouse:
            warehouse.prepare()
            with warehouse.transaction() as db:
                drain(db, workspace)
                made = change(db)
            warehouse.publish()
    except BusyError:
        return None
    return made
