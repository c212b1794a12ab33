"""The article that somebody means: stored, by its id or address; else a page on the web; else a file."""

from datetime import datetime
from pathlib import Path

from monitor import store
from monitor.collect import article_id, canonical_url
from monitor.config import Workspace
from monitor.errors import MonitorError, PageError, RefusedError
from monitor.extract import reading_pool
from monitor.extract.encoding import decode
from monitor.model import ArticleText, Entry, Outcome, Page, Pending
from monitor.run.reading import read_pages
from monitor.store.labels import articles_named

_LARGEST_FILE = 20_000_000  # bytes
_MARKUP = frozenset((".html", ".htm", ".xhtml", ".mhtml"))


def find_article(workspace: Workspace, given: str, now: datetime) -> ArticleText:
    """The article meant by an id, an address or a file. Raises RefusedError where there is none.

    An address that is not stored is fetched as a run would: its network guarded, robots.txt obeyed. Nothing is
    stored. A file is HTML, or plain text whose first line is the headline.
    """
    path = Path(given)
    is_address = "://" in given
    if not is_address and path.is_file():
        return _from_file(path, workspace)
    if workspace.snapshot.exists():
        with store.reader(workspace.snapshot) as db:
            found = articles_named(db, given, canonical_id(given))
        if len(found) > 1:
            raise RefusedError(given, "several articles begin with this id: give more of it")
        if found:
            return found[0]
    if is_address:
        return _from_web(given, workspace, now)
    raise RefusedError(given, "no article of this id, and no such file; give an id, an address or a file")


def canonical_id(given: str) -> str | None:
    """The id that an address has; None for what is no address."""
    try:
        return article_id(given) if "://" in given else None
    except MonitorError:
        return None


def _from_web(url: str, workspace: Workspace, now: datetime) -> ArticleText:
    address = canonical_url(url)
    entry = Entry(title="", url=address)
    pending = Pending(entry_id="", article_id=article_id(url), feed_id="", outlet="", entry=entry)
    (read,) = read_pages((pending,), workspace.settings, now)
    if read.outcome is not Outcome.STORED:
        raise RefusedError(url, f"is not in the warehouse, and cannot be read: {read.reason}")
    article = read.article
    return _text(pending.article_id, article.title, article.text, article.language)


def _from_file(path: Path, workspace: Workspace) -> ArticleText:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise PageError(str(path), f"larger than {_LARGEST_FILE:,} bytes")
        body = path.read_bytes()
    except OSError as error:
        raise PageError(str(path), f"cannot be read: {error.strerror or error}") from error
    if path.suffix.lower() in _MARKUP or body.lstrip()[:15].lower().startswith((b"<!doctype html", b"<html")):
        page = Page(url=path.absolute().as_uri(), body=body)
        article = reading_pool(workspace.settings.extract).submit(page).result()
        return _text(path.name, article.title, article.text, article.language)
    lines = [line.strip() for line in decode(body, None).splitlines() if line.strip()]
    if not lines:
        raise PageError(str(path), "is empty")
    return _text(path.name, lines[0], "\n".join(lines[1:]), None)


def _text(name: str, title: str, text: str, language: str | None) -> ArticleText:
    return ArticleText(article_id=name, story_id=name, title=title, text=text, language=language)
