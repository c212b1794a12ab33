"""What a watch would have raised: its articles and stories by day and outlet, and beside the other watches. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from monitor.model import Mention, StoredArticle, Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A stored article that a watch finds, with the names of the other watches that find it too."""

    article: StoredArticle
    mention: Mention
    others: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What a watch finds of one day; an alert is a story on the day of its first report."""

    day: date
    article_count: int
    alert_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Another watch, and how many of the articles it finds too."""

    watch: str
    article_count: int
    share: float  # of all that the tested watch finds


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """A watch held against history."""

    watch: str
    days: tuple[Day, ...]  # every day looked at, the oldest first
    outlets: tuple[tuple[str, int], ...]  # articles of each, the most first
    overlaps: tuple[Overlap, ...]  # the most first
    own_count: int  # articles that no other watch finds
    budget: int | None  # alerts a day
    found: tuple[Found, ...]  # the newest first

    @property
    def article_count(self) -> int:
        return len(self.found)

    @property
    def alert_count(self) -> int:
        return sum(day.alert_count for day in self.days)

    @property
    def alerts_per_day(self) -> float:
        return self.alert_count / len(self.days)

    @property
    def days_over_budget(self) -> int:
        """Days with more alerts than the budget allows."""
        return sum(self.budget is not None and day.alert_count > self.budget for day in self.days)


def backtest(watch: Watch, found: Iterable[Found], days: Sequence[date], zone: tzinfo) -> Backtest:
    """What a watch finds, summed up. `days` are all days looked at, in `zone`, the oldest first."""
    newest_first = sorted(found, key=lambda one: (one.article.dated_at, one.article.article_id), reverse=True)
    articles, stories = Counter[date](), dict[str, date]()
    for one in newest_first:
        day = one.article.dated_at.astimezone(zone).date()
        articles[day] += 1
        stories[one.article.story_id] = day  # the oldest report is the last to say
    alerts = Counter(stories.values())
    shared = Counter(name for one in newest_first for name in one.others)
    total = len(newest_first)
    return Backtest(
        watch=watch.name,
        days=tuple(Day(day=day, article_count=articles[day], alert_count=alerts[day]) for day in days),
        outlets=tuple(_most_first(Counter(one.article.outlet for one in newest_first))),
        overlaps=tuple(
            Overlap(watch=name, article_count=count, share=count / total) for name, count in _most_first(shared)
        ),
        own_count=sum(not one.others for one in newest_first),
        budget=watch.max_alerts_per_day,
        found=tuple(newest_first),
    )


def _most_first(counts: "Counter[str]") -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def last_days(today: date, count: int) -> tuple[date, ...]:
    """The last `count` days up to today, the oldest first."""
    return tuple(today - timedelta(days=back) for back in reversed(range(count)))
