"""What the warehouse has stored, read back."""

from dataclasses import dataclass
from datetime import datetime

from monitor.model.extract import Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article's newest version, with what queries and watches ask of it."""

    article_id: str
    version: int
    story_id: str
    title: str
    text: str
    outlet: str
    url: str | None
    dated_at: datetime  # when it was published, else first seen
    quality: Quality
    language: str | None = None
    countries: tuple[str, ...] = ()  # and blocs, that it names prominently
    topics: tuple[str, ...] = ()  # that it is about
    origins: tuple[str, ...] = ()  # whom it names as its sources
    boilerplate: tuple[tuple[int, int], ...] = ()  # [start, end) of the text that is not matched


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchVersion:
    """A text that a watch has had, its named sets written out."""

    watch: str
    version: int  # from 1
    query: str
    since_at: datetime
