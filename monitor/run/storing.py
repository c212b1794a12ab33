"""A batch of readings -> the warehouse: what its hosts repeat is learned, the rest judged, all stored at once."""

from collections.abc import Sequence
from datetime import datetime

from monitor import stories as grouping
from monitor.model import HostLine, Read
from monitor.run.judges import Judges
from monitor.run.judging import merge_dates
from monitor.store import articles, lines, stories
from monitor.store.warehouse import Warehouse
from monitor.stories import profile
from monitor.stories.boilerplate import LineKey, Text, blanked, keys_of, learn, marks


def store_batch(warehouse: Warehouse, run_id: str, read: Sequence[Read], judges: Judges, now: datetime) -> None:
    """Judge a batch without its hosts' boilerplate, and commit it: one short look, then one transaction.

    A line that becomes boilerplate here is marked in earlier articles of its host too; their mentions stay.
    """
    texts = {one.pending.entry_id: text for one in read if (text := _text(one))}
    known: dict[LineKey, HostLine] = {}
    held: dict[LineKey, HostLine] = {}
    if texts:
        with warehouse.session() as db:
            known = {(one.host, one.line_hash): one for one in lines.known_lines(db, keys_of(texts.values()))}
            holders = {name for one in known.values() if not one.is_boilerplate for name in one.holders}
            held = learn(tuple(texts.values()), known, lines.texts_of(db, holders))
    judged = judges.judge(
        [(one, marks(texts[one.pending.entry_id], held) if one.pending.entry_id in texts else ()) for one in read]
    )
    learned = [one for at, one in held.items() if one.is_boilerplate and not (at in known and known[at].is_boilerplate)]
    with warehouse.transaction() as db:
        articles.commit_articles(db, run_id, judged, now=now, grouper=grouping, merge_dates=merge_dates)
        lines.store_lines(db, tuple(held.values()), now)
        marked = [
            (article_id, places, profile(title, blanked(text, places), language))
            for article_id, host, title, text, language, before in lines.articles_with(db, learned)
            if (places := _with(before, marks(Text(host=host, article_id=article_id, text=text), held))) != before
        ]
        lines.mark_articles(db, [(article_id, places) for article_id, places, _ in marked])
        stories.renew_profiles(db, {article_id: one for article_id, _, one in marked}, now, grouping)


def _text(read: Read) -> Text | None:
    """What may teach something: a text that is new, of a page that has a host."""
    host = lines.host_of(read.final_url or read.pending.entry.url)
    if not read.is_news or host is None:
        return None
    return Text(host=host, article_id=read.pending.article_id, text=read.article.text)


def _with(before: Sequence[tuple[int, int]], more: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted({*before, *more}))
