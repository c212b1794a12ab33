"""What a setting's type cannot say: cron expressions, channels, paths. Pure.

Every check returns the value as it shall be used, or raises ValueError with what is wrong in words.
A channel may hold a password, so its text is never part of a message.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

_CRON_FIELDS = (
    ("minute", 0, 59, ""),
    ("hour", 0, 23, ""),
    ("day of month", 1, 31, ""),
    ("month", 1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
    ("day of week", 0, 7, "sun mon tue wed thu fri sat"),
)
_CRON_PART = re.compile(r"(?:\*|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>[0-9]{1,3}))?", re.ASCII)
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*|secret:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)\}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://.", re.DOTALL)


OFF = "off"  # in place of a cron expression: never


def check_schedule(text: str) -> str:
    """A cron expression, or "off"."""
    return OFF if text.strip().lower() == OFF else check_cron(text)


def check_cron(text: str) -> str:
    """Five fields of numbers, names, ranges, lists and steps, as crontab(5) has them."""
    fields = text.split()
    if len(fields) != len(_CRON_FIELDS):
        raise ValueError(
            "must be a cron expression of five fields (minute, hour, day of month, month, day of week) "
            f"such as '17 6 * * *', or off, has {len(fields)}"
        )
    for field, (name, lowest, highest, names) in zip(fields, _CRON_FIELDS, strict=True):
        for part in field.split(","):
            if not _is_cron_part(part, lowest, highest, names.split()):
                raise ValueError(f"the {name} of a cron expression is * or {lowest}-{highest}, is {part!r}")
    return " ".join(fields)


def _is_cron_part(part: str, lowest: int, highest: int, names: Sequence[str]) -> bool:
    match = _CRON_PART.fullmatch(part)
    if match is None or (match["step"] is not None and int(match["step"]) == 0):
        return False
    ends = [_cron_number(end, lowest, names) for end in (match["first"], match["last"]) if end is not None]
    return all(lowest <= end <= highest for end in ends) and ends == sorted(ends)


def _cron_number(text: str, lowest: int, names: Sequence[str]) -> int:
    if text.lower() in names:
        return lowest + names.index(text.lower())
    return int(text) if text.isdecimal() and len(text) <= 2 else -1


def check_channel(text: str, environ: Mapping[str, str]) -> str:
    """console, file:PATH, atom:PATH, or an address; ${NAME} and ${secret:NAME} are taken from the environment."""
    unset = sorted({name for name in map(variable_of, _VARIABLE.findall(text)) if not environ.get(name)})
    if unset:
        raise ValueError(f"{', '.join(unset)} is not set in the environment")
    if "${" in _VARIABLE.sub("", text):
        raise ValueError("has a ${ that is not of the form ${NAME} or ${secret:NAME}")
    channel = _VARIABLE.sub(lambda match: environ[variable_of(match[1])], text).strip()
    if not channel.isprintable():
        raise ValueError("holds a control character")
    if channel == "console" or _SCHEME.match(channel):
        return channel
    kind, _, path = channel.partition(":")
    if kind in ("file", "atom") and path.strip():
        return channel
    raise ValueError(
        "must be console, file:PATH or atom:PATH such as file:alerts.jsonl, or an Apprise address with ://, such as "
        "mailtos://USER:PASSWORD@HOST"
    )


def variable_of(name: str) -> str:
    """The environment variable behind ${name}: of secret:mail-password, MONITOR_SECRET_MAIL_PASSWORD.

    Whoever reads a workspace with access to a store of secrets, as the flows have, puts them there for the reading.
    """
    kind, colon, secret = name.partition(":")
    return f"MONITOR_SECRET_{secret.replace('-', '_').upper()}" if colon and kind == "secret" else name


def secrets_in(text: str) -> tuple[str, ...]:
    """The names of ${secret:NAME} in a text, each once, in order."""
    names = (name.partition(":")[2] for name in _VARIABLE.findall(text) if name.startswith("secret:"))
    return tuple(dict.fromkeys(names))


def check_database_path(text: str) -> str:
    """A file below the workspace, or an absolute path."""
    path = PurePath(text)
    if not path.name or not text.isprintable() or text.endswith(("/", "\\")):
        raise ValueError(f"must be the path of a file such as warehouse/news.duckdb, is {text!r}")
    if ".." in path.parts or text.startswith("~"):
        raise ValueError(
            f"must be a path below the workspace, or an absolute one written out in full, without .. or ~; is {text!r}"
        )
    return text
