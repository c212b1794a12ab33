"""Whether an amount stands beside what is measured and is none of it: how far that is from a mark, what somebody only
asks for, what waits for a buyer, a percentage of votes or shares. Pure."""

import re

from monitor.facts.amounts import Amount
from monitor.facts.measures import PURPOSE, SHARES, vocabulary
from monitor.facts.units import MONEY

_FROM_A_MARK = re.compile(  # "200,000 barrels a day above the ceiling", "2 trillion won more than first planned"
    r"\s(?:above|below|over|under|short of|beyond|in excess of|(?:more|less|lower|higher|fewer) than)\s"
    r"(?:(?:the|its|their|his|an?|that|what)\s|[a-z]\w*['’]s\s)?(?:[\w.+'’-]+\s){0,6}?"
    r"(?:ceilings?|quotas?|targets?|goals?|limits?|caps?|plan(?:ned|s)?|levels?|forecasts?|estimates?)\b"
    r"|\s(?:more|less|fewer|greater) than (?:last|a|the (?:previous|same|year)|year) ?[\w-]+",
    re.IGNORECASE,
)
_PAST_A_MARK = re.compile(  # "surpassed its goal by almost 100,000 barrels"
    r"\b(?:exceed|surpass|outstrip|outpac|overs|unders|miss|trail|lag|beat|fell short|falls? short|overtak|"
    r"overtook)\w*\b[^;.]{0,60}\bby (?:(?:about|almost|nearly|some|around|an estimated|more than|at least|up to) )?$"
)
_ASKED_FOR = re.compile(  # a tender for 120,000 tonnes; seeks offers for up to 50,000
    r"\b(?:tender(?:s|ed|ing)?|requests?|requested|bids?|offers|enquir(?:y|ies)|inquir(?:y|ies)|application\w*|appl(?:y|ied)|sought|seek(?:s|ing)?)"
    r"\s(?:(?!in\b|at\b|by\b)[\w-]+\s){0,4}?"
    r"(?:for(?: (?:the )?(?:import|purchase|supply|export|sale) of)?|to (?:buy|import|purchase))\s"
    r"(?:(?:up to|about|some|around|at least|an?|another|a total of|initially|optional) ){0,2}$"
    r"|\binterested in (?:buying|purchasing|importing) (?:about |some |up to )?$"
    r"|\b(?:request|ask|appl|bid)\w*\s(?:for\s)?(?:[\w-]+\s)?licen[cs]es\s(?:to export|to import|for)\b[^;.]{0,140}$"
    r"|\btender\s(?:on\s\w+\s\d+|today|tomorrow)[^;.]{0,30}\sfor\s$"
    r"|\btender(?:s|ed|ing)?\s(?:[a-z]+\s){0,2}for\s[^;.]{0,40}\S\s(?:and|or|and/or)\s$",
    re.IGNORECASE,
)
_A_LIMIT = re.compile(r"\blimits? of (?:about |some )?$")
_OF_A_SIZE = re.compile(  # a 31,000 ton vessel, a 100-tonne furnace
    r"\s(?:\w+\s)?(?:vessels?|ships?|freighters?|tankers?|carriers?|furnaces?|cranes?|press|displacement|deadweight|dwt)\b|\seach\b"
)
_CALLED_OFF = re.compile(  # cancelled 30,000 tonnes; tried to buy; rejected an offer to supply 45,000
    r"\b(?:unable|failed|attempted|tried|refused) to \w+ (?:about |some )?$"
    r"|\b(?:rejected|refused|turned down)\b[^;]{0,60}\b(?:offers?|bids?)\b[^;]{0,60}\bto \w+ $"
    r"|\b(?:cancel(?:s|led|ed|ling|ing)?|called off|annul(?:s|led)?|rescind(?:s|ed)?)\s(?:(?:the|its|their|an?)\s)?"
    r"(?:(?:orders?|contracts?|purchases?|sales?|shipments?|deals?)\s(?:for|of)\s)?(?:(?:about|some|another|up to)\s)?$"
)
_KOREAN_BESIDE = re.compile(  # 할당량을 15만 배럴 웃돌았다; 밀 12만 톤을 사들이기 위한 입찰
    r"(?:가량|나)?\s(?:웃돌|밑돌|초과|모자라|부족|못 미)|(?:을|를|의)?\s(?:[가-힣]+\s){0,3}?입찰(?!에서|로|을 통해)"
)
_OF_PAPER = re.compile(  # 45 billion yen of two-year notes
    r"\s(?:of|in|worth of)\s(?:[\w-]+\s){0,4}?(?:bonds?|notes|bills|securities|shares|debentures|commercial paper)\b"
)
_ON_OFFER = re.compile(
    r"(?:\sof(?:\s[\w.-]+){1,6}?)?\s(?:(?:is|are|was|were|remain(?:s|ed)?|stays?)\s)(?:still\s|being\s)?"
    r"(?:available|on offer|offered|unsold|outstanding|up for)\b"
)

_WITHOUT = re.compile(r"\s?(?:의\s)?(?:[가-힣]{1,4}\s)?관세\s?(?:가\s)?없[이는]|에서\s(?:빠|제외)")
_ABOLISHED = re.compile(r"(?:를|가)?\s?(?:관세\s?)?(?:철폐|개방)")
_OF_LINES = re.compile(r"품목(?:의|\s?수(?:의|로)?|\s?기준(?:으로)?)\s(?:약\s|각각\s)?$")
_OWNED = re.compile(r"[\s-](?:owned|held|controlled|complete|completed|pure|purity)\b")
_SAID = re.compile(r"\s(?:said|say|expect|expected|believe|think|reported that)\b")  # "47% said production would"
_HIGHEST = 60  # percent: more than this are seldom abolished at once
_NEAR = 45  # characters around a number in which a trap counts


def is_beside(words: str, amount: Amount) -> bool:
    """Whether an amount, no percentage, is told beside a measure without being any of it."""
    if amount.unit.startswith("percent"):
        return False
    return bool(
        _FROM_A_MARK.match(words, amount.end)
        or _PAST_A_MARK.search(words, 0, amount.start)
        or _ASKED_FOR.search(words, 0, amount.start)
        or _CALLED_OFF.search(words, 0, amount.start)
        or _A_LIMIT.search(words, 0, amount.start)
        or (amount.unit == "tonnes" and _OF_A_SIZE.match(words, amount.end))
        or (amount.unit in MONEY and _OF_PAPER.match(words, amount.end))
        or _KOREAN_BESIDE.match(words, amount.end)
        or _ON_OFFER.match(words, amount.end)
    )


def is_trapped(words: str, amount: Amount) -> bool:
    """Whether a percentage, or a price, is of votes, shares, polls and the like."""
    if words[amount.start - 1 : amount.start] in "\"'“‘" and words[amount.end : amount.end + 1] in "\"'”’":
        return bool(words[amount.start - 1 : amount.start])
    if amount.unit not in SHARES and amount.unit.removesuffix(" a year") not in MONEY:
        return False
    is_share = amount.unit in SHARES
    if is_share and amount.value > _HIGHEST and _ABOLISHED.match(words, amount.end):
        return True  # 관세 91.2% 철폐: of the tariff lines
    if is_share and (_OWNED.match(words, amount.end) or _SAID.match(words, amount.end)):
        return True
    if is_share and _WITHOUT.match(words, amount.end):
        return True  # 6% 관세 없이
    if is_share and _OF_LINES.search(words, 0, amount.start):
        return True  # 품목의 96.3%에서
    if is_share and "수준의 " in words[max(0, amount.start - 12) : amount.start]:
        return True  # 2024년 수준의 50%
    reach = 0 if PURPOSE.match(words, amount.end) else _NEAR  # "to 10% to curb inflation"
    traps = vocabulary().traps.find.finditer(words, max(0, amount.start - _NEAR), amount.end + reach)
    return any(is_share or trap[0] != "economy" for trap in traps)  # money may be put into an economy
