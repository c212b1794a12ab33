"""Who imposes, pays or sells, and whom it meets: by the words around the places of a sentence. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.facts.amounts import Amount
from monitor.facts.korean_parties import at_home, is_of_trump, korean_role, korean_taker, towards
from monitor.facts.measures import Word

# --- what stands before a place ----------------------------------------------------------------------------------
_THE = r"\s+(?:the\s+)?$"
_MET = re.compile(  # tariff on goods from X, against X, made in X
    r"\b(?:from|on|against|upon|made in|produced in|built in|assembled in|grown in|imported from|shipped from|"
    r"coming from)\s+"
    r"(?:(?:all|most|many|some|imported|goods|products|imports|the|its|cars|autos|steel)\s+(?:from\s+)?)*$",
    re.IGNORECASE,
)
_FOR = re.compile(r"(?:^|[;:.]\s)[Ff]or\s+(?:the\s+)?$")
_FACED = re.compile(r"\b(?:faces?|faced|facing|meets?)\b[^,;]*$")
_BY = re.compile(rf"(?<!sold )(?<!made )(?<!bought )(?<!shipped )(?<!exported )\bby{_THE}")
_PAID_BY = re.compile(
    rf"\b(?:paid|funded|financed|put up|provided|backed|offered|pledged|promised|given|set up|planned|guaranteed)"
    rf"\s(?:\w+\s)?by{_THE}"
)
_HIT = re.compile(
    rf"\b(?:hit|slap|smack|threaten|target|charge|punish|saddle|penali[sz]e|supply|supplie|provide|burden)(?:s|es|"
    rf"d|ed|"
    rf"ing|ping|ped|ting)?(?:\s(?:fellow|neighbouring|ally))?{_THE}"
)
_OF_GOODS = re.compile(r"\bof\s(?:\w+\s)?$")
_GIVES = re.compile(rf"\b(?:lend|lends|lent|give|gives|gave|grants|granted|pay|pays|paid|promise[sd]?){_THE}")
_TO = re.compile(rf"\b(?:to|into|for){_THE}", re.IGNORECASE)
_IN = re.compile(
    r"\b(?:in|into|to|for)\s+(?:(?:the|its|their|(?:north|south|east|west)\w*|central|neighbou?ring)\s+){0,3}$",
    re.IGNORECASE,
)
_SEAT = re.compile(  # "the finance ministry in Brasilia said"
    r"\b(?:ministry|government|officials?|office|agency|commission|court|minister|bank|department|authorities|"
    r"embassy)\s"
    r"in\s+(?:the\s+)?$"
)
_ITS_MONEY = re.compile(r"^\s(?:\w+\s)?(?:loans?|aid|credits?|financing|grants?|subsidies|support|funds?)\b")
_NEAR_TOWN = re.compile(r"\b(?:in|near|outside|at)\s(?:[A-Z][\w-]*\s?){1,3},\s(?:\w+ern\s)?$")  # near Chennai, India
_SPENT_ON = re.compile(r"\bon\s+(?:its|their|new)\s+$")
_INTO = re.compile(rf"\b(?:into|to){_THE}", re.IGNORECASE)
_SELLING = r"(?:sell|sells|sold|ship|ships|shipped|export|exports|exported|send|sends|sent|supply|supplies|supplied)"
_SOLD_INTO = re.compile(  # pays a tariff on cars sold in X, may sell 100,000 cars to X at a tariff
    rf"\b(?:pays?|paid|paying|faces?|faced|facing|allowed|permitted|able|free|may|can)\b[^;]{{0,160}}\b{_SELLING}\b"
    rf"(?:[^,;.]|[,.](?=\d)){{0,60}}?\b(?:to|in|into){_THE}"
)
_SOLD_THERE = re.compile(rf"\b{_SELLING}\b[^,;.]{{0,30}}\b(?:to|in|into){_THE}")  # cars sold in X face a tariff
_LET_IN = re.compile(r"\b(?:let|lets|letting|allow|allows|take|takes) in\s[^;.]{0,60}$|\badmit(?:s|ted)?\s[^;.]{0,60}$")
_LETS = re.compile(rf"\b(?:let|lets|letting|allow|allows|allowing|allowed){_THE}")
_SELLS = re.compile(rf"^\s+(?:to\s+)?{_SELLING}\b")
_MADE_IN = re.compile(  # cars made by SAIC in China
    r"\b(?:made|built|produced|assembled|manufactured|grown)\s(?:by\s(?:[A-Z][\w&-]*\s){1,3})?in\s(?:the\s)?$"
)
_OVER = re.compile(r"\b(?:over|because of|in response to|in retaliation for)\s(?:the\s|its\s|their\s)?$")
_CHANGES = re.compile(
    r"\b(?:raise|hike|cut|lift|set|slap|double|lower|impose|threaten|reduce|increase|restore|suspend|"
    r"delay)s?\s(?:new\s)?$"
)
_TARIFF_NEXT = re.compile(r"^\s(?:\w+\s)?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies))\b")
_BUYERS_IN = re.compile(rf"\b(?:importers|buyers|consumers|shoppers|households|firms) in{_THE}", re.IGNORECASE)
_FROM = re.compile(rf"\bfrom{_THE}", re.IGNORECASE)
_SAID_LATER = re.compile(rf"\b(?:by|from){_THE}", re.IGNORECASE)
_IMPORTED_INTO = re.compile(rf"\bimports\s(?:in)?to{_THE}", re.IGNORECASE)
_WITH = re.compile(rf"\bwith{_THE}", re.IGNORECASE)
_ON_THE = re.compile(r"\b(?:on|of)\s+(?:\w+\s+){0,2}$")
_PREPOSED = re.compile(
    r"\b(?:in|to|from|with|on|against|of|for|at|across|by|than|into|near|off|under|between|outside|towards?|matching|"
    r"mirroring|joining|following|unlike|like)\s+(?:(?:the|its|their|his|her)\s+)?$",
    re.IGNORECASE,
)

# --- what stands behind it ---------------------------------------------------------------------------------------
_STEP = (
    r"(?!(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|on|to|of|in|for|and|with|from|by|against|over|as|hits?|will|said)\b)"
    r"[\w-]+\s+"
)
_PLAIN = rf"(?!\w+(?:s|ed|ing)\s){_STEP}"
_GOODS_END = (
    r"(?:goods|products|imports|exports|shipments|cars?|autos?|vehicles|trucks|steel|aluminium|aluminum|copper|chips?|"
    r"semiconductors?|electronics|drugs|pharmaceuticals|batteries|ships|lumber|beef|rice|wine|films|parts|energy|"
    r"gas|oil|crude|coal|weapons|arms|plates?|"
    r"sheets?|coils?|pipes?|rebar|tyres|tires|fruit|coffee|"
    r"industr\w+)\b"
)
_GOODS = re.compile(rf"^(?:-made|['’]s)?\s+(?:{_STEP}){{0,2}}?{_GOODS_END}", re.IGNORECASE)
_GOODS_OF_BOTH = re.compile(  # U.S. farm goods
    rf"^(?:-made|['’]s?)?\s+(?:{_PLAIN}){{0,2}}?{_GOODS_END}",
    re.IGNORECASE,
)
_GOODS_OF_NOUN = re.compile(rf"^(?:(?:-made|['’]s?)\s+(?:{_STEP}){{0,2}}?|\s+){_GOODS_END}", re.IGNORECASE)
_TO_GOODS = re.compile(rf"^(?:-made|['’]s?)?\s+(?:{_STEP}){{0,1}}$", re.IGNORECASE)  # up to a product: Canadian canola
_HELPERS = (
    r"(?:(?:which|who|already|still|now|also|will|would|could|may|might|must|has|have|had|is|are|was|were|been|be|"
    r"being|to|"
    r"long|no longer|not|again|already|agreed to|expects? to)\s+){0,4}"
)
_MEETS = re.compile(
    rf"^(?:,\s(?:which|who|whose)\b[^,;]{{0,80}},|(?:['’]s?\s+\w+)?,?)\s+(?:\w+\s+){{0,2}}?{_HELPERS}"
    r"(?:faces?|faced|facing|meets?|pays?|paid|hit with|hit by|"
    rf"threatened with|slapped with|saddled with|(?:(?<=is )|(?<=are )|(?<=was )|(?<=were )|(?<=be )|(?<=been )|"
    rf"(?<=being ))charged|subject(?:ed)? to|braces? for|bracing for)\b"
)
_GETS = re.compile(
    rf"^(?:['’]s?\s+\w+)?,?\s+{_HELPERS}(?:accept(?:s|ed)?|wins?|won|loses?|lost|secure[sd]?|gets?|got|obtain(?:s|"
    rf"ed)?|"
    rf"negotiated|escapes?d?|sees?|saw|receive[sd]?|borrow(?:s|ed)?|clinche[sd]|lands?|landed)\b"
)
_ATTRACTS = re.compile(
    rf"^\s+{_HELPERS}(?:attract(?:s|ed)?|draws?|drew|receive[sd]?|wins?|won|secure[sd]?|lure[sd]?)\b"
)
_MAY_SELL = re.compile(
    r"^(?:['’]s?)?\s+(?:\w+\s+)?(?:may|can|"
    r"(?:(?:will|would|to|is|are)\s+)+(?:be\s+)?(?:allowed|permitted|able|free|entitled)\s+to|"
    rf"(?:was|were|has been)\s+(?:allowed|permitted)\s+to)\s+{_SELLING}\b"
)
_ORDERS = re.compile(rf"^\s+(?:\w+\s+)?{_HELPERS}(?:orders?|ordered|placed)\b")
_BUYERS = re.compile(r"^s?\s+(?:importers|buyers|consumers|shoppers|households)\b")
_IMPORTS = re.compile(
    rf"^(?:['’]s?)?(?:\s+{_HELPERS}|\s+(?:is|plans?|wants?|agreed|agrees|promised) to\s+)"
    r"(?:\w+ly\s+|(?:spent|spends?|paid|pays?)\b[^,;]{0,40}\s(?:on|for)\s(?:its\s)?)?$"
)
_ITS_IMPORTS = re.compile(r"(?:['’]s?)?\s(?:[\w-]+\s){0,2}")
_PLANTS = re.compile(
    r"^\s+(?:[\w-]+\s)?(?:plants?|factor(?:y|ies)|projects?|industr(?:y|ies)|operations|mills?|yards?|shipyards?)\b"
)
_TELLS = re.compile(r"^(?:['’]s?)?(?:\s[\w-]+){0,4}\s(?:said|says)\b")  # "…, the U.S. said"
_SPARED = re.compile(  # Seoul wants to be spared the duty
    r"^(?:['’]s \w+)?[^.;,]{0,60}\b(?:be spared|escape|avoid|relief from|(?:be|is|are|was|were|been) exempt\w*|be "
    r"let off|be freed)\b"
)
_ITS_NUMBER = re.compile(r"^(?:['’]s)?:?\s(?:at\s)?[\d.,]+(?:%|\s(?:percent|per cent|tonnes|tons)\b)")
_ITS_RATE = re.compile(r"^['’]s\s+(?:rate\s+)?to\s")  # lifts China's to 125%
_ITS_TARIFF = re.compile(  # the U.S. 25% tariff, Japan's duty
    r"^(?:['’]s?)?\s+(?:(?:[\d.,]+\s?%?|percent|new|import|additional|extra|punitive|planned|threatened|baseline|"
    r"blanket|"
    r"reciprocal|steep|steeper|higher|anti-dumping|countervailing|sectoral|global|universal|own|"
    r"[a-z]+-[a-z]+)\s+){0,4}"
    r"(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surtax|countermeasures)\b"
)
_RECEIVES = re.compile(r"\s+(?:industry|economy|investment)\b")
_ON_ITS = re.compile(
    r"\bon\s(?:(?:all|most|some)\s)?(?:of\s)?(?:the\s(?:country|nation|kingdom|bloc|island)['’]s|its|their)\s"
)
_LISTED = re.compile(r"^(?:,\s|(?P<last>,?\sand\s|\sor\s|\s?[·/]\s?|(?:와|과)\s))(?:the\s)?$")
_ASIDE = re.compile(r",\s(?:where|which|who|whose)\b[^,;]*,(?=\s)")
_CLAUSE = re.compile(
    r";|(?:하고|했고|하며|지만|는데|반면),?\s(?=[가-힣]{2,6}[은는이가]\s)|,\s(?:after|while|but|when|although|"
    r"though|of which)\b|\sin (?:exchange|return) for\b|(?<=[는기]) 대신,?(?=\s)"
)
_AND_ANOTHER = re.compile(  # "…, and Washington has welcomed it"
    r",\sand\s(?:the\s)?(?:[A-Z][\w.]*\s){1,3}(?:has|have|had|will|would|is|was|are|were|says?|said|fears?|wants?|may|could|"
    r"\w+ed)\b"
)
_STRUCK = (  # stunned by, reeling from: whoever is so has not imposed it
    r"(?:stunned|hit|hurt|reeling|shaken|stung|rocked|rattled|squeezed|battered|burdened|saddled|slapped|struck|angered|"
    r"bruised|punished|dismayed|shocked|jolted|blindsided|smarting|threatened|confronted|grappling|struggling|faced|"
    r"landed|targeted)\s(?:\w+\s)?(?:by|with|from|under|at)\b"
)
_IS_STRUCK = re.compile(rf"^,\s(?:(?:still|already|now|itself)\s)?(?:{_STRUCK}|facing\b)")
_STRUCK_AHEAD = re.compile(rf"^(?:(?:still|already|now)\s)?(?:{_STRUCK}|facing\b)[^;]*,\s(?:the\s)?$", re.IGNORECASE)
_TAKES_RATE = re.compile(  # scraps its duties, secures a 19% rate: the rate is what it will meet
    r"(?<!\bto )\b(?:secure[sd]?|wins?|won|gets?|got|obtain(?:s|ed)?|faces?|faced|accept(?:s|ed)?|lands?|landed|"
    r"receive[sd]?|escapes? with|settle[sd]? for|clinche[sd]|braces? for|ends? up with|swallow(?:s|ed)?)\s"
    r"(?:(?:an?|the|its|lower|reduced|flat|blanket|baseline|preferential|new|only|just|steep|punitive|extra|additional|"
    r"up to|U\.S\.|US|American)\s){0,3}$"
)
_SETS = re.compile(  # what Trump says he will charge is American
    r"\bTrump(?:\sadministration|['’]s\sadministration)?,?\s(?:\w+\s){0,3}?(?:threaten|set|rais|hik|impos|doubl|announc|"
    r"slap|vow|order|unveil|pledg|warn|promis|plan|float|propos|declar|levi|lower|cut)\w*\b|"
    r"\bTrump\s(?:said|says|warned|wrote|posted|told|repeated)\b[^;]{0,60}?\bhe\s(?:would|will|might|may|was|had|could|"
    r"plans to|intends to|planned to)\s(?:\w+\s)?"
    r"(?:impos|set|rais|hik|doubl|slap|put|levy|charg|plac|add|order|hit|introduc)\w*\b"
)
_ADJECTIVE = re.compile(
    r"(?:ese|ish|nch|tch|aeli|iss|Thai|Greek|udi|raqi|istani|eshi|"
    r"an(?<!Japan)(?<!Iran)(?<!Oman)(?<!Sudan)(?<!Jordan)(?<!Taiwan)(?<!stan)(?<!Bhutan)(?<!baijan))$"
)
_BOTH = frozenset(("U.S.", "US", "EU", "UK", "U.K.", "E.U."))  # as noun and as adjective

_TARIFF = frozenset(("tariff", "quota", "countermeasures"))
_GIVEN = frozenset(("loan", "support", "subsidy", "fund"))
_PAID = frozenset(("investment", "fund", "purchase", "subsidy", "loan", "defence cost", "support", "penalty"))
_TOLD_OF = frozenset(("exports", "trade balance", "investment"))
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
    cuts = [cut.start() for cut in _CLAUSE.finditer(words)]
    begin = max((cut for cut in cuts if cut < amount.start), default=0)
    cuts += [cut.start() for cut in _AND_ANOTHER.finditer(words, amount.end)]
    end = min((cut for cut in cuts if cut >= amount.end), default=len(words))
    asides = [one.span() for one in _ASIDE.finditer(words) if not one.start() <= amount.start < one.end()]
    named = [one for one in named if not any(first <= one.start < last for first, last in asides)]
    is_korean = _HANGUL.search(words) is not None
    role = korean_role if is_korean else _english_role
    roles = [
        (one, role(words, measure.name, measure.start, one.start, one.end, sorts))
        for one in _lists(words, [one for one in named if begin <= one.start < end])
    ]
    met = [one for one, said in roles if said == "target"]
    if is_korean:  # 한국산에는 15%, 중국산에는 60%: whom a rate meets stands before it
        met = [one for one in met if one.end <= amount.start] or met
    target = _nearest(amount, met)
    givers = [one for one, said in roles if said == "imposer" and one.code != target]
    if not is_korean and measure.name in _PAID:
        givers = _subjects(words, amount, givers)
    imposer = _nearest(amount, givers)
    if target is None and measure.name in _GIVEN and not is_korean:
        imposer, target = _lent(words, amount, givers)
    if target is None and measure.name == "tariff" and imposer and _ON_ITS.search(words, begin, end):
        target = _other(named, imposer)
    if target is None and measure.name in _TOLD_OF:
        target = towards(words, begin, end)
    taker = None
    if measure.name == "tariff":
        taker = _korean_taker(words, amount, named) if is_korean else _taker(words, amount, named, begin, sorts)
    if taker:
        imposer, target = (imposer if taker == target else None), taker
    if is_korean and measure.name == "tariff" and is_of_trump(words, amount.start):
        imposer = "US"
    if imposer is None:
        imposer = _unnamed(words, amount, measure, named, begin, is_korean=is_korean)
    return imposer, target if target != imposer else None


def _subjects(words: str, amount: Amount, named: list[Named]) -> list[Named]:
    """Of those that might impose or pay, who stands before the amount, if anybody does: a body in a later clause is
    asked or told ("will subsidise plants with 1 billion euros and has asked Brussels to clear it")."""
    ahead = [one for one in named if one.end <= amount.start]
    said = [one for one in named if one.start >= amount.end and _SAID_LATER.search(words, 0, one.start)]
    return [*ahead, *said] if ahead else named


def _taker(words: str, amount: Amount, named: Sequence[Named], begin: int, sorts: Sequence[Word]) -> str | None:
    """Who takes a rate by a verb right before it, where it is the one subject that stands before that."""
    verb = _TAKES_RATE.search(words, begin, amount.start)
    if verb is None:
        return None
    subjects = [
        one
        for one in named
        if one.start < verb.start()
        and not _PREPOSED.search(words, 0, one.start)
        and not _is_goods(words, one.start, one.end, sorts)
        and not _CHANGES.search(words, 0, one.start)
    ]
    within = [one for one in subjects if one.start >= begin]
    return (within or subjects)[-1].code if subjects else None


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
    is_set = measure.name == "tariff" and _SETS.search(words, begin, amount.start)
    return "US" if is_set else None


def _lent(words: str, amount: Amount, named: Sequence[Named]) -> tuple[str | None, str | None]:
    """Of two that might give, the one from whom the other takes: Poland signed a loan from Washington."""
    givers = [one for one in named if _FROM.search(words, 0, one.start)]
    imposer = _nearest(amount, givers or named)
    takers = [one for one in named if one not in givers and one.code != imposer]
    return imposer, _nearest(amount, takers) if givers else None


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


def _english_role(words: str, measure: str, at: int, start: int, end: int, sorts: Sequence[Word]) -> str | None:
    before, after = words[:start], words[end:]
    if measure in _TARIFF:
        return _of_a_tariff(words, measure, at, start, end, sorts)
    if measure == "exports":
        if _OF_GOODS.search(before) and (_is_goods(words, start, end, sorts) or _ADJECTIVE.search(words, start, end)):
            return "imposer"  # exports of German cars
        return _of_exports(before, after, is_ahead=start < at)
    if measure == "imports":
        return _of_imports(words, at, start, end, sorts)
    is_free = not _PREPOSED.search(before)
    if measure == "order":
        return "imposer" if is_free and _ORDERS.match(after) else None
    if measure == "trade balance":
        return "target" if _WITH.search(before) else "imposer" if is_free and start < at else None
    if measure in _PAID:
        return _of_money(words, measure, start, end, sorts, is_free=is_free)
    return None


def _of_a_tariff(words: str, measure: str, at: int, start: int, end: int, sorts: Sequence[Word]) -> str | None:
    before, after = words[:start], words[end:]
    if _MADE_IN.search(before):
        return "target"
    if _OVER.search(before):
        return None
    if _IS_STRUCK.match(after) or _STRUCK_AHEAD.search(before):
        return "target"
    if _CHANGES.search(before) and _TARIFF_NEXT.match(after):
        return "target"  # Trump raises Canada tariff to 35%
    is_faced = bool(_FACED.search(before))
    is_goods = _is_goods(words, start, end, sorts)
    is_people = words[start:end].endswith("ans") and _MEETS.match(after)
    if _BUYERS_IN.search(before) or _BUYERS.match(after) or is_people:
        return None  # who buys pays at home
    if measure == "quota" and _IMPORTED_INTO.search(before):
        return "imposer"
    if _SOLD_INTO.search(before) or (_SOLD_THERE.search(before) and _MEETS.match(after)):
        return "imposer"
    if _LETS.search(before) and _SELLS.match(after):
        return "target"
    if before.endswith("for ") and _ADJECTIVE.search(words, start, end) and start > at:
        return "target"  # "to 20% for Chinese plates"
    if _MAY_SELL.match(after) or (is_goods and _LET_IN.search(before)):
        return "target"
    if _BY.search(before) and not is_goods:
        return "imposer"
    if _ITS_TARIFF.match(after) and not _ON_THE.search(before):
        return "imposer"
    if _ITS_NUMBER.match(after) and (start > at or measure == "quota"):  # "quotas: Brazil 155,000 tonnes"
        return "target"
    is_met = _MEETS.match(after) or _GETS.match(after) or (_MET.search(before) and not is_faced)
    if is_met or (is_goods and (measure == "quota" or start > at or start == 0 or _ON_THE.search(before))):
        return "target"
    if _FOR.search(before) or _SPARED.match(after) or _ITS_RATE.match(after):
        return "target"
    if _HIT.search(before) and " with " in after:
        return "target"
    is_free = not _PREPOSED.search(before)
    return "imposer" if (_FROM.search(before) and is_faced) or (is_free and not is_goods) else None


def _of_exports(before: str, after: str, *, is_ahead: bool) -> str | None:
    if _TO.search(before) or (_HIT.search(before) and " with " in after):
        return "target"
    return "imposer" if _FROM.search(before) or (not _PREPOSED.search(before) and is_ahead) else None


def _of_imports(words: str, at: int, start: int, end: int, sorts: Sequence[Word]) -> str | None:
    """Of imports the seller is "imposer", the buyer "target"; "Chinese imports" may be either's."""
    before, after = words[:start], words[end:]
    if _FROM.search(before):
        return "imposer"
    is_adjective = _ADJECTIVE.search(words, start, end) is not None
    if start < at and not is_adjective and _ITS_IMPORTS.fullmatch(words, end, at) and not _PREPOSED.search(before):
        return "target"  # US steel imports, the EU's imports
    if _is_goods(words, start, end, sorts) and not after.lower().startswith(" import"):
        return "imposer" if start > at else None
    if start > at:
        return "target" if _INTO.search(before) or _BY.search(before) else None
    is_either = is_adjective and not re.match(r"\w+\s(?:of|from)\s", words[at:])
    return "target" if _IMPORTS.match(words[end:at]) and not is_either and not _PREPOSED.search(before) else None


def _of_money(words: str, measure: str, start: int, end: int, sorts: Sequence[Word], *, is_free: bool) -> str | None:
    before, after = words[:start], words[end:]
    if measure == "penalty":
        return "imposer" if _BY.search(before) or is_free else None
    is_giver = _ADJECTIVE.search(words, start, end) and _ITS_MONEY.match(after)  # in Chinese loans
    if measure in _GIVEN and (_FROM.search(before) or is_giver):
        return "imposer"
    if measure in _GIVEN and _GIVES.search(before):
        return "target"
    if measure in _GIVEN and is_free and _GETS.match(after):
        return "target"
    if measure == "purchase" and _FROM.search(before):
        return "target"
    if measure in ("fund", "investment", "loan", "support") and _PAID_BY.search(before):
        return "imposer"
    if measure == "investment" and _SPENT_ON.search(before) and _PLANTS.match(after):
        return "target"
    if measure == "investment" and is_free and _ATTRACTS.match(after):
        return "target"
    if (_TELLS.match(after) and before.endswith((", ", ", the "))) or _SEAT.search(before):
        return None
    if _IN.search(before) or _NEAR_TOWN.search(before) or _RECEIVES.match(after) or _is_goods(words, start, end, sorts):
        return "target"
    return "imposer" if is_free else None


def _is_goods(words: str, start: int, end: int, sorts: Sequence[Word]) -> bool:
    """Whether a place stands before goods as theirs: Korean cars, America's farm goods, Canadian canola seed."""
    after = words[end:]
    is_adjective = _ADJECTIVE.search(words, start, end) is not None
    is_both = words[start:end] in _BOTH
    if (_GOODS if is_adjective else _GOODS_OF_BOTH if is_both else _GOODS_OF_NOUN).match(after):
        return True
    ahead = next((one for one in sorts if one.start >= end), None)
    if ahead is None:
        return False
    between = words[end : ahead.start]
    if is_both and re.fullmatch(_PLAIN, between.lstrip()):
        return True
    return bool(_TO_GOODS.match(between)) if is_adjective else between.strip() in ("", "-made", "'s", "’s", "'", "’")
