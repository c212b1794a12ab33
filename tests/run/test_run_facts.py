"""What changed between versions of an article is told in facts: which figure, date, name or stage."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from days import rows
from outlet import Outlet, follow, paragraphs, run

from monitor.model import Watch

NOW = datetime(2026, 3, 2, 6, tzinfo=UTC)
WATCHES = (Watch(name="tariffs", query="tariff"),)
DATED = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-03-02T05:00:00Z"}</script>'
BEFORE = [
    "South Korea and the United States are in talks on tariffs, a ministry official said.",
    "The United States imposed a tariff of 25 percent on Korean cars.",
    "Trade Minister Yeo Han-koo will meet reporters in Seoul on March 24.",
]
AFTER = [
    "South Korea and the United States agreed on tariffs, a ministry official said.",
    "The United States imposed a tariff of 15 percent on Korean cars.",
    "Finance Minister Choi Sang-mok will meet reporters in Seoul on March 26.",
]
CHANGES = [
    ("changed", "figure", "tariff on autos, US on KR: 25%", "tariff on autos, US on KR: 15%"),
    ("changed", "stage", "tariffs, KR-US: in talks", "tariffs, KR-US: agreed"),
    ("gone", "date", "March 24", None),
    ("gone", "official", "Trade Minister Yeo Han-koo", None),
    ("new", "date", None, "March 26"),
    ("new", "official", None, "Finance Minister Choi Sang-mok"),
]
TOLD = (
    "select change, kind, if(kind = 'date', split_part(words_before, ':', 1), words_before), "
    "if(kind = 'date', split_part(words, ':', 1), words) from {} where kind in ('figure', 'date', 'official', 'stage') "
)


def test_a_correction_and_a_later_article_say_which_figure_date_name_and_stage_are_new_changed_or_gone(
    tmp_path: Path,
) -> None:
    rest = paragraphs("same", 6)
    with Outlet() as outlet:
        outlet.extra = DATED
        outlet.put("/told", "Ministers speak of tariffs", [*BEFORE, *rest])
        workspace = follow(outlet, tmp_path, WATCHES)
        run(workspace, NOW)
        outlet.put("/told", "Ministers speak of tariffs", [*AFTER, *rest])
        outlet.notes["/told"] = "Corrected."
        run(workspace, NOW, timedelta(hours=2))
    assert rows(workspace.database, TOLD.format("version_facts") + "order by all") == CHANGES
    of_story = rows(workspace.database, TOLD.format("story_facts") + "and change = 'gone' order by all")
    assert of_story == [one for one in CHANGES if one[0] == "gone"]
