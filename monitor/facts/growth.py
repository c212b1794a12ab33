"""Whether a percentage tells how much something grew or shrank, and not what part of it something is. Pure."""

import re

from monitor.facts.amounts import Amount

GROWING = frozenset(("exports", "imports", "production", "quota"))  # whose percentages are of growth

_GROWN = re.compile(
    r"\b(?i:r[io]s(?:e|es|en|ing)|f[ae]ll(?:s|en|ing)?|grow(?:s|n|ing|th)?|grew|up(?!\sto)|down|jump\w*|climb\w*|drop\w*|plung\w*|"
    r"surg\w*|soar\w*|slump\w*|sl[iu](?:p|d|nk)\w*|shr[aiu]nk\w*|declin\w*|increas\w*|decreas\w*|gain\w*|tumbl\w*|slash\w*|"
    r"cut\w*|rais\w*|reduc\w*|expand\w*|contract(?:s|ed|ing)|eas(?:e|ed|es|ing)|edg\w+|advanc\w*|widen\w*|narrow\w*|"
    r"rebound\w*|recover\w*|swell\w*|dip\w*|skid\w*|collaps\w*|sank|crash\w*|lower\w*|los(?:t|es?)|lift\w*|boost\w*|from|"
    r"spik\w*|leap\w*|tighten\w*|trim\w*|doubl\w*|more|by)\b"
)
_GROWS = re.compile(
    r"(?i:,?\s(?!(?:but|and|while|though|although)\b)(?:[\w-]+\s){0,3}?(?:higher|lower|more(?! for\b)|less|fewer|"
    r"above|below|up|down|ris\w+|fall|drop|increas\w+|decreas\w+|"
    r"jump|gain|growth|declin\w*|plunge|surge|slump|rebound|year-on-year|on-year|from a year|than|bigger|smaller|cut|"
    r"contraction|expansion|leap|slide|dip)\b)"
    r"|[^.]{0,25}?(?:늘|증가|감소|줄|급증|급감|뛰|올랐|올라|떨어|상승|하락|확대|축소|감축|성장|위축|쪼그라|불어|개선|반등|"
    r"치솟|폭증|폭락|곤두박질|빠졌|빠진|↑|↓|급등|높|낮|삭감|깎)"
)
_QUOTA_GROWS = re.compile(
    r"(?:씩|가량|나)?\s?(?:[가-힣]+\s)?(?:늘|줄|확대|축소|감축|증|감소|삭감|깎)|\s(?:more|less|cut|increase|higher|lower)\b"
)
_RATE = re.compile(r"\srates?\b")  # "exports rose, and it secured a 20% rate"
_UP_OR_DOWN = re.compile(
    r"[^;:]{0,80},\s(?:a rise of|a fall of|an increase of|(?:down|up)(?:\sby)?)\s(?:(?:about|some|nearly)\s)?"
)
_KOREAN_SO = re.compile(
    r"(?:으로|로|이며|이고|에 달해|에 이르러),?\s(?:[가-힣\d ]{1,15}(?:보다|대비|에 비해)\s)?(?:약\s)?"
)
_TO_LEVEL = re.compile(r"[^;,]{0,40},\sto\s(?:(?:about|some|nearly|a record)\s)?")
_COMMA = re.compile(r"[^;:]{0,80},\s(?:or\s)?")
_THAN_BEFORE = re.compile(r"\s(?:more|less|fewer|higher|lower)\sthan\s(?:a|in|last|the)\b")
_NO_RATE = re.compile(r"\s?(?:[가-힣]+\s)?(?:늘었|늘어난|증가|감소|줄었|줄어든|급증|급감|뛰었)")


def is_growth(words: str, amount: Amount, measure: str) -> bool:
    """Whether a percentage of a measure tells its growth; beside a quota any other is a rate of duty."""
    if measure == "quota":
        before = _GROWN.search(words, max(0, amount.start - 25), amount.start)
        return bool(before or _QUOTA_GROWS.match(words, amount.end))
    if _RATE.match(words, amount.end):
        return False
    return bool(_GROWN.search(words, max(0, amount.start - 60), amount.start) or _GROWS.match(words, amount.end))


def is_growth_of(words: str, before: Amount, amount: Amount, measure: str) -> bool:
    """Whether a percentage tells the growth of the amount before it: "310,000 tonnes of copper, down 6%"."""
    if measure not in GROWING or measure == "quota" or amount.unit != "percent" or before.unit == "percent":
        return False
    between = words[before.end : amount.start]
    if _KOREAN_SO.fullmatch(between):
        return _NO_RATE.match(words, amount.end) is not None
    return bool(_UP_OR_DOWN.fullmatch(between) or (_COMMA.fullmatch(between) and _THAN_BEFORE.match(words, amount.end)))


def is_level_of(words: str, before: Amount, amount: Amount, measure: str) -> bool:
    """Whether an amount is what the one before it grew to: "up 40% this season, to 5.4 million tonnes"."""
    if measure not in GROWING or before.unit != "percent" or amount.unit.startswith("percent"):
        return False
    return _TO_LEVEL.fullmatch(words, before.end, amount.start) is not None


def is_no_rate(words: str, amount: Amount) -> bool:
    """Whether it is said of a percentage what no rate of duty does: 7.5% 늘었다."""
    return amount.unit == "percent" and _NO_RATE.match(words, amount.end) is not None
