"""Who gives, lends, invests or fines in English, and who is given: by the words around a place. Pure."""

import re
from collections.abc import Sequence

from monitor.facts.english_places import (
    ADJECTIVE,
    BY,
    FROM,
    GETS,
    HELPERS,
    NO_SOURCE,
    PART_FROM,
    SEAT,
    THE,
    WITH,
    stands_before_goods,
)
from monitor.facts.measures import Word

GIVEN = frozenset(("loan", "support", "subsidy", "fund"))
PAID = frozenset(("investment", "fund", "purchase", "subsidy", "loan", "defence cost", "support", "penalty"))

_PAID_BY = re.compile(
    rf"\b(?:paid|funded|financed|put up|provided|backed|offered|pledged|promised|given|set up|planned|guaranteed)"
    rf"\s(?:\w+\s)?by{THE}"
)
_GIVES = re.compile(
    rf"\b(?:lend|lends|lent|give|gives|gave|grants|granted|pay|pays|paid|promise[sd]?|provide[sd]?|offer(?:s|ed)?|"
    rf"extend(?:s|ed)?|award(?:s|ed)?){THE}"
)
_IN = re.compile(
    r"\b(?:in|into|to|for)\s+(?:(?:the|its|their|(?:north|south|east|west)\w*|central|neighbou?ring)\s+){0,3}$",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(  # where something is done to goods, where somebody goes
    r"\b(?:refining|refined|processing|processed|crushing|smelting|milling|storage|delivery|delivered)\sin\s(?:the\s)?$"
    r"|\b(?:left|leaves?|leaving|flew|flies|flown|travels?|travell?ed|went|heads?|headed)\s(?:for|to)\s$"
)
_NEAR_TOWN = re.compile(r"\b(?:in|near|outside|at)\s(?:[A-Z][\w-]*\s?){1,3},\s(?:\w+ern\s)?$")  # near Chennai, India
_SPENT_ON = re.compile(r"\bon\s+(?:its|their|new)\s+$")
ITS_MONEY = re.compile(r"^\s(?:[a-z-]+\s){0,3}?(?:loans?|aid|credits?|financing|grants?|subsidies|support|funds?)\b")
_ATTRACTS = re.compile(rf"^\s+{HELPERS}(?:attract(?:s|ed)?|draws?|drew|receive[sd]?|wins?|won|secure[sd]?|lure[sd]?)\b")
_PLANTS = re.compile(
    r"^\s+(?:[\w-]+\s)?(?:plants?|factor(?:y|ies)|projects?|industr(?:y|ies)|operations|mills?|yards?|shipyards?)\b"
)
_RECEIVES = re.compile(r"\s+(?:industry|economy|investment)\b")
_SEAT_GIVES = re.compile(r"^\s(?:approve[sd]?|clear(?:s|ed)|will|plans|offer(?:s|ed)|pledge[sd]?|grant(?:s|ed))\b")
_TELLS = re.compile(r"^(?:['’]s?)?(?:\s[\w-]+){0,4}\s(?:said|says)\b")  # "…, the U.S. said"
_IS_FINED = re.compile(
    r"(?:[^;]*\s)?(?:was|were|been|be|being|pays?|paid|faces?|faced|facing|risks?|appeals?|appealed|owes?)\s(?:\w+\s){0,3}$"
)
_FINES = re.compile(
    r"^(?:['’]s)?\s(?:[\w-]+\s){0,4}?(?:fined|imposed|levied|handed|issued|slapped|had imposed|has imposed)\b"
)


def of_money(words: str, measure: str, start: int, end: int, sorts: Sequence[Word], *, is_free: bool) -> str | None:
    """Who gives or invests is "imposer", who is given or invested in "target"; `is_free`: behind no preposition."""
    before, after = words[:start], words[end:]
    if NO_SOURCE.search(before):
        return None
    is_giver = ADJECTIVE.search(words, start, end) and ITS_MONEY.match(after)  # in Chinese loans
    if _ELSEWHERE.search(before):
        return None
    if measure in GIVEN and (FROM.search(before) or is_giver):
        return "imposer"
    if measure in GIVEN and (_GIVES.search(before) or (measure == "loan" and WITH.search(before))):
        return "target"
    if measure in GIVEN and is_free and GETS.match(after):
        return "target"
    if measure == "purchase" and FROM.search(before):
        return None if PART_FROM.search(before) else "target"
    if measure in ("fund", "investment", "loan", "support") and _PAID_BY.search(before):
        return "imposer"
    if measure == "investment" and _SPENT_ON.search(before) and _PLANTS.match(after):
        return "target"
    if measure == "investment" and is_free and _ATTRACTS.match(after):
        return "target"
    if SEAT.search(before) and _SEAT_GIVES.match(after):
        return "imposer"
    if (_TELLS.match(after) and before.endswith((", ", ", the "))) or SEAT.search(before):
        return None
    if (
        _IN.search(before)
        or _NEAR_TOWN.search(before)
        or _RECEIVES.match(after)
        or (measure != "investment" and stands_before_goods(words, start, end, sorts))
    ):
        return "target"
    return "imposer" if is_free else None


def of_a_penalty(words: str, at: int, start: int, end: int, *, is_free: bool) -> str | None:
    """Who fines; whoever is fined ("was fined", "agreed to pay a fine") and his country's name are nobody."""
    is_seat = SEAT.search(words[:start]) is not None and _FINES.match(words[end:]) is not None
    if BY.search(words[:start]) or is_seat:
        return "imposer"
    if not is_free:
        return None
    if start >= at:
        return "imposer" if _FINES.match(words[end:]) else None
    return None if _IS_FINED.match(words[end:at]) else "imposer"
