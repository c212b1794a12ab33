"""Who in an English sentence takes a rate rather than sets it, and what the American president sets. Pure."""

import re

_STRUCK = (  # stunned by, reeling from: whoever is so has not imposed it
    r"(?:stunned|hit|hurt|reeling|shaken|stung|rocked|rattled|squeezed|battered|burdened|saddled|slapped|struck|angered|"
    r"bruised|punished|dismayed|shocked|jolted|blindsided|smarting|threatened|confronted|grappling|struggling|faced|"
    r"landed|targeted)\s(?:\w+\s)?(?:by|with|from|under|at)\b"
)
_IS_STRUCK = re.compile(rf"^,\s(?:(?:still|already|now|itself)\s)?(?:{_STRUCK}|facing\b)")
_STRUCK_AHEAD = re.compile(rf"^(?:(?:still|already|now)\s)?(?:{_STRUCK}|facing\b)[^;]*,\s(?:the\s)?$", re.IGNORECASE)
_TAKES_RATE = re.compile(  # scraps its duties, secures a 19% rate: the rate is what it will meet
    r"\b(?:secure[sd]?|wins?|won|gets?|got|obtain(?:s|ed)?|faces?|faced|accept(?:s|ed)?|lands?|landed|"
    r"receive[sd]?|escapes? with|settle[sd]? for|clinche[sd]|braces? for|ends? up with|swallow(?:s|ed)?)\s"
    r"(?:(?:reprieve|relief|exemption|waiver|delay)\sfrom\s)?"
    r"(?:(?:an?|the|its|lower|reduced|flat|blanket|baseline|preferential|new|only|just|steep|punitive|extra|additional|"
    r"up to|U\.S\.|US|American)\s){0,3}$"
)
_SETS = re.compile(  # what Trump says he will charge is American
    r"(?<!\band )(?<!\bwith )\bTrump(?:\sadministration|['’]s\sadministration)?,?\s(?:\w+\s){0,3}?"
    r"(?:threaten|set|rais|hik|impos|doubl|announc|"
    r"slap|vow|hit\b|charg|target|punish|struck|strik|order|unveil|pledg|warn|promis|plan|float|propos|declar|levi|lower|cut)\w*\b|"
    r"\bTrump\s(?:said|says|warned|wrote|posted|told|repeated)\b[^;]{0,60}?\bhe\s(?:would|will|might|may|was|had|could|"
    r"plans to|intends to|planned to)\s(?:\w+\s)?"
    r"(?:impos|set|rais|hik|doubl|slap|put|levy|charg|plac|add|order|hit|introduc)\w*\b"
)


def is_struck(before: str, after: str) -> bool:
    """Whether what stands around a place says that a rate struck it: "Switzerland, stunned by a 39% levy"."""
    return bool(_IS_STRUCK.match(after) or _STRUCK_AHEAD.search(before))


def taking_verb(words: str, begin: int, end: int) -> int | None:
    """Where, from `begin` on, the verb starts whose object is the rate that begins at `end`; None without one."""
    verb = _TAKES_RATE.search(words, begin, end)
    return verb.start() if verb else None


def is_set_by_trump(words: str, begin: int, end: int) -> bool:
    """Whether between two characters Trump sets or threatens a rate."""
    return _SETS.search(words, begin, end) is not None
