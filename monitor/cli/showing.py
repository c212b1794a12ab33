"""What the watch lab and search print: articles with their hits marked, charts, clauses of a query."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from monitor.display import columns_of, visible

if TYPE_CHECKING:
    from monitor.match import Clause
    from monitor.model import Mention, Span, StoredArticle
    from monitor.run.lab import Difference, Explained
    from monitor.watch import Backtest

_WIDEST = 84  # columns of a chart
_TALLEST = 6  # lines of it
_SHOWN = 12  # outlets, overlaps
_AROUND = 30  # characters around a span of a clause


def say(line: str) -> None:
    """Print a line that may hold what others wrote: nothing in it reaches the terminal as a command."""
    print(visible(line))


def show_json(document: Any) -> None:
    """A list, table or record of ours as JSON: times by ISO 8601."""
    import json
    from dataclasses import asdict, is_dataclass

    def plain(value: Any) -> Any:
        if is_dataclass(value) and not isinstance(value, type):
            return asdict(value)
        return value.isoformat() if hasattr(value, "isoformat") else str(value)

    print(json.dumps(document, ensure_ascii=False, indent=2, default=plain))


def marked(text: str, marks: Iterable[tuple[int, int]]) -> str:
    """A text with its hits marked: in bold on a terminal, else «so»."""
    before, after = ("\x1b[1;33m", "\x1b[0m") if sys.stdout.isatty() else ("«", "»")
    parts, at = [], 0
    for start, end in marks:
        parts += [visible(text[at:start]), before, visible(text[start:end]), after]
        at = end
    return "".join([*parts, visible(text[at:])])


def article_json(article: "StoredArticle", mention: "Mention") -> dict[str, Any]:
    """An article and where it was found, for programs."""
    return {
        "article_id": article.article_id,
        "dated_at": article.dated_at.isoformat(),
        "outlet": article.outlet,
        "title": article.title,
        "url": article.url,
        "language": article.language,
        "excerpt": mention.excerpt,
        "marks": mention.marks,
    }


def show_article(article: "StoredArticle", mention: "Mention", zone: ZoneInfo) -> None:
    """Three lines: when and where, what, and the sentence that shows it best."""
    title = [(span.start, span.end) for span in mention.spans if span.zone == "headline"]
    print(f"{article.dated_at.astimezone(zone):%Y-%m-%d %H:%M}  {visible(article.outlet)}  {article.article_id}")
    print(f"  {marked(article.title, title)}")
    if mention.excerpt != article.title:
        print(f"  {marked(mention.excerpt, mention.marks)}")
    if article.url:
        say(f"  {article.url}")


# --- back-tests ------------------------------------------------------------------------------------------


def backtest_json(done: "Backtest", samples: int) -> dict[str, Any]:
    return {
        "watch": done.watch,
        "articles": done.article_count,
        "alerts": done.alert_count,
        "alerts_per_day": round(done.alerts_per_day, 3),
        "max_alerts_per_day": done.budget,
        "days_over_budget": done.days_over_budget,
        "found_by_no_other_watch": done.own_count,
        "days": [
            {"day": one.day.isoformat(), "articles": one.article_count, "alerts": one.alert_count} for one in done.days
        ],
        "outlets": [{"outlet": name, "articles": count} for name, count in done.outlets],
        "overlaps": [
            {"watch": one.watch, "articles": one.article_count, "share": round(one.share, 3)} for one in done.overlaps
        ],
        "samples": [article_json(one.article, one.mention) for one in done.found[:samples]],
    }


def show_backtest(done: "Backtest", zone: ZoneInfo, samples: int) -> None:
    """The sums, a chart by day, outlets, overlaps, and the newest articles."""
    say(f"{done.watch}: {len(done.days)} days, {done.days[0].day} to {done.days[-1].day}")
    say(f"  {_count(done.article_count, 'article')}, {_count(done.alert_count, 'alert')} ({_budget(done)})\n")
    if not done.found:
        return
    for line in _chart(done):
        print(line)
    print("\nBy outlet")
    _bars(done.outlets, lambda count: f"{count:,}")
    print("\nAlso found by")
    _bars([(one.watch, one.article_count) for one in done.overlaps], lambda count: f"{count / done.article_count:.0%}")
    say(f"  by no other watch: {done.own_count:,} ({done.own_count / done.article_count:.0%})")
    print("\nNewest")
    for one in done.found[:samples]:
        show_article(one.article, one.mention, zone)


def _budget(done: "Backtest") -> str:
    rate = f"{done.alerts_per_day:.1f} a day"
    if done.budget is None:
        return f"{rate}; no budget is set"
    over = _count(done.days_over_budget, "day")
    return f"{rate}; the budget is {done.budget}, exceeded on {over}"


def _chart(done: "Backtest") -> Iterator[str]:
    from monitor.watch.chart import columns, gathered

    values, size = gathered([one.alert_count for one in done.days], _WIDEST)
    label = len(f"{max(values):,}")
    lines = columns(values, _TALLEST)
    yield "Alerts by day" + (f", {size} days a column" if size > 1 else "")
    for index, line in enumerate(lines):
        axis = f"{max(values):,}" if index == 0 else "0" if index == len(lines) - 1 else ""
        yield f"  {axis:>{label}} |{line}"
    first, last = f"{done.days[0].day:%m-%d}", f"{done.days[-1].day:%m-%d}"
    yield f"  {'':>{label}}  {first}" + f"{last:>{len(values) - len(first)}}" * (len(values) > 2 * len(first))


def _bars(counts: "Sequence[tuple[str, int]]", shown: "Any") -> None:
    from monitor.watch.chart import bar

    most = max((count for _, count in counts), default=0)
    wide = max((columns_of(name) for name, _ in counts[:_SHOWN]), default=0)
    for name, count in counts[:_SHOWN]:
        say(f"  {name}{' ' * (wide - columns_of(name))}  {bar(count, most, 30)} {shown(count)}")
    if len(counts) > _SHOWN:
        say(f"  and {len(counts) - _SHOWN:,} more")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


# --- clauses ---------------------------------------------------------------------------------------------


def explained_json(done: "Explained") -> dict[str, Any]:
    from monitor.run.lab import text_of

    return {
        "watch": done.watch.name,
        "article_id": done.article.article_id,
        "title": done.article.title,
        "matches": done.clause.held,
        "mentioned": done.clause.held and not done.refusals,
        "refusals": done.refusals,
        "clause": clause_json(done.clause, done.article.title, text_of(done.article)),
    }


def clause_json(clause: "Clause", title: str, text: str) -> dict[str, Any]:
    """A clause and its parts, each with where it was found."""
    return {
        "clause": clause.text,
        "held": clause.held,
        "note": clause.note,
        "spans": [
            {"zone": span.zone, "start": span.start, "end": span.end, "text": _part(span, title, text)}
            for span in clause.spans
        ],
        "parts": [clause_json(part, title, text) for part in clause.parts],
    }


def _part(span: "Span", title: str, text: str) -> str:
    return (title if span.zone == "headline" else text)[span.start : span.end]


def show_clause(clause: "Clause", title: str, text: str, depth: int = 0) -> None:
    """A clause a line, its parts below it: whether it holds, where it was first found, or why it fails."""
    indent = "  " * depth
    note = f"  ({clause.note})" if clause.note else ""
    say(f"{indent}{'+' if clause.held else '-'} {' '.join(clause.text.split())}{note}")
    if not clause.parts:
        for span in clause.spans[:1]:
            more = f"  and {len(clause.spans) - 1} more" if len(clause.spans) > 1 else ""
            print(f"{indent}    {span.zone}: {_around(span, title, text)}{more}")
    for part in clause.parts:
        show_clause(part, title, text, depth + 1)


def _around(span: "Span", title: str, text: str) -> str:
    source = title if span.zone == "headline" else text
    start, end = max(0, span.start - _AROUND), span.end + _AROUND
    return marked(source[start:end], [(span.start - start, span.end - start)])


# --- differences -----------------------------------------------------------------------------------------


def difference_json(done: "Difference", samples: int) -> dict[str, Any]:
    return {
        "watch": done.changed.watch,
        "version": done.changed.version,
        "before": done.changed.before,
        "after": done.changed.after,
        "kept": done.kept_count,
        "newly_found": len(done.newly_found),
        "newly_lost": len(done.newly_lost),
        "found": [article_json(*pair) for pair in done.newly_found[:samples]],
        "lost": [article_json(*pair) for pair in done.newly_lost[:samples]],
    }


def show_difference(done: "Difference", zone: ZoneInfo, samples: int) -> None:
    say(
        f"{done.changed.watch}: against version {done.changed.version}, {_count(done.kept_count, 'article')} kept, "
        f"{len(done.newly_found):,} newly found, {len(done.newly_lost):,} newly lost"
    )
    for title, pairs in (("Newly found", done.newly_found), ("Newly lost", done.newly_lost)):
        if pairs:
            print(f"\n{title}")
        for article, mention in pairs[:samples]:
            show_article(article, mention, zone)
        if len(pairs) > samples:
            say(f"  and {len(pairs) - samples:,} more")
