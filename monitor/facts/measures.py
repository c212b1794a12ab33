"""What a number measures: the word for it that the sentence ties to the number. Pure; the words are in figures.toml.

Words for what is no matter of trade (sales, prices, polls) compete for a number as well, and one that gets it leaves
no figure. Three ties are told apart, the tightest first: in one phrase with the number ("25% baseline tariff", "$3
billion in loans"), right before it ("a tariff of up to 25%"), and nearest in the same clause.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from monitor.facts.amounts import Amount
from monitor.facts.cues import Cued, Cues
from monitor.facts.growth import GROWING, is_growth, is_no_rate
from monitor.facts.units import COUNTED, MONEY

_REACH, _REACH_BACK = 90, 40  # characters between a number and the word for what it measures; in English behind it
_CLOSE = 30  # within which a word that means much else counts
_CLAUSE_APART = 45  # characters that the border of a clause counts for
_PIECES = frozenset(COUNTED.values())
_BALANCE = "trade balance"
_TRADED = frozenset(("exports", "imports"))
SHARES = frozenset(("percent", "percentage points"))
_LEAST = 1e6  # of money: less is a household's affair, not trade's; a tenth of it may be a fine
_LEAST_OF = {"KRW": 1e9, "JPY": 1e8, "INR": 1e8, "IDR": 1e10, "VND": 1e10}

_HANGUL = re.compile("[가-힣]")
_KOREAN_THEN = re.compile(r"[자고며데],?\s[가-힣]{1,8}[은는이가]\s")
_MET_BY = re.compile(r"\b(?:dut(?:y|ies)|tariffs?|lev(?:y|ies)|fees)\son\s(?:(?:about|up to|some|nearly|another)\s)?$")
_BREAK = re.compile(r";(?!\s(?:at|on|for)\s)|。")  # "on shrimp 50%; on squid 15%" goes on
_CLAUSE = re.compile(
    r",\s(?:while|but|and|after|although|though|as|where|which|who)\b|\s(?:while|but|after|because|where|which|"
    r"whose)\s|(?:반면|지만|으며|면서|는데|으나|[했됐었겠하되이]고|[했됐었겠하되이]며),?\s"
)
_STOP = (
    r"(?!(?:to|of|in|on|for|and|or|but|as|while|after|despite|amid|by|with|from|that|which|who|is|are|was|were|"
    r"will|without|amid|has|"
    r"have|had|said|says|if|when|than|against|before|since|until|due|because|worth|over|under|into|at|its|rose|"
    r"fell)\b)"
)
_PHRASE = re.compile(
    rf"^[\s-](?:(?:worth\s)?(?:in|of)\s)?(?:or\s(?:more|less)\s)?(?:{_STOP}[\w.'’-]+[\s-]){{0,4}}(?:out-of-)?$"
)
_PHRASE_OF_SHARE = re.compile(rf"^[\s-](?:or\s(?:more|less)\s)?(?:{_STOP}[\w.'’-]+[\s-]){{0,4}}(?:out-of-)?$")
_RISE_IN = re.compile(  # "a 3.5% rise in imports"
    r"^[\s-](?:[a-z-]+\s)?(?:rise|fall|increase|drop|decline|gain|jump|growth|decrease|surge|slump|plunge|cut|reduction)"
    r"\s(?:in|of)\s(?:(?:its|their|the|total)\s)?(?:[a-z-]+\s){0,2}$"
)
_OFF = re.compile(rf"^,?\s(?:to|off|from|of|in)\s(?:{_STOP}[\w.'’-]+\s){{0,4}}$")  # "0.4 points off Germany's growth"
_RIGHT_BEFORE = re.compile(
    r"^(?:\srates?)?(?:\s(?:of|at|to|by|is|was|were|are|worth)|,|:)?(?:\s(?:up to|as (?:much|high) as|at least|about|"
    r"around|some|nearly|almost|more than|over|an?|the|another|an additional|between|just|only|roughly|from|anywhere|"
    r"ranging from|combined|total))*\s?(?:['\"“‘]\s?)?$"
)
_BEHIND = re.compile(  # what stands behind these is another matter: "rose 8% despite tariffs"
    r"\b(?:despite|amid|because|due to|after|as|if|when|where|until|before|since|without|thanks to|over|against|"
    r"following|ahead of|in spite of|out of|compared (?:with|to)|versus|above|below)\b"
)
_TOLD_BY = re.compile(
    r":\s|,\s(?:the|according to)\s(?:[\w-]+['’]?s?['’]?\s){0,3}$"
)  # "…, the exporters' assembly said"
_ANOTHER = re.compile(r",\s|\band\b|\bwith\b|\bwhile\b")  # "will rise to 1.6 million tonnes, with exports rising"
_AND_DID = re.compile(r"\band (?:(?:has|have|had|also|then)\s)*(?:[a-z]+ed|got|took|won|gave|spent|made|lost)\b")
PURPOSE = re.compile(
    r"\sto (?:buy|purchase|procure|build|expand|open|construct|tame|curb|cool|ease|fight|contain|bring down|lower|"
    r"stabili[sz]e|hold down|rein in|help|shield|protect|cushion)\b"
)
_NEXT = re.compile(r"(?:\s(?:this|last|next)\s\w+|\sin\s(?:\w+\s)?\w+)?,?\s(?:and|but|while|as)\s(?:its\s|the\s)?")
_ON = re.compile(r"\s(?:on|amid|after|as|because|despite|with|for|against)\s")
_ASIDE = re.compile(r",\s(?:where|when|which|who|whose|the (?:country|nation|world|region|bloc)['’]s)\b[^,]*,")
_THOSE = re.compile(r",?\s(?:while|and|but)\s(?:those|that|the figure)\b")
_GOVERNS = re.compile(
    r"^\s(?:of|for|on|to|against|in|over|from|about)\s(?:(?:the|its|their|any|new|all|most|some|[A-Z][\w.]*|"
    r"steel|car|auto|goods|foreign|imported)\s){0,3}$"
)
_KOREAN_PHRASE = re.compile(
    r"^(?:의|짜리|어치의?|어치에|가량의|안팎의|대의?|을|를)?\s?(?:(?:규모|상당|수준|이상|안팎)의?\s)?"
    r"(?:(?![가-힣]{0,3}(?:[었았였했됐]고|이고|[으이]며|는데)\s)[가-힣A-Za-z·]{1,7}(?<![은는이가을를에로과와도])\s){0,2}$"
)
_KOREAN_BEFORE = re.compile(
    r"^(?:율|액|가|이|은|는|를|을|도|의|규모는|규모가|규모|액은|액이|율은|율을|율이)?\s?[’'”\"]?\s?"
    r"(?:약|최대|최고|총|모두|연|연간|각각|기존|현행|무려|현재)?\s?$"
)
_KOREAN_GOVERNED = re.compile(
    r"^\s?(?:충격|우려|여파|부담|대책|압박|갈등|리스크|폭탄|피해|대응|변수|불확실|타결|이후|직격탄|장벽|쇼크|악재|"
    r"카드|"
    r"영향|전쟁|정책|문제|위협|발표|유예|탓|속에|합의|후속|공청회|토론회|설명회|간담회|포럼|인하|인상(?!하)|파고|"
    r"호조|부진)"
)
_PART_OF = re.compile(r",?\s+of\s+(?!(?:tariffs?|dut(?:y|ies))\b(?!\slines))")  # "20% of the value" is no rate
_MAKES = re.compile(r"produc(?!tion)|assembled|turn", re.IGNORECASE)  # a percentage of which is no growth
_MORE = re.compile(r"\s(?:more|less|fewer|higher|lower|above|below)\b")
_KOREAN_DOES = re.compile(r"(?:는|가|이)\s")  # 20대 42%는 …라고 했다
_KOREAN_PART_OF = re.compile(r"(?:의|중|가운데)\s(?:약\s)?(?:\d+곳\()?$")


@dataclass(frozen=True, slots=True)
class Kind:
    """A measure or a product: its id, the classes of units it comes in (a measure's), its words.

    `needs`: what the sentence must hold besides, for words that mean much else ("spend" needs a plant).
    """

    name: str
    words: Cued
    units: frozenset[str] = frozenset()
    needs: Cued | None = None


@dataclass(frozen=True, slots=True)
class Word:
    """A word for a measure or product at characters [start, end) of a sentence; "" for what is no matter of trade.

    One that another noun governs ("support for tariffs", 관세 충격) has a number only in one phrase with it.
    """

    start: int
    end: int
    name: str
    units: frozenset[str] = frozenset()
    is_governed: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of figures.toml."""

    measures: tuple[Kind, ...]
    products: tuple[Kind, ...]
    traps: Cued
    measure_cues: Cues[Cued]
    product_cues: Cues[Cued]


@cache
def vocabulary() -> Vocabulary:
    """The words of figures.toml, compiled."""
    data = tomllib.loads(Path(__file__).with_name("figures.toml").read_text(encoding="utf-8"))
    others = [Kind("", Cued(data[words])) for words in ("others", "lookalikes")]
    measures = tuple(
        Kind(
            one["id"], Cued(one["words"]), frozenset(one["units"]), Cued(one["needs"]) if "needs" in one else None
        )
        for one in data["measure"]
    )  # fmt: skip
    products = tuple(Kind(one["id"], Cued(one["words"])) for one in data["product"])
    kinds = (*others, *measures)
    return Vocabulary(
        measures=kinds,
        products=products,
        traps=Cued(data["traps"]),
        measure_cues=Cues([kind.words for kind in kinds]),
        product_cues=Cues([kind.words for kind in products]),
    )


def measures_in_order(words: str) -> list[Word]:
    """All words for measures, and for what is no matter of trade."""
    known = vocabulary()
    return _words_of(known.measures, known.measure_cues, words)


def products_in_order(words: str) -> list[Word]:
    """All words for products."""
    known = vocabulary()
    return _words_of(known.products, known.product_cues, words)


def _words_of(kinds: Sequence[Kind], cues: Cues[Cued], words: str) -> list[Word]:
    """All words of these kinds in order; of two at one place the kind listed first."""
    found: list[Word] = []
    for nth in cues.among(words.split()):
        kind = kinds[nth]
        for match in kind.words.find.finditer(words):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            if kind.needs is None or kind.needs.is_in(words, words.lower()):
                found.append(Word(match.start(), match.end(), kind.name, kind.units))
    return sorted(found, key=lambda one: one.start)


@lru_cache(maxsize=4)  # a sentence is asked for again by the next
def measures_of(words: str) -> tuple[Word, ...]:
    """What a sentence measures, in order, with what governs what."""
    found = measures_in_order(words)
    if not any(one.name for one in found):
        return ()
    following = [*found[1:], None]
    kept: list[Word] = []
    for one, after in zip(found, following, strict=True):
        if after is not None and after.start - one.end <= 1 and after.name != one.name and _compete(one, after):
            continue  # an investment fund is a fund
        head = kept[-1] if kept else None
        is_governed = bool(_KOREAN_GOVERNED.match(words, one.end)) if one.name else False
        if head is not None and head.name != one.name and _GOVERNS.match(words[head.end : one.start]):
            is_governed = True
        kept.append(Word(one.start, one.end, one.name, one.units, is_governed) if is_governed else one)
    return tuple(kept)


def _compete(one: Word, other: Word) -> bool:
    return not one.name or not other.name or bool(one.units & other.units)


def measure_of(words: str, amount: Amount, measured: Sequence[Word]) -> Word | None:
    """What an amount measures; None where that is nothing of trade."""
    is_korean = bool(_HANGUL.search(words))
    classes = _unit_class(amount.unit)
    fitting = [
        replace(one, name="") if one.name == _BALANCE and amount.unit in SHARES else one
        for one in measured
        if not one.name or classes & one.units or (one.name == _BALANCE and amount.unit in SHARES)
    ]  # a deficit widens by a percentage, which is then of no exports
    tied = [one for one in fitting if _is_phrase(words, amount, one, is_korean=is_korean)]
    tied += [
        one
        for one in fitting
        if not tied
        and _is_right_before(words, amount, one, is_korean=is_korean)
        and not (one.is_governed and one.name in _TRADED)  # "tariff on Swiss imports to 15%"
    ]
    found = tied or _near(words, amount, fitting, is_korean=is_korean)
    best = min(found, key=lambda one: _gap(words, amount, one), default=None)
    best = best and _meant(words, amount, best, fitting)
    if (
        best is None
        or not best.name
        or (best.name == "production" and best not in tied and _gap(words, amount, best) > _CLOSE)
        or (amount.unit in SHARES and best.name == "production" and _MAKES.match(words, best.start))
        or _is_too_little(amount, best.name)
        or _is_part(words, amount, best, is_korean=is_korean)
    ):
        return None
    return best


def _meant(words: str, amount: Amount, best: Word, fitting: Sequence[Word]) -> Word | None:
    """The word that a number is of, where the nearest cannot be meant: "imports 5,000 tons under a quota"."""
    if best.name in _TRADED and amount.unit not in SHARES:
        best = next((one for one in fitting if one.name == "quota" and not _is_apart(words, amount, one)), best)
    if best.name == "tariff" and is_no_rate(words, amount):
        return next((one for one in fitting if one.name in _TRADED and one.end <= amount.start), None)
    if best.name in _TRADED and _MET_BY.search(words, 0, amount.start):
        return None  # "duties on $21 billion of American exports"
    if amount.unit in SHARES and best.name in GROWING and not is_growth(words, amount, best.name):
        return next((one for one in fitting if one.name == "tariff"), None) if best.name == "quota" else None
    return best


def _is_apart(words: str, amount: Amount, one: Word) -> bool:
    """Whether another does something between a Korean number and a word: 5억 달러를 넘자 일본은 … 쿼터를."""
    return one.start >= amount.end and _KOREAN_THEN.search(words, amount.end, one.start) is not None


def _unit_class(unit: str) -> frozenset[str]:
    """The names under which data files list a unit: itself, money, goods."""
    bare = unit.removesuffix(" a year").removesuffix(" a day")
    if bare in MONEY:
        return frozenset((unit, "money"))
    return frozenset((unit,)) if bare in SHARES or bare == "people" else frozenset((unit, "goods"))


def _is_phrase(words: str, amount: Amount, one: Word, *, is_korean: bool) -> bool:
    if one.start < amount.end:
        return False
    between = words[amount.end : one.start]
    if is_korean:
        return bool(_KOREAN_PHRASE.match(between))
    if not one.name and _OFF.match(between) and not PURPOSE.match(words, amount.end):
        return True
    if one.name in _TRADED and between.lstrip().startswith(("of ", "worth of ")):
        return False  # what is met by countermeasures
    if amount.unit in SHARES and _RISE_IN.match(between):
        return True
    return bool((_PHRASE_OF_SHARE if amount.unit in SHARES else _PHRASE).match(between))


def _is_right_before(words: str, amount: Amount, one: Word, *, is_korean: bool) -> bool:
    between = words[one.end : amount.start]
    return one.end <= amount.start and bool((_KOREAN_BEFORE if is_korean else _RIGHT_BEFORE).match(between))


def _near(words: str, amount: Amount, fitting: Sequence[Word], *, is_korean: bool) -> list[Word]:
    if PURPOSE.match(words, amount.end) and any(one.name and one.end <= amount.start for one in fitting):
        fitting = [one for one in fitting if one.end <= amount.start]  # "lend Ukraine 200 million euros to buy gas"
    kept = [
        one
        for one in fitting
        if not one.is_governed
        and not any(_parts(aside, one, amount) for aside in _ASIDE.finditer(words))
        and not (amount.unit == "ships" and one.name in _TRADED)
        and not (one.name == "purchase" and amount.unit in _PIECES and words.endswith(" for ", 0, amount.start))
        and _gap(words, amount, one) <= (_REACH if one.end <= amount.start or is_korean else _REACH_BACK)
        and not _BREAK.search(_between(words, amount, one))
        and not (amount.unit not in SHARES and _is_bracketed(words[amount.end : one.start]))
        and not (one.start >= amount.end and _is_behind(words, amount, one))
    ]
    if not any(one.name and one.end <= amount.start for one in kept):
        return kept
    if is_korean:  # 산유량은 하루 410만 배럴로 할당량을 …
        is_told = "goods" in _unit_class(amount.unit) and words.startswith(("로 ", "으로 "), amount.end)
        return [one for one in kept if one.end <= amount.start] if is_told else kept
    return [one for one in kept if one.end <= amount.start or not _ANOTHER.search(words, amount.end, one.start)]


def _parts(aside: re.Match[str], one: Word, amount: Amount) -> bool:
    """Whether of a word and a number one stands within an aside: "Blue Sky, which has 74 aircraft, ordered"."""
    if aside.start() <= amount.start < aside.end():
        return one.start >= aside.end() and "goods" in _unit_class(amount.unit)
    return aside.start() <= one.start < aside.end() <= amount.start


def _is_bracketed(between: str) -> bool:
    """Whether what stands behind these words is in brackets: "3.1 million tonnes (96,000 imported)"."""
    return between.count("(") > between.count(")")


def _is_behind(words: str, amount: Amount, one: Word) -> bool:
    """Whether a word behind a number is of another matter: "rose 8% despite tariffs", "by 7%, tariffs or not"."""
    if not one.name:
        between = _between(words, amount, one)
        return bool(_ON.match(words, amount.end) or _BEHIND.search(between) or _TOLD_BY.search(between))
    if one.name in _TRADED and _NEXT.fullmatch(_between(words, amount, one)):
        return True  # "exports came to $34 billion and imports to $33 billion"
    if amount.unit not in SHARES and _AND_DID.search(words, amount.end, one.end):
        return True  # "idled 43 ships and halted exports"
    is_apart = amount.unit in SHARES and words.startswith(", ", amount.end) and words[one.start].isascii()
    return is_apart or _BEHIND.search(_between(words, amount, one)) is not None


def _between(words: str, amount: Amount, one: Word) -> str:
    return words[min(amount.end, one.end) : max(amount.start, one.start)]


def _gap(words: str, amount: Amount, one: Word) -> int:
    between = _between(words, amount, one)
    return len(between) + _CLAUSE_APART * bool(_CLAUSE.search(between) and not _THOSE.search(between))


def _is_too_little(amount: Amount, measure: str) -> bool:
    bare = amount.unit.removesuffix(" a year")
    least = _LEAST_OF.get(bare, _LEAST) / (10 if measure == "penalty" else 1)
    return bare in MONEY and max(amount.value, amount.value_to or 0) < least


def _is_part(words: str, amount: Amount, measure: Word, *, is_korean: bool) -> bool:
    """Whether a percentage is a part of something: "44% of exports", 수입업체의 72%가."""
    if amount.unit not in SHARES or measure.name == "defence cost":
        return False
    if is_korean and (_KOREAN_PART_OF.search(words, 0, amount.start) or _KOREAN_DOES.match(words, amount.end)):
        is_before = _is_right_before(words, amount, measure, is_korean=True)
        return not (is_before or _is_phrase(words, amount, measure, is_korean=True))
    if measure.name == "tariff" and _MORE.match(words, amount.end):
        return True
    return bool(_PART_OF.match(words, amount.end))
