"""A read-only JSON API over the snapshot, described at /api/openapi.json. Lists are read page by page with `next`."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice
from typing import Annotated, Any, Generic, TypeVar

from fastapi import APIRouter, HTTPException, Path, Query
from pydantic import BaseModel, ConfigDict

from monitor.errors import QueryError
from monitor.model import Watch
from monitor.run.lab import SEARCH, Window, find
from monitor.web.desk import TheDesk
from monitor.web.rendering import query
from monitor.web.screens.keyset import key_of, parted, place_of

_MOST = 200
Limit = Annotated[int, Query(ge=1, le=_MOST, description="Items of a page.")]
Before = Annotated[str, Query(max_length=300, description="Where a page begins: taken from `next`.")]
Name = Annotated[str, Path(max_length=200)]
Days = Annotated[int, Query(ge=1, le=36_500, description="How far back.")]


class Record(BaseModel):
    """An answer's part; times carry their offset."""

    model_config = ConfigDict(from_attributes=True, extra="ignore")


class Fault(Record):
    """Why there is no answer."""

    detail: str


class Alert(Record):
    """Something that was told."""

    alert_id: str
    kind: str
    watch_id: str | None
    story_id: str | None
    article_id: str | None
    title: str
    outlet: str | None
    url: str | None
    reason: str
    excerpt: str | None
    state: str
    raised_at: datetime
    published_at: datetime | None


class Listed(Record):
    """An article without its text."""

    article_id: str
    story_id: str
    outlet: str
    title: str
    url: str | None
    language: str | None
    published_at: datetime | None
    first_seen_at: datetime
    quality: str
    word_count: int


class Article(Listed):
    """An article, whole."""

    text: str
    summary: str
    authors: list[str]
    version: int


class Story(Record):
    """Reports of one event."""

    story_id: str
    title: str
    first_outlet: str
    first_at: datetime
    last_at: datetime
    article_count: int
    outlet_count: int
    watches: list[str] | None


class Found(Record):
    """An article that a search found, with the sentence that shows it best."""

    article_id: str
    story_id: str
    outlet: str
    title: str
    url: str | None
    published_at: datetime
    excerpt: str


class ListedWatch(Record):
    """A watch as watches.toml has it."""

    name: str
    query: str
    priority: str


class Topic(Record):
    """A topic's articles of the last week, and of a usual one."""

    topic: str
    parent: str
    label_en: str
    label_ko: str
    week_count: int
    week_baseline: float


class Dated(Record):
    """A dated event."""

    event_id: str
    what: str
    starts_on: date
    ends_on: date
    precision: str
    moved_count: int
    is_passed: bool
    is_cancelled: bool
    article_id: str | None


class Feed(Record):
    """A listed feed and how it answered last."""

    feed_id: str
    name: str
    url: str
    last_polled_at: datetime | None
    last_outcome: str | None
    last_reason: str | None
    failure_count: int
    is_retired: bool
    entry_count: int
    lost_count: int
    last_entry_at: datetime | None


Item = TypeVar("Item")


class Page(BaseModel, Generic[Item]):
    """Some items, and the address of those after them."""

    items: list[Item]
    next: str | None = None


router = APIRouter(
    prefix="/api",
    tags=["read only"],
    responses={
        400: {"model": Fault, "description": "The question cannot be understood"},
        401: {"description": "A login is needed: HTTP Basic"},
        422: {"model": Fault, "description": "A parameter is out of bounds"},
        503: {"model": Fault, "description": "Nothing was published yet"},
    },
)
_MISSING: dict[int | str, dict[str, Any]] = {404: {"model": Fault, "description": "There is none of this name"}}


def _page(kind: type[Record], rows: Sequence[Any], limit: int, path: str, at: str, key: str, **given: object) -> Any:
    shown, last = parted(rows, limit)
    following = None
    if last is not None:
        following = path + query(**given, limit=limit, before=key_of(getattr(last, at), getattr(last, key)))
    return {"items": [kind.model_validate(one) for one in shown], "next": following}


@router.get("/alerts", response_model=Page[Alert], responses=_MISSING)
def alerts(
    desk: TheDesk, watch: Annotated[str, Query(max_length=200)] = "", before: Before = "", limit: Limit = 50
) -> Any:
    """What was told, the newest first."""
    at, name = place_of(before)
    rows = desk.rows("alerts_listed", watch=watch or None, before_at=at, before_id=name, most=limit + 1)
    return _page(Alert, rows, limit, "/api/alerts", "raised_at", "alert_id", watch=watch)


@router.get("/articles", response_model=Page[Listed], responses=_MISSING)
def articles(desk: TheDesk, since: datetime | None = None, before: Before = "", limit: Limit = 50) -> Any:
    """Articles, the newest first, by the moment they were first seen."""
    at, name = place_of(before)
    if since is not None and since.tzinfo is None:
        since = since.replace(tzinfo=desk.now().tzinfo)
    rows = desk.rows("articles_listed", since=since, before_at=at, before_id=name, most=limit + 1)
    given = {"since": since.isoformat() if since else ""}
    return _page(Listed, rows, limit, "/api/articles", "first_seen_at", "article_id", **given)


@router.get("/articles/{article_id}", response_model=Article, responses=_MISSING)
def article(desk: TheDesk, article_id: Name) -> Any:
    """One article with its text."""
    return Article.model_validate(_found(desk.row("article", article=article_id)))


@router.get("/stories", response_model=Page[Story], responses=_MISSING)
def stories(
    desk: TheDesk,
    days: Annotated[int, Query(ge=1, le=365)] = 7,
    outlets: Annotated[int, Query(ge=1, le=1_000)] = 1,
    before: Before = "",
    limit: Limit = 50,
) -> Any:
    """Stories by their newest article."""
    at, name = place_of(before)
    rows = desk.rows(
        "stories", since=desk.ago(days - 1), until=None, outlets=outlets, before_at=at, before_id=name, most=limit + 1
    )
    return _page(Story, rows, limit, "/api/stories", "last_at", "story_id", days=days, outlets=outlets)


@router.get("/stories/{story_id}/articles", response_model=Page[Listed], responses=_MISSING)
def story(desk: TheDesk, story_id: Name) -> Any:
    """The articles of a story in the order in which outlets had them."""
    rows = desk.rows("story_articles", story=story_id)
    _found(rows[0] if rows else None)
    return {"items": [Listed.model_validate({**one._asdict(), "story_id": story_id}) for one in rows]}


@router.get("/search", response_model=Page[Found])
def search(
    desk: TheDesk, q: Annotated[str, Query(min_length=1, max_length=10_000)], days: Days = 30, limit: Limit = 50
) -> Any:
    """What a query in the language of watches finds, the newest first."""
    window = Window.of(desk.workspace, desk.now(), days)
    try:
        pairs = list(islice(find(desk.reading, desk.workspace, Watch(name=SEARCH, query=q), window.since), limit))
    except QueryError as error:
        raise HTTPException(400, str(error)) from error
    return {
        "items": [
            Found(
                article_id=one.article_id, story_id=one.story_id, outlet=one.outlet, title=one.title, url=one.url,
                published_at=one.dated_at, excerpt=mention.excerpt,
            )
            for one, mention in pairs
        ]
    }  # fmt: skip


@router.get("/watches", response_model=Page[ListedWatch])
def watches(desk: TheDesk) -> Any:
    """The watches as they are listed now."""
    return {"items": [ListedWatch.model_validate(one) for one in desk.workspace.watches]}


@router.get("/topics", response_model=Page[Topic])
def topics(desk: TheDesk) -> Any:
    """Each topic's last week against a usual one."""
    return {"items": [Topic.model_validate(one) for one in desk.rows("topics", today=desk.now().date())]}


@router.get("/calendar", response_model=Page[Dated])
def calendar(desk: TheDesk, first: date | None = None, last: date | None = None, limit: Limit = 100) -> Any:
    """Dated events between two days; from today for a year unless given."""
    first = first or desk.now().date()
    last = last or date.fromordinal(min(first.toordinal() + 366, date.max.toordinal()))
    rows = desk.rows(
        "calendar", first=first, last=last, is_moved=False, is_backwards=False, after=None, most=limit
    )
    return {"items": [Dated.model_validate(one) for one in rows]}


@router.get("/feeds", response_model=Page[Feed])
def feeds(desk: TheDesk) -> Any:
    """Each listed feed, those in trouble first."""
    return {"items": [Feed.model_validate(one) for one in desk.rows("feeds", since=desk.ago(30))]}


def _found(row: Any) -> Any:
    if row is None:
        raise HTTPException(404, "there is none of this name")
    return row
