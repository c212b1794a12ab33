"""Legal instruments that an article names: statutes, orders, notices, disputes, cases, tariff codes, treaties. Pure.

How texts write them is data (instruments.toml).
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from monitor.facts.text import Sentences
from monitor.model import Instrument

Kind = Literal["statute", "order", "notice", "dispute", "case", "tariff code", "treaty"]
Found = tuple[int, str, Kind]  # where in the sentence, key, kind

_KOREAN_END = r"(?![가-힣]{3})"  # a Korean name may carry a particle, hardly one of three syllables
_NUMBERS = r"\d{3}(?:\s*(?:,|and|or|및|·|와|과|&)\s*(?:(?i:section)\s*)?\d{3}\b)*"
_SECTIONS = re.compile(
    rf"(?:\b[Ss]ections?|§{{1,2}})\s*(?P<english>{_NUMBERS})\b"
    rf"|(?:무역확장법|무역법|통상법|관세법)\s*(?:제\s*)?(?P<korean>{_NUMBERS})\s*조"
    r"|(?<![\d.,-])(?P<bare>\d{3})(?=\s+(?:tariffs?|duties|investigations?|probes?|actions?)\b)"
    r"|(?<![\d.,-])(?<!법)(?<!법 )(?<!제)(?P<clause>\d{3})조(?!\s*(?:[0-9원달억만각여]|규모|이상|이 넘))"
)
_NUMBER = re.compile(r"\d{3}")
_OTHER_LAW = re.compile(
    r"\s*(?:\([a-z0-9]+\)\s*)*of (?:the )?+(?!Trade|Tariff|U\.?S\.? (?:Trade|Tariff)|1962|1974|1930)[A-Za-z]"
)
_TRADE = re.compile(
    r"(?i:trade|tariff|dut(?:y|ies)|import|steel|alumin|chip|semiconductor|auto|safeguard|investigat|probe|inquiry)|USTR|IEEPA"
    r"|관세|무역|통상|수입|철강|반도체|자동차|조사|파생상품|상무부|백악관|트럼프"
)


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write an instrument."""

    kind: Kind
    key: str
    find: re.Pattern[str]
    needs: re.Pattern[str] | None

    def within(self, words: str) -> Iterator[Found]:
        for found in self.find.finditer(words):
            if self.needs is None or self.needs.search(words):
                yield found.start(), self.key.format(found[0], *found.groups()), self.kind


def find_instruments(article: Sentences) -> tuple[Instrument, ...]:
    """The instruments an article names, in reading order, each with the first sentence that names it."""
    seen: set[str] = set()
    found = []
    for sentence in article:
        for _, key, kind in sorted({*_named(sentence.words), *_sections(sentence.words)}):
            if key not in seen:
                seen.add(key)
                found.append(Instrument(key=key, kind=kind, sentence=sentence.span))
    return tuple(found)


def _named(words: str) -> Iterator[Found]:
    for form in _forms()[0]:
        yield from form.within(words)


def _sections(words: str) -> Iterator[Found]:
    """Sections of American trade law; one of another law, or a stadium's, is passed over."""
    laws = _forms()[1]
    for found in _SECTIONS.finditer(words):
        if found["english"] and _OTHER_LAW.match(words, found.end()):
            continue
        is_sure = bool(found["korean"]) or bool(_TRADE.search(words))
        for number in _NUMBER.findall(found[0]):
            if number in laws and is_sure:
                yield found.start(), f"US Section {number}", "statute"


@cache
def _forms() -> tuple[tuple[_Form, ...], frozenset[str]]:
    """The forms of the data file, and the numbers of the sections that a bare "Section N" may be."""
    data = tomllib.loads(Path(__file__).with_name("instruments.toml").read_text(encoding="utf-8"))
    numbered = [
        _Form(one["kind"], one["key"], re.compile(one["find"], re.ASCII), _needs(one)) for one in data["numbered"]
    ]
    named = [_Form(one["kind"], one["key"], _any_of(one), _needs(one)) for one in data["named"]]
    return (*numbered, *named), frozenset(data["sections"])


def _needs(one: dict[str, Any]) -> re.Pattern[str] | None:
    return re.compile(one["needs"]) if "needs" in one else None


def _any_of(one: dict[str, Any]) -> re.Pattern[str]:
    """The names as one expression: blanks and hyphens stand for one another, capitals may be all or as given."""
    names = [_spelling(form) for name in one.get("names", ()) for form in dict.fromkeys((name, name.upper()))]
    cased = [_spelling(name) for name in one.get("cased", ())]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(names + cased)})(?![A-Za-z0-9_]){_KOREAN_END}")


def _spelling(name: str) -> str:
    return r"[\s·-]*".join(re.escape(word) for word in re.split(r"[\s·-]+", name))
