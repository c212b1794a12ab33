"""Whose text and whose date: the page's or the feed's."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from monitor.extract import completed, from_feed, is_about, is_worth_reading, with_content, with_summary
from monitor.extract.reconcile import dates_of
from monitor.model import Article, Entry, Quality, TextFrom

NOW = datetime(2025, 4, 16, 3, tzinfo=UTC)
SEOUL = timezone(timedelta(hours=9))
PAGE = datetime(2025, 4, 15, 18, 30, tzinfo=SEOUL)
FED = datetime(2025, 4, 15, 9, 40, tzinfo=UTC)
LATER, EARLIER = timedelta(days=3), timedelta(days=-3)
LONG = "\n".join(f"Paragraph {n} says what the ministers agreed on day {n} of the talks in Seoul." for n in range(12))
PART = "\n".join(LONG.splitlines()[:3])
OTHER = "\n".join(f"A list of harbours, number {n}, with its tides and its pilots." for n in range(5))


@pytest.mark.parametrize(
    ("page", "fed", "expected"),
    [
        (PAGE, FED, PAGE),
        (None, FED, FED),
        (PAGE, None, PAGE),
        (None, None, None),
        (NOW + LATER, FED, FED),
        (NOW + LATER, NOW + LATER, None),
        (PAGE, NOW + LATER, PAGE),
        (PAGE - LATER, FED, PAGE - LATER),
    ],
)
def test_page_is_believed_before_the_feed_and_neither_in_the_future(page, fed, expected):
    published, _ = dates_of(page, None, fed, None, NOW)
    assert published == expected
    assert published is None or published.utcoffset() == expected.utcoffset()


def test_clock_of_an_eastern_zone_read_as_utc_is_not_the_future():
    at = datetime(2025, 4, 16, 16, tzinfo=UTC)
    assert dates_of(at, None, None, None, NOW)[0] == at
    assert dates_of(at + timedelta(hours=2), None, None, None, NOW)[0] is None


def test_feed_gives_the_hour_of_a_page_that_gives_the_day():
    day = datetime(2025, 4, 15, tzinfo=SEOUL)
    assert dates_of(day, None, FED, None, NOW)[0] == FED
    assert dates_of(day + EARLIER, None, FED, None, NOW)[0] == day + EARLIER


def test_page_dated_anew_was_published_when_its_feed_said_and_changed_then():
    assert dates_of(PAGE, None, FED + EARLIER, None, NOW) == (FED + EARLIER, PAGE)


def test_change_is_the_pages_else_the_feeds_and_never_before_publication():
    assert dates_of(PAGE, PAGE + timedelta(hours=1), FED, NOW, NOW)[1] == PAGE + timedelta(hours=1)
    assert dates_of(PAGE, None, FED, NOW, NOW)[1] == NOW
    assert dates_of(PAGE, PAGE + EARLIER, None, None, NOW)[1] is None
    assert dates_of(PAGE, NOW + LATER, None, None, NOW)[1] is None


@pytest.mark.parametrize(
    ("quality", "page", "content", "taken"),
    [
        (Quality.TEASER, PART, LONG, True),
        (Quality.FULL, PART, LONG, True),  # the page's text is the beginning of the feed's
        (Quality.FULL, OTHER, LONG, True),  # the page's text was something else
        (Quality.FULL, LONG, LONG, False),
        (Quality.FULL, LONG, PART, False),
        (Quality.TEASER, PART, PART + " …", False),
        (Quality.FULL, PART, LONG + "\nContinue reading at the Example", False),
        (
            Quality.FULL,
            "Paragraph 1 says what the ministers agreed on day 1 of the talks in Seoul.\n" + OTHER,
            LONG,
            False,
        ),
    ],
)
def test_feeds_text_is_taken_where_it_says_more_of_the_same_or_the_page_something_else(quality, page, content, taken):
    article, text_from = with_content(Article(text=page, title="T", quality=quality), Article(text=content, title="T"))
    assert text_from is (TextFrom.FEED if taken else TextFrom.PAGE)
    assert article.text == (content if taken else page)
    assert article.quality is (Quality.FULL if taken else quality)


def test_content_is_read_only_where_it_may_hold_more():
    entry = Entry(title="T", summary="In short.", content="<p>" + "</p><p>".join(LONG.splitlines()) + "</p>")
    assert is_worth_reading(entry, None)
    assert is_worth_reading(entry, Article(text=PART, title="T"))
    assert is_worth_reading(entry, Article(text=LONG, title="T", quality=Quality.TEASER))
    assert not is_worth_reading(entry, Article(text=LONG, title="T"))
    assert not is_worth_reading(Entry(title="T", summary="In short."), None)


def test_article_made_of_its_feed_keeps_what_its_page_was():
    entry = Entry(title="T", summary="In short.")
    article, text_from = from_feed(entry, None, quality=Quality.CONSENT, reason="asks for consent")
    assert (article.text, article.quality, article.quality_reason) == ("In short.", Quality.CONSENT, "asks for consent")
    assert text_from is TextFrom.SUMMARY
    article, text_from = from_feed(entry, Article(text=LONG, title="T"), quality=Quality.EMPTY, reason="gone")
    assert (article.text, article.quality, text_from) == (LONG, Quality.FULL, TextFrom.FEED)
    article, text_from = from_feed(entry, Article(text=PART + " […]", title=""), quality=Quality.EMPTY, reason="gone")
    assert (article.quality, text_from) == (Quality.TEASER, TextFrom.SUMMARY)


def test_what_the_page_does_not_say_is_the_feeds():
    entry = Entry(title="T", authors=("Jane Roe",), language="en", published_at=FED, source="Harbour Weekly")
    article = completed(Article(text=LONG, title=""), entry, NOW)
    assert (article.title, article.authors, article.language) == ("T", ("Jane Roe",), "en")
    assert (article.published_at, article.syndicated_from) == (FED, "Harbour Weekly")
    said = completed(Article(text=LONG, title="Own", authors=("Kim",), syndicated_from="Yonhap"), entry, NOW)
    assert (said.title, said.authors, said.syndicated_from) == ("Own", ("Kim",), "Yonhap")


SIGN_IN = "Sign in or create a free account to go on. Our journalism is paid for by members such as you."
KOREAN_SIGN_IN = "계속 읽으려면 로그인하거나 무료 회원으로 가입하십시오. 구독자는 모든 글을 볼 수 있습니다."


@pytest.mark.parametrize(("headline", "title", "text", "is_elsewhere", "is_its_page"), [
    ("Steel quota talks resume in Seoul", "Sign in", SIGN_IN, False, False),
    ("Steel quota talks resume in Seoul", "Sign in", 20 * SIGN_IN, True, False),
    ("철강 쿼터 협상 서울서 재개", "로그인", KOREAN_SIGN_IN, False, False),
    ("철강 쿼터 협상 서울서 재개", "철강 협상 다시 시작", "양국은 서울에서 쿼터를 논의했다.", True, True),
    ("Steel quota talks resume in Seoul", "Quotas: the talking goes on", "Envoys met in Seoul on steel.", True, True),
    ("Steel quota talks resume in Seoul", "Watch: steel quota talks resume in Seoul", "Play video.", False, True),
    ("Steel quota talks resume in Seoul", "철강 협상", 30 * "양국은 서울에서 쿼터를 논의했다. ", False, False),
    ("Steel quota talks resume in Seoul", "철강 협상", 50 * "양국은 서울에서 쿼터를 논의했다. ", False, True),
    ("Photos", "Sign in", SIGN_IN, True, True),  # one word tells nothing
])  # fmt: skip
def test_page_that_has_hardly_a_word_of_its_feeds_headline_is_not_the_article(
    headline, title, text, is_elsewhere, is_its_page
):
    page = Article(title=title, text=text)
    assert is_about(page, Entry(title=headline), is_elsewhere=is_elsewhere) is is_its_page


@pytest.mark.parametrize(("page", "quality", "summary", "text"), [
    ("Play video.", Quality.FULL, "The ministers agreed on steel.", "The ministers agreed on steel.\nPlay video."),
    (PART, Quality.TEASER, "Steel is to be let in free of duty.", f"Steel is to be let in free of duty.\n{PART}"),
    (PART, Quality.TEASER, "Paragraph 0 says what the ministers agreed on …", PART),
    (LONG, Quality.FULL, "Steel is to be let in free of duty.", LONG),
    ("Play video.", Quality.FULL, "In short.", "Play video."),
    (40 * "两国部长在首尔商谈配额。", Quality.FULL, "钢铁, 汽车, 大豆, 芯片, 船舶", 40 * "两国部长在首尔商谈配额。"),
])  # fmt: skip
def test_page_of_few_words_is_opened_by_what_its_feed_says_unless_it_says_so_itself(page, quality, summary, text):
    article = Article(title="Talks", text=page, quality=quality)
    assert with_summary(article, Entry(title="Talks", summary=summary)).text == text
