"""Public bodies that act or speak: those listed, and ministries of any country by the matters they have. Pure."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from monitor.facts.cues import Cue, Cued

_WITHIN_ROLE = re.compile(
    r"^원(?!회)|^\s[가-힣]{2,4}\s(?:[가-힣\d]+\s)?[가-힣\d]{0,8}(?:장관|차관|차관보|본부장|실장|국장|과장|대변인|"
    r"청장|위원장|총재|"
    r"정책관|심의관|팀장|단장|부총리)|^\s?(?:간부|고위|과장|[가-힣]{2,8}(?:관리관|정책관|심의관|조정관|기획관|"
    r"비서관)|팀장|담당자|소식통|사무관|서기관|실무|장관|"
    r"장(?![가-힣]{2})|차관|대표|본부장|부장|총재|사무총장|통상|[가-힣]+국장|대변인|관계자|"
    r"당국자|기자|\d차관|Jamieson|Secretary|"
    r"Minister|spokes|officials?\b|chief\b|reporters?\b|"
    r"(?:[a-z]+\s){0,2}(?:secretary|advis[eo]r|counsel|economist|negotiator|director|aide)\b)|"
    r"^['’]s\s(?:[a-z-]+\s){0,2}(?:chair\w*|head|chief|director|president|minister|secretary|spokes\w+)\b|"
    r"^['’]s\s(?:[\w-]+\s){1,4}official\b|^['’]s\s(?:[a-z][\w-]*\s){0,3}[a-z][\w-]*,\s[A-Z]|"
    r"^['’]s\s(?:[a-z-]+\s){0,2}(?:commission|ministry|department|committee|agency|office|bureau|panel|arm|unit)\b|"
    r"^\([^)]*\)\s(?:대표|장관|사무총장|총재)"
)
_OF_A_ROLE = re.compile(  # "a spokeswoman for the foreign ministry", "head of the tariff unit at Laos's ministry"
    r"\b(?i:officials?|spokes\w+|directors?(?:[ -]general)?|heads?|chiefs?|ministers?|(?:under[ -]?)?secretar(?:y|"
    r"ies)|"
    r"advis[eo]rs?|aides?|economists?|negotiators?|lawyers?|employees?|executives?|comptrollers?(?:[ -]general)?|"
    r"inspectors?|auditors?|managers?|governors?|commissioners?|chair\w*|presidents?|members?|deput(?:y|ies)|"
    r"counsellors?|attach[eé]s?|envoys?|analysts?|officers?|staff(?:ers)?|veterans?|lead(?:er)?s?)\s"
    r"(?:(?!\b(?:said|says|told|and|but|that|which|who|as|when|after|whether)\b)[\w'’&-]+\s){0,6}?"
    r"(?:at|for|of|from|in|with)\s(?:the\s)?(?:[A-Z][\w.'’-]*\s){0,3}$"
)
_ACTED_ON = re.compile(  # what somebody went to, asked or wrote to; "according to the ministry" speaks
    r"\b(?<!according )(?:to|at|with|before|in|into|on|for|against|asked|asks|urged|urges|pressed|met|told|"
    r"accused|criticised|criticized|sue|sues|left|visited|joined|inside|heads?|leads?|led|runs?|ran|chairs|"
    r"chaired|quit|advises|represents)\s(?:the\s|its\s|their\s)?"
    r"(?:[A-Z][\w.-]*['’]s?\s|[A-Z]\w+(?:an|ese|ish|ch)\s|[A-Z]\w+\s(?=$))?$"
)
_LAST = re.compile(r"(?:['’]s)?[\"”’]?[.;?!]?[\"”’]?$|[.;]\s")
_SAID_BY = re.compile(
    r"(?:\b(?:said|says|by|to|and|or|announced|warned|added|showed|reported|from|cited)\s|^)(?:the\s)?"
    r"(?:[A-Z][\w.-]*(?:['’]s?)?\s){0,3}$"
)
_IS_MADE = re.compile(r"[이가은는]\s[^.]{0,15}(?:부활|신설|폐지|출범|해체|분리)")
_KOREAN_ACTED_ON = re.compile(
    r"^(?:을|를|에게|에서(?:는|도)?\s(?:열|만|회|가진|기자|근무|일하|나오|나와)|에\s(?!따르)|으로|로(?=\s))"
)
_BESIDE = re.compile(  # a place, not somebody who acts
    r"\b(?:outside|past|near|across from|opposite|in front of|inside|around|behind|beside|next to|down from|"
    r"notif(?:y|ied|ies)|thanked|petitioned|sued|lobbied)\s"
    r"(?:the\s)?(?:[A-Z][\w.'’-]*\s){0,2}$"
)
_AS_A_PLACE = re.compile(
    r"^\s?(?:[가-힣]{0,4}사무소|[가-힣]{2,6}(?:세관|지청)|지점|지부|본부|노조|자료|통계|집계|고시|보고서|국감|"
    r"국정감사|산하|소속|앞|인근|"
    r"주변|옆|뒤|청사|건물|로비|식당|구내|마당|정문|담장|맞은편|출입|출신|직원)|"
    r"^(?:['’]s)?\s(?:building|headquarters|steps|lawn|gates?|press (?:corps|room)|canteen|lobby|"
    r"correspondent|garden|cafeteria|roof|car park|bid|run|race|hopes|contest|term|years|tenure|aides?|meeting|"
    r"summit|dinner|visit|ceremony|briefing|lawyers?|memo|"
    r"yields?|bonds?|notes?|bills?|prices|debt|securities|paper|stock|market|futures|auctions?|holdings|Football|Club|Bar|Band|FC|Road|"
    r"Street|Station|Cup|Choir)\b"
)
_TOPIC_AFTER = re.compile(  # what is spoken of is not the body: WTO 개혁이 시급하다
    r"^\s(?:개혁|탈퇴|가입|규정|규범|규칙|협정|협약|체제|회원국|상소기구|분쟁|각료회의|조직\s?개편|개편|폐지|해체|"
    r"신설|부활|출범|분리|이전|"
    r"누리집|홈페이지|예산|인사)"
    r"(?![가-힣]*(?:했|한다|하겠|밝|나서))|"
    r"^\s(?:reforms?|rules?(?!\s(?:that|against|out|in|on|for|it)\b)|rulebook|members(?:hip)?|accession|agreements?|"
    r"commitments|obligations|dispute|law|norms|principles|data|figures|statistics|surveys?|estimates|forecasts|"
    r"records|filings?|documents?|website|talks(?!\s(?:to|tough|up|down|with)\b))\b"
)
_TOPIC_BEFORE = re.compile(
    r"\b(?i:reforms?|overhaul|rules|members?|membership|future|reorgani[sz]ation|exit|withdrawal|relevance|role)\s"
    r"(?:of|from|at|in)\s(?:the\s)?$"
)
_SHORT = re.compile(r"\s?\(([A-Z]{2,8})\)")
_SHARED = {"외무성": "KP"}  # what Japan calls so, and another
_KIND = r"(?:Commission|Authority|Administration|Agency|Inspectorate|Tribunal|Board)"
_PUBLIC_KIND = re.compile(  # without a country before it as well
    r"Ministry\b.*|(?:National\s)?(?:Anti-?[Dd]umping|Trade Remed\w+|Tariff|Customs|Competition|Food Safety)\s"
    r"(?:Commission|Authority|Administration|Tribunal)"
)
_RANK = r"(?:(?:National|Federal|State|Central|General|Royal|Supreme)\s)?"
_OF_COUNTRY = re.compile(  # Sweden's, South African, and nothing else
    r"(?:(?:South|North|New|Saudi|Sri|Hong|United|Czech|Costa|Viet|El|Dominican|Papua|Arab|European)\s){0,2}"
    r"[A-Z][A-Za-z.]*(?:['’]s|(?<=s)['’])?\s|[가-힣]+\s|[一-鿿]\s?"
)
_OF_KIND = re.compile(r"^(?:Ministry|Department) (?:of|for) (?:the )?|\s(?:[Mm]inistry|Department)$|[부성]$")
_SPEAKS = re.compile(
    r"(?:\sin\s[A-Z]\w+)?,?\s(?:declined|said|says|announced|told|has|had|will|would|plans|is|was|reported|"
    r"declined)\b"
)
_ADJECTIVE_FORM = {"foreign": "foreign-affairs", "external affairs": "foreign-affairs", "farm": "agriculture"}
_KOREAN_MATTERS = {
    "상무": "commerce", "재무": "finance", "재정": "finance", "외교": "foreign-affairs", "외무": "foreign-affairs",
    "국방": "defence", "농업": "agriculture", "농무": "agriculture", "농림": "agriculture", "산업": "industry",
    "무역": "trade", "통상": "trade", "경제": "economy", "에너지": "energy", "환경": "environment", "보건": "health",
    "교통": "transport", "노동": "labour", "산업무역": "industry-and-trade", "상공": "commerce-and-industry",
    "법무": "justice",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """A body at characters [start, end) of a sentence."""

    start: int
    end: int
    body_id: str
    name: str


class Bodies:
    """The listed bodies by all their forms, and the shapes of those that are not listed."""

    def __init__(
        self, data: Mapping[str, Any], listed: Cued, ids: Mapping[str, str], homes: Mapping[tuple[str, str], str]
    ) -> None:
        """`listed`: any of the listed forms; `ids` by form, `homes` by country and form."""
        matter = "|".join(sorted(data["portfolios_en"].split("|"), key=len)[::-1])
        many = rf"(?i:{matter})(?:(?:,\sand\s|\sand\s|,\s|\s&\s)(?i:{matter}))*"
        self._ids, self._homes = ids, homes
        self._listed = listed
        self.by_matter = Cued(
            rf"(?<!\w)(?=\w)(?:(?:Ministry|Department) (?:of|for) (?:the )?(?P<of>{many})(?! (?:at|in) [A-Z])(?!s)|"
            rf"(?P<before>{many}|[Ee]conomics(?= [Mm]inistry)) (?:[Mm]inistry|Department)\b|"
            r"(?P<customs>[Cc]ustoms (?i:agency|service|administration|authority|department|board|office|bureau)\b|"
            r"[Rr]evenue (?i:authority|service)|[Tt]ax (?:authority|agency|office)|"
            r"(?:market|antitrust|competition|food safety) (?:regulator|authority|watchdog)))"
        )
        stems = "|".join(sorted(data["portfolios_ko"].split("|"), key=len)[::-1])
        wide = rf"(?:{data['body_matters_en']}|{matter})"
        of = rf"(?i:{wide})(?:(?:,\s(?:and\s)?|\sand\s)(?i:{wide}))*"
        self._by_kind = Cued(
            rf"\b(?=[A-Z])(?P<kind>{_RANK}(?:(?:Ministry|Department|Administration|Authority|Agency|Commission|Office|"
            r"Directorate|Secretariat|Bureau|(?<=National )Board|Board(?! of [Tt]rade)|Inspectorate)"
            rf"\s(?:of|for)\s(?:the\s)?(?=[A-Z]){of}\b|"
            rf"(?=[A-Z])(?:International\s)?{of}\s{_KIND}\b|Statistical\s(?:Institute|Office|Service)|"
            rf"Bureau\sof\sStatistics|Statistics\s(?:Bureau|Office|Agency)))(?!\s(?:[A-Z]|of\b|for\b))"
        )
        self._korean = Cued(
            rf"(?<![가-힣])(?P<stem>(?:{stems}){{1,3}}(?!위원회)|(?:{stems})?(?:{data['body_matters_ko']}))"
            r"(?P<kind>부|성|위원회|청|총국|관리국)(?=[은는이가와과의도에,.…\s\"”'’·]|$)"
        )

    @property
    def patterns(self) -> tuple[Cued, ...]:
        """What bodies are found by."""
        return self._listed, self.by_matter, self._by_kind, self._korean

    def all_in(
        self, words: str, homes: Callable[[], Sequence[tuple[int, str]]], may_hold: Collection[Cue]
    ) -> Iterator[Body]:
        """The bodies of a sentence that act or speak. `homes`: where countries are named, in order; `may_hold`: those
        patterns whose cues it holds."""
        taken: list[Body] = []
        known = self._known(words, homes) if self._listed in may_hold else ()
        for body in (*known, *self._others(words, homes, may_hold)):
            if any(body.start < other.end and other.start < body.end for other in taken):
                continue
            taken.append(body)
            if _acts(words, body):
                short = _SHORT.match(words, body.end)  # the Ministry of Commerce (MOFCOM)
                body_id = self._ids.get(short[1]) if short else None
                yield replace(body, body_id=body_id) if body_id else body

    def _known(self, words: str, homes: Callable[[], Sequence[tuple[int, str]]]) -> Iterator[Body]:
        for match in self._listed.find.finditer(words):
            body = self._ids.get(match[0])
            if body is None:
                home = _home(match.start(), homes())
                body = self._homes.get((home, match[0])) if home else None
            elif match[0] in _SHARED and _home(match.start(), homes()) == _SHARED[match[0]]:
                body = _id(_SHARED[match[0]], _KOREAN_MATTERS[match[0][:2]])
            elif "-" in body:
                body = _rehomed(body, match[0], _owner(words, match.start(), homes()))
            if body is not None:
                yield Body(match.start(), match.end(), body, match[0])

    def _others(
        self, words: str, homes: Callable[[], Sequence[tuple[int, str]]], may_hold: Collection[Cue]
    ) -> Iterator[Body]:
        for match in self.by_matter.find.finditer(words) if self.by_matter in may_hold else ():
            named = match["of"] or match["before"] or match["customs"]
            home = _home(match.start(), homes())
            if home is None and not re.search("[A-Z]", match[0]) and not _SPEAKS.match(words, match.end()):
                continue
            yield Body(match.start(), match.end(), _id(home, _slug(named)), match[0])
        for match in self._by_kind.find.finditer(words) if self._by_kind in may_hold else ():
            owner = _owner(words, match.start(), homes())
            if owner is None and match["kind"].startswith("Ministry"):  # no firm has one
                owner = _home(match.start(), homes())
            if owner is not None or _PUBLIC_KIND.fullmatch(match["kind"]):
                yield Body(match.start(), match.end(), _id(owner, _slug(match["kind"])), match[0])
        if self._korean not in may_hold or not homes():
            return
        for match in self._korean.find.finditer(words):
            of = _home if match["kind"] in "부성" else partial(_owner, words)  # clubs have committees
            home = of(match.start(), homes())
            if home is not None:
                stem = match["stem"] if match["kind"] in "부성" else match["stem"] + match["kind"]
                yield Body(match.start(), match.end(), _id(home, _KOREAN_MATTERS.get(stem, stem)), match[0])


def _acts(words: str, body: Body) -> bool:
    before, after = words[: body.start], words[body.end :]
    if before.endswith("(") and after.startswith(")"):
        return False  # the short form of the name before it
    if before.endswith(("'", "‘", "“", '"')) and after[:1] in ("'", "’", "”", '"'):
        return False  # a name in quotation marks
    if _WITHIN_ROLE.match(after) or _AS_A_PLACE.match(after):
        return False
    if _TOPIC_AFTER.match(after) or _TOPIC_BEFORE.search(before):
        return False
    if _LAST.match(after) and not _SAID_BY.search(before):
        return False  # "had angered the White House."
    if _IS_MADE.match(after) or _ACTED_ON.search(before) or _KOREAN_ACTED_ON.match(after):
        return False
    return not (_BESIDE.search(before) or _OF_A_ROLE.search(before))


def _home(start: int, homes: Sequence[tuple[int, str]]) -> str | None:
    before = [code for at, code in homes if at < start]
    return before[-1] if before else None


def _owner(words: str, start: int, homes: Sequence[tuple[int, str]]) -> str | None:
    """The country right before a body: Sweden's, 일본."""
    return next((code for at, code in homes if at < start and _OF_COUNTRY.fullmatch(words, at, start)), None)


def _rehomed(body: str, form: str, owner: str | None) -> str:
    """The id of a body whose form is listed for another country than the one it belongs to here."""
    if owner is None or body.startswith(f"{owner.lower()}-"):
        return body
    named = _OF_KIND.sub("", form)
    return _id(owner, _KOREAN_MATTERS.get(named, named) if not named.isascii() else _slug(named))


def _slug(named: str) -> str:
    lowered = named.lower()
    return re.sub(r"[^a-z]+", "-", _ADJECTIVE_FORM.get(lowered, lowered)).strip("-")


def _id(home: str | None, slug: str) -> str:
    return f"{home.lower()}-{slug}" if home else slug
