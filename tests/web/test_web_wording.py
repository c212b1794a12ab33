"""What the page says, in both of the reader's languages."""

import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
from days import rows
from desks import Served, frozen, served
from lxml import etree, html

from monitor.store.schema import read_sql
from monitor.web import charts
from monitor.web.rendering import day, figure, language_tag, marked, moment, phrases, span, weblink
from monitor.web.screens.search import EXAMPLES
from monitor.web.screens.sql import _about
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


LISTS = (
    "/today/found", "/watches", "/search", "/search/help?q=topic:", "/search/help?q=SENT", "/search/found?q=(tariff",
    "/stories/found?days=30", "/topics/all", "/topics/tariffs", "/topics/tariffs/chart", "/calendar/dates",
    "/calendar/figures", "/feeds", "/feeds/health", "/runs", "/login", "/nowhere", "/watches/new",
    "/watches/alaska-lng", "/watches/preview?query=tariff+and+steel&days=30", "/sql", "/sql/result?q=selec",
)  # fmt: skip
ONE_OF_EACH = (
    "select '/alerts/' || any_value(alert_id) from alerts group by kind",
    "select '/stories/' || arg_max(story_id, outlet_count) from stories",
    "select '/articles/' || any_value(article_id) from article_versions where version > 1",
    "select '/feeds/' || any_value(feed_id) from feeds group by is_retired",
    "select '/runs/' || any_value(run_id) from runs",
)
OF_OTHERS = (
    "select title || ' ' || text from articles union all select sentence from figures "
    "union all select what from calendar"
)
ENGLISH = re.compile(r"[A-Za-z][a-z']+(?: [a-z']{2,}){2,}")


def test_no_screen_speaks_english_to_a_korean_reader(desk: Served) -> None:
    asked = {"MONITOR_READER__LANGUAGE": "ko"}
    snapshot = desk.workspace.snapshot
    paths = [*LISTS, *(path for query in ONE_OF_EACH for (path,) in rows(snapshot, query))]
    theirs = " ".join(" ".join(text.split()) for (text,) in rows(snapshot, OF_OTHERS))
    with served(frozen(desk.workspace.directory, asked), asked) as running:
        said = {path: own_words(httpx.get(running.url + path).text) for path in paths}
    english = {(path, found) for path, text in said.items() for found in ENGLISH.findall(text) if found not in theirs}
    assert english == set()


def own_words(page: str) -> str:
    """The text of a page, but for code, what the schema says of tables, and the messages as they were sent."""
    root = html.fromstring(page)
    etree.strip_elements(root, "script", "code", "pre", "textarea", "details", "blockquote", with_tail=False)
    titles = [str(one) for one in root.xpath("//@title | //@aria-label | //@placeholder")]
    return " | ".join(" ".join(str(text).split()) for text in [*root.itertext(), *titles])


def test_topics_and_stored_questions_are_told_in_korean() -> None:
    taxonomy = tomllib.loads((TEMPLATES.parents[1] / "classify/taxonomy.toml").read_text(encoding="utf-8"))
    told = {one["scope"] for one in taxonomy["topic"]} | {_about(text) for text in read_sql("queries").values()}
    assert len(told) > 50
    assert told - phrases().keys() == set()


def test_a_date_is_shown_as_sharp_as_it_was_told() -> None:
    may, june, july = date(2025, 5, 1), date(2025, 6, 30), date(2025, 7, 1)
    assert span(may, may, "day", "en") == "Thu 1 May 2025"
    assert span(may, date(2025, 5, 7), "week", "en") == "Thu 1 May 2025 – Wed 7 May 2025"
    assert span(may, date(2025, 5, 31), "month", "en") == "May 2025"
    assert span(date(2025, 4, 1), june, "quarter", "en") == "Q2 2025"
    assert span(july, date(2025, 12, 31), "half", "ko") == "2025년 하반기"
    assert span(date(2025, 1, 1), june, "half", "en") == "H1 2025"
    assert span(date(2025, 4, 1), june, "quarter", "ko") == "2025년 2분기"
    assert [span(may, may, "month", "ko"), span(may, may, "year", "ko")] == ["2025년 5월", "2025년"]


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
    assert figure(28e12, "KRW") == "28 trillion KRW"
    assert figure(7.5, "percent") == "7.5%"
    assert figure(1234567.25, "USD") == "1.23457 million USD"
    assert figure(None) == "–"
