"""Article -> what the monitor thinks of it. Pure, given the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from monitor.classify import Taxonomy, load_taxonomy
from monitor.classify.places import find_places
from monitor.classify.refining import Model, judge_topics, load_model
from monitor.config import Workspace
from monitor.config.workspace import WATCHES_FILE
from monitor.errors import ConfigError
from monitor.facts import find_facts
from monitor.facts.comparing import facts_of
from monitor.facts.events import Told, merge
from monitor.match import Facts
from monitor.model import DatedEvent, Event, EventChange, Findings, Judged, Places, Read, StoredArticle, TopicScore
from monitor.stories import SAME, resemblance, sketch
from monitor.stories.boilerplate import blanked
from monitor.watch import Watching

ABOUT = 0.5  # score from which an article is about a topic, so that topic: finds it


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What articles are judged by: the owner's watches, the taxonomy with the owner's topics, a trained model."""

    watches: Watching
    today: date  # by the reader's clock: a watch may have ended
    taxonomy: Taxonomy
    model: Model | None = None


def rules_of(workspace: Workspace, now: datetime) -> Rules:
    """The workspace's rules, compiled, for a run at `now`.

    Raises ConfigError for a fault in topics.toml or in a model's file, and for golden lines of watches that fail.
    """
    watches = Watching(workspace.watches, workspace.sets)
    broken = [
        f"{WATCHES_FILE}:{one.line.line}: watch {one.watch!r}: {one.line.text!r} {one.reason}"
        for one in watches.golden()
        if not one.is_kept
    ]
    if broken:
        raise ConfigError(str(workspace.directory), broken)
    return Rules(
        watches=watches,
        today=now.astimezone(workspace.settings.reader.zone).date(),
        taxonomy=load_taxonomy(workspace.topics_file),
        model=load_model(workspace.directory),
    )


def subjects(title: str, text: str, language: str | None, rules: Rules) -> tuple[tuple[TopicScore, ...], Places]:
    """What an article is about: its topics and places. `text` has blanks where its boilerplate is."""
    return judge_topics(title, text, language, rules.taxonomy, rules.model), find_places(title, text)


def judge(read: Read, rules: Rules, boilerplate: Sequence[tuple[int, int]] = ()) -> Judged:
    """Topics, mentions and fingerprint of a reading; of one that says nothing new, nothing is worked out.

    All of them are worked out as though the text had blanks at the places of its `boilerplate`.
    """
    if read.change is not None and read.change.kind == "none":
        return Judged(read=read, topics=(), mentions=(), sketch=(), taxonomy_version=rules.taxonomy.version)
    title, text = read.article.title, blanked(read.article.text, boilerplate)
    topics, places = subjects(title, text, read.article.language, rules)
    watched = rules.watches.mentions(title, text, _facts(read, topics, places), read.article.quality, rules.today)
    findings = _findings(read, text, places) if topics or watched else Findings()
    return Judged(
        read=read,
        topics=topics,
        places=places,
        mentions=watched,
        findings=findings,
        facts=facts_of(findings, places) if topics or watched else (),
        sketch=sketch(text),
        taxonomy_version=rules.taxonomy.version,
        model_version=rules.model.version if rules.model is not None else None,
        boilerplate=tuple(boilerplate),
    )


def _findings(read: Read, text: str, places: Places) -> Findings:
    """What the sentences say. Asked only of articles with a topic or a mention: of the others nobody wants to know."""
    return find_facts(read.article.title, text, read.article.published_at, places)


def _facts(read: Read, topics: Sequence[TopicScore], places: Places) -> Facts:
    article, pending = read.article, read.pending
    return Facts(
        outlet=pending.outlet,
        language=article.language,
        countries=tuple(one.place for one in places.counts if one.is_prominent),
        topics=tuple(topic.topic for topic in topics if topic.score >= ABOUT),
        origins=(article.syndicated_from,) if article.syndicated_from else (),
    )


def stored_facts(article: StoredArticle) -> Facts:
    """The facts of an article that is stored."""
    return Facts(
        outlet=article.outlet,
        language=article.language,
        countries=article.countries,
        topics=article.topics,
        origins=article.origins,
    )


def is_same_text(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two texts, by their sketches, are near-copies and so one story."""
    return resemblance(tuple(one), tuple(other)) >= SAME


def merge_dates(told: Sequence[tuple[str, str, DatedEvent, str]], known: Sequence[Event]) -> tuple[EventChange, ...]:
    """What dates (article, its story, the date, its sentence) do to the events of the calendar."""
    return merge(
        (
            Told(article_id=article, story_id=story, date=one, sentence=sentence)
            for article, story, one, sentence in told
        ),
        known,
    )
