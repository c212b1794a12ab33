"""The owner's officials.toml: what it names is folded to its ids, and a faulty one is refused with the line."""

from pathlib import Path

import pytest

from monitor.classify.places import find_places
from monitor.errors import ConfigError
from monitor.facts import Officials, Sentences, find_officials, load_directory, load_officials

OWN = """\
[people]
nam-gung-bit = "Nam Gung-bit; 남궁빛; 南宮光"
ahn-duk-geun = "Ahn Tok-kun"
smith-adrian = "Adrian Smith"
[bodies]
kr-quay = "Quay Authority; 부두청"
[home.KR]
kr-plan = "planning ministry"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "officials.toml"


def ids(text: str, listed: Officials) -> list[str]:
    return [one.person_id for one in find_officials(Sentences("", text), find_places("", text), listed)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trade Minister Nam Gung-bit left.", "nam-gung-bit"),
        ("Gung-bit Nam spoke at the port.", "nam-gung-bit"),
        ("Nam Gungbit spoke at the port.", "nam-gung-bit"),
        ("남궁빛 부두청장은 떠났다.", "nam-gung-bit"),
        ("南宮光表示反对。", "nam-gung-bit"),
        ("Ahn Tok-kun spoke.", "ahn-duk-geun"),
        ("Adrian Smith spoke.", "smith-adrian"),  # a common name, which the owner means
        ("Ahn Duk-geun spoke.", "ahn-duk-geun"),
        ("Ahn Dukgeun spoke.", "ahn-duk-geun"),
        ("안덕근 산업부 장관은 떠났다.", "ahn-duk-geun"),
        ("The Quay Authority said so.", "kr-quay"),
        ("부두청은 반대했다.", "kr-quay"),
        ("South Korea's planning ministry objected.", "kr-plan"),
    ],
)
def test_forms_and_scripts_that_the_owner_names_are_folded_to_one_id(own, text, expected):
    own.write_text(OWN, encoding="utf-8")
    assert ids(text, load_officials(own)) == [expected]


def test_a_file_that_is_not_there_changes_nothing_and_a_changed_one_is_read_again(own):
    assert load_officials(own) is load_officials()
    own.write_text(OWN, encoding="utf-8")
    first = load_officials(own)
    own.write_text('[people]\nnam-gung-bit = "Nam Gung-pit"\n', encoding="utf-8")
    assert ids("Nam Gung-bit spoke.", load_officials(own)) == []
    assert ids("Nam Gung-bit spoke.", first) == ["nam-gung-bit"]


def test_a_body_that_the_owner_names_is_a_source(own):
    own.write_text(OWN, encoding="utf-8")
    known = load_directory(officials=load_officials(own)).named("부두청")
    assert known is not None
    assert (known.name, known.group) == ("Quay Authority", "body")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[people]\na-b = 'A B'\n[people", "officials.toml:3: not valid TOML"),
        ("[people]\na-b = 'A B'\n[persons]\n", "officials.toml:3: no table 'persons'"),
        ("[people]\na-b = 'A B'\nc-d = 3\n", "officials.toml:3: the forms of 'c-d' are one text"),
        ("people = 3\n", "officials.toml:1: people must be a table"),
        ("[people]\na-b = 'Ahn'\n", "officials.toml:2: [people] a-b: 'Ahn' is one word"),
        ("[people]\n'A B' = 'A B'\n", "officials.toml:2: [people] 'A B': an id has"),
        ("[people]\na-b = 'A B'\nc-d = 'a-B'\n", "officials.toml:3: [people] c-d: 'a-B' stands for 'a-b'"),
        ("[home.Korea]\na-b = 'A B'\n", "officials.toml:1: [home.Korea]: a place is its code"),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(own, text, fault):
    own.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load_officials(own)
    assert fault in str(raised.value)


def test_every_fault_is_told_at_once(own):
    own.write_text("[people]\na-b = 3\nc-d = 'Kim'\n[bodies]\ne-f = 4\n", encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load_officials(own)
    assert [f"officials.toml:{line}:" in str(raised.value) for line in (2, 3, 5)] == [True, True, True]
