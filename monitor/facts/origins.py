"""Whom an article names as its sources: outlets and agencies, quoted bodies, speakers, the unnamed. Pure.

They are read from datelines, credit lines, bylines and what the page says of its source, and from sentences that
say who says or reports what (english_sources.py, korean_sources.py). The article's own outlet is none of them.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from monitor.facts.attribution import Kind, Named
from monitor.facts.cues import Cued, Cues
from monitor.facts.directory import Directory
from monitor.facts.english_names import Reader
from monitor.facts.english_sources import AS_SAYING, english_sources
from monitor.facts.english_words import words_of
from monitor.facts.korean_sources import korean_sources
from monitor.facts.text import Sentence, Sentences
from monitor.model import Origin, Zone

_KOREAN_DATELINE = re.compile(
    r"[\[(【<]\s*(?!사진|영상|그래픽|자료|이미지|출처|제공)[^\])】>=]{1,30}=\s*(?P<name>[^\])】>=]{2,20}?)\s*[\])】>]"
)
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.,' /-]{2,40}(?:[,.]? [A-Z][A-Za-z]{2,8}\.? \d{1,2})?,?\s)?"
    r"(?:[A-Z][\w.' /-]{2,30},\s)?(?:[A-Z][a-z]{2,8}\.? \d{1,2},?\s)?"
    r"[(（](?P<name>[A-Za-z가-힣][^()（）]{1,40})[)）](?P<sign>\.?\s*(?:-+|–|—|:|=)|(?=\s[A-Z]))"
)
_COPYRIGHT = Cued(
    r"(?:(?:[Cc]opyright|저작권자)\s*(?:[©ⓒ]|\([cC]\))?|[©ⓒ])\s*(?:\d{4}\s*)?(?:by\s)?"
    r"(?P<name>[^\W\d_][^.,<>()\[\]|]{1,40})"
)
_SIGN = re.compile(
    r"[\W_]*(?:(?:[Ss]ource|(?:기사\s?)?(?:제공|출처|자료))\s*[:=]\s*)?(?P<name>[^\W\d_][\w .&'’-]{1,40}?)"
    r"(?:\s제공)?[\W_]*"
)
_BYLINE = re.compile(
    r"(?:[Bb]y|BY)\s[^.]{3,60}?,\s(?P<name>[A-Z][\w ]{1,30})|[가-힣 ]{2,20}\s기자\s?[/=|]\s?(?P<korean>\S{2,12})"
)
_PICTURE = Cued(r"(?i:photo|picture|image|illustration|graphic|video|file)\b|사진|그래픽|영상|일러스트|캡처|삽화")
_INPUTS = Cued(r"(?i:inputs? from|(?:additional )?reporting by|with files from|contribut)")
_HOUSE = re.compile(r"(?:News|Press|Wire|Agency|Times|Post|Herald|Service|통신|뉴스|신문|일보|경제|방송)")
_LONGEST_CREDIT, _LONGEST_SIGN, _LONGEST_CAPTION = 120, 60, 80  # characters
_AT_TOP = _AT_END = 3  # sentences among which datelines and bylines, and signs, are looked for
_MOST = 600  # sentences that are looked at: more are a list or a book
_REMEMBERED = 10_000  # characters before a sentence in which a name may have been given in full
_KOREAN = re.compile("[가-힣]")
_RANK: dict[Kind, int] = {"reprint": 0, "reporting source": 1, "quoted body": 2, "speaker": 3, "unnamed": 4}
_CUE = Cued(  # a sentence without one names no source
    r"sa(?:id|y)|told|wr(?:ote|it)|eport|ccord|argu|warn|found|estimat|show|[Cc]it(?:ed|ing)|[Qq]uot|learned|intervi"
    r"|call|expect|see|predict|caution|confirm|insist|suggest|add|note|expl|stress|urg|belie|think|forecas|project"
    r"|claim| put|[Ii]nputs|ata from|igures from|describ|vow|stated|announc|maintain|ask|fear"
    r"|recall|acknow|agree|spoke|Speaking|publish|seen by|review|obtain|polled|survey"
    r"|promis|reject|prais|dismiss|threat|conclu|conced|remark|comment|repl|reiterat|emphas|indicat"
    r"|files from|complain|observ|declar|admit|, per |reckon|[\"“”]"
)
_KOREAN_CUE = Cued(
    r"따르면|의하면|인용|보도|취재|인터뷰|출연|밝|말|전[했한하]|답|했다|한다|며|면서|[”\"]|고 |종합|기고|에서"
    r"|내다|[봤본]다|결과|보면|내[놨놓]|냈다|표했|잡았"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What is known of an article's coming besides its sentences."""

    outlet: str = ""
    authors: tuple[str, ...] = ()
    syndicated_from: str | None = None  # by dateline, trailer or head of its page, or <source> of its feed
    canonical_outlet: str | None = None  # host that its page names as the article's home


def find_origins(article: Sentences, published: Published, directory: Directory) -> tuple[Origin, ...]:
    """The origins of an article, each once, in reading order; of several kinds the strongest counts.

    A reprint that only the page's head, feed or byline tells of stands with the article's first sentence.
    """
    found: dict[str, tuple[Sentence, Named]] = {}
    for sentence, named in _all(article, published, directory):
        if _is_own(named, published.outlet, directory):
            continue
        at = _key(named, found, directory)
        known = found.get(at)
        if known is None or _RANK[named.kind] < _RANK[known[1].kind]:
            found[at] = sentence, named
    return tuple(
        Origin(name=one.name, kind=one.kind, sentence=article.with_quotation(sentence))
        for sentence, one in found.values()
    )


def _is_own(named: Named, outlet: str, directory: Directory) -> bool:
    return named.kind in ("reprint", "reporting source") and bool(outlet) and directory.is_same(named.name, outlet)


def _key(named: Named, found: dict[str, tuple[Sentence, Named]], directory: Directory) -> str:
    """One key for all names of one speaker: by id where it is known, else by a name that holds the other's words."""
    if named.kind != "speaker":
        return named.name.casefold().removeprefix("the ")
    person = directory.officials.person(named.name)
    if person is None:
        for at, (_, other) in found.items():  # Kanon, and Bra Kanon, of Denis Bra Kanon
            if other.kind == "speaker" and f" {other.name} ".find(f" {named.name} ") >= 0:
                return at
    return f"person {person or named.name}"


def _all(article: Sentences, published: Published, directory: Directory) -> Iterator[tuple[Sentence, Named]]:
    body = [one for one in article if one.span.zone is not Zone.HEADLINE] or list(article)
    if not body:
        return
    for name in _of_page(published, directory):
        yield body[0], Named(name, "reprint")
    reader = Reader(directory, article.text)
    for nth, sentence in enumerate(body[:_MOST]):
        words, may_hold = sentence.words, _cues().may_be_in(sentence.pieces)
        if _PICTURE in may_hold and _is_picture(words):
            continue
        if credit := _credit(words, may_hold, nth, len(body), directory):
            yield sentence, credit
        is_korean = not words.isascii() and _KOREAN.search(words) is not None
        cue = _KOREAN_CUE if is_korean else _CUE
        if cue not in may_hold:
            continue
        start = sentence.span.start
        before = article.text[max(0, start - _REMEMBERED) : start]
        if is_korean:
            named = tuple(korean_sources(words, before, directory))
        else:
            named = tuple(english_sources(words, before, reader, may_hold))
        if named and cue.find.search(words):  # few sentences get as far
            yield from ((sentence, one) for one in named)


@cache
def _cues() -> Cues[Cued]:
    return Cues([_CUE, _KOREAN_CUE, _PICTURE, _INPUTS, _COPYRIGHT, words_of().verbs, AS_SAYING])


# --- reprints ------------------------------------------------------------------------------------------------------


def _of_page(published: Published, directory: Directory) -> Iterator[str]:
    """Whose text it is by the page's head, the feed or the byline."""
    for name in filter(None, (published.syndicated_from, published.canonical_outlet)):
        host = name.removeprefix("www.")
        while (known := directory.named(host)) is None and "." in host:  # en.yna.co.kr is yna.co.kr's
            host = host.partition(".")[2]
        yield known.name if known else name.removeprefix("www.")
    for name in published.authors:
        known = directory.named(name)
        if known is not None and known.group == "agency":
            yield known.name


def _credit(words: str, may_hold: Collection[Cued], nth: int, count: int, directory: Directory) -> Named | None:
    """A dateline at the top, a copyright line, a sign at the end, a byline with its house."""
    if nth < _AT_TOP and (found := _KOREAN_DATELINE.match(words) or _DATELINE.match(words)):
        name = found["name"].strip()
        is_signed = found.re is _KOREAN_DATELINE or found["sign"] or found.start("name") > 1
        known = directory.named(name) or directory.named(name.partition("-")[0])
        if known is not None:
            return None if known.group == "body" or not is_signed else Named(known.name, "reprint")
        return (
            Named(name, "reprint") if _HOUSE.search(name) and (found.re is _KOREAN_DATELINE or found["sign"]) else None
        )
    if len(words) > _LONGEST_CREDIT or (_INPUTS in may_hold and _INPUTS.find.search(words)):
        return None
    for found in _COPYRIGHT.find.finditer(words) if _COPYRIGHT in may_hold else ():
        return _signed(found["name"], directory)
    if nth < _AT_TOP and (found := _BYLINE.match(words)):
        return _signed(found["name"] or found["korean"], directory)
    if nth >= count - _AT_END and len(words) < _LONGEST_SIGN and (found := _SIGN.fullmatch(words)):
        known = directory.named(found["name"])
        return Named(known.name, "reprint") if known and known.group != "body" else None
    return None


def _signed(name: str, directory: Directory) -> Named | None:
    """The known agency or outlet that a credit begins with."""
    name = name.strip()
    found = directory.at_start(name)
    if found is None or found[1].group == "body" or re.match(r"\s[a-z]", name[found[0] :]):
        return None
    return Named(found[1].name, "reprint")


def _is_picture(words: str) -> bool:
    """Whether it is the credit of a picture, which is nobody's text."""
    is_sentence = words.rstrip().endswith((".", "다"))
    return len(words) < _LONGEST_CAPTION and not is_sentence and _PICTURE.find.search(words) is not None
