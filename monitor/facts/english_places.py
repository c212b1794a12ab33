"""How a place stands in an English sentence: behind which words, and before goods as theirs. Pure."""

import re
from collections.abc import Sequence

from monitor.facts.measures import Word

THE = r"\s+(?:the\s+)?(?:mainland\s+|neighbou?ring\s+)?$"
BY = re.compile(rf"(?<!sold )(?<!made )(?<!bought )(?<!shipped )(?<!exported )\bby{THE}")
FROM = re.compile(rf"\bfrom{THE}", re.IGNORECASE)
WITH = re.compile(rf"\bwith{THE}", re.IGNORECASE)
SEAT = re.compile(  # "the finance ministry in Brasilia said"
    r"\b(?:ministry|government|officials?|office|agency|commission|court|minister|bank|department|authorities|"
    r"regulators?|watchdog|[Cc]ommittee|[Cc]abinet|[Aa]ffairs|embassy)\s(?:of\s(?:[\w-]+\s){1,4}?)?"
    r"in\s+(?:the\s+)?$"
)
PREPOSED = re.compile(
    r"\b(?:in|to|from|with|on|against|of|for|at|across|by|than|into|near|off|under|between|outside|towards?|matching|"
    r"mirroring|joining|following|unlike|like|told|informed|notified)\s+(?:(?:the|its|their|his|her)\s+)?$",
    re.IGNORECASE,
)
HELPERS = (  # between a place and its verb
    r"(?:(?:which|who|already|still|now|also|will|would|could|may|might|must|has|have|had|is|are|was|were|been|be|"
    r"being|to|"
    r"long|no longer|not|again|already|agreed to|expects? to)\s+){0,4}"
)
GETS = re.compile(
    rf"^(?:['’]s?\s+\w+)?,?\s+{HELPERS}(?:accept(?:s|ed)?|wins?|won|loses?|lost|secure[sd]?|gets?|got|obtain(?:s|"
    rf"ed)?|"
    rf"negotiated|escapes?d?|sees?|saw|receive[sd]?|borrow(?:s|ed)?|clinche[sd]|lands?|landed)\b"
)
ADJECTIVE = re.compile(  # Korean, Chinese; not Japan, Iran
    r"(?:ese|ish|nch|tch|aeli|iss|Thai|Greek|udi|raqi|istani|eshi|"
    r"an(?<!Japan)(?<!Iran)(?<!Oman)(?<!Sudan)(?<!Jordan)(?<!Taiwan)(?<!stan)(?<!Bhutan)(?<!baijan))$"
)

NO_SOURCE = re.compile(  # "competition from India"
    r"\b(?:complaints?|criticism|praise|protests?|objections?|pressure|questions?|applause|competition|rivals?|threats?|"
    r"warnings?|anger|rebukes?|reports?|statements?|letters?|data)\s(?:from|in)\s(?:the\s)?$"
)
PART_FROM = re.compile(  # "half of it from the United States"
    r"\b(?:of (?:them|it|which|these|those|that)|(?:half|third|quarter|most|part) of \w+) from (?:the )?$"
)

_STEP = (
    r"(?!(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|on|to|of|in|for|and|with|from|by|against|over|as|hits?|will|said)\b)"
    r"[\w-]+\s+"
)
_PLAIN = rf"(?!\w+(?:s|ed|ing)\s){_STEP}"
_GOODS_END = (
    r"(?:goods|products|produce|imports|exports|shipments|cars?|autos?|vehicles|trucks|steel|aluminium|aluminum|copper|chips?|"
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
_GRADE = re.compile(r"\s(?:[Nn]umber (?:one|two|three|four|five|\d)|[Nn]o\. ?\d)(?=\s)")  # U.S. number two yellow corn
_TO_GOODS = re.compile(rf"^(?:-made|['’]s?)?\s+(?:{_STEP}){{0,1}}$", re.IGNORECASE)  # up to a product: Canadian canola
_FIRM = re.compile(r"\s[A-Z]\w+\s[A-Z][a-z]+$")
_BOTH = frozenset(("U.S.", "US", "EU", "UK", "U.K.", "E.U."))  # as noun and as adjective


def stands_before_goods(words: str, start: int, end: int, sorts: Sequence[Word]) -> bool:
    """Whether a place stands before goods as theirs: Korean cars, America's farm goods, Canadian canola seed."""
    after = words[end:]
    is_adjective = ADJECTIVE.search(words, start, end) is not None
    is_both = words[start:end] in _BOTH
    goods = (_GOODS if is_adjective else _GOODS_OF_BOTH if is_both else _GOODS_OF_NOUN).match(after)
    if goods:
        return not _FIRM.search(goods[0])  # Japan's Nippon Steel
    ahead = next((one for one in sorts if one.start >= end), None)
    if ahead is None:
        return False
    between = _GRADE.sub("", words[end : ahead.start], count=1)
    if is_both and re.fullmatch(_PLAIN, between.lstrip()):
        return True
    return bool(_TO_GOODS.match(between)) if is_adjective else between.strip() in ("", "-made", "'s", "’s", "'", "’")
