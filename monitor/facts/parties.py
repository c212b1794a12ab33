"""Who imposes, pays or sells, and whom it meets: by the words around the places of a sentence. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.facts.amounts import Amount

# --- English: what stands before or after a place ---------------------------------------------------------------
_MET = re.compile(  # tariff on goods from X, against X, made in X
    r"\b(?:from|on|against|upon|made in|produced in|imported from)\s+"
    r"(?:(?:all|most|many|some|imported|goods|products|imports|the|its|cars|autos|steel)\s+(?:from\s+)?)*$",
    re.IGNORECASE,
)
_GOODS = re.compile(  # Korean cars, American goods
    r"^(?:-made|['’]s)?\s+(?:\w+\s+){0,2}?(?:goods|products|imports|exports|cars?|autos?|vehicles|trucks|steel|aluminium|"
    r"aluminum|copper|chips?|semiconductors?|electronics|drugs|pharmaceuticals|batteries|ships|lumber|beef|rice|"
    r"wine|films|parts|industr\w+)\b",
    re.IGNORECASE,
)
_FACES = re.compile(
    r"^(?:['’]s?\s+\w+)?\s+(?:\w+\s+){0,2}?"
    r"(?:faces?|faced|facing|would (?:meet|face)|will (?:meet|face)|meets?|pays?)\b"
)
_FOR = re.compile(r"(?:^|[;:.]\s)[Ff]or\s+(?:the\s+)?$")
_SPARED = re.compile(  # Seoul wants to be spared the duty
    r"^(?:['’]s \w+)?[^.;,]{0,60}\b(?:be spared|escape|avoid|relief from|exempt\w*|be let off|be freed)\b"
)
_ITS_RATE = re.compile(r"^['’]s\s+(?:rate\s+)?to\s")  # lifts China's to 125%
_CLAUSE = re.compile(r";|,\s(?:after|while|but|when|although|though)\b")
_FACED = re.compile(r"\b(?:faces?|faced|facing|meets?)\b[^,;]*$")
_ON_THE = re.compile(r"\b(?:on|of)\s+(?:\w+\s+){0,2}$")
_RECEIVES = re.compile(r"\s+(?:industry|economy|investment)\b")
_TO = re.compile(r"\b(?:to|into|for)\s+(?:the\s+)?$", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|into|to|for)\s+(?:the\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
_WITH = re.compile(r"\bwith\s+(?:the\s+)?$", re.IGNORECASE)
_PREPOSED = re.compile(r"\b(?:in|to|from|with|on|against|of|for|at|across|by|than|into)\s+(?:the\s+)?$", re.IGNORECASE)

# --- Korean: what a place carries or is followed by --------------------------------------------------------------
_MADE = re.compile(r"산(?![가-힣]|업)|산(?=\s|을|이|은|과|에|의|$)")
_KOREAN_MET = re.compile(r"^\s*(?:에\s?대한|에\s?대해|에게|에\s|을\s?상대로|산)")
_SUBJECT = re.compile(r"(?:은|는|이|가|,|…|의)$|^[,…]|^\s?정부(?:는|가)|^\s?(?:상무부|재무부|백악관)")
_DAE = re.compile(r"^(?:대|對)")

_TARIFF = frozenset(("tariff", "quota"))
_PAID = frozenset(("investment", "fund", "purchase", "subsidy", "loan", "defence cost"))
_HANGUL = re.compile("[가-힣]")


@dataclass(frozen=True, slots=True)
class Named:
    """A place at characters [start, end) of a sentence."""

    start: int
    end: int
    code: str


def parties(
    words: str, amount: Amount, measure: str, place_of_measure: int, named: Sequence[Named]
) -> tuple[str | None, str | None]:
    """(imposer, target) of an amount, each None where the sentence does not say it."""
    cuts = [cut.start() for cut in _CLAUSE.finditer(words)]
    begin = max((cut for cut in cuts if cut < amount.start), default=0)
    end = min((cut for cut in cuts if cut >= amount.end), default=len(words))
    named = [one for one in named if begin <= one.start < end]
    role = _korean_role if _HANGUL.search(words) else _english_role
    roles = [(one, role(words, measure, place_of_measure, one)) for one in named]
    imposer, target = (_nearest(amount, [one for one, said in roles if said == name]) for name in ("imposer", "target"))
    return (None if imposer == target else imposer), target


def _nearest(amount: Amount, named: Sequence[Named]) -> str | None:
    def gap(one: Named) -> int:
        return amount.start - one.end if one.end <= amount.start else one.start - amount.end

    return min(named, key=gap).code if named else None


def _english_role(words: str, measure: str, at: int, one: Named) -> str | None:
    before, after = words[: one.start], words[one.end :]
    is_free = not _PREPOSED.search(before)
    is_goods = bool(_GOODS.match(after))
    if measure in _TARIFF:
        is_faced = bool(_FACED.search(before))
        is_met = bool(_FACES.match(after) or (_MET.search(before) and not is_faced))
        if is_met or (is_goods and (measure == "quota" or one.start > at or _ON_THE.search(before))):
            return "target"
        if _FOR.search(before) or _SPARED.match(after) or _ITS_RATE.match(after):
            return "target"
        return "imposer" if (_FROM.search(before) and is_faced) or (is_free and not is_goods) else None
    if measure == "exports":
        return "target" if _TO.search(before) else "imposer" if is_free and one.start < at else None
    if measure in _PAID:
        is_met = bool(_IN.search(before) or _RECEIVES.match(after) or is_goods)
        return "target" if is_met else "imposer" if is_free else None
    return "target" if measure == "trade balance" and _WITH.search(before) else None


def _korean_role(words: str, measure: str, at: int, one: Named) -> str | None:
    written, after = words[one.start : one.end], words[one.end :]
    is_made = bool(_MADE.search(written[1:]) or _MADE.match(after))
    is_subject = bool(_SUBJECT.search(written) or _SUBJECT.match(after))
    if _DAE.match(written) or words[one.start - 1 : one.start] in ("대", "對"):
        return "target"
    if measure in _TARIFF:
        if is_made or _KOREAN_MET.match(after) or written.endswith(("에", "에게")):
            return "target"
        return "imposer" if is_subject or one.start < at else None
    if is_made or measure not in (*_PAID, "exports"):
        return None
    if written.endswith(("에", "으로", "에서")) or _KOREAN_MET.match(after):
        return "target"
    return "imposer" if is_subject else None
