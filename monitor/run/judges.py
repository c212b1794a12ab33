"""Articles judged by the worker processes that read pages, so that all cores do it. Knows nothing of the warehouse.

What some text does to a judge, an error, a hang, all the memory, costs that article's findings and no more: it is
judged once more by the watches alone, stored with what they say, and the reason says so.
"""

import logging
import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256

from monitor.config.settings import ExtractSettings
from monitor.errors import PageError
from monitor.extract import PagePool, reading_pool
from monitor.logs import log
from monitor.model import Judged, Read
from monitor.run.judging import Rules, judge, match, unjudged

Marks = tuple[tuple[int, int], ...]  # [start, end) of the lines of a text that its host repeats everywhere
Task = tuple[Read, Marks]

_LOG = logging.getLogger(__name__)
_AT_ONCE = 16  # articles of a task: a tenth of a second


@dataclass(frozen=True, slots=True)
class _Parcel:
    """Rules on their way to workers, which unpack what they have not unpacked before."""

    digest: str
    content: bytes

    @classmethod
    def of(cls, rules: Rules) -> "_Parcel":
        content = pickle.dumps(rules)
        return cls(sha256(content).hexdigest(), content)

    def __hash__(self) -> int:
        return hash(self.digest)


class Judges:
    """Judges articles by one set of rules in the worker processes of `settings`, made when first needed."""

    def __init__(self, rules: Rules, settings: ExtractSettings) -> None:
        self._rules, self._settings = rules, settings
        self._parcel: _Parcel | None = None

    def begin(self, tasks: Sequence[Task]) -> Callable[[], tuple[Judged, ...]]:
        """Have each reading judged from now on. What is returned waits for what is thought of them, in their order;
        none is lost."""
        news = [one for one in tasks if one[0].is_news]
        found = self._by_workers(news) if news else iter(())
        return lambda: tuple(next(found) if read.is_news else judge(read, self._rules) for read, _ in tasks)

    def _by_workers(self, tasks: Sequence[Task]) -> Iterator[Judged]:
        pool = reading_pool(self._settings)
        parcel = self._parcel = self._parcel or _Parcel.of(self._rules)
        parts = [tuple(tasks[at : at + _AT_ONCE]) for at in range(0, len(tasks), _AT_ONCE)]
        begun = [pool.work(part[0][0].pending.article_id, _judged, parcel, part) for part in parts]

        def in_order() -> Iterator[Judged]:
            for part, judged in zip(parts, begun, strict=True):
                try:
                    yield from judged.result()
                except PageError:
                    yield from (self._alone(pool, parcel, one) for one in part)

        return in_order()

    def _alone(self, pool: PagePool, parcel: _Parcel, task: Task) -> Judged:
        """One article by itself, as one of those it was judged with was too much."""
        read, marks = task
        article_id = read.pending.article_id
        try:
            return pool.work(article_id, _judged, parcel, (task,)).result()[0]
        except PageError as error:
            why = error.reason
        log(_LOG, "article not judged in full", article_id=article_id, reason=why)
        read = replace(read, reason="; ".join(filter(None, (read.reason, f"not judged in full: {why}"))))
        try:
            return pool.work(article_id, _matched, parcel, read, marks).result()
        except PageError:
            return unjudged(read, self._rules, marks)


# --- in the worker ---------------------------------------------------------------------------------------


def _judged(parcel: _Parcel, tasks: tuple[Task, ...]) -> tuple[Judged, ...]:
    rules = _unpacked(parcel)
    return tuple(judge(read, rules, marks) for read, marks in tasks)


def _matched(parcel: _Parcel, read: Read, marks: Marks) -> Judged:
    return match(read, _unpacked(parcel), marks)


@lru_cache(maxsize=1)
def _unpacked(parcel: _Parcel) -> Rules:
    rules: Rules = pickle.loads(parcel.content)  # noqa: S301 - our own, from the process that started this one
    return rules
