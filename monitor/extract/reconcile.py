"""The feed's word beside the page's: whose text, whose date. Pure."""

import html
import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from monitor.model import Article, Entry, Page, Quality, TextFrom

AHEAD = timedelta(hours=14)  # a clock in the easternmost zone, read as UTC; a time further ahead is a fault
_A_DAY = timedelta(days=1)
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"\s+")
_LONGER = 1.5  # times the page's text that the feed's must be to be preferred
_AGREES = 0.5  # share of the page's lines found in the feed's text
_DIFFERS = 0.1
_WHOLE = 600  # characters of a feed's text that can be an article
_BRIEF = 150  # words; longer pages are articles, whatever their feeds call them
_SHORT = 40  # words of a page beside which its feed may say more
_SAYS = 5  # words of a summary that says something
_SAME = 0.7  # share of a summary's words that are its page's own, from which on it says the same
_NAMED = 0.3  # share of a headline's words that are on the page of its article
_STEM = 5  # letters by which a word is known in another form
_WORD = re.compile(r"\w+")
_CUT_SHORT = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|&hellip;)\s*$|(?:continue|read) (?:reading|more)\b.{0,60}$", re.IGNORECASE
)


def content_page(entry: Entry) -> Page:
    """The content that a feed's entry carries, as a page, so that it is read with the same care."""
    body = f"<html><body><article><h1>{html.escape(entry.title)}</h1>{entry.content or ''}</article></body></html>"
    return Page(url=entry.url or "", body=body.encode("utf-8", "replace"), content_type="text/html; charset=utf-8")


def is_worth_reading(entry: Entry, page: Article | None) -> bool:
    """Whether an entry's content may hold more than its page (None: no page) and than its own summary."""
    content = entry.content or ""
    if len(content) <= 2 * len(entry.summary) + 200:
        return False
    if page is None or page.quality is not Quality.FULL:
        return True
    return len(_SPACE.sub(" ", _TAG.sub(" ", content))) > _LONGER * len(page.text)


def with_content(page: Article, content: Article | None) -> tuple[Article, TextFrom]:
    """The page's article, with the text that its feed carries where that is the better of the two.

    It is where the page is locked, a wall or an error and the feed says more; where the page's text is a part of it
    (half its lines at least); and where the two share next to nothing, as then the page's was something else. Only a
    text half as long again is taken, and none that ends with a mark of having been cut short.
    """
    if content is None or len(content.text) <= _LONGER * len(page.text) or _CUT_SHORT.search(content.text):
        return page, TextFrom.PAGE
    share = _share(page.text, content.text)
    is_whole = len(content.text) >= _WHOLE and content.quality is Quality.FULL
    if page.quality is Quality.FULL and not (is_whole and (share >= _AGREES or share <= _DIFFERS)):
        return page, TextFrom.PAGE
    return replace(page, text=content.text, quality=Quality.FULL, quality_reason=""), TextFrom.FEED


def from_feed(entry: Entry, content: Article | None, *, quality: Quality, reason: str) -> tuple[Article, TextFrom]:
    """The article that a feed alone makes, where its page has none; `quality` and `reason` are the page's."""
    plain = Article(
        text=entry.summary,
        title=entry.title,
        authors=entry.authors,
        published_at=entry.published_at,
        modified_at=entry.updated_at,
        language=entry.language,
        quality=quality,
        quality_reason=reason,
    )
    if content is not None and len(content.text) > len(entry.summary):
        whole = Quality.TEASER if _CUT_SHORT.search(content.text) else Quality.FULL
        text_from = TextFrom.SUMMARY if whole is Quality.TEASER else TextFrom.FEED
        return replace(plain, text=content.text, quality=whole, captions=content.captions), text_from
    return plain, TextFrom.SUMMARY


def is_about(page: Article, entry: Entry, *, is_elsewhere: bool) -> bool:
    """Whether a page tells of what its feed says: a page that asks to sign in, however long, has hardly a word of the
    headline. Asked of short pages and of those at another address (`is_elsewhere`); of a feed that gives another
    headline to whole articles, in another language even, these are taken as they are.
    """
    if not is_elsewhere and _length(page.text) >= _BRIEF:
        return True
    words = {one[:_STEM] for one in _WORD.findall(entry.title.casefold()) if len(one) >= (4 if one.isascii() else 2)}
    told = f"{page.title} {page.text}".casefold()
    return len(words) < 2 or sum(one in told for one in words) / len(words) >= _NAMED


def with_summary(page: Article, entry: Entry) -> Article:
    """A page's article, opened by what its feed says of it where the page shows a few lines only, as of a video or
    before a wall, and these do not say it.
    """
    summary = _CUT_SHORT.sub("", entry.summary).strip()
    is_short = page.quality is Quality.TEASER or _length(page.text) < _SHORT
    words = set(_WORD.findall(summary.casefold()))
    if not is_short or len(words) < _SAYS or len(words & set(_WORD.findall(page.text.casefold()))) > _SAME * len(words):
        return page
    return replace(page, text=f"{summary}\n{page.text}")


def _length(text: str) -> int:
    """In words, or what would be words of a script without blanks."""
    return max(len(text.split()), len(text) // 8)


def completed(article: Article, entry: Entry, now: datetime) -> Article:
    """An article with what its page does not say as the feed says it, and with the dates of both reconciled."""
    published, modified = dates_of(article.published_at, article.modified_at, entry.published_at, entry.updated_at, now)
    return replace(
        article,
        title=article.title or entry.title,
        authors=article.authors or entry.authors,
        author_kinds=article.author_kinds if article.authors else (),
        language=article.language or entry.language,
        syndicated_from=article.syndicated_from or (entry.source or None),
        published_at=published,
        modified_at=modified,
    )


def dates_of(
    published: datetime | None,
    modified: datetime | None,
    fed: datetime | None,
    fed_update: datetime | None,
    now: datetime,
) -> tuple[datetime | None, datetime | None]:
    """(publication, modification) of a page's two times and its feed's two, each with the zone it came in.

    A time in the future is believed of neither. The page is believed before the feed, but for two cases: where the
    page gives a bare day, the feed's moment within that day is the better one; where the page is more than a day later
    than the feed, it was dated anew, and its time is one of modification. A modification before publication is none.
    """
    published, modified, fed, fed_update = (
        at if at is not None and at <= now + AHEAD else None for at in (published, modified, fed, fed_update)
    )
    first = published or fed
    if published and fed:
        if published - fed > _A_DAY:
            first, modified = fed, modified or published
        elif published.time() == time() and abs(fed.astimezone(published.tzinfo) - published) < _A_DAY:
            is_same_day = fed.date() == published.date() or fed.astimezone(published.tzinfo).date() == published.date()
            first = fed if is_same_day else published
    changed = modified or fed_update
    return first, changed if changed and not (first and changed < first) else None


def _share(text: str, other: str) -> float:
    """The share of the lines of `text`, by length, that `other` holds, white space aside."""
    told = _SPACE.sub("", other)
    lines = [bare for line in text.splitlines() if (bare := _SPACE.sub("", line))]
    length = sum(map(len, lines))
    return sum(len(line) for line in lines if line in told) / length if length else 0.0
