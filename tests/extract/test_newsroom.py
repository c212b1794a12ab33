"""The sample newsroom's pages, read as any site's: over HTTP, with no knowledge of how it makes them."""

from dataclasses import dataclass
from urllib.request import urlopen

import pytest

from monitor.extract import extract_article
from monitor.extract.bylines import names_in
from monitor.extract.korean import korean_byline
from monitor.model import Article, Quality
from monitor.newsroom import LAST_DAY, Newsroom, Piece, Quirk

TOUCHSTONE = "korea-us-tariff-talks-washington"
PARTIAL = {Quirk.TEASER, Quirk.NO_BODY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    piece: Piece
    article: Article
    body: bytes
    content_type: str


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    found = {}
    with Newsroom(day=LAST_DAY) as room:
        for piece in room.articles:
            url = room.url(piece.slug)
            with urlopen(url, timeout=10) as answer:  # noqa: S310 - our own server
                body, content_type = answer.read(), answer.headers["Content-Type"]
            article = extract_article(body, url, content_type)
            found[piece.slug] = Case(piece=piece, article=article, body=body, content_type=content_type)
    return found


def with_quirk(cases: dict[str, Case], quirk: Quirk) -> list[Case]:
    found = [case for case in cases.values() if quirk in case.piece.quirks]
    assert found, f"the newsroom has no page with the quirk {quirk}"
    return found


def test_every_whole_page_gives_every_paragraph_and_nothing_else(cases):
    whole = [case for case in cases.values() if not case.piece.quirks & PARTIAL]
    assert len(whole) > 80
    wrong = {c.piece.slug: c.article.text for c in whole if c.article.text != "\n".join(c.piece.paragraphs)}
    assert wrong == {}
    assert {case.article.quality for case in whole} == {Quality.FULL}


def test_every_page_gives_its_headline_language_and_byline(cases):
    for case in cases.values():
        assert case.article.title == case.piece.title
        signed = tuple(name for said in case.piece.authors for name in names_in(said))
        assert case.article.authors == (signed or korean_byline(case.piece.paragraphs, (), ()))
        is_korean = any("가" <= letter <= "힣" for letter in case.piece.title)
        assert case.article.language == ("ko" if is_korean else "en")


def test_every_page_gives_its_time_with_the_publishers_offset(cases):
    for case in cases.values():
        published = case.article.published_at
        assert published is not None
        if Quirk.BARE_DATE in case.piece.quirks:
            assert published.date() == case.piece.published.date()
        else:
            assert published.isoformat() == case.piece.published.isoformat()
        assert case.article.modified_at in (None, case.piece.updated)


def test_corrected_page_gives_the_time_of_its_correction(cases):
    corrected = [case for case in cases.values() if case.piece.updated != case.piece.published]
    assert corrected
    assert all(case.article.modified_at == case.piece.updated for case in corrected)


def test_touchstone_is_its_paragraphs_exactly(cases):
    article = cases[TOUCHSTONE].article
    assert article.text.splitlines() == list(cases[TOUCHSTONE].piece.paragraphs)
    for clutter in ("Min Read", "Share This Article", "Leave a Comment"):
        assert clutter not in article.text


def test_teaser_is_its_first_paragraphs_and_says_so(cases):
    for case in with_quirk(cases, Quirk.TEASER):
        assert case.article.quality == Quality.TEASER
        assert case.article.text.splitlines() == list(case.piece.paragraphs[:2])


def test_page_without_a_body_is_empty_and_says_so(cases):
    for case in with_quirk(cases, Quirk.NO_BODY):
        assert (case.article.text, case.article.quality) == ("", Quality.EMPTY)
        assert case.article.quality_reason


def test_scripted_body_is_found(cases):
    for case in with_quirk(cases, Quirk.SCRIPTED_BODY):
        assert case.article.text.splitlines() == list(case.piece.paragraphs)


def test_euckr_pages_that_only_their_meta_declares_are_read(cases):
    old = [case for case in cases.values() if b"euc-kr" in case.body[:1000].lower()]
    assert old
    for case in old:
        assert "charset" not in case.content_type.lower()
        assert case.article.text.splitlines() == list(case.piece.paragraphs)
