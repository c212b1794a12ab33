"""Figures: what the numbers of trade news measure, of what, and between whom. Pure; the words are in figures.toml.

A number becomes a figure only where a word for what it measures stands near it and comes in its unit. Product and
parties are told only where the sentence ties them to the number.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from monitor.facts.amounts import Amount, amounts_in
from monitor.facts.cues import Cued
from monitor.facts.dates import dates_in
from monitor.facts.parties import Named, parties
from monitor.facts.text import Sentence, Sentences
from monitor.model import Figure, Places, Span, Zone

_REACH = 90  # characters between a number and the word for what it measures
_NEAR = 45  # characters around a number in which a trap counts
_TIED = 60  # characters between a number with its measure and the product
_TO_FROM = re.compile(r"^,?\s*(?:(?:down|up|cut|lowered|raised|reduced|doubled)\s+)?from\s+(?:the\s+)?$")
_FROM_TO = re.compile(r"^\W*(?:percent|per cent)?\s*to\s+\D{0,3}$")
_MOVED_TO = re.compile(
    r"\b(?:lowered|cut|reduced|raised|doubled|increased|trimmed|hiked|rose|fell|dropped"
    r"|goes|rises|falls|drops|climbs|grows|jumps)\s+to\s+$"
)
_KOREAN_TO = re.compile(r"^(?:\s*(?:에서|→|->|⇒)\s*)(?:(?:최대|최고|당분간|일단|다시|각각|약)\s*)?$")
_FOR_OLD = re.compile(  # "0.1% a year instead of 1%"
    r"^(?:\s+(?:a|per) (?:year|month))?,?\s*(?:instead of|rather than|up from|down from)\s+(?:the\s+)?$"
)
_KOREAN_AS = re.compile(r"^(?:으로|로|이던|였던|인)\s[^,.…]{0,20}[을를]\s*$")  # "13조원으로 잡은 대출을 …"
_KOREAN_MOVED = re.compile(r"^(?:으?로)\s?(?:늘|올|높|낮|줄|내[려리]|확대|인상|인하|축소|증액)")
_RANGE_END = re.compile(r"^(?:에|까지)\s?(?:이르|이른|달하|달한|걸)")
_PART_OF = re.compile(r"\s+of\s+(?!(?:tariffs?|dut(?:y|ies))\b)")  # "20% of the value" is no rate
_PRICE = re.compile(r"\s(?:an?|per|for each)\s(?!year|annum)[a-z]|\s(?:apiece|each)\b")  # "$8 a tonne"
_CORRECTION = re.compile(r"(?i:correction|clarification)\s?:|정정|바로잡")
_INSTEAD = re.compile(r"^(?:가|이)?\s*아닌\s*$|^\s*(?:,\s*)?(?:but|rather than)\s+$")
_EFFECTIVE = re.compile(r"(?:from|since|effective|starting|beginning|as of|on)\s+$", re.IGNORECASE)
_KOREAN_EFFECTIVE = re.compile(r"^\s*(?:부터|시행|발효|자로)")
_MONEY = frozenset(("USD", "KRW", "EUR", "JPY", "CNY", "GBP"))
_BREAK = re.compile(r"[;。]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A measure or a product: its id, the units it comes in (a measure's), its words."""

    name: str
    words: Cued
    units: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Word:
    """A word for a measure or product at characters [start, end) of a sentence."""

    start: int
    end: int
    name: str


def find_figures(article: Sentences, today: date | None, places: Places) -> tuple[Figure, ...]:
    """The figures of an article in reading order. `places` are those found in it; `today` is its own day."""
    title = [one for one in article if one.span.zone is Zone.HEADLINE]
    found = _of_sentences(title, today, places)
    if len(title) > 1 and any("…" in one.words or one.words.endswith("..") for one in title[:-1]):
        whole = _of_sentences([_joined(article.title, title)], today, places)
        found = max(found, whole, key=len)  # "20% tariff on Vietnam … 40% on what is passed through"
    return (*found, *_of_sentences([one for one in article if one.span.zone is not Zone.HEADLINE], today, places))


def _joined(title: str, parts: Sequence[Sentence]) -> Sentence:
    """A headline of several parts as one sentence."""
    start, end = parts[0].span.start, parts[-1].span.end
    return Sentence(title[start:end], Span(zone=Zone.HEADLINE, start=start, end=end))


def _of_sentences(sentences: Sequence[Sentence], today: date | None, places: Places) -> list[Figure]:
    spans = [(span, one.place) for one in places.counts for span in one.spans]
    found: list[Figure] = []
    before = ""
    for sentence in sentences:
        if _CORRECTION.match(sentence.words):  # what was wrong is said no more
            continue
        if _DIGIT.search(sentence.words):
            measured = _measured(sentence.words)
            if measured or _is_of_rates(before):
                is_title = sentence.span.zone is Zone.HEADLINE
                named = [
                    Named(span.start - sentence.span.start, span.end - sentence.span.start, code)
                    for span, code in spans
                    if (span.zone is Zone.HEADLINE) is is_title
                    and sentence.span.start <= span.start
                    and span.end <= sentence.span.end
                ]
                found += _of_sentence(sentence, measured, sorted(named, key=lambda one: one.start), today)
        before = sentence.words
    return found


def _measured(words: str) -> list[Word]:
    return _compounds(_words_of(_kinds()[0], words))


def _is_of_rates(words: str) -> bool:
    """Whether a sentence speaks of tariffs alone."""
    return {one.name for one in _measured(words)} == {"tariff"}


def measures_in(headline: str) -> frozenset[str]:
    """What a headline says is measured, with or without a number. Tariffs are left out: half of all trade news has
    them in its headline, whatever it has to say."""
    measures, _, _ = _kinds()
    return frozenset(one.name for one in _words_of(measures, headline)) - {"tariff"}


def _of_sentence(
    sentence: Sentence, measured: Sequence[Word], named: Sequence[Named], today: date | None
) -> Iterable[Figure]:
    words = sentence.words
    _, products, traps = _kinds()
    sorts = _words_of(products, words)
    amounts = _changes(words, amounts_in(words))
    days: dict[int, date | None] | None = None  # worked out once an amount is a tariff's
    for nth, (amount, before) in enumerate(amounts):
        measure = _measure_of(words, amount, measured)
        if not measured and before is not None and amount.unit == "percent":
            measure = Word(amount.start, amount.start, "tariff")  # "For Japan, that means 10% instead of 24%"
        if measure is None or _is_trapped(traps, words, amount):
            continue
        is_part = measure.name == "tariff" and _PART_OF.match(words, amount.end)
        if is_part or (amount.unit in _MONEY and _PRICE.match(words, amount.end)):
            continue
        if days is None and measure.name == "tariff":
            days = _effective_days(words, [one for one, _ in amounts], today)
        imposer, target = parties(words, amount, measure.name, measure.start, named)
        yield Figure(
            value=amount.value,
            value_to=amount.value_to,
            before=before,
            unit=amount.unit,
            measure=measure.name,
            product=_product_of(words, amount, measure, sorts, amounts[nth - 1][0].end if nth else 0),
            imposer=imposer,
            target=target,
            effective_on=days.get(nth) if days is not None and measure.name == "tariff" else None,
            sentence=sentence.span,
        )


def _changes(words: str, amounts: Sequence[Amount]) -> list[tuple[Amount, float | None]]:
    """The amounts, each with the one it replaces, which is then none of its own."""
    found: list[tuple[Amount, float | None]] = []
    rest = list(amounts)
    while rest:
        one = rest.pop(0)
        if rest and rest[0].unit == one.unit:
            between, other = words[one.end : rest[0].start], rest[0]
            if _TO_FROM.match(between):
                found.append((one, other.value))
                rest.pop(0)
                continue
            is_from = words[: one.start].rstrip().endswith("from") and _FROM_TO.match(between)
            if _FOR_OLD.match(between):
                found.append((one, other.value))
                rest.pop(0)
                continue
            if _KOREAN_TO.match(between) and _RANGE_END.match(words[other.end :]):
                found.append((replace(one, end=other.end, value_to=other.value), None))
                rest.pop(0)
                continue
            is_moved = _KOREAN_AS.match(between) and _KOREAN_MOVED.match(words[other.end :])
            if is_from or is_moved or _KOREAN_TO.match(between) or (len(between) < 70 and _MOVED_TO.search(between)):
                found.append((other, one.value))
                rest.pop(0)
                continue
            if _INSTEAD.match(between):
                continue
        found.append((one, None))
    return found


def _words_of(kinds: Sequence[_Kind], words: str) -> list[Word]:
    """All words of these kinds in order; of two at one place the kind listed first."""
    found: list[Word] = []
    lowered = words.lower()
    for kind in kinds:
        for match in kind.words.all_in(words, lowered):
            if not any(match.start() < one.end and one.start < match.end() for one in found):
                found.append(Word(match.start(), match.end(), kind.name))
    return sorted(found, key=lambda one: one.start)


def _compounds(found: Sequence[Word]) -> list[Word]:
    """Without those right before another: of "investment fund" the fund."""
    following = [*found[1:], None] if found else []
    return [
        one
        for one, after in zip(found, following, strict=True)
        if after is None or after.start - one.end > 1 or after.name == one.name
    ]


def _measure_of(words: str, amount: Amount, measured: Sequence[Word]) -> Word | None:
    """The nearest word for a measure that comes in the amount's unit, in the same part of the sentence."""
    best: tuple[int, Word] | None = None
    for word in measured:
        if amount.unit not in _units()[word.name]:
            continue
        gap = word.start - amount.end if word.start >= amount.end else amount.start - word.end
        between = words[min(amount.end, word.end) : max(amount.start, word.start)]
        if gap <= _REACH and not _BREAK.search(between) and (best is None or gap < best[0]):
            best = gap, word
    return best[1] if best else None


def _is_trapped(traps: Cued, words: str, amount: Amount) -> bool:
    """Whether a percentage, or a price, is of votes, shares, polls and the like."""
    if words[amount.start - 1 : amount.start] in "\"'“‘" and words[amount.end : amount.end + 1] in "\"'”’":
        return bool(words[amount.start - 1 : amount.start])
    if amount.unit not in ("percent", "percentage points") and not amount.unit.endswith(("KRW", "USD")):
        return False
    return bool(traps.find.search(words, max(0, amount.start - _NEAR), amount.end + _NEAR))


def _product_of(words: str, amount: Amount, measure: Word, sorts: Sequence[Word], after: int) -> str | None:
    """The product nearest to the measure or the number, in the same part of the sentence.

    `after`: where the number before ends; of a measure that both share, what stands before that is the other's.
    """
    if measure.end < after and any(word.start > amount.end for word in sorts if word.start < amount.end + _TIED):
        measure = Word(amount.start, amount.start, measure.name)
        sorts = [word for word in sorts if word.start >= after]
    elif measure.end < after and re.match(r"[^;]{0,6}\b(?:on|for)\s", words[amount.end :]):
        return None  # "25% on cars, and 10% on most other goods"
    first, last = min(amount.start, measure.start), max(amount.end, measure.end)
    best: tuple[int, str] | None = None
    for sort in sorts:
        inside = first <= sort.start < last
        gap = 0 if inside else min(abs(sort.start - last), abs(first - sort.end))
        between = "" if inside else words[min(sort.end, last) : max(sort.start, first)]
        if gap <= _TIED and not re.search(r"[;,]|\b(?:and|but|while|unless|of|for its|by)\b.*\b\w+s\b", between):
            best = min(best or (gap, sort.name), (gap, sort.name))
    return best[1] if best else None


def _effective_days(words: str, amounts: Sequence[Amount], today: date | None) -> dict[int, date | None]:
    """By amount, the day from which it is in force: in English it stands behind its amount, in Korean before it."""
    found: dict[int, date | None] = {}
    for dated in dates_in(words, today):
        is_said = _EFFECTIVE.search(words[: dated.start]) or _EFFECTIVE.match(words[dated.start : dated.end] + " ")
        is_korean = _KOREAN_EFFECTIVE.match(words[dated.end :]) is not None
        behind = sum(one.end <= dated.start for one in amounts)  # as many amounts stand before the day
        its = min(behind, len(amounts) - 1) if is_korean else max(behind - 1, 0)
        if dated.precision == "day" and (is_said or is_korean):
            found.setdefault(its, dated.starts_on)
    return found


@cache
def _kinds() -> tuple[tuple[_Kind, ...], tuple[_Kind, ...], Cued]:
    data = tomllib.loads(Path(__file__).with_name("figures.toml").read_text(encoding="utf-8"))
    measures = tuple(_Kind(one["id"], Cued(one["words"]), frozenset(one["units"])) for one in data["measure"])
    products = tuple(_Kind(one["id"], Cued(one["words"])) for one in data["product"])
    return measures, products, Cued(data["traps"])


@cache
def _units() -> dict[str, frozenset[str]]:
    return {kind.name: kind.units for kind in _kinds()[0]}
