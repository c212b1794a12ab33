"""Outlets, agencies and bodies by all forms of their names, as data that the owner adds to. Reads its files once."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from monitor.facts.owned import forms_of, own_table, refuse
from monitor.facts.people import Officials, load_officials

OWN_TABLES = ("agencies", "outlets", "bodies")
Group = Literal["agency", "outlet", "body"]
_GROUPS: Mapping[str, Group] = {"agencies": "agency", "outlets": "outlet", "bodies": "body"}
_AGENCY_NAME = re.compile(r"(?:\bNews Agency|\bNewswire|통신사?|通信社?)$")
_PLACE_ONLY = re.compile(r"(?:Central|Vietnam|Philippine|Emirates|Mehr|Islamic Republic)$")  # nobody's name alone
_LONGEST = 9  # words of a form


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whose name is listed."""

    name: str  # the one spelling
    group: Group


@dataclass(frozen=True)
class Directory:
    """Whom the monitor knows by name. `forms` has every form of every name."""

    forms: Mapping[str, Known]
    homes: Mapping[tuple[str, str], Known]  # (place, form) of those that are meant only beside their country's name
    officials: Officials

    def named(self, form: str) -> Known | None:
        """Whose name this is, with or without "the"."""
        form = form.replace(COMMA, ",")
        found = self.forms.get(form)
        if found is None and form.startswith("the "):
            found = self.forms.get(f"The {form[4:]}") or self.forms.get(form[4:])
        elif found is None and form.startswith("The "):
            found = self.forms.get(form[4:])
        return found

    def name_of(self, form: str) -> str:
        """The one spelling of a name; itself where it is not known."""
        found = self.named(form)
        return found.name if found else form

    def all_forms(self, names: Iterable[str]) -> tuple[str, ...]:
        """These names with all other forms of them, so that a reader may ask by any."""
        asked = dict.fromkeys(names)
        return (*asked, *(form for name in asked for form in self._by_name.get(name, ()) if form not in asked))

    def at_end(self, words: str) -> tuple[int, Known] | None:
        """The longest name that `words` end with, and where it begins."""
        if _last_word(words).replace(COMMA, ",") not in self._last_words:
            return None
        for start in _starts(words):
            if found := self.named(words[start:]):
                return start, found
            if at_home := self._at_home(words[:start], words[start:]):
                return at_home
        return None

    def at_start(self, words: str) -> tuple[int, Known] | None:
        """The longest name that `words` begin with, and where it ends."""
        for end in _ends(words):
            if found := self.named(words[:end]) or self._behind_country(words[:end]):
                return end, found
        return None

    def is_same(self, one: str, other: str) -> bool:
        """Whether two names stand for one outlet: forms of one name, or the words of one are among the other's."""
        one, other = self.name_of(one), self.name_of(other)
        few, many = sorted((_words(one), _words(other)), key=len)
        return one == other or (bool(few) and few <= many)

    def _at_home(self, before: str, form: str) -> tuple[int, Known] | None:
        words = before.rstrip()
        if form not in self._home_forms:
            return None
        for country, place in _countries().items():
            if words.endswith(country) and (len(words) == len(country) or not words[-len(country) - 1].isalnum()):
                found = self.homes.get((place, form))
                return (len(words) - len(country), found) if found else None
        return None

    def _behind_country(self, words: str) -> Known | None:
        if words.rsplit(" ", 1)[-1] not in self._home_ends:
            return None
        bare = words.removeprefix("the ").removeprefix("The ")
        for country, place in _countries().items():
            if bare.startswith(f"{country} "):
                return self.homes.get((place, bare[len(country) + 1 :]))
        return None

    @cached_property
    def _last_words(self) -> frozenset[str]:
        return frozenset(map(_last_word, (*self.forms, *self._home_forms)))

    @cached_property
    def _home_forms(self) -> frozenset[str]:
        return frozenset(form for _, form in self.homes)

    @cached_property
    def _home_ends(self) -> frozenset[str]:
        return frozenset(form.rsplit(" ", 1)[-1] for form in self._home_forms)

    @property
    def outlet_names(self) -> tuple[tuple[str, str, bool], ...]:
        """Every form of the names of outlets and agencies, with the one spelling and whether it is an agency's."""
        return tuple((form, one.name, one.group == "agency") for form, one in self.forms.items() if one.group != "body")

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for form, known in self.forms.items():
            found.setdefault(known.name, []).append(form)
        return {name: tuple(forms) for name, forms in found.items()}


def load_directory(
    own: Path | None = None, outlets: Iterable[str] = (), officials: Officials | None = None
) -> Directory:
    """The listed names with the owner's (`own`, a file that need not be there) and the outlets of feeds.

    Raises ConfigError with the line of every fault: no TOML, other tables, names that are not texts.
    """
    listed = officials or load_officials()
    forms = dict(_forms(words()))
    for form, body in listed.body_ids.items():
        forms.setdefault(form, _body(form, body, listed))
    homes = {(place, form): _body(form, body, listed) for (place, form), body in listed.home_ids.items()}
    for name in outlets:
        group: Group = "agency" if _AGENCY_NAME.search(name) else "outlet"
        for form in _spellings(name, ""):
            forms.setdefault(form, Known(name, group))
    if own is not None and own.is_file():
        source = own_table(own, OWN_TABLES)
        refuse(own, [fault for table in OWN_TABLES for fault in forms_of(source, table)])
        forms |= dict(_forms(source.table))
    return Directory(forms=forms, homes=homes, officials=listed)


def _body(form: str, body: str, officials: Officials) -> Known:
    """A body under its one spelling: as origins.toml has it, else the first of its forms."""
    name = words()["officials"].get(body) or next((one for one, at in officials.body_ids.items() if at == body), form)
    return Known(name, "body")


@cache
def words() -> Mapping[str, Any]:
    """The data file as it stands."""
    return tomllib.loads(Path(__file__).with_name("origins.toml").read_text(encoding="utf-8"))


@cache
def _countries() -> Mapping[str, str]:
    """Word for a country as it stands before a ministry's name -> place, the longest first."""
    pairs = [(form.strip(), place) for place, forms in words()["of_country"].items() for form in forms.split(";")]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


def _forms(data: Mapping[str, Any]) -> Iterator[tuple[str, Known]]:
    for table, group in _GROUPS.items():
        for name, others in data.get(table, {}).items():
            yield from ((form, Known(name, group)) for form in _spellings(name, others))


def _spellings(name: str, others: str) -> Iterator[str]:
    for form in (name, *filter(None, (one.strip() for one in others.split(";")))):
        yield form
        bare = form.removeprefix("The ")
        if bare != form and " " in bare:
            yield bare
        if bare.endswith(" News Agency") and not _PLACE_ONLY.search(short := bare.removesuffix(" News Agency")):
            yield short


_LISTED = re.compile(
    r"((?:Ministry|Minister|ministry|minister|Department|Committee|Secretary|Commission) (?:of|for|on) [A-Z]\w+), "
    r"(?=[A-Z]\w+,? and [A-Z])"
)
COMMA = "\u201a"  # stands for a comma within a name


def masked(text: str) -> str:
    """The text with another sign for the comma of "Ministry of Trade, Industry and Energy": it parts nothing."""
    return _LISTED.sub(rf"\1{COMMA} ", text) if " and " in text else text


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold())) - {"the", "and", "of", "news"}


def _last_word(text: str) -> str:
    return "".join(text.rsplit(None, 1)[-1:])


def _starts(text: str) -> Iterator[int]:
    """Where the last words of a text begin, from the longest stretch to the last word alone."""
    starts, at = [], len(text)
    for word in reversed(text.rsplit(None, _LONGEST)[-_LONGEST:]):
        at = text.rindex(word, 0, at)
        starts.append(at)
    yield from reversed(starts)


def _ends(text: str) -> Iterator[int]:
    ends = [found.end() for found in islice(re.finditer(r"\S+", text), _LONGEST)]
    yield from reversed(ends)
