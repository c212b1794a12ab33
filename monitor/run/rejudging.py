"""Stored articles judged again after a change of taxonomy or model: first told, then written, batch by batch."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from monitor.classify import FLOOR, STRONG
from monitor.classify.gazetteer import load_gazetteer
from monitor.model import ArticleText, Places, TopicScore
from monitor.model.steps import Observer, Step, ignore
from monitor.run.judging import Rules, subjects
from monitor.run.listing import listed
from monitor.store import topics
from monitor.store.rejudging import articles_since, count_since, rewrite_subjects, scores_of
from monitor.store.warehouse import Warehouse
from monitor.stories.boilerplate import blanked

BATCH = 500  # articles in memory, and in a transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A topic that an article gains, loses, or moves across the line between spoken of and about."""

    topic: str
    before: float | None  # None: it was not given
    after: float | None  # None: it is given no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifted:
    """An article with what changes for it; nothing may."""

    article: ArticleText
    shifts: tuple[Shift, ...]


def compare(warehouse: Warehouse, rules: Rules, since: datetime, observe: Observer = ignore) -> Iterator[Shifted]:
    """What judging the articles since a date by these rules would change. Writes nothing."""
    total, done = _total(warehouse, since), 0
    for batch in articles_since(warehouse, since, BATCH):
        with warehouse.session() as db:
            before = scores_of(db, [one.article_id for one in batch])
        for one in batch:
            found, _ = _judged(one, rules)
            yield Shifted(article=one, shifts=shifts(before.get(one.article_id, {}), found))
        done += len(batch)
        observe(Step(name="articles compared", done=done, total=total))


def rejudge(warehouse: Warehouse, rules: Rules, since: datetime, observe: Observer = ignore) -> int:
    """Write what `compare` has told: one transaction a batch, then the snapshot. Needs the run lock.

    Returns the number of articles. No alert is raised: old news stays old.
    """
    total, done = _total(warehouse, since), 0
    version = rules.model.version if rules.model is not None else None
    with warehouse.transaction() as db:
        topics.list_topics(db, listed(rules.outline))
        topics.list_places(db, load_gazetteer().places)
    for batch in articles_since(warehouse, since, BATCH):
        found = [(one.article_id, *_judged(one, rules), rules.taxonomy.version, version) for one in batch]
        with warehouse.transaction() as db:
            rewrite_subjects(db, found)
        done += len(batch)
        observe(Step(name="articles judged again", done=done, total=total))
    warehouse.publish()
    return done


def _total(warehouse: Warehouse, since: datetime) -> int:
    with warehouse.session() as db:
        return count_since(db, since)


def shifts(before: Mapping[str, float], found: tuple[TopicScore, ...]) -> tuple[Shift, ...]:
    """What changes for an article: topics given or no longer given, and those that cross the line of `STRONG`."""
    after = {one.topic: one.score for one in found if one.score >= FLOOR}
    before = {topic: score for topic, score in before.items() if score >= FLOOR}
    return tuple(
        Shift(topic=topic, before=before.get(topic), after=after.get(topic))
        for topic in sorted(before.keys() | after.keys())
        if _band(before.get(topic)) != _band(after.get(topic))
    )


def _band(score: float | None) -> int:
    return 0 if score is None else 1 if score < STRONG else 2


def _judged(one: ArticleText, rules: Rules) -> tuple[tuple[TopicScore, ...], Places]:
    return subjects(one.title, blanked(one.text, one.boilerplate), one.language, rules)
