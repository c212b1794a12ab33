"""Codes of other systems that topics carry, against their lists beside the repository."""

import csv
import gzip
import json
from pathlib import Path

import pytest

from monitor.classify import load_taxonomy

LISTS = Path(__file__).resolve().parents[3] / "shared/corpora/topics"
needs_lists = pytest.mark.skipif(
    not LISTS.is_dir(), reason="no lists of codes beside the repository (../shared/corpora)"
)


@needs_lists
def test_codes_of_media_topics_are_in_use():
    lines = gzip.decompress((LISTS / "iptc_mediatopics_en.jsonl.gz").read_bytes()).decode().splitlines()
    in_use = {row["code"].removeprefix("medtop:") for row in map(json.loads, lines) if not row["retired"]}
    assert {topic.iptc for topic in load_taxonomy().topics if topic.iptc} <= in_use


@needs_lists
def test_themes_of_gdelt_are_known():
    with (LISTS / "gdelt_trade_themes.csv").open(encoding="utf-8") as file:
        known = {row["theme"] for row in csv.DictReader(file)}
    assert {theme for topic in load_taxonomy().topics for theme in topic.gdelt} <= known


def test_chapters_are_of_the_harmonized_system():
    chapters = {chapter for topic in load_taxonomy().topics for chapter in topic.hs}
    assert chapters <= {f"{number:02}" for number in range(1, 98)}
    assert chapters
