"""The watches of a new workspace: which find the touchstone article of the newsroom, and what each says of itself."""

import tomllib
from pathlib import Path

import pytest

import monitor
from monitor.config import init_workspace, load_workspace
from monitor.match import Facts, lint
from monitor.watch import Watching, check_query

(ARTICLE,) = (Path(monitor.__file__).parent / "newsroom/articles/touchstone").glob("*.md")
FINDERS = "alaska-lng defence-cost-sharing shipbuilding ipef korea-us-talks chinese-countermeasures"
OTHERS = "section-232 steel-quota currency-deal"


@pytest.fixture(scope="module")
def watching(tmp_path_factory):
    directory = tmp_path_factory.mktemp("new")
    init_workspace(directory)
    workspace = load_workspace(directory, check_query=check_query, environ={})
    return Watching(workspace.watches, workspace.sets)


def test_the_touchstone_is_found_by_its_watches_and_no_other(watching):
    _, front, body = ARTICLE.read_text(encoding="utf-8").split("+++", 2)
    assert list(watching.watches) == [*FINDERS.split(), *OTHERS.split()]
    found = watching.names_of(tomllib.loads(front)["title"], body.strip(), Facts(outlet="Meridian Review"))
    assert found == set(FINDERS.split())


def test_every_watch_has_golden_lines_in_both_languages_and_keeps_them(watching):
    results = list(watching.golden())
    assert [one.reason for one in results if not one.is_kept] == []
    for name in watching.watches:
        lines = [one.line for one in results if one.watch == name]
        assert {line.is_match for line in lines} == {True, False}
        assert {line.text.isascii() for line in lines if line.is_match} == {True, False}


def test_no_query_has_an_error(watching):
    found = {name: lint(one.query, sets=watching.sets) for name, one in watching.watches.items()}
    assert [one for findings in found.values() for one in findings if one.severity == "error"] == []


@pytest.mark.parametrize(
    "name", ["Yeo Han-koo", "Yeo Han Koo", "YEO HAN-KOO", "Han-koo Yeo", "Han Koo Yeo", "여한구가"]
)
def test_a_set_finds_a_name_however_it_is_written(watching, name):
    assert "korea-us-talks" in watching.names_of("", f"{name} met Greer. The trade talks went on.")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("alaska-lng", "알래스카 LNG에 쏠린 눈"),
        ("defence-cost-sharing", "방위비분담금을 다시 논의하나"),
        ("shipbuilding", "한미 조선업 협력 논의"),
        ("ipef", "인도태평양 경제프레임워크 공급망 회의"),
        ("korea-us-talks", "한·미 통상 협의 24일 개최"),
        ("chinese-countermeasures", "중국, 보복 조치 예고"),
        ("chinese-countermeasures", "중국이 84%의 보복관세를 물린다"),
        ("section-232", "무역확장법 232조 조사 착수"),
        ("steel-quota", "철강 쿼터 폐지 한 달"),
        ("currency-deal", "환율 협상 시작되나"),
    ],
)
def test_every_watch_reads_korean(watching, name, title):
    assert name in watching.names_of(title, "")
