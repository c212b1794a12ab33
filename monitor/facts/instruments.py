"""Legal instruments that an article names: statutes, orders, notices, disputes, cases, tariff codes, treaties. Pure.

How texts write them is data (instruments.toml).
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from monitor.facts.cues import Cued, Cues
from monitor.facts.names import any_name
from monitor.facts.text import Sentence, Sentences
from monitor.match import Matcher, compile_queries
from monitor.model import Instrument, Zone

Kind = Literal["statute", "order", "notice", "dispute", "case", "tariff code", "treaty"]
Found = tuple[int, str, Kind]  # where in the sentence, key, kind

_AND = r"\s*(?:,\s*(?:and|or)|,|and|or|및|·|와|과|&)\s*"
_NUMBERS = rf"\d{{3}}(?:{_AND}(?:(?i:section)\s*)?\d{{3}}\b)*"
_SECTIONS = Cued(
    rf"(?:\b[Ss]ections?|\b[Ss]ecs?\.|§{{1,2}})\s*(?P<english>{_NUMBERS})\b"
    rf"|(?:무역확장법|무역법|통상법|관세법)\s*(?:제\s*)?(?P<korean>{_NUMBERS})\s*조(?:{_AND}(?:제\s*)?\d{{3}}\s*조)*"
    r"|섹션\s?(?P<loan>\d{3})"
    r"|(?<![\d.,-])(?P<bare>\d{3})(?=\s+(?:tariffs?|duties|investigations?|probes?|actions?)\b)"
    r"|(?<![\d.,-])(?<!법)(?<!법 )(?<!제)(?P<clause>\d{3})조(?!\s*(?:[0-9원달억만각여]|규모|이상|이 넘))"
)
_NUMBER = re.compile(r"\d{3}")
_DIGIT = re.compile(r"\d")
_OTHER_LAW = re.compile(
    r"\s*(?:\([a-z0-9]+\)\s*)*of (?:the )?+(?!Trade|Tariff|U\.?S\.? (?:Trade|Tariff)|1962|1974|1930)[A-Za-z]"
)
_TRADE = re.compile(
    r"(?i:trade|tariff|dut(?:y|ies)|import|steel|alumin|chip|semiconductor|auto|safeguard|investigat|probe|inquiry"
    r"|\bcases?\b|shipbuild|port fees?)|USTR|IEEPA"
    r"|관세|무역|통상|수입|철강|반도체|자동차|조사|파생상품|상무부|백악관|트럼프"
)


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write an instrument with a number."""

    kind: Kind
    key: str
    find: Cued
    needs: re.Pattern[str] | None
    more: re.Pattern[str] | None  # the next number of a list


@dataclass(frozen=True, slots=True)
class _Data:
    """The data file: forms with a number, all names in one matcher by their place among `named`, bare sections."""

    numbered: tuple[_Form, ...]
    cues: Cues[Cued]  # of these, by their numbers, and of bare sections
    named: tuple[tuple[str, Kind, re.Pattern[str] | None], ...]
    names: Matcher
    telling: re.Pattern[str]  # the longest words of names
    sections: frozenset[str]


def find_instruments(article: Sentences) -> tuple[Instrument, ...]:
    """The instruments an article names, in reading order, each with the first sentence that names it."""
    found: dict[str, tuple[Sentence, Kind]] = {}
    for sentence, _, key, kind in sorted(_all(article), key=lambda one: (_order(one[0]), one[1])):
        found.setdefault(key, (sentence, kind))
    return tuple(Instrument(key=key, kind=kind, sentence=one.span) for key, (one, kind) in found.items())


def _order(sentence: Sentence) -> tuple[bool, int]:
    return sentence.span.zone is not Zone.HEADLINE, sentence.span.start


def _all(article: Sentences) -> Iterator[tuple[Sentence, int, str, Kind]]:
    data = _data()
    for sentence in article:
        if _DIGIT.search(sentence.words):
            may_be = data.cues.among(sentence.pieces)
            forms = [data.numbered[nth] for nth in may_be if nth < len(data.numbered)]
            sections = _sections(sentence.words) if len(data.numbered) in may_be else ()
            for at, key, kind in (*_numbered(forms, sentence.words), *sections):
                yield sentence, at, key, kind
    if not data.telling.search(article.title) and not data.telling.search(article.text):
        return
    for hit in data.names.match(article.title, article.text):
        key, kind, needs = data.named[int(hit.name)]
        for span in hit.spans:
            sentence = article.around(span)
            at = span.start - sentence.span.start
            if sentence.words[max(0, at - 1) : at] == "<":
                continue  # <GATS>: the sign of a share
            if needs is None or needs.search(sentence.words):
                yield sentence, at, key, kind


def _numbered(forms: Sequence[_Form], words: str) -> Iterator[Found]:
    for form in forms:
        if form.needs is None or form.needs.search(words):
            for found in form.find.find.finditer(words):
                yield found.start(), form.key.format("", *(one.replace(",", "") for one in found.groups())), form.kind
                end = found.end()
                while form.more is not None and (next_one := form.more.match(words, end)):
                    yield next_one.start(), form.key.format("", next_one[1]), form.kind
                    end = next_one.end()


def _sections(words: str) -> Iterator[Found]:
    """Sections of American trade law; one of another law, or a stadium's, is passed over."""
    laws = _data().sections
    for found in _SECTIONS.find.finditer(words):
        if found["english"] and _OTHER_LAW.match(words, found.end()):
            continue
        is_sure = bool(found["korean"]) or bool(_TRADE.search(words))
        for number in _NUMBER.findall(found[0]):
            if number in laws and is_sure:
                yield found.start(), f"US Section {number}", "statute"


@cache
def _data() -> _Data:
    data = tomllib.loads(Path(__file__).with_name("instruments.toml").read_text(encoding="utf-8"))
    numbered = tuple(
        _Form(one["kind"], one["key"], Cued(one["find"], re.ASCII), _needs(one), _more(one)) for one in data["numbered"]
    )
    return _Data(
        numbered=numbered,
        cues=Cues([*(form.find for form in numbered), _SECTIONS]),
        named=tuple((one["key"], one["kind"], _needs(one)) for one in data["named"]),
        names=compile_queries({str(at): _query(one) for at, one in enumerate(data["named"])}),
        telling=re.compile(
            any_name(max(re.findall(r"\w+", name), key=len) for one in data["named"] for name in _names(one))
        ),
        sections=frozenset(data["sections"]),
    )


def _needs(one: Mapping[str, Any]) -> re.Pattern[str] | None:
    return re.compile(one["needs"]) if "needs" in one else None


def _more(one: Mapping[str, Any]) -> re.Pattern[str] | None:
    return re.compile(rf"{_AND}({one['more']})") if "more" in one else None


def _query(one: Mapping[str, Any]) -> str:
    """Names as they are given or all in capitals, so that nobody's acts are an Act; Korean ones with endings."""
    return " OR ".join(f'case:"{form}"' if form[0].isascii() else f'"{form}"' for form in _names(one))


def _names(one: Mapping[str, Any]) -> Iterator[str]:
    for name in one.get("names", ()):
        yield from dict.fromkeys((name, name.upper()))
    yield from one.get("cased", ())
