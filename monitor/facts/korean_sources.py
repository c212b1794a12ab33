"""Whom a Korean sentence names as a source: who says, reports or is relied on. Pure.

Somebody is found by the particle or phrase that follows the name (는 ... 밝혔다, 에 따르면, 을 인용해), and is a listed
name, a person with a calling, somebody without a name, or a name that tells by its end what it is.
"""

import re
from collections.abc import Iterator
from itertools import islice

from monitor.facts.attribution import Named
from monitor.facts.directory import Directory
from monitor.facts.korean_names import at_end, words_of

_MOST = 24  # of verbs, particles and phrases in a sentence that are looked at
_DONE = (
    r"(?:보도|설명|분석|평가|강조|주장|지적|언급|경고|전망|추산|추정|진단|반박|해명|예상|관측|우려|호소|촉구|비판|토로|단언"
    r"|역설|조언|제언|당부|일축|공언|확언|시인|단정|예측|발표|공시|답변|증언|판단|진술|회고|소개|집계|부인|약속|반발|질타"
    r"|하소연|예고|시사|피력|선언|항변|응수|화답|논평|성토|강변|일갈|건의|요구|요청|권고|주문|제기|비유|자평|자신|낙관|비관|걱정"
    r"|환영|반문|고백|회상|묘사|규정|정의|요약|보고|통보|경계|공감|제안|촉각|짚|호응|명시|적시|거론|상기|천명|표명|공표|공개|제시|재확인|확인"
    r"|푸념|안도|인정|반복|풀이|해석|다짐|장담|탄식|아쉬워|게시|공지|안내|통지|의심|의아|단정|증명|평론|귀뜸)"
)
_VERB = re.compile(
    rf"(?<=\s)(?P<verb>{_DONE}(?:했|하|한|해)|밝[혔힌혀히]|말[했한하해]|전[했한하](?!다는)|답[했한]|내다[봤보본]|덧붙|털어[놨놓]"
    r"|귀띔|꼬집|입을\s모|적었|썼|되물|잘라\s말|했다|한다|[봤본]다|알[렸린]|웃었|내비쳤|나타냈|따졌|되뇌|짚었|꼽았|맞받|받아쳤|못\s?박|선을\s그|불렀|표현했|점쳤|외쳤|반겼|떠올렸|되풀이했|알려왔|전해왔|밝혀왔|못박|힘줘\s말|목소리를\s높|운을\s뗐|혀를\s[찼내]|(?:보고|기대하고|우려하고|전망하고|예상하고)\s있|기대[했한]|내[놨놓]|냈다|표했|드러냈|잡았)"
    r"|(?P<link>(?<=[\"”'’])(?:이?라)?(?:며|면서)\s|(?<=[다라])(?:며|면서)(?=[\s,])"
    r"|(?<=[\"”'’])(?:이?라고|고)\s(?=\S{0,12}\s?(?:했|말|밝|전|답)))"
)
_WHEN = r"\s(?:\S{1,12}\s){0,4}$"  # a day, an adverb between what is said and the verb
_SAID_THAT = re.compile(rf"(?:(?<=[다라냐자까요죠음함임”\"'’])(?:이?라)?고[도는]?|이라){_WHEN}")
_SAID_NEWS = re.compile(
    r"[다라]는\s(?:\S+\s){0,3}?(?:결과|전망|전망치|분석|보고서|자료|의견|입장|견해|추산|관측|예측|해석|진단|평가|설명|성명|논평|답변|반응|주장|경고|계획|방안"
    r"|우려|뜻|의사|방침|통계|집계)[을를도]\s(?:\S{1,8}\s){0,3}$"
)
_NEWS_VERB = re.compile(r"내[놨놓]|냈다|공개|발표|제시|표했|표명|드러냈|나타냈|밝|전|제기|보고|소개")
_SAID_WHAT = re.compile(rf"(?:뜻을|입장을|방침을|의견을|견해를|우려를|이같이|이렇게){_WHEN}")
_LONGEST_WHEN = 60  # characters of it
_NO_ACT = re.compile(r"발표|공시|집계|약속|부인|했다|한다|봤다|본다")  # are as well done as said
_FORECAST = re.compile(
    r"(?:보고|기대하고|우려하고|전망하고|예상하고)\s있|기대|우려|[봤본]다|전망|추산|추정|예상|집계|예측|평가|진단|내다|관측"
)
_JUDGED = re.compile(r"강조|촉구|비판|지적|경고|반박|언급|예상|전망|예측|우려|시사")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_BY = re.compile(
    r"(?P<polled>[이가](?=\s(?:[^.]{0,60}\s)?(?:조사|집계|분석|설문조사|추산|파악)[한해]\s(?:결과|바|보니))"
    r"|[이가](?=\s(?:\S+\s){0,3}?(?:발표한|공개한|내놓은|집계한|발간한|펴낸|낸|조사한|제출한|분석한)\s[^.]{1,40}에\s(?:따르면|의하면)))"
    r"|(?P<result>(?:이|가|의)?\s(?:[가-힣\d]{0,8}\s)?(?:설문|실태)?(?:조사|집계|분석|통계|자료|보고서|발표)(?:를|을)\s보면)"
    r"|(?P<according>의\s말을\s(?:빌려|빌리면|인용해)|(?:에|에게서)\s(?:따르면|의하면)|(?:에|의)\s(?:\S+\s)?(?:보도|발표|설명|분석|자료)에\s(?:따르면|의하면)|(?:을|를)\s(?:인용|종합))"
    r"|(?P<report>\s(?:보도|취재|단독\s보도|인터뷰|기사|사설|칼럼)(?=\s(?:결과|등|에서|에|를\s종합|로|이후|직후)|에서|에\s|를\s종합|로\s|$)|(?:와|과)(?:의|\s가진)?\s(?:\S+\s)?(?:인터뷰|통화)|에\s출연|에\s보낸\s기고|에\s기고)"
    r"|(?P<among>(?:에서는|에서도|에선|\s사이에서는|\s사이에서|\s안팎에서는|에서)(?=\s(?:[^.]*\s)?(?:말|지적|분석|관측|우려|목소리|전망|평가|얘기|이야기|해석|반응|의견|주장|비판|기대)(?:이|가|도|은|는|까지)\s(?:[^.]{0,12}\s)?(?:나온|나왔|나오|많|제기|잇따|흘러|들린|우세|엇갈|적지|크다)))"
    r"|(?P<told>에(?:게)?(?=\s(?:[^.]{0,40}(?:라|다)?고\s)?(?:말했|밝혔|전했|털어놨|귀띔)))"
)
_PARTICLE = re.compile(
    r"(?<=[가-힣A-Za-z0-9)])(?P<particle>에서는|에선|께서는|측은|측이|들은|들이|은|는|이|가|도|께서)(?=[\s,]|$)"
)
_PAREN = re.compile(r"\s?\([^()]{1,40}\)")
_DOCUMENTS = ("보고서", "자료", "통계", "조사", "성명", "논평")
_TOPIC = frozenset(("은", "는", "들은", "측은", "께서는", "도"))
_PRONOUNS = frozenset(("그", "그녀"))
_NEAR = re.compile(r"^\s(?:\S{1,14}\s){0,2}\S*$")
_QUOTING = re.compile(r"(?:다|라)고\s")
_SPEECH = re.compile(r"[“\"][^“”\"]*[.!?…][”\"]\s*")


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
        if agent := _agent(clause, before, directory):
            found, left = agent
            if is_saying or found.kind in ("reporting source", "unnamed"):
                yield found
                if found.kind == "reporting source":
                    yield from _joined(left, before, directory)
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
    if _NEWS_VERB.match(verb) and _SAID_NEWS.search(left):
        return True
    if left.endswith("로 ") and _FORECAST.match(verb):
        return True
    return left.endswith(("을 ", "를 ")) and _JUDGED.match(verb) is not None


def _without_speech(text: str) -> str:
    """The text with what stands in quotation marks hidden, so that nobody in it is taken for its speaker."""
    return _QUOTED.sub(lambda said: f"{said[0][0]}{'□' * (len(said[0]) - 2)}{said[0][-1]}", text)


def _agent(whole: str, before: str, directory: Directory) -> tuple[Named, str] | None:
    """Who says it, with the words that end with it: the subject before the verb, else the first with 은 or 는."""
    topics: list[tuple[Named, str] | None] = []
    others: list[tuple[Named, str]] = []
    for particle in islice(_PARTICLE.finditer(whole), _MOST):
        left = whole[: particle.start()]
        found = at_end(left, before, directory, is_relied_on=left.endswith(_DOCUMENTS))
        is_topic = particle["particle"] in _TOPIC
        word = left.rsplit(" ", 1)[-1]
        if found is not None and _QUOTING.search(left) and _NEAR.match(whole[particle.end() :]):
            return found, left
        if particle["particle"].startswith("에") and (found is None or found.kind != "unnamed"):
            continue
        if word in _PRONOUNS and is_topic:
            person = _last_person(before, directory)
            topics.append((person, left) if person else None)
        elif is_topic and (found is not None or word in words_of().taken_up):
            topics.append((found, left) if found else None)
        elif found is not None:
            others.append((found, left))
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
    if cue["polled"] or cue["result"]:
        if found.kind == "quoted body":
            yield found
    elif (
        cue["according"] or (cue["among"] and found.kind == "unnamed") or (is_outlet and (cue["report"] or cue["told"]))
    ):
        yield found
        yield from _joined(left, before, directory)


def _joined(left: str, before: str, directory: Directory) -> Iterator[Named]:
    """A listed name that "와", "과", "·" or a comma joins to the last one."""
    left = re.sub(r"\s등.*$", "", left)
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
