"""Reading pages may only get better. A sample of the labelled pages here; `make quality` reads all of them."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from corpus import Labelled, Reading, Score, digest, figures, is_here, labelled, scored
from measure_extract import FLOORS, below_floor, by_set, raised, read_ours

needs_pages = pytest.mark.skipif(not is_here(), reason="no labelled pages beside the repository (../shared/corpora)")


@needs_pages
def test_no_figure_of_the_sample_is_below_its_floor():
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    pages = labelled()
    if digest(pages) != floors["corpus"]:
        pytest.skip("the pages beside the repository are not those the floors were measured on")
    sample = [page for page in pages if page.is_sampled]
    reached = by_set(sample, [scored(page, read_ours(page)) for page in sample])
    assert below_floor(reached, floors["sample"]) == []


def test_floor_rises_and_never_lowers():
    floors = {"aed": {"f1": 0.93, "title": 0.9}}
    assert raised({"aed": {"f1": 0.92999, "title": 0.95}}, floors) == {"aed": {"f1": 0.93, "title": 0.95}}


def test_figure_below_its_floor_is_named():
    assert below_floor({"aed": {"f1": 0.92}}, {"aed": {"f1": 0.93}}) == ["aed f1: 0.9200 is below its floor 0.9300"]
    assert below_floor({"aed": {"f1": 0.93}}, {"aed": {"f1": 0.93}}) == []


def test_f1_is_of_mean_precision_and_mean_recall():
    whole = Score(hits=10, extra=0, missed=10, title=True, day=True, byline=False)
    nothing = Score(hits=0, extra=0, missed=5, title=False, day=True, byline=False)
    found = figures("aed", [whole, nothing])
    assert (found["precision"], found["recall"], found["f1"]) == (1.0, 0.25, 0.4)
    assert (found["title"], found["date"], found["byline"]) == (0.5, 1.0, 0.0)


def test_byline_is_compared_as_a_set_without_regard_to_case_or_space():
    page = Labelled(
        which="aed", name="n", url="u", path=Path(), day="2025-01-01", title="A  title", authors=("Jane Roe", "Kim")
    )
    reading = page_reading("A title", ("KIM", "Jane  Roe"))
    assert scored(page, reading).byline
    assert scored(page, reading).title
    assert not scored(page, page_reading("A Title", ("Kim",))).title
    assert not scored(page, page_reading("A title", ("Kim",))).byline


def page_reading(title, authors):
    return Reading(text="", title=title, day="2025-01-01", authors=authors)
