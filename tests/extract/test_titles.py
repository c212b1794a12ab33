"""The headline among a page's titles."""

import pytest

from monitor.extract import extract_article

BODY = "<p>Ministers of both countries met on Monday to settle the tariff on steel, and said so.</p>" * 3


@pytest.mark.parametrize(
    ("head", "shown", "title"),
    [
        (
            "<title>Deal struck on steel | Example Times</title>",
            "<h1>Deal struck on steel</h1>",
            "Deal struck on steel",
        ),
        (
            (
                "<title>Deal struck on steel | Example Times</title>"
                '<meta property="og:title" content="Deal struck on steel">'
            ),
            "<h1>Example Times</h1><h2>Deal struck on steel</h2>",
            "Deal struck on steel",
        ),
        ("<title>Deal</title>", "<h1>Deal struck on steel</h1>", "Deal struck on steel"),
        (
            (
                '<script type="application/ld+json">{"@type": "NewsArticle", '
                '"headline": "Deal struck on &#8216;steel&amp;#8217;"}</script>'
            ),
            "",
            "Deal struck on ‘steel’",
        ),
        (
            "<title>예시신문 :: 정부, 철강 관세 절반으로</title>",
            "<b>정부, 철강 관세 절반으로</b>",
            "정부, 철강 관세 절반으로",
        ),
        (
            "<title>정부, 철강 관세 절반으로 - 예시경제</title>",
            "<h1>정부, 철강 관세 절반으로</h1>",
            "정부, 철강 관세 절반으로",
        ),
    ],
)
def test_headline_is_the_newsrooms_without_the_sites_name(head, shown, title):
    page = f"<html><head>{head}</head><body><div>{shown}</div>{BODY}</body></html>"
    assert extract_article(page.encode(), "https://www.harbour.net/1", "text/html; charset=utf-8").title == title
