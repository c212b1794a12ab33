"""The morning briefing on a page: what it says, in which language, and that nothing from a feed gets out of it."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from unicodedata import east_asian_width

import pytest

from monitor.config.settings import ReaderSettings
from monitor.model.brief import (
    Briefing,
    DateAhead,
    Echoed,
    FeedTrouble,
    Missed,
    MissedItem,
    News,
    Series,
    Statement,
    Totals,
    WideStory,
)
from monitor.report.briefing import briefing_page
from monitor.report.page import Chart, Page, sparkline
from monitor.report.page_html import to_html
from monitor.report.page_text import to_markdown, to_text
from monitor.report.pictures import png, svg

ENGLISH = ReaderSettings(timezone="Asia/Seoul")
KOREAN = ReaderSettings(timezone="Asia/Seoul", language="ko")
UNTIL = datetime(2025, 4, 22, 21, 17, tzinfo=UTC)
NOTHING = Totals(article_count=0, feed_count=0, told_count=0, echo_count=0, muted_count=0, over_budget_count=0,
                 history_count=0, dead_count=0)  # fmt: skip
QUIET = Briefing(since=UNTIL - timedelta(days=1), until=UNTIL, day=date(2025, 4, 22), totals=NOTHING)


def full(words: str = "") -> Briefing:
    """A briefing with something in each section; `words` are added to whatever a feed, page or owner wrote."""
    url = f"https://han.example/a?{words}"
    news = News(kind="new", news_id="s", watches=(f"steel{words}",), title=f"Steel talks open{words}",
                outlet=f"Han{words}", url=url, told_at=UNTIL, reason="first report of this story",
                excerpt=f"Steel talks{words} open", marks=((0, 5),), origin_count=4, outlet_count=2)  # fmt: skip
    return replace(
        QUIET,
        totals=replace(NOTHING, article_count=1234, feed_count=2, told_count=2, echo_count=9, dead_count=1,
                       muted_count=3),
        news=(news, replace(news, kind="update", reason=f"changed after publication: 25% -> 15%; Sorry{words}"),
              replace(news, kind="calendar", title=f"2025-04-24: Hearing{words}", reason="in 2 days")),
        watches=(Series(name=f"steel{words}", labels=("", ""), counts=(*[0] * 26, 3, 1, 8)),),
        topics=(Series(name="tariffs", labels=(f"Tariffs{words}", f"관세{words}"), counts=(*[1] * 28, 9)),
                Series(name="quiet", labels=("Quiet", "조용"), counts=(*[5] * 28, 5))),
        stories=(WideStory(title=f"Steel{words}", url=url, origin_count=3, outlet_count=4, article_count=5,
                           first_outlet=f"Han{words}", first_at=UNTIL, origins=(f"Yonhap{words}",),
                           lead_seconds=2700),),
        statements=(Statement(pair="KR-US", sides=(("South Korea", "대한민국"), ("United States", "미국")),
                              name=f"Choi{words}", role=f"minister{words}", sentence=f"We talk{words}", outlet="Han",
                              url=url),
                    Statement(pair="KR-US", sides=(("South Korea", "대한민국"), ("United States", "미국")),
                              name="Customs", role="", sentence="It counts.", outlet="Han", url=url,
                              home=("South Korea", "대한민국"), other=("United States", "미국"))),
        dates=(DateAhead(starts_on=date(2025, 5, 7), ends_on=date(2025, 5, 7), precision="day", what=f"Hearing{words}",
                         watches=("steel",), article_count=2, moved_from=date(2025, 5, 1), is_cancelled=True,
                         outlet="Han", url=url),),
        feeds=(FeedTrouble(name=f"Silent{words}", outcome="failed", reason="timed out", last_answer_at=None,
                           last_entry_at=None, lost_count=12),),
        missed=(Missed(stage="pages", outcome="rejected", reason="robots.txt forbids it", count=2,
                       items=(MissedItem(title=f"Walled{words}", feed=f"Gazette{words}", url=url),)),),
        echoes=(Echoed(title=f"Steel{words}", watches=("steel",), article_count=9, outlets=(f"Han{words}",)),),
    )  # fmt: skip


def page(briefing: Briefing, reader: ReaderSettings = ENGLISH) -> Page:
    return briefing_page(briefing, reader, lambda words: words)


class Tags(HTMLParser):
    """The tags and attributes of a document, and its text."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.text = ""
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= set(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_section_says_what_there_is_and_numbers_are_grouped() -> None:
    text = to_text(page(full()))
    for told in ("1,234 new articles", "25% → 15%", "«Steel» talks open", "4 independent origins", "45 min ahead",
                 "South Korea and United States: in articles about both", "Customs (South Korea), about United States",
                 "Updates item 2", "Walled", "and 1 more", "Choi, minister",
                 "moved from 2025-05-01", "2025-05-07", "timed out",
                 "robots.txt forbids it", "Alerts given up: 1", "Muted: 3"):  # fmt: skip
        assert told in text, told
    assert "Quiet" not in text  # as many as usual is not rising


def test_an_update_says_what_was_told_before_and_when() -> None:
    before = {"updated_at": UNTIL - timedelta(days=3), "updated_title": "Steel talks planned", "updated_url": None}
    update = replace(full().news[1], **before)
    shown = to_text(page(replace(full(), news=(update,))))
    assert "Updates what was told on 2025-04-20 06:17: Steel talks planned" in shown
    assert "Was told" not in shown


def test_plain_text_is_a_hundred_columns_wide_and_cuts_nothing() -> None:
    words = " steel".join(map(str, range(30)))
    long = replace(full().dates[0], what=f"Hearing {words}", watches=("korea-us-talks", "alaska-lng"))
    news = replace(full().news[0], excerpt=words, marks=())
    for reader in (ENGLISH, KOREAN):
        text = to_text(page(replace(full(), dates=(long,), news=(news,)), reader))
        assert "28 steel29" in " ".join(text.split())
        assert max(map(columns, text.splitlines())) <= 100
        assert text.count("<https://han.example/a?>") >= 5  # a date has its link, as a story has


def test_a_table_that_is_too_wide_is_a_list_by_name() -> None:
    wide = replace(full().watches[0], name="korea-us-talks-and-what-comes-of-them-in-the-autumn")
    text = to_text(page(replace(full(), watches=(wide,))))
    assert f"-   {wide.name}\n    28 days before, and 22 Apr: ·" in text


def columns(line: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in line)


def test_a_quiet_day_says_so_in_each_section() -> None:
    for reader, words in ((ENGLISH, "Every feed answered"), (KOREAN, "모든 피드가 응답했고")):
        shown = page(QUIET, reader)
        assert all(not section.blocks and section.empty for section in shown.sections)
        assert words in to_text(shown)
        assert words in to_html(shown, svg)


def test_a_korean_page_is_korean_but_for_what_others_wrote() -> None:
    text = to_text(page(full(), KOREAN))
    for told in ("2025년 4월 23일", "새 기사 1,234건", "독립 출처 4곳", "대한민국·미국", "관세", "45분 앞섬"):
        assert told in text
    assert not re.search(r"[Ss]tories|outlets|usual|origins", text)


HOSTILE = '\'"><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x1b[2J|`*_[x](javascript:alert(1))'


def test_nothing_a_feed_wrote_becomes_markup() -> None:
    document = to_html(page(full(HOSTILE)), svg)
    tame, found = Tags(to_html(page(full()), svg)), Tags(document)
    assert found.tags <= tame.tags
    assert {name for name, _ in found.attributes} <= {name for name, _ in tame.attributes}
    assert "<script>alert(1)</script>" in found.text
    assert not any((value or "").startswith("javascript:") for name, value in found.attributes if name == "href")
    for shown in (document, to_text(page(full(HOSTILE))), to_markdown(page(full(HOSTILE)))):
        assert "\u202e" not in shown
        assert "\x1b" not in shown


def test_nothing_a_feed_wrote_becomes_markdown() -> None:
    rendered = to_markdown(page(full(HOSTILE)))
    assert "<script" not in re.sub(r"\\[<>]", "", rendered)
    assert "](javascript" not in re.sub(r"\\.", "", rendered)
    rows = [line for line in rendered.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {6, 5}


def test_a_page_contacts_nobody() -> None:
    document = to_html(page(full()), svg)
    assert not {"script", "link", "iframe", "object"} & Tags(document).tags
    assert not re.search(r"(?:src|url\()\s*=?\s*[\"']?https?:", document)


@pytest.mark.parametrize("counts", [(0,) * 29, (0,) * 28 + (8,), tuple(range(29))])
def test_a_picture_holds_no_characters_but_digits(counts: tuple[int, ...]) -> None:
    chart = Chart(counts=counts, usual=sum(counts) / 29, alt="한국어 words")
    drawn = svg(chart)
    assert set("".join(re.findall(r">([^<>]+)</text>", drawn))) <= set("0123456789")
    assert png(chart).startswith(b"\x89PNG")
    assert not re.search(r"#(?!([0-9a-f]{2})\1\1\b|([0-9a-f])\2\2\b)[0-9a-f]{3,6}\b", drawn), "a colour that is no grey"


def test_the_same_numbers_stand_beside_a_picture_for_those_who_cannot_see_it() -> None:
    counts = ", ".join(map(str, (*[0] * 26, 3, 1, 8)))
    assert f"by day: {counts}" in to_html(page(full()), svg)
    assert "by day" in to_html(page(full()), lambda _: None)  # no pictures installed
    assert sparkline(Chart(counts=(0, 1, 8), usual=0, alt="")) == "·▁█"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ('I had not seen one," said Dana Okafor.', '"… I had not seen one," said Dana Okafor.'),
        ("Then it must grow,” said Mowat.", "“… Then it must grow,” said Mowat."),
        ('"We are paying," said Woo, "for others."', '"We are paying," said Woo, "for others."'),
        ('그는 "협의하겠다"고 말했다.', '그는 "협의하겠다"고 말했다.'),
        ('The ministry ("MOTIE") said so.', 'The ministry ("MOTIE") said so.'),
        ("It said so.", "It said so."),
    ],
)
def test_a_quotation_that_began_in_the_sentence_before_is_opened_again(said: str, shown: str) -> None:
    statement = replace(full().statements[0], sentence=said)
    assert f"    {shown}\n" in to_text(page(replace(full(), statements=(statement,))))


def test_what_is_usual_counts_the_days_that_say_something_and_says_since_when() -> None:
    young = replace(full().watches[0], counts=(*[0] * 26, 3, 1, 8), known=2)
    assert (young.usual, full().watches[0].usual) == (2, 4 / 28)
    assert "Usual since 20 Apr" in to_text(page(replace(full(), watches=(young,))))
    assert "since" not in to_text(page(full())).partition("What changed")[0]
