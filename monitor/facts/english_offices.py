"""Names beside a public office in English: "Finance Minister Choi", "Ghana's minister for trade, Kwame Ofori". "
"Pure."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from monitor.facts.cues import Cued

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĻŁŃŅŇŌŐŒŘŚŞŠŤŪŮŰŹŻŽ"
_LINK = r"(?:von|van|der|den|de|da|di|dos|do|del|la|le|bin|al|el|ul)"
_NAME = rf"[{_CAPITAL}][\w'’.-]*(?:\s(?:[{_CAPITAL}][\w'’.-]*|{_LINK}))*\s[{_CAPITAL}][\w'’-]+"
_SURNAME = rf"[{_CAPITAL}][\w'’-]+"
_NO_NAME = re.compile(
    r"(?:The|A|An|In|On|At|Of|For|And|But|Or|To|By|As|Hotel|Creek|Island|League|Bridge|Lines|Birds|Rocks|House|Street|"
    r"Avenue|Cup|Park|Road|Bay|Beach|River|Lake|Hall|Club|School|College|University|Station|Airport|Square|Tower|"
    r"Office|"
    r"[A-Z][a-z]+day|January|February|March|April|May|June|July|August|September|October|November|December|Says|Said|"
    r"Calls|Sees|Wants|Warns|Urges)"
)
_POSSESSIVE = (
    rf"(?:[{_CAPITAL}][\w.-]*(?:\s[{_CAPITAL}][\w.-]+)?['’]s?\s|"
    r"(?:[Tt]he|[Ii]ts|[Tt]heir|[Tt]hat|[Oo]ur)\s(?:\w+['’]s\s)?|an?\s)"
)
_ADJECTIVES = rf"(?:(?:[{_CAPITAL}][\w.-]+|former|then|outgoing|acting|new|newly appointed|incoming)\s){{0,3}}"
_AFTER_OF = re.compile(r"(?:\s(?:of|for|at|to|in)\s(?:the\s)?(?:[\w.'’&-]+\s?){1,5})?")
_HEADS = frozenset(("head", "director", "chief", "chair", "chairman", "chairwoman"))
_OWNS = re.compile(r"['’]s?\s")
_IN_TITLE = re.compile(
    r"(?<!\S)(?:Is|Are|Was|Were|Has|Have|Had|Will|Would|Says|Said|Wants|Warns|Urges|Sees|Calls|To|Could|Should|"
    r"Can|Does|"
    r"Visits|Meets|Heads|Signs|Announces|Threatens|Tells|Faces|Gets|Makes|Takes|Backs|Hails|Slams|Vows|Seeks|Defends|"
    r"Rejects|Confirms|Unveils|Plans|Pushes|Returns|Arrives|Leaves|Asks|Denies|Resigns|Steps|Speaks|Discusses|"
    r"Promises|"
    r"Over|In|At|For|From|With|And|After|Amid|Against|About|As|Not)(?!\S)"
)
_HONOUR = re.compile(  # Rear Admiral Daniel Hagari, Ms. Haley
    r"^(?:(?:Mr|Mrs|Ms)\.?\s|(?:(?:Sir|Dame|Dr\.?|(?:Rear|Vice|Lt\.?|Lieutenant|Maj\.?|Major|Brig\.?|Brigadier)(?=\s[A-Z])|"
    r"Admiral|Adm\.|General|Gen\.|Brigadier|Colonel|Col\.|Major|Maj\.|Captain|Capt\.|Commander|Cmdr\.)\s)+(?=\S+\s))"
)
_HOUSE = re.compile(r"\b(?:News|Times|Post|Journal|Press|Media|Radio|TV|Network|Magazine|Review|Daily)$")
_TIME = re.compile(r"\d\s?$")  # 8:00 PM
_JOINED = re.compile(r"(?<!\w)(?:[Vv]ice|[Dd]eputy|[Ee]x|[Cc]o|[Aa]cting)-$")  # Vice-President, ex-minister
_HOUSE_OF = re.compile(  # Bank of Japan Governor, Department of Correction spokesman
    r"(?:[A-Z][\w.]*\s)?(?:Bank|Department|Ministry|Board|Office|House|Chamber|Council|Bureau|Secretary)\sof\s(?:the\s)?$"
)
_TAIL = re.compile(r"['’]s?$|[.,]$")
_STOP = re.compile("[,;.]")
_END_OF_NAME = r"(?=,|;|\.|\s(?:said|told|has|had|will|is|was|and|who|says)\b|$)"
_BODY = (
    r"(?:ministry|department|service|agency|authority|bureau|administration|commission|office|customs|treasury|"
    r"secretariat)"
)


_OWN = re.compile(
    r"\b(?:(?i:athletic|artistic|creative|sporting|casting)|Trustees|"
    r"Workers|Growers|Farmers|Producers|Manufacturers|Exporters|Farm Bureau|Motors?|Air|Airlines|Bank(?! of)|"
    r"(?<=[a-z] )State(?= [Pp]resident))\b"
)
_OF_STATE = re.compile(r"[Mm]inister|[Ss]ecretary|[Cc]ommissioner|[Aa]mbassador|[Cc]entral [Bb]ank|Bank of ")
_MANIFOLD = re.compile(  # led by another name than a country's these are of colleges and leagues
    r"(?<!Vice)(?<!Deputy)(?<!Former)(?<!Acting)(?<!former) (?:President|Chancellor|Commissioner)$"
)
_OF_FIRMS = re.compile(  # matters that firms have chiefs for as well
    r"^[Hh]ead|\b(?i:senior|executive|group) [Vv]ice[ -][Pp]resident$|"
    r"(?i:\b(?:finance|financial|investment|technology|science|security|development|tax|energy|information|"
    r"transport|education|health|culture|business)\s(?:chief|head|director|president|adviser|advisor|chair\w*))$"
)
_TITLE = re.compile(  # before a name with a capital: President Han, whoever he presides over
    r"(?:President|Secretary|[Mm]inister|Governor|Ambassador|Commissioner|Chancellor|Envoy|Negotiator|"
    r"Director-General)"
)
_OF_SEAT = re.compile(r"(?:[Aa]mbassador|[Ee]nvoy|[Hh]igh [Cc]ommissioner)$")
_OF_MANY = re.compile(r"(?:[Ss]enators|Sens\.|Reps\.|Representatives)$")
_GOES_ON = re.compile(  # behind a family name alone: somebody does something
    r"(?:['’]s)?(?:\s(?:[a-z]+(?:s|ed)|to|will|would|has|had|is|was|in|on|at|and|may|says?|said|told|met|set)\b|"
    r"[,:.;]|$)"
)
_PRIVATE = re.compile(
    r"(?i:\b(?:association|federation|confederation|chamber|council of|(?<!European )union|cooperative|co-op|society|"
    r"institute|club|league|school|college|university|bank['’]s|company|firm|group|brokerage|brand|research|sales|"
    r"marketing|orchestra|airline|hotel|church|diocese|hospital|museum|fund|local|lobby|alliance|coalition|"
    r"foundation|nonprofit|charity|armed wing)\b)"
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody beside an office: the characters of both, the name, the role as it is written, whether it is public."""

    start: int
    end: int
    name: str
    role: str
    is_sure: bool  # public by itself, so that a family name alone is enough
    is_open: bool = False  # of whom only the name can tell whether the office is public: Harvard President


class EnglishOffices:
    """The shapes in which English gives somebody an office."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        matters = rf"(?i:{data['portfolios_en']})"
        of_matters = rf"(?:\s(?:of|for)\s(?:the\s)?{matters}\b(?:(?:,?\sand\s|,\s|\s){matters}\b)*)?"
        minister = rf"(?:{data['sure_en']}|{data['shared_en']}{of_matters})"
        self.office = Cued(rf"(?<!\w)(?=\w){minister}(?:-designate|-elect)?")
        self._matter = re.compile(rf"\b(?:{matters})\b")
        self._sure = re.compile(data["sure_en"])
        self._public = re.compile(data["public_en"])
        self._of_role = re.compile(
            rf"(?!(?:The|A|An|How|Why|What|Who|Inside|Where|Is|Can|Will|On|In|But|And|As|At|For|From|To|Of|With|"
            rf"By|When|While|After|Before|During|Since|"
            rf"Until|If|Although|"
            rf"Though|Because|Earlier|Later|Like|Meanwhile|Then|That|This|Both|Also|So|Yet|Even|Only|Among|Between|"
            rf"January|February|March|April|May|June|July|August|September|October|November|December|"
            rf"[A-Z][a-z]+day)$)[{_CAPITAL}][\w.&-]*|deputy|vice|acting|"
            rf"former|ex-\w+|assistant|top|chief|senior|special|prime|tariff|press|cabinet|committee|{matters}"
        )
        self._head_of = re.compile(
            rf"\sof\s(?:the\s|its\s|their\s|[{_CAPITAL}][\w.-]*['’]s?\s)?(?:[\w-]+\s){{0,3}}?{_BODY}\b(?!\s{_BODY}\b)"
        )
        self._name_after = re.compile(rf"\s(?P<name>{_NAME}|{_SURNAME})")
        self._name_next = re.compile(rf"(?:,\s|,?\sand\s)(?P<name>{_NAME})")
        self._name_after_body = re.compile(
            r"\sof\s(?:the\s)?(?:WTO|IMF|OECD|UN|EU|World Trade Organi[sz]ation|International Monetary Fund|World "
            r"Bank|"
            rf"European (?:Commission|Council|Parliament|Central Bank)|Bank of [{_CAPITAL}]\w+)\s(?P<name>{_NAME})"
        )
        self._name_after_seat = re.compile(  # U.S. Ambassador to India Sergio Gor
            r"\sto\s(?:the\s)?(?:(?:South|North|New|Saudi|Hong|Sri|United|European|Costa|El|Czech|Dominican)\s)*"
            rf"[{_CAPITAL}][\w.]*\s(?P<name>{_NAME})"
        )
        self._name_set_off = re.compile(rf",\s(?P<name>{_NAME}){_END_OF_NAME}")
        self._name_before = re.compile(rf"(?P<name>{_NAME}|{_SURNAME}),\s(?:{_POSSESSIVE})?{_ADJECTIVES}$")

    def holders(self, words: str, is_of_place: Callable[[int, int], bool]) -> Iterator[Holder]:
        """Who holds an office in a sentence. `is_of_place` tells whether a country is named between two characters."""
        for office in self.office.find.finditer(words):
            if office[0] == "PM" and _TIME.search(words, 0, office.start()):
                continue
            start = self._begin(words, office.start())
            end = office.end()
            head = self._head_of.match(words, end) if office[0].lower() in _HEADS else None
            end = head.end() if head else end
            role = words[start:end]
            is_firm = _OF_FIRMS.search(role) is not None
            is_sure = bool(self._sure.search(role) or (self._matter.search(role) and not is_firm))
            if not is_sure and not self._is_public(words, start, end, is_of_place):
                after = self._name_after.match(words, end)
                if after and not _is_private(words, start, end):
                    is_manifold = _MANIFOLD.search(role) and (" State " in role or not is_of_place(start, end))
                    is_title = _TITLE.match(office[0]) is not None
                    if not is_title and _PRIVATE.search(words, after.end(), after.end() + 30):
                        continue
                    is_open = is_firm or is_manifold or not is_title
                    yield Holder(start, after.end(), _clean(after["name"]), role, is_sure=False, is_open=bool(is_open))
                continue
            if not self._sure.search(role) and not _OF_STATE.search(role) and _is_private(words, start, end):
                continue
            yield from self._named(words, start, end, role, is_sure=is_sure)

    def _begin(self, words: str, start: int) -> int:
        """Where a role begins of which the office stands at `start`: with the words before it that belong to it."""
        if joined := _JOINED.search(words, max(0, start - 8), start):
            start = joined.start()
        for _ in range(6):
            if words[start - 1 : start] != " ":
                break
            blank = words.rfind(" ", 0, start - 1)
            word = words[blank + 1 : start - 1]
            if word == "and":  # Trade and Industry Minister
                blank = words.rfind(" ", 0, blank)
                word = words[blank + 1 : start - len(" and ")]
                if not self._matter.fullmatch(word):
                    break
            if not self._of_role.fullmatch(word):
                break
            start = blank + 1
            if house := _HOUSE_OF.search(words, max(0, start - 40), start):
                return house.start()
        return start

    def _is_public(self, words: str, start: int, end: int, is_of_place: Callable[[int, int], bool]) -> bool:
        """Whether an office that firms have as well is a state's here: a country or a body stands beside it."""
        stop = _STOP.search(words, end)
        last = min(end + 50, stop.start() if stop else len(words))
        first = max(words.rfind(",", 0, start), start - 25, 0)
        if _PRIVATE.search(words, first, last):
            return False
        if named := self._name_after.match(words, end):  # what follows the name says nothing of the office
            last = last if words.startswith((" of ", " at "), named.end()) else named.end()
        if words[start:end].lower().rpartition(" ")[2] in _HEADS:  # firms have these in every country
            return bool(self._public.search(words, first, last))
        return bool(self._public.search(words, first, last)) or is_of_place(first, last)

    def _named(self, words: str, start: int, end: int, role: str, *, is_sure: bool) -> Iterator[Holder]:
        after = self._name_after.match(words, end)
        if after and self.office.find.search(after["name"]):
            return  # Chief Cabinet Secretary: the office is the last of them
        if after and _IN_TITLE.match(after["name"]):
            return  # Trump's Energy Secretary Wants Data Centers
        if after and (" " in after["name"] or not _NO_NAME.fullmatch(after["name"])):
            yield Holder(
                start, after.end(), _clean(after["name"]), role,
                is_sure=is_sure and _GOES_ON.match(words, after.end()) is not None,
            )  # fmt: skip
            while _OF_MANY.search(role) and (after := self._name_next.match(words, after.end())):
                yield Holder(after.start("name"), after.end(), _clean(after["name"]), role, is_sure=is_sure)
            return
        seat = self._name_after_seat.match(words, end) if _OF_SEAT.search(role) else None
        if seat:
            role = words[start : seat.start("name")].rstrip()
            yield Holder(start, seat.end(), _clean(seat["name"]), role, is_sure=is_sure)
            return
        after = self._name_after_body.match(words, end)
        if after:
            yield Holder(start, after.end(), _clean(after["name"]), role, is_sure=is_sure, is_open=True)
            return
        rest = _AFTER_OF.match(words, end)
        for place in {end, rest.end() if rest else end}:
            set_off = self._name_set_off.match(words, place)
            if set_off and not self.office.find.search(set_off["name"]):  # a second title is an office of its own
                yield Holder(start, set_off.end(), _clean(set_off["name"]), role, is_sure=is_sure)
                return
        if _OWNS.match(words, end):
            return  # the Prime Minister's wife
        name = self._name_before.search(words, max(0, start - 90), start)
        if name and (self.office.find.search(name["name"]) or _HOUSE.search(name["name"])):
            return
        if name and not _NO_NAME.fullmatch(name["name"].split(" ")[0]):
            own = _OWNS.split(name["name"])[-1]  # Belgium's Maxime Prevot, the foreign minister
            yield Holder(name.start(), end, _clean(own if " " in own else name["name"]), role, is_sure=False)


def _is_private(words: str, start: int, end: int) -> bool:
    """Whether a firm's or a club's name leads up to an office: American Soybean Association President."""
    lead = words[max(0, start - 30) : end].rpartition(", ")[2]
    return bool(_PRIVATE.search(lead) or _OWN.search(lead))


def _clean(name: str) -> str:
    titled = _IN_TITLE.search(name, 1)
    name = name[: titled.start()].rstrip() if titled else name  # in a headline of capitals
    return _HONOUR.sub("", _TAIL.sub("", _OWNS.split(name.strip())[0]))
