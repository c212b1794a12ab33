"""Messages: readable in the reader's language and zone, and harmless whatever a feed holds."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from dispatches import message
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.alert import compose
from monitor.alert.messages import LONGEST_SUBJECT
from monitor.config.settings import ReaderSettings
from monitor.display import visible

ENGLISH = ReaderSettings(timezone="America/New_York")
KOREAN = ReaderSettings(timezone="Asia/Seoul", language="ko")
REL = ' rel="nofollow noopener noreferrer"'


def test_a_message_says_everything_an_analyst_asks_first(alert):
    told = compose(message(alert), ENGLISH)
    assert told.subject == "[alaska-lng] New: Seoul weighs Alaska LNG"
    assert told.text.splitlines() == [
        "[alaska-lng] New: Seoul weighs Alaska LNG",
        "Han River Times, 2025-04-21 21:05 EDT",
        "Why: first mention of this story",
        "정부는 «알래스카» «LNG를» 검토한다.",
        "Topics: lng-energy, trade-talks",
        "Note: matched on the summary only",
        "https://han-river.example/a?b=1&c=2",
    ]


def test_a_korean_reader_gets_korean_words_and_seoul_time(alert):
    text = compose(message(alert), KOREAN).text
    assert "[alaska-lng] 새 소식: " in text
    assert "2025년 4월 22일 10:05 KST" in text
    assert "주제: lng-energy" in text


def test_html_marks_the_hits_and_links_the_article(alert):
    html = compose(message(alert), ENGLISH).html
    assert "<mark>알래스카</mark> <mark>LNG를</mark>" in html
    assert html.count('<a href="https://han-river.example/a?b=1&amp;c=2" ') == 2


def test_without_a_date_the_time_of_the_alert_is_named_as_such(alert):
    text = compose(message(replace(alert, published_at=None, outlet=None)), ENGLISH).text
    assert "\nraised 2025-04-22 01:00 EDT\n" in text


def test_a_summary_has_a_title_and_a_body_and_neither_watch_nor_link(alert):
    summary = replace(
        alert, kind="summary", watch=None, url=None, outlet=None, published_at=None, reason="", note="",
        title="12 articles of history", excerpt="alaska-lng: 3\nipef: 1", marks=(), topics=(),
    )  # fmt: skip
    told = compose(message(summary), ENGLISH)
    assert told.subject == "Summary: 12 articles of history"
    assert told.text.splitlines()[2:] == ["alaska-lng: 3", "ipef: 1"]
    assert "<a" not in told.html
    assert compose(message(summary), KOREAN).subject.startswith("요약: ")


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "https://", "//x.example", "https://x.example/\n", "http://[x"],
)
def test_only_http_addresses_become_links(alert, url):
    told = compose(message(replace(alert, url=url)), ENGLISH)
    assert "href" not in told.html
    assert not url or url not in told.text


def test_a_subject_names_three_watches_and_counts_the_others_that_the_text_names(alert):
    names = ("alaska-lng", "ipef", "steel-quota", "shipbuilding", "section-232")
    told = compose(message(*(replace(alert, alert_id=name, watch=name) for name in names)), ENGLISH)
    assert told.subject == "[alaska-lng, ipef, steel-quota +2] New: Seoul weighs Alaska LNG"
    assert told.text.splitlines()[0] == f"[{', '.join(names)}] New: Seoul weighs Alaska LNG"


def test_a_list_keeps_its_parts_apart_in_html(alert):
    digest = replace(
        alert, kind="summary", article_id=None, outlet=None, title="Two stories", marks=(),
        excerpt="ipef: 2 stories\n  One: 1 alert https://one.example/a\n  Two: 1 alert",
    )  # fmt: skip
    html = compose(message(digest), ENGLISH).html
    link = f'<a href="https://one.example/a"{REL}>One: 1 alert</a>'
    listed = f"<ul><li>{link}</li><li>Two: 1 alert</li></ul>"
    assert f"<p>ipef: 2 stories</p>\n{listed}" in html


def test_a_spike_says_its_days_in_numbers(alert):
    spike = replace(alert, kind="spike", excerpt="Its 28 days before: 0.4 stories a day", days=(0, 1, 0, 7))
    assert "Stories a day, the oldest first: 0 1 0 7" in compose(message(spike), ENGLISH).text
    assert "하루 소식 수, 오래된 날부터: 0 1 0 7" in compose(message(spike), KOREAN).text


def test_a_day_told_to_two_watches_lists_the_dates_of_both_once(alert):
    one = replace(alert, kind="calendar", title="2025-04-24: Talks", excerpt="A hearing.\nA vote.", reason="tomorrow")
    other = replace(one, alert_id="a2", watch="korea-us-talks", excerpt="A vote.\nA ruling.")
    text = compose(message(one, other), ENGLISH).text
    assert text.startswith("[alaska-lng, korea-us-talks] Calendar: 2025-04-24: Talks")
    assert [text.count(f"Also that day: {line}") for line in ("A hearing.", "A vote.", "A ruling.")] == [1, 1, 1]
    assert "같은 날: A hearing." in compose(message(one, other), KOREAN).text


def test_a_subject_is_one_bounded_line(alert):
    told = compose(message(replace(alert, title="x\r\nBcc: everyone@example.org " * 40)), ENGLISH)
    assert len(told.subject) == LONGEST_SUBJECT
    assert told.subject.isprintable()


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.words = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        assert {name for name, _ in attrs} <= {"href"}

    def handle_data(self, data):
        self.words.append(data)


HOSTILE = ["<script>", "<b onclick=x>", "&lt;", '">', "\x1b[2J", "\u202e", "</mark>"]
hostile = st.text(max_size=30) | st.sampled_from(HOSTILE)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=hostile, two=hostile, marks=st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40))))
def test_nothing_a_feed_holds_becomes_markup_or_moves_the_cursor(alert, one, two, marks):
    bad = replace(
        alert, title=one, outlet=two, excerpt=one + two, reason=two, watch=one, note=one, topics=(two,),
        kind=two, url=two, marks=tuple(marks),
    )  # fmt: skip
    for reader in (ENGLISH, KOREAN):
        told = compose(message(bad), reader)
        read = _Tags()
        read.feed(told.html)
        assert read.tags <= {"h3", "p", "br", "a", "mark"}
        for text in (told.subject, told.text.replace("\n", ""), told.html.replace("\n", "")):
            assert visible(text) == text
        if not {"«", "»"} & set(one + two):
            assert visible(one + two) in told.text.replace("«", "").replace("»", "")


def test_a_line_of_a_list_that_ends_in_an_address_is_its_link(alert) -> None:
    told = replace(
        alert, kind="summary", article_id=None, url=None, outlet=None, marks=(),
        excerpt="Seoul weighs <b>: told https://han.example/a?b=1&c=2\nno address javascript:alert(1)",
    )  # fmt: skip
    html = compose(message(told), ENGLISH).html
    assert f'<p><a href="https://han.example/a?b=1&amp;c=2"{REL}>Seoul weighs &lt;b&gt;: told</a></p>' in html
    assert "<p>no address javascript:alert(1)</p>" in html
