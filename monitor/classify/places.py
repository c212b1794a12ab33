"""Which countries and blocs an article names, how often, and the two it is about. Pure; the words are in places.toml.

A place counts once for each mention, by whatever word: its name, its people, its capital, its government's houses.
Not counted: a dateline, an amount of money (US$5), and what the traps of places.toml hide. How much a place is named
is its weight: three for a mention in the headline, two in the lead, one in the body, of which the second counts
half, the third a third; by a city that is no capital, half of that. It is *prominent* from `PROMINENT` on: headline or
lead name it, or the body four times.

The pair an article is about are its two weightiest prominent places, in order of their codes: countries, or blocs
that act as one side, but never a bloc and its own member.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from monitor.classify.gazetteer import Gazetteer, Word, load_gazetteer
from monitor.match import lead_end
from monitor.match.korean import ENDINGS
from monitor.match.reading import reading_of
from monitor.model import PlaceCount, Places, Span, Zone

PROMINENT = 2.0
_ZONE_WEIGHT = {Zone.HEADLINE: 3.0, Zone.LEAD: 2.0, Zone.BODY: 1.0}
_CITY = 0.5  # what a mention by a city weighs, against 1: a port may be named where the country does nothing

_HANGUL = re.compile("[가-힣]")
_HAN = re.compile("[\u4e00-\u9fff]+")
_CLOSING = frozenset("'\"’”)]」』》>")
_VERB = re.compile("하|했|한|할|함|합|해|되|된|될|됐|돼|됨|시")  # endings that make a verb: 인도했다 is "delivered"
_PARTICLE = re.compile("[은는이가을를에도의와과로]$")
_BEFORE = re.compile(r"([^\W\d_a-z][\w'’.-]*) $")
_SURNAME = re.compile(r" ([^\W\d_a-z][^\W\d_]*[^\W\d_A-Z]+)")
_POSSESSIVE = re.compile(r"['’]s$|s['’]$")
_DURING = re.compile(r"\s*(?:$|[.,)\]'\"’”…]|인|이|에|에도|으로|\n)")  # what follows 中 where it says "during"
_A_DAY = re.compile(r"\s*(?:평균|[\d,.]+\s*[만천백억]*\s*(?:배럴|톤|t\b|대|원|달러|건|명|개|TEU))")  # 日 10만 배럴
_DATELINE = re.compile(
    r"\s*(?:[\(\[【][^=\n\)\]】]{1,20}=[^\n\)\]】]{1,30}[\)\]】]"  # (서울=연합뉴스)
    r"|(?:[A-Z]{4,}|[A-Z]{2,}[ .][A-Z]{3,})[A-Za-z0-9 .,'’/&-]{0,50}?(?:\([A-Za-z ]{2,30}\) ?)?(?:—|–|--|-) )"
)

_HEADLINE, _LEAD = Zone.HEADLINE, Zone.LEAD
_BY_PLACE = attrgetter("key")


class _Mention(NamedTuple):
    span: Span
    word: Word

    @property
    def key(self) -> tuple[bool, int, int]:
        return self.span.zone is not _HEADLINE, self.span.start, self.span.end


def find_places(title: str, text: str) -> Places:
    """The places an article names, the weightiest first, and its pair. Offsets as in `monitor.match`."""
    gazetteer = load_gazetteer()
    held = gazetteer.matcher.held(reading_of(title, text))
    found: list[_Mention] = []
    contexts: set[str] = set()
    for name in held:
        word = gazetteer.words.get(name)
        if word is None:
            contexts.add(name)
            continue
        found += [
            _Mention(span, word)
            for span in held.spans(name)
            if _is_written(gazetteer, word, span, text if span.zone is not _HEADLINE else title)
        ]
    kept = _longest(found)
    kept += [one for one in _hanja(gazetteer, title, text) if not any(_overlap(one, other) for other in kept)]
    dateline = _DATELINE.match(text)
    start = dateline.end() if dateline else 0
    kept = [one for one in kept if one.span.zone is _HEADLINE or one.span.start >= start]
    if not kept:
        return Places(counts=(), pair=None)
    return _counted(gazetteer, _certain(gazetteer, kept, contexts, title, text))


def _is_written(gazetteer: Gazetteer, word: Word, span: Span, source: str) -> bool:
    """Whether a stretch found by the matcher, which folds case, is written as the word is."""
    found = source[span.start : span.end]
    if source[span.end : span.end + 1] == "$":  # US$5
        return False
    if not _HANGUL.match(word.written):
        if found.startswith(word.written):
            return True
        signs = zip(filter(str.isalnum, word.written), filter(str.isalnum, found), strict=False)
        return not any(sign.isupper() and other.islower() for sign, other in signs)
    before = source[span.start - 1 : span.start] if span.start else ""
    is_closed = before in _CLOSING and not source[max(0, span.start - 2) : span.start - 1].isspace() and span.start > 1
    if is_closed or (before.isalnum() and before != "ㆍ"):  # '관세'이란 is "what is called a tariff", not Iran
        return False
    if word.is_joint:
        is_written_alike = "·" not in word.written or not all(map(_HANGUL.match, found))
        return is_written_alike and not any(map(str.isspace, found))
    ending = found[len(word.written) :]
    return _may_follow(gazetteer, ending) if word.is_open else not _VERB.match(ending)


def _may_follow(gazetteer: Gazetteer, rest: str) -> bool:
    """Whether what is written onto a country's name leaves it one: a particle, or a noun such as 정부 and then one."""
    if rest in ENDINGS or not rest:
        return not _VERB.match(rest)
    return any(
        rest[:cut] in gazetteer.after and (cut == len(rest) or rest[cut:] in ENDINGS) for cut in range(1, len(rest) + 1)
    )


def _longest(found: Sequence[_Mention]) -> list[_Mention]:
    """Of mentions that overlap, the longest, in reading order."""
    kept: list[_Mention] = []
    crowds: list[list[_Mention]] = []  # each from one mention to the next that overlaps none before it
    reach = False, 0
    for one in sorted(found, key=_BY_PLACE):
        in_text, start, end = one.key
        if crowds and (in_text, start) < reach:
            crowds[-1].append(one)
        else:
            crowds.append([one])
        reach = max(reach, (in_text, end))
    for crowd in crowds:
        if len(crowd) > 1:
            crowd.sort(key=lambda one: (_rank(one), found.index(one)))
        first = len(kept)
        for one in crowd:
            if not any(_overlap(one, other) for other in kept[first:]):
                kept.append(one)
    return sorted(kept, key=_BY_PLACE)


def _rank(one: _Mention) -> tuple[int, bool, int]:
    """The longest first; of equals a trap, then the longer word: 북한산 before 북한 with an ending."""
    return one.span.start - one.span.end, bool(one.word.codes), -len(one.word.written)


def _overlap(one: _Mention, other: _Mention) -> bool:
    return one.key[0] is other.key[0] and one.span.start < other.span.end and other.span.start < one.span.end


def _hanja(gazetteer: Gazetteer, title: str, text: str) -> Iterator[_Mention]:
    """The single characters by which Korean headlines name countries: 美·中, 韓美日, 對中."""
    lead = lead_end(text)
    for source in (title, text):
        if source.isascii() or not _HANGUL.search(source):
            continue
        for run in _HAN.finditer(source):
            if _names_countries(gazetteer, run.group(), source, run.start(), run.end()):
                for at, sign in enumerate(run.group(), run.start()):
                    if sign in gazetteer.hanja:
                        zone = Zone.HEADLINE if source is title else Zone.LEAD if at < lead else Zone.BODY
                        span = Span(zone=zone, start=at, end=at + 1)
                        yield _Mention(span, Word(sign, (gazetteer.hanja[sign],)))


def _names_countries(gazetteer: Gazetteer, run: str, source: str, start: int, end: int) -> bool:
    if not all(sign in gazetteer.hanja or sign in gazetteer.before_hanja for sign in run):
        return False
    if len(run) > 1:
        return True
    before = source[:start]
    if before[-1:].isalnum():  # 회의中 (during), 5日 (day), 3만台 (pieces)
        return False
    if run == "日" and _A_DAY.match(source, end):
        return False
    if run == "中" and before[-1:] == " " and before[-2:-1].isalnum() and _DURING.match(source, end):
        return bool(_PARTICLE.search(before[:-1]))
    return True


def _certain(
    gazetteer: Gazetteer, mentions: Sequence[_Mention], contexts: set[str], title: str, text: str
) -> list[_Mention]:
    """The mentions that name places beyond doubt: no traps, no people, no other things of the same name."""
    bearers = {
        id(one): bearer
        for one in mentions
        if one.word.is_borne and (bearer := _bearer(gazetteer, one, mentions, title, text))
    }
    surnames = {
        one.word.written for one in mentions if id(one) in bearers and bearers[id(one)] not in gazetteer.before_town
    }
    surnames |= {name for one in mentions if one.word.is_person for name in one.word.written.split()}
    sure: list[_Mention] = []
    doubtful: list[_Mention] = []
    for one in mentions:
        if not one.word.codes or id(one) in bearers:
            continue
        is_name = one.word.is_borne and one.word.written in surnames
        is_open = is_name or (one.word.is_doubtful and _is_in_doubt(gazetteer, one.word.written, contexts))
        (doubtful if is_open else sure).append(one)
    supported = {code for one in sure for code in one.word.codes}
    sure += [one for one in doubtful if supported.issuperset(one.word.codes)]
    return sorted(sure, key=lambda one: one.key)


def _is_in_doubt(gazetteer: Gazetteer, written: str, contexts: set[str]) -> bool:
    if f"!{written}" in contexts:
        return False
    has_when = f"?{written}" in gazetteer.conditions
    return not has_when or f"?{written}" in contexts


def _bearer(gazetteer: Gazetteer, one: _Mention, mentions: Sequence[_Mention], title: str, text: str) -> str:
    """The capitalised word before a name, or after a first name, that makes it a person's or town's; "" if none."""
    in_title = one.span.zone is _HEADLINE
    if in_title and _is_title_case(title):
        return ""
    source = title if in_title else text
    after = _SURNAME.match(source, one.span.end) if one.word.written in gazetteer.given else None
    if after and after[1] not in gazetteer.after_place:
        starts = (other.span.start for other in mentions if other.key[0] is one.key[0])
        if after.start(1) not in starts:
            return after[1]
    before = _BEFORE.search(source, max(0, one.span.start - 40), one.span.start)
    if before is None or before.group(1).rstrip(".") in gazetteer.before_place:
        return ""
    word = before.group(1)
    is_initials = word.isupper() and len(word) > 1
    if is_initials or _POSSESSIVE.search(word) or word.endswith(("ing", "ed")):
        return ""
    end = one.span.start - 1
    is_place = any(
        other.word.codes and other.key[0] is one.key[0] and other.span.end in (end, end + 1) for other in mentions
    )
    return "" if is_place else word


def _is_title_case(title: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]{4,}", title) if word.isascii()]
    return bool(sum(word[0].isupper() for word in words) > 0.6 * len(words))


def _counted(gazetteer: Gazetteer, mentions: Sequence[_Mention]) -> Places:
    named: defaultdict[str, list[_Mention]] = defaultdict(list)
    for one in mentions:
        for code in one.word.codes:
            named[code].append(one)
    # Sorting is stable: of equals, the one named first.
    counts = sorted((_count(code, found) for code, found in named.items()), key=lambda one: -one.weight)
    return Places(counts=tuple(counts), pair=_pair(gazetteer, counts))


def _count(code: str, mentions: Sequence[_Mention]) -> PlaceCount:
    spans = [one.span for one in mentions]
    weights = (_ZONE_WEIGHT[one.span.zone] * (_CITY if one.word.is_city else 1) for one in mentions)
    weight = round(sum(weight / rank for rank, weight in enumerate(weights, start=1)), 4)
    return PlaceCount(
        place=code,
        mention_count=len(spans),
        headline_count=sum(span.zone is _HEADLINE for span in spans),
        lead_count=sum(span.zone is _LEAD for span in spans),
        weight=weight,
        is_prominent=weight >= PROMINENT,
        spans=tuple(spans),
    )


def _pair(gazetteer: Gazetteer, counts: Sequence[PlaceCount]) -> tuple[str, str] | None:
    sides = [one.place for one in counts if one.is_prominent and one.place in gazetteer.parties]
    for second in range(1, len(sides)):
        for first in range(second):
            one, other = sides[first], sides[second]
            if (one, other) not in gazetteer.bonds and (other, one) not in gazetteer.bonds:
                return (one, other) if one < other else (other, one)
    return None
