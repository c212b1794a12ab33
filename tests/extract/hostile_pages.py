"""Pages made to hurt a reader of pages: a kind each, in growing sizes. What is right for each stands beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

SENTENCES = tuple(
    f"Minister {n} told the harbour council that berth {n} would open for steel by summer." for n in range(8)
)
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
HEAD = '<html><head><meta charset="utf-8"><title>Berths open for steel</title></head><body>'
ARTICLE = f"<article><h1>Berths open for steel</h1>{BODY}</article>"
KOREAN = "안덕근 장관은 15일 부산에서 미국과의 관세 협의 결과를 설명하고 조선 협력 방안을 밝혔다. "


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """A page and what must come of it: its whole article, or whatever ends as an article or an error."""

    kind: str
    body: bytes
    has_article: bool
    content_type: str | None = "text/html; charset=utf-8"


def _within(noise: str) -> str:
    return f"{HEAD}{ARTICLE}{noise}</body></html>"


# Around a sound article, which must come out whole.
AROUND: dict[str, Callable[[int], str]] = {
    "huge attribute": lambda n: _within(f'<div data-x="{"x" * 200 * n}"></div>'),
    "many attributes": lambda n: _within("<i " + " ".join(f"a{i}=1" for i in range(20 * n)) + "></i>"),
    "script of brackets": lambda n: _within("<script>" + 'var a={"body":[' * 50 * n + "</script>"),
    "script that quotes itself": lambda n: _within("<script>JSON.parse('" + '{\\"a\\":' * 50 * n + "')</script>"),
    "JSON-LD of lists": lambda n: _within('<script type="application/ld+json">' + "[" * 200 * n + "</script>"),
    "JSON-LD of objects": lambda n: _within(
        '<script type="application/ld+json">'
        + '{"@type":"NewsArticle","a":' * 50 * n
        + "1"
        + "}" * 50 * n
        + "</script>"
    ),
    "JSON-LD of many articles": lambda n: _within(
        '<script type="application/ld+json">['
        + ",".join('{"@type":"NewsArticle"}' for _ in range(50 * n))
        + "]</script>"
    ),
    "metas": lambda n: _within("").replace("<title>", '<meta name="author" content="a">' * 50 * n + "<title>"),
    "comments": lambda n: _within("<!-- -- > <!-- " * 50 * n + "-->"),
    "links": lambda n: _within('<nav><a href="/x">x</a></nav>' * 50 * n),
    "styles": lambda n: _within("<style>" + "a{b:c}" * 200 * n + "</style>"),
    "nulls": lambda n: _within("").replace("<p>", "<p>" + "\x00" * n),
    "controls": lambda n: _within("").replace("</p>", "\x01\x02\x1b\x7f" * n + "</p>"),
    "empty paragraphs": lambda n: _within("<p> </p>" * 100 * n),
    "refreshes": lambda n: _within("").replace(
        "<title>", '<meta http-equiv=refresh content="0;url=x">' * 50 * n + "<title>"
    ),
    "dates": lambda n: _within("").replace("<title>", '<meta name=date content="99999-99-99T99">' * 50 * n + "<title>"),
}
# Nothing but noise; what comes of it is open, as long as it comes.
ALONE: dict[str, Callable[[int], str]] = {
    "nested": lambda n: HEAD + "<div>" * 500 * n + "deep",
    "inline nested": lambda n: HEAD + "<b><i><a href=x>t" * 200 * n,
    "spans": lambda n: HEAD + "<p>" + "<span>word </span>" * 500 * n,
    "tables": lambda n: HEAD + "<table><tr><td>" * 50 * n,
    "wide table": lambda n: HEAD + "<table>" + ("<tr>" + "<td>7</td>" * 50 + "</tr>") * 5 * n,
    "lists": lambda n: HEAD + "<ul><li>a" * 100 * n,
    "entity bomb": lambda n: (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
        + "]>"
        + HEAD
        + "<p>"
        + "&a11;" * n
    ),
    "entities": lambda n: HEAD + "<p>" + "&amp;lt;&#x41;&bogus;&#99999999999;" * 100 * n,
    "one word": lambda n: HEAD + "<p>" + "a" * 5_000 * n,
    "one Korean word": lambda n: HEAD + "<p>" + "제보" * 2_000 * n,
    "one line": lambda n: HEAD + "<p>" + KOREAN * 50 * n,
    "figures": lambda n: HEAD + "<p>" + "1,234.5% " * 500 * n,
    "quotes": lambda n: HEAD + "<p>" + "“‘\"'" * 500 * n,
    "title": lambda n: "<html><title>" + "제보 | " * 1_000 * n,
    "headings": lambda n: HEAD + "<h1>a - b</h1>" * 200 * n,
    "bylines": lambda n: HEAD + '<h1>Title it is</h1><p class="byline">By Jane Roe and</p>' * 100 * n,
    "unclosed comment": lambda n: HEAD + "<!--" * 500 * n,
    "forms": lambda n: HEAD + "<form><input>" * 100 * n,
    "frames": lambda n: HEAD + "<iframe><object><embed>" * 100 * n,
    "svg": lambda n: HEAD + "<svg><g>" * 100 * n,
    "half a tag": lambda n: HEAD + "<p" * 1_000 * n,
    "captions": lambda n: HEAD + "<figure><figcaption>A quay (Photo: X)</figcaption>" * 100 * n,
    "share words": lambda n: HEAD + "<p>" + "share on facebook, twitter " * 100 * n,
    "dashes": lambda n: HEAD + f"<h1>{'a - ' * 300 * n}</h1>",
}


def hostile_pages(count: int, scale: int = 1) -> Iterator[Hostile]:
    """`count` pages, each kind in turn and ever larger; `scale` multiplies their sizes. The same at each call."""
    random = Random(4)  # noqa: S311 - noise that is the same each time
    made = [
        *((kind, make, True) for kind, make in AROUND.items()),
        *((kind, make, False) for kind, make in ALONE.items()),
    ]
    for number in range(count):
        step, place = divmod(number, len(made) + 4)
        size = (step + 1) * scale
        if place < len(made):
            kind, make, has_article = made[place]
            yield Hostile(kind=kind, body=make(size).encode("utf-8", "replace"), has_article=has_article)
        elif place == len(made):
            yield Hostile(kind="noise", body=random.randbytes(2_000 * size), has_article=False)
        elif place == len(made) + 1:
            yield Hostile(kind="zeros", body=bytes(5_000 * size), has_article=False, content_type=None)
        elif place == len(made) + 2:
            broken = _within("").encode("utf-16")[: 900 + size]
            yield Hostile(kind="cut UTF-16", body=broken, has_article=False, content_type="text/html; charset=utf-8")
        else:
            body = (HEAD + f"<p>{KOREAN * 20 * size}").encode("cp949")
            claim = ("text/html; charset=shift_jis", "text/html; charset=\x00", "image/png", None)[step % 4]
            yield Hostile(kind="wrong charset", body=body, has_article=False, content_type=claim)
