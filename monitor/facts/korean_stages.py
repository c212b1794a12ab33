"""How Korean tells the stage of an issue between two parties. Pure; the verbs are in stages.toml.

Particles tell who does it (는, 이), with whom (와), to whom (에, 을, 에 대한), and the verb stands last: a claim needs
the verb in a form that states (했다, 한, 하기로 했다), and a party as its subject, or two of them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from monitor.facts.cues import Cued, Cues
from monitor.facts.masked import ONE, PARTY, TWO, Masked
from monitor.facts.stage_words import Pair, Pattern, Said, Told, just_two, stage_data

_NAME = r"(?:\s[가-힣]{2,7}){0,2}?"
_OFFICE = (
    rf"(?:{_NAME}\s?(?:의\s)?(?:(?:통상|외교|재무|무역|산업|상무|경제|농업|에너지|국방|고위|실무)?\s?(?:정부|행정부|당국자|당국|장관|부처|수장|"
    r"차관|각료|협상단|대표단|대표|정상)|[가-힣]{0,6}(?:부총리|부통령|본부장|정책실장|안보실장|상무부장|외교부장|재생상|산업상|재무상|외무상|집행위원장|집행위원|대사|특사)|(?:외무|재무|경제산업|농림수산|방위|환경)성|(?:수산|관세|조달|산림)청|[가-힣]{1,5}부(?![가-힣]*업)|[가-힣]{2,8}(?:위원회|국무원|대표부|관세청)|대통령|총리|국가주석|주석|백악관|"
    r"양국|양측|측|두 나라|의회|국왕)들?(?=[은는이가도과와의·,\s]|에|$))?"
)
_ONE = rf"[{ONE}]{_OFFICE}"
_SUBJECT = re.compile(
    rf"({_ONE})(?P<as>은|는|이|가|도)(?=[\s,])"
    r"|(?:^|(?<=[\s\"“‘']))(?:(?:우리\s)?정부|우리\s(?:측|대표단|협상단|당국|통상당국))(?:은|는|이|가)\s"
)
_DEALING = r"(?=\s(?:\S+\s){0,6}?\S*(?:협상|협의|회담|논의|교섭|합의|협정|조약|각서|의정서|성명|공방|분쟁))"
_BOTH = re.compile(
    rf"{_ONE}(?:과\s?|와\s?|·|ㆍ|-|,\s?)?{_ONE}(?:은|는|이|가|의{_DEALING}|도|,)"
    rf"|[{TWO}]{_OFFICE}(?!산)(?!\s?(?:학생|기업|업체|선수|시민|노조|연구진|대학|교수|전문가|농민))"
)
_HELD_ABROAD = re.compile(rf"({PARTY}\s[가-힣]+의\s){PARTY}(?=\s)")  # 한국 조선사의 미국 자회사: whose it is, not where
_BOTH_AT_HEAD = re.compile(rf"^[^{PARTY[1:-1]}]{{0,8}}{_ONE}(?:과\s?|와\s?|·|ㆍ|-|,\s?)?{_ONE}\s")
_PARTNER = re.compile(rf"({_ONE})(?:과|와)(?:는|의)?\s")
_TOWARDS = re.compile(rf"[대對]{PARTY}|{PARTY}{_OFFICE}(?:에게|에\s대한|에\s대해|에|을\s상대로)(?=[\s,])")
_OBJECT = re.compile(rf"{PARTY}{_OFFICE}(?:을|를)(?=[\s,])")
_CLAUSE_OF = re.compile(rf"{_ONE}(?:이|가)(?=\s)")  # B가 올리면: whom A's threat meets
_VENUE = re.compile(rf"{PARTY}(?:\s?[가-힣]+)?에서(?:는)?(?=\s)")
_HEAD = re.compile(rf"^[^{ONE}]{{0,8}}(?:({_ONE})|정부(?=,| [\"“]))(?:,|…|\s[\"“‘'{ONE}{TWO}])")
_TAKEN_BACK = re.compile(
    r" 지 | 주(?:기|길|면|십)| 달라|다면|더라면|을|는지|겠|(?: 중이)?지 (?:않|못|말)| (?:적|바|사실|일)[이은]? 없|"
    r"다는 (?:\S+ )?(?:주장|관측|설)"
)
_TALKS = re.compile(r"협상|협의|교섭|회담|논의|법정 공방")
_TWO_AT_HEAD = re.compile(rf"\W{{0,3}}[{TWO}][에\s]")  # 中, 美에: names that stand for two
_ANOTHER_TOPIC = re.compile(r"(?:고|며|지만|으나|는데|나),?\s(?:\S+\s){0,6}?[가-힣A-Za-z]+(?:은|는)\s")
_MEASURE = re.compile(
    rf"(?:[대對]({PARTY})|({PARTY})(?:산\s\S+)?(?:산|에\s대한|산\s\S+에\s대한|에))\s?(?:\S+\s){{0,2}}?\S*관세"
)
_DISPUTE = re.compile("분쟁|사건|제소")
HOME = "KR"  # whose "정부" it is, where no other is named


def told_in_korean(sentence: Masked) -> Iterator[Told]:
    """The stages that a sentence tells of two parties."""
    for nth in _cues().among(sentence.words.split()):
        pattern = _patterns()[nth]
        if pattern.is_present and not sentence.is_headline:
            continue
        for found in pattern.cued.find.finditer(sentence.words):
            said = Said(sentence, found)
            pair = None if _TAKEN_BACK.match(said.after) else _WAYS[pattern.way](said, _VENUE.sub(" ", said.before))
            if pair is not None:
                yield Told(pattern.stage, pair, found.start(), (said.before, sentence.words))
                break


def _subject(said: Said, before: str, *, is_whole: bool = False) -> tuple[str, str] | None:
    """Whose act a verb is, with what stands between them; None where another one's is told last.

    The topic of the whole sentence goes before the subject of a clause in it: A는 B가 올리면 보복하겠다고 경고했다.
    """
    found = list(_SUBJECT.finditer(before))
    topics = [one for one in found if one["as"] in ("은", "는")] if is_whole else []
    last = (topics or found)[-1] if found else None
    if last is None:
        head = _HEAD.match(before)
        if head is None or not said.sentence.is_headline:
            return None
        return said.codes(head[1])[0] if head[1] else HOME, before[head.end() :]
    between = before[last.end() :]
    if _ANOTHER_TOPIC.search(between):
        return None
    return (said.codes(last[1])[0] if last[1] else HOME), between


def _together(said: Said, before: str) -> Pair | None:
    """Two that do it together: A와 B는, 한미 양국은; A가 B와; 서명한 B, where B is told of by the verb."""
    head = re.match(rf"\s([{ONE}])", said.after)
    partners = [one[1] for one in _PARTNER.finditer(before)]
    if head and partners:
        return just_two(said.codes(partners[-1] + head[1]))
    talks = said.found[0] if _TALKS.match(said.found[0]) else ""  # A와 B의 협상이: the pattern took the talks
    pairs = [_BOTH_AT_HEAD.match(before) if said.sentence.is_headline else None, *_BOTH.finditer(before + talks)]
    last = pairs[-1]
    own = _subject(said, before)
    if last is not None and not _ANOTHER_TOPIC.search(before[last.end() :]):
        codes = said.codes(last[0])
        if len(codes) == 2 and (own is None or own[0] in codes):
            return just_two(codes)
    if own is None or not partners:
        return None
    return just_two((own[0], *said.codes(partners[-1])))


def _to(said: Said, before: str) -> Pair | None:
    """Who does it, and whom it meets: B에, B를, 대B, B에 대한; else the only other one named."""
    head = _TWO_AT_HEAD.match(before)
    if head and said.sentence.is_headline:
        return just_two(said.codes(head[0]))
    before = _HELD_ABROAD.sub(r"\1", before)
    own = _subject(said, before, is_whole=True)
    if own is None:
        return None
    for mark in (_TOWARDS, _OBJECT, _CLAUSE_OF):
        met = [code for one in mark.finditer(before) for code in said.codes(one[0]) if code != own[0]]
        if met:
            return just_two((own[0], met[-1]))
    return just_two((own[0], *said.codes(before)))


def _measure(said: Said, before: str) -> Pair | None:
    """A measure or an accord does it: its two parties are all that stand before the verb."""
    clause = re.split(r"(?:고|며|지만|으나|는데),?\s", before)[-1]
    return just_two(said.codes(clause)) or just_two(said.codes(before)) or just_two(said.codes(said.before))


def _case(said: Said, before: str) -> Pair | None:
    """A measure against a party is in court, whoever brought it there."""
    words = said.sentence.words
    return just_two(said.codes(before)) if _MEASURE.search(words) or _DISPUTE.search(words) else None


_WAYS: Mapping[str, Callable[[Said, str], Pair | None]] = {
    "together": _together,
    "to": _to,
    "measure": _measure,
    "case": _case,
}


@cache
def _cues() -> Cues[Cued]:
    return Cues([pattern.cued for pattern in _patterns()])


@cache
def _patterns() -> tuple[Pattern, ...]:
    return tuple(
        Pattern(stage, name.removesuffix("_now"), Cued(verbs), is_present=name.endswith("_now"))
        for stage, ways in stage_data()["korean"].items()
        for name, verbs in ways.items()
    )
