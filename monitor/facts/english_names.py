"""Whom English words end or begin with: a listed name, a person, somebody unnamed, a name of a telling form. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from monitor.facts.attribution import Named, of_known
from monitor.facts.cues import Cued
from monitor.facts.directory import COMMA, Directory
from monitor.facts.english_words import words_of
from monitor.facts.people import Officials

_HARD = re.compile(r"[;:\"“”—–]|,(?!\s(?:Inc|Ltd|Jr|Sr|Co)\b)|\s-+\s|\((?=[^)]*$)")
_SOFT = re.compile(
    r"(?:^|(?<=\s))(?:that|as|while|after|before|but|when|because|where|if|whether|although|though|which|who|than|until"
    r"|since|unless|so|what|how|why)\s"
)
_CAP = rf"(?:[A-ZÀ-Þ][\w'’.&{COMMA}-]*|\d[A-Z]\w*)"
_LINK = r"(?:(?:of|for|and|on|&|de|von|van|der|den|bin|al|du|la)\s(?:the\s)?)"
_RUN_AT_END = re.compile(rf"(?<![\w'’.&-]){_CAP}(?:\s{_LINK}?{_CAP})*$")
_RUN_AT_START = re.compile(rf"(?:(?:the|The|an?)\s)?(?P<run>{_CAP}(?:\s{_LINK}?{_CAP})*)")
_NAME = r"(?:[A-ZÀ-Þ][\w'’-]*[a-zà-ÿ][\w'’-]*|[A-Z]\.(?:\s?[A-Z]\.)?|J[DBRT])"
_PERSON = re.compile(rf"{_NAME}(?:\s(?:{_NAME}|von|van|der|de|den|la|du|da|bin|al|el)){{1,4}}")
_ACRONYM_BEHIND = re.compile(r"\s?\((?P<short>[^()]{1,40})\)$")
_SHORT = re.compile(r"(?:[A-Z]{3,7}|[A-Z]&[A-Z])")
_PREPOSITION = re.compile(
    r"(?:^|\s)(?:of|at|from|for|with|in|against|to|by|on|than|near|over|like|about|between)(?:\sthe)?\s?$"
)
_HOUSE_OF = re.compile(r"\s(?:of|at|from|with|for)\s(?:the\s)?(?=[A-Z])")
_SPOKEN_FOR = re.compile(
    r"(?:^|\s)(?:[Oo]fficials|[Ss]cholars|[Rr]esearchers|[Ee]conomists|[Aa]nalysts|[Ee]xperts|[Ss]trategists|[Ee]xecutives"
    r"|[Ff]ellows|[Ss]pokes(?:man|woman|person|people)|[Ss]tatement|[Rr]epresentatives)\s(?:at|from|with|of|for|by)\s"
    r"(?P<house>(?:the\s)?[A-Z].*)$"
)
_SPOKESMAN_BEHIND = re.compile(r"\s(?:spokes(?:man|woman|person)|officials|researchers|economists|analysts)$")
_SPOKESMAN_AHEAD = re.compile(
    r"(?:an?\s|the\s)?(?:\w+\s)?(?:spokes(?:man|woman|person)|statement|officials)\s(?:for|at|from|of|by)\s(?=(?:the\s)?[A-Z])"
)
_DOCUMENT = (
    r"(?:survey|study|report|poll|analysis|commentary|paper|statement|estimates?|data|figures|statistics|note|forecasts?"
    r"|research|review|briefing|memo|readout|documents?|filing|notice|calculations|article|story|op-ed|editorial(?:\sboard)?|index)"
)
_SOME_DOCUMENT = Cued(_DOCUMENT)
_OF_HOUSE = re.compile(rf"(?P<house>.+?)(?:['’]s?)?(?:\s(?!by|from|of|in)[a-z-]+){{0,2}}\s{_DOCUMENT}$")
_BY_HOUSE = re.compile(
    rf"(?:^|\s){_DOCUMENT}(?:\s(?:[a-z]+ed|issued|on\s\w+day|this\s\w+|last\s\w+)){{0,2}}\s(?:by|from|of|in)\s(?P<house>(?:the\s)?[A-Z].*)$"
)
_TO_HOUSE = re.compile(
    rf"(?:an?|the|new|its)?\s?(?:[\w-]+\s){{0,5}}?{_DOCUMENT}\s(?:[a-z]+ed\s|issued\s)?(?:by|from|of|in|that)\s(?=(?:the\s)?[A-Z])"
)
_MINISTRY = re.compile(
    r"(?:^|\s)[Tt]he\s(?P<body>(?!same|other|new|this|old)[a-z]+(?:\sand\s[a-z]+)?\s(?:ministry|office|bank|service|commission))$"
)
_MINISTRY_AHEAD = re.compile(r"the\s(?P<body>[a-z]+\s(?:ministry|office|bank|service|commission))\b")
_PRONOUN = re.compile(r"(?:^|[\s,\"”])(?P<who>[Hh]e|[Ss]he|[Ii]t)$")
_PREPOSITION_AHEAD = re.compile(r"(?:In|At|On|From|Of|For|With|By|To|Near|Outside|Inside|Like|Under)\s")
_LEAD_IN = re.compile(r"^(?:(?:And|But|As|So|Yet|Still|Meanwhile|Now|Even|In|while|though)\s)+")
_FIRST_NAMES = re.compile(rf"(?<![\w'’.-])(?:{_NAME}\s){{1,3}}$")
_GIVEN_NAMES = re.compile(r"\s[A-Z][a-z]+(?:-[a-z]+|\s[A-Z][a-z]+)?(?![\w'’-])")
_LONGEST_NAME = 40  # characters that are looked at beside a family name
_PART_OF_WORD = re.compile(r"[\w-]")
_TAKEN_UP = re.compile(
    r"[Tt]he\s(?:[\w-]+\s){0,3}?[\w-]+(?<!s)(?<!people)(?<!media)|[Tt]he\s\w+"
    r"|(?i:its|their|his|her|our|those|these|that|this|such|the same)\b.*"
)


@dataclass(frozen=True)
class Reader:
    """Reads who stands at the end or the start of words. `directory` has the names that are known."""

    directory: Directory
    text: str  # the whole article's

    def at_end(self, left: str, before: str, *, is_whole: bool = False) -> Named | None:
        """Who `left` ends with. `is_whole`: it stood before a comma, so that pronouns and "it" do not count."""
        left = left.rstrip()
        if short := _ACRONYM_BEHIND.search(left):
            known = self.directory.named(short["short"])
            if known is not None:
                return of_known(known)
            left = left[: short.start()]
        clause = left[_last(_HARD, left) :].strip()
        if not clause:
            return None
        return (
            self._spoken_for(clause)
            or self._document(clause)
            or self._known_at_end(clause)
            or self._after_soft(clause[_last(_SOFT, clause) :].strip(), before)
            or (None if is_whole else self._pronoun(left, before))
        )

    def apposed(self, words_: str) -> Named | None:
        """The person that these words are, as in "A spokeswoman, Lena Brandt, said"."""
        return self._person(words_, "") if _PERSON.fullmatch(words_) else None

    def at_start(self, sentence: str, start: int, before: str) -> Named | None:
        """Who the words from `start` begin with, a document of theirs perhaps before them."""
        rest = sentence[start:]
        if ahead := _SPOKESMAN_AHEAD.match(rest):
            return self._house(rest[ahead.end() : stop.start() if (stop := _HARD.search(rest)) else None].rstrip("."))
        for skipped in (0, *(found.end() for found in (_TO_HOUSE.match(rest),) if found)):
            clause = rest[skipped:]
            bare = (clause[: stop.start()] if (stop := _HARD.search(clause)) else clause).rstrip(".)]")
            if known := self.directory.at_start(bare) or self.directory.at_start(bare.replace("'s ", " ", 1)):
                return of_known(known[1])
            if found := self._unnamed_ahead(bare):
                return found
            run = _RUN_AT_START.match(clause)
            house = _HOUSE_OF.search(run["run"]) if run else None
            if run and house and (person := self._person(run["run"][: house.start()], before)):
                return person
            named = self._by_form(run["run"].rstrip(".,'’"), before) if run else None
            if run and named and (named.is_sure or not re.match(r"\s[a-z]", clause[run.end() :])):
                return named
        ministry = _MINISTRY_AHEAD.match(rest)
        return Named(ministry["body"], "quoted body") if ministry else None

    def known_ahead(self, sentence: str, start: int) -> Named | None:
        """Whose listed name begins at `start`."""
        found = self.directory.at_start(sentence[start : start + _LONGEST_NAME].rstrip(".,)"))
        return of_known(found[1]) if found else None

    # --- ways to stand at the end ---

    def _spoken_for(self, clause: str) -> Named | None:
        """An institution speaking by its people: "Officials at the Ministry of ...", "a KITA spokesman"."""
        found = _SPOKEN_FOR.search(clause)
        if found:
            return self._house(found["house"])
        behind = _SPOKESMAN_BEHIND.search(clause)
        known = self.directory.at_end(clause[: behind.start()]) if behind else None
        return of_known(known[1]) if known and known[1].group == "body" else None

    def _document(self, clause: str) -> Named | None:
        """Whoever made a survey, a study, a statement."""
        if not _SOME_DOCUMENT.may_be_in(clause, clause.lower()):
            return None
        for found in (_BY_HOUSE.search(clause), _OF_HOUSE.match(clause)):
            if found and (house := self._house(found["house"])):
                return replace(house, is_document=True)
        return None

    def _house(self, words_: str) -> Named | None:
        """An organisation that these words are, from their first capital on."""
        if found := self.directory.at_end(words_):
            return of_known(found[1])
        if found := self.directory.at_start(words_.removeprefix("the ")):
            return of_known(found[1])
        run = _RUN_AT_END.search(words_)
        return self._organisation(_without_lead(run[0])) if run else None

    def _known_at_end(self, clause: str) -> Named | None:
        found = self.directory.at_end(clause)
        if found is None:
            return None
        ahead = clause[: found[0]]
        if _PREPOSITION.search(ahead) or ahead.endswith(("-", "’s ", "'s ")) or self._is_name_part(ahead):
            return None
        return of_known(found[1])

    def _is_name_part(self, ahead: str) -> bool:
        """Whether a word in capitals stands before a listed name and belongs to it: Bart Spiegel."""
        word = ahead.rsplit(None, 1)[-1] if ahead.endswith(" ") and ahead.strip() else ""
        said = words_of()
        return (
            re.fullmatch(r"[A-Z][a-z]+", word) is not None
            and not said.role.fullmatch(word)
            and word not in said.no_name
            and word not in said.places
        )

    def _after_soft(self, clause: str, before: str) -> Named | None:
        house = _HOUSE_OF.search(clause)
        if house and (run := _RUN_AT_END.search(clause[: house.start()])):
            person = self._person(run[0], before)
            if person:  # "Nell Hargrove of the Council on Foreign Relations"
                return person
        run = _RUN_AT_END.search(clause)
        unnamed = next(words_of().unnamed_at_end.all_in(clause, clause.lower()), None)
        if unnamed and (run is None or " " not in run[0]) and (named := _unnamed(unnamed["core"])):
            return named
        if run and self._may_act(clause, run.start()) and (named := self._by_form(run[0], before)):
            is_team = named.kind == "speaker" and clause[: run.start()].endswith(("the ", "The "))
            return None if is_team and not words_of().role.search(run[0]) else named
        if unnamed and (named := _unnamed(unnamed["core"])):
            return named
        ministry = _MINISTRY.search(clause)
        return Named(ministry["body"], "quoted body") if ministry else None

    def _may_act(self, clause: str, start: int) -> bool:
        """Whether the words in capitals from `start` may be who acts, and not "in Vermont", "In Vermont"."""
        return not _PREPOSITION.search(clause[:start]) and not _PREPOSITION_AHEAD.match(clause, start)

    def _unnamed_ahead(self, clause: str) -> Named | None:
        found = words_of().unnamed_at_start.match(clause)
        if found is None:
            return None
        behind = clause[found.end() :].lstrip()
        person = _PERSON.match(behind) if behind[:1].isupper() else None
        return self._person(person[0], "") if person else _unnamed(found["core"])  # "analyst Kim Lee"

    def _pronoun(self, left: str, before: str) -> Named | None:
        """Whoever opens the sentence that ends in "..., it said"; he and she are the last person named."""
        found = _PRONOUN.search(left)
        if found is None:
            return None
        ahead = left[: found.start()]
        if found["who"].lower() == "it":
            opening = self.directory.at_start(ahead) if ahead else None
            return of_known(opening[1]) if opening and opening[1].group == "body" else None
        last = before[max(before.rfind("\n", 0, -1), before.rfind(". ", 0, -2), 0) :]
        for stretch in (ahead, last):
            people = [one for one in self._people(stretch, before) if one]
            if people:
                return people[-1] if len(people) == 1 else None
        return None

    def _people(self, stretch: str, before: str) -> Iterator[Named | None]:
        for run in re.finditer(rf"(?<![\w'’.&-]){_CAP}(?:\s{_LINK}?{_CAP})*", stretch):
            named = self._person(run[0], before)
            if named and (words_of().role.search(run[0]) or self._is_official(named.name)):
                yield named

    # --- names by their form ---

    def _by_form(self, run: str, before: str) -> Named | None:
        run = _without_lead(run)
        return self._person(run, before) or self._organisation(run) or self._single(run, before)

    def _person(self, run: str, before: str) -> Named | None:
        said = words_of()
        run = re.split(r"['’]s\s", _without_lead(run).rstrip(","))[-1]
        if run.endswith(("'s", "’s")):
            return None
        roles = list(said.role.finditer(run))
        name = run[roles[-1].end() :].strip(" ,") if roles else run
        if _PERSON.fullmatch(name):
            is_house = said.organisation.search(name) or said.outlet.search(name)
            if (
                (is_house and not roles)
                or name in said.nations
                or name.split()[0].removesuffix("'s").removesuffix("’s") in said.places
            ):
                return None
            return None if self.directory.named(name) else Named(name, "speaker")
        is_house = said.organisation.search(name) or said.outlet.search(name)
        if roles and re.fullmatch(r"[A-Z][\w'’-]*[a-z]", name) and name not in said.places and not is_house:
            return Named(_full_name(name, before, self.directory.officials), "speaker")
        return None

    def _organisation(self, run: str) -> Named | None:
        said = words_of()
        bare = re.sub(r"(?:['’]s)?$", "", run)
        if not bare or bare in said.places or bare in said.nations:
            return None
        if " " in bare and said.outlet.search(bare):
            return Named(bare, "reporting source")
        if " " in bare and said.organisation.search(bare):
            return Named(bare, "quoted body")
        return Named(bare, "quoted body") if _SHORT.fullmatch(bare) and bare not in said.places else None

    def _single(self, run: str, before: str) -> Named | None:
        """One word in capitals: somebody named in full before, or a company."""
        said = words_of()
        if not re.fullmatch(r"[A-ZÀ-Þ][\w-]*[a-zà-ÿ]", run) or run in said.places:
            return None
        full = _full_name(run, before, self.directory.officials)
        if full != run or self._is_official(run):
            return Named(full, "speaker")
        if said.role.fullmatch(run) or said.organisation.fullmatch(run) or not self._is_name(run):
            return None
        return Named(run, "quoted body", is_sure=False)

    def _is_official(self, name: str) -> bool:
        return self.directory.officials.person(name) is not None

    def _is_name(self, word: str) -> bool:
        """Whether a word in capitals has them within a sentence as well."""
        return any(
            at > 1 and self.text[at - 1] == " " and (self.text[at - 2].islower() or self.text[at - 2] == ",")
            for at in _places_of(word, self.text)
        )


def _unnamed(core: str) -> Named | None:
    core = _LEAD_IN.sub("", core.strip())
    first, _, rest = core.partition(" ")
    if _TAKEN_UP.fullmatch(core) or not core or core.endswith(" to"):
        return None
    if words_of().crowd.search(core) and " " not in rest and first.lower() not in words_of().which:
        return None
    return Named(core, "unnamed")


def _without_lead(run: str) -> str:
    """Without words that begin a sentence and are in capitals only for that."""
    parts = run.split(" ")
    while parts and (parts[0].rstrip(",.") in words_of().no_name or parts[0] in ("of", "and", "for", "on", "the")):
        if len(parts) > 1 and parts[0] in ("He", "An") and re.fullmatch(r"[A-Z][a-z]+", parts[1]) and len(parts) == 2:
            break  # He Lifeng
        parts.pop(0)
    return " ".join(parts)


def _full_name(family: str, before: str, officials: Officials) -> str:
    """The name in full of somebody who is called by one word of it, if the article has given it before."""
    said = words_of()
    for at in _places_of(family, before):
        end = at + len(family)
        first = _FIRST_NAMES.search(before, max(0, at - _LONGEST_NAME), at)
        given = None if first else _GIVEN_NAMES.match(before, end, end + _LONGEST_NAME)
        parts = f"{first[0] if first else ''}{family}{given[0] if given else ''}".split(" ")
        while len(parts) > 1 and (said.role.fullmatch(parts[0]) or parts[0] in said.no_name or parts[0] in said.places):
            parts.pop(0)
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


def _last(pattern: re.Pattern[str], text: str) -> int:
    end = 0
    for found in pattern.finditer(text):
        end = found.end()
    return end
