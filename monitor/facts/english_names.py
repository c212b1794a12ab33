"""Whom English words end or begin with: a listed name, a person, somebody unnamed, a name of a telling form. Pure."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from monitor.facts.attribution import Named, of_known
from monitor.facts.cues import Cued, Cues
from monitor.facts.directory import Directory
from monitor.facts.english_forms import (
    CAP,
    HOUSE_OF,
    LINK,
    NOUN_ALONE,
    NOUN_BEHIND,
    PERSON,
    WITH_NOUN,
    Forms,
    unnamed_by,
    without_lead,
)
from monitor.facts.english_words import words_of
from monitor.facts.names import any_name

_HARD = re.compile(r"[;:\"“”—–]|,(?!\s(?:Inc|Ltd|Jr|Sr|Co)\b)|\s-+\s|\((?=[^)]*$)")
_SOFT_WORDS = (
    "that as while after before but when because where if whether although though which who than until since unless "
    "so what how why"
)
_SOFT = re.compile(any_name(_SOFT_WORDS.split(), before=r"\S", after=r"\s"))
_RUN_AT_END = re.compile(rf"(?<![\w'’.&/-]){CAP}(?:\s{LINK}?{CAP})*$")
_RUN_AT_START = re.compile(rf"(?:(?:the|The|an?)\s)?(?P<run>{CAP}(?:\s{LINK}?{CAP})*)")
_ACRONYM_BEHIND = re.compile(r"\s?\((?P<short>[^()]{1,40})\)$")
_PREPOSITION = re.compile(
    r"(?:^|\s)(?:of|at|from|for|with|in|against|to|by|on|than|near|over|like|about|between)(?:\sthe)?\s?$"
)
_SPOKEN_FOR = Cued(
    r"(?:^|\s)(?:[Oo]fficials|[Ss]cholars|[Rr]esearchers|[Ee]conomists|[Aa]nalysts|[Ee]xperts|[Ss]trategists|[Bb]rokers|[Cc]onsultants|[Ee]xecutives"
    r"|[Ff]ellows|[Ss]pokes(?:man|woman|person|people)|[Ss]tatement|[Rr]epresentatives)\s(?:at|from|with|of|for|by)\s"
    r"(?P<house>(?:the\s)?[A-Z].*)$"
)
_VIEWERS = re.compile(
    r"(?i:analysts|economists|strategists|researchers|experts|scholars)"
)  # what they expect is their word
_SPOKESMAN_BEHIND = re.compile(r"\s(?:spokes(?:man|woman|person)|officials|researchers|economists|analysts)$")
_DEMONYM = re.compile(
    r"(?:ish|ese|[a-z]ian|ican|ench|utch|reek|wiss|raqi|akistani|hai|Foreign|Trade|Finance|Interior|Defen[cs]e)$"
)
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
_ITS_PERSON = re.compile(
    r"(?:['’]s?)?\s(?:[\w-]+\s){0,3}?(?:economist|analyst|strategist|lead|head|chief|director|president|chair(?:man|woman)?"
    r"|executive|spokes\w+|researcher|fellow|expert|partner|manager|officer|secretary|minister|advis[eo]r|professor|lawyer"
    r"|attorney|counsel|founder|co-founder|CEO)\s(?P<name>" + PERSON.pattern + ")"
)
_AIDE_TO = re.compile(
    r"(?:an?|the|one|his|her|former)\s(?:[\w-]+\s){0,3}?(?:aide|advis[eo]r|assistant|deputy|lawyer|attorney|spokes\w+|counsel)\s"
    r"(?:to|for|of)\s(?:[\w'’-]+\s){0,6}"
)
_PRONOUN = re.compile(r"(?:^|[\s,\"”])(?P<who>[Hh]e|[Ss]he|[Ii]t)$")
_PRONOUNS = frozenset(("he", "He", "she", "She", "it", "It", "they", "They", "we", "We", "I", "you", "You"))
_PREPOSITION_AHEAD = re.compile(r"(?:In|At|On|From|Of|For|With|By|To|Near|Outside|Inside|Like|Under)\s")
_AT_END = Cues((_SPOKEN_FOR, _SOME_DOCUMENT))
_LONGEST_WORD = 40  # characters of a name that are looked at


@dataclass(frozen=True)
class Reader:
    """Reads who stands at the end or the start of words. `directory` has the names that are known."""

    directory: Directory
    text: str  # the whole article's

    @cached_property
    def forms(self) -> Forms:
        return Forms(self.directory, self.text)

    def at_end(self, left: str, before: str, *, behind: str | None = None) -> Named | None:
        """Who `left` ends with. `behind`: what stood behind it between commas; pronouns do not count before one."""
        left = left.rstrip()
        if short := _ACRONYM_BEHIND.search(left):
            known = self.directory.named(short["short"])
            if known is not None:
                return of_known(known)
            left = left[: short.start()]
        clause = left[_last(_HARD, left) :].strip()
        if clause in _PRONOUNS:
            return self._pronoun(left, before) if behind is None else None
        if not clause or (behind and re.fullmatch(r"[A-Z]{2,5}", clause)):  # letters behind a name
            return None
        may_hold = _AT_END.may_be_in(clause.split())
        return (
            self._spoken_for(clause, may_hold)
            or (self._document(clause) if _SOME_DOCUMENT in may_hold else None)
            or self._known_at_end(clause)
            or self._by_noun(clause, before)
            or self._before_who(clause, before)
            or self._after_soft(clause[_last(_SOFT, clause) :].strip(), before, behind or "")
            or (self._pronoun(left, before) if behind is None else None)
        )

    def apposed(self, words_: str) -> Named | None:
        """The person that these words are, as in "A spokeswoman, Lena Brandt, said"."""
        return self.forms.person(words_, "") if PERSON.fullmatch(words_) else None

    def at_start(self, sentence: str, start: int, before: str) -> Named | None:
        """Who the words from `start` begin with, a document of theirs perhaps before them."""
        rest = sentence[start:]
        if ahead := _SPOKESMAN_AHEAD.match(rest):
            return self._house(rest[ahead.end() : stop.start() if (stop := _HARD.search(rest)) else None].rstrip("."))
        for skipped in (0, *(found.end() for found in (_TO_HOUSE.match(rest),) if found)):
            clause = rest[skipped:]
            bare = (clause[: stop.start()] if (stop := _HARD.search(clause)) else clause).rstrip(".)]")
            run = _RUN_AT_START.match(clause)
            if known := self.directory.at_start(bare) or self.directory.at_start(bare.replace("'s ", " ", 1)):
                return self._its_person(bare[known[0] :]) or self._longer(run, known[0]) or of_known(known[1])
            if found := self._called_ahead(bare) or self._unnamed_ahead(bare) or self._noun_ahead(bare):
                return found
            house = HOUSE_OF.search(run["run"]) if run else None
            if run and house and (person := self.forms.person(run["run"][: house.start()], before)):
                return person
            named = self.forms.named(run["run"].rstrip(".,'’"), before) if run else None
            if run and named and (named.is_sure or not re.match(r"\s[a-z]", clause[run.end() :])):
                return named
        ministry = _MINISTRY_AHEAD.match(rest)
        return Named(ministry["body"], "quoted body") if ministry else None

    def known_ahead(self, sentence: str, start: int) -> Named | None:
        """Whose listed name begins at `start`."""
        found = self.directory.at_start(sentence[start : start + _LONGEST_WORD].rstrip(".,)"))
        return of_known(found[1]) if found else None

    def _its_person(self, behind: str) -> Named | None:
        """Somebody whose house comes first: "according to VDMA economist Johannes Gernandt"."""
        found = _ITS_PERSON.match(behind)
        return self.forms.person(found["name"], "") if found else None

    def _longer(self, run: re.Match[str] | None, end: int) -> Named | None:
        """A body whose name only begins with a listed one: the Vietnam Association of Seafood Exporters."""
        if run is None or run.end("run") <= end + 1 or not words_of().organisation.search(run["run"][-_LONGEST_WORD:]):
            return None
        found = self.forms.organisation(without_lead(run["run"].rstrip(".,'’")))
        return found if found and found.kind == "quoted body" else None

    # --- ways to stand at the end ---

    def _spoken_for(self, clause: str, may_hold: Collection[Cued]) -> Named | None:
        """An institution speaking by its people: "Officials at the Ministry of ...", "a KITA spokesman"."""
        for found in _SPOKEN_FOR.find.finditer(clause) if _SPOKEN_FOR in may_hold else ():
            house = self._house(found["house"], may_be_sole=" at " in clause)
            return replace(house, is_document=_VIEWERS.search(found[0]) is not None) if house else None
        behind = _SPOKESMAN_BEHIND.search(clause) if clause.endswith(("man", "son", "s")) else None
        if behind is None:
            return None
        if known := self.directory.at_end(clause[: behind.start()]):
            return of_known(known[1]) if known[1].group == "body" else None
        run = _RUN_AT_END.search(clause[: behind.start()])
        if run is None or not behind[0].startswith(" spokes") or _DEMONYM.search(run[0]):
            return None
        name = without_lead(run[0])
        return self.forms.organisation(name) or (self.forms.sole(name, "") if " " not in name else None)

    def _document(self, clause: str) -> Named | None:
        """Whoever made a survey, a study, a statement."""
        for found in (_BY_HOUSE.search(clause), _OF_HOUSE.match(clause)):
            if found and (house := self._house(found["house"], may_be_sole=" by " in found[0])):
                return replace(house, is_document=True)
        return None

    def _house(self, words_: str, *, may_be_sole: bool = False) -> Named | None:
        """An organisation that these words are, from their first capital on; in one word only if it `may_be_sole`."""
        if found := self.directory.at_end(words_):
            return of_known(found[1])
        bare = words_.removeprefix("the ")
        if (found := self.directory.at_start(bare)) and not re.match(r"\s[A-Z]", bare[found[0] :]):
            return of_known(found[1])
        run = _RUN_AT_END.search(words_)
        if run is None:
            return None
        return self.forms.organisation(without_lead(run[0])) or (self.forms.sole(run[0], "") if may_be_sole else None)

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

    def _before_who(self, clause: str, before: str) -> Named | None:
        """Whom a clause without a comma tells more of: "an official who declined to be named"."""
        if (at := clause.rfind(" who ")) < 0:
            return None
        return self._after_soft(clause[_last(_SOFT, clause[:at]) : at].strip(), before, "")

    def _by_noun(self, clause: str, before: str) -> Named | None:
        """Who is told by a noun behind the name ("the Ifo institute", "the Kommersant daily"), or taken up by it."""
        if not clause[-1].islower() or "he " not in clause:
            return None
        if found := WITH_NOUN.search(clause):
            return self.forms.with_noun(found)
        taken_up = NOUN_ALONE.search(clause)
        return self.forms.last_body(taken_up["noun"], before) if taken_up else None

    def _called_ahead(self, bare: str) -> Named | None:
        """Who follows what they are called: "told Danish broadcaster TV2", "according to consultancy Kpler"."""
        found = words_of().called_ahead.match(bare)
        run = _RUN_AT_START.match(bare, found.end()) if found else None
        if found is None or run is None:
            return None
        name = run["run"].rstrip(".,'’")
        if known := self.directory.at_start(name):
            return of_known(known[1])
        return Named(name, "reporting source" if words_of().outlet_ahead.search(found["noun"]) else "quoted body")

    def _noun_ahead(self, bare: str) -> Named | None:
        found = NOUN_BEHIND.match(bare)
        return self.forms.with_noun(found) if found else None

    def _after_soft(self, clause: str, before: str, behind: str) -> Named | None:
        house = HOUSE_OF.search(clause)
        if house and (run := _RUN_AT_END.search(clause[: house.start()])):
            person = self.forms.person(run[0], before)
            if person:  # "Nell Hargrove of the Council on Foreign Relations"
                return person
        run = _RUN_AT_END.search(clause)
        unnamed = next(words_of().unnamed_at_end.all_in(clause, clause.lower()), None)
        if run and _AIDE_TO.match(clause):
            return None  # an aide to the minister, who is somebody else
        if unnamed and (run is None or " " not in run[0]) and (named := unnamed_by(unnamed["core"])):
            return named
        if (
            run
            and self._may_act(clause, run.start())
            and (named := self.forms.named(run[0], before, ahead=clause[: run.start()], behind=behind))
        ):
            is_team = named.kind == "speaker" and clause[: run.start()].endswith(("the ", "The "))
            return None if is_team and not words_of().role.search(run[0]) else named
        if unnamed and (named := unnamed_by(unnamed["core"])):
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
        person = PERSON.match(behind) if behind[:1].isupper() else None
        return self.forms.person(person[0], "") if person else unnamed_by(found["core"])  # "analyst Kim Lee"

    def _pronoun(self, left: str, before: str) -> Named | None:
        """Whoever opens the sentence that ends in "..., it said"; he and she are the last person named."""
        found = _PRONOUN.search(left) if left.endswith(("he", "He", "it", "It")) else None
        if found is None:
            return None
        ahead = left[: found.start()]
        if found["who"].lower() == "it":
            if opening := self.directory.at_start(ahead) if ahead else None:
                return of_known(opening[1]) if opening[1].group == "body" else None
            run = _RUN_AT_START.match(ahead)
            name = without_lead(run["run"]) if run else ""
            found_ = self.forms.organisation(name) or (self.forms.sole(name, "") if name and " " not in name else None)
            return found_ if found_ and found_.kind == "quoted body" else None
        last = before[max(before.rfind("\n", 0, -1), before.rfind(". ", 0, -2), 0) :]
        for stretch in (ahead, last):
            people = [one for one in self._people(stretch, before) if one]
            if people:
                return people[-1] if len(people) == 1 else None
        return None

    def _people(self, stretch: str, before: str) -> Iterator[Named | None]:
        for run in re.finditer(rf"(?<![\w'’.&-]){CAP}(?:\s{LINK}?{CAP})*", stretch):
            named = self.forms.person(run[0], before)
            if named and (words_of().role.search(run[0]) or self.forms.is_official(named.name)):
                yield named


def _last(pattern: re.Pattern[str], text: str) -> int:
    end = 0
    for found in pattern.finditer(text):
        end = found.end()
    return end
