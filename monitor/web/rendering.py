"""Templates, and how times, numbers and found words are shown. The only module that fills templates.

Everything is escaped unless it was made here. A request by htmx gets the part alone, any other the whole page.
"""

import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import jinja2
from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup, escape

from monitor import __version__
from monitor.alert import in_reader_words, korean_figures, korean_measure
from monitor.display import scale_of, visible
from monitor.reasons import in_language
from monitor.web import charts

if TYPE_CHECKING:
    from monitor.web.desk import Desk

SCREENS = (
    ("/", "Today", "today"), ("/watches", "Watches", "watches"), ("/search", "Search", "search"),
    ("/stories", "Stories", "stories"), ("/topics", "Topics", "topics"), ("/calendar", "Calendar", "calendar"),
    ("/feeds", "Feeds", "feeds"), ("/sql", "SQL", "sql"), ("/runs", "Runs", "runs"),
)  # fmt: skip
_WEEKDAYS = {"en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "ko": ("월", "화", "수", "목", "금", "토", "일")}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def page(request: Request, template: str, code: int = 200, **values: object) -> HTMLResponse:
    """A screen, or with htmx the part of it that was asked for."""
    desk: Desk = request.app.state.desk
    is_part = request.headers.get("HX-Request") == "true"
    text = _environment(desk.language).get_template(template).render(
        request=request, desk=desk, layout="part.html" if is_part else "page.html", is_part=is_part,
        reader=desk.workspace.settings.reader, now=desk.now(), path=request.url.path,
        user=getattr(request.state, "user", None), csrf=getattr(request.state, "csrf", ""), **values,
    )  # fmt: skip
    return HTMLResponse(text, code, headers={"Vary": "HX-Request", "Cache-Control": "no-store"})


@cache
def _environment(language: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("monitor.web"), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined, finalize=_finalised,
    )  # fmt: skip

    in_figures = korean_figures if language == "ko" else str

    def t(text: str, **values: object) -> str:
        said = phrases().get(text, text) if language == "ko" else text
        return said.format(**values) if values else said

    environment.globals |= {
        "t": t, "screens": SCREENS, "charts": charts, "version": __version__, "language": language,
        "query": query,
    }  # fmt: skip
    environment.filters |= {
        "moment": lambda value, zone: moment(value, zone, language),
        "day": lambda value: day(value, language),
        "figure": lambda value, unit="": in_figures(figure(value, unit)),
        "told": lambda words, kind: visible(in_figures(words) if kind == "figure" else words),
        "measure": lambda one: _measure(one, language),
        "span": lambda one: span(one.starts_on, one.ends_on, one.precision, language),
        "number": number,
        "marked": marked,
        "seen": lambda text: visible(text or ""),
        "reason": lambda text: reason(text or "", language),
        "language": language_tag,
        "weblink": weblink,
    }
    return environment


def _finalised(value: object) -> object:
    """What is about to be written: no text, wherever it stands, may hide, turn around or move others."""
    return "\n".join(map(visible, value.split("\n"))) if type(value) is str else value


@cache
def phrases() -> dict[str, str]:
    """What the page says, English to Korean."""
    return tomllib.loads(files("monitor.web").joinpath("korean.toml").read_text(encoding="utf-8"))


def moment(value: datetime | None, zone: object, language: str) -> Markup:
    """A time in the reader's zone, whole in its title."""
    if value is None:
        return Markup("–")
    local = value.astimezone(zone)  # type: ignore[arg-type]
    shown = f"{day(local.date(), language)} {local:%H:%M}"
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        local.isoformat(timespec="seconds"), f"{local:%Y-%m-%d %H:%M:%S %Z}", shown
    )


def day(value: date | None, language: str) -> str:
    """A day: Tue 22 Apr 2025, 4월 22일 (화)."""
    if value is None:
        return "–"
    weekday = _WEEKDAYS[language][value.weekday()]
    if language == "ko":
        return f"{value.year}. {value.month}. {value.day}. ({weekday})"
    return f"{weekday} {value.day} {_MONTHS[value.month - 1]} {value.year}"


def reason(text: str, language: str) -> str:
    """Why something is as it is, line by line in the reader's language; a query below it stays as it is."""
    return "\n".join(in_reader_words(in_language(line, language), language) for line in text.split("\n"))


def span(first: date, last: date, precision: str, language: str) -> str:
    """When something is due, as sharp as it was told: Tue 22 Apr 2025, May 2025, Q2 2025, 2025년 2분기."""
    year, quarter, half = first.year, (first.month + 2) // 3, (first.month + 5) // 6
    if precision == "month":
        return f"{year}년 {first.month}월" if language == "ko" else f"{_MONTHS[first.month - 1]} {year}"
    if precision == "quarter":
        return f"{year}년 {quarter}분기" if language == "ko" else f"Q{quarter} {year}"
    if precision == "half":
        return f"{year}년 {'상하'[half - 1]}반기" if language == "ko" else f"H{half} {year}"
    if precision == "year":
        return f"{year}년" if language == "ko" else str(year)
    return day(first, language) if first == last else f"{day(first, language)} – {day(last, language)}"


def number(value: float | None, digits: int = 0) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def _measure(row: Any, language: str) -> str:
    if language == "ko":
        return korean_measure(row.measure, row.product)
    return f"{row.measure} on {row.product}" if row.product else str(row.measure)


def figure(value: float | None, unit: str = "") -> str:
    """A figure as people write it: 25%, 44 billion USD."""
    if value is None:
        return "–"
    scale, name = scale_of(value)
    shown = f"{value / scale:,.6g}{name}"
    return f"{shown}%" if unit in ("%", "percent") else f"{shown} {unit}".strip()


def marked(text: str, spans: str | Iterable[Sequence[int]] | None) -> Markup:
    """A text with the words at [start, end) marked; spans as JSON or as they are, in any order."""
    found = json.loads(spans) if isinstance(spans, str) else spans or ()
    text, at, parts = visible(text or ""), 0, []
    for start, end in sorted((int(one[-2]), int(one[-1])) for one in found):
        start = max(start, at)
        if start < end <= len(text):
            parts += [escape(text[at:start]), Markup("<mark>{}</mark>").format(text[start:end])]
            at = end
    return Markup("").join([*parts, escape(text[at:])])


def weblink(url: str | None) -> str | None:
    """The address if it leads to the web, else None: no other kind of link is ever shown."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc and url == visible(url) else None


def language_tag(tag: str | None) -> str | None:
    """A language as browsers know it, else None: feeds write anything."""
    return tag if tag and _LANGUAGE.fullmatch(tag) else None


def query(**values: object) -> str:
    """?a=b of what is not empty."""
    given = {key: str(value) for key, value in values.items() if value not in (None, "", False)}
    return "?" + urlencode(given) if given else ""
