"""Of what a number speaks: the product that the sentence ties to it. Pure; the words are in figures.toml."""

import re
from collections.abc import Sequence
from dataclasses import replace

from monitor.facts.amounts import Amount
from monitor.facts.measures import Word, products_in_order

_TIED = 60  # characters between a number with its measure and the product
_LIST = re.compile(r"^(?:,?\s?(?:and|or)\s|,\s|\s?[·/]\s?|(?:와|과|및|이나|나|이랑|하고),?\s|\s및\s)$")
_CAPITAL = re.compile(r"[A-Z]")
_NAME_BEFORE = re.compile(r"(?:^|\s)(?!(?:The|A|On|U\.S\.|US|EU)\s)[A-Z][\w&.-]*\s$")
_PLAIN_WORD = re.compile(r"\s[a-z]{4,}\b")
_COMPANY = re.compile(r"^(?:회사|업체|업계|주\b|사\b|\s?(?:[A-Z][a-z]+\s)*(?:Corp|Inc|Co|Ltd|Group|Holdings)\b)")
_CLAUSE = re.compile(r"[;]|,?\s(?:while|but|after|although|though|as|where|which|who|and|because|despite)\b")
_KOREAN_BEFORE = re.compile(r"^(?:에|에는|엔|에 대해|에 대해서는|은|는)\s?(?:각각\s|최고\s|최대\s)?$")
_PLANT = re.compile(r"\b(?:plants?|mills?|factor(?:y|ies)|smelters?)\b|공장|제철소|제련소")
_MADE_BY_NAME = frozenset(("steel", "ships", "aluminium", "copper", "batteries", "petrochemicals", "pharmaceuticals"))
_OF_A_COUNTRY = re.compile(  # what is charged on all that a country sends; 상호관세 is no tariff on cars
    r"(?:\b(?:[Rr]eciprocal|[Bb]aseline|[Bb]lanket|[Uu]niversal|[Aa]cross-the-board)\s|상호\s?|보편\s?|기본\s?)$"
)
_ON = re.compile(r"^\s(?:on|for)\s(?:[\w.'’-]+\s){0,2}$")
_KOREAN_BUT = re.compile(r"(?:지만|으나|했고|으며|는데),?\s")
_APART = re.compile(
    r";|,(?!\s(?:who|which)\b)|\b(?:over|led by)\b|\b(?:and|but|while|unless|of|for its|by)\b.*\b\w+s\b"
)


def products_of(words: str) -> list[Word]:
    """The products of a sentence in order, none out of a firm's name; of a list ("steel, aluminium and copper") the
    first, for all of it."""
    found: list[Word] = []
    is_plain = len(_PLAIN_WORD.findall(words)) > 1  # in a headline of capitals these tell nothing
    for one in products_in_order(words):
        if is_plain and _is_of_a_name(words, one):
            continue
        if found and _LIST.match(words[found[-1].end : one.start]):
            found[-1] = replace(found[-1], end=one.end)
        else:
            found.append(one)
    return found


def _is_of_a_name(words: str, one: Word) -> bool:
    """Whether a product is part of a firm's name: Samsung Electronics, Hyundai Steel."""
    if not _CAPITAL.match(words, one.start) or words[one.start : one.start + 3] in ("LNG", "K-b", "K-f", "EVs"):
        return False
    return bool(_NAME_BEFORE.search(words, 0, one.start) or _COMPANY.match(words[one.end :]))


def _is_beside(words: str, amount: Amount, sort: Word) -> bool:
    """Whether a product stands in one phrase with the number: 목재에 10%, "10% on lumber"."""
    if sort.end <= amount.start:
        return bool(_KOREAN_BEFORE.match(words[sort.end : amount.start]))
    return bool(_ON.match(words[amount.end : sort.start]))


def product_of(words: str, amount: Amount, measure: Word, sorts: Sequence[Word], after: int) -> str | None:
    """The product nearest to the measure or the number, in the same part of the sentence.

    `after`: where the number before ends; of a measure that both share, what stands before that is the other's.
    """
    beside = next((sort for sort in sorts if _is_beside(words, amount, sort)), None)
    if beside is not None:
        return beside.name
    if measure.name == "tariff" and _OF_A_COUNTRY.search(words, 0, measure.start):
        sorts = [sort for sort in sorts if amount.end <= sort.start < measure.start]
    is_next = any(
        amount.end < word.start < amount.end + _TIED and not _KOREAN_BUT.search(words, amount.end, word.start)
        for word in sorts
    )
    if measure.end < after and is_next:
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
        if gap <= _TIED and not _APART.search(between) and not _KOREAN_BUT.search(between):
            best = min(best or (gap, sort.name), (gap, sort.name))
    if (
        best is None
        and len({sort.name for sort in sorts}) == 1
        and (not _CLAUSE.search(words) or words.endswith("the ", 0, amount.start))
    ):
        return sorts[0].name  # the only product of a sentence in one piece
    if best is None and not sorts and measure.name == "investment":
        return _made_by_the_firm(words, amount)
    return best[1] if best else _explained(words, first, measure, sorts)


def _made_by_the_firm(words: str, amount: Amount) -> str | None:
    """What a plant makes that is said of its firm alone: "Hyundai Steel is to build a mill"."""
    if not _PLANT.search(words):
        return None
    named = {one.name for one in products_in_order(words) if _is_of_a_name(words, one) and one.end <= amount.start}
    return named.pop() if len(named) == 1 and named <= _MADE_BY_NAME else None


def _explained(words: str, start: int, measure: Word, sorts: Sequence[Word]) -> str | None:
    """The one product before a colon: what follows explains it ("the safeguard on steel was tightened: quotas "
    "...")."""
    colon = words.rfind(": ", 0, start)
    if colon < 0 or measure.name not in ("tariff", "quota"):
        return None
    named = {sort.name for sort in sorts if sort.end <= colon}
    return named.pop() if len(named) == 1 else None
