"""Which places an article names: names, people, capitals and traps, in English, Korean, Chinese and Japanese."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.classify.gazetteer import load_gazetteer
from monitor.classify.places import PROMINENT, find_places
from monitor.model import Zone


def named(title: str, text: str = "") -> dict[str, int]:
    return {one.place: one.mention_count for one in find_places(title, text).counts}


NAMES = [
    ("South Korea and the United States sign", "KR US"),
    ("Korea raises duties", "KR"),
    ("N. Korea tests, S. Korea waits", "KP KR"),
    ("Pyongyang answers Seoul", "KP KR"),
    ("North Koreans abroad", "KP"),
    ("Koreans, Americans and the Chinese meet", "CN KR US"),
    ("the U.S.-China row", "CN US"),
    ("US-led talks", "US"),
    ("USA and UK agree", "GB US"),
    ("Brussels delays, Beijing waits", "CN EU"),
    ("The White House, the Kremlin and the Blue House", "KR RU US"),
    ("Tokyo's answer to Hanoi", "JP VN"),
    ("ASEAN, the G7, OPEC and BRICS", "ASEAN BRICS G7 OPEC"),
    ("USMCA review with Mexico and Canada", "CA MX USMCA"),
    ("Puerto Rico, Hong Kong and Taiwan", "HK PR TW"),
    ("DR Congo and Republic of the Congo", "CD CG"),
    ("Guinea, Guinea-Bissau and Papua New Guinea", "GN GW PG"),
    ("Niger and Nigeria, Dominica and the Dominican Republic", "DM DO NE NG"),
    ("South Sudan and Sudan", "SD SS"),
    ("Côte d'Ivoire and Türkiye", "CI TR"),
    ("inter-Korean trade", "KP KR"),
    ("KORUS at ten", "KR US"),
    ("CHINA HITS BACK AT U.S.", "CN US"),
    ("South Korea and U.S. Open Trade Talks", "KR US"),
    ("한국과 미국, 통상 협의", "KR US"),
    ("미국산 쇠고기와 중국발 공급", "CN US"),
    ("미, 반도체 품목관세 예고", "US"),
    ("한미 통상 협의 24일 개최", "KR US"),
    ("한·미·일 공조, 미·중 갈등", "CN JP KR US"),
    ("한ㆍ미 협상, 미국ㆍ중국 합의", "CN KR US"),
    ("대미투자와 대중수출", "CN US"),
    ("중국정부와 미국기업들, 독일차 판매", "CN DE US"),
    ("서울과 도쿄, 주미대사", "JP KR US"),
    ("북한산 석탄 밀수", "KP"),
    ("日 7월 수출, 韓·美 통상장관", "JP KR US"),
    ("북한과 평양, 남북 교역", "KP KR"),
    ("대미 흑자와 대중국 수출", "CN US"),
    ("유럽연합 집행위와 아세안", "ASEAN EU"),
    ("백악관·베이징·브뤼셀의 반응", "CN EU US"),
    ("우리나라 조선업, 청와대 보고", "KR"),
    ("美·中 관세전쟁, 韓日 촉각", "CN JP KR US"),
    ("對中 수출 통제… 中, 보복 예고", "CN"),
    ("美, 관세에 中 반발", "CN US"),
    ("사우디·베트남·인도네시아 수출", "ID SA VN"),
    ("한·EU FTA 발효", "EU KR"),
    ("中国对美国加征关税", "CN US"),
    ("中美贸易谈判在瑞士", "CH CN US"),
    ("日米関税交渉、韓国も", "JP KR US"),
    ("アメリカと中国", "CN US"),
    ("Trade ministers meet in Lima and Wellington", "NZ PE"),
    ("Doha hosts envoys, Muscat waits", "OM QA"),
    ("Tariff talks move from Sofia to Santiago", "BG CL"),
    ("리마 통상장관회의, 도하에서 휴전 협상", "PE QA"),
    ("오만과 GCC, 중동 물류 협력", "GCC OM"),
    ("Rotterdam, Hamburg and Antwerp share the boxes", "BE DE NL"),
    ("Shanghai to Busan and Kaohsiung", "CN KR TW"),
    ("상하이와 호찌민, 뭄바이의 공장", "CN IN VN"),
    ("Jordan Foreign Minister in Amman", "JO"),
]
TRAPS = [
    ("Tell us about china cups and a turkey", ""),
    ("A manual for us and them; polish the brass", ""),
    ("New Mexico, New England and the Indian Ocean", ""),
    ("Korean Air and American Airlines merge miles", ""),
    ("Washington Post and Washington State Huskies", ""),
    ("Paris Hilton opens a shop", ""),
    ("Latin America and South American football", ""),
    ("Michael Jordan buys a club", "Jordan played for Chicago."),
    ("Rep. Jim Jordan speaks", "Jordan said the panel would vote."),
    ("Georgia governor courts Hyundai", "The plant near Savannah, Georgia, opened."),
    ("조지아 공장 가동", "현대차는 조지아에서 생산한다."),
    ("Chad wins the race", "Chad ran well."),
    ("Thanksgiving: Turkey costs more", "Turkey farms report bird flu."),
    ("A price of US$5 billion", ""),
    ("About US", "Contact US"),
    ("25% 미만, 3일 동안 회의 중", "그가 한 일은 미정이다."),
    ("유종의 미를 거두다", "대회의 대미를 장식했다."),
    ("원유 日 10만 배럴 감산", ""),
    ("북한산 국립공원 등산로", ""),
    ("한국전력·한국타이어, 중국집, 일본뇌염, 대만족, 호주제", ""),
    ("선박 2척 인도", "조선소가 LNG선을 인도했다. 인도 시점은 5월이다."),
    ("'상호관세'이란 무엇인가", ""),
    ("수단과 방법을 가리지 않고", "오만한 태도로 말리는 사람들, 어디로 가나"),
    ("협상 中", "5日 회의中, 10만台 판매"),
    ("북미 시장 공략", "북미 판매가 늘었다."),
    ("대한항공, 인도적 지원", ""),
    ("美術と中央", ""),
    ("Sofia Alvarez, the minister, on tariffs", "Alvarez spoke of trade talks."),
    ("Chad Bown counts tariffs", "Chad Bown, an economist, wrote on Africa. Chad put it simply."),
    ("Adriana Lima opens a shop", "Lima sang."),
    ("the Doha Round and the Geneva Conventions", ""),
    ("Basel III rules; Alexandria, Virginia; San Jose, California", ""),
    ("파리가 날린다", "반줄로 줄이고 마주로 알려진 로마 시대 이야기"),
    ("오만한 태도가 관세 전쟁을 불렀다", "오만과 편견"),
    ("도하 훈련 실시", "리마인드 행사"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "places"), NAMES)
def test_places_are_named_by_names_people_and_capitals(title: str, places: str) -> None:
    assert sorted(named(title)) == places.split()


@pytest.mark.parametrize(("title", "text"), TRAPS)
def test_traps_name_no_place(title: str, text: str) -> None:
    assert named(title, text) == {}


@pytest.mark.parametrize(
    ("title", "text", "place", "count"),
    [
        ("Georgia votes", "Tbilisi saw marches. Georgia and Armenia share a border.", "GE", 3),
        ("Jordan's exports", "Amman and Jordanian firms want a deal.", "JO", 3),
        ("Chad closes its border", "Sahel states worry about Chad.", "TD", 2),
        ("Turkey raises tariffs", "Turkey said on Monday it would.", "TR", 2),
        ("인도, 철강 세이프가드 발동", "모디 총리는 인도에서 밝혔다.", "IN", 2),
        ("인도 조선소", "인도 정부는 선박을 인도했다.", "IN", 2),
        ("오만산 LNG 도입", "오만 정부와 호르무즈 해협", "OM", 2),
        ("북미 정상회담 재개되나", "김정은 위원장", "KP", 1),
        ("Denzel Washington at the White House", "He met U.S. officials in Washington.", "US", 3),
        ("Washington weighs tariffs", "Port Washington, a harbour, waits for Washington.", "US", 2),
    ],
)
def test_names_that_may_be_something_else_count_in_their_own_company(
    title: str, text: str, place: str, count: int
) -> None:
    assert named(title, text).get(place) == count


def test_a_dateline_names_nothing() -> None:
    assert named("Yonhap", "SEOUL, April 22 (Yonhap) -- Japan raised rates.") == {"JP": 1}
    assert named("연합", "(서울=연합뉴스) 일본이 금리를 올렸다.") == {"JP": 1}
    assert named("AP", "BEIJING (AP) — Vietnam and Hanoi agreed.\nBeijing is quiet.") == {"VN": 2, "CN": 1}
    assert named("", "Canada and Mexico – both partners – wait.") == {"CA": 1, "MX": 1}


@pytest.mark.parametrize(
    ("title", "text", "pair"),
    [
        ("Korea and the U.S. meet", "China waits.\nJapan too.", ("KR", "US")),
        ("U.S. and Korea meet", "", ("KR", "US")),
        ("미·중 협상", "한국은 지켜본다.", ("CN", "US")),
        ("Japan exports more", "Japan sold cars.\nIt once sold to Peru.", None),
        ("EU and Germany answer Washington", "The EU, the EU and the EU.", ("EU", "US")),
        ("G7 scolds China", "The G7 met.\nJapan hosted. Japan spoke. Tokyo paid. Japan left.", ("CN", "JP")),
        ("Nothing at all", "", None),
    ],
)
def test_the_pair_is_the_two_sides_an_article_is_about(title: str, text: str, pair: tuple[str, str] | None) -> None:
    assert find_places(title, text).pair == pair


def test_counts_tell_zones_weight_and_prominence() -> None:
    text = "Seoul spoke.\nJapan, then Japan again. Peru."
    counts = {one.place: one for one in find_places("Korea first", text).counts}
    korea, japan = counts["KR"], counts["JP"]
    assert (korea.mention_count, korea.headline_count, korea.lead_count, korea.weight) == (2, 1, 1, 4.0)
    assert (japan.mention_count, japan.headline_count, japan.weight, japan.is_prominent) == (2, 0, 1.5, False)
    assert korea.is_prominent
    assert [span.zone for span in korea.spans] == [Zone.HEADLINE, Zone.LEAD]
    assert text[japan.spans[1].start : japan.spans[1].end] == "Japan"


def test_every_country_and_bloc_is_found_by_its_labels() -> None:
    for place in load_gazetteer().places:
        assert sorted(named(f"X {place.label_en} y")) in ([place.code], []), place.label_en
    sure = {one.written for one in load_gazetteer().words.values() if one.codes and not one.is_doubtful}
    for place in load_gazetteer().places:
        for label in (place.label_en, place.label_ko):
            assert label not in sure or place.code in named(label), label


def test_codes_are_those_of_iso_and_members_are_places() -> None:
    places = {place.code: place for place in load_gazetteer().places}
    countries = [code for code, place in places.items() if not place.is_bloc]
    assert len(countries) >= 200
    assert all(re.fullmatch("[A-Z]{2}", code) for code in countries)
    assert {"KR", "KP", "HK", "TW", "PR", "XK", "PS", "GL"} <= set(countries)
    assert all(set(place.members) <= places.keys() for place in places.values())
    assert set(places["EU"].members) >= {"DE", "FR"}
    assert len(places["EU"].members) == 27


WORDS = [
    "Korea",
    "North",
    "U.S.",
    "US$",
    "Georgia",
    "Jordan",
    "미·중",
    "中",
    "인도",
    "\n",
    "SEOUL (AP) —",
    "Mr.",
    "한국의",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join) | st.text(max_size=40)


@given(TEXTS, TEXTS)
def test_whatever_the_text_counts_agree_with_their_spans(title: str, text: str) -> None:
    places = find_places(title, text)
    for one in places.counts:
        assert one.mention_count == len(one.spans) >= one.headline_count + one.lead_count
        assert one.is_prominent is (one.weight >= PROMINENT)
        for span in one.spans:
            assert (title if span.zone is Zone.HEADLINE else text)[span.start : span.end].strip()
    assert [one.weight for one in places.counts] == sorted((one.weight for one in places.counts), reverse=True)
    if places.pair:
        assert places.pair[0] < places.pair[1]
