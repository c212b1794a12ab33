"""Labelled cases of tests/golden/facts/, and how a finder does on them."""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from monitor.classify.places import find_places
from monitor.facts import Sentences, find_dates, find_figures, find_instruments, find_officials, find_stages
from monitor.facts.directory import load_directory
from monitor.facts.measures import products_in_order
from monitor.facts.origins import Published, find_origins
from monitor.model import Origin

HERE = Path(__file__).parents[1] / "golden" / "facts"
GROUPS = ("grown", "fresh", "later", "sealed", "unseen")  # README.md beside them says how they differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A text, the day of its article, and what has to be found in it: the fields that are judged."""

    text: str
    title: str
    language: str
    published: date | None
    expect: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How a finder did: found and expected, found only, expected only."""

    right: int
    wrong: tuple[tuple[Case, object], ...]
    missed: tuple[tuple[Case, Mapping[str, Any]], ...]

    @property
    def precision(self) -> float:
        return self.right / ((self.right + len(self.wrong)) or 1)

    @property
    def recall(self) -> float:
        return self.right / ((self.right + len(self.missed)) or 1)


def cases(kind: str, group: str) -> tuple[Case, ...]:
    """The labelled cases of one kind and group; none where the group has none of the kind."""
    file = HERE / group / f"{kind}.toml"
    if not file.exists():
        return ()
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(
        Case(
            text=one["text"],
            title=one.get("title", ""),
            language=one["language"],
            published=one.get("published"),
            expect=tuple(one["expect"]),
        )
        for one in data["case"]
    )


FINDERS: Mapping[str, Callable[[Case], Iterable[object]]] = {
    "calendar": lambda case: (
        one for one in find_dates(Sentences(case.title, case.text), case.published) if not one.is_called_off
    ),
    "figures": lambda case: find_figures(
        Sentences(case.title, case.text), case.published, find_places(case.title, case.text)
    ),
    "instruments": lambda case: find_instruments(Sentences(case.title, case.text)),
    "officials": lambda case: find_officials(Sentences(case.title, case.text), find_places(case.title, case.text)),
    "origins": lambda case: find_origins(Sentences(case.title, case.text.strip()), Published(), load_directory()),
    "stages": lambda case: find_stages(
        Sentences(case.title, case.text), case.published, find_places(case.title, case.text)
    ),
}


def tally(kind: str, among: Sequence[Case]) -> Tally:
    """Compare the finder of a kind with the labels; a finding stands for one label at most."""
    right, wrong, missed = 0, [], []
    for case in among:
        expected = list(case.expect)
        for found in FINDERS[kind](case):
            fitting = next((label for label in expected if _fits(found, label)), None)
            if fitting is None:
                wrong.append((case, found))
            else:
                expected.remove(fitting)
                right += 1
        missed += [(case, label) for label in expected]
    return Tally(right=right, wrong=tuple(wrong), missed=tuple(missed))


def _fits(found: object, label: Mapping[str, Any]) -> bool:
    if isinstance(found, Origin) and label["kind" if "kind" in label else "name"] != "unnamed":
        names = (label["name"], *label.get("also", ()))
        forms = {*names, *map(load_directory().name_of, names)}  # a reader need not know which form the directory keeps
        is_named = found.name.removeprefix("The ") in {form.removeprefix("The ") for form in forms}
        return is_named and found.kind == label.get("kind", found.kind)
    return all(_agrees(name, getattr(found, name), value) for name, value in label.items())


ALIKE = {"relief": "support", "aid": "support"}  # of one sum a reader may say any of these


def _product_id(word: str) -> str | None:
    """The id of the product that a word names, as the finder's data have it."""
    return next((one.name for one in products_in_order(word)), None)


def _agrees(name: str, found: object, value: object) -> bool:
    if isinstance(value, str) and name in ("written", "name", "role"):  # one may have a word more than the other
        value, found = value.casefold(), str(found).casefold()
        return bool(found) and (value in found or found in value)
    if name == "measure" and isinstance(value, str):
        value = ALIKE.get(value, value)
    if name == "product" and isinstance(value, str):  # labels name it in any word for it: "chips"
        return found in (value, _product_id(value))
    if isinstance(found, tuple):
        return list(found) == value
    return found == value
