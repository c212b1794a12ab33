"""Readings -> the warehouse, batch by batch: what their hosts repeat is learned, the rest judged, all stored at once.

Judging and storing overlap: while a batch is committed here, worker processes judge the next.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor import stories as grouping
from monitor.facts.events import merge
from monitor.model import HostLine, Judged, Read
from monitor.run.judges import Judges
from monitor.store import articles, lines, stories
from monitor.store.warehouse import Warehouse
from monitor.stories import profile
from monitor.stories.boilerplate import LineKey, Text, blanked, keys_of, learn, marks


@dataclass(frozen=True, slots=True, kw_only=True)
class _Begun:
    """A batch that is being judged, with what its texts have taught."""

    count: int
    judged: Callable[[], tuple[Judged, ...]]
    texts: Mapping[str, str]  # by article
    lines: Mapping[LineKey, HostLine]  # all that it holds, as known after it
    learned: tuple[HostLine, ...]  # those that are boilerplate since


class Storing:
    """The batches of one run, judged by `judges` and committed in the order in which they are begun."""

    def __init__(self, warehouse: Warehouse, run_id: str, judges: Judges, now: datetime) -> None:
        self._warehouse, self._run_id, self._judges, self._now = warehouse, run_id, judges, now
        self._begun: deque[_Begun] = deque()

    @property
    def waiting(self) -> tuple[int, ...]:
        """How many readings are in each batch that is begun and not committed."""
        return tuple(one.count for one in self._begun)

    def begin(self, read: Sequence[Read]) -> None:
        """Have a batch judged without its hosts' boilerplate: one short look at the warehouse, if any."""
        texts = {one.pending.entry_id: text for one in read if (text := _text(one))}
        known: dict[LineKey, HostLine] = {}
        held: dict[LineKey, HostLine] = {}
        if texts:
            keys = keys_of(texts.values())
            with self._warehouse.session() as db:
                known = {(one.host, one.line_hash): one for one in lines.known_lines(db, keys)}
                for before in self._begun:  # which the warehouse is still to hear of
                    known |= {key: before.lines[key] for key in keys & before.lines.keys()}
                holders = {name for one in known.values() if not one.is_boilerplate for name in one.holders}
                bodies = lines.texts_of(db, holders)
            for before in self._begun:
                bodies |= {name: before.texts[name] for name in holders & before.texts.keys()}
            held = learn(tuple(texts.values()), known, bodies)
        tasks = [
            (one, marks(text, held) if (text := texts.get(one.pending.entry_id)) is not None else ()) for one in read
        ]
        self._begun.append(
            _Begun(
                count=len(read),
                judged=self._judges.begin(tasks),
                texts={one.article_id: one.text for one in texts.values()},
                lines=held,
                learned=tuple(
                    one for at, one in held.items()
                    if one.is_boilerplate and not (at in known and known[at].is_boilerplate)
                ),
            )
        )  # fmt: skip

    def commit(self, batches: int) -> int:
        """Store the first so many of the batches that are begun, in one transaction, once they are judged; returns of
        how many readings.

        A line that becomes boilerplate by them is marked in earlier articles of its host too; their mentions stay.
        """
        done = [self._begun[at] for at in range(batches)]
        judged = [each for one in done for each in one.judged()]
        held = {key: line for one in done for key, line in one.lines.items()}
        learned = [line for one in done for line in one.learned]
        with self._warehouse.transaction() as db:
            articles.commit_articles(db, self._run_id, judged, now=self._now, grouper=grouping, merge_dates=merge)
            lines.store_lines(db, tuple(held.values()), self._now)
            marked = [
                (article_id, places, profile(title, blanked(text, places), language))
                for article_id, host, title, text, language, before in lines.articles_with(db, learned)
                if (places := _with(before, marks(Text(host=host, article_id=article_id, text=text), held))) != before
            ]
            lines.mark_articles(db, [(article_id, places) for article_id, places, _ in marked])
            stories.renew_profiles(db, {article_id: one for article_id, _, one in marked}, self._now, grouping)
        for _ in done:
            self._begun.popleft()
        return len(judged)


def _text(read: Read) -> Text | None:
    """What may teach something: a text that is new, of a page that has a host."""
    host = lines.host_of(read.final_url or read.pending.entry.url)
    if not read.is_news or host is None:
        return None
    return Text(host=host, article_id=read.pending.article_id, text=read.article.text)


def _with(before: Sequence[tuple[int, int]], more: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted({*before, *more}))
