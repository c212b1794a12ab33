"""Article -> what the monitor thinks of it. Pure, given the rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from monitor.classify import Outline, Taxonomy, load_taxonomy, shipped_outline
from monitor.classify.places import find_places
from monitor.classify.refining import Model, judge_topics, load_model
from monitor.config import Workspace
from monitor.config.workspace import WATCHES_FILE
from monitor.errors import ConfigError
from monitor.facts import (
    Directory,
    Published,
    Sentences,
    find_facts,
    find_origins,
    load_directory,
    load_officials,
    orders_signed,
    talks_announced,
)
from monitor.facts.comparing import facts_of
from monitor.facts.figures import measures_in
from monitor.match import Facts
from monitor.match.syntax import Field
from monitor.model import (
    Fact,
    Findings,
    Judged,
    Origin,
    Places,
    Read,
    StoredArticle,
    TopicScore,
)
from monitor.model.topics import TOUCHED
from monitor.stories import announcements, exact, marks, profile, sides
from monitor.stories.boilerplate import blanked
from monitor.watch import Watching

_ASKS_ORIGIN = f"{Field.ORIGIN}:"
_REPORTS = ("reporting source", "reprint")  # kinds of origins that a report comes from
ABOUT = 0.5  # score from which an article is about a topic, so that topic: finds it


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What articles are judged by: the owner's watches, the taxonomy with the owner's topics, a trained model.

    The package's own taxonomy is compiled where it is first asked for, which is in the workers.
    """

    watches: Watching
    today: date  # by the reader's clock: a watch may have ended
    directory: Directory  # whose names are known: outlets, agencies and bodies
    asks_origin: bool = False  # whether a watch asks whom articles name as their sources
    model: Model | None = None
    own_taxonomy: Taxonomy | None = None  # None: the package's

    @property
    def taxonomy(self) -> Taxonomy:
        return self.own_taxonomy or load_taxonomy()

    @property
    def outline(self) -> Outline:
        """The taxonomy's version and topics, which the process of the run needs."""
        own = self.own_taxonomy
        return Outline(version=own.version, topics=own.topics) if own is not None else shipped_outline()


def rules_of(workspace: Workspace, now: datetime) -> Rules:
    """The workspace's rules, compiled, for a run at `now`.

    Raises ConfigError for a fault in topics.toml, origins.toml, officials.toml or a model's file, and for golden lines
    of watches that fail.
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
        directory=directory_of(workspace),
        asks_origin=any(_ASKS_ORIGIN in query.lower() for query in _queries(workspace)),
        model=load_model(workspace.directory),
        own_taxonomy=load_taxonomy(own) if (own := workspace.topics_file).is_file() else None,
    )


def _queries(workspace: Workspace) -> tuple[str, ...]:
    return (*(one.query for one in workspace.watches), *(one.query for one in workspace.sets))


def directory_of(workspace: Workspace) -> Directory:
    """Whom the workspace knows by name: the listed, its feeds' outlets, and the owner's. Raises ConfigError."""
    officials = load_officials(workspace.officials_file)
    return load_directory(workspace.origins_file, (feed.name for feed in workspace.feeds), officials)


def subjects(title: str, text: str, language: str | None, rules: Rules) -> tuple[tuple[TopicScore, ...], Places]:
    """What an article is about: its topics and places. `text` has blanks where its boilerplate is."""
    return judge_topics(title, text, language, rules.taxonomy, rules.model), find_places(title, text)


def judge(read: Read, rules: Rules, boilerplate: Sequence[tuple[int, int]] = ()) -> Judged:
    """Topics, mentions and profile of a reading; of one that says nothing new, nothing is worked out.

    All of them are worked out as though the text had blanks at the places of its `boilerplate`.
    """
    if not read.is_news:
        return unjudged(read, rules)
    title, text = read.article.title, blanked(read.article.text, boilerplate)
    topics, places = subjects(title, text, read.article.language, rules)
    sentences = Sentences(title, text)
    has_looked = bool(topics) or rules.asks_origin
    origins = _origins(read, sentences, rules) if has_looked else ()
    facts = _facts(read, topics, places, rules.directory.all_forms(reporting(origins)))
    watched = rules.watches.mentions(title, text, facts, read.article.quality, rules.today)
    if watched and not has_looked:
        origins = _origins(read, sentences, rules)
    published_at = read.article.published_at
    findings = Findings()
    told: tuple[Fact, ...] = ()
    orders: tuple[str, ...] = ()
    announced: frozenset[int] = frozenset()
    is_wanted = bool(topics or watched)  # of other articles nobody wants to know
    if is_wanted:
        findings = find_facts(sentences, published_at, places, origins, rules.directory.officials)
        told = facts_of(findings, places, measures_in(title))
        touched = [topic.topic for topic in topics if topic.score >= TOUCHED]
        today = published_at.date() if published_at is not None else None
        orders = orders_signed(sentences, touched, today)
        announced = announcements(talks_announced(sentences, findings.dates, today))
    return Judged(
        read=read,
        topics=topics,
        places=places,
        mentions=watched,
        findings=findings,
        facts=told,
        sides=sides(places) if is_wanted else frozenset(),
        exact=exact(title, text, orders) if is_wanted else frozenset(),
        announced=announced,
        marks=marks(title, text, topics, places, told, orders, announced) if is_wanted else {},
        profile=profile(title, text, read.article.language),
        taxonomy_version=rules.taxonomy.version,
        model_version=rules.model.version if rules.model is not None else None,
        boilerplate=tuple(boilerplate),
    )


def match(read: Read, rules: Rules, boilerplate: Sequence[tuple[int, int]] = ()) -> Judged:
    """What the watches alone make of a reading, for one that is too much for the rest; origins, places and topics that
    they ask for are not known."""
    article = read.article
    facts = Facts(outlet=read.pending.outlet, language=article.language)
    text = blanked(article.text, boilerplate)
    mentions = rules.watches.mentions(article.title, text, facts, article.quality, rules.today)
    return replace(unjudged(read, rules, boilerplate), mentions=mentions)


def unjudged(read: Read, rules: Rules, boilerplate: Sequence[tuple[int, int]] = ()) -> Judged:
    """A reading of which nothing is thought."""
    return Judged(
        read=read,
        topics=(),
        mentions=(),
        taxonomy_version=rules.outline.version,
        boilerplate=tuple(boilerplate),
    )


def _origins(read: Read, sentences: Sentences, rules: Rules) -> tuple[Origin, ...]:
    article = read.article
    published = Published(
        outlet=read.pending.outlet,
        authors=article.authors,
        syndicated_from=article.syndicated_from,
        canonical_outlet=article.canonical_outlet,
    )
    return find_origins(sentences, published, rules.directory)


def reporting(origins: Sequence[Origin]) -> tuple[str, ...]:
    """Those from whom a report comes: outlets and agencies that it names or that the text is from."""
    return tuple(one.name for one in origins if one.kind in _REPORTS)


def _facts(read: Read, topics: Sequence[TopicScore], places: Places, origins: tuple[str, ...]) -> Facts:
    article, pending = read.article, read.pending
    return Facts(
        outlet=pending.outlet,
        language=article.language,
        countries=tuple(one.place for one in places.counts if one.is_prominent),
        topics=tuple(topic.topic for topic in topics if topic.score >= ABOUT),
        origins=origins,
    )


def stored_facts(article: StoredArticle, directory: Directory) -> Facts:
    """The facts of an article that is stored. `directory` has the other names of its origins."""
    return Facts(
        outlet=article.outlet,
        language=article.language,
        countries=article.countries,
        topics=article.topics,
        origins=directory.all_forms(article.origins),
    )
