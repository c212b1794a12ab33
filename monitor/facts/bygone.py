"""Whether a date that may lie ahead by its days is told as one of the past, or is none of an event. Pure."""

import re
from datetime import date

from monitor.facts.dates import Dated
from monitor.facts.tenses import clause_before, cues, first_told_ahead, has_past_verb, told_ahead

_SPRING, _SUMMER = 4, 9  # the last months that are early in a year, and in the middle of it
_FAR = 30  # days: of what is nearer, news seldom tells the past by a date whose year it leaves out
_WITH_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d")
_YEAR = re.compile(  # not the 2000 of an index
    r"(?<![\d.,$€£])((?:19|20)\d\d)(?:년|(?![\d,.∼~%-]|\s?(?:[가-힣]|points|dollars|people|cars|units|tonnes|tons)))"
)
_RELATIVE = re.compile(r"(?i:\b(?:next|this|coming|tomorrow|last)\b)|다음|내년|올해?|오는|내달|이달")
_SINCE = re.compile(r"\b[Ss]ince (?:\w+ )?$")
_WAS_THEN = re.compile(  # the violence of Jan. 6; Last meeting: April 8
    r"\b(?:violence|attacks?|events|riots?|massacre|siege|assault|storming|insurrection|shooting|coup|raid|"
    r"disaster|quake) (?:of|on) (?:\w+ )?$|\b[Ll]ast \w+: $|\bwould have (?:been|\w+(?:ed|en|one|ade)) (?:on |"
    r"in |by )?$"
)
_UNTIL = re.compile(r"(?i:\b(?:until|till)\b)[^,.;]*$")
_DOING = re.compile(r"\b(?:is|are) (?:\w+ly )?\w+ing\b")  # is raising its prices as of April 15
_HAD_NOT = re.compile(r"\b(?:did not|didn['’]t|(?:was|were|had)(?:n['’]t| not| no| never)|could not|couldn['’]t)\b")
_AS_OF = re.compile(r"\b[Aa]s of $")
_STARTED = re.compile(r"\b(?:[Ee]arlier(?: in)? |(?:beginning|start|first (?:days|weeks|months)) of )$")
_AT_START = re.compile(r"(?i:^(?:at |in |from |by )?(?:the )?(?:beginning|start) of )")
_PART = re.compile(r"(?i:\b(?:(early)|mid)\b)")
_WEEKDAY = re.compile("day$")
_ENDS = re.compile(r"[,.;]|$| and\b")
_HABIT = re.compile(
    r"\b(?:usually|typically|traditionally|normally|generally|annually|always|often|every|each)(?: \w+)? $"
)
_SPAN = re.compile(r"\b(?:over|in|during|for|throughout) the $")  # over the next year: no day of it is meant
_NEXT = re.compile(r"(?i:^next (?:day|week|month|quarter|year)$)")
_AMOUNT = re.compile(r" (?:and a half|or (?:so|two|more))\b")
_RANKED = re.compile(  # the second issue in two weeks
    r"\b(?:first|second|third|fourth|fifth|sixth|only|most|least|times?|once|twice|[a-z]{3,}est)\b[^.,;]{0,60}$"
)
_IN_COUNT = re.compile(r"(?i:^in (?:the next )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten) )")
_STATISTIC = re.compile(  # February data
    r" (?:data|figures|numbers|readings?|statistics|sales|exports|imports|shipments|output|inflation|payrolls?|"
    r"jobs|retail|industrial|consumer|core|trade (?:deficit|surplus|balance|data|figures))\b"
)
_OF_WHOSE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|this|that|\w+['’]s) (?:[a-z]+ )?$")
_THING = re.compile(r",? [a-z]")
_EVENT = re.compile(  # the April 9 deadline
    r",? (?:\w+ ){0,2}?(?:deadline|summit|meetings?|elections?|hearings?|votes?|talks|conference|opening|starts?|"
    r"launch|ballot|primary|primaries|sessions?|rounds?|visits?|reviews?|expiry|expiration|end|due|date|auction|tender|"
    r"delivery|referendum|trip|gathering|forum|strike|release|ceremony|inauguration|budget|cut-?off|window|trial|"
    r"event|fight|bout|race|debut|premiere|match(?:es)?|game|show|concert|march|rally|payment|redemption|holiday)\b"
    r"|,? (?:and|or|to|in|at|on|for|as|when|if|with|by|that|which|is|are|will|would)\b"
)
_AT_AN_EVENT = re.compile(
    r"\b(?:meeting|hearing|summit|session|conference|election|referendum|vote|forum) (?:on |in )?$"
)
_STRICTLY_AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|would|should|could|may|might|must|expir\w+|due|lapses?|ends|"
    r"is to|are to|to be|set to|scheduled|planned|expected|deadline|takes? effect|"
    r"until further|ending|beginning|starting|expects?|begins|starts|closes)\b|[을ㄹ]\s?(?:것|전망)|"
    r"예정"
)
_BY = re.compile(r"(?i:\b(?:by|until|till|through|before|from|starting|beginning) \S+(?: \S+){0,4}$)")
_LED_BY_PAST = re.compile(  # "joined in April 2023": not what was planned, agreed, said or ordered then for later
    r"\b(?!announc|agree|approv|propos|call|schedul|delay|extend|mov|sign|order|postpon|promis|pledg|offer|ask|urg|"
    r"confirm|plann|target|project|forecast|suspend|paus|commit|demand|request|need|vow|fix|push|grant|guarantee|"
    r"invit|expect|slat|issu|adjourn|shift|defer|indeed|hundred|impos|award|licens)"
    r"(?:[a-z]{2,}ed|became|rose|fell|grew|came|took|began|saw|spent|met|held|led|(?<!illion )won|lost|made|"
    r"went|ran|broke|hit)\b"
    r"(?:\s\S+){0,4}?\s$"
)
_PASSIVE = re.compile(r"\b(?:be|is|are|to|will|being|get|gets) \w+ed\b")
_OPENS = re.compile(r"\W*(?:But |And |Earlier |Then |Also )?\W*(?i:in |on )?$")
_ASIDE = re.compile(r", [^,]{1,40} (?:said|added|says|told [^,]{1,30}),")  # In 2027, she said, rates will fall
_IN_OR_ON = re.compile(r"(?i:^(?:in|on)\b)|(?i:\bon $|\bin $)")


def is_bygone(words: str, dated: Dated, today: date) -> bool:
    """Whether a date whose last day lies after `today` is past by what the sentence says of it, or no date of an event.

    The days may deceive: without its year a date is taken for the nearest, and an article that is brought up to date
    keeps the day on which it was first printed.
    """
    written, before, after = words[dated.start : dated.end], words[: dated.start], words[dated.end :]
    if _is_no_day(written, before, after, dated.precision) or _SINCE.search(before) or _WAS_THEN.search(before):
        return True
    if _UNTIL.search(before + written) and _told_of_the_past(words, dated, after):
        return True
    if _AS_OF.search(before) and first_told_ahead(after) is not True:
        return not (_tells_ahead(before[-40:]) or _DOING.search(before))
    if dated.starts_on is None:
        return False
    if dated.starts_on <= today and (_STARTED.search(before) or _is_early(written, dated, today)):
        return True
    far = (dated.starts_on - today).days > _FAR
    is_yearless = not _WITH_YEAR.search(written) and not _RELATIVE.search(written)
    if dated.precision == "day" and _OF_WHOSE.search(before) and _THING.match(after) and not _EVENT.match(after):
        clause = clause_before(words, dated.start)
        return far and is_yearless and not _tells_ahead(clause) and first_told_ahead(after) is not True
    if is_yearless and dated.precision in ("day", "month") and _is_of_a_year_gone(words, today):
        return not (_STRICTLY_AHEAD.search(before) or _STRICTLY_AHEAD.search(after))
    if not far or dated.precision not in ("day", "month", "year") or _BY.search(before + written):
        return False
    if _AT_AN_EVENT.search(before):
        return False
    if _IN_OR_ON.search(written) or _IN_OR_ON.search(before):
        if _OPENS.match(before):  # "On May 3, the court ruled"
            return first_told_ahead(_ASIDE.sub("", after)) is False
        clause = clause_before(words, dated.start)
        if _LED_BY_PAST.search(clause) and not _PASSIVE.search(clause) and told_ahead(clause) is not True:
            return True
    return is_yearless and has_past_verb(before) and not _tells_ahead(before) and not _tells_ahead(after)


def _is_no_day(written: str, before: str, after: str, precision: str) -> bool:
    """Whether the words give no day: a habit, a length of time, data of a month."""
    if _HABIT.search(before):
        return True
    if _NEXT.match(written) and (_AMOUNT.match(after) or _SPAN.search(before)):
        return True
    if _IN_COUNT.match(written) and _RANKED.search(before):
        return True
    if _WEEKDAY.search(written) and before.endswith((" a ", " A ")) and _ENDS.match(after):
        return True  # "on Dec. 18, a Wednesday and the day of the vote"
    return precision == "month" and _STATISTIC.match(after) is not None


def _told_of_the_past(words: str, dated: Dated, after: str) -> bool:
    """Whether what held until a date is told as over: "did not search the store until October"."""
    before = _UNTIL.sub("", clause_before(words, dated.start))
    return _HAD_NOT.search(before if before.strip() else after) is not None


def _is_early(written: str, dated: Dated, today: date) -> bool:
    """Whether the beginning or middle of a span that is under way is meant, and gone."""
    if _AT_START.match(written):
        return True
    part = _PART.search(written) if dated.precision == "year" else None
    return part is not None and today.month > (_SPRING if part[1] else _SUMMER)


def _is_of_a_year_gone(words: str, today: date) -> bool:
    """Whether a sentence names years, and none of them is to come or this one."""
    years = [int(one) for one in _YEAR.findall(words)]
    return bool(years) and max(years) < today.year


def _tells_ahead(words: str) -> bool:
    return cues()[0].search(words.lower()) is not None
