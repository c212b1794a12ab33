"""Officials with the role that a text gives them, and public bodies that act or speak. Pure.

Names and their forms are data (officials.toml), folded to one id. Somebody not listed there is an official only
beside a public office: "Deputy trade minister Park Seo-jin", 박서진 산업부 통상차관보.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from monitor.facts.cues import Cue
from monitor.facts.namesakes import is_namesake
from monitor.facts.people import Officials, folded, load_officials
from monitor.facts.text import Sentences
from monitor.model import Official, Places, Span, Zone

_PRIVATE = re.compile(
    r"\b(?:analyst|chief executive|CEO|union|league|growers|Motors?|Group"
    r"|professor|[Uu]nion (?:president|leader|chief|boss)"
    r"|association|federation|cooperative|co-op|chamber|trade group|school|orchestra|airline|brand|bank['’]s"
    r"|company|maker|character|hero|series|novels?|film|club|Hotel|brokerage|university)\b|선수|회장|교수|연구원|"
    r"드라마"
    r"|가수|기자(?!들|회견|단|간담)|농부|지점장|코치|부사장|노조|협회|프로야구|축구|영화 속|소설|대표이사"
)
_FICTION = re.compile(
    r"\b(?:character|hero|series|novels?|film|movie|plays?|actor|actress|Hotel|band)\b|드라마|영화 속|소설|배우|"
    r"극 중"
)
_OF_STATE = re.compile("(?:장관|차관|총리|대통령|주석|통상교섭본부장|상무부장|차관보|총영사)$")  # firms have none
_AIDE = re.compile("보좌관|특사|대변인")  # 마크롱 전 보좌관: whose, not who
_JUNIOR = re.compile(r",?\s(?:Jr|Sr)\b|\s주니어")  # another of the family
_HEADS = frozenset(("trump-donald", "xi-jinping", "kim-jong-un", "putin-vladimir", "moon-jae-in", "lee-jae-myung"))
_NOT_THEIRS = re.compile(r"(?:특사|장관|차관|대변인|비서관|비서실장|수석|대사)$")  # 트럼프, 므누신 재무장관 지명
_PLACE_NAME = re.compile(
    r"\s(?:Street|Avenue|Tower|Media|Airport|Island|University|Hotel|Act)\b|(?:타워|공항|대로|함|센터|컨벤션)"
)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    official: tuple[str, str, str, str]  # id, name, role, kind


def find_officials(article: Sentences, places: Places, listed: Officials | None = None) -> tuple[Official, ...]:
    """The officials and bodies of an article, each once, with the first sentence that names them.

    `places` tell whose "Ministry of Commerce" is meant: that of the last country named before it. `listed`: who is
    known by name, those of officials.toml unless given.
    """
    known_names = listed or load_officials()
    seen: dict[str, Official] = {}
    for sentence in article:
        may_hold = known_names.cues.may_be_in(sentence.pieces)
        if not may_hold:
            continue
        homes = partial(_homes, sentence.span, places)
        found = _within(sentence.words, homes, known_names, may_hold)
        for one in sorted(found, key=lambda found: found.start):
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


def _within(
    words: str, homes: Callable[[], Sequence[tuple[int, str]]], forms: Officials, may_hold: Collection[Cue]
) -> Iterator[_Found]:
    taken: list[_Found] = []
    people = (
        *(_english(words, homes, forms) if forms.english.office in may_hold else ()),
        *(_korean(words, forms) if forms.korean_office in may_hold else ()),
        *(_known_people(words, forms) if forms.full_names in may_hold else ()),
    )
    for found in people:
        if not any(found.start < other.end and other.start < found.end for other in taken):
            taken.append(found)
            yield found
    for body in forms.bodies.all_in(words, homes, may_hold):
        if not any(body.start < other.end and other.start < body.end for other in taken):
            yield _Found(body.start, body.end, (body.body_id, body.name, "", "body"))


# --- people ----------------------------------------------------------------------------------------------------


def _english(words: str, homes: Callable[[], Sequence[tuple[int, str]]], forms: Officials) -> Iterator[_Found]:
    def is_of_place(first: int, last: int) -> bool:
        return any(first <= start < last for start, _ in homes())

    for one in forms.english.holders(words, is_of_place):
        person_id = forms.person(one.name)
        if person_id is None and (one.is_open or (" " not in one.name and not one.is_sure)):
            continue
        if one.name in forms.common and " " not in one.name:
            continue  # deputy premier Harris: which of them?
        is_private = _is_fiction if one.is_sure else _is_private
        if not is_private(words, one.start, one.end, person_id is not None):
            yield _Found(one.start, one.end, (person_id or forms.id_of(one.name), one.name, one.role, "person"))


def _korean(words: str, forms: Officials) -> Iterator[_Found]:
    if words.isascii() or not forms.korean_office.find.search(words):
        return
    for shape in forms.korean:
        for match in shape.finditer(words):
            name, role = match["name"].strip(), " ".join(match["role"].split())
            person_id = forms.person(name)
            if person_id in _HEADS and _NOT_THEIRS.search(role):
                continue  # 김정은, 시진핑 특사 접견
            is_private = _is_fiction if _OF_STATE.search(role) else _is_private
            if is_private(words, match.start(), match.end(), person_id is not None) or _AIDE.fullmatch(role):
                continue
            if person_id is None and not _is_public(words, match, role, forms):
                continue
            yield _Found(match.start(), match.end(), (person_id or forms.id_of(name), name, role, "person"))


def _is_fiction(words: str, start: int, end: int, is_known: bool) -> bool:  # noqa: ARG001 - as _is_private
    """Whether a minister, whom no firm has, is one of a film or a book."""
    return bool(_FICTION.search(words, max(0, start - 40), end + 40))


def _is_private(words: str, start: int, end: int, is_known: bool) -> bool:
    near = words[max(0, start - (0 if is_known else 40)) : end + (20 if is_known else 40)]
    return bool(_PRIVATE.search(near))


def _is_public(words: str, match: re.Match[str], role: str, forms: Officials) -> bool:
    """Whether an office that firms have as well is a public one here."""
    if not role.endswith(forms.shared):
        return True
    return bool(forms.public.search(words[match.start() : match.end()]))


def _known_people(words: str, forms: Officials) -> Iterator[_Found]:
    """People known by their full names, wherever they stand; a Korean name only with a particle or at a word's end."""
    for match in forms.full_names.find.finditer(words):
        name = match[0]
        start, end = match.span()
        if _PLACE_NAME.match(words, end) or _JUNIOR.match(words, end) or _is_private(words, start, end, is_known=True):
            continue
        if is_namesake(words, start, end):
            continue
        yield _Found(start, end, (forms.people[folded(name)], name, "", "person"))
