"""Legal instruments: how texts write them, and what only looks like one."""

import pytest

from monitor.facts import Sentences, find_instruments


def keys(text):
    return [one.key for one in find_instruments(Sentences("", text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Section 232 tariffs on steel stay.", ["US Section 232"]),
        (
            "It cited Sections 201 and 301 of the Trade Act of 1974 on tariffs.",
            ["US Section 201", "US Section 301"],
        ),
        ("The 232 investigation into chips began.", ["US Section 232"]),
        ("미국은 무역확장법 232조를 근거로 들었다.", ["US Section 232"]),
        ("반도체 232조 조사가 시작됐다.", ["US Section 232"]),
        ("He invoked IEEPA by Executive Order 14257.", ["US IEEPA", "US Executive Order 14257"]),
        ("상호관세는 행정명령 14257호에 따른다.", ["US Executive Order 14257"]),
        ("The notice is at 90 FR 15041.", ["90 FR 15041"]),
        ("Dispute DS597 went to a panel.", ["WTO DS597"]),
        ("The order in case A-580-876 covers line pipe.", ["US A-580-876"]),
        ("HS 8542.31 and HTS 9903.88.15 are exempt.", ["HS 8542.31", "HTS 9903.88.15"]),
        ("배터리는 HS코드 8507.60에 속한다.", ["HS 8507.60"]),
        ("한미 FTA는 유지된다.", ["KORUS FTA"]),
        ("Cars made under USMCA rules are spared.", ["USMCA"]),
        ("존스법을 고쳐야 한다.", ["US Jones Act"]),
    ],
)
def test_an_instrument_is_found_in_its_normal_form(text, expected):
    assert keys(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Fans in Section 301 of the stadium cheered.",
        "Section 301 of the Immigration Act governs imports of labour.",
        "정부는 수입 확대에 232조원을 쓴다.",
        "The DS7 is a car.",
        "The IRA laid down its arms.",
        "Some 8,542 people came.",
        "An executive order is expected.",
        "제301조 병력이 도착했다.",
    ],
)
def test_what_only_looks_like_an_instrument_is_not_found(text):
    assert keys(text) == []


def test_an_instrument_is_told_once_with_the_sentence_that_names_it_first():
    (found,) = find_instruments(Sentences("Duties under Section 232 stay", "Section 232 duties on steel stay."))
    assert (found.sentence.zone, found.sentence.start, found.sentence.end) == ("headline", 0, 29)
