"""A new workspace: its three files, two of them from the templates beside this module, and warehouse/."""

import re
from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from pathlib import Path

from monitor.config.settings import Settings
from monitor.config.workspace import FEEDS_FILE, SETTINGS_FILE, WATCHES_FILE
from monitor.errors import ConfigError
from monitor.model import Feed

TEMPLATES = Path(__file__).parent / "templates"
_HEADER = re.compile(r"\[([\w.]+)\]")
_DEFAULT = re.compile(r"# (\w+) = ")
_FEEDS_HEAD = "# The feeds to poll; url and name are needed, language, country and tags are not.\n"


def init_workspace(
    directory: Path, *, feeds: Sequence[Feed] = (), settings: Settings | None = None
) -> tuple[Path, ...]:
    """Writes monitor.toml, feeds.toml and watches.toml, and returns their paths.

    A setting that is the default stays a comment.
    Raises ConfigError, and changes nothing, if one of the files is there already; also if the disk refuses.
    """
    contents = {
        directory / SETTINGS_FILE: settings_toml(settings or Settings()),
        directory / FEEDS_FILE: feeds_toml(feeds),
        directory / WATCHES_FILE: _template(WATCHES_FILE),
    }
    there = [path for path in contents if path.exists() or path.is_symlink()]
    if there:
        faults = [f"{path.name}: is there already, and is not overwritten" for path in there]
        raise ConfigError(str(directory), faults)
    written: list[Path] = []
    try:
        (directory / "warehouse").mkdir(parents=True, exist_ok=True)
        for path, text in contents.items():
            with path.open("x", encoding="utf-8", newline="\n") as file:  # x: somebody else's is never lost
                written.append(path)
                file.write(text)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise ConfigError(str(directory), [f"cannot be written: {error.strerror or error}"]) from error
    return tuple(written)


def settings_toml(settings: Settings) -> str:
    """monitor.toml with every key explained: the defaults as comments, other values set."""
    section, lines = "", []
    for line in _template(SETTINGS_FILE).splitlines():
        shown = line
        if header := _HEADER.fullmatch(line):
            section = header[1]
        elif key := _DEFAULT.match(line):
            given = attrgetter(f"{section}.{key[1]}")(settings)
            if given != attrgetter(f"{section}.{key[1]}")(Settings()):
                shown = f"{key[1]} = {toml_value(given)}"
        lines.append(shown)
    return "\n".join(lines) + "\n"


def feeds_toml(feeds: Sequence[Feed]) -> str:
    """A feeds.toml that reads back as `feeds`, whatever their names hold."""
    blocks = [_FEEDS_HEAD]
    for feed in feeds:
        values = {
            "url": feed.url,
            "name": feed.name,
            "language": feed.language,
            "country": feed.country,
            "tags": feed.tags or None,
        }
        lines = [f"{name} = {toml_value(value)}\n" for name, value in values.items() if value is not None]
        blocks.append("[[feed]]\n" + "".join(lines))
    return "\n".join(blocks)


def toml_value(value: object) -> str:
    """A value in TOML's notation, on one line. Whatever is no number, time or list is written as text."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    return f'"{"".join(map(_escaped, str(value)))}"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    return char if char >= " " and char != "\x7f" else f"\\u{ord(char):04x}"


def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
