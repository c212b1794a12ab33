"""Topics may only get better. The sets beside this file here; `make quality` also reads the corpora."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from measure_topics import FLOORS, below_floor, false_alarms, strongly
from topic_sets import Code, Counts, articles, by_topic, codes, counted, is_here, modern, newsroom, ynat

from monitor.classify import findings, load_taxonomy

FLOOR = json.loads(FLOORS.read_text(encoding="utf-8"))["topics"]
needs_corpora = pytest.mark.skipif(
    not is_here(), reason="no corpora of topics beside the repository (../shared/corpora)"
)


def f1(items):
    return counted([item.topics for item in items], [strongly(item) for item in items]).f1


@pytest.mark.parametrize("half", ["tune", "last"])
def test_modern_set_stays_above_its_floor(half):
    if items := modern(half):
        assert f1(items) >= FLOOR[f"modern {half} f1"]


def test_newsroom_stays_above_its_floor():
    assert f1(newsroom()) >= FLOOR["newsroom f1"]


def test_whole_articles_stay_above_their_floor():
    assert f1(articles()) >= FLOOR["articles f1"]


@needs_corpora
def test_korean_headlines_stay_above_their_floor():
    assert f1(ynat()) >= FLOOR["ynat f1"]


@needs_corpora
def test_false_alarms_stay_below_one_in_a_hundred():
    assert false_alarms() <= 0.01


def test_sets_name_only_topics_of_the_taxonomy():
    known = {topic.topic for topic in load_taxonomy().topics}
    labelled = {topic for half in ("tune", "last") for item in modern(half) for topic in item.topics}
    assert labelled == known == {topic for item in articles() for topic in item.topics}
    assert {topic for code in codes() for topic in code.topics} <= known


def test_the_parts_of_the_modern_set_are_apart_and_in_both_languages():
    tune, last = modern("tune"), modern("last")
    names = [item.name for item in (*tune, *last)]
    assert len(names) == len(set(names)) >= 600
    assert all({item.language for item in part} == {"en", "ko"} for part in (tune, last) if part)


def test_counts_are_over_all_pairs():
    labels = [frozenset("ab"), frozenset("c"), frozenset()]
    verdicts = [frozenset("a"), frozenset("cd"), frozenset("a")]
    assert counted(labels, verdicts) == Counts(hits=2, extra=2, missed=1)
    assert counted(labels, verdicts).f1 == pytest.approx(4 / 7)
    assert by_topic(labels, verdicts) == {"a": 2 / 3, "b": 0, "c": 1, "d": 0}


def test_a_code_counts_each_stretch_once_and_only_its_words():
    found = findings(load_taxonomy(), "Natural gas and crude oil", "", "en")
    gas = Code(code="g", topics=frozenset({"lng-energy"}), at_least=6, words=("gas",))
    assert gas.holds(found)
    assert not Code(code="g", topics=frozenset({"lng-energy"}), at_least=6, words=("coal",)).holds(found)
    assert not Code(code="g", topics=frozenset({"tariffs"}), at_least=0.1).holds(found)


def test_a_figure_that_fell_is_named():
    assert below_floor({"ynat f1": 0.9}, {"ynat f1": 0.95, "quiet": 0.99}) == [
        "topics, ynat f1: 0.9000 is below its floor 0.9500"
    ]
