"""Officials and public bodies by all forms of their names: data (officials.toml) that the owner adds to.

Every form of a name, in every script, stands for one id. Reads its files once for each state of them.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, SupportsIndex

from monitor.facts.bodies import Bodies
from monitor.facts.cues import Cued, Cues
from monitor.facts.english_offices import EnglishOffices
from monitor.facts.korean_offices import HANJA, korean_shapes
from monitor.facts.names import any_name
from monitor.facts.owned import Stamp, forms_of, own_table, refuse, stamp_of

_SHIPPED = Path(__file__).with_name("officials.toml")
_HANGUL = re.compile("[가-힣]")
_HAN = re.compile("[一-鿿]+")
_ID = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_STROKES = str.maketrans({"Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae"})
_LINKED = re.compile(r" (?:von|van|der|den|de|da|di|dos|do|del|la|le|bin|al|el)$")
_PLACE = re.compile("[A-Z]{2,6}")


@dataclass(frozen=True, slots=True)
class Officials:
    """Whom the monitor knows to hold an office, and the patterns that find others beside one."""

    people: Mapping[str, str]  # folded full name -> id
    surnames: Mapping[str, str]  # family name alone -> id
    common: frozenset[str]  # names that many bear
    leading: frozenset[str]  # family names that stand before the given ones: Nguyen, Wang
    full_names: Cued
    english: EnglishOffices
    korean_office: Cued
    korean: tuple[re.Pattern[str], ...]  # shapes with a name and a role
    shared: tuple[str, ...]  # Korean offices that firms have as well
    public: re.Pattern[str]  # what shows that one of these is a public one
    bodies: Bodies
    cues: Cues[Cued]  # of all of these patterns
    body_ids: Mapping[str, str]  # form -> id
    home_ids: Mapping[tuple[str, str], str]  # (place, form) of a body meant only beside its country -> id

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        """The package's own stay behind when rules travel: each process has them, and compiling takes a while."""
        return (load_officials, ()) if self is load_officials() else object.__reduce_ex__(self, protocol)

    def id_of(self, name: str) -> str:
        """The id of somebody not listed, made as theirs are: the family name first, in plain letters."""
        plain = name.translate(_STROKES)
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode() if plain[0] < "ɐ" else plain
        given, _, family = plain.rpartition(" ")
        if given and not re.search("-[a-z]", family) and given.split(" ")[0] not in self.leading:
            while _LINKED.search(given):  # von der Leyen
                given, _, link = given.rpartition(" ")
                family = f"{link} {family}"
            plain = f"{family} {given}" if plain.isascii() else plain
        return re.sub(r"[\s'’.]+", "-", plain).strip("-").casefold()

    def person(self, name: str) -> str | None:
        """The id of somebody listed, by a full name in any spelling or by a family name that is listed once."""
        return self.people.get(folded(name)) or self.surnames.get(name)


def folded(name: str) -> str:
    """A name without the differences of its spellings: capitals, hyphens, blanks."""
    return re.sub(r"[\s-]+", " ", name).casefold()


def load_officials(own: Path | None = None) -> Officials:
    """The listed with the owner's (`own`, a file that need not be there), which win where a form is listed already.

    Raises ConfigError with every fault of the owner's file, each with its line.
    """
    return _load(own, stamp_of(own)) if own is not None and own.is_file() else _load(None, None)


@lru_cache(maxsize=4)
def _load(own: Path | None, stamp: Stamp | None) -> Officials:  # noqa: ARG001  # the stamp is part of the key
    data = tomllib.loads(_SHIPPED.read_text(encoding="utf-8"))
    if own is None:
        return _compiled(data)
    added = _read_own(own)
    theirs = {form for forms in added.get("people", {}).values() for form in split(forms)}
    return _compiled(
        {
            **data,
            "common": "; ".join(form for form in split(data["common"]) if form not in theirs),
            "people": _joined(data["people"], added.get("people", {})),
            "bodies": _joined(data["bodies"], added.get("bodies", {})),
            "home": {
                place: _joined(data["home"].get(place, {}), added.get("home", {}).get(place, {}))
                for place in {**data["home"], **added.get("home", {})}
            },
        }
    )


def _joined(listed: Mapping[str, str], added: Mapping[str, str]) -> dict[str, str]:
    """Ids with the forms of both; the owner's come last, so that of one form of two ids theirs is taken."""
    rest = {one: forms for one, forms in listed.items() if one not in added}
    return rest | {one: f"{listed.get(one, '')}; {forms}" for one, forms in added.items()}


def _read_own(path: Path) -> Mapping[str, Any]:
    source = own_table(path, ("people", "bodies", "home"))
    faults = []
    for table in ("people", "bodies"):
        faults += list(forms_of(source, table))
    for place, bodies in _dict(source.table.get("home")).items():
        if not _PLACE.fullmatch(place):
            reason = f"[home.{place}]: a place is its code in capitals, such as KR or EU"
            faults.append(source.fault(reason, "home", place))
        elif not isinstance(bodies, dict):
            faults.append(source.fault(f"[home] {place}: must be a table of bodies", "home", place))
        else:
            faults += list(forms_of(source, "home", place))
    taken: dict[str, str] = {}
    for person, forms in _dict(source.table.get("people")).items():
        for form in split(forms) if isinstance(forms, str) else ():
            other = taken.setdefault(folded(form), person)
            if other != person:
                reason = f"[people] {person}: {form!r} stands for {other!r} as well; give each a fuller name"
                faults.append(source.fault(reason, "people", person))
            if not (" " in form or _HANGUL.match(form) or _HAN.fullmatch(form)):
                reason = f"[people] {person}: {form!r} is one word, which is nobody's alone; give the full name"
                faults.append(source.fault(reason, "people", person))
    for table in ("people", "bodies"):
        for one in _dict(source.table.get(table)):
            if not _ID.fullmatch(one):
                reason = f"[{table}] {one!r}: an id has small letters, digits and hyphens, such as ahn-duk-geun"
                faults.append(source.fault(reason, table, one))
    refuse(path, faults)
    return source.table


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _compiled(data: Mapping[str, Any]) -> Officials:
    people: dict[str, str] = {}
    families: defaultdict[str, dict[str, bool]] = defaultdict(dict)  # family name -> whose, and whether Korean
    full: list[str] = []
    leading: set[str] = set()
    common = {*split(data["common"])}
    for person_id, forms in data["people"].items():
        for form in split(forms):
            if " " not in form and not _HANGUL.match(form) and not _HAN.fullmatch(form):
                continue
            for spelling in _orders(form):
                people[folded(spelling)] = person_id
                if form not in common and (" " in spelling or len(spelling) > 2 or _HAN.fullmatch(spelling)):
                    full.append(spelling)
            if re.match("[A-Z]", form):
                family = _surname(person_id, form)
                families[family].setdefault(person_id, "-" in form)
                leading |= {family} if form.startswith(f"{family} ") else set()
    surnames = {
        name: next(iter(of))
        for name, of in families.items()
        if name not in common and (len(of) == 1 or all(of.values()))
    }
    body_ids = {form: body for body, forms in data["bodies"].items() for form in split(forms)}
    home_ids = {
        (home, form): body
        for home, bodies in data["home"].items()
        for body, forms in bodies.items()
        for form in split(forms)
    }
    korean = [
        form for forms in data["people"].values() for form in split(forms) if _HANGUL.match(form) and form not in common
    ]
    english, korean_office = EnglishOffices(data), Cued(rf"{data['offices_ko']}|{HANJA}|미 |시장|지사|수석")
    full_names, listed = _whole_words(full), _whole_words([*body_ids, *(form for _, form in home_ids)])
    bodies = Bodies(data, listed, body_ids, home_ids)
    return Officials(
        people=people,
        surnames=surnames,
        common=frozenset(common),
        leading=frozenset(leading),
        full_names=full_names,
        english=english,
        korean_office=korean_office,
        korean=tuple(map(re.compile, korean_shapes(data, korean))),
        shared=tuple(split(data["shared_ko"])),
        public=re.compile(data["public_ko"]),
        bodies=bodies,
        cues=Cues([english.office, korean_office, full_names, *bodies.patterns]),
        body_ids=body_ids,
        home_ids=home_ids,
    )


def _orders(form: str) -> Iterator[str]:
    """A name as listed and, of a romanised name with a hyphen, in one word, with blanks, and family name last."""
    yield form
    if "-" in form and form.count(" ") == 1:
        family, given = form.split(" ")
        yield form.replace("-", " ").title()
        yield f"{family} {given.replace('-', '')}"
        yield f"{given} {family}"


def _surname(person_id: str, form: str) -> str:
    """The family name, with which an id begins."""
    parts = form.split(" ")
    return parts[0] if person_id.startswith(parts[0].casefold() + "-") else parts[-1]


def _whole_words(forms: Sequence[str]) -> Cued:
    """Any of these, as words of their own; Chinese characters, which are not parted by blanks, anywhere."""
    pattern = any_name(
        (form for form in forms if not _HAN.fullmatch(form)),
        before=r"[\w가-힣-]",
        after=r"(?![A-Za-z0-9_-])(?!(?:기(?![가-힣]*관)|호텔|타워|공항|대로|컨벤션|이라는|\s씨))",
        anywhere=(form for form in forms if _HAN.fullmatch(form)),
    )
    return Cued(pattern, names=forms)


def split(forms: str) -> list[str]:
    """The forms of a name, which semicolons part."""
    return [form.strip() for form in forms.split(";") if form.strip()]
