"""What is wrong with a query, said to a Korean reader."""

import re

import pytest

from monitor.match import lint
from monitor.reasons import in_language

FAULTY = (
    "", "x" * 20_000, "(" * 200 + "a" + ")" * 200, "a)", "(a", '"a', "NOT a", "@none", "@one", "@loop", "@near",
    "a NEAR/5 NOT b", "NOT", "a AND", "a AND AND b", "AND a", "NEAR/5 b", "SENTENCE(a)", "a ()", "title:",
    "title: body:a",
    "sentence(a, b)", "a, b", "a NEAR/5 b NEAR/5 c NEAR/5 d NEAR/5 e NEAR/5 f NEAR/5 g NEAR/5 h NEAR/5 i NEAR/5 j "
    + "NEAR/5 k " * 60, "ATLEAST/0(a)", "a NEAR/99999 b", "ATLEAST/99999(a)", "...", '"' + "a " * 100 + '"', "case:a*",
    "lang:korean", "country:Korea", "topic:a*b*c", "中*国", "a? ?", "*", "a*", "x*a*b*c*d*ef*", "-tariff", "+tariff",
    "a || b",
    "a W/5 b", "NEAR5", "a NEAR/5b", "NEAR", "ATLEAST/3", "SENTENCE", "ATLEAST/3(NOT a)", "outlet:(a NEAR/5 b)",
    "a NEAR/5 topic:b", "topic:lang:ko", "headline:a", "zzz:a", "tariff NOT tariff", "lang:ko AND lang:en AND a",
    "title:a NEAR/5 body:b", "the OR tariff", "lang:ko", "tariff and steel", "관", "US AND trade", 'x AND "wom?"',
    "tariff OR tariffs OR tariff", "tariff* OR tariffs",
)  # fmt: skip
SETS = {"one": "a AND", "loop": "@loop", "near": "a OR NOT (b"}


def reasons() -> list[tuple[str, str]]:
    return [(query, one.reason) for query in FAULTY for one in lint(query, sets=SETS)]


def test_the_faulty_queries_have_nearly_as_many_reasons() -> None:
    assert len({reason for _, reason in reasons()}) > 45


@pytest.mark.parametrize(("query", "reason"), reasons(), ids=lambda value: value[:40])
def test_every_reason_is_said_in_korean(query: str, reason: str) -> None:
    said = in_language(reason, "ko")
    assert re.search("[가-힣]", said.replace(query, "")), reason
    assert not re.search(r"(?:\b[a-z]{3,} ){3}", said.replace(query, "")), said
