"""A sentence with each party that it names as one sign, so that patterns can speak of parties. Pure.

"Seoul and Washington signed" is read as "P and P signed"; one sign may stand for two (한미). A leader stands for the
state (`leaders` in stages.toml).
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from monitor.facts.cues import Cued
from monitor.facts.text import Sentence
from monitor.model import Places, Zone

Named = tuple[int, int, str]  # a party at characters [start, end), by its code
_Party = tuple[tuple[int, int], list[str]]  # characters [start, end) of a sentence that name one or two

ONE, TWO = "\ue000-\ue0ff", "\ue100-\ue1ff"  # signs of a single party, and of two at once
PARTY = f"[{ONE}{TWO}]"
_SIGN = re.compile(PARTY)
_ADDED = re.compile(  # what Korean writes onto a name: it stays beside the sign, to be read
    r"(?<=..)(?:에서는|에서|에게서|에게|에는|까지|부터|이라|으로|은|는|이|가|을|를|과는|과의|과|와는|와의|와|의|에|도|로|만|산)$"
)
_AGAINST = re.compile(r"^대(?!만|한민)\S+?(?=\s|은|는|이|가|에|의|로|$)")  # 대중 관세: neither is part of the name
_LETTERS = {"한": "KR", "미": "US", "중": "CN", "일": "JP"}
_HOME = re.compile('정부(?:[는가,]| ["“])|우리 |한[·ㆍ]')  # names a party of its own
_LETTER = re.compile(r"(?<![가-힣])[한미중일](?=[·ㆍ])")
_BOTH = re.compile(
    r"\b(?:[Tt]he two (?:countries|sides|governments|nations|neighbou?rs|allies|economies|powers|partners|leaders)"
    r"|[Bb]oth (?:sides|countries|governments|nations))\b(?!['’])|(?<![가-힣])(?:양국|양측|두 나라)"
)
_APPOSED = re.compile(  # U.S. President Donald | Trump, Canada's | Carney: one party, named twice
    r"(?:['’]s)?\s(?:(?:[A-Z][\w.'’-]*|president|premier|prime|minister|leader|trade|chief|top|economic|finance|foreign|"
    r"commerce|industry|negotiator|envoy) ){0,7}"
)
# What a party says of itself is told of it: "said it had agreed" is "agreed".
_OF_ITSELF = Cued(
    r",? (?:says?|said|confirmed|announced|told [a-z]+)(?:,? on [A-Z]\w+| [A-Z]\w+day)?(?: that)? "
    r"(?:it|they|he|she|the two(?: [a-z]+)?|both)(?: (?:had|has|have))?"
    r"(?= (?:\w+ly )?(?:was|were|is|are|been|still|now|[a-z]+ed|[a-z]+en|reached|struck|begun|held|signed|put|sought) )"
)
_OF_OTHERS = Cued(rf"(\b(?:said|announced|confirmed|declared)\b[^;.]{{0,60}}?{PARTY}[^,;.]{{0,40}}?) had (?!not? )")


@dataclass(frozen=True)
class Masked:
    """A sentence's words with signs for parties, and whom each sign names."""

    words: str
    named: Sequence[tuple[str, ...]]  # codes, in the order of the signs

    @property
    def is_headline(self) -> bool:
        """Whether it is written as headlines are, without a full stop: there the present tells what has been done."""
        return self.words.rstrip("\"'”’ ")[-1:] != "."

    def codes(self, part: str) -> tuple[str, ...]:
        """The parties in a part of these words, each once."""
        found = (code for sign in _SIGN.findall(part) for code in self.named[ord(sign) & 0xFF])
        return tuple(dict.fromkeys(found))


def parties_in(
    places: Places, leaders: Iterable[Named], tables: Collection[str], *, is_title: bool
) -> tuple[Named, ...]:
    """The places that a title or a text names but for `tables`, and the leaders found there, in reading order."""
    found = [
        (span.start, span.end, one.place)
        for one in places.counts
        for span in one.spans
        if (span.zone is Zone.HEADLINE) is is_title and one.place not in tables
    ]
    taken = {at for start, end, _ in found for at in range(start, end)}
    found += [one for one in leaders if one[0] not in taken]
    return tuple(sorted(found))


def mask(sentence: Sentence, named: Sequence[Named]) -> Masked | None:
    """A sentence with its parties as signs; None where they are fewer than two. `named` is of its title or text."""
    start, found = sentence.span.start, defaultdict(list)
    first, last = (bisect_left(named, (at,)) for at in (start, sentence.span.end))
    for begin, end, code in named[first:last]:
        found[begin - start, end - start].append(code)
    if not found or (last - first < 2 and not _HOME.search(sentence.words)):
        return None
    for letter in _LETTER.finditer(sentence.words):  # 한·UAE
        if letter.span() not in found and any(begin == letter.end() + 1 for begin, _ in found):
            found[letter.span()].append(_LETTERS[letter[0]])
    _add_both(sentence.words, found)
    return _written(sentence.words, _joined(sentence.words, sorted(found.items()))[:256])


def _add_both(words: str, found: dict[tuple[int, int], list[str]]) -> None:
    """Add "the two countries", 양국, where the sentence names just two; not beside a name (한미 양국)."""
    codes = sorted({code for named in found.values() for code in named})
    if len(codes) != 2:
        return
    ends = {end for _, end in found}
    for both in _BOTH.finditer(words):
        if both.start() - 1 not in ends:
            found[both.span()] = codes


def _joined(words: str, found: Sequence[_Party]) -> list[_Party]:
    """Names of one party that stand in apposition as one."""
    joined: list[_Party] = []
    for (start, end), codes in found:
        if joined:
            (first, last), before = joined[-1]
            if before == codes and _APPOSED.fullmatch(words, last, start) and not _ADDED.search(words[first:last]):
                joined[-1] = (first, end), codes
                continue
        joined.append(((start, end), codes))
    return joined


def _written(words: str, found: Sequence[_Party]) -> Masked:
    parts, at = [], 0
    for number, ((start, end), codes) in enumerate(found):
        name = words[start:end]
        cut = _AGAINST.search(name)
        sign = chr((0xE000 if len(codes) == 1 else 0xE100) + number)
        kept = name[cut.end() :] if cut else (_ADDED.search(name) or ("",))[0]
        parts += [words[at:start], "대" if cut else "", sign, kept]
        at = end
    plain = "".join(parts) + words[at:]
    for said, kept in ((_OF_ITSELF, ""), (_OF_OTHERS, r"\1 ")):
        if said.may_be_in(plain, plain):
            plain = said.find.sub(kept, plain)
    return Masked(plain, tuple(tuple(codes) for _, codes in found))
