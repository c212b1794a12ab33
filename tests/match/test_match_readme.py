import re
from pathlib import Path

import pytest

import monitor.match
from monitor.match import compile_queries

README = Path(monitor.match.__file__).with_name("README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| `([^`]+)` \| ([^|`]+) \| ([^|`]+) \|$", README, re.MULTILINE)
PLACED = re.findall(r"^\| `([^`]+)` \| ([^|`]+) \| ([^|`]+) \| (yes|no) \|$", README, re.MULTILINE)
OPERATORS = (
    "AND OR NOT NEAR/ BEFORE/ SENTENCE( PARAGRAPH( ATLEAST/ title: lead: body: quote: outlet: lang: country: topic: "
    'origin: case: @ * ? = ( "'
)


@pytest.fixture(scope="module")
def code():
    """The names that the reference's own example defines; its assertions hold."""
    names = {}
    exec(re.search(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)[1], names)  # noqa: S102
    return names


def test_every_operator_has_an_example():
    queries = " ".join(query for query, *_ in [*EXAMPLES, *PLACED])
    assert [operator for operator in OPERATORS.split() if operator not in queries] == []


@pytest.mark.parametrize(("query", "hit", "miss"), EXAMPLES)
def test_the_reference_tells_the_truth(query, hit, miss, code):
    matcher = compile_queries({"example": query}, sets=code["sets"])
    assert matcher.match("", hit)
    assert matcher.match(hit, "")
    assert not matcher.match("", miss)
    assert not matcher.match(miss, "")


@pytest.mark.parametrize(("query", "title", "text", "holds"), PLACED)
def test_the_reference_tells_the_truth_of_places_and_facts(query, title, text, holds, code):
    matcher = compile_queries({"example": query}, sets=code["sets"])
    assert bool(matcher.match(title, text.replace(" / ", "\n"), code["facts"])) is (holds == "yes")
