"""The morning briefing -> a page in the reader's language and zone. Pure."""

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from monitor.config.settings import ReaderSettings
from monitor.display import shortened
from monitor.model.brief import Briefing, DateAhead, News, Series, Statement, WideStory
from monitor.reasons import in_language
from monitor.report.page import Block, Cell, Chart, Heading, Item, Line, Page, Section, Table, number

Translate = Callable[[str], str]

_PAIRS, _VOICES = 4, 4  # country pairs shown, and statements of each
_TOPICS = 10
_ORIGINS = 6  # names of origins of a story
_EXCERPT = 320  # characters of a sentence
_HOUR = 3600
_CHANGED = "changed after publication: "
_OPENING = re.compile(r"“|(?<![^\s(])\"")
_CLOSING = re.compile(r"”|(?<=\S)\"(?!\w)")


@cache
def _languages() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("monitor.report").joinpath("briefing.toml").read_text(encoding="utf-8"))


def briefing_page(briefing: Briefing, reader: ReaderSettings, translate: Translate) -> Page:
    """The page, its sections in the order in which an analyst asks; `translate` says the warehouse's own words
    in the reader's language.
    """
    return _Writer(briefing, reader, translate).page()


class _Writer:
    """One briefing, in one language."""

    def __init__(self, briefing: Briefing, reader: ReaderSettings, translate: Translate) -> None:
        self._of, self._reader, self._translate = briefing, reader, translate
        self._words = _languages()[reader.language]
        ordered = [one for kind in ("update", "new") for one in briefing.news if one.kind == kind]
        self._numbered = {id(one): place for place, one in enumerate(ordered, 1)}
        self._first = {one.news_id: self._numbered[id(one)] for one in ordered if one.kind == "new"}

    def say(self, name: str, /, **values: Any) -> str:
        return self._words[name].format(**values)

    def page(self) -> Page:
        totals, say = self._of.totals, self.say
        sums = say("sums", articles=number(totals.article_count), feeds=number(totals.feed_count),
                   stories=number(totals.told_count), echoes=number(totals.echo_count))  # fmt: skip
        sections = (
            self._section("watches", self._watches()),
            self._section("updates", (self._item(one) for one in self._of.news if one.kind == "update")),
            self._section("news", (self._item(one) for one in self._of.news if one.kind == "new")),
            self._section("signals", map(self._signal, self._signals())),
            self._section("stories", self._stories()),
            self._section("topics", self._topics()),
            self._section("said", self._said()),
            self._section("dates", self._dates()),
            self._section("gaps", self._gaps()),
            self._section("echoes", self._echoes()),
        )
        return Page(
            title=say("title", day=say("day", at=self._of.until.astimezone(self._reader.zone))),
            summary=(say("span", since=self._at(self._of.since), until=self._at(self._of.until)), sums),
            sections=sections,
            language=self._reader.language,
            footer=say("footer", until=self._at(self._of.until)),
        )

    def _section(self, name: str, blocks: Iterable[Block]) -> Section:
        return Section(
            title=self.say(name), blocks=tuple(blocks), empty=self.say(f"no_{name}", day=self._of.day)
        )  # fmt: skip

    def _at(self, moment: datetime) -> str:
        return f"{moment.astimezone(self._reader.zone):%Y-%m-%d %H:%M}"

    def _chart(self, one: Series) -> Chart:
        counts = ", ".join(map(str, one.counts))
        alt = self.say("chart", today=one.today, usual=number(one.usual), counts=counts)
        return Chart(counts=one.counts, usual=one.usual, alt=alt)

    def _usual(self, series: Sequence[Series]) -> str:
        """The head of what is usual, with the day since which it is known where that is less than 28 days."""
        known = max(one.known for one in series)
        if known >= max(len(one.counts) for one in series) - 1:
            return self.say("usual")
        return self.say("usual_since", day=self._of.day - timedelta(days=known))

    def _watches(self) -> Iterable[Block]:
        rows: list[tuple[Cell, ...]] = []
        for one in sorted(self._of.watches, key=lambda one: (-one.today, one.name)):
            told = sorted(self._numbered[id(news)] for news in self._of.news
                          if id(news) in self._numbered and one.name in news.watches)  # fmt: skip
            rows.append((one.name, self._chart(one), one.today, one.usual, ", ".join(map(str, told)) or "-"))
        if rows:
            header = (self.say("watch"), self.say("series", day=self._of.day), self.say("count", day=self._of.day),
                      self._usual(self._of.watches), self.say("told"))  # fmt: skip
            yield Table(header=header, rows=tuple(rows))

    def _item(self, one: News) -> Item:
        lines = [Line(text=self._where(one))]
        if one.kind == "update":
            lines = [self._change(one.reason), *lines, *self._updated(one)]
        if one.excerpt and one.kind != "update":
            lines.insert(0, Line(text=_cut(one.excerpt), marks=one.marks))
        return Item(head=Line(text=one.title, url=one.url), lines=tuple(lines), number=self._numbered[id(one)])

    def _change(self, reason: str) -> Line:
        """What changed, marked, and the publisher's own words on it behind."""
        told = self._translate(reason.removeprefix(_CHANGED)).replace(" -> ", " → ")
        end = told.find("; ")
        return Line(text=told, marks=((0, end if end > 0 else len(told)),))

    def _updated(self, one: News) -> Iterable[Line]:
        """What it is an update of: an item of this page, or what was told before."""
        if one.news_id in self._first:
            yield Line(text=self.say("updates_item", number=self._first[one.news_id]))
        elif one.updated_at is not None:
            before = self.say("updates_told", at=self._at(one.updated_at), title=_cut(one.updated_title or ""))
            yield Line(text=before, url=one.updated_url if one.updated_url != one.url else None)

    def _where(self, one: News) -> str:
        said = [self.say("byline", outlet=one.outlet or "-", at=self._at(one.told_at))]
        if one.origin_count:
            said.append(self.say("origin") if one.origin_count == 1 else self.say("origins", count=one.origin_count))
        if one.outlet_count > 1:
            said.append(self.say("outlets", count=one.outlet_count))
        if one.watches:
            said.append(self.say("on", watches=", ".join(one.watches)))
        return " · ".join(said)

    def _signals(self) -> list[News]:
        return [one for one in self._of.news if one.kind not in ("new", "update")]

    def _signal(self, one: News) -> Item:
        said = [self._translate(one.reason), self.say("on", watches=", ".join(one.watches))]
        return Item(head=Line(text=self._translate(one.title), url=one.url), lines=(Line(text=" · ".join(said)),))

    def _stories(self) -> Iterable[Block]:
        if self._of.stories:
            header = tuple(map(self.say, ("origins_head", "outlets_head", "story", "first", "rests_on")))
            yield Table(header=header, rows=tuple(map(self._story, self._of.stories)))

    def _story(self, one: WideStory) -> tuple[Cell, ...]:
        lead = self._length(one.lead_seconds) if one.lead_seconds else ""
        name = "lead" if lead else "first_by"
        first = self.say(name, outlet=one.first_outlet, at=self._at(one.first_at), lead=lead)
        more = f" +{len(one.origins) - _ORIGINS}" if len(one.origins) > _ORIGINS else ""
        names = ", ".join(one.origins[:_ORIGINS]) + more
        return one.origin_count, one.outlet_count, Line(text=one.title, url=one.url), first, names

    def _length(self, seconds: int) -> str:
        if seconds < _HOUR:
            return self.say("minutes", count=seconds / 60)
        return self.say("hours", count=seconds / _HOUR)

    def _topics(self) -> Iterable[Block]:
        rising = [one for one in self._of.topics if one.today > one.usual + _deviation(one.before)]
        rising.sort(key=lambda one: (-(one.today - one.usual) / max(_deviation(one.before), 0.5), one.name))
        if rising:
            label = 1 if self._reader.language == "ko" else 0
            header = (self.say("topic"), self.say("series", day=self._of.day), self.say("count", day=self._of.day),
                      self._usual(rising))  # fmt: skip
            rows = tuple((one.labels[label], self._chart(one), one.today, one.usual) for one in rising[:_TOPICS])
            yield Table(header=header, rows=rows)

    def _said(self) -> Iterable[Block]:
        label = 1 if self._reader.language == "ko" else 0
        by_pair: dict[str, list[Statement]] = {}
        for one in self._of.statements:
            by_pair.setdefault(one.pair, []).append(one)
        for said in list(by_pair.values())[:_PAIRS]:
            side, other = said[0].sides
            yield Heading(text=self.say("pair", one=side[label], other=other[label]))
            yield from map(self._statement, said[:_VOICES])

    def _statement(self, one: Statement) -> Item:
        label = 1 if self._reader.language == "ko" else 0
        who = self.say("speaker", name=one.name, role=one.role) if one.role else one.name
        if one.home is not None:
            name = "of_on" if one.other else "of"
            who = self.say(name, who=who, home=one.home[label], other=one.other[label] if one.other else "")
        said = Line(text=_cut(_opened(one.sentence)))
        return Item(head=Line(text=who), lines=(said, Line(text=one.outlet, url=one.url)))

    def _dates(self) -> Iterable[Block]:
        if self._of.dates:
            header = tuple(map(self.say, ("date", "what", "watched", "articles")))
            yield Table(header=header, rows=tuple(map(self._date, self._of.dates)))

    def _date(self, one: DateAhead) -> tuple[Cell, ...]:
        moved = self.say("moved", day=one.moved_from) if one.moved_from else ""
        off = self.say("cancelled") if one.is_cancelled else ""
        what = Line(text=off + moved + _cut(one.what), url=one.url)
        return self._when(one), what, ", ".join(one.watches) or "-", one.article_count

    def _when(self, one: DateAhead) -> str:
        """The day; of a time that has begun, its end."""
        if one.ends_on == one.starts_on:
            return f"{one.starts_on}"
        if one.starts_on <= self._of.until.astimezone(self._reader.zone).date():
            return self.say("by_day", day=one.ends_on)
        return self.say("sometime", first=one.starts_on, last=one.ends_on)

    def _gaps(self) -> Iterable[Block]:
        language = self._reader.language
        if self._of.feeds:
            header = tuple(map(self.say, ("feed", "trouble", "last_entry", "lost")))
            rows = tuple(
                (one.name, in_language(one.reason, language),
                 self._at(one.last_entry_at) if one.last_entry_at else self.say("never"), one.lost_count)
                for one in self._of.feeds
            )  # fmt: skip
            yield Table(header=header, rows=rows)
        for one in self._of.missed:
            reason = in_language(one.reason or one.outcome, language)
            yield Line(text=self.say("not_read", stage=self.say(one.stage), count=number(one.count), reason=reason))
            for item in one.items:
                yield Item(head=Line(text=item.title or "-", url=item.url), lines=(Line(text=item.feed or "-"),))
            if one.items and one.count > len(one.items):
                yield Line(text=self.say("more", count=number(one.count - len(one.items))))
        if self._of.totals.dead_count:
            yield Line(text=self.say("dead", count=number(self._of.totals.dead_count)))

    def _echoes(self) -> Iterable[Block]:
        totals = self._of.totals
        if self._of.echoes:
            rows: tuple[tuple[Cell, ...], ...] = tuple(
                (one.title, one.article_count, ", ".join(one.outlets), ", ".join(one.watches))
                for one in self._of.echoes
            )
            yield Table(header=tuple(map(self.say, ("story", "again", "by", "watched"))), rows=rows)
        if totals.muted_count or totals.over_budget_count or totals.history_count:
            yield Line(text=self.say("muted", count=number(totals.muted_count), history=number(totals.history_count),
                                     budget=number(totals.over_budget_count)))  # fmt: skip


def _opened(sentence: str) -> str:
    """The sentence, with an opening quote where its quotation began in the one before."""
    close = _CLOSING.search(sentence)
    if close is None or _OPENING.search(sentence, 0, close.start()):
        return sentence
    return ('"… ' if close[0] == '"' else "“… ") + sentence


def _deviation(counts: Sequence[int]) -> float:
    mean = sum(counts) / max(len(counts), 1)
    return float((sum((one - mean) ** 2 for one in counts) / max(len(counts), 1)) ** 0.5)


def _cut(text: str) -> str:
    return shortened(text, _EXCERPT)
