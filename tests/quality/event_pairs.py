"""Invented reports and the newsroom's, labelled by what they tell: which are joined, and which linked across languages.

All are grouped by the code that runs in production, day by day, in a database of their own.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import duckdb

from monitor import stories as grouping
from monitor.classify import load_taxonomy
from monitor.classify.places import find_places
from monitor.classify.refining import judge_topics
from monitor.facts import (
    Directory,
    Published,
    Sentences,
    find_facts,
    find_origins,
    load_directory,
    orders_signed,
    talks_announced,
)
from monitor.facts.comparing import facts_of
from monitor.facts.figures import measures_in
from monitor.newsroom.articles import load_manuscripts
from monitor.newsroom.outlets import load_outlets
from monitor.run.judging import TOUCHED
from monitor.store import schema
from monitor.store.likeness import store_links
from monitor.store.stories import stories_of

GOLDEN = Path(__file__).parents[1] / "golden" / "events"
HALVES = ("tune", "sealed", "angles", "spans", "orders", "announced")  # the last four came later, for one rule each
_TOLD_WITHIN = timedelta(hours=72)


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A report and what it tells."""

    name: str
    half: str  # tune, sealed; or newsroom
    affair: str
    event: str
    language: str
    told_at: datetime
    title: str
    text: str
    outlet: str = ""


def labelled() -> tuple[Labelled, ...]:
    """All reports, the newsroom's among them, in the order in which they came."""
    found = [
        Labelled(half=half, **{**row, "text": row["text"].strip()})
        for half in HALVES
        for row in tomllib.loads((GOLDEN / f"{half}.toml").read_text(encoding="utf-8"))["report"]
    ]
    outlets = {one.id: one.name for one in load_outlets()}
    found += [
        Labelled(
            name=one.first.slug, half="newsroom", affair=one.truth.story, event=one.truth.story,
            language="ko" if any("\uac00" <= char <= "\ud7a3" for char in one.first.text[:200]) else "en",
            told_at=one.first.published, title=one.first.title, text=one.first.text,
            outlet=outlets[one.first.outlet],
        )
        for one in load_manuscripts()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: one.told_at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What became of reports."""

    stories: Mapping[str, str]
    links: frozenset[frozenset[str]]  # of stories
    sure: frozenset[frozenset[str]]  # those of them that hold back alerts
    copies: frozenset[str]


def grouped(reports: Iterable[Labelled]) -> Found:
    """Groups reports as the pipeline does."""
    with duckdb.connect() as db:
        db.execute("set TimeZone = 'UTC'")
        schema.prepare(db, Path())
        copies: set[str] = set()
        for batch in _days(reports):
            now = max(one.told_at for one in batch)
            judged = [_judged(one) for one in batch]
            found = stories_of(db, judged, now, grouping)  # type: ignore[arg-type]
            outlets = {one.name: one.outlet for one in batch}
            facts = [(one.read.pending.article_id, fact) for one in judged for fact in one.facts]
            if facts:
                db.executemany(
                    "insert into article_facts by name select $article_id as article_id, 1 as version, $kind as kind, "
                    "$subject as subject, $value as value, $words as words, $is_prominent as is_prominent, "
                    "$now::timestamptz as found_at",
                    [{"article_id": name, **asdict(fact), "now": now} for name, fact in facts],
                )
            store_links(db, found.links, now)
            copies |= found.copies.keys()
            db.execute(
                "insert into articles (article_id, story_id, feed_id, outlet, title, text, summary, authors, language, "
                "first_seen_at, version, text_from, quality, quality_reason, word_count, is_history) "
                "select unnest($1), unnest($2), 'f', unnest($3), '', '', '', [], '', $4, 1, 'page', 'full', '', 1, "
                "false",
                [list(found.stories), list(found.stories.values()), [outlets[name] for name in found.stories], now],
            )
        stories = dict(db.execute("select article_id, story_id from article_stories").fetchall())
        links = db.execute("select article_id, other_id, is_sure from article_links").fetchall()
    paired = [(frozenset((stories[one], stories[other])), is_sure) for one, other, is_sure in links]
    return Found(
        stories=stories,
        links=frozenset(pair for pair, _ in paired),
        sure=frozenset(pair for pair, is_sure in paired if is_sure),
        copies=frozenset(copies),
    )


def _days(reports: Iterable[Labelled]) -> Iterator[list[Labelled]]:
    days: dict[object, list[Labelled]] = {}
    for one in reports:
        days.setdefault(one.told_at.date(), []).append(one)
    yield from days.values()


@cache
def _directory() -> Directory:
    """The outlets that articles may name, those of the newsroom among them, as feeds are in a workspace."""
    return load_directory(None, [outlet.name for outlet in load_outlets()])


def _judged(one: Labelled) -> SimpleNamespace:
    """As much of a judged article as its story asks for."""
    places = find_places(one.title, one.text)
    topics = judge_topics(one.title, one.text, one.language, load_taxonomy(None), None)
    sentences = Sentences(one.title, one.text)
    origins = find_origins(sentences, Published(outlet=one.outlet), _directory())
    findings = find_facts(sentences, one.told_at, places, origins)
    facts = facts_of(findings, places, measures_in(one.title))
    touched = [topic.topic for topic in topics if topic.score >= TOUCHED]
    orders = orders_signed(sentences, touched, one.told_at.date())
    announced = grouping.announcements(talks_announced(sentences, findings.dates, one.told_at.date()))
    return SimpleNamespace(
        read=SimpleNamespace(
            pending=SimpleNamespace(article_id=one.name, known=None, outlet=one.outlet),
            article=SimpleNamespace(published_at=one.told_at),
        ),
        profile=grouping.profile(one.title, one.text, one.language),
        marks=grouping.marks(one.title, one.text, topics, places, facts, orders, announced),
        sides=grouping.sides(places),
        exact=grouping.exact(one.title, one.text, orders),
        announced=announced,
        findings=findings,
        facts=facts,
    )


def measured() -> dict[str, float]:
    """Precision and recall of each half, within a language and across; whether no report was taken for a copy.

    Only reports at most three days apart are held against each other: no more is ever joined or linked. A follow-up may
    be joined or not: both tell it.
    """
    reports = labelled()
    became = grouped(reports)
    stories = became.stories
    counts: Counter[tuple[str, str]] = Counter()
    for one, other in combinations(reports, 2):
        if one.half == other.half and other.told_at - one.told_at <= _TOLD_WITHIN:
            pair = frozenset((stories[one.name], stories[other.name]))
            is_foreign = one.language != other.language
            if is_foreign and one.half in ("angles", "spans"):
                continue  # no event of them is told in both languages
            judged = {"across": pair in became.links, "sure": pair in became.sure} if is_foreign else {}
            for kind, is_found in (judged or {"within": len(pair) == 1}).items():
                label = _label(one, other)
                counts[f"{one.half} {kind}", label if is_found else f"{label} missed"] += 1
    found: dict[str, float] = {}
    for name in dict.fromkeys(name for name, _ in counts):
        right, wrong, missed = (counts[name, label] for label in ("same", "other", "same missed"))
        found[f"{name} precision"] = right / (right + wrong) if right else 0.0
        found[f"{name} recall"] = right / (right + missed) if right else 0.0
    found["events never copies"] = float(not became.copies & {one.name for one in reports if one.half in HALVES})
    return found


def _label(one: Labelled, other: Labelled) -> str:
    if (one.affair, one.event) == (other.affair, other.event):
        return "same"
    return "follow-up" if one.affair == other.affair else "other"
