"""Who imposes or sells, and whom it meets, in English: by the words around a place. Pure."""

import re
from collections.abc import Sequence

from monitor.facts.english_payers import PAID, of_a_penalty, of_money
from monitor.facts.english_places import (
    ADJECTIVE,
    BY,
    FROM,
    GETS,
    HELPERS,
    NO_SOURCE,
    PART_FROM,
    PREPOSED,
    SEAT,
    THE,
    WITH,
    stands_before_goods,
)
from monitor.facts.english_takers import is_struck
from monitor.facts.measures import Word

# --- what stands before a place ----------------------------------------------------------------------------------
_MET = re.compile(  # tariff on goods from X, against X, made in X
    r"\b(?:from|on|against|upon|made in|produced in|built in|assembled in|grown in|imported from|shipped from|"
    r"coming from|originating in|(?:products|goods|articles|imports) of)\s+"
    r"(?:(?:all|most|many|some|imported|goods|products|imports|the|its|cars|autos|steel)\s+(?:from\s+)?)*$",
    re.IGNORECASE,
)
_FOR = re.compile(r"(?:^|[;:.]\s)[Ff]or\s+(?:the\s+)?$")
_FACED = re.compile(r"\b(?:faces?|faced|facing|meets?)\b[^,;]*$")
_HIT = re.compile(
    rf"\b(?:hit|slap|smack|threaten|target|charge|punish|saddle|penali[sz]e|supply|supplie|provide|burden)(?:s|es|"
    rf"d|ed|"
    rf"ing|ping|ped|ting)?(?:\s(?:fellow|neighbouring|ally))?{THE}"
)
_OF_GOODS = re.compile(r"\bof\s(?:\w+\s)?$")
_TO = re.compile(rf"\b(?:to|into|for){THE}", re.IGNORECASE)
_INTO = re.compile(rf"\b(?:into|to){THE}", re.IGNORECASE)
_SELLING = r"(?:sell|sells|sold|ship|ships|shipped|export|exports|exported|send|sends|sent|supply|supplies|supplied)"
_SOLD_INTO = re.compile(  # pays a tariff on cars sold in X, may sell 100,000 cars to X at a tariff
    rf"\b(?:pays?|paid|paying|faces?|faced|facing|allowed|permitted|able|free|may|can)\b[^;]{{0,160}}\b{_SELLING}\b"
    rf"(?:[^,;.]|[,.](?=\d)){{0,60}}?\b(?:to|in|into){THE}"
)
_SOLD_THERE = re.compile(rf"\b{_SELLING}\b[^,;.]{{0,30}}\b(?:to|in|into){THE}")  # cars sold in X face a tariff
_LET_IN = re.compile(r"\b(?:let|lets|letting|allow|allows|take|takes) in\s[^;.]{0,60}$|\badmit(?:s|ted)?\s[^;.]{0,60}$")
_LETS = re.compile(rf"\b(?:let|lets|letting|allow|allows|allowing|allowed){THE}")
_SELLS = re.compile(rf"^\s+(?:to\s+)?{_SELLING}\b")
_MADE_IN = re.compile(  # cars made by SAIC in China
    r"\b(?:made|built|produced|assembled|manufactured|grown)\s(?:by\s(?:[A-Z][\w&-]*\s){1,3})?in\s(?:the\s)?$"
)
_OVER = re.compile(r"\b(?:over|because of|in response to|in retaliation for)\s(?:the\s|its\s|their\s)?$")
_CHANGES = re.compile(
    r"\b(?:raise|hike|cut|lift|set|slap|double|lower|impose|threaten|reduce|increase|restore|suspend|"
    r"delay)(?:s|d|ed)?\s(?:new\s)?$"
)
_TARIFF_NEXT = re.compile(r"^(?:['’]s)?\s(?:\w+\s)?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies))\b")
_DUTY_IN = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies))\s(?:on\s)?(?:(?!made|built|produced|assembled|grown|cars)[\w-]+\s){0,3}in\s(?:the\s)?$",
    re.IGNORECASE,
)
_BUYERS_IN = re.compile(rf"\b(?:importers|buyers|consumers|shoppers|households|firms) in{THE}", re.IGNORECASE)
_IMPORTED_INTO = re.compile(rf"\bimports\s(?:in)?to{THE}", re.IGNORECASE)
_ON_THE = re.compile(r"\b(?:on|of)\s+(?:\w+\s+){0,2}$")

_BODY_OF = re.compile(r"\b(?:Bank|Department|[Gg]overnment|[Mm]inistry|Treasury|Republic|Kingdom)\sof\s(?:the\s)?$")

# --- what stands behind it ---------------------------------------------------------------------------------------
_MEETS = re.compile(
    rf"^(?:,\s(?:which|who|whose)\b[^,;]{{0,80}},|(?:['’]s?\s+\w+)?,?)\s+(?:\w+\s+){{0,2}}?{HELPERS}"
    r"(?:faces?|faced|facing|meets?|pays?|paid|hit with|hit by|"
    rf"threatened with|slapped with|saddled with|(?:(?<=is )|(?<=are )|(?<=was )|(?<=were )|(?<=be )|(?<=been )|"
    rf"(?<=being ))(?:charged|assigned|handed|given)|subject(?:ed)? to|braces? for|bracing for)\b"
)
_MAY_SELL = re.compile(
    r"^(?:['’]s?)?\s+(?:\w+\s+)?(?:may|can|"
    r"(?:(?:will|would|to|is|are)\s+)+(?:be\s+)?(?:allowed|permitted|able|free|entitled)\s+to|"
    rf"(?:was|were|has been)\s+(?:allowed|permitted)\s+to)\s+{_SELLING}\b"
)
_ORDERS = re.compile(rf"^\s+(?:\w+\s+)?{HELPERS}(?:orders?|ordered|placed)\b")
_ORDERS_IN = re.compile(  # Vietnam promised that it would order
    r"^\s(?:agreed|agrees|promised|promises|plans|pledged|vowed|wants|decided|said|says|committed|is|expects)\b[^;,]{0,50}?\s"
    r"(?:order|place)\s"
)
_BUYERS = re.compile(r"^s?\s+(?:importers|buyers|consumers|shoppers|households)\b")
_APPOSED = r"(?:,\s(?!and\b|or\b|but\b|while\b)[^,;]{2,80},)?"  # Egypt, the largest buyer of wheat, imported
_IMPORTS = re.compile(
    rf"^(?:['’]s?)?(?:\s+{HELPERS}|\s+(?:is|plans?|wants?|agreed|agrees|promised) to\s+)"
    r"(?:\w+ly\s+|(?:spent|spends?|paid|pays?)\b[^,;]{0,40}\s(?:on|for)\s(?:its\s)?)?$"
)
_IMPORTS_SO = re.compile(rf"{_APPOSED}{_IMPORTS.pattern[1:]}")
_ITS_IMPORTS = re.compile(r"(?:['’]s?)?\s(?:[\w-]+\s){0,2}")
_REPORTS = re.compile(  # China's customs data showed, the Philippines said
    r"^(?:['’]s?)?(?:\s(?!to\b|in\b|on\b|from\b|and\b|with\b)[\w-]+){0,4}\s(?:said|says|showed?|shows|reported|reports|expects?|"
    r"forecasts?|estimates?d?|put|recorded|posted|announced|agreed|promised|plans|wants|vowed|decided)\b"
)
_SEAT_REPORTS = re.compile(r"^\s(?:hopes|said|says|showed|shows|reported|expects|estimates|put|recorded|announced)\b")
_GRANTS = re.compile(rf"\b(?:grants|granted|gives|gave|hands|handed|offers|offered|allots|allotted|assigned){THE}")
_ENTERING = re.compile(r"\b(?:(?:entry|imported|imports|brought)\s(?:in)?to|entering)\s(?:the\s)?$")
_ITS_QUOTA = re.compile(r"^['’]s\s(?:[\w-]+\s){0,3}quotas?\sfor\b")
_ITS_IMPORT_QUOTA = re.compile(r"^(?:['’]s?)?\s(?:[\w-]+\s){0,3}import quotas?\b")
_HAS_QUOTA = re.compile(r"^\s(?:has|have|had|holds?|enjoys?|enjoyed)\s(?:an?|the|its)\s(?:[\w.-]+\s){0,3}?quota\b")
_ALLOCATED = re.compile(
    r"^(?:[^;,]{0,60}\s)?(?:its|their)\s(?:allocated|assigned)\s|^\s(?:said|says)\s(?:that\s)?its\s(?:[\w-]+\s)?quota\b"
)
_TAKES_MOST = re.compile(
    r"^(?:\s[a-z]+)?\s(?:was|were|is|are)\s(?:the\s)?(?:main|largest|biggest|top|leading)\s(?:destinations?|buyers?|markets?|customers?)\b"
)
_FOR_EXPORTS = re.compile(r"\b(?:destinations?|buyers?|markets?|customers?|outlets?) (?:for|of) (?:the )?$")
_ITS_EXPORTS = re.compile(r"^(?:\s[a-z-]+){0,3}?\s(?:exports?|shipments)\b")
_ESTIMATES = re.compile(r"[^;,]{0,60}\b(?:estimates?|forecasts?|projections?)\s(?:of|for)\s")
_HELD = re.compile(  # Thailand has an EU quota; set aside for the U.S. sugar quota
    r"\b(?:has|have|had|holds?|enjoys?|enjoyed)\s(?:an?|the)\s$|\b(?:for|under|within)\s(?:the\s)?$"
)
_ITS_OWN_QUOTA = re.compile(r"\s(?:[\w-]+\s)?")
_HOME = re.compile(  # "on the Chinese coast": where something is, not whom a rate meets
    r"^(?:['’]s?)?\s(?:\w+\s)?(?:coasts?|coastline|shores?|borders?|mainland|soil|capital|provinces?|leaders?|officials?|"
    r"ministers?|ministry|authorities|delegation|negotiators?|currency|plants|mills|molecule|side)\b"
)
_QUOTA_FOR = re.compile(r"\bquotas?\sfor\s(?:the\s)?$")
_ITS_PACT = re.compile(
    r"^(?:['’]s)?\s(?:[a-z-]+\s)?(?:pact|deal|agreement|accord|treaty|market|tariffs?|dut(?:y|ies)|lev(?:y|ies))\b"
)
_FIRMS_IN = re.compile(
    r"\b(?:mills|growers|farmers|makers|firms|producers|exporters|plants|mines|miners|shippers)\sin\s(?:the\s)?$"
)
_SENT = re.compile(rf"\b(?:sen(?:t|ds?)|s(?:old|ells?)|suppl(?:y|ies|ied)|shipped){THE}")  # sent China 54,000 tonnes
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

_DOES = re.compile(r"^\s(?:will|has|had|is|was|said|says|plans|would|also|and)\b")
_OPENS_WITH = re.compile(r"(?:For|In) (?:the )?")

_TARIFF = frozenset(("tariff", "quota", "countermeasures"))


def english_role(words: str, measure: str, at: int, start: int, end: int, sorts: Sequence[Word]) -> str | None:
    """ "imposer", "target" or None, of the place at [start, end); `at`: where the word for the measure begins."""
    before, after = words[:start], words[end:]
    if words[start:end] == "American" and _DOES.match(after):
        return None  # American will buy 25 planes: an airline
    if measure in _TARIFF:
        return _of_a_tariff(words, measure, at, start, end, sorts)
    if measure == "exports":
        if _OF_GOODS.search(before) and (
            stands_before_goods(words, start, end, sorts) or ADJECTIVE.search(words, start, end)
        ):
            return "imposer"  # exports of German cars
        if ADJECTIVE.search(words, start, end) and _FOR_EXPORTS.search(before) and _ITS_EXPORTS.match(after):
            return "imposer"  # a destination for Romanian barley exports
        if SEAT.search(before) and _SEAT_REPORTS.match(after):
            return "imposer"
        return _of_exports(before, after, is_ahead=start < at)
    if measure == "imports":
        return _of_imports(words, at, start, end, sorts)
    is_free = not PREPOSED.search(before) or _BODY_OF.search(before) is not None
    if measure == "defence cost" and start < at and _OPENS_WITH.fullmatch(before):
        return "imposer"  # For the UK, defence spending was 2.3% of GDP
    if measure == "order":
        return "imposer" if is_free and (_ORDERS.match(after) or _ORDERS_IN.match(after)) else None
    if measure == "trade balance":
        is_seat = SEAT.search(before) and _SEAT_REPORTS.match(after)
        return "target" if WITH.search(before) else "imposer" if is_seat or (is_free and start < at) else None
    if measure == "penalty":
        return of_a_penalty(words, at, start, end, is_free=is_free)
    if measure in PAID:
        return of_money(words, measure, start, end, sorts, is_free=is_free)
    return None


def _of_a_tariff(words: str, measure: str, at: int, start: int, end: int, sorts: Sequence[Word]) -> str | None:
    before, after = words[:start], words[end:]
    if _MADE_IN.search(before):
        return "target"
    if _OVER.search(before):
        return None
    if measure == "quota" and start < at and (said := _by_the_quota(words, at, start, end)):
        return said
    if _ON_THE.search(before) and _HOME.match(after):
        return None
    if _ITS_QUOTA.match(after) or _ENTERING.search(before):
        return "imposer"  # the EU's steel quota for South Africa
    if _GRANTS.search(before) or _QUOTA_FOR.search(before):
        return "target"  # the EU granted Vietnam a quota
    if _DUTY_IN.search(before):
        return "imposer"  # import duty on gold bars in India
    if is_struck(words, at, start, end):
        return "target"
    if _CHANGES.search(before) and _TARIFF_NEXT.match(after):
        return "target"  # Trump raises Canada tariff to 35%
    is_faced = bool(_FACED.search(before))
    is_goods = stands_before_goods(words, start, end, sorts)
    is_people = words[start:end].endswith("ans") and _MEETS.match(after)
    if _BUYERS_IN.search(before) or _BUYERS.match(after) or is_people:
        return None  # who buys pays at home
    if measure == "quota" and _IMPORTED_INTO.search(before):
        return "imposer"
    if _SOLD_INTO.search(before) or (_SOLD_THERE.search(before) and _MEETS.match(after)):
        return "imposer"
    if _LETS.search(before) and _SELLS.match(after):
        return "target"
    if before.endswith("for ") and ADJECTIVE.search(words, start, end) and start > at:
        return "target"  # "to 20% for Chinese plates"
    if _MAY_SELL.match(after) or (is_goods and _LET_IN.search(before)):
        return "target"
    if BY.search(before) and not is_goods:
        return "imposer"
    if _ITS_TARIFF.match(after) and not _ON_THE.search(before):
        return "imposer"
    if _ITS_NUMBER.match(after) and (start > at or measure == "quota"):  # "quotas: Brazil 155,000 tonnes"
        return "target"
    is_met = _MEETS.match(after) or GETS.match(after) or (_MET.search(before) and not is_faced)
    if is_met or (is_goods and (measure == "quota" or start > at or start == 0 or _ON_THE.search(before))):
        return "target"
    if _FOR.search(before) or _SPARED.match(after) or _ITS_RATE.match(after):
        return "target"
    if _HIT.search(before) and " with " in after:
        return "target"
    is_free = not PREPOSED.search(before)
    return "imposer" if (FROM.search(before) and is_faced) or (is_free and not is_goods) else None


def _by_the_quota(words: str, at: int, start: int, end: int) -> str | None:
    """What the place at [start, end) is to a quota whose word stands behind it, where that word says it."""
    if _ITS_IMPORT_QUOTA.match(words[end:]):
        return "imposer"  # Japan's beef import quota
    if _HAS_QUOTA.match(words[end:]) or _ALLOCATED.match(words[end:]):
        return "target"
    is_giver = _HELD.search(words, 0, start) and _ITS_OWN_QUOTA.fullmatch(words, end, at)
    return "imposer" if is_giver else None


def _of_exports(before: str, after: str, *, is_ahead: bool) -> str | None:
    if _ITS_PACT.match(after) or NO_SOURCE.search(before):
        return None  # "expects the EU pact to lift exports"
    if is_ahead and _FIRMS_IN.search(before):
        return "imposer"
    if _TAKES_MOST.match(after):
        return "target"
    if _TO.search(before) or _SENT.search(before) or (_HIT.search(before) and " with " in after):
        return "target"
    return "imposer" if FROM.search(before) or (not PREPOSED.search(before) and is_ahead) else None


def _of_imports(words: str, at: int, start: int, end: int, sorts: Sequence[Word]) -> str | None:
    """Of imports the seller is "imposer", the buyer "target"; "Chinese imports" may be either's."""
    before, after = words[:start], words[end:]
    if start < at and _ESTIMATES.match(words, end, at):
        return None  # the U.S. department's estimate of Russian imports
    if FROM.search(before):
        return None if PART_FROM.search(before) else "imposer"
    is_adjective = ADJECTIVE.search(words, start, end) is not None
    if start < at and not is_adjective and _ITS_IMPORTS.fullmatch(words, end, at) and not PREPOSED.search(before):
        return "target"  # US steel imports, the EU's imports
    if stands_before_goods(words, start, end, sorts) and not after.lower().startswith(" import"):
        return "imposer" if start > at else None
    if start > at:
        return "target" if _INTO.search(before) or BY.search(before) else None
    is_either = is_adjective and not re.match(r"\w+\s(?:of|from)\s", words[at:])
    if is_either or PREPOSED.search(before):
        return "target" if SEAT.search(before) and _SEAT_REPORTS.match(after) else None
    return "target" if not is_adjective or _IMPORTS_SO.match(words[end:at]) or _REPORTS.match(words[end:at]) else None


def is_subject(words: str, start: int, end: int, sorts: Sequence[Word]) -> bool:
    """Whether a place stands where who acts stands: behind no preposition or verb, and before no goods."""
    before = words[:start]
    return not (PREPOSED.search(before) or _CHANGES.search(before) or stands_before_goods(words, start, end, sorts))
