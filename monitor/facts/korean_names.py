"""Whom Korean words end with: a listed name, a person, somebody unnamed, a name of a telling end. Pure."""

import re
from dataclasses import dataclass
from functools import cache

from monitor.facts.attribution import Named, of_known
from monitor.facts.directory import Directory, words

_DOCUMENT = re.compile(
    r"(?:의|이|가)?\s(?:(?:최근|이날|지난달|전날|새|낸|발표한|공개한|내놓은|펴낸|집계한|조사한|\d+일)\s){0,3}(?:[가-힣]{0,8}\s)?"
    r"(?:보고서|자료|보도자료|통계|집계|조사|설문조사|발표|분석|보도|설명|성명|담화|공시|취재|보도문|추산|전망치|집계치|관보)$"
)
_SURE_DOCUMENT = re.compile(
    r"(?:법|(?<!대통)령|규정|규칙|협정|계획|일정|절차|상황|조항|조약|원칙|기준|방식|순서|지침|약관|계약|예정|조건|사정|경우|시기|품목|국가|지역|정도|수준)$"
)
_WITHOUT_NAME = re.compile(r"\s대변인(?:실|은)?$")  # speaks for whoever stands before
_BARE = re.compile(r"(?:시장|기업인?|업체|수출기업|학자|측근|대표단|언론|상인|담당자|참석자|실무자|매체|투자자)들?")
_APART = re.compile(r"(?:은|는|에서|으로|에게|에|다|고|며|면|을|를|의|한|와|과|일|[가-힣]{2,}[이가])$")
_COMMON_SURNAMES = frozenset(
    "김이박최정강조윤장임"
)  # half of all Koreans: many given names end like an office or a firm
_CALLED = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣]{3})\s(?P<role>(?:[가-힣·A-Z]+\s){0,4}?[가-힣]+?)(?=[은는이가도의과와,])"
)
_COMMON_NOUN = re.compile(
    r"[가-힣]곳|대표|기자|모두|대부분|일부|상당수|절반|사이|관계|내부|전체|중|가운데|최고경영자|사장|회장|직원|측|쪽|노조|협회|보도|보고서"
    r"|[가-힣]*(?:기자|대표|회장|사장|임원|직원|위원장|의원|총재|행장|관계자|소속|출신|수출|수입|시장|공장|제품|매출|주가|실적|투자|생산|가운데)"
)
_AND_OTHERS = re.compile(r"\s등(?:\s(?:[가-힣]{1,4}\s)?(?:외신|언론|매체|통신|방송|신문))?들?$")
_AFTER = re.compile(
    r"(?:은|는|에서|으로|에게|에|고|며|면|을|를|의|와|과|[가-힣]{2,}[이가])$"
)  # stands before a name, not in it
_PARTICLE_END = re.compile(r"(?:[을를의]|에서|에게|들이?|까지|부터|처럼|보다|했던|하던|이던|되는|하는|있는|된|한)$")
_ASIDE = re.compile(r"^(?:한|어느|익명의|두|세|복수의|여러|또\s다른|다른|현지|국내|해외|일부)$")


@dataclass(frozen=True, slots=True)
class Words:
    unnamed: re.Pattern[str]
    organisation: re.Pattern[str]
    outlet: re.Pattern[str]
    role: re.Pattern[str]
    name: re.Pattern[str]
    no_name: re.Pattern[str]  # endings of words that look like names and are none
    taken_up: frozenset[str]
    nations: frozenset[str]
    native: frozenset[str]
    foreign: re.Pattern[str]  # a word that only a foreign name can be, by a syllable
    someone: re.Pattern[str]
    outlet_ahead: re.Pattern[str]  # what a text calls an outlet or a firm before its name
    body_ahead: re.Pattern[str]


@cache
def words_of() -> Words:
    said = words()["korean"]
    return Words(
        unnamed=re.compile(rf"{said['unnamed']}$"),
        organisation=re.compile(rf"[가-힣A-Za-z&]{{2,}}{said['organisation']}$"),
        outlet=re.compile(rf"[가-힣A-Za-z]{{2,}}{said['outlet']}$"),
        role=re.compile(rf"{said['role']}$"),
        no_name=re.compile(rf"(?:{said['no_name']})$"),
        taken_up=frozenset(said["taken_up"].split()),
        nations=frozenset(said["nations"].split()),
        native=frozenset(said["native"].split()),
        foreign=re.compile(rf"[가-힣]*(?![{said['sino']}])[가-힣][가-힣]*"),
        someone=re.compile(rf"(?:^|\s)(?P<who>(?:한|[가-힣]\s?모)\s(?:\S+\s){{0,2}}?\S*(?:{said['someone']}|씨))$"),
        outlet_ahead=re.compile(rf"(?:^|\s)(?:{said['outlet_ahead']})$"),
        body_ahead=re.compile(rf"(?:^|\s)(?:{said['body_ahead']})$"),
        name=re.compile(
            rf"(?:[{said['surnames']}]|남궁|황보|제갈|선우|독고)[가-힣]{{2}}$|(?:[{said['surnames']}])[가-힣]$"
        ),
    )


def at_end(left: str, before: str, directory: Directory, *, is_relied_on: bool = False) -> Named | None:
    """Who `left` ends with; `is_relied_on`: their documents count as well, and bodies of no known kind do not."""
    left = re.sub(r"\s+(?=\S)", " ", left).strip()
    if (among := _AND_OTHERS.search(left)) and (found := _known(left[: among.start()], directory)) and found.is_known:
        return found
    left = re.sub(r"\s?(?:등|측|내부|고위층|\d+명)$", "", left)
    if is_relied_on:
        left = _DOCUMENT.sub("", left)
    clause = left[max(left.rfind(mark) for mark in ",”\"'’“□;…") + 1 :].strip()
    if not clause or _SURE_DOCUMENT.search(clause):
        return None
    if spoken_for := _WITHOUT_NAME.search(clause):
        if foreign := _before_house(clause.split(), directory):
            return Named(foreign, "speaker")
        clause = clause[: spoken_for.start()].rstrip()
    return (
        _known(clause, directory)
        or _someone(clause)
        or _person(clause, before, directory)
        or _unnamed(clause)
        or _by_form(clause)
    )


def _known(clause: str, directory: Directory) -> Named | None:
    found = directory.at_end(clause)
    return of_known(found[1]) if found else None


def _someone(clause: str) -> Named | None:
    """One of many, by a calling and no name: 한 협력업체 대표."""
    found = words_of().someone.search(clause)
    if found is None or any(len(part) == 3 and _looks_named(part) for part in found["who"].split()[1:-1]):
        return None
    return Named(found["who"], "unnamed")


def _unnamed(clause: str) -> Named | None:
    """Somebody without a name, with the words that describe them: 정부 고위 관계자, 익명을 요구한 당국자."""
    parts = clause.split()
    if not words_of().unnamed.search(parts[-1]) or (len(parts) == 1 and _BARE.fullmatch(parts[0])):
        return None
    first = len(parts) - 1
    while first > 0 and len(parts) - first < 5 and not _APART.search(parts[first - 1]):
        first -= 1
    if first > 1 and re.match(r"(?:익명|이름)을$", parts[first - 2]):  # 익명을 요구한 당국자
        first -= 2
    elif first > 0 and parts[first - 1] == "한":  # 한 시중은행 딜러
        first -= 1
    return Named(" ".join(parts[first:]), "unnamed")


def _person(clause: str, before: str, directory: Directory) -> Named | None:
    said, parts = words_of(), clause.split()
    last = parts[-1]
    ends = (" ".join(parts[-size:]) for size in (3, 2, 1) if len(parts) >= size)
    known = next((name for name in ends if _is_known(name, directory)), None)
    if known:
        return Named(known, "speaker")
    role = said.role.search(last)
    if role is None:
        return None
    if foreign := _before_house(parts, directory):
        return Named(foreign, "speaker")
    if role.start() == 0 or len(last) > len(role[0]):
        for size in (2, 1):  # 도널드 트럼프 미국 대통령; 트럼프 대통령
            for at in range(max(0, len(parts) - 7), len(parts) - size):
                if _is_known(" ".join(parts[at : at + size]), directory):
                    return Named(_in_full(" ".join(parts[at : at + size]), before, directory), "speaker")
    if len(parts) < 2:
        return None
    if last == role[0] and (_looks_named(parts[-2]) or (last == "씨" and said.name.fullmatch(parts[-2]))):
        return Named(parts[-2], "speaker")
    named = [
        at for at in range(max(0, len(parts) - 6), len(parts) - 1) if len(parts[at]) == 3 and _looks_named(parts[at])
    ]
    described = [at for at in named if at and re.search(r"(?:는|은|인|한|의|던|된|진|운)$", parts[at - 1])]
    if named:
        return Named(parts[(described or named)[-1 if described else 0]], "speaker")
    if len(parts[-2]) == 1 and (found := _taken_up(parts[-2], before)):
        return found
    foreign = _foreign(parts)
    return Named(foreign, "speaker") if foreign else None


def _is_known(name: str, directory: Directory) -> bool:
    return len(name) > 1 and directory.officials.person(name) is not None


def _looks_named(word: str) -> bool:
    said = words_of()
    if not said.name.match(word) or word in said.taken_up or word[-1] in "를을로에던된할의는" or _ASIDE.match(word):
        return False
    if len(word) == 3 and word[0] in _COMMON_SURNAMES:
        return not re.search(r"(?:부|처|청|회|팀|실|(?:정책|조사|정보|조직|조달|이민|임시|정보)국)$", word)
    return not said.no_name.search(word)


def _foreign(parts: list[str]) -> str | None:
    """A foreign name of two words before a calling: 마로시 셰프초비치 집행위원."""
    if len(parts) >= 3 and all(re.fullmatch(r"[가-힣]{2,6}", one) for one in parts[-3:-1]):
        name = " ".join(parts[-3:-1])
        if not any(words_of().organisation.search(one) or words_of().role.search(one) for one in parts[-3:-1]):
            return name if re.search(r"[가-힣]{2,6} [가-힣]{3,6}$", name) and len(parts) == 3 else None
    return None


def _before_house(parts: list[str], directory: Directory) -> str | None:
    """The name that a calling and perhaps a house and its country stand behind: 궈자쿤 중국 외교부 대변인."""
    said, end = words_of(), len(parts) - 1
    if end > 2 and not _is_house(parts[end - 1], directory) and directory.named(parts[end - 2]):
        end -= 1  # 메타 글로벌정책 책임자
    while end > 0 and (parts[end - 1] in said.nations or _is_house(parts[end - 1], directory)):
        end -= 1
    if end == len(parts) - 1 and len(parts[-1]) <= 2 and end > 2:
        return None
    if end and _looks_named(parts[end - 1]) and not said.foreign.fullmatch(parts[end - 1]):
        return None
    for size in (3, 2, 1):
        name = parts[max(0, end - size) : end]
        if len(name) == size and _is_foreign(name) and (end == size or _may_precede(parts[end - size - 1], directory)):
            # 짐 쿡 보스턴비어 창업자, but 응우옌 반 훙 장관
            is_with_house = size == 3 and (len(name[1]) > 1 or len(name[2]) > 3)
            return " ".join(name[:-1] if is_with_house else name)
    return None


def _may_precede(word: str, directory: Directory) -> bool:
    """Whether a word may stand before a name: a country, a house, a word that ends in a particle."""
    return word in words_of().nations or _APART.search(word) is not None or _is_house(word, directory)


def _is_house(word: str, directory: Directory) -> bool:
    if re.fullmatch(r"[A-Z][A-Za-z&]{1,9}", word) or directory.named(word):
        return True
    found = words_of().organisation.search(word)
    return found is not None and (not words_of().foreign.fullmatch(word) or word[-1] not in "부처청")


def _is_foreign(name: list[str]) -> bool:
    """Whether these words can only be a foreign person's name, by their syllables."""
    foreign = [words_of().foreign.fullmatch(one) is not None for one in name]
    if not any(foreign) or any(not _may_be_name(one, is_foreign=sure) for one, sure in zip(name, foreign, strict=True)):
        return False
    return len(name) > 1 or len(name[0]) in (2, 3, 4)


def _may_be_name(word: str, *, is_foreign: bool) -> bool:
    said = words_of()
    if not re.fullmatch(r"[가-힣]{1,10}", word) or any(
        word in some for some in (said.native, said.nations, said.taken_up)
    ):
        return False
    if said.role.fullmatch(word) or said.unnamed.search(word) or said.outlet.search(word) or _PARTICLE_END.search(word):
        return False
    is_house = said.organisation.search(word)
    return not (is_house and not (is_foreign and is_house[0][-1] in "부처청")) and (
        is_foreign or len(word) == 1 or not _AFTER.search(word)
    )


def _taken_up(surname: str, before: str) -> Named | None:
    """최 부총리: whoever of this family name the article has given before."""
    for found in reversed(list(_CALLED.finditer(before))):
        if found["name"][0] == surname and words_of().role.search(found["role"]):
            return Named(found["name"], "speaker")
    return None


def _in_full(name: str, before: str, directory: Directory) -> str:
    """A known person's name as it was first written: 도널드 트럼프 for 트럼프."""
    if " " in name or (len(name) == 3 and words_of().name.match(name)):
        return name
    at = before.find(name)
    first = re.search(r"(?<![가-힣])[가-힣]{2,6}\s$", before[max(0, at - 10) : at]) if at > 0 else None
    return first[0] + name if first and _is_known(first[0] + name, directory) else name


def _by_form(clause: str) -> Named | None:
    said, parts = words_of(), clause.split()
    last = parts[-1]
    if (
        last == "노조"
        and len(parts) > 1
        and (said.organisation.search(parts[-2]) or parts[-2].endswith(("차", "기아")))
    ):
        return Named(f"{parts[-2]} 노조", "quoted body")
    if last in said.taken_up or (re.search(r"^(?:이|그|해당|우리|각|양)\s", f"{clause} ") and len(parts) <= 2):
        return None
    if len(parts) > 1 and len(last) > 1 and re.fullmatch(r"[가-힣A-Za-z&]+", last):
        ahead = " ".join(parts[-3:-1])
        if said.outlet_ahead.search(ahead) and not _COMMON_NOUN.fullmatch(last):
            return Named(last, "reporting source")
        if said.body_ahead.search(ahead) and not _COMMON_NOUN.fullmatch(last) and not said.unnamed.search(last):
            return Named(last, "quoted body")
    if said.outlet.search(last) and len(last) >= 4:
        return Named(last, "reporting source")
    if said.organisation.search(last) and len(last) >= 3:
        return Named(last, "quoted body")
    if re.fullmatch(r"[A-Z][A-Z&]{2,6}", last):
        return Named(last, "quoted body")
    return None
