"""Whom an English sentence names as a source: who says, reports or is relied on. Pure.

A verb of saying, or a phrase such as "according to", points to words that end or begin with somebody
(english_names.py); what they point to otherwise is nobody. Verbs that may as well be acts count only before
"that" or a quotation.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from monitor.facts.attribution import Named
from monitor.facts.cues import Cued
from monitor.facts.directory import COMMA, masked
from monitor.facts.english_names import Reader

_MOST = 12  # verbs of saying in a sentence that are looked at
_LONGEST = 400  # characters before one in which its subject is looked for
_VERBS = re.compile(
    r"(?<![\w-])(?P<be>(?:am|is|are|was|were|be|been|being|gets?|got)\s(?:\w+ly\s|not\s|also\s)?)?(?:"
    r"(?P<say>said|says|say|told|wrote|writes|argued|argues|argue|warned|warns|warn|cautioned|cautions|insisted"
    r"|insists|estimated|predicted|noted|explained|stressed|conceded|commented|remarked|replied|recalled|puts?(?=\s(?:the|it|its|that)\s[^,.;]{0,40}\sat\s)"
    r"|reiterated|emphasi[sz]ed|concluded|stated|quipped|suggested|suggests|projected|put it)"
    r"|(?P<report>reported|reports|report(?!\s(?:said|says|show|found|on|in|by|from|of|that|to)\b)|learned|quoted|cited|revealed|disclosed|broadcast)"
    r"|(?P<crowd>expects?|sees?|believes?|thinks?|predicts?|fear|confirmed|estimates?|forecasts?|agree|describe|caution)"
    r"|(?P<that>added|claimed|claims|acknowledged|announced|found|showed|shows?|promised|indicated|conclude|maintained|maintains)"
    r"|(?P<quoting>called|described|dismissed|praised|rejected|urged|vowed|pledged|asked|joked|threatened|hailed"
    r"|denounced|branded))(?![\w-])"
)
_BETWEEN = re.compile(
    r"(?:\s(?:has|have|had|also|later|then|first|earlier|already|again|now|further|since|once|still|both|all|never|did"
    r"|may|might|however|meanwhile|today|yesterday|(?!daily\b|weekly\b|monthly\b)[a-z]+ly|(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))+$"
)
_FINANCIAL = re.compile(
    r"\s(?:an?\s|its\s|the\s)?(?:(?!that\b)[\w.%$€£-]+\s){0,4}?(?:earnings|profits?|loss(?:es)?|revenues?|sales|results"
    r"|income|deliveries|dividends?|turnover)\b"
)
_AS_A_FIRM = re.compile(
    r"\s(?:(?:on\s)?\w+day\s)?(?:in|through|via)\s(?:an?|its)\s(?:[\w-]+\s){0,3}?"
    r"(?:filing|disclosure|prospectus|annual report)\b"
    r"|\s(?:that\s)?its\b|\sit\s(?:has|had|plans|planned|expects|expected|aims|intends)\b"
)
_OWN_NEWS = re.compile(
    r"\s(?:that\s)?(?:it|its|their)\b|\san?\b|\s(?:that\s)?(?:\w+\s){0,2}(?:output|production|sales|profits?|orders|shipments|deliveries|earnings|revenues?)\b"
)
_THAT = re.compile(r"\s(?:\w+\s){0,3}?that\b|:\s")
_SAYING = re.compile(r",\s(?:saying|arguing|warning|adding|noting|stressing)\b")
_ORDER = re.compile(
    r"\s(?:(?:its|their|all|the|local|both|some)\s)?[a-z]+\s(?:and\s[a-z]+\s)?to\s[a-z]"
)  # told firms to keep records
_GREETING = re.compile(r"\s(?:goodbye|farewell|hello|thanks?|thank you|grace|prayers?|amen|cheese)\b")
_QUOTE = re.compile(r"[\"“”]")
_ITSELF = re.compile(r"\s(?:that\s)?(?:it|its|their)\b")
_FORWARD = re.compile(
    r"\b(?:(?P<by>(?:reported|published|quoted|cited|carried|seen|reviewed|obtained|interviewed|aired|broadcast|polled|surveyed)\s"
    r"(?:(?:earlier|first|on\s\w+day)\s)?by\s)"
    r"|(?P<to>(?:told|tells|telling|[Ss]peaking to|spoke to|speaks to|(?:statement|put it|confirmed|said) to"
    r"|interview (?:with|to|on|for|in|published by|aired by)|appear(?:ed|ing|ance) on|writing (?:in|for)"
    r"|(?:report|article|op-ed|story|column|essay) (?:in|by|from|for)|wrote in)\s)"
    r"|(?P<on>on\s)(?=[A-Z])(?!\w+day\b|[A-Z]\w+\.?\s\d)"
    r"|(?P<relied>(?:[Aa]ccording to|[Cc]iting|[Qq]uoting|[Aa]ttributed to|[Cc]ited)\s)"
    r"|(?P<inputs>(?:[Ii]nputs?|[Rr]eporting|[Cc]ontributions?|[Ff]iles) (?:from|by)\s)"
    r"|(?P<data>(?:[Dd]ata|[Ff]igures|[Ss]tatistics|[Nn]umbers|[Ee]stimates)\s(?:(?:released|published|compiled|issued"
    r"|provided)\s)?(?:from|by)\s)"
    r"|as\s(?=an?\s\w+\sput\sit))"
    r"|(?P<inverted>,?[\"”’]{1,2}\s(?:said|says|wrote|added|argued|warned|asked|told|writes|explained|noted|recalled)\s"
    r"|,\s(?:said|says|wrote|argued|warned|writes|warns)\s)"
)
_SPEAKER_BEHIND = re.compile(  # ", said Kim Lee, who ...", not ", said Kim Lee was ..."
    r"(?:(?:Dr|Mrs?|Ms|Prof|Sen|Rep|Gov|Gen|St|[A-Z])\.\s?)*(?:(?!(?:was|is|were|are|had|has|have|would|will|could|should|did|does|may|might|can|must|that|it|they)\b)(?:[^,.;:]|(?<=\s[A-Z])\.)){3,90}"
    r"(?:[,.;:]|$)"
)
_AS_SAYING = Cued(r"\s(?:was|were|is|are|been)\s(?:quoted|cited|reported)\s(?:[^,.]{1,60}\s)?as\ssaying\b")
_HAS_SAID = re.compile(r"\b(?:said|says|told|wrote|called|argued|warned|added|insisted|asked|described|explained)\b")
_EXPERT = re.compile(
    r"\b(?i:analysts?|experts?|economists?|observers|critics|strategists?|forecasters|sources?|officials?|diplomats?)\b"
)


def english_sources(sentence: str, before: str, reader: Reader) -> Iterator[Named]:
    """The sources of one sentence, in no order; `before` is the article up to it, for names it takes up again."""
    for found in _sources(masked(sentence), before, reader):
        yield replace(found, name=found.name.replace(COMMA, ","))


def _sources(sentence: str, before: str, reader: Reader) -> Iterator[Named]:
    lowered = sentence.lower()
    for verb in islice(_VERBS.finditer(sentence), _MOST):
        if not verb["be"] and not _is_inverted(sentence, verb):
            found = _agent(sentence, verb, before, reader)
            if found is not None and _fits(found := _by_verb(found, verb, sentence), verb, sentence):
                yield found
    for quoted in _AS_SAYING.all_in(sentence, lowered):
        if found := reader.at_end(sentence[: quoted.start()], before):
            yield found
    for cue in islice(_FORWARD.finditer(sentence), _MOST):
        if cue["on"]:
            found = reader.known_ahead(sentence, cue.end()) if _HAS_SAID.search(sentence) else None
        else:
            found = reader.at_start(sentence, cue.end(), before)
        if found is not None and _is_pointed_at(found, cue, sentence):
            is_asking = cue["to"] and not found.is_sure  # "in an interview with NewsNation"
            yield replace(found, kind="reporting source") if is_asking else found


def _is_inverted(sentence: str, verb: re.Match[str]) -> bool:
    """Whether the speaker stands behind the verb: "..., said Kim Lee."."""
    before = sentence[: verb.start()].rstrip()
    if verb[0].endswith(("told", "tells")):  # whoever follows is told
        return False
    is_after_speech = before.endswith(('"', "”")) or (before.endswith(",") and not verb["quoting"])
    return (
        is_after_speech
        and re.match(r"\s(?:the\s|an?\s)?[A-Z]", sentence[verb.end() :]) is not None
        and (_SPEAKER_BEHIND.match(sentence, verb.end() + 1) is not None)
    )


def _agent(sentence: str, verb: re.Match[str], before: str, reader: Reader) -> Named | None:
    """Who stands before a verb, an apposition or relative clause between commas left out."""
    left = sentence[max(0, verb.start() - _LONGEST) : verb.start()].rstrip()
    left = _BETWEEN.sub("", left).rstrip()
    if left.endswith(" and"):  # "The minister met executives and told them"
        return reader.at_start(sentence, 0, before)
    if not left.endswith(","):
        return reader.at_end(left, before)
    comma = len(left) - 1
    inner = left[left.rfind(",", 0, comma) + 1 : comma].strip()
    if found := reader.apposed(inner):
        return found
    for _ in range(3):
        comma = left.rfind(",", 0, comma)
        if comma < 0 or _QUOTE.search(left, comma):
            return None
        if found := reader.at_end(left[:comma], before, behind=inner):
            return found
    return None


def _by_verb(found: Named, verb: re.Match[str], sentence: str) -> Named:
    """Names that may be anybody's by what they do: outlets report what happened, firms file and speak of themselves."""
    rest = sentence[verb.end() :]
    if found.is_bare and verb["say"] and _AS_A_FIRM.match(rest):
        return replace(found, kind="quoted body")
    is_open = found.is_bare or (found.kind == "quoted body" and not found.is_sure)
    if is_open and verb["report"] in ("reported", "reports"):
        return found if _OWN_NEWS.match(rest) else replace(found, kind="reporting source")
    return found


def _fits(found: Named, verb: re.Match[str], sentence: str) -> bool:
    """Whether a verb with this agent tells what somebody says."""
    rest = sentence[verb.end() :]
    is_telling = bool(_THAT.match(rest) or _QUOTE.search(rest) or _SAYING.search(rest))
    if found.is_document:
        return verb["quoting"] is None or is_telling
    if verb["say"]:
        if _GREETING.match(rest) or (verb["say"] == "told" and _ORDER.match(rest) and not is_telling):
            return False
        is_own_news = found.kind == "reporting source" and _ITSELF.match(rest)
        return not is_own_news and (
            found.is_sure or verb["say"] not in ("suggested", "suggests", "concluded", "put it")
        )
    if verb["report"]:
        if _FINANCIAL.match(rest) and not is_telling:
            return False
        return found.kind in ("reporting source", "unnamed") or bool(_THAT.match(rest))
    if verb["crowd"]:
        if found.kind == "quoted body":
            return found.is_sure and verb["crowd"] in ("forecast", "forecasts", "estimates", "predicts")
        return found.kind == "unnamed" and bool(_EXPERT.search(found.name))
    if verb["that"] and found.kind == "unnamed" and verb["that"] in ("showed", "shows", "show"):
        return True
    if verb["quoting"] or verb["that"] in ("added", "claimed", "claims"):
        return bool(_QUOTE.search(rest) or _SAYING.search(rest)) or (verb["quoting"] is None and is_telling)
    return bool(_THAT.match(rest))


def _is_pointed_at(found: Named, cue: re.Match[str], sentence: str) -> bool:
    """Whether a phrase makes a source of what follows it."""
    is_outlet = found.kind == "reporting source"
    if cue["inverted"] and cue[0].startswith(",") and not _SPEAKER_BEHIND.match(sentence, cue.end()):
        return False
    if cue["on"]:
        return is_outlet
    if cue["by"]:
        return is_outlet or (found.kind == "unnamed" and "media" in found.name)
    if cue["to"] and not found.is_sure and "interview" in cue[0]:
        return True
    if cue["to"] or cue["inputs"]:
        return is_outlet
    if cue["data"]:
        return is_outlet or found.kind == "quoted body"
    return True
