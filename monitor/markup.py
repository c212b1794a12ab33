"""HTML of feeds and pages as people may be shown it. Pure; the only module that calls nh3.

Whatever shows HTML that others wrote (a page, a digest, a picture's caption) takes it through here. Text that
is not HTML goes through `monitor.display.visible` and is escaped instead.
"""

import nh3

from monitor.display import visible

# What carries the meaning of a text. No pictures, frames or styles: these would fetch from elsewhere, tell
# the publisher who reads, or lie over what is beside them.
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "dfn", "div", "dl", "dt", "em",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "mark", "ol", "p",
    "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "table", "tbody", "td",
    "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr",
}  # fmt: skip
_ATTRIBUTES = {"*": {"lang"}, "a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_WITH_CONTENT = {"script", "style", "template", "title", "textarea", "select", "object", "noscript", "iframe"}
_MOST_TAGS = 20_000  # what comes after is cut off: a cleaner's time grows with the square of the levels
_MOST_READINGS = 5  # what was misnested in a table is read as another tree again when it is written; two do, as seen


def sanitised(html: str) -> str:
    """The fragment without anything that acts, fetches or hides: well-formed HTML of plain text elements.

    No scripts, handlers, styles, pictures, forms, frames, comments or identifiers; links only to whole http(s)
    addresses (others would lead into the page that shows it), which are not told where the reader comes
    from; no character that moves, hides or reorders others. Idempotent.
    """
    clean = _cleaned("<".join(html.split("<", _MOST_TAGS + 1)[: _MOST_TAGS + 1]))
    for _ in range(_MOST_READINGS):
        clean, before = _cleaned(clean), clean
        if clean == before:
            break
    else:
        clean = nh3.clean_text(clean)  # with its tags to be read, rather than another tree than was looked at
    return "\n".join(map(visible, clean.split("\n")))


def _cleaned(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https"},
        url_relative="deny",
        link_rel="nofollow noopener noreferrer",
        strip_comments=True,
    )
