"""Reasons in the reader's language: whoever reads reports and messages in Korean reads why in Korean."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.reasons import in_language

MONITOR = Path(__file__).parents[2] / "monitor"
_ERRORS = {
    "FeedError", "RefusedError", "UnreachableError", "DeferredError", "NoPageError", "BrokenBodyError", "HTTPException"
}  # fmt: skip
# Said to whoever typed the command, in its language, and never part of a run.
_OF_COMMANDS = {"opml.py", "discover.py"}


@pytest.mark.parametrize(("reason", "korean"), [
    ("timed out", "응답 시간 초과"),
    ("gone", "폐지됨"),
    ("HTTP 503", "HTTP 503"),
    ("HTTP 500; back to the listed address", "HTTP 500; 등록된 주소로 돌아감"),
    ("forbidden (403)", "접근 금지 (403)"),
    ("robots.txt: timed out", "robots.txt: 응답 시간 초과"),
    ("broken body: cut short", "손상된 본문: 중간에 끊김"),
    ("about 12 entries missed since 2025-04-24 06:00 UTC", "2025-04-24 06:00 UTC부터 항목 약 12건 놓침"),
    ("not well-formed: (mismatched tag); about 3 entries missed since 2025-04-24 06:00 UTC",
     "형식 오류: (mismatched tag); 2025-04-24 06:00 UTC부터 항목 약 3건 놓침"),
    ("now only teaser: the page has no body", "이제는 일부만 보임 (teaser): 페이지에 본문이 없음"),
    ("something nobody has foreseen", "something nobody has foreseen"),
    ("tls: {0} {x}", "TLS 오류: {0} {x}"),
    ("", ""),
])  # fmt: skip
def test_a_reason_is_said_in_korean_and_what_is_not_known_stays(reason, korean):
    assert in_language(reason, "ko") == korean
    assert in_language(reason, "en") == reason


def _reasons():
    """Every reason that collecting, reading and the page can give, its variable parts filled in."""
    for path in (
        *MONITOR.glob("collect/*.py"), MONITOR / "run" / "reading.py", *MONITOR.glob("extract/*.py"),
        *MONITOR.glob("web/**/*.py"),
    ):  # fmt: skip
        if path.name in _OF_COMMANDS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            given = [one.value for one in node.keywords if one.arg in ("reason", "quality_reason")]
            if (name in _ERRORS and len(node.args) > 1) or name == "BrokenBodyError":
                given.append(node.args[min(1, len(node.args) - 1)])
            elif name in ("_failed", "_deferred") and node.args:
                given.append(node.args[0])
            yield from ((path.name, text) for one in given if (text := _text(one)))


def _text(node):
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "7" for part in node.values)
    return None


def test_every_reason_of_collecting_reading_and_the_page_has_its_korean():
    found = set(_reasons())
    assert len(found) > 40
    untold = {one for one in found if not re.search("[가-힣]", in_language(one[1], "ko"))}
    assert {text for _, text in untold} <= {"HTTP 7", "HTTP 304", "7", "7 (7)", "robots.txt: 7", "not 7"}


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_reason_breaks_it(reason):
    assert isinstance(in_language(reason, "ko"), str)
