"""What English words in capitals are, by their form and by what is said of them: person, body or outlet. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.facts.attribution import Named, of_known
from monitor.facts.directory import COMMA, Directory, masked
from monitor.facts.english_words import words_of
from monitor.facts.people import Officials

CAP = rf"(?:[A-ZÀ-Þ][\w'’.&{COMMA}-]*|\d[A-Z]\w*)"
LINK = (
    r"(?:(?:(?:of|for|and|on|&|de|des|do|dos|di|della|et|y|von|van|der|den|bin|al|du)\s"
    r"(?:the\s|la\s|los\s|der\s)?)|la\s)"
)
_NAME = r"(?:[A-ZÀ-Þ][\w'’-]*[a-zà-ÿ][\w'’-]*|[A-Z]\.(?:\s?[A-Z]\.)?|J[DBRT])"
_PARTICLE = r"(?:von|van|der|de|den|la|du|da|bin|al|el)"
PERSON = re.compile(rf"{_NAME}(?:\s(?:{_NAME}|{_PARTICLE})){{1,4}}")
HOUSE_OF = re.compile(r"\s(?:of|at|from|with|for)\s(?:the\s)?(?=[A-Z])")
_NOUN = (
    r"(?P<noun>institute|association|federation|confederation|union|bank|ministry|department|directorate|agency|council"
    r"|chamber|lobby|foundation|centre|center|board|commission|authority|bureau|consultancy|cooperative|committee|office"
    r"|(?:news |wire |business |financial |trade |state |online )*(?:agency|daily|newspaper|magazine|broadcaster"
    r"|website|weekly|site|portal|tabloid|channel|television|radio|network|newswire|service))"
)
WITH_NOUN = re.compile(rf"(?:^|\s)[Tt]he\s(?:[a-z-]+\s)?(?P<name>{CAP}(?:\s{CAP}){{0,3}})\s{_NOUN}$")
NOUN_BEHIND = re.compile(rf"the\s(?:[a-z-]+\s)?(?P<name>{CAP}(?:\s{CAP}){{0,3}})\s{_NOUN}(?![\w-])")
NOUN_ALONE = re.compile(rf"(?:^|\s)[Tt]he\s{_NOUN}$")
_SHORT = re.compile(r"(?:[A-Z]{3,7}|[A-Z]&[A-Z])")
_IN_TITLES = frozenset(("Daily", "Weekly", "Monthly", "Radio", "Television"))  # begin an outlet's own name
_CALLING_OF = re.compile(r"\s(?:of|at|for)\s")
_WITH_INITIALS = re.compile(r"(?:[A-Z]{2,5}|[A-Z]&[A-Z]|\d[A-Z])\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?")  # CK Hutchison
_IN_ONE = re.compile(r"[A-Z][a-z]+[A-Z]\w*|[A-Z]+[a-z]+[A-Z]\w*|[A-Z]\w+-[A-Z]\w+")  # CitrusBR, Interfax-Ukraine
_COMMON_ENDS = re.compile(r".*(?:[^aiuoy]s|ly|tion|sion|ment|ness|ity|ship|ance|ence|ism|ing|men|ed)")
_FOREIGN_ARTICLE = re.compile(r"(?:El|La|Le|Les|Il|Die|Der|Los|O)(?:\s[A-ZÀ-Þ][\wà-ÿ]+){1,2}")
_WHICH = re.compile(r"which\s")
_KIN_AHEAD = re.compile(  # my godmother Cynthia; Jonny “JonnyCakes” Manganello
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Mom|Dad|Aunt|Uncle)\.?|\b(?:husband|wife|son|daughter|brother|sister|mother|father|friend|"
    r"godmother|godfather|cousin|uncle|aunt|rapper|singer|actor|actress|comedian|striker|pitcher|quarterback|named|called)|"
    r"[“\"]\w+[”\"])\s$"
)
_SOMEBODY_BEHIND = re.compile(
    r",? (?:who|whose)\b(?! (?:shares|stock|brands|products))|, \d\d,|(?:['’]s)? (?:wife|husband|mother|father|"
    r"sister|brother|daughter|son)\b|,? (?:said|says|added|told \w+|explained|recalled|admitted|tells \w+)(?: that)? "
    r"(?:he|she|his|her)\b|, and \w+ (?:he|she)\b"
)
_ASKS = re.compile(
    r"(?:Could|Would|Should|Did|Does|Do|Is|Are|Was|Were|Has|Have|Had|Can)\s"
)  # Could Trump have said more?
_DESCRIBED = re.compile(r"[A-Z]\w+-(?:based|owned|led|listed|backed|run|controlled)")  # State-owned Air Canada
_FIRST_NAMES = re.compile(rf"(?<![\w'’.-])(?:{_NAME}\s){{1,3}}$")
_GIVEN_NAMES = re.compile(r"\s[A-Z][a-z]+(?:-[a-z]+|\s[A-Z][a-z]+)?(?![\w'’-])")
_LONGEST_NAME = 40  # characters that are looked at beside a family name
_PART_OF_WORD = re.compile(r"[\w-]")

_TITLE_ALONE = re.compile(r"(?:chief executive(?: officer)?|official|president|chairman|spokes\w+|manager|director)")
_LEAD_IN = re.compile(
    r"^(?:(?:However|Earlier|Also|Meantime|Separately|And|But|As|So|Yet|Still|Meanwhile|Now|Even|In|while|though)\s)+"
)
_TAKEN_UP = re.compile(
    r"[Tt]he\s(?:[\w-]+\s){0,3}?[\w-]+(?<!s)(?<!people)(?<!media)|[Tt]he\s\w+"
    r"|(?i:its|their|his|her|our|those|these|that|this|such|the same)\b.*"
)


@dataclass(frozen=True)
class Forms:
    """Tells names by their form. `directory` has those that are known."""

    directory: Directory
    text: str  # the whole article's

    def named(self, run: str, before: str, *, ahead: str = "", behind: str = "") -> Named | None:
        """Whose name these words in capitals are; `ahead` stands before them, `behind` after a comma."""
        run = without_lead(run)
        if _ASKS.match(run):
            return None
        if re.match(r"\d+$", behind):  # "Theresa, 70, said"
            return self.person(run, before) or Named(run, "speaker")
        person = self.person(run, before)
        if person and ahead.strip():  # "correspondent Gabriel Elizondo reported"
            person = replace(person, is_bare=False)
        return self._called(run, ahead, behind) or person or self.organisation(run) or self.sole(run, before)

    def person(self, run: str, before: str) -> Named | None:
        """Somebody by first and family name, or by a calling and either."""
        said = words_of()
        whole = without_lead(run).rstrip(",")
        run = re.split(r"['’]s\s", whole)[-1]
        if run.endswith(("'s", "’s")):
            return None
        roles = list(said.role.finditer(run))
        name = run[roles[-1].end() :].strip(" ,") if roles else run
        if PERSON.fullmatch(name):
            is_house = said.organisation.search(name) or self._is_outlet(name)
            if (
                (is_house and not roles)
                or name in said.nations
                or name.split()[0].removesuffix("'s").removesuffix("’s") in said.places
            ):
                return None
            is_bare = not roles and run == whole and not self.is_official(name)
            return None if self.directory.named(name) else Named(name, "speaker", is_bare=is_bare)
        is_house = said.organisation.search(name) or self._is_outlet(name)
        if roles and re.fullmatch(r"[A-Z][\w'’-]*[a-z]", name) and name not in said.places and not is_house:
            return Named(full_name(name, before, self.directory.officials), "speaker")
        return None

    def organisation(self, run: str) -> Named | None:
        """A body or an outlet, by a word that only those have in their names, or by initials."""
        said = words_of()
        bare = re.sub(r"(?:['’]s)?$", "", run)
        if not bare or any(
            one in said.places or one in said.nations or one in said.states for one in bare.split(" and ")
        ):
            return None
        if (calling := said.role.match(bare)) and _CALLING_OF.match(
            bare, calling.end()
        ):  # "CEO of Fortuna Investments"
            return None
        if " & " in bare and not said.role.search(bare):
            return Named(bare, "quoted body")
        if " " in bare and self._is_outlet(bare):
            return Named(bare, "reporting source")
        if " " in bare and said.organisation.search(bare):
            return Named(bare, "quoted body")
        if _SHORT.fullmatch(bare) or (_WITH_INITIALS.fullmatch(bare) and not said.role.search(bare)):
            is_of_a_place = bare.split(" ")[0] in said.places
            return None if is_of_a_place else Named(bare, "quoted body")
        return None

    def is_official(self, name: str) -> bool:
        return self.directory.officials.person(name) is not None

    def is_name(self, word: str) -> bool:
        """Whether a word in capitals has them within a sentence as well."""
        return any(
            at > 1 and self.text[at - 1] == " " and (self.text[at - 2].islower() or self.text[at - 2] == ",")
            for at in _places_of(word, self.text)
        )

    def last_body(self, noun: str, before: str) -> Named | None:
        """Which body "the ministry" takes up: the last whose name has the word."""
        at = before.rfind(noun.capitalize())
        if at < 0:
            return None
        first = max(before.rfind("\n", 0, at) + 1, at - 2 * _LONGEST_NAME)
        stretch = masked(before[first : at + 2 * _LONGEST_NAME])
        start, end = at - first, at - first + len(noun)
        for run in re.finditer(rf"(?<![\w'’.&-]){CAP}(?:\s{LINK}?{CAP})*", stretch):
            if run.start() <= start and run.end() >= end:
                name = without_lead(run[0]).rstrip(".'’")
                found = self.directory.at_end(name) or self.directory.at_start(name)
                if found:
                    return Named(found[1].name, "quoted body", is_known=True) if found[1].group == "body" else None
                return self.organisation(name)
        return None

    def with_noun(self, found: re.Match[str]) -> Named | None:
        """Whom a name with a noun behind it tells: an outlet without the noun, a body with it."""
        name, noun, said = found["name"].removesuffix("-based"), found["noun"], words_of()
        if known := self.directory.named(name) or self.directory.named(f"{name} {noun}"):
            return of_known(known)
        if name in said.places or name in said.states or name in said.nations or without_lead(name) != name:
            return None
        if said.outlet_ahead.fullmatch(noun):
            return Named(name, "reporting source")
        return Named(f"{name} {noun}", "quoted body")

    def _called(self, run: str, ahead: str, behind: str) -> Named | None:
        """By what the text calls it: "local daily Prothom Alo", "Eurofer, the steelmakers' association"."""
        said = words_of()
        first, _, rest = run.partition(" ")
        rest = rest if rest[:1].isupper() and first not in _IN_TITLES else ""
        if rest and said.outlet_ahead.fullmatch(first.lower()):
            return Named(rest, "reporting source")
        if rest and said.body_ahead.fullmatch(first.lower()):
            return Named(rest, "quoted body")
        if not (ahead or behind) or not re.match(r"[A-ZÀ-Þ]", run) or self.directory.officials.person(run):
            return None
        is_person = bool(words_of().role.search(run))
        if not is_person and (said.outlet_ahead.search(ahead.rstrip()) or said.outlet_behind.match(behind)):
            return Named(run, "reporting source")
        if (
            not is_person
            and run not in said.places
            and (said.body_ahead.search(ahead.rstrip()) or said.body_behind.match(behind) or _WHICH.match(behind))
        ):
            return Named(run, "quoted body")
        return None

    def _is_outlet(self, name: str) -> bool:
        said = words_of()
        if said.outlet.search(name) or said.outlet_first.match(name):
            return True
        return _FOREIGN_ARTICLE.fullmatch(name) is not None and not re.search(rf"[A-Z]\w+ {re.escape(name)}", self.text)

    def sole(self, run: str, before: str) -> Named | None:
        """One word in capitals: somebody named in full before, or a company."""
        said = words_of()
        if not re.fullmatch(r"[A-ZÀ-Þ][\w-]*[\wà-ÿ]", run) or run in said.places or run in said.states or run.isupper():
            return None
        if run[-1].islower():
            full = full_name(run, before, self.directory.officials)
            if full != run or self.is_official(run):
                return Named(full, "speaker")
        if said.role.fullmatch(run) or said.organisation.fullmatch(run):
            return None
        if not (self.is_name(run) or self._is_no_word(run)):
            return None
        return None if self._is_somebody(run) else Named(run, "quoted body", is_sure=False)

    def _is_somebody(self, word: str) -> bool:
        """Whether the article speaks of a name of one word as of a person whom it never names in full."""
        return any(
            _KIN_AHEAD.search(self.text, max(0, at - 30), at) or _SOMEBODY_BEHIND.match(self.text, at + len(word))
            for at in _places_of(word, self.text)
        )

    def _is_no_word(self, word: str) -> bool:
        """Whether a word that opens a sentence is no common one, which says "drivers said" with a capital."""
        if _IN_ONE.fullmatch(word):
            return True
        said = words_of()
        return (
            len(word) > 3
            and not _COMMON_ENDS.fullmatch(word)
            and word not in said.no_name
            and word not in said.common
            and next(_places_of(word.lower(), self.text), None) is None
        )


def unnamed_by(core: str) -> Named | None:
    """Somebody without a name, by the words that describe them; not whom they take up ("the two", "their")."""
    core = _LEAD_IN.sub("", core.strip()).removesuffix(" who")
    first, _, rest = core.partition(" ")
    last = core.rsplit(" ", 1)[-1]
    is_placed = re.search(r"\s(?:in|at|from|of|to|with|on)\s", core)  # "traders in Chicago", but not "Naomi Farmer"
    if last[:1].isupper() and not is_placed and (rest or not last.endswith(("s", "people", "media"))):
        return None
    if not is_placed and first[:1].islower() and first == core.split(" ")[0] and _TITLE_ALONE.fullmatch(core):
        return None  # "chairman and chief executive officer, ... said"
    if _TAKEN_UP.fullmatch(core) or not core or core.endswith(" to"):
        return None
    if words_of().crowd.search(core) and " " not in rest and first.lower() not in words_of().which:
        return None
    return Named(core, "unnamed")


def without_lead(run: str) -> str:
    """Without words that begin a sentence and are in capitals only for that."""
    parts = run.split(" ")
    if len(parts) > 1 and _DESCRIBED.fullmatch(parts[0]):
        parts.pop(0)
    while parts and (parts[0].rstrip(",.") in words_of().no_name or parts[0] in ("of", "and", "for", "on", "the")):
        if len(parts) > 1 and parts[0] in ("He", "An") and re.fullmatch(r"[A-Z][a-z]+", parts[1]) and len(parts) == 2:
            break  # He Lifeng
        parts.pop(0)
    return " ".join(parts)


def full_name(family: str, before: str, officials: Officials) -> str:
    """The name in full of somebody who is called by one word of it, if the article has given it before."""
    said = words_of()
    for at in _places_of(family, before):
        end = at + len(family)
        first = _FIRST_NAMES.search(before, max(0, at - _LONGEST_NAME), at)
        given = None if first else _GIVEN_NAMES.match(before, end, end + _LONGEST_NAME)
        parts = f"{first[0] if first else ''}{family}{given[0] if given else ''}".split(" ")
        while len(parts) > 1 and (said.role.fullmatch(parts[0]) or parts[0] in said.no_name or parts[0] in said.places):
            parts.pop(0)
        if roles := [nth for nth, part in enumerate(parts[:-1]) if said.role.fullmatch(part)]:
            parts = parts[roles[-1] + 1 :]  # Florida State President Richard McCullough
        name = " ".join(parts)
        if len(parts) < 2 or said.role.search(name) or said.organisation.search(name):
            continue
        if given is None or "-" in name or officials.person(name):
            return name
    return family


def _places_of(word: str, text: str) -> Iterator[int]:
    """Where a word stands by itself."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if (at == 0 or not _PART_OF_WORD.match(text[at - 1])) and not _PART_OF_WORD.match(text[end : end + 1]):
            yield at
        at = text.find(word, end)
