"""What the page says, in both of the reader's languages."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
from desks import Served, frozen, served

from monitor.web import charts
from monitor.web.rendering import day, figure, language_tag, marked, moment, phrases, weblink
from monitor.web.screens.search import EXAMPLES
from monitor.web.screens.today import KINDS
from monitor.web.screens.versions import edits

TEMPLATES = Path(__file__).parents[2] / "monitor" / "web" / "templates"
SAID = re.compile(r"""\bt\(\s*(?:"([^"]+)"|'([^']+)')""")
COUNTED = re.compile(r'parts\.count\([^,]+, "([^"]+)", "([^"]+)"\)')


def said() -> set[str]:
    found = set()
    for template in TEMPLATES.glob("*.html"):
        text = template.read_text(encoding="utf-8")
        found |= {one[1] or one[2] for one in SAID.finditer(text)}
        found |= {word for one in COUNTED.finditer(text) for word in one.groups()}
    return found


def test_every_phrase_of_every_template_is_said_in_korean() -> None:
    found = said() | set(KINDS) | {meaning for _, meaning in EXAMPLES}
    assert len(found) > 150
    assert found - phrases().keys() == set()


def test_gaps_of_a_phrase_are_those_of_its_translation() -> None:
    gaps = re.compile(r"\{\w+\}")
    wrong = {one for one, korean in phrases().items() if set(gaps.findall(one)) != set(gaps.findall(korean))}
    assert wrong == set()


def test_a_korean_reader_gets_korean_pages(desk: Served) -> None:
    asked = {"MONITOR_READER__LANGUAGE": "ko"}
    with served(frozen(desk.workspace.directory, asked), asked) as running:
        page = httpx.get(f"{running.url}/today/found").text
        topics = httpx.get(f"{running.url}/topics/all").text
    assert '<html lang="ko">' in page
    assert "오늘" in page
    assert "유용" in page
    assert "관세" in topics
    for phrase in ("Today", "Useful", "How it was told", "first report"):
        assert phrase not in page


def test_times_are_shown_by_the_readers_clock_and_kept_whole_in_the_title() -> None:
    shown = moment(datetime(2025, 4, 22, 21, 40, 5, tzinfo=UTC), ZoneInfo("Asia/Seoul"), "en")
    assert "Wed 23 Apr 2025 06:40" in shown
    assert "2025-04-23 06:40:05 KST" in shown
    assert day(date(2025, 4, 23), "ko") == "2025. 4. 23. (수)"


def test_found_words_are_marked_and_all_else_is_escaped() -> None:
    assert marked("a <b> tariff", [[6, 12]]) == "a &lt;b&gt; <mark>tariff</mark>"
    assert marked("tariff", "[[0, 3], [2, 6], [90, 99]]") == "<mark>tar</mark><mark>iff</mark>"
    assert marked("관세를", [["lead", 0, 2]]) == "<mark>관세</mark>를"


def test_only_addresses_of_the_web_are_linked() -> None:
    assert weblink("https://example.org/a?b=c") == "https://example.org/a?b=c"
    for bad in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org",
        "/etc",
        "http://",
        "https://a\u202eb",
        "http://[",
        None,
    ):
        assert weblink(bad) is None
    assert language_tag("ko-KR") == "ko-KR"
    assert language_tag('en" onload="x') is None


def test_changes_are_marked_word_by_word_and_long_same_stretches_are_cut_short() -> None:
    same = " ".join(f"w{number}" for number in range(60))
    found = list(edits(f"{same} the tariff is 25 percent", f"{same} the tariff is 15 percent"))
    assert [text for is_same, is_gone, text in found if not is_same and is_gone] == ["25"]
    assert [text for is_same, is_gone, text in found if not is_same and not is_gone] == ["15"]
    assert found[0][2].startswith("… ")


def test_a_chart_keeps_within_its_frame_and_a_graph_draws_each_edge_once() -> None:
    drawn = charts.chart([0, 5, 11], [None, 2.5, 3.0], width=300, height=100)
    assert max(one.x + one.width for one in drawn.columns) <= 300
    assert min(one.y for one in drawn.columns) >= 0
    assert drawn.columns[0].height == 0
    assert [value for _, value in drawn.ticks] == [0, 10, 20]
    edge = ("Han River Times", "연합뉴스", "reprint")
    graph = charts.graph([edge, edge, ("Capital", "연합뉴스", "reprint")])
    assert len(graph.curves) == 2
    assert len(graph.nodes) == 3


def test_a_span_in_hours_is_told_so() -> None:
    from monitor.web.screens.stories import _waited

    assert [_waited(timedelta(minutes=5)), _waited(timedelta(hours=30))] == ["0h 05m", "1d 6h"]


def test_figures_are_grouped_however_large_and_keep_their_fractions() -> None:
    assert figure(28e12, "KRW") == "28,000,000,000,000 KRW"
    assert figure(7.5, "percent") == "7.5%"
    assert figure(1234567.25, "USD") == "1,234,567.25 USD"
    assert figure(None) == "–"
