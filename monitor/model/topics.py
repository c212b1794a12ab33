"""What a topic is called, and what the analyst says of an article and a topic. Pure."""

from dataclasses import dataclass

TOUCHED = 0.25  # score of a topic that an article at least speaks of


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTopic:
    """A topic of the taxonomy as readers of the warehouse see it."""

    topic: str
    parent: str
    label_en: str
    label_ko: str
    is_policy: bool
    scope: str
    iptc: str | None = None
    gdelt: tuple[str, ...] = ()
    hs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """An article's newest version as the warehouse holds it, to be judged again."""

    article_id: str
    story_id: str
    title: str
    text: str
    language: str | None
    boilerplate: tuple[tuple[int, int], ...] = ()  # [start, end) of lines that its host repeats everywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The analyst's word on whether an article is about a topic."""

    article: ArticleText
    topic: str
    is_about: bool
