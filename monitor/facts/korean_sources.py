"""Whom a Korean sentence names as a source: who says, reports or is relied on. Pure.

Somebody is found by the particle or phrase that follows the name (는 ... 밝혔다, 에 따르면, 을 인용해), and is a listed
name, a person with a calling, somebody without a name, or a name that tells by its end what it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from monitor.facts.attribution import Named, of_known
from monitor.facts.directory import Directory, words

_MOST = 24  # of verbs, particles and phrases in a sentence that are looked at
_DONE = (
    r"(?:보도|설명|분석|평가|강조|주장|지적|언급|경고|전망|추산|추정|진단|반박|해명|예상|관측|우려|호소|촉구|비판|토로|단언"
    r"|역설|조언|제언|당부|일축|공언|확언|시인|단정|예측|발표|공시|답변|증언|판단|진술|회고|소개|집계|부인|약속|반발|질타)"
)
_VERB = re.compile(
    rf"(?<=\s)(?P<verb>{_DONE}(?:했|하|한|해)|밝[혔힌혀히]|말[했한하해]|전[했한하](?!다는)|답[했한]|내다[봤보본]|덧붙|털어[놨놓]"
    r"|귀띔|꼬집|입을\s모|적었|썼|되물|잘라\s말|했다|한다|[봤본]다|알[렸린]|웃었|내비쳤|나타냈|따졌|되뇌)"
    r"|(?P<link>(?<=[\"”'’])(?:이?라)?(?:며|면서)\s|(?<=[다라])(?:며|면서)(?=[\s,])"
    r"|(?<=[\"”'’])(?:이?라고|고)\s(?=\S{0,12}\s?(?:했|말|밝|전|답)))"
)
_WHEN = r"\s(?:\S{1,12}\s){0,4}$"  # a day, an adverb between what is said and the verb
_SAID_THAT = re.compile(rf"(?:고[도는]?|이라){_WHEN}")
_SAID_WHAT = re.compile(rf"(?:뜻을|입장을|방침을|의견을|견해를|우려를|이같이|이렇게){_WHEN}")
_LONGEST_WHEN = 60  # characters of it
_NO_ACT = re.compile(r"발표|공시|집계|약속|부인|했다|한다|봤다|본다")  # are as well done as said
_FORECAST = re.compile(r"전망|추산|추정|예상|집계|예측|평가|진단|내다|관측")
_JUDGED = re.compile(r"강조|촉구|비판|지적|경고|반박|언급")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_BY = re.compile(
    r"(?P<according>(?:에|에게서)\s(?:따르면|의하면)|(?:에|의)\s(?:\S+\s)?(?:보도|발표|설명|분석|자료)에\s(?:따르면|의하면)|(?:을|를)\s(?:인용|종합))"
    r"|(?P<report>\s(?:보도|취재|단독\s보도|인터뷰|기사|사설|칼럼)(?=\s(?:결과|등|에서|에|를\s종합|로|이후|직후)|에서|에\s|를\s종합|로\s|$)|(?:와|과)(?:의|\s가진)?\s(?:\S+\s)?(?:인터뷰|통화)|에\s출연|에\s보낸\s기고|에\s기고)"
    r"|(?P<among>(?:에서는|에서도|에선|\s사이에서는|\s사이에서|\s안팎에서는|에서)(?=\s(?:[^.]*\s)?(?:말|지적|분석|관측|우려|목소리|전망|평가|얘기|이야기|해석|반응|의견|주장|비판|기대)(?:이|가|도|은|는|까지)\s(?:[^.]{0,12}\s)?(?:나온|나왔|나오|많|제기|잇따|흘러|들린|우세|엇갈|적지|크다)))"
    r"|(?P<told>에(?:게)?(?=\s(?:[^.]{0,40}(?:라|다)?고\s)?(?:말했|밝혔|전했|털어놨|귀띔)))"
)
_PARTICLE = re.compile(r"(?<=[가-힣A-Za-z0-9)])(?P<particle>께서는|측은|측이|들은|들이|은|는|이|가|도|께서)(?=[\s,]|$)")
_PAREN = re.compile(r"\s?\([^()]{1,40}\)")
_DOCUMENT = re.compile(
    r"(?:의|이|가)?\s(?:(?:최근|이날|지난달|전날|새|낸|발표한|공개한|내놓은|펴낸|집계한|조사한|\d+일)\s){0,3}(?:[가-힣]{0,8}\s)?"
    r"(?:보고서|자료|보도자료|통계|집계|조사|설문조사|발표|분석|보도|설명|성명|담화|공시|취재|보도문|추산|전망치|집계치|관보)$"
)
_SURE_DOCUMENT = re.compile(
    r"(?:법|(?<!대통)령|규정|규칙|협정|계획|일정|절차|상황|조항|조약|원칙|기준|방식|순서|지침|약관|계약|예정|조건|사정|경우|시기|품목|국가|지역|정도|수준)$"
)
_WITHOUT_NAME = re.compile(r"\s대변인(?:실|은)?$")  # speaks for whoever stands before
_TOPIC = frozenset(("은", "는", "들은", "측은", "께서는", "도"))
_PRONOUNS = frozenset(("그", "그녀"))
_NEAR = re.compile(r"^\s(?:\S{1,14}\s){0,2}\S*$")
_QUOTING = re.compile(r"(?:다|라)고\s")
_SPEECH = re.compile(r"[“\"][^“”\"]*[.!?…][”\"]\s*")
_BARE = re.compile(r"(?:시장|기업인?|업체|수출기업|학자|측근|대표단|언론|상인|담당자|참석자|실무자|매체|투자자)들?")
_APART = re.compile(r"(?:은|는|에서|으로|에게|에|다|고|며|면|을|를|의|한|와|과|일|[가-힣]{2,}[이가])$")
_COMMON_SURNAMES = frozenset(
    "김이박최정강조윤장임"
)  # half of all Koreans: many given names end like an office or a firm
_CALLED = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣]{3})\s(?P<role>(?:[가-힣·A-Z]+\s){0,4}?[가-힣]+?)(?=[은는이가도의과와,])"
)
_ASIDE = re.compile(r"^(?:한|어느|익명의|두|세|복수의|여러|또\s다른|다른|현지|국내|해외|일부)$")


@dataclass(frozen=True, slots=True)
class _Words:
    unnamed: re.Pattern[str]
    organisation: re.Pattern[str]
    outlet: re.Pattern[str]
    role: re.Pattern[str]
    name: re.Pattern[str]
    no_name: re.Pattern[str]  # endings of words that look like names and are none
    taken_up: frozenset[str]


@cache
def _words() -> _Words:
    said = words()["korean"]
    return _Words(
        unnamed=re.compile(rf"{said['unnamed']}$"),
        organisation=re.compile(rf"[가-힣A-Za-z&]{{2,}}{said['organisation']}$"),
        outlet=re.compile(rf"[가-힣A-Za-z]{{2,}}{said['outlet']}$"),
        role=re.compile(rf"{said['role']}$"),
        no_name=re.compile(rf"(?:{said['no_name']})$"),
        taken_up=frozenset(said["taken_up"].split()),
        name=re.compile(
            rf"(?:[{said['surnames']}]|남궁|황보|제갈|선우|독고)[가-힣]{{2}}$|(?:[{said['surnames']}])[가-힣]$"
        ),
    )


def korean_sources(sentence: str, before: str, directory: Directory) -> Iterator[Named]:
    """The sources of one sentence, in no order; `before` is the article up to it, for names it takes up again."""
    bare = _PAREN.sub("", sentence)
    hidden = _without_speech(bare)
    start = 0
    for verb in islice(_VERB.finditer(hidden), _MOST):
        clause = hidden[start : verb.start()]
        is_saying = verb["link"] is not None or _tells(clause, verb["verb"])
        if not is_saying and not verb[0].startswith("보도"):
            continue
        if found := _agent(clause, before, directory):
            if is_saying or found.kind in ("reporting source", "unnamed"):
                yield found
            start = verb.end()
    for cue in islice(_BY.finditer(hidden), _MOST):
        yield from _pointed_at(hidden[: cue.start()], cue, before, directory)
    if _SPEECH.fullmatch(_line_before(before)) or _SPEECH.match(bare):
        yield from _after_quote(hidden, before, directory)


def _tells(clause: str, verb: str) -> bool:
    """Whether a verb after this clause tells what somebody says: 고 밝혔다, 뜻을 전했다, 로 전망했다."""
    left = clause[-_LONGEST_WHEN:]
    if _SAID_THAT.search(left):
        return True
    if _SAID_WHAT.search(left) and not _NO_ACT.match(verb):
        return True
    if left.endswith("로 ") and _FORECAST.match(verb):
        return True
    return left.endswith(("을 ", "를 ")) and _JUDGED.match(verb) is not None


def _without_speech(text: str) -> str:
    """The text with what stands in quotation marks hidden, so that nobody in it is taken for its speaker."""
    return _QUOTED.sub(lambda said: f"{said[0][0]}{'□' * (len(said[0]) - 2)}{said[0][-1]}", text)


def _agent(whole: str, before: str, directory: Directory) -> Named | None:
    """Who says it: the subject right before the verb, else the clause's first with 은 or 는, else its first."""
    topics: list[Named | None] = []
    others: list[Named] = []
    for particle in islice(_PARTICLE.finditer(whole), _MOST):
        left = whole[: particle.start()]
        found = at_end(left, before, directory)
        is_topic = particle["particle"] in _TOPIC
        word = left.rsplit(" ", 1)[-1]
        if found is not None and _QUOTING.search(left) and _NEAR.match(whole[particle.end() :]):
            return found
        if word in _PRONOUNS and is_topic:
            topics.append(_last_person(before, directory))
        elif is_topic and (found is not None or word in _words().taken_up):
            topics.append(found)
        elif found is not None:
            others.append(found)
    return topics[0] if topics else others[0] if others else None


def _last_person(before: str, directory: Directory) -> Named | None:
    """Whom "그는" means: the last person of the sentence before who is its subject."""
    sentence = re.split(r"(?<=[.!?])\s|\n", before.rstrip())[-1]
    hidden = _without_speech(_PAREN.sub("", sentence))
    found = [at_end(hidden[: one.start()], before, directory) for one in _PARTICLE.finditer(hidden)]
    people = [one for one in found if one is not None and one.kind == "speaker"]
    return people[0] if people else None


def _pointed_at(left: str, cue: re.Match[str], before: str, directory: Directory) -> Iterator[Named]:
    found = at_end(left, before, directory, is_relied_on=bool(cue["according"]))
    if found is None:
        return
    is_outlet = found.kind == "reporting source"
    if cue["according"] or (cue["among"] and found.kind == "unnamed") or (is_outlet and (cue["report"] or cue["told"])):
        yield found
        yield from _joined(left, before, directory)


def _joined(left: str, before: str, directory: Directory) -> Iterator[Named]:
    """A listed name that "와", "과", "·" or a comma joins to the last one."""
    joined = re.search(r"(?P<first>\S.*?[가-힣A-Za-z])(?:와|과|\s?·\s?|,)\s?\S+$", left.rstrip())
    if joined and (first := at_end(joined["first"], before, directory)) and first.is_known:
        yield first


def _after_quote(hidden: str, before: str, directory: Directory) -> Iterator[Named]:
    """Whoever stands alone behind a quotation: ""..." 이정우 대표는 한숨을 쉬었다."."""
    for particle in _PARTICLE.finditer(hidden):
        found = at_end(hidden[: particle.start()], before, directory)
        if found is not None:
            if found.kind == "speaker":
                yield found
            return


def _line_before(before: str) -> str:
    return before.rsplit("\n", 1)[-1].strip()


def at_end(left: str, before: str, directory: Directory, *, is_relied_on: bool = False) -> Named | None:
    """Who `left` ends with; `is_relied_on`: their documents count as well, and bodies of no known kind do not."""
    left = re.sub(r"\s+(?=\S)", " ", left).strip()
    left = re.sub(r"\s?(?:등|측|내부|고위층|\d+명)$", "", left)
    if is_relied_on:
        left = _DOCUMENT.sub("", left)
    clause = left[max(left.rfind(mark) for mark in ",”\"'’“□;…") + 1 :].strip()
    if not clause or _SURE_DOCUMENT.search(clause):
        return None
    if spoken_for := _WITHOUT_NAME.search(clause):
        clause = clause[: spoken_for.start()].rstrip()
    return _known(clause, directory) or _person(clause, before, directory) or _unnamed(clause) or _by_form(clause)


def _known(clause: str, directory: Directory) -> Named | None:
    found = directory.at_end(clause)
    return of_known(found[1]) if found else None


def _unnamed(clause: str) -> Named | None:
    """Somebody without a name, with the words that describe them: 정부 고위 관계자, 익명을 요구한 당국자."""
    parts = clause.split()
    if not _words().unnamed.search(parts[-1]) or (len(parts) == 1 and _BARE.fullmatch(parts[0])):
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
    said, parts = _words(), clause.split()
    last = parts[-1]
    ends = (" ".join(parts[-size:]) for size in (3, 2, 1) if len(parts) >= size)
    known = next((name for name in ends if _is_known(name, directory)), None)
    if known:
        return Named(known, "speaker")
    role = said.role.search(last)
    if role is None:
        return None
    if role.start() == 0 or len(last) > len(role[0]):
        for size in (2, 1):  # 도널드 트럼프 미국 대통령; 트럼프 대통령
            for at in range(max(0, len(parts) - 7), len(parts) - size):
                if _is_known(" ".join(parts[at : at + size]), directory):
                    return Named(_in_full(" ".join(parts[at : at + size]), before, directory), "speaker")
    if len(parts) < 2:
        return None
    if last == role[0] and _looks_named(parts[-2]):
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
    said = _words()
    if not said.name.match(word) or word in said.taken_up or word[-1] in "를을로에던된할" or _ASIDE.match(word):
        return False
    if len(word) == 3 and word[0] in _COMMON_SURNAMES:
        return not re.search(r"(?:부|처|청|회|국|팀|실|대)$", word)
    return not said.no_name.search(word)


def _foreign(parts: list[str]) -> str | None:
    """A foreign name of two words before a calling: 마로시 셰프초비치 집행위원."""
    if len(parts) >= 3 and all(re.fullmatch(r"[가-힣]{2,6}", one) for one in parts[-3:-1]):
        name = " ".join(parts[-3:-1])
        if not any(_words().organisation.search(one) or _words().role.search(one) for one in parts[-3:-1]):
            return name if re.search(r"[가-힣]{2,6} [가-힣]{3,6}$", name) and len(parts) == 3 else None
    return None


def _taken_up(surname: str, before: str) -> Named | None:
    """최 부총리: whoever of this family name the article has given before."""
    for found in reversed(list(_CALLED.finditer(before))):
        if found["name"][0] == surname and _words().role.search(found["role"]):
            return Named(found["name"], "speaker")
    return None


def _in_full(name: str, before: str, directory: Directory) -> str:
    """A known person's name as it was first written: 도널드 트럼프 for 트럼프."""
    if " " in name or (len(name) == 3 and _words().name.match(name)):
        return name
    at = before.find(name)
    first = re.search(r"(?<![가-힣])[가-힣]{2,6}\s$", before[max(0, at - 10) : at]) if at > 0 else None
    return first[0] + name if first and _is_known(first[0] + name, directory) else name


def _by_form(clause: str) -> Named | None:
    said, parts = _words(), clause.split()
    last = parts[-1]
    if last in said.taken_up or (re.search(r"^(?:이|그|해당|우리|각|양)\s", f"{clause} ") and len(parts) <= 2):
        return None
    if said.outlet.search(last) and len(last) >= 4:
        return Named(last, "reporting source")
    if said.organisation.search(last) and len(last) >= 3:
        return Named(last, "quoted body")
    return None
