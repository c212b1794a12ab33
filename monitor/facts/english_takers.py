"""Who in an English sentence takes a rate rather than sets it, and what the American president sets. Pure."""

import re

_STRUCK = (  # stunned by, reeling from: whoever is so has not imposed it
    r"(?:stunned|hit|hurt|reeling|shaken|stung|rocked|rattled|squeezed|battered|burdened|saddled|slapped|struck|angered|"
    r"bruised|punished|dismayed|shocked|jolted|blindsided|smarting|threatened|confronted|grappling|struggling|faced|"
    r"landed|targeted|crushed|hammered|pummelled|floored|spooked)\s(?:\w+\s)?(?:by|with|from|under|at)\b"
)
_IS_STRUCK = re.compile(
    rf"^(?:['’]s?)?(?:\s[a-z-]+){{0,2}},\s(?:(?:still|already|now|itself)\s)?(?:{_STRUCK}|facing\b)"
)
_STRUCK_AHEAD = re.compile(rf"^(?:(?:still|already|now)\s)?(?:{_STRUCK}|facing\b)[^;]*,\s(?:the\s)?$", re.IGNORECASE)
_TAKES_RATE = re.compile(  # scraps its duties, secures a 19% rate: the rate is what it will meet
    r"\b(?:secure[sd]?|wins?|won|gets?|got|obtain(?:s|ed)?|faces?|faced|accept(?:s|ed)?|lands?|landed|"
    r"receive[sd]?|escapes? with|avert(?:s|ed)?|avoid(?:s|ed)?|dodge[sd]?|fend(?:s|ed)? off|stave[sd]? off|"
    r"settle[sd]? for|clinche[sd]|braces? for|ends? up with|swallow(?:s|ed)?)\s"
    r"(?:(?:reprieve|relief|exemption|waiver|delay)\sfrom\s)?"
    r"(?:(?:an?|the|its|lower|reduced|flat|blanket|baseline|preferential|new|only|just|steep|punitive|extra|additional|"
    r"up to|U\.S\.|US|American)\s){0,3}$"
)
_ITS_FACE = re.compile(
    r"\b(?:its|their)\s(?:[\w-]+\s){1,4}?(?:(?:will|would|may|could|now|must|to)\s){0,2}(?:faces?|faced|pays?|paid|meets?|"
    r"be hit|be charged)\b[^;.]*$"
)
_SETS = re.compile(  # what Trump says he will charge is American
    r"(?<!\band )(?<!\bwith )\bTrump(?:\sadministration|['’]s\sadministration)?,?\s(?:\w+\s){0,3}?"
    r"(?:threaten|set|rais|hik|impos|doubl|announc|"
    r"slap|vow|hit\b|charg|target|punish|struck|strik|order|unveil|pledg|warn|promis|plan|float|propos|declar|levi|lower|cut)\w*\b|"
    r"\bTrump['’]s\s(?:[\w-]+\s){0,2}(?:order|plan|proclamation|decree|directive)\b|"
    r"\bTrump\s(?:said|says|warned|wrote|posted|told|repeated)\b[^;]{0,60}?\bhe(?:['’]ll|\s(?:would|will|might|may|was|had|could|"
    r"plans to|intends to|planned to))\s(?:\w+\s)?"
    r"(?:impos|set|rais|hik|doubl|slap|put|levy|charg|plac|add|order|hit|introduc)\w*\b"
)
_AMERICAN = re.compile(  # bodies that need no country's name
    r"(?<!['’]s )\b(?:Commerce Department|Department of Commerce|Customs and Border Protection|CBP|"
    r"International Trade Commission|USITC|Bureau of Industry and Security)\b"
)
_TRUMPS = re.compile(r"\bTrump['’]s\s(?:(?:new|threatened|planned|proposed|latest|blanket|punitive)\s)?$")


def is_met_by_its_goods(words: str, begin: int, end: int) -> bool:
    """Whether whoever is named before is met by the rate that begins at `end`: "…, its orange juice will face"."""
    return _ITS_FACE.search(words, begin, end) is not None


def is_struck(words: str, at: int, start: int, end: int) -> bool:
    """Whether the rate whose word is at `at` struck the place at [start, end): "Switzerland, stunned by a 39% levy". Of
    another rate, behind the next comma, this tells nothing."""
    if at < start:
        return _STRUCK_AHEAD.search(words[:start]) is not None
    struck = _IS_STRUCK.match(words[end:])
    return struck is not None and ", " not in words[end + struck.end() : at]


def taking_verb(words: str, begin: int, end: int) -> int | None:
    """Where, from `begin` on, the verb starts whose object is the rate that begins at `end`; None without one."""
    verb = _TAKES_RATE.search(words, begin, end)
    return verb.start() if verb else None


def is_of_trump(words: str, end: int) -> bool:
    """Whether the rate that begins at `end` is called Trump's."""
    return _TRUMPS.search(words, 0, end) is not None


def is_set_by_trump(words: str, begin: int, end: int) -> bool:
    """Whether between two characters Trump sets or threatens a rate, or a body of his government does."""
    return _SETS.search(words, begin, end) is not None or _AMERICAN.search(words, begin, end) is not None
