import re
from pathlib import Path

import pytest

import monitor.match
from monitor.match import compile_queries

README = Path(monitor.match.__file__).with_name("README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| `([^`]+)` \| ([^|`]+) \| ([^|`]+) \|$", README, re.MULTILINE)


def test_the_reference_has_examples():
    assert len(EXAMPLES) > 20


@pytest.mark.parametrize(("query", "hit", "miss"), EXAMPLES)
def test_the_reference_tells_the_truth(query, hit, miss):
    matcher = compile_queries({"example": query})
    assert matcher.match("", hit)
    assert matcher.match(hit, "")
    assert not matcher.match("", miss)
    assert not matcher.match(miss, "")
