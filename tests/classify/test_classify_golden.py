"""Headlines that each topic must find, and near misses that it must not, in English and Korean."""

import tomllib
from pathlib import Path

import pytest

from monitor.classify import STRONG, classify, load_taxonomy

LINES = tomllib.loads(Path(__file__).with_name("golden_topics.toml").read_text(encoding="utf-8"))


def lines(*keys):
    return [
        pytest.param(topic, line, id=f"{topic}: {line}")
        for topic, table in LINES.items()
        for key in keys
        for line in table[key]
    ]


def test_every_topic_has_two_lines_of_each_kind_in_both_languages():
    assert sorted(LINES) == sorted(topic.topic for topic in load_taxonomy().topics)
    assert all(len(table[key]) >= 2 for table in LINES.values() for key in ("en", "ko", "not_en", "not_ko"))


@pytest.mark.parametrize(("topic", "line"), lines("en", "ko"))
def test_a_headline_gives_its_topic_strongly(topic, line):
    scores = {found.topic: found.score for found in classify(line, "", None)}
    assert scores.get(topic, 0) >= STRONG


@pytest.mark.parametrize(("topic", "line"), lines("not_en", "not_ko"))
def test_a_near_miss_does_not_give_the_topic(topic, line):
    assert topic not in {found.topic for found in classify(line, "", None)}
