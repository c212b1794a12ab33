"""What the labelled sentences say is found, and little else: the floors of tests/golden/facts/floors.toml."""

import tomllib

import pytest
from labelled_facts import FINDERS, GROUPS, HERE, cases, tally

FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
ENOUGH = {"origins": 80}  # whole articles; of the others, sentences
MOST = 150


@pytest.mark.parametrize(("group", "kind"), [(group, kind) for group in GROUPS for kind in FLOORS[group]])
def test_precision_and_recall_are_not_below_their_floors(kind, group):
    reached, floor = tally(kind, cases(kind, group)), FLOORS[group][kind]
    assert reached.precision >= floor["precision"], [(case.text, found) for case, found in reached.wrong]
    assert reached.recall >= floor["recall"], [(case.text, label) for case, label in reached.missed]


def test_every_file_of_cases_has_floors():
    files = {(file.parent.name, file.stem) for file in HERE.glob("*/*.toml")}
    assert files == {(group, kind) for group in GROUPS for kind in FLOORS[group]}


@pytest.mark.parametrize("kind", FINDERS)
def test_there_are_enough_cases_half_of_them_korean(kind):
    languages = [case.language for group in GROUPS for case in cases(kind, group)]
    assert len(languages) >= ENOUGH.get(kind, MOST)
    assert 0.4 <= languages.count("ko") / len(languages) <= 0.6
