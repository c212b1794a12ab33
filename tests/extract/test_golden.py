"""A case is <case>.html, as it arrives, and <case>.json, its address and what must come out: drop in both.

In `expect` only what is named is compared; `text` is a list of paragraphs, `reason_has` part of the reason.
"""

import json
from datetime import datetime
from pathlib import Path

import pytest

from monitor.extract import extract_article

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(path.stem for path in GOLDEN.glob("*.html"))


@pytest.mark.parametrize("case", CASES)
def test_page_is_read_as_its_case_says(case):
    said = json.loads((GOLDEN / f"{case}.json").read_text(encoding="utf-8"))
    article = extract_article((GOLDEN / f"{case}.html").read_bytes(), said["url"], said["content_type"])
    expected = dict(said["expect"])
    reason = expected.pop("reason_has", "")
    found = {
        "text": article.text.splitlines(),
        "title": article.title,
        "authors": list(article.authors),
        "published_at": _iso(article.published_at),
        "modified_at": _iso(article.modified_at),
        "language": article.language,
        "canonical_url": article.canonical_url,
        "quality": article.quality,
        "syndicated_from": article.syndicated_from,
        "captions": list(article.captions),
    }
    assert {name: found[name] for name in expected} == expected
    assert reason in article.quality_reason


def test_every_golden_page_has_its_expectations():
    assert sorted(path.stem for path in GOLDEN.glob("*.json")) == CASES


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
