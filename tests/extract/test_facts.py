"""What a page says of its place on the web, of its pictures, and of where its text is from."""

import pytest

from monitor.extract import extract_article
from monitor.extract.captions import is_caption, parted
from monitor.extract.korean import korean_byline

SENTENCES = [
    f"On day {n} of the talks the ministers settled chapter {n} and left the rest for later." for n in range(6)
]
URL = "https://www.harbour.example.co.kr/news/1"


def article(head: str = "", lines=SENTENCES, body: str = "", url: str = URL):
    text = "".join(f"<p>{line}</p>" for line in lines)
    page = (
        f"<html><head><title>Talks go on</title>{head}</head><body><article><h1>Talks go on</h1>{text}{body}</article>"
    )
    return extract_article(page.encode(), url, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        ('<link rel="canonical" href="/news/one">', "canonical_url", "https://www.harbour.example.co.kr/news/one"),
        ('<link rel="canonical" href="/news/one">', "canonical_outlet", None),
        ('<link rel="canonical" href="https://m.example.co.kr/one">', "canonical_outlet", None),
        ('<link rel="canonical" href="https://wire.other.co.kr/one">', "canonical_outlet", "other.co.kr"),
        ('<link rel="canonical" href="javascript:alert(1)">', "canonical_url", None),
        ('<link rel="amphtml" href="/amp/1">', "amp_url", "https://www.harbour.example.co.kr/amp/1"),
        ('<meta http-equiv="Refresh" content="0;URL=\'/2\'">', "refresh_url", "https://www.harbour.example.co.kr/2"),
        ('<meta http-equiv="refresh" content="300">', "refresh_url", None),
        (f'<meta http-equiv="refresh" content="300; url={URL}#top">', "refresh_url", None),
        ('<noscript><meta http-equiv="refresh" content="0; url=/no"></noscript>', "refresh_url", None),
        ('<meta http-equiv="refresh" content="0; url=file:///etc/passwd">', "refresh_url", None),
        ('<meta name="syndication-source" content="Coastal Wire">', "syndicated_from", "Coastal Wire"),
    ],
)
def test_fact_is_kept_as_the_head_states_it(head, field, value):
    assert getattr(article(head), field) == value


@pytest.mark.parametrize(
    ("first", "last", "source"),
    [
        ("SEOUL, April 15 (Yonhap) -- Talks go on.", "", "Yonhap"),
        ("LONDON, April 15 (Reuters) - Talks go on.", "", "Reuters"),
        ("WASHINGTON (AP) — Talks go on.", "", "Associated Press"),
        ("(서울=연합뉴스) 홍길동 기자 = 협의가 이어졌다.", "", "Yonhap"),
        ("[세종=뉴시스] 홍길동 기자 = 협의가 이어졌다.", "", "Newsis"),
        ("(부산=바다통신) 홍길동 기자 = 협의가 이어졌다.", "", "바다통신"),
        ("新华社北京4月15日电 会谈继续。", "", "Xinhua"),
        ("Talks go on.", "(Yonhap)", "Yonhap"),
        ("Talks go on.", "Source: Reuters", "Reuters"),
        ("Talks go on, Reuters reported.", "", None),
        ("The ministry (AP) said so.", "", None),
    ],
)
def test_syndicated_text_is_known_by_its_dateline_or_its_sign(first, last, source):
    assert article(lines=[first, *SENTENCES, *([last] if last else [])]).syndicated_from == source


def test_agencys_own_page_is_not_syndicated():
    head = '<meta property="og:site_name" content="연합뉴스">'
    assert article(head, ["(서울=연합뉴스) 홍길동 기자 = 협의가 이어졌다.", *SENTENCES]).syndicated_from is None


def test_captions_are_kept_and_are_no_part_of_the_body():
    figure = "<figure><img src=a.jpg><figcaption>A quay in Busan</figcaption></figure>"
    figure += "<p>A quay (Photo by Kim/Getty Images)</p>"
    teaser = '<aside><a href="/x"><figure><figcaption>Another article</figcaption></figure></a></aside>'
    found = article(
        body=figure + "<p>The talks end in a month, the ministers of both sides said in Seoul.</p>" + teaser
    )
    assert found.text.splitlines() == [
        *SENTENCES,
        "The talks end in a month, the ministers of both sides said in Seoul.",
    ]
    assert found.captions == ("A quay in Busan", "A quay (Photo by Kim/Getty Images)")


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("▲ 안덕근 장관이 부산항에서 발언하고 있다. [사진=산업부]", True),
        ("부산항에 쌓인 컨테이너. /사진=연합뉴스", True),
        ("부산항 전경 [연합뉴스 자료사진]", True),
        ("FILE PHOTO: A ship leaves Busan", True),
        ("A ship leaves Busan. REUTERS/Kim Hong-ji", True),
        ("▲ 관세율은 25%로 오른다.", False),
        ("사진을 공개한 장관은 협의가 이어진다고 말했다.", False),
        ("He took a photo (by the sea) and left.", False),
    ],
)
def test_caption_is_told_by_its_words(line, caption):
    assert is_caption(line) is caption


def test_style_sheet_and_script_within_a_caption_are_no_words_of_it():
    picture = (
        "<figure><figcaption><style>.css-1{color:#fff}</style>The harbour at dawn"
        "<script>show('caption')</script></figcaption></figure>"
    )
    assert article(body=picture).captions == ("The harbour at dawn",)


def test_body_that_is_called_a_caption_stays():
    assert parted(SENTENCES, SENTENCES) == (tuple(SENTENCES), tuple(SENTENCES))


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("(서울=연합뉴스) 홍길동·김철수 기자 = 협의가", ("홍길동", "김철수")),
        ("홍길동 기자", ("홍길동",)),
        ("[2025-04-15 15:12] 홍길동 선임기자 gildong@example.co.kr", ("홍길동",)),
        ("서울=홍길동 특파원 gildong@example.co.kr", ("홍길동",)),
        ("홍길동 기자는 협의를 지켜봤다.", ()),
    ],
)
def test_korean_byline_is_read_where_the_page_prints_it(line, names):
    assert korean_byline((line,), (line,), (line,)) == names


def test_list_of_other_articles_never_reaches_the_body():
    links = "".join(f'<p><a href="/{n}">Steel makers fear quota cuts in month {n}</a></p>' for n in range(3))
    assert article(body=links).text.splitlines() == SENTENCES


def test_sentence_that_is_a_link_stays():
    line = "The ministers published the text of chapter seven."
    assert line in article(body=f'<p><a href="/text">{line}</a></p><p>{SENTENCES[0]} Again.</p>').text
