"""Articles in four languages with queries that find them and queries that do not: one file each, to drop in."""

import tomllib
from pathlib import Path

import pytest

from monitor.match import Facts, compile_queries, explain, lint

CASES = sorted((Path(__file__).parents[1] / "golden" / "match").glob("*.toml"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_golden_queries_find_what_they_should_and_nothing_else(path):
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    sets = case.get("sets", {})
    facts = Facts(**{name: tuple(value) if isinstance(value, list) else value for name, value in case["facts"].items()}
                  ) if "facts" in case else None  # fmt: skip
    queries = {query: query for query in (*case["finds"], *case["misses"])}
    found = [hit.name for hit in compile_queries(queries, sets=sets).match(case["title"], case["text"], facts)]
    assert found == case["finds"]
    for query in queries:
        assert explain(query, case["title"], case["text"], facts, sets=sets).held is (query in found)
        assert not [finding for finding in lint(query, sets=sets) if finding.severity == "error"]


def test_golden_cases_are_in_four_languages():
    assert {path.stem[:2] for path in CASES} == {"en", "ko", "zh", "ja"}
