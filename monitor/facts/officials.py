"""Officials with the role that a text gives them, and public bodies that act or speak. Pure.

Names and their forms are data (officials.toml), folded to one id. Somebody not listed there is an official only
beside a public office: "Deputy trade minister Park Seo-jin", 박서진 산업부 통상차관보.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from monitor.facts.text import Sentences
from monitor.model import Official, Places, Span, Zone

_NAME = r"[A-Z][\w'’.-]+(?:\s(?:[A-Z][\w'’.-]*|von|van|der|de|da|bin|al))*\s[A-Z][\w'’-]+"
_SURNAME = r"[A-Z][\w'’-]+"
_BEFORE_OFFICE = r"(?:(?:[A-Z][\w.'’&-]+|and|for|of|trade|deputy|vice|acting|former|assistant)\s){0,4}"
_PRIVATE = re.compile(
    r"\b(?:analyst|chief executive|CEO|chairman|chairwoman|spokes\w+ for the|union|league|growers|Motors?|Group"
    r"|professor|company|maker|character|hero|series|novels?|film|club|Hotel|brokerage|university)\b|선수|회장|교수|연구원|드라마"
    r"|가수|기자|농부|지점장|코치|부사장|노조|협회|프로야구|축구|영화 속|소설|대표이사"
)
_KOREAN_NAME = r"[가-힣]{2,4}"
_COUNTRY = (
    r"(?:(?:미국|미|중국|중|일본|일|한국|캐나다|멕시코|유럽연합|EU|인도|영국|독일|프랑스|호주|알래스카|美|中|日)\s)?"
)
_OFFICE_KO = r"(?:[가-힣A-Z·()]{2,14}(?<![은는이가을를])\s(?:겸\s[가-힣]+\s)?){0,3}?[가-힣]{0,8}?"
_KOREAN_END = r"(?=[은는이가을를의도과와에,.…\s]|$|께|측)"
_HANGUL = re.compile("[가-힣]")
_PLACE_NAME = re.compile(
    r"\s(?:Street|Avenue|Tower|Media|Airport|Island|University|Hotel|Act)\b|(?:타워|공항|대로|함|센터|컨벤션)"
)
_WITHIN_ROLE = re.compile(
    r"^\s?(?:장관|차관|대표|본부장|부장|총재|통상|[가-힣]+국장|기자|Jamieson|Secretary|Minister)|^\([^)]*\)\s(?:대표|장관)"
)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    official: tuple[str, str, str, str]  # id, name, role, kind


def find_officials(article: Sentences, places: Places) -> tuple[Official, ...]:
    """The officials and bodies of an article, each once, with the first sentence that names them.

    `places` tell whose "Ministry of Commerce" is meant: that of the last country named before it.
    """
    seen: dict[str, Official] = {}
    for sentence in article:
        home = _homes(sentence.span, places)
        for one in sorted(_within(sentence.words, home), key=lambda found: found.start):
            person_id, name, role, kind = one.official
            known = seen.get(person_id)
            if known is None or (role and not known.role):
                seen[person_id] = Official(
                    person_id=person_id, name=name, role=role, kind="body" if kind == "body" else "person",
                    sentence=sentence.span if known is None else known.sentence,
                )  # fmt: skip
    return tuple(seen.values())


def _homes(sentence: Span, places: Places) -> list[tuple[int, str]]:
    """Where in the sentence countries are named, in order."""
    is_title = sentence.zone is Zone.HEADLINE
    return sorted(
        (span.start - sentence.start, one.place)
        for one in places.counts
        for span in one.spans
        if (span.zone is Zone.HEADLINE) is is_title and sentence.start <= span.start < sentence.end
    )


def _within(words: str, homes: list[tuple[int, str]]) -> Iterator[_Found]:
    taken: list[_Found] = []
    for finder in (_by_office, _known_people):
        for found in finder(words):
            if not any(found.start < other.end and other.start < found.end for other in taken):
                taken.append(found)
    yield from taken
    for found in _bodies(words, homes):
        if not any(found.start < other.end and other.start < found.end for other in taken):
            yield found


# --- people ----------------------------------------------------------------------------------------------------


def _by_office(words: str) -> Iterator[_Found]:
    """Names beside a public office."""
    forms = _forms()
    if not forms.any_office.search(words):
        return
    for pattern in forms.offices:
        for match in pattern.finditer(words):
            name, role = match["name"].strip(), " ".join(match["role"].split())
            person_id = forms.people.get(_folded(name)) or (forms.surnames.get(name) if " " not in name else None)
            if person_id is None and (" " not in name and not _HANGUL.match(name)):
                continue
            if _is_private(words, match.start(), match.end(), person_id is not None):
                continue
            if person_id is None and not _is_public(words, match, role):
                continue
            yield _Found(match.start(), match.end(), (person_id or _id_of(name), name, role, "person"))


def _is_private(words: str, start: int, end: int, is_known: bool) -> bool:
    near = words[max(0, start - (0 if is_known else 40)) : end + (20 if is_known else 40)]
    return bool(_PRIVATE.search(near))


def _is_public(words: str, match: re.Match[str], role: str) -> bool:
    """Whether an office that firms have as well is a public one here."""
    forms = _forms()
    if not _HANGUL.search(role) or not role.endswith(tuple(forms.shared)):
        return True
    return bool(forms.public.search(words[match.start() : match.end()]))


def _known_people(words: str) -> Iterator[_Found]:
    """People known by their full names, wherever they stand; a Korean name only with a particle or at a word's end."""
    forms = _forms()
    for match in forms.full_names.finditer(words):
        name = match[0]
        if _PLACE_NAME.match(words, match.end()) or _is_private(words, match.start(), match.end(), is_known=True):
            continue
        yield _Found(match.start(), match.end(), (forms.people[_folded(name)], name, "", "person"))


def _folded(name: str) -> str:
    return re.sub(r"[\s-]+", " ", name).casefold()


def _id_of(name: str) -> str:
    return re.sub(r"[\s'’.]+", "-", name.strip()).strip("-").casefold()


# --- bodies ----------------------------------------------------------------------------------------------------


def _bodies(words: str, homes: list[tuple[int, str]]) -> Iterator[_Found]:
    forms = _forms()
    for match in forms.bodies.finditer(words):
        if _WITHIN_ROLE.match(words[match.end() :]):
            continue
        named = match[0]
        body = forms.body_ids.get(named)
        if body is None:
            before = [code for start, code in homes if start < match.start()]
            body = forms.home_ids.get((before[-1], named)) if before else None
        if body is not None:
            yield _Found(match.start(), match.end(), (body, named, "", "body"))


# --- data ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Forms:
    """The data file, compiled."""

    people: Mapping[str, str]  # folded full name -> id
    surnames: Mapping[str, str]  # family name alone -> id
    full_names: re.Pattern[str]
    any_office: re.Pattern[str]
    offices: tuple[re.Pattern[str], ...]
    shared: tuple[str, ...]
    public: re.Pattern[str]
    bodies: re.Pattern[str]
    body_ids: Mapping[str, str]
    home_ids: Mapping[tuple[str, str], str]


def known_person(name: str) -> str | None:
    """The id of somebody listed, by a full name in any spelling or by a family name that is listed once."""
    forms = _forms()
    return forms.people.get(_folded(name)) or forms.surnames.get(name)


def body_forms() -> Mapping[str, str]:
    """Form of a listed body's name -> its id."""
    return _forms().body_ids


def home_forms() -> Mapping[tuple[str, str], str]:
    """(place, form) of a body that is meant only beside its country -> its id."""
    return _forms().home_ids


@cache
def _forms() -> _Forms:
    data = tomllib.loads(Path(__file__).with_name("officials.toml").read_text(encoding="utf-8"))
    people: dict[str, str] = {}
    surnames: dict[str, str] = {}
    full: list[str] = []
    for person_id, forms in data["people"].items():
        for form in _split(forms):
            if " " not in form and not _HANGUL.match(form):
                continue
            for spelling in _orders(form):
                people[_folded(spelling)] = person_id
                if " " in spelling or len(spelling) > 2:
                    full.append(spelling)
            if re.match("[A-Z]", form):
                surnames.setdefault(_surname(form), person_id)
    body_ids = {form: body for body, forms in data["bodies"].items() for form in _split(forms)}
    home_ids = {
        (home, form): body
        for home, bodies in data["home"].items()
        for body, forms in bodies.items()
        for form in _split(forms)
    }
    bodies = sorted({*body_ids, *(form for _, form in home_ids)}, key=len)[::-1]
    return _Forms(
        people=people,
        surnames=surnames,
        full_names=re.compile(_whole_words(full)),
        any_office=re.compile(rf"(?:{data['offices_en']})|(?:{data['offices_ko']})"),
        offices=tuple(re.compile(pattern) for pattern in _office_patterns(data["offices_en"], data["offices_ko"])),
        shared=tuple(_split(data["shared_ko"])),
        public=re.compile(data["public_ko"]),
        bodies=re.compile(_whole_words(bodies)),
        body_ids=body_ids,
        home_ids=home_ids,
    )


def _office_patterns(english: str, korean: str) -> Iterator[str]:
    yield rf"\b(?P<role>{_BEFORE_OFFICE}{english})\s(?P<name>{_NAME}|{_SURNAME})"
    possessive = r"(?:(?:[A-Z][\w.]+(?:\s[A-Z][\w.]+)?['’]s?\s)?(?:the\s)?)"
    yield rf"\b(?P<name>{_NAME}),\s{possessive}(?P<role>(?:[a-z]+\s){{0,3}}?{english})"
    names = "|".join(sorted((re.escape(form) for form in _korean_forms()), key=len)[::-1])
    yield rf"(?<![가-힣])(?P<name>{names})\s{_COUNTRY}(?:전\s)?(?P<role>{_OFFICE_KO}{korean}){_KOREAN_END}"
    ministry = r"[가-힣]{2,8}(?:부|처|청|실|위원회)\s(?:제?\d)?[가-힣]{0,8}?"
    yield rf"(?<![가-힣])(?P<name>{_KOREAN_NAME})\s(?P<role>{ministry}{korean}){_KOREAN_END}"


def _korean_forms() -> list[str]:
    data = tomllib.loads(Path(__file__).with_name("officials.toml").read_text(encoding="utf-8"))
    return [form for forms in data["people"].values() for form in _split(forms) if _HANGUL.match(form)]


def _orders(form: str) -> Iterator[str]:
    """A name as listed and, of a romanised name with a hyphen, with blanks and with the family name last."""
    yield form
    if "-" in form and form.count(" ") == 1:
        family, given = form.split(" ")
        yield form.replace("-", " ").title()
        yield f"{given} {family}"


def _surname(form: str) -> str:
    parts = form.split(" ")
    return parts[0] if "-" in form else parts[-1]


def _whole_words(forms: list[str]) -> str:
    listed = "|".join(re.escape(form) for form in sorted(forms, key=len)[::-1])
    return rf"(?<![\w가-힣-])(?:{listed})(?![A-Za-z0-9_-])(?!(?:타워|공항|대로|컨벤션|이라는|\s씨))"


def _split(forms: str) -> list[str]:
    return [form.strip() for form in forms.split(";") if form.strip()]
