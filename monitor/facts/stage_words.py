"""What stages.py and the two languages share: what is told, and the words of stages.toml. Pure."""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from monitor.facts.cues import Cued, Cues
from monitor.facts.masked import Masked, Named
from monitor.facts.names import any_name
from monitor.facts.text import Sentence
from monitor.model.findings import Stage

_LEADERS = 0  # the place of their names among those of _leaders
Pair = tuple[str, str]  # codes of two parties, in the order of the alphabet


@dataclass(frozen=True, slots=True)
class Told:
    """A stage of two parties, and the parts of the sentence that say of what, the surest first."""

    stage: Stage
    pair: Pair
    start: int  # where the sentence tells it
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a stage is told: by which way of speaking, and whether only in headlines, which speak in the present."""

    stage: Stage
    way: str
    cued: Cued
    is_present: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A stage's verb where a sentence has it."""

    sentence: Masked
    found: re.Match[str]

    @property
    def before(self) -> str:
        """What stands before all that the pattern took."""
        return self.sentence.words[: self.found.start()]

    @property
    def after(self) -> str:
        """What stands behind it."""
        return self.sentence.words[self.found.end() :]

    def codes(self, *parts: str) -> tuple[str, ...]:
        """The parties in some parts of the sentence, each once."""
        return self.sentence.codes(" ".join(parts))


def just_two(codes: Iterable[str]) -> Pair | None:
    """Two parties in order; None where there are fewer or more."""
    found = sorted(set(codes))
    return (found[0], found[1]) if len(found) == 2 else None


@cache
def stage_data() -> dict[str, Any]:
    """stages.toml as it is."""
    return tomllib.loads(Path(__file__).with_name("stages.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue and its words; a vague one (a deal, investment) gives way to any other."""

    name: str
    words: Cued
    is_vague: bool


@cache
def issues() -> tuple[Issue, ...]:
    """The issues of stages.toml."""
    return tuple(Issue(one["id"], Cued(one["words"]), one.get("vague", False)) for one in stage_data()["issue"])


def issue_of(about: Sequence[str], *, is_last: bool) -> str | None:
    """The issue that the first part which names one is about: its first there, or its last, as Korean puts it."""
    for vague in (False, True):
        for part in about:
            lowered = part.lower()
            named = [
                (found.end() if is_last else -found.start(), found.end() - found.start(), one.name)
                for one in issues()
                if one.is_vague is vague
                for found in one.words.all_in(part, lowered)
            ]
            if named:
                return max(named)[2]
    return None


def leaders_in(sentence: Sentence, named: Collection[str]) -> Iterator[Named]:
    """Who stands for a state in a sentence, each with its code; offices only of the parties that are `named`."""
    cues, codes = _leaders()
    for nth in cues.among(sentence.pieces):
        for found in cues.patterns[nth].find.finditer(sentence.words):
            code = codes[nth].get(found[0], "EU")
            if nth == _LEADERS or code in named:
                yield sentence.span.start + found.start(), sentence.span.start + found.end(), code


@cache
def _leaders() -> tuple[Cues[Cued], tuple[Mapping[str, str], ...]]:
    """The names of leaders and of bodies, and by each its code; a European name not listed is the union's."""
    data = stage_data()
    codes = tuple(
        {name: code for code, names in data[table].items() for name in names.split("; ")}
        for table in ("leaders", "bodies")
    )
    leaders, bodies = (any_name(names, before="[A-Za-z가-힣]", after="(?![A-Za-z])") for names in codes)
    return Cues([Cued(f"{leaders}|{data['european']}"), Cued(bodies)]), codes
