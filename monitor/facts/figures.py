"""Figures: what the numbers of trade news measure, of what, and between whom. Pure; the words are in figures.toml.

A number becomes a figure only where a word for what it measures stands near it and comes in its unit. Product and
parties are told only where the sentence ties them to the number.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from monitor.facts.amounts import Amount, amounts_in
from monitor.facts.beside import is_beside, is_trapped
from monitor.facts.changes import changes, is_of_before
from monitor.facts.currencies import at_home
from monitor.facts.dates import dates_in
from monitor.facts.growth import GROWING, is_growth_of, is_level_of
from monitor.facts.measures import Word, measure_of, measures_in_order, measures_of
from monitor.facts.parties import Named, parties
from monitor.facts.products import product_of, products_of
from monitor.facts.text import Sentence, Sentences
from monitor.facts.units import MONEY
from monitor.model import Figure, Places, Span, Zone

_STANDS_AT = re.compile(r"\b(?:was|is|were|are|at|averaged) (?:about |only )?$")
_RATE_OF = re.compile(r"(?i:\b(?:growth|grew|pace|rate)\b)|증가율|감소율|성장")
_PRICE = re.compile(r"\s(?:an?|per|for each)\s(?!year|annum)[a-z]|\s(?:apiece|each)\b")  # "$8 a tonne"
_CORRECTION = re.compile(r"(?i:correction|clarification)\s?:|정정|바로잡")
_ABOVE = re.compile(r"\b(?:above|beyond|over|outside|exceed\w*|in excess|out-of-quota)\b|초과|넘는|넘어")
_EFFECTIVE = re.compile(
    r"(?:from|since|effective|starting|beginning|as of|on|to (?:start|begin)|starts?|begins?|takes? effect)\s+$",
    re.IGNORECASE,
)
_KOREAN_EFFECTIVE = re.compile(r"^\s*(?:부터|시행|발효|자로)")
_PAIR = re.compile(r"([美中日韓歐英獨佛])[,·]\s?([美中日韓歐英獨佛])")
_BETWEEN_COUNTRIES = frozenset(("exports", "imports", "trade balance", "loan", "purchase", "tariff"))
_AGREED = re.compile(r"(?i:\b(?:agree|deal|pact|accord|negotiat|truce)\w*)|합의|협상|타결|대신|[\"“”]")
_EUROPEAN = re.compile(  # goods of the Union, where it is met as one
    r"\bEuropean(?=\s(?:[a-z]+\s)?(?:goods|products|imports|exports|cars|steel|wines?|pork|dairy|brandy|spirits|cheeses?|"
    r"drugs|vehicles|food|autos?)\b)|유럽(?=산\s)"
)
_SUPPLY = re.compile(
    r"(?i:\b(?:electricity|kilowatt|power (?:suppl|compan|utilit|cuts?)|utilit(?:y|ies)|water supply|telephone|telecom|"
    r"phone calls)\w*)"
)
_BORDER = re.compile(r"(?i:\b(?:imports?|imported|exports?|exported|customs|goods|trade|traded|border|dut(?:y|ies))\b)")
_TO = re.compile(r"\bto (?:the )?[A-Z]|\babroad\b")
_SOLD = re.compile(r"(?i:s(?:ell|ells|old|elling)\b)")
_AT_HOME = re.compile(r"(?i:\b(?:(?:home|domestic|local) market|intervention)\b)")
_DATED = frozenset(("tariff", "quota"))  # what is in force from a day on
_SIGN_OF = {"US": "美", "CN": "中", "JP": "日", "KR": "韓", "EU": "歐", "GB": "英", "DE": "獨", "FR": "佛"}


def find_figures(article: Sentences, today: date | None, places: Places) -> tuple[Figure, ...]:
    """The figures of an article in reading order. `places` are those found in it; `today` is its own day."""
    title = [one for one in article if one.span.zone is Zone.HEADLINE]
    found = _of_sentences(title, today, places)
    if len(title) > 1 and any("…" in one.words or one.words.endswith("..") for one in title[:-1]):
        whole = _of_sentences([_joined(article.title, title)], today, places)
        found = max(found, whole, key=len)  # "20% tariff on Vietnam … 40% on what is passed through"
    found += _of_sentences([one for one in article if one.span.zone is not Zone.HEADLINE], today, places)
    if any(_is_bare(one) for one in found) and _is_of_supply(article):
        found = [one for one in found if not _is_bare(one)]
    return tuple(found)


def _is_bare(figure: Figure) -> bool:
    """Whether it is a tariff of which neither goods nor a country are told."""
    return figure.measure == "tariff" and not (figure.product or figure.imposer or figure.target)


def _is_of_supply(article: Sentences) -> bool:
    """Whether an article's tariffs are what a supplier of current, water or calls charges: nothing crosses a border."""
    words = f"{article.title} {article.text}"
    return _SUPPLY.search(words) is not None and _BORDER.search(words) is None


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
        amounts = changes(sentence.words, at_home(sentence.words, amounts_in(sentence.words, sentence.pieces), places))
        measured = measures_of(sentence.words) if amounts else ()
        if measured or (amounts and _is_of_rates(before)):
            is_title = sentence.span.zone is Zone.HEADLINE
            named = [
                Named(span.start - sentence.span.start, span.end - sentence.span.start, code)
                for span, code in spans
                if (span.zone is Zone.HEADLINE) is is_title
                and sentence.span.start <= span.start
                and span.end <= sentence.span.end
            ]
            named += [Named(one.start(), one.end(), "EU") for one in _EUROPEAN.finditer(sentence.words)]
            found += _of_sentence(sentence, amounts, measured, list(_each(sentence.words, named)), today)
        before = sentence.words
    return found


def _each(words: str, named: Sequence[Named]) -> Iterator[Named]:
    """Places in order; two that are written as a pair ("中, 美") each where its sign stands."""
    for one in sorted(named, key=lambda one: one.start):
        pair = _PAIR.fullmatch(words, one.start, one.end)
        sign = _SIGN_OF.get(one.code, "")
        if pair is None or sign not in pair.groups():
            yield one
        else:
            at = words.index(sign, one.start)
            yield Named(at, at + 1, one.code)


def _is_of_rates(words: str) -> bool:
    """Whether a sentence speaks of tariffs alone."""
    return {one.name for one in measures_of(words)} - {""} == {"tariff"}


def measures_in(headline: str) -> frozenset[str]:
    """What a headline says is measured, with or without a number. Tariffs are left out: half of all trade news has
    them in its headline, whatever it has to say."""
    return frozenset(one.name for one in measures_in_order(headline)) - {"tariff", ""}


def _of_sentence(
    sentence: Sentence,
    amounts: Sequence[tuple[Amount, float | None]],
    measured: Sequence[Word],
    named: Sequence[Named],
    today: date | None,
) -> Iterable[Figure]:
    words = sentence.words
    sorts: list[Word] | None = None  # these two are worked out once an amount is a figure
    days: dict[int, date | None] | None = None
    quota: Figure | None = None
    last: Figure | None = None
    told: Word | None = None  # what the figure before measures
    for nth, (amount, before) in enumerate(amounts):
        measure = measure_of(words, amount, measured)
        if nth and told is not None and _goes_on(words, amounts[nth - 1][0], amount, told.name):
            measure = told  # "shipped 310,000 tonnes of copper, down 6%"
        if not measured and before is not None and amount.unit == "percent":
            measure = Word(amount.start, amount.start, "tariff")  # "For Japan, that means 10% instead of 24%"
        if measure is None or (measure.name != "defence cost" and is_trapped(words, amount)):
            continue  # the cost of defence alone is told as a share of GDP
        is_new = before is not None
        if is_beside(words, amount) or is_of_before(words, amount, is_new=is_new):
            continue
        if is_new and _is_level(words, amount, measure.name):
            continue
        if amount.unit in MONEY and (_PRICE.match(words, amount.end) or words.endswith("하루 ", 0, amount.start)):
            continue
        sorts = products_of(words) if sorts is None else sorts
        if days is None and measure.name in _DATED:
            days = _effective_days(words, [one for one, _ in amounts], today)
        imposer, target = parties(words, amount, measure, named, sorts)
        figure = Figure(
            value=amount.value,
            value_to=amount.value_to,
            before=before,
            unit=amount.unit,
            measure=measure.name,
            product=product_of(words, amount, measure, sorts, amounts[nth - 1][0].end if nth else 0),
            imposer=imposer,
            target=target,
            effective_on=days.get(nth) if days is not None and measure.name in _DATED else None,
            sentence=sentence.span,
        )
        if quota is not None and measure.name == "tariff" and _ABOVE.search(words):
            figure = _outside(quota, figure)
        quota = figure if measure.name == "quota" else quota
        figure = _of_the_same(last, figure) if last is not None else figure
        if measure.name == "exports" and _AT_HOME.search(words) and _SOLD.match(words, measure.start):
            continue  # "3,100 tonnes of Danish barley were sold to the home market"
        if figure.imposer is None and figure.target is None and _is_doubtful(words, measure, named):
            continue
        last, told = figure, measure
        yield figure


def _is_level(words: str, amount: Amount, measure: str) -> bool:
    """Whether a percentage that replaces another is what something stands at: refinery use was 80.4%, up from 78.3%."""
    is_percent = amount.unit == "percent" and measure in GROWING
    return is_percent and _STANDS_AT.search(words, 0, amount.start) is not None and not _RATE_OF.search(words)


def _goes_on(words: str, before: Amount, amount: Amount, measure: str) -> bool:
    """Whether an amount tells more of what the one before it measures: its growth, or what it grew to."""
    return is_growth_of(words, before, amount, measure) or is_level_of(words, before, amount, measure)


def _is_doubtful(words: str, measure: Word, named: Sequence[Named]) -> bool:
    """Whether countries are named and none of them could be told to be a party of what lies between countries: then as
    likely as not the number is of something else. Of a rate that was agreed on readers leave open whose it is. What is
    only sold is as well sold at home."""
    if measure.name == "exports" and _SOLD.match(words, measure.start) and not _TO.search(words):
        return True
    is_agreed = measure.name == "tariff" and _AGREED.search(words)
    return bool(named) and measure.name in _BETWEEN_COUNTRIES and not is_agreed


def _of_the_same(last: Figure, figure: Figure) -> Figure:
    """What is sold or bought, with the country of which the figure before it in the sentence is told: "Vietnam's
    exports rose 9%, and its imports 4%"."""
    home = {"exports": last.imposer, "imports": last.target}.get(last.measure)
    if home is None or home in (figure.imposer, figure.target):
        return figure
    if figure.measure == "exports" and figure.imposer is None:
        return replace(figure, imposer=home)
    if figure.measure == "imports" and figure.target is None:
        return replace(figure, target=home)
    if figure.measure == "trade balance" and figure.imposer is None:
        return replace(figure, imposer=home)
    return figure


def _outside(quota: Figure, duty: Figure) -> Figure:
    """A duty on what exceeds a quota, with what the sentence says of the quota alone."""
    return replace(
        duty,
        product=duty.product or quota.product,
        imposer=duty.imposer or quota.imposer,
        target=duty.target or quota.target,
    )


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
