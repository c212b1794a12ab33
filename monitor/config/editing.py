"""feeds.toml edited by a command: feeds put at its end or taken out, every other byte left as the owner wrote it.

Text goes in and out by its lines, which `Source` knows, and not through a document model: tomlkit drops the
comment that heads the next section along with the table above it. The new file is checked as any other is
before it takes the old one's place, at once and whole.
"""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from monitor.config.init import feeds_toml
from monitor.config.lists import FEED_KEYS, LONGEST_NAME, read_feeds
from monitor.config.source import Fault, Source, read_source
from monitor.config.workspace import FEEDS_FILE
from monitor.errors import ConfigError
from monitor.model import Feed


def add_feeds(directory: Path, feeds: Sequence[Feed]) -> None:
    """Write the feeds at the end of the workspace's feeds.toml.

    Raises ConfigError, and leaves the file as it was, where the list would not load or the disk refuses.
    """
    source, text = _read(directory)
    before, _ = read_feeds(source)
    header, _, blocks = feeds_toml(feeds).partition("\n")
    line_break = "\r\n" if "\r\n" in text else "\n"
    start = f"{header}\n" if not text else text if text.endswith("\n") else text + line_break
    _write(directory, start + blocks.replace("\n", line_break), (*before, *feeds))


def remove_feeds(directory: Path, urls: Collection[str]) -> None:
    """Take the feeds of these addresses, as they are listed, out of the workspace's feeds.toml.

    The comments between a feed's own lines go with it, those above and below it stay. Raises as `add_feeds` does.
    """
    source, text = _read(directory)
    before, _ = read_feeds(source)
    lines = text.split("\n")  # not splitlines: TOML knows no other line break, and a name may hold one
    for first, last in reversed(list(_blocks(source, urls))):
        cut(lines, first, last)
    _write(directory, "\n".join(lines), tuple(feed for feed in before if feed.url not in urls))


def cut(lines: list[str], first: int, last: int) -> None:
    """Take a block out of a file's lines; `first` and `last` are counted from 1."""
    is_spaced = not lines[first - 2 : first - 1] or not lines[first - 2].strip()
    if is_spaced and last < len(lines) and not lines[last].strip():
        last += 1  # of the empty lines before and after it, one stays
    del lines[first - 1 : last]


def block_of(source: Source, kind: str, index: int) -> tuple[int, int]:
    """First and last line, from 1, of a table of an array of tables."""
    places = [place for path, place in source.places.items() if path[:2] == (kind, index)]
    return min(place.line for place in places), max(place.value_line + place.written.count("\n") for place in places)


def fitted(feed: Feed) -> Feed | str:
    """The feed as feeds.toml can hold it, or the reason it cannot.

    What is optional and not as it should be (a language, a country, a tag) is left out, a name too long is cut.
    """
    feed = replace(
        feed,
        name="".join(char if char.isprintable() else " " for char in feed.name)[:LONGEST_NAME].strip(),
        country="GB" if feed.country == "UK" else feed.country,
        tags=tuple(tag for tag in map(str.strip, feed.tags) if tag and tag.isprintable()),
    )
    for tried in (feed, replace(feed, language=None), replace(feed, country=None, language=None)):
        table: dict[str, object] = {key: getattr(tried, key) for key in FEED_KEYS if getattr(tried, key)}
        table["tags"] = list(tried.tags)
        read, faults = read_feeds(Source(file=FEEDS_FILE, table={"feed": [table]}, places={}))
        if read:
            return read[0]
    return faults[0].reason


def _read(directory: Path) -> tuple[Source, str]:
    path = directory / FEEDS_FILE
    source = read_source(path)
    if isinstance(source, Fault):
        raise ConfigError(str(directory), [str(source)])
    return source, path.read_bytes().decode("utf-8")


def _blocks(source: Source, urls: Collection[str]) -> Iterator[tuple[int, int]]:
    """First and last line, from 1, of each feed to go, in the file's order."""
    tables = source.table.get("feed", [])
    for index, table in enumerate(tables if isinstance(tables, list) else []):
        if not isinstance(table, dict) or str(table.get("url", "")).strip() not in urls:
            continue
        yield block_of(source, "feed", index)


def _write(directory: Path, text: str, expected: Sequence[Feed]) -> None:
    """Put `text` in the place of feeds.toml if it reads as expected."""
    put_in_place(directory, FEEDS_FILE, text, lambda new: _check(directory, new, tuple(expected)))


def put_in_place(directory: Path, name: str, text: str, check: Callable[[Path], None]) -> None:
    """Put `text` in the place of a file of the workspace, or in that of the file it is a link to, at once and whole.

    `check` reads the new file first, and raises ConfigError where it must not take the old one's place.
    """
    path = (directory / name).resolve()
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.stem}-", suffix=".toml", delete=False) as file:
            new = Path(file.name)
            try:
                file.write(text.encode("utf-8"))
                file.flush()
                os.fsync(file.fileno())
                check(new)
                new.chmod(path.stat().st_mode & 0o7777)
                new.replace(path)
            finally:
                new.unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError(str(directory), [f"{name}: cannot be written: {error.strerror or error}"]) from error


def _check(directory: Path, new: Path, expected: tuple[Feed, ...]) -> None:
    source = read_source(new)
    if not isinstance(source, Fault):
        feeds, faults = read_feeds(replace(source, file=FEEDS_FILE))
        if faults:
            raise ConfigError(str(directory), [f"not changed, since it would have: {fault}" for fault in faults])
        if feeds == expected:
            return
    reason = "not changed: a command can edit it only where each feed stands below a line [[feed]] of its own"
    raise ConfigError(str(directory), [f"{FEEDS_FILE}: {reason}"])
