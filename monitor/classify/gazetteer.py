"""places.toml -> the words that name countries and blocs, as one matcher. Reads one file; decides nothing.

Three kinds of entries are told apart by the first character of their name in the matcher: `=` a word and the places
it names (none for a trap), `?` and `!` the contexts `when` a word is in doubt and that it `needs`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from monitor.match import Matcher, compile_queries
from monitor.model import Place

_SHIPPED = Path(__file__).with_name("places.toml")
_SYLLABLES = re.compile(r"[가-힣]{2,4}")
_PEOPLE = re.compile("(?:an|ese|er)$")
_MARK = re.compile(r"[·\-]")


@dataclass(frozen=True, slots=True)
class Word:
    """A way of naming places. `codes` is empty for a trap, which only hides what it covers."""

    written: str
    codes: tuple[str, ...]
    is_joint: bool = False  # one token, or several with a mark and no blank between them
    is_borne: bool = False  # also by people and towns
    is_doubtful: bool = False
    is_person: bool = False
    is_open: bool = False  # Korean: a noun of `after` may be written onto it
    is_city: bool = False  # no capital


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """All places, and one matcher of all their words. `words` are named as the matcher's hits are."""

    version: str
    places: tuple[Place, ...]
    matcher: Matcher
    words: Mapping[str, Word]
    conditions: frozenset[str]  # names of the matcher's contexts `when` a word is in doubt; others always are
    parties: frozenset[str]  # what can be one side of a pair
    bonds: frozenset[tuple[str, str]]  # (bloc, member)
    after: frozenset[str]  # nouns that Korean writes onto a country's name
    hanja: Mapping[str, str]  # sign -> code
    before_hanja: frozenset[str]
    before_place: frozenset[str]  # capitalised words that may stand before a place
    before_town: frozenset[str]  # that make another place's name of it: Port Washington
    given: frozenset[str]  # names of places that are people's first names
    after_place: frozenset[str]  # capitalised words that may stand after one


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The gazetteer that ships with us, kept once read."""
    document = tomllib.loads(_SHIPPED.read_text(encoding="utf-8"))
    places = tuple(_places(document))
    words = {f"={word.written}": word for word in _words(document)}
    queries = {name: _query(word) for name, word in words.items()}
    for written, doubt in document["doubtful"].items():
        queries |= {f"{mark}{written}": doubt[key] for mark, key in (("?", "when"), ("!", "needs")) if key in doubt}
        if doubt.get("is_seat"):
            queries[f"!{written}"] += f" OR {document['seats']['needs']}"
    blocs = document["bloc"]
    return Gazetteer(
        version=document["version"],
        places=places,
        matcher=compile_queries(queries),
        words=words,
        conditions=frozenset(name for name in queries if name[0] == "?"),
        parties=frozenset((*document["country"], *(code for code, bloc in blocs.items() if bloc["is_party"]))),
        bonds=frozenset((code, member) for code, bloc in blocs.items() for member in bloc["members"].split()),
        after=frozenset(document["korean"]["after"].split()),
        hanja=document["hanja"]["signs"],
        before_hanja=frozenset(document["hanja"]["before"]),
        before_place=frozenset(document["borne"]["before"].split()),
        before_town=frozenset(document["borne"]["towns"].split()),
        given=frozenset(_split(document["borne"]["given"])),
        after_place=frozenset(document["borne"]["after"].split()),
    )


def _places(document: Mapping[str, Any]) -> Iterator[Place]:
    for kind in ("country", "bloc"):
        for code, table in document[kind].items():
            members = tuple(table.get("members", "").split())
            yield Place(code=code, label_en=table["en"], label_ko=table["ko"], is_bloc=kind == "bloc", members=members)


def _words(document: Mapping[str, Any]) -> Iterator[Word]:
    borne, doubtful = set(_split(document["borne"]["names"])), document["doubtful"].keys()
    for kind in ("country", "bloc"):
        for code, table in document[kind].items():
            cities = _split(table.get("cities", ""))
            for written in (table["en"], table["ko"], *_split(table["words"]), *cities):
                is_open = written == table["ko"] and written not in doubtful and len(written) > 1
                yield Word(
                    written, (code,), is_borne=written in borne, is_doubtful=written in doubtful, is_open=is_open,
                    is_city=written in cities,
                )  # fmt: skip
    for written, codes in document["joint"].items():
        is_korean = bool(re.match("[가-힣]", written))
        yield Word(written, tuple(codes.split()), is_joint=is_korean, is_doubtful=written in doubtful)
        if _SYLLABLES.fullmatch(written):
            yield Word("·".join(written), tuple(codes.split()), is_joint=True)
    for kind in ("words", "people"):
        for written in _split(document["traps"][kind]):
            yield Word(written, (), is_person=kind == "people")


def _split(words: str) -> list[str]:
    return [word for part in words.replace("\n", " ").split(";") if (word := part.strip())]


def _query(word: Word) -> str:
    """The word as a phrase, but names of people and languages also in the plural: Koreans, North Koreans."""
    phrase = _MARK.sub(" ", word.written) if word.is_joint else word.written
    if word.codes and re.fullmatch("[A-Z][a-z]+", phrase):
        return phrase
    return f'"{phrase}*"' if word.is_open or (word.codes and _PEOPLE.search(phrase)) else f'"{phrase}"'
