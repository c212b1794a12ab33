"""Who imposes, pays or sells, and whom it meets: by the words around the places of a sentence. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.facts.amounts import Amount
from monitor.facts.english_parties import english_role, is_subject
from monitor.facts.english_payers import GIVEN, ITS_MONEY, PAID
from monitor.facts.english_places import stands_before_goods
from monitor.facts.english_takers import is_met_by_its_goods, is_of_trump, is_set_by_trump, taking_verb
from monitor.facts.korean_parties import at_home, korean_role, korean_taker, towards
from monitor.facts.korean_parties import is_of_trump as is_of_trump_in_korean
from monitor.facts.measures import Word

_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
_ON_ITS = re.compile(
    r"\bon\s(?:(?:all|most|some)\s)?(?:of\s)?(?:the\s(?:country|nation|kingdom|bloc|island)['’]s|its|their)\s"
)
_LISTED = re.compile(r"^(?:,\s|(?P<last>,?\sand\s|\sor\s|\s?[·/]\s?|(?:와|과)\s))(?:the\s)?$")
_ASIDE = re.compile(r",\s(?:where|which|who|whose)\b[^,;]*,(?=\s)")
_CLAUSE = re.compile(
    r";|(?:하고|했고|하며|지만|는데|반면),?\s(?=[가-힣]{2,6}[은는이가]\s)|,\s(?:after|while|but|when|although|"
    r"though|of which)\b"
)
_IN_RETURN = re.compile(r"\sin (?:exchange|return) for\b|(?<=[는기]) 대신,?(?=\s)")
_AND_ANOTHER = re.compile(  # "…, and Washington has welcomed it"
    r"\b[a-z\d][\w.%-]*,?(?=\sand\s(?:the\s)?(?:[A-Z][\w.]*\s){1,3}(?:in\s[A-Z]\w+\s)?(?:has|have|had|will|would|must|can|should|"
    r"is|was|are|were|says?|said|fears?|wants?|may|could|"
    r"\w+ed)\b)"
)
_OF_A_DEAL = re.compile(
    r"\b(?:reach|struck|strike|clinch|seal|sign|conclude|announce|agree)\w*\s(?:on\s)?(?:an?|the|their)\s(?:[\w-]+\s){0,3}?"
    r"(?:deal|accord|agreement|pact|truce)\s(?:that|which|under|to|lowering|cutting|capping|setting|with)\b[^;]*$"
)
_HOPES = re.compile(
    r"\b(?:hopes?|fears?|complain\w*|protest\w*|laments?|wants|asks|asked|denounce[sd]?|regrets)\b[^;]*\bon\s(?:its|their)\s"
)
_ITS_OWN = re.compile(r"\s(?:at\s)?\d[\d.]*(?:%|\s(?:percent|per cent)\b)")
_ON_EXPORTS = re.compile(r"(?i:export (?:tax|dut|lev|surch|tariff))|수출\s?(?:세|관세)")
_SAID_LATER = re.compile(r"\b(?:by|from)\s+(?:the\s+)?$", re.IGNORECASE)
_IN_LATER_CLAUSE = re.compile(r",\s(?:[^,;]{0,60},\s)?(?:as|while|after|when|because|although|though)\s[^;]*$")
_TOLD_OF = frozenset(("exports", "trade balance", "investment"))
_SEATED = re.compile("-(?:based|listed|registered|born|educated|bound)")  # the Cyprus-based newsletter
_ITS_AT_FIRST = re.compile(  # "Since its duty went to 125%, the American grade …": whose it is was said before
    r"(?:Since|Until|After|Before|When|While|As|Once|Because|With|Although|Though)\s(?:its|their)\s(?:[\w-]+\s){0,2}?"
    r"(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|rates?)\b[^,]*$"
)
_CARTEL = "OPEC"
_HANGUL = re.compile("[가-힣]")


@dataclass(frozen=True, slots=True)
class Named:
    """A place at characters [start, end) of a sentence; of a list of places the first, for all of it."""

    start: int
    end: int
    code: str


def parties(
    words: str, amount: Amount, measure: Word, named: Sequence[Named], sorts: Sequence[Word]
) -> tuple[str | None, str | None]:
    """(imposer, target) of an amount, each None where the sentence does not say it. `sorts`: the products named."""
    if measure.name == "tariff" and _ITS_AT_FIRST.match(words, 0, amount.start):
        return None, None
    begin, end = _clause(words, amount, is_tariff=measure.name == "tariff")
    asides = [one.span() for one in _ASIDE.finditer(words) if not one.start() <= amount.start < one.end()]
    named = [
        one
        for one in named
        if not any(first <= one.start < last for first, last in asides) and not _SEATED.match(words, one.end)
    ]
    is_korean = _HANGUL.search(words) is not None
    role = korean_role if is_korean else english_role
    roles = [
        (one, role(words, measure.name, measure.start, one.start, one.end, sorts))
        for one in _lists(words, [one for one in named if begin <= one.start < end])
    ]
    if is_korean and measure.name in _TOLD_OF and "…" in words:  # "수출 0.1% 증가…대미 수출은 8% 감소"
        roles = [(one, said) for one, said in roles if said == "imposer" or _is_same_part(words, one, amount)]
    target = _met(words, amount, [one for one, said in roles if said == "target"], is_korean=is_korean)
    givers = [one for one, said in roles if said == "imposer" and one.code != target]
    if not is_korean and measure.name in PAID:
        givers = _subjects(words, amount, givers)
    imposer = _nearest(amount, givers)
    if is_korean and imposer is None and measure.name in PAID and _is_bare(words, named, target):
        imposer = named[0].code
    if target is None and measure.name in GIVEN and not is_korean:
        imposer, target = _lent(words, amount, givers)
    if target is None and measure.name == "tariff" and imposer and _ON_ITS.search(words, begin, end):
        target = _other(named, imposer)
        if target is None and _HOPES.search(words, begin, end):
            imposer, target = None, imposer  # "Brazil hopes that the tariff on its beef will go"
    if target is None and measure.name in _TOLD_OF:
        stop = words.find("…", amount.end, end)  # "수출 0.1% 증가…대미 수출은 8% 감소"
        target = towards(words, max(begin, words.rfind("…", 0, amount.start)), end if stop < 0 else stop)
    taker = None
    if measure.name == "tariff":
        taker = _korean_taker(words, amount, named) if is_korean else _taker(words, amount, named, begin, sorts)
    if taker:
        ahead = {one.code for one in named if one.end <= amount.start}
        imposer, target = (imposer if taker == target and (imposer in ahead or not is_korean) else None), taker
    if measure.name == "tariff" and target is None and not is_korean and _OF_A_DEAL.search(words, 0, amount.start):
        imposer, target = _of_two(named, amount)
    if measure.name == "tariff" and target and imposer is None and _ON_EXPORTS.match(words, measure.start):
        imposer, target = target, None  # an export tax on Indonesian nickel is Indonesia's
    is_trumps = is_of_trump_in_korean if is_korean else is_of_trump
    if measure.name == "tariff" and is_trumps(words, amount.start):
        imposer = "US"
    if imposer is None or (is_korean and measure.name in GIVEN):  # 정부는 미국의 관세에 대응해 …을 지원한다
        imposer = _unnamed(words, amount, measure, named, begin, is_korean=is_korean) or imposer
    if measure.name == "quota" and "barrels a day" in amount.unit:
        code = target if imposer == _CARTEL else imposer or target
        imposer, target = _of_the_cartel(named, code, is_whole="quota" not in words)
    return imposer, target if target != imposer else None


def _met(words: str, amount: Amount, met: list[Named], *, is_korean: bool) -> str | None:
    """Whom of those that are met this amount meets."""
    if is_korean:  # 한국산에는 15%, 중국산에는 60%: whom a rate meets stands before it
        met = [one for one in met if one.end <= amount.start] or met
    else:  # "Switzerland was assigned 39 percent, Norway 15 percent"
        met = [one for one in met if not (one.start >= amount.end and _ITS_OWN.match(words, one.end))] or met
    return _nearest(amount, met)


def _is_same_part(words: str, one: Named, amount: Amount) -> bool:
    """Whether a place and an amount stand in one part of a headline; 대미 is told of what follows as well."""
    is_towards = one.start < amount.start and words[max(0, one.start - 1) : one.start + 1].strip()[:1] in ("대", "對")
    return is_towards or "…" not in words[min(one.end, amount.end) : max(one.start, amount.start)]


def _clause(words: str, amount: Amount, *, is_tariff: bool) -> tuple[int, int]:
    """Where the part of the sentence begins and ends in which an amount is told."""
    cuts = [cut.start() for cut in _CLAUSE.finditer(words)]
    if is_tariff:
        cuts += [cut.start() for cut in _IN_RETURN.finditer(words)]
    cuts += [cut.end() for cut in _AND_ANOTHER.finditer(words)]
    begin = max((cut for cut in cuts if cut < amount.start), default=0)
    return begin, min((cut for cut in cuts if cut >= amount.end), default=len(words))


def _is_bare(words: str, named: Sequence[Named], target: str | None) -> bool:
    """Whether a headline begins with two places, the first without a particle: 중국 미국에 대두 1천만t 구매."""
    is_pair = len(named) > 1 and named[0].start == 0 and words[named[0].end : named[1].start] == " "
    return is_pair and named[1].code == target


def _of_the_cartel(named: Sequence[Named], code: str | None, *, is_whole: bool) -> tuple[str | None, str | None]:
    """Of a quota for oil output: the cartel sets it, and whose it is has to keep it; a ceiling is for all of them."""
    members = [one.code for one in named if one.code != _CARTEL]
    is_named = code == _CARTEL or len(members) < len(named)
    return (_CARTEL if is_named else None, None if is_whole or code == _CARTEL else code)


def _subjects(words: str, amount: Amount, named: list[Named]) -> list[Named]:
    """Of those that might impose or pay, who stands before the amount, if anybody does: a body in a later clause is
    asked or told ("will subsidise plants with 1 billion euros and has asked Brussels to clear it")."""
    near = [
        one
        for one in named
        if amount.end <= one.start <= amount.end + 4
        and " of" not in words[amount.end : one.start]
        and ITS_MONEY.match(words[one.end :])
    ]
    if near:
        return near  # "cleared a 5 billion euro German aid scheme"
    ahead = [one for one in named if one.end <= amount.start]
    said = [one for one in named if one.start >= amount.end and _SAID_LATER.search(words, 0, one.start)]
    if ahead:
        return [*ahead, *said]
    return [one for one in named if not _IN_LATER_CLAUSE.search(words, amount.end, one.start)]


def _taker(words: str, amount: Amount, named: Sequence[Named], begin: int, sorts: Sequence[Word]) -> str | None:
    """Who takes a rate by a verb right before it, where it is the one subject that stands before that."""
    verb = taking_verb(words, begin, amount.start)
    if verb is None:
        return _owner(words, amount, named, sorts)
    subjects = [one for one in named if one.start < verb and is_subject(words, one.start, one.end, sorts)]
    within = [one for one in subjects if one.start >= begin]
    return (within or subjects)[-1].code if subjects else None


def _owner(words: str, amount: Amount, named: Sequence[Named], sorts: Sequence[Word]) -> str | None:
    """Whose goods "its goods" are that a rate meets: those of the one subject named before it."""
    if not is_met_by_its_goods(words, 0, amount.start):
        return None
    ahead = {
        one.code
        for one in named
        if one.end <= amount.start and not stands_before_goods(words, one.start, one.end, sorts)
    }
    return ahead.pop() if len(ahead) == 1 else None


def _korean_taker(words: str, amount: Amount, named: Sequence[Named]) -> str | None:
    ahead = [one for one in named if one.end <= amount.start]
    nth = korean_taker(words, amount.end, [(one.start, one.end) for one in ahead])
    return None if nth is None else ahead[nth].code


def _unnamed(
    words: str, amount: Amount, measure: Word, named: Sequence[Named], begin: int, *, is_korean: bool
) -> str | None:
    """The imposer whom a sentence names by its president or, in Korean, as the reader's own."""
    if is_korean:
        others = [(one.start, one.end) for one in named]
        return at_home(words, measure.name, amount.unit, amount.start, others)
    return "US" if measure.name == "tariff" and is_set_by_trump(words, begin, amount.start) else None


def _lent(words: str, amount: Amount, named: Sequence[Named]) -> tuple[str | None, str | None]:
    """Of two that might give, the one from whom the other takes: Poland signed a loan from Washington."""
    givers = [one for one in named if _FROM.search(words, 0, one.start)]
    imposer = _nearest(amount, givers or named)
    takers = [one for one in named if one not in givers and one.code != imposer]
    return imposer, _nearest(amount, takers) if givers else None


def _of_two(named: Sequence[Named], amount: Amount) -> tuple[str | None, str | None]:
    """Of a deal with America the rate is what America charges the other; of one between others it may be either's."""
    both = {one.code for one in named if one.end <= amount.start}
    return ("US", (both - {"US"}).pop()) if len(both) == 2 and "US" in both else (None, None)


def _other(named: Sequence[Named], imposer: str) -> str | None:
    """The one party beside the imposer, whom "the country's goods" mean."""
    others = {one.code for one in named} - {imposer}
    return others.pop() if len(others) == 1 else None


def _lists(words: str, named: Sequence[Named]) -> list[Named]:
    """Places that stand side by side as one: "Vietnam, Thailand and India"; commas alone make no list."""
    found: list[Named] = []
    run: list[Named] = []
    for one in named:
        joint = _LISTED.match(words[run[-1].end : one.start]) if run else None
        if joint is None:
            found, run = found + run, [one]
        elif joint["last"]:
            found.append(Named(run[0].start, one.end, run[0].code))
            run = []
        else:
            run.append(one)
    return found + run


def _nearest(amount: Amount, named: Sequence[Named]) -> str | None:
    def gap(one: Named) -> int:
        return amount.start - one.end if one.end <= amount.start else one.start - amount.end

    return min(named, key=gap).code if named else None
