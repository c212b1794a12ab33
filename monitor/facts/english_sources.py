"""Whom an English sentence names as a source: who says, reports or is relied on. Pure.

A verb of saying, or a phrase such as "according to", points to words that end or begin with somebody
(english_names.py); what they point to otherwise is nobody. Verbs that may as well be acts count only before
"that" or a quotation.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from monitor.facts.attribution import Named
from monitor.facts.cues import Cued
from monitor.facts.directory import COMMA, masked
from monitor.facts.english_names import Reader
from monitor.facts.english_words import words_of

_MOST = 12  # verbs of saying in a sentence that are looked at
_LONGEST_PASSIVE = 24  # characters before a verb in which "was widely" is looked for
_LONGEST = 400  # characters before one in which its subject is looked for
_PASSIVE = re.compile(r"(?<![\w-])(?:am|is|are|was|were|be|been|being|gets?|got)\s(?:\w+ly\s|not\s|also\s)?$")
_NO_VERB = {  # what follows where one of these is no verb of saying
    "report": re.compile(r"\s(?:said|says|show|found|on|in|by|from|of|that|to)\b"),
    "put": re.compile(r"(?!\sit\b|\s(?:the|its|that)\s[^,.;]{0,40}\sat\s)"),
    "pointed": re.compile(r"(?!\sout\b)"),
    "points": re.compile(r"(?!\sout\b)"),
    "puts": re.compile(r"(?!\s(?:the|it|its|that)\s[^,.;]{0,40}\sat\s)"),
}
_ADVERBS = (
    "has|have|had|also|later|then|first|earlier|already|again|now|further|since|once|still|both|all|never|did|may|might"
    "|however|meanwhile"
)
_BETWEEN_ENDS = (*_ADVERBS.split("|"), "ly", "day")
_BETWEEN = re.compile(
    rf"(?:\s(?:{_ADVERBS}|today|yesterday|(?!daily\b|weekly\b|monthly\b)[a-z]+ly|(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))+$"
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
_AT_THE_END = re.compile(r"(?:\s(?:on\s)?\w+day)?\W*$")
_FROM_A_PLACE = re.compile(r"\s(?:on this story\s)?from\s[A-Z]")
_GREETING = re.compile(r"\s(?:goodbye|farewell|hello|thanks?|thank you|grace|prayers?|amen|cheese)\b")
_QUOTE = re.compile(r"[\"“”]")
_ITSELF = re.compile(r"\s(?:that\s)?(?:it|its|their)\b")
_FORWARD = re.compile(  # first a look at the letter that a phrase begins with, which most words do not
    r"(?<!\w)(?=[ACDEFINQRSabcdefinopqrstw])(?:"
    r"(?P<by>(?:as saying|reported|published|quoted|cited|carried|seen|reviewed"
    r"|obtained|interviewed|aired|broadcast|polled|surveyed)\s"
    r"(?:(?:earlier|first|on\s\w+day)\s)?by\s)"
    r"|(?P<to>(?:told|tells|telling|[Ss]peaking to|spoke to|speaks to|(?:statement|put it|confirmed|said) to"
    r"|interview (?:with|to|on|for|in|published by|aired by)|appear(?:ed|ing|ance) on|writing (?:in|for)"
    r"|(?:report|article|op-ed|story|column|essay) (?:in|by|from|for)|wrote in)\s)"
    r"|(?P<on>on\s)(?=[A-Z])(?!\w+day\b|[A-Z]\w+\.?\s\d)"
    r"|(?P<relied>(?:[Aa]ccording to|(?<=,\s)per(?=\s[A-Z][a-z])|[Cc]iting|[Qq]uoting|[Aa]ttributed to|[Cc]ited)\s)"
    r"|(?P<inputs>(?:[Ii]nputs?|[Rr]eporting|[Cc]ontributions?|[Ff]iles) (?:from|by)\s)"
    r"|(?P<data>(?:[Dd]ata|[Ff]igures|[Ss]tatistics|[Nn]umbers|[Ee]stimates)\s(?:(?:released|published|compiled|issued"
    r"|provided)\s)?(?:from|by)\s)"
    r"|as\s(?=an?\s\w+\sput\sit))"
    r"|(?P<inverted>,?[\"”’]{1,2}\s(?:said|says|wrote|added|argued|warned|asked|told|writes|explained|noted|recalled"
    r"|countered|retorted|responded|lamented|complained|observed|declared|admitted|quipped|joked|remarked|concluded|replied|insisted"
    r"|predicted|cautioned|stressed|notes|adds|recalls|explains|continued)\s"
    r"|,\s(?:said|says|wrote|argued|warned|writes|warns)\s)"
)
_SPEAKER_BEHIND = re.compile(  # ", said Kim Lee, who ...", not ", said Kim Lee was ..."
    r"(?:(?:Dr|Mrs?|Ms|Prof|Sen|Rep|Gov|Gen|St|[A-Z])\.\s?)*(?:(?!(?:was|is|were|are|had|has|have|would|will|could|should|did|does|may|might|can|must|that|it|they)\b)(?:[^,.;:]|(?<=\s[A-Z])\.)){3,90}"
    r"(?:[,.;:]|$)"
)
AS_SAYING = Cued(r"\s(?:was|were|is|are|been)\s(?:quoted|cited|reported)\s(?:[^,.]{1,60}\s)?as\ssaying\b")
_HAS_SAID = re.compile(r"\b(?:said|says|told|wrote|called|argued|warned|added|insisted|asked|described|explained)\b")
_EXPERT = re.compile(
    r"\b(?i:analysts?|experts?|economists?|observers|critics|strategists?|forecasters|sources?|officials?|diplomats?)\b"
)


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb of saying at characters [start, end); `kind` is its table in origins.toml."""

    word: str
    kind: str
    start: int
    end: int


def english_sources(sentence: str, before: str, reader: Reader, may_hold: Collection[Cued]) -> Iterator[Named]:
    """The sources of one sentence, in no order; `before` is the article up to it, for names it takes up again, and
    `may_hold` those of the verbs and `AS_SAYING` whose cues it holds."""
    for found in _sources(masked(sentence), before, reader, may_hold):
        yield replace(found, name=found.name.replace(COMMA, ","))


def _sources(sentence: str, before: str, reader: Reader, may_hold: Collection[Cued]) -> Iterator[Named]:
    for verb in _verbs(sentence) if words_of().verbs in may_hold else ():
        if not _is_inverted(sentence, verb):
            found = _agent(sentence, verb.start, before, reader)
            if found is not None and _fits(found := _by_verb(found, verb, sentence), verb, sentence):
                yield found
    for quoted in AS_SAYING.find.finditer(sentence) if AS_SAYING in may_hold else ():
        if found := _agent(sentence, quoted.start(), before, reader):
            yield found
    for cue in islice(_FORWARD.finditer(sentence), _MOST):
        if cue["on"]:
            found = reader.known_ahead(sentence, cue.end()) if _HAS_SAID.search(sentence) else None
        else:
            found = reader.at_start(sentence, cue.end(), before)
        if found is not None and _is_pointed_at(found, cue, sentence):
            is_asking = (cue["to"] or cue["by"]) and not found.is_sure  # "in an interview with NewsNation"
            yield replace(found, kind="reporting source") if is_asking else found


def _verbs(sentence: str) -> Iterator[_Verb]:
    """The verbs of saying in the active voice."""
    for found in islice(words_of().verbs.find.finditer(sentence), _MOST):
        start, end, word = found.start(), found.end(), found[0]
        if word in _NO_VERB and _NO_VERB[word].match(sentence, end):
            continue
        if not _PASSIVE.search(sentence[max(0, start - _LONGEST_PASSIVE) : start]):
            yield _Verb(word, words_of().verb_kinds[word], start, end)


def _is_inverted(sentence: str, verb: _Verb) -> bool:
    """Whether the speaker stands behind the verb: "..., said Kim Lee."."""
    before = sentence[: verb.start].rstrip()
    if verb.word in ("told", "tells"):  # whoever follows is told
        return False
    is_after_speech = before.endswith(('"', "”")) or (before.endswith(",") and verb.kind != "quoting")
    return (
        is_after_speech
        and re.match(r"\s(?:the\s|an?\s)?[A-Z]", sentence[verb.end :]) is not None
        and (_SPEAKER_BEHIND.match(sentence, verb.end + 1) is not None)
    )


def _agent(sentence: str, start: int, before: str, reader: Reader) -> Named | None:
    """Who stands before the verb at `start`, an apposition or relative clause between commas left out."""
    left = sentence[max(0, start - _LONGEST) : start].rstrip()
    left = _BETWEEN.sub("", left).rstrip() if left.endswith(_BETWEEN_ENDS) else left
    if left.endswith(" and"):  # "The minister met executives and told them"
        return reader.at_start(sentence, 0, before)
    if not left.endswith(","):
        return reader.at_end(left, before)
    comma = len(left) - 1
    inner = left[left.rfind(",", 0, comma) + 1 : comma].strip()
    if found := reader.apposed(inner):
        return found
    for _ in range(3):
        end, comma = comma, left.rfind(",", 0, comma)
        if comma < 0 or _QUOTE.search(left, comma):
            return None
        if found := reader.at_end(left[:comma], before, behind=left[comma + 1 : end].strip()):
            return found
    return None


def _by_verb(found: Named, verb: _Verb, sentence: str) -> Named:
    """Names that may be anybody's by what they do: outlets report what happened, firms file and speak of themselves."""
    rest = sentence[verb.end :]
    if found.is_bare and verb.kind == "say" and _AS_A_FIRM.match(rest):
        return replace(found, kind="quoted body")
    is_open = found.is_bare or (found.kind == "quoted body" and not found.is_sure)
    if is_open and verb.word in ("reported", "reports"):
        return found if _OWN_NEWS.match(rest) else replace(found, kind="reporting source")
    return found


def _fits(found: Named, verb: _Verb, sentence: str) -> bool:
    """Whether a verb with this agent tells what somebody says."""
    rest = sentence[verb.end :]
    is_telling = bool(_THAT.match(rest) or _QUOTE.search(rest) or _SAYING.search(rest))
    if found.is_document:
        return verb.kind != "quoting" or is_telling
    if verb.kind == "say":
        if _GREETING.match(rest) or (verb.word == "told" and _ORDER.match(rest) and not is_telling):
            return False
        is_own_news = found.kind == "reporting source" and verb.word != "put" and _ITSELF.match(rest)
        return not is_own_news and (found.is_sure or verb.word not in ("suggested", "suggests", "put"))
    if verb.kind == "report":
        if verb.word == "reported" and found.kind != "unnamed" and not found.is_known and _FROM_A_PLACE.match(rest):
            return False  # Russo reported from New York
        if _FINANCIAL.match(rest) and not is_telling:
            return False
        is_behind_comma = "," in sentence[: verb.start] and _AT_THE_END.match(rest) is not None
        return found.kind in ("reporting source", "unnamed") or is_behind_comma or bool(_THAT.match(rest))
    if verb.kind == "crowd":
        if verb.word == "confirmed" and _THAT.match(rest):
            return True
        if found.kind == "quoted body":
            return found.is_sure and verb.word in ("forecast", "forecasts", "estimates", "predicts")
        return found.kind == "unnamed" and bool(_EXPERT.search(found.name))
    if found.kind == "unnamed" and verb.word in ("showed", "shows", "show"):
        return True
    if verb.kind == "stance":
        return _SAYING.search(rest) is not None
    if verb.kind == "quoting" or verb.word in ("added", "claimed", "claims"):
        return bool(_QUOTE.search(rest) or _SAYING.search(rest)) or (verb.kind != "quoting" and is_telling)
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
    if not found.is_sure and ("interview" in cue[0] or "saying" in cue[0]):
        return True
    if cue["to"] or cue["inputs"]:
        return is_outlet
    if cue["data"]:
        return is_outlet or found.kind == "quoted body"
    return True
