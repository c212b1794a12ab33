"""What a body is worth: whole, locked, a wall, an error, nothing; in English and in Korean."""

import pytest

from monitor.extract import extract_article
from monitor.model import Quality

LONG = "".join(
    f"<p>On day {n} of the talks the ministers settled chapter {n} and left the rest for later.</p>" for n in range(20)
)
SHORT = "<p>The ministers settled the first chapter on Monday and left the rest for another day in May.</p>"
KOREAN = "<p>정부는 15일 미국과의 관세 협의에서 조선 협력을 먼저 논의하기로 했다고 밝혔다.</p>"
LOCKED = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "T", %s}</script>'
PART = '"hasPart": {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".wall"}'


def page(title: str, body: str, head: str = "", around: str = "") -> bytes:
    article = f"<article><h1>{title}</h1>{body}</article>"
    return f"<html><head><title>{title}</title>{head}</head><body>{around}{article}</body></html>".encode()


CASES = {
    "long": (page("Talks go on", LONG), Quality.FULL),
    "long that calls itself locked": (page("T", LONG, LOCKED % '"isAccessibleForFree": false'), Quality.FULL),
    "short that calls itself locked": (page("T", SHORT, LOCKED % '"isAccessibleForFree": "False"'), Quality.TEASER),
    "short, a part of it locked": (page("T", SHORT, LOCKED % PART), Quality.TEASER),
    "short that calls itself free": (page("T", SHORT, LOCKED % '"isAccessibleForFree": true'), Quality.FULL),
    "short with a box": (page("T", SHORT + "<p>Subscribe to continue reading.</p>"), Quality.TEASER),
    "short, free, in a frame that sells": (
        page("T", SHORT, around="<nav>Subscribe now. Sign in to continue reading</nav>"),
        Quality.FULL,
    ),
    "flash in Korean": (
        page("[속보] 관세 유예", KOREAN, around="<nav>로그인 구독 유료회원 전용관</nav>"),
        Quality.FULL,
    ),
    "Korean teaser": (page("조선 협력", KOREAN + "<p>이 기사는 유료회원 전용 기사입니다.</p>"), Quality.TEASER),
    "Korean log-in": (page("조선 협력", KOREAN + "<p>로그인 후 전문을 보실 수 있습니다.</p>"), Quality.TEASER),
    "about subscriptions": (page("Paper sells subscriptions", SHORT + "<p>Readers pay $4 a week.</p>"), Quality.FULL),
    "cookie wall": (
        page(
            "We value your privacy",
            "<p>We and our partners store information on your device, such as cookies, and process personal data.</p>"
            "<p>You may consent to our use of cookies or manage your privacy settings.</p>",
        ),
        Quality.CONSENT,
    ),
    "Korean consent": (
        page(
            "개인정보 동의",
            "<p>당사는 맞춤형 광고를 위하여 쿠키와 개인정보를 수집합니다.</p>"
            "<p>동의하지 않으면 이용이 제한됩니다. 쿠키 설정을 바꾸세요.</p>",
        ),
        Quality.CONSENT,
    ),
    "article about cookies": (
        page(
            "Shop fined over cookies",
            "<p>The regulator fined a shop on Monday for setting cookies without consent of its customers.</p>"
            "<p>The shop said that its cookie banner gave every visitor a choice, and that it would appeal.</p>"
            "<p>Privacy groups had complained in March about partners that received personal data.</p>",
        ),
        Quality.FULL,
    ),
    "soft 404": (
        page("The Harbour", "<p>The page you are looking for has been moved or deleted. Try our search.</p>"),
        Quality.ERROR,
    ),
    "404 by title": (page("404 Not Found", "<p>nginx says that there is nothing here for you.</p>"), Quality.ERROR),
    "Korean soft 404": (
        page("예시일보", "<p>요청하신 페이지를 찾을 수 없습니다. 주소가 잘못되었습니다.</p>"),
        Quality.ERROR,
    ),
    "Korean alert": (
        '<html><script>alert("삭제된 기사입니다."); history.back();</script><body></body></html>'.encode(),
        Quality.ERROR,
    ),
    "robot check": (page("harbour.example", "<p>Verify you are human</p>"), Quality.ERROR),
    "404 of people": (page("404 workers laid off at Ulsan yard", SHORT), Quality.FULL),
    "article not found guilty": (page("Court finds page not at fault", SHORT), Quality.FULL),
    "nothing": (b"<html><head><title>Talks go on</title></head><body><div id=app></div></body></html>", Quality.EMPTY),
}


@pytest.mark.parametrize("case", CASES)
def test_page_is_judged_with_a_reason(case):
    body, quality = CASES[case]
    found = extract_article(body, "https://www.harbour.example/news/1", "text/html; charset=utf-8")
    assert (found.quality, bool(found.quality_reason)) == (quality, quality is not Quality.FULL)
