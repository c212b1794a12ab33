"""Whom articles name as their sources: the touchstone, the newsroom's labels, ways to write them, and traps."""

from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.facts import Directory, Published, Sentences, find_origins, load_directory
from monitor.model import Origin
from monitor.newsroom import LAST_DAY, Newsroom
from monitor.newsroom.articles import Manuscript, load_manuscripts
from monitor.newsroom.outlets import load_outlets

TOUCHSTONE = "korea-us-tariff-talks-washington"
REPORTS = ("reporting source", "reprint")
NAMES = {one.id: one.name for one in load_outlets()}
ROOM = load_directory(None, NAMES.values())


def origins(text: str, published: Published | None = None, directory: Directory | None = None) -> list[tuple[str, str]]:
    found = find_origins(Sentences("", text), published or Published(), directory or load_directory())
    return [(one.kind, one.name) for one in found]


def of_manuscript(one: Manuscript) -> tuple[Origin, ...]:
    piece = one.first
    article = Sentences(piece.title, "\n".join(piece.paragraphs))
    return find_origins(article, Published(outlet=NAMES[piece.outlet], authors=piece.authors), ROOM)


def test_the_touchstone_names_its_sources_and_nobody_else():
    (piece,) = (one for one in Newsroom(day=LAST_DAY).articles if one.slug == TOUCHSTONE)
    article = Sentences(piece.title, "\n".join(piece.paragraphs))
    found = find_origins(article, Published(outlet="Meridian Review", authors=piece.authors), ROOM)
    by_kind: dict[str, set[str]] = {}
    for one in found:
        by_kind.setdefault(one.kind, set()).add(one.name)
    assert by_kind == {
        "reporting source": {"Yonhap News Agency", "The Korea Herald", "Reuters", "Nikkei Asia"},
        "quoted body": {
            "Korea International Trade Association",
            "Center for Strategic and International Studies",
            "Ministry of Trade, Industry and Energy",
            "China's Ministry of Commerce",
        },
        "speaker": {"Han Duck-soo"},  # the other officials meet, travel and are asked for things; nobody else speaks
        "unnamed": {"a South Korean media report", "political analysts"},
    }


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('Rates fell. "We wait. Then we buy," said Dana Okafor of Larkspur Partners.',
         '"We wait. Then we buy," said Dana Okafor of Larkspur Partners.'),
        ("“We wait. Then we buy,” said Dana Okafor of Larkspur Partners.",
         "“We wait. Then we buy,” said Dana Okafor of Larkspur Partners."),
        ('He spoke of a "squeeze". "I wait," said Dana Okafor of Larkspur Partners.',
         '"I wait," said Dana Okafor of Larkspur Partners.'),
        ('"We wait.\nThen we buy," said Dana Okafor of Larkspur Partners.',  # the paragraph opens no quotation
         'Then we buy," said Dana Okafor of Larkspur Partners.'),
    ],
)  # fmt: skip
def test_who_ends_a_quotation_is_shown_with_all_of_it(text: str, shown: str) -> None:
    article = Sentences("", text)
    spans = [one.sentence for one in find_origins(article, Published(), load_directory())]
    assert [text[span.start : span.end] for span in spans] == [shown]


def test_every_origin_stands_in_the_sentence_that_it_is_shown_with():
    article = Sentences("", "Prices rose. Nikkei Asia wrote that buyers waited. KITA said so, too.")
    shown = {
        one.name: article.text[one.sentence.start : one.sentence.end]
        for one in find_origins(article, Published(), load_directory())
    }
    assert shown == {
        "Nikkei Asia": "Nikkei Asia wrote that buyers waited.",
        "Korea International Trade Association": "KITA said so, too.",
    }


def test_the_newsrooms_articles_rest_on_the_sources_that_their_writers_list():
    right = wrong = missed = 0
    for one in load_manuscripts():
        found = {origin.name for origin in of_manuscript(one) if origin.kind in REPORTS}
        expected = {ROOM.name_of(name) for name in one.truth.sources}
        right, wrong, missed = (
            right + len(found & expected),
            wrong + len(found - expected),
            missed + len(expected - found),
        )
    assert right >= 30
    assert (wrong, missed) == (0, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Korea Times, quoting a minister, reported that five items were left.",
         ["reporting source:The Korea Times"]),
        ("The list has 40 items, an official told Yonhap on condition of anonymity.",
         ["unnamed:an official", "reporting source:Yonhap News Agency"]),
        ("Speaking to CNN on Sunday, Commerce Secretary Howard Lutnick said the duties would stay.",
         ["speaker:Howard Lutnick", "reporting source:CNN"]),
        ("Fed Chair Jerome Powell was quoted by Axios as saying that prices would rise.",
         ["speaker:Jerome Powell", "reporting source:Axios"]),
        ('"It is a good deal," the White House said in a fact sheet.', ["quoted body:White House"]),
        ('"No comment," said a spokesperson for TSMC.', ["quoted body:TSMC"]),
        ("Figures released by the Korea International Trade Association showed a fall.",
         ["quoted body:Korea International Trade Association"]),
        ("South Korea's trade ministry said it had filed comments.",
         ["quoted body:Ministry of Trade, Industry and Energy"]),
        ("Local newspaper Busan Ilbo reported that the terminal would close.", ["reporting source:Busan Ilbo"]),
        ("Prices will rise, said Kelvin Soh of Keppel Hill Capital.", ["speaker:Kelvin Soh"]),
        ('Ryosei Akazawa landed on Tuesday. "I am hopeful," he told reporters.', ["speaker:Ryosei Akazawa"]),
        ("22일 관세청에 따르면 이달 수출액은 339억달러로 집계됐다.", ["quoted body:Korea Customs Service"]),
        ("산업부 관계자는 이날 연합뉴스와 통화에서 \"일정은 조율 중\"이라고 말했다.",
         ["unnamed:산업부 관계자", "reporting source:Yonhap News Agency"]),
        ("교도통신이 복수의 정부 관계자를 인용해 이같이 전했다.",
         ["reporting source:Kyodo News", "unnamed:정부 관계자"]),
        ("미국이 관세를 늦춘다고 이날 블룸버그통신이 보도했다.", ["reporting source:Bloomberg"]),
        ("중국 상무부 대변인은 \"끝까지 맞설 것\"이라고 말했다.", ["quoted body:China's Ministry of Commerce"]),
        ("장상식 한국무역협회 국제무역통상연구원장은 \"더 큰 문제\"라고 지적했다.", ["speaker:장상식"]),
        ("에너지를 연구하는 안솔비 동해자원포럼 연구위원은 \"값이 먼저\"라고 말했다.", ["speaker:안솔비"]),
        ("동해자원포럼은 수입이 늘 것이라고 밝혔다.", ["quoted body:동해자원포럼"]),
        ("최상목 부총리는 24일 출국했다. 최 부총리는 \"국익이 먼저\"라고 말했다.", ["speaker:최상목"]),
        ("김정관 장관은 귀국했다. 그는 \"서두르지 않겠다\"고 덧붙였다.", ["speaker:김정관"]),
        ("한국개발연구원(KDI)은 올해 성장률을 0.8%로 전망했다.", ["quoted body:Korea Development Institute"]),
    ],
)  # fmt: skip
def test_sources_are_found_however_they_are_named(text: str, expected: list[str]) -> None:
    assert sorted(f"{kind}:{name}" for kind, name in origins(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "The duty is collected according to the weight of the shipment.",
        "The Guardian's offices in London were evacuated, and she read the Financial Times on the train.",
        "Thomson Reuters reported higher earnings. Bloomberg said it would hire 40 people.",
        "Reuters could not independently verify the letter.",
        "All told, 300 people came; a doorway can be told from a drain.",
        "Minister Ahn met Greer in Washington before flying home.",
        "The paper of the exchange fell; Shares of News Corp, owner of The Wall Street Journal, fell 2 percent.",
        "He told his brother that he would sell the farm.",
        "규정에 따르면 열흘 안에 신고해야 하고, 계획에 따라 1일부터 시행한다.",
        "KBS는 새 사옥을 짓고, 조선일보 사장은 검찰에 출석했다.",
        "정부는 관계부처 합동 대책반을 꾸렸다. 현대차는 증설 계획을 발표했다.",
        "시청 앞 보도블록이 새로 깔렸다고 한다.",
    ],
)
def test_what_only_looks_like_a_source_is_none(text: str) -> None:
    assert origins(text) == []


@pytest.mark.parametrize(
    ("first", "name"),
    [
        ("WASHINGTON (Reuters) - Duties rose.", "Reuters"),
        ("SEOUL, July 14 (Yonhap) -- Duties rose.", "Yonhap News Agency"),
        ("OTTAWA (AP) — Duties rose.", "Associated Press"),
        ("(서울=연합뉴스) 김하나 기자 = 관세가 올랐다.", "Yonhap News Agency"),
        ("[도쿄=뉴스1] 도하람 기자 = 관세가 올랐다.", "News1"),
        ("Duties rose.\nCopyright 2025 Reuters. All rights reserved.", "Reuters"),
        ("관세가 올랐다.\n저작권자(c) 연합뉴스, 무단 전재-재배포 금지", "Yonhap News Agency"),
        ("관세가 올랐다.\n기사 제공=뉴시스", "Newsis"),
    ],
)
def test_datelines_and_credit_lines_make_reprints(first: str, name: str) -> None:
    assert origins(first) == [("reprint", name)]


def test_pictures_make_none():
    assert origins("Duties rose.\n(Photo: Yonhap)") == []
    assert origins("관세가 올랐다.\n/연합뉴스 제공 사진") == []


@pytest.mark.parametrize(
    ("published", "name"),
    [
        (Published(outlet="Daily Echo", authors=("Reuters",)), "Reuters"),
        (Published(outlet="Daily Echo", syndicated_from="Yonhap"), "Yonhap News Agency"),
        (Published(outlet="Daily Echo", canonical_outlet="en.yna.co.kr"), "Yonhap News Agency"),
        (Published(outlet="Daily Echo", canonical_outlet="www.somewhere.example"), "somewhere.example"),
    ],
)
def test_byline_feed_and_canonical_link_make_reprints_with_the_first_sentence(published: Published, name: str) -> None:
    (found,) = find_origins(Sentences("", "Duties rose. They fell."), published, load_directory())
    assert (found.kind, found.name, found.sentence.end) == ("reprint", name, len("Duties rose."))


def test_an_outlet_is_no_source_of_its_own_articles():
    text = "SEOUL, April 9 (Daehan) -- Duties rose. A dealer told the Ledger so."
    own = load_directory(None, ["Daehan News Agency", "The Pacific Ledger"])
    assert origins(text, Published(outlet="Daehan News Agency"), own) == [("unnamed", "A dealer")]
    assert origins("A dealer told The Pacific Ledger so.", Published(outlet="The Pacific Ledger"), own) == [
        ("unnamed", "A dealer")
    ]


def test_a_reprint_stands_for_all_else_that_its_agency_is_in_the_text():
    assert origins("LONDON (AFP) - Duties rose. A diplomat told AFP so.") == [
        ("reprint", "AFP"),
        ("unnamed", "A diplomat"),
    ]


def test_the_owners_names_are_known_in_all_their_forms(tmp_path: Path):
    own = tmp_path / "origins.toml"
    own.write_text('[bodies]\n"Bolt Makers of Ansan" = "BMA; 안산볼트조합"\n[outlets]\nQuayside = "부두뉴스레터"\n')
    directory = load_directory(own)
    text = "BMA said so, Quayside reported.\n안산볼트조합에 따르면 그렇다."
    assert origins(text, directory=directory) == [
        ("quoted body", "Bolt Makers of Ansan"),
        ("reporting source", "Quayside"),
    ]
    assert set(directory.all_forms(["Quayside"])) == {"Quayside", "부두뉴스레터"}


@pytest.mark.parametrize("text", ["[bodies", '[people]\n"A" = "B"\n', '[bodies]\n"A" = 3\n', "bodies = 3\n"])
def test_a_faulty_file_of_the_owners_is_refused(tmp_path: Path, text: str) -> None:
    own = tmp_path / "origins.toml"
    own.write_text(text)
    with pytest.raises(ConfigError, match=r"origins\.toml"):
        load_directory(own)


def test_an_article_of_nothing_has_no_origins():
    assert origins("") == []
    assert origins("\n \n") == []
