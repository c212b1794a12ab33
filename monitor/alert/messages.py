"""Dispatches -> messages for people, in the reader's language and time zone. Pure.

Whatever feeds and pages put into an alert is shown as text and nothing else: no control or bidirectional
character survives, HTML is escaped, and only http(s) addresses become links.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from itertools import groupby

from monitor.alert.sentences import Quote, quotes
from monitor.alert.words import LABELS, in_reader_words
from monitor.config.settings import ReaderSettings
from monitor.display import link_of, stretches, visible
from monitor.markup import sanitised
from monitor.model import Alert, Coverage, Dispatch

LONGEST_SUBJECT = 200  # characters
MOST_NAMED = 3  # watches in a subject; the text names all
_MOST_TOPICS = 5

# Kinds whose words are the warehouse's own, a line for each item.
_LISTS = ("summary", "feed", "spike", "silence", "first", "calendar")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent, as people read it. `text` marks hits by «guillemets», `html` (a fragment) by <mark>."""

    subject: str  # one line
    text: str
    html: str


def compose(dispatch: Dispatch, reader: ReaderSettings) -> Message:
    """The message for one story, or for one summary; parts that it lacks are left out.

    What is not about an article (a "summary", a "feed") says its title and, where others have sentences, its body,
    line by line.
    """
    labels = LABELS[reader.language]
    alerts = tuple(_in_words(one, reader.language) for one in dispatch.alerts)
    lead = alerts[0]
    kind = labels.get(lead.kind, visible(lead.kind))
    head = f"{_watches(dispatch.watches, len(dispatch.watches))}{kind}"
    subject = f"{_watches(dispatch.watches, MOST_NAMED)}{kind}: {visible(lead.title)}"
    if len(subject) > LONGEST_SUBJECT:
        subject = subject[: LONGEST_SUBJECT - 1] + "…"
    link = link_of(lead.url)
    why = tuple(f"{labels['why']}: {visible(one)}" for one in _reasons(alerts))
    lines = tuple(filter(None, (_byline(lead, reader, labels["raised"]), _spread(dispatch.coverage, labels), *why)))
    said = _said(alerts, labels)
    rows = tuple(f"{labels[name]}: {visible(value)}" for name, value in _rows(alerts, reader.language))
    others = tuple(_other(one, labels) for one in _other_articles(alerts))
    text = (
        f"{head}: {visible(lead.title)}",
        *lines,
        *("".join(f"«{part}»" if hit else part for part, hit in stretches(one.text, one.marks)) for one in said),
        *rows,
        *(f"{line} {url}" if url else line for line, url in others),
        link or "",
    )
    html = (
        f"<h3>{escape(head)}: {_anchor(visible(lead.title), link)}</h3>",
        f"<p>{'<br>'.join(map(escape, lines))}</p>",
        *(_listed(said) if is_list(lead) else (f"<p>{_marked(one)}</p>" for one in said)),
        f"<p>{'<br>'.join(map(escape, rows))}</p>" if rows else "",
        *(f"<p>{_anchor(line, url)}</p>" for line, url in others),
        f"<p>{_anchor(link, link)}</p>" if link else "",
    )
    # All of it is escaped by now; what a mistake let through would not act in a reader's mail or Atom reader either.
    return Message(subject=subject, text=_lines(text), html=sanitised(_lines(html)))


def _watches(names: tuple[str, ...], most: int) -> str:
    """Names in brackets; beyond `most`, how many there are: a headline behind six names is read by nobody."""
    left = f" +{len(names) - most}" if len(names) > most else ""
    return f"[{', '.join(map(visible, names[:most]))}{left}] " if names else ""


def _said(alerts: tuple[Alert, ...], labels: dict[str, str]) -> tuple[Quote, ...]:
    """Two sentences with their hits; of what is no article's, every line, and the numbers of its days. Those of a date
    are other events of that day."""
    lead = alerts[0]
    if not is_list(lead):
        return quotes(alerts)
    days = (labels["days"].format(counts=" ".join(map(str, lead.days))),) if lead.days else ()
    lines = lead.excerpt.splitlines()
    lines += (line for one in alerts[1:] for line in one.excerpt.splitlines() if line not in lines)
    if lead.kind == "calendar":
        lines = [labels["same_day"].format(what=line) for line in lines if line]
    return tuple(Quote(text=line) for line in (*lines, *days) if line)


def is_list(alert: Alert) -> bool:
    """Whether it is about no article: its words are the warehouse's own, a line for each item."""
    return alert.kind in _LISTS or (alert.article_id is None and alert.url is None and alert.outlet is None)


def _spread(coverage: Coverage | None, labels: dict[str, str]) -> str:
    """Who had the story first, how many told it on their own account, and how many others have it."""
    if coverage is None:
        return ""
    others = coverage.outlet_count - 1
    parts = []
    if coverage.first_outlet and others > 0:
        parts.append(labels["first_by"].format(outlet=visible(coverage.first_outlet)))
    if coverage.independent_origin_count is not None:
        name = "origin" if coverage.independent_origin_count == 1 else "origins"
        parts.append(labels[name].format(count=coverage.independent_origin_count))
    if others > 0:
        parts.append(labels["other" if others == 1 else "others"].format(count=others))
    return "; ".join(parts)


def _other_articles(alerts: tuple[Alert, ...]) -> Iterable[Alert]:
    """The articles of the message beside the first, each once."""
    seen = {alerts[0].article_id}
    for one in alerts[1:]:
        if one.article_id not in seen:
            seen.add(one.article_id)
            yield one


def _other(alert: Alert, labels: dict[str, str]) -> tuple[str, str | None]:
    outlet = f" ({visible(alert.outlet)})" if alert.outlet else ""
    kind = labels.get(alert.kind, visible(alert.kind))
    return f"{labels['also']}: [{visible(alert.watch or '')}] {kind}: {visible(alert.title)}{outlet}", link_of(
        alert.url
    )


def _in_words(alert: Alert, language: str) -> Alert:
    """The alert with the warehouse's own words in the reader's language; those of articles stay as they are."""
    if is_list(alert):
        alert = replace(
            alert, title=in_reader_words(alert.title, language), excerpt=in_reader_words(alert.excerpt, language)
        )
    if alert.kind == "spike" and alert.watch is None and language == "ko":
        for english, korean in alert.topic_names:  # the one it is about
            alert = replace(alert, title=alert.title.replace(english, korean))
    return replace(alert, reason=in_reader_words(alert.reason, language), note=in_reader_words(alert.note, language))


def _reasons(alerts: tuple[Alert, ...]) -> Iterable[str]:
    """Why, with the watches of each reason where they differ."""
    watches_of: dict[str, list[str]] = {}
    for one in alerts:
        named = watches_of.setdefault(one.reason, [])
        if one.watch and one.watch not in named:
            named.append(one.watch)
    for reason, watches in watches_of.items():
        if reason:
            yield f"{reason} ({', '.join(watches)})" if len(watches_of) > 1 and watches else reason


def _rows(alerts: tuple[Alert, ...], language: str) -> Iterable[tuple[str, str]]:
    """Topics by their names, the surest first; notes."""
    lead = alerts[0]
    names = [one[language == "ko"] for one in lead.topic_names] or list(lead.topics)
    if names:
        left = f" +{len(names) - _MOST_TOPICS}" if len(names) > _MOST_TOPICS else ""
        yield "topics", ", ".join(names[:_MOST_TOPICS]) + left
    for note in dict.fromkeys(one.note for one in alerts if one.note):
        yield "note", note


def _byline(alert: Alert, reader: ReaderSettings, raised: str) -> str:
    """Outlet and time of publication, or when the alert was raised if the publisher did not say."""
    when = _moment(alert.published_at, reader) if alert.published_at else f"{raised} {_moment(alert.raised_at, reader)}"
    return f"{visible(alert.outlet)}, {when}" if alert.outlet else when


def _moment(moment: datetime, reader: ReaderSettings) -> str:
    local = moment.astimezone(reader.zone)
    if reader.language == "ko":
        return f"{local.year}년 {local.month}월 {local.day}일 {local:%H:%M} {local.tzname()}"
    return f"{local:%Y-%m-%d %H:%M} {local.tzname()}"


def _htmlstretches(excerpt: str, marks: tuple[tuple[int, int], ...]) -> Iterable[str]:
    for part, hit in stretches(excerpt, marks):
        yield f"<mark>{escape(part)}</mark>" if hit else escape(part)


def _marked(quote: Quote) -> str:
    return "".join(_htmlstretches(quote.text, quote.marks))


def _listed(lines: Iterable[Quote]) -> Iterable[str]:
    """Lines as HTML; those that are indented are a list below the one before them."""
    for is_item, group in groupby(lines, key=lambda line: line.text.startswith(" ")):
        shown = [_linked(line.text.strip()) for line in group]
        if is_item:
            yield f"<ul>{''.join(f'<li>{line}</li>' for line in shown)}</ul>"
        else:
            yield from (f"<p>{line}</p>" for line in shown)


def _linked(line: str) -> str:
    """A line of a list as HTML; an address at its end becomes the link behind the line."""
    words, _, last = line.rpartition(" ")
    return _anchor(visible(words), link_of(last)) if words and link_of(last) else escape(visible(line))


def _anchor(label: str, link: str | None) -> str:
    return f'<a href="{escape(link)}">{escape(label)}</a>' if link else escape(label)


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)
