"""HTML of feeds as people may be shown it: nothing in it acts, fetches or hides."""

from pathlib import Path

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from monitor.markup import sanitised

CASES = Path(__file__).parents[2] / "shared" / "corpora" / "feeds_feedparser" / "wellformed" / "sanitize"
ALLOWED = {"href", "rel", "lang", "colspan", "rowspan"}
UNSAFE = {
    "script", "style", "iframe", "object", "embed", "applet", "form", "input", "button", "link", "meta", "base", "img",
    "svg", "math", "audio", "video", "source", "frame", "frameset", "layer", "textarea", "select", "template",
}  # fmt: skip


def faults(markup: str) -> list[str]:
    """What a browser would do with the fragment that it must not, as lxml reads it."""
    root = html.fragment_fromstring(markup, create_parent="main")
    found = []
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in UNSAFE:
            found.append(str(element.tag))
            continue
        found += [name for name in element.attrib if name not in ALLOWED]
        href = element.get("href", "https://")
        if not href.lower().startswith(("http://", "https://")):
            found.append(href)
    return found


@pytest.mark.parametrize(("given", "shown"), [
    ("<p onclick='x()' style='position:fixed' id='a' class='b'>Tariffs <b>rise</b></p>", "<p>Tariffs <b>rise</b></p>"),
    ("a<script>alert(1)</script>b<style>p{}</style>c", "abc"),
    ("<img src='https://e.com/pixel.gif' alt='x'>text", "text"),
    ("<a href='javascript:x()'>a</a>", '<a rel="nofollow noopener noreferrer">a</a>'),
    ("<a href=' java&#10;script:x()'>a</a>", '<a rel="nofollow noopener noreferrer">a</a>'),
    ("<a href='/watches/delete'>a</a>", '<a rel="nofollow noopener noreferrer">a</a>'),
    ("<a href='//e.com/a'>a</a>", '<a rel="nofollow noopener noreferrer">a</a>'),
    ("<a href='data:text/html,x'>a</a>", '<a rel="nofollow noopener noreferrer">a</a>'),
    ("<a href='https://e.com/?a=1&b=2'>a</a>",
     '<a href="https://e.com/?a=1&amp;b=2" rel="nofollow noopener noreferrer">a</a>'),
    ("<!-- x --><![CDATA[y]]>5 < 6 & 7", "5 &lt; 6 &amp; 7"),
    ("<p>관세 &#x202e;협상\u200f", "<p>관세  협상 </p>"),
    ("<p lang='ko'>표<table><tr><td colspan=2>값</table>",
     '<p lang="ko">표</p><table><tbody><tr><td colspan="2">값</td></tr></tbody></table>'),
    ("<a><table><a>", "<a rel=REL></a><a rel=REL></a><table></table>".replace("REL", '"nofollow noopener noreferrer"')),
    ("<pre>a\n  b</pre>", "<pre>a\n  b</pre>"),
    ("<svg><a xlink:href='javascript:x()'>t</a></svg>after", "after"),
    ("", ""),
])  # fmt: skip
def test_a_fragment_keeps_its_text_and_nothing_that_acts(given, shown):
    assert sanitised(given) == shown


@pytest.mark.skipif(not CASES.is_dir(), reason="the shared corpus feeds_feedparser is not here")
def test_feedparser_s_cases_of_hostile_markup_are_harmless_afterwards():
    checked = 0
    for path in sorted(CASES.glob("*.xml")):
        found = feedparser.parse(path.read_bytes(), sanitize_html=False, resolve_relative_uris=False)
        for holder in (found.feed, *found.entries):
            values = [value for value in dict.values(holder) if isinstance(value, str)]
            values += [one.get("value") or "" for one in dict.get(holder, "content", ())]
            for value in values:
                shown = sanitised(value)
                assert faults(shown) == [], path.name
                assert sanitised(shown) == shown, path.name
                checked += 1
    assert checked > 1_000


PARTS = st.lists(st.sampled_from([
    "<", ">", "<p>", "</p>", "<a href=", "javascript:", "'", '"', "<svg>", "<math>", "<style>", "<!--", "-->",
    "<table>", "<script>", "</script>", " onload=x ", "&lt;", "&#x6a;", "\x00", "\u202e", "한", "<title>",
    "<img src=x onerror=y>", "-->", "<mtext>", "<template>", "<![CDATA[", "]]>", "<select>", "</select>", "<xmp>",
]), max_size=30)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(PARTS)
def test_whatever_comes_in_nothing_that_acts_comes_out(parts):
    shown = sanitised("".join(parts))
    assert faults(shown) == []
    assert sanitised(shown) == shown


def test_a_fragment_of_nothing_but_levels_is_cut():
    assert sanitised("<div>" * 200_000 + "x").count("<div>") <= 20_000
