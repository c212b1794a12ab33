"""Lines that a host repeats on its pages are learned, and neither matched nor compared from then on."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from days import rows
from outlet import Outlet, follow, paragraphs, run

from monitor.config import Workspace
from monitor.config.settings import ReaderSettings
from monitor.model import Watch
from monitor.report import to_text

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
WATCHES = (Watch(name="alaska-lng", query='"Alaska LNG"'), Watch(name="aluminium", query="알루미늄"))
NEWSLETTER = "Readers of our Monday letter on Alaska LNG knew this first; join forty thousand of them today."
KOREAN = "알루미늄 시황을 매일 아침 편지로 받아 보세요. 지금 바로 신청하시면 첫 달은 무료로 보내 드립니다."


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with Outlet() as one:
        yield one


def _articles(workspace: Workspace) -> dict[str, tuple[str, str]]:
    """Headline -> the text, and what of it is marked."""
    found = rows(workspace.database, "select title, text, boilerplate from articles")
    return {
        title: (text, "|".join(text[start:end] for start, end in json.loads(marks))) for title, text, marks in found
    }


@pytest.mark.parametrize(("line", "language", "watch"), [(NEWSLETTER, "en", "alaska-lng"), (KOREAN, "ko", "aluminium")])
def test_a_newsletter_line_is_matched_on_three_pages_and_no_more(
    outlet: Outlet, tmp_path: Path, line: str, language: str, watch: str
) -> None:
    workspace = follow(outlet, tmp_path, WATCHES)
    reports = []
    for number in range(1, 7):
        outlet.put(f"/{number}", f"Headline {number}", [*paragraphs(f"n{number}", language=language), line])
        reports.append(run(workspace, NOW, number * HOUR))
    found = rows(workspace.database, "select title, watch_id from mentions join articles using (article_id) order by 1")
    assert found == [("Headline 1", watch), ("Headline 2", watch)], "the third page is the one that teaches it"
    assert [one.new_boilerplate for one in reports] == [0, 0, 1, 0, 0, 0]
    assert "New boilerplate lines: 1" in to_text(reports[2], ReaderSettings())
    marked = _articles(workspace)
    assert {mark for _, mark in marked.values()} == {line}, "earlier pages are marked too"
    assert all(line in text for text, _ in marked.values()), "the text itself stays whole"


def test_a_line_on_all_pages_of_a_first_poll_is_learned_before_they_are_matched(outlet: Outlet, tmp_path: Path) -> None:
    workspace = follow(outlet, tmp_path, WATCHES)
    for number in range(5):
        outlet.put(f"/{number}", f"Headline {number}", [*paragraphs(f"n{number}"), NEWSLETTER])
    assert run(workspace, NOW).mentions == 0
    outlet.put("/real", "A real one", [*paragraphs("real"), "Alaska LNG is what this is about.", NEWSLETTER])
    assert run(workspace, NOW, HOUR).mentions == 1


def test_offsets_of_evidence_hold_behind_a_marked_line(outlet: Outlet, tmp_path: Path) -> None:
    workspace = follow(outlet, tmp_path, WATCHES)
    for number in range(4):
        own = paragraphs(f"n{number}")
        outlet.put(f"/{number}", f"Headline {number}", [*own[:2], NEWSLETTER, *own[2:], "The end: Alaska LNG."])
    outlet.put("/last", "Last", [*paragraphs("x")[:2], NEWSLETTER, "Only here does Alaska LNG come up in earnest."])
    run(workspace, NOW)
    text, spans, excerpt = rows(
        workspace.database,
        "select text, spans, excerpt from mentions join articles using (article_id) where title = 'Last'",
    )[0]
    assert [text[start:end] for _, start, end in json.loads(spans)] == ["Alaska LNG"]
    assert excerpt == "Only here does Alaska LNG come up in earnest."


def test_wire_copies_reprints_and_corrected_versions_teach_nothing(outlet: Outlet, tmp_path: Path) -> None:
    workspace = follow(outlet, tmp_path, WATCHES)
    wire = [*paragraphs("wire", 6), "The Alaska LNG file stays open."]
    outlet.put("/wire", "Talks go on", wire)
    outlet.put("/cut", "Talks go on, in short", wire[:4])
    outlet.put("/lead", "Talks go on, says our man", ["SEOUL, our own man, on a wet morning.", *wire])
    outlet.put("/again", "Talks go on and on", wire)
    run(workspace, NOW)
    for number in range(1, 4):
        outlet.notes["/wire"] = f"changed {number}"
        outlet.put("/wire", "Talks go on", [*wire, f"Correction: an earlier version said {number} percent."])
        run(workspace, NOW, number * HOUR)
    assert rows(workspace.database, "select count(*) from host_lines where is_boilerplate") == [(0,)]
    assert {mark for _, mark in _articles(workspace).values()} == {""}
    assert rows(workspace.database, "select count(*) from article_versions where version = 4") == [(1,)]


def test_a_reprint_weeks_later_teaches_nothing(outlet: Outlet, tmp_path: Path) -> None:
    """Its story is a new one by then, since near-copies are looked for among the young."""
    workspace = follow(outlet, tmp_path, WATCHES)
    for number in range(4):
        outlet.pages.clear()
        outlet.put(f"/{number}", f"Best of the year {number}", paragraphs("classic", 6))
        run(workspace, NOW, number * timedelta(days=9))
    assert rows(workspace.database, "select count(distinct story_id) from articles") == [(4,)]
    assert rows(workspace.database, "select count(*) from host_lines where is_boilerplate") == [(0,)]


def test_a_standing_first_sentence_is_not_boilerplate(outlet: Outlet, tmp_path: Path) -> None:
    workspace = follow(outlet, tmp_path, WATCHES)
    for number in range(4):
        opening = "What follows is our weekly round of news on Alaska LNG."
        outlet.put(f"/{number}", f"Round {number}", [opening, *paragraphs(f"n{number}")])
    assert run(workspace, NOW).mentions == 4


def strange(name: str, count: int = 4) -> list[str]:
    """Paragraphs of twenty words that no other name has, with no frame around them."""
    letters = str.maketrans("0123456789", "ghijklmnop")
    words = [sha256(f"{name} {at}".encode()).hexdigest()[:9].translate(letters) for at in range(20 * count)]
    return [" ".join(words[at : at + 20]).capitalize() + "." for at in range(0, len(words), 20)]


def test_pages_that_share_only_what_is_boilerplate_are_no_copies_of_each_other(outlet: Outlet, tmp_path: Path) -> None:
    workspace = follow(outlet, tmp_path, WATCHES)
    box = paragraphs("box", 3)
    for number in range(6):
        outlet.put(f"/{number}", f"Headline {number}", [*strange(f"n{number}"), *box])
    run(workspace, NOW)
    for number in range(3):  # three quarters of each are the box
        outlet.put(f"/late{number}", strange(f"h{number}", 1)[0][:60], [strange(f"late{number}", 1)[0], *box])
    run(workspace, NOW, HOUR)
    late = "from articles where first_seen_at > (select min(first_seen_at) from articles)"
    assert rows(workspace.database, f"select story_id = article_id {late}") == [(True,)] * 3
    assert rows(workspace.database, f"from copies semi join (select article_id {late}) using (article_id)") == []


def test_lines_that_nobody_repeats_are_forgotten_after_a_month(outlet: Outlet, tmp_path: Path) -> None:
    workspace = follow(outlet, tmp_path, WATCHES)
    outlet.put("/1", "One", paragraphs("n1"))
    run(workspace, NOW)
    assert rows(workspace.database, "select count(*) from host_lines") == [(3,)]
    outlet.pages.clear()
    run(workspace, NOW, timedelta(days=31))
    assert rows(workspace.database, "select count(*) from host_lines") == [(0,)]
