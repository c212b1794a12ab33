"""Article -> what the monitor thinks of it. Pure, given the rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.classify import Taxonomy, load_taxonomy
from monitor.classify.places import find_places
from monitor.classify.refining import Model, judge_topics, load_model
from monitor.config import Workspace
from monitor.match import Matcher, compile_queries
from monitor.model import Judged, Places, Read, TopicScore, Watch
from monitor.stories import SAME, resemblance, sketch
from monitor.stories.boilerplate import blanked
from monitor.watch import find_mentions


def compile_watches(watches: Iterable[Watch]) -> Matcher:
    """All watches as one matcher, hits named as the watches are."""
    return compile_queries({watch.name: watch.query for watch in watches})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What articles are judged by: the owner's watches, the taxonomy with the owner's topics, a trained model."""

    watches: Matcher
    taxonomy: Taxonomy
    model: Model | None = None


def rules_of(workspace: Workspace) -> Rules:
    """The workspace's rules, compiled. Raises ConfigError for a fault in topics.toml or in a model's file."""
    return Rules(
        watches=compile_watches(workspace.watches),
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
    return Judged(
        read=read,
        topics=topics,
        places=places,
        mentions=find_mentions(rules.watches, title, text),
        sketch=sketch(text),
        taxonomy_version=rules.taxonomy.version,
        model_version=rules.model.version if rules.model is not None else None,
        boilerplate=tuple(boilerplate),
    )


def is_same_text(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two texts, by their sketches, are near-copies and so one story."""
    return resemblance(tuple(one), tuple(other)) >= SAME
