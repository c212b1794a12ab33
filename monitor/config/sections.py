"""monitor.toml and the environment -> `Settings`, key by key, so that one fault hides no other.

`MONITOR_<SECTION>__<KEY>` wins over the file. Its text is taken as it is; a list is written as JSON.
MONITOR_DIR, MONITOR_RUNNER and whatever else has no double underscore are not settings.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from functools import partial

from pydantic import ValidationError

from monitor.config.checks import check_channel, check_database_path, check_schedule
from monitor.config.settings import Section, Settings
from monitor.config.source import Fault, Source
from monitor.config.wording import must_be, shown, unknown

ENVIRONMENT = "environment"
PREFIX = "MONITOR_"
CHANNEL_KEYS = ("channels", "feed_channels", "digest_channels", "high_channels", "low_channels")


def _sections(model: type[Section], within: str = "") -> dict[str, type[Section]]:
    """The sections below a model by name, those below them by dotted names: alerts, alerts.rules."""
    found: dict[str, type[Section]] = {}
    for name, info in model.model_fields.items():
        if isinstance(info.annotation, type) and issubclass(info.annotation, Section):
            found[within + name] = info.annotation
            found |= _sections(info.annotation, f"{within}{name}.")
    return found


SECTIONS: Mapping[str, type[Section]] = _sections(Settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """A value somebody gave for a setting. `place` makes a fault; index: of the item of a list."""

    section: str
    key: str
    value: object
    is_text: bool  # from the environment: numbers and times arrive as text
    fault: Callable[[str, int | None], Fault]

    @property
    def is_secret(self) -> bool:
        return self.key in CHANNEL_KEYS


@dataclass(slots=True)
class _Reading:
    """Faults so far, and the values that had none."""

    environ: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)
    values: dict[str, dict[str, object]] = field(default_factory=dict)

    def take(self, given: _Given) -> None:
        """Checks one value and keeps it, or notes every fault it has."""
        model = SECTIONS[given.section]
        try:
            if given.is_text:
                section = model.model_validate({given.key: given.value})
            else:
                section = model.model_validate_json(_as_json({given.key: given.value}), strict=True)
        except ValidationError as refusal:
            self._refused(given, refusal)
            return
        except ValueError:  # Python does not print whole numbers of thousands of digits
            self.faults.append(given.fault("is a number too long to read", None))
            return
        value = self._checked(given, getattr(section, given.key))
        self.values.setdefault(given.section, {})[given.key] = value

    def _refused(self, given: _Given, refusal: ValidationError) -> None:
        info = SECTIONS[given.section].model_fields[given.key]
        said = set()
        for error in refusal.errors():
            index = error["loc"][1] if len(error["loc"]) > 1 else None
            index = index if isinstance(index, int) else None
            if index in said:
                continue  # the second half of a union says the same of the same item
            said.add(index)
            is_hidden = given.is_secret and error["type"] != "missing"
            reason = must_be(dict(error), info, "something else" if is_hidden else shown(error["input"]))
            self.faults.append(given.fault(reason, index))

    def _checked(self, given: _Given, value: object) -> object:
        match given.section, given.key, value:
            case "schedule", _, str():
                return self._try(given, None, partial(check_schedule, value)) or value
            case "warehouse", "path", str():
                return self._try(given, None, partial(check_database_path, value)) or value
            case "alerts", key, tuple() if key in CHANNEL_KEYS:
                return self._channels(given, value)
        return value

    def _channels(self, given: _Given, written: tuple[str, ...]) -> tuple[str, ...]:
        channels: list[str] = []
        for index, text in enumerate(written):
            channel = self._try(given, index, partial(check_channel, text, self.environ))
            if channel in channels:
                self.faults.append(given.fault(f"repeats channel {channels.index(channel) + 1}", index))
            channels.append(channel or "")
        return tuple(channels)

    def _try(self, given: _Given, index: int | None, check: Callable[[], str]) -> str | None:
        try:
            return check()
        except ValueError as error:
            self.faults.append(given.fault(str(error), index))
            return None


def read_settings(source: Source | None, environ: Mapping[str, str]) -> tuple[Settings, list[Fault]]:
    """The settings of the file (None: it could not be read) and the environment, and every fault of both.

    The settings are of use only where there is no fault.
    """
    reading = _Reading(environ)
    if source:
        _read_file(source, reading)
        reading.faults.sort(key=lambda fault: fault.line)
    for name in sorted(environ):
        if name.startswith(PREFIX):
            _read_variable(name, environ[name], reading)
    sections: dict[str, dict[str, object]] = {name: dict(reading.values.get(name, {})) for name in SECTIONS}
    for name in sorted(sections, key=len, reverse=True):  # the innermost first
        outer, dot, inner = name.rpartition(".")
        if dot:
            sections[outer][inner] = SECTIONS[name].model_validate(sections.pop(name))
    return Settings.model_validate(
        {name: SECTIONS[name].model_validate(values) for name, values in sections.items()}
    ), reading.faults


def _read_file(source: Source, reading: _Reading) -> None:
    for name, table in source.table.items():
        if isinstance(table, dict) and name in SECTIONS:
            _read_section(source, name, table, reading)
        elif name in SECTIONS:
            reading.faults.append(source.fault(f"{name} is a section: write [{name}], its keys below", name))
        elif _home_of(name):
            reading.faults.append(source.fault(f"key {name!r} belongs below [{_home_of(name)}]", name))
        else:
            reading.faults.append(source.fault(unknown("section", name, SECTIONS), name))


def _read_section(source: Source, name: str, table: Mapping[str, object], reading: _Reading) -> None:
    for key, value in table.items():
        inner = f"{name}.{key}"
        if isinstance(value, dict) and inner in SECTIONS:
            _read_section(source, inner, value, reading)
        elif inner in SECTIONS:
            reading.faults.append(source.fault(f"{key} is a section: write [{inner}], its keys below", name, key))
        else:
            _read_key(source, name, key, value, reading)


def _read_key(source: Source, section: str, key: str, value: object, reading: _Reading) -> None:
    def fault(reason: str, index: int | None) -> Fault:
        item = "" if index is None else f" {index + 1}"
        path: tuple[str | int, ...] = (*section.split("."), key, *(() if index is None else (index,)))
        return source.fault(f"[{section}] {key}{item}: {reason}", *path)

    known = SECTIONS[section].model_fields
    if key in known:
        reading.take(_Given(section=section, key=key, value=value, is_text=False, fault=fault))
        return
    reason = unknown("key", key, known)
    if home := _home_of(key):
        reason = f"unknown key {key!r}; it belongs below [{home}]"
    reading.faults.append(source.fault(f"[{section}] {reason}", *section.split("."), key))


def _read_variable(name: str, text: str, reading: _Reading) -> None:
    def fault(reason: str, index: int | None = None) -> Fault:
        item = "" if index is None else f" {index + 1}"
        return Fault(file=ENVIRONMENT, line=0, reason=f"{name}{item}: {reason}")

    section, parts, key = name.removeprefix(PREFIX).lower().rpartition("__")
    section, key = (section.replace("__", "."), key) if parts else (key, "")
    if not parts:
        for known in SECTIONS:
            if section.startswith(f"{known}_") and section.removeprefix(f"{known}_") in _keys(known):
                spelt = f"{PREFIX}{known.replace('.', '__')}__{section.removeprefix(known + '_')}".upper()
                reading.faults.append(fault(f"a section and its key are parted by two underscores: {spelt}"))
        return
    if section not in SECTIONS:
        reading.faults.append(fault(unknown("section", section, SECTIONS)))
        return
    if key not in _keys(section):
        reading.faults.append(fault(unknown("key", key, _keys(section))))
        return
    value: object = text
    if isinstance(SECTIONS[section].model_fields[key].default, tuple):
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            reading.faults.append(fault('must be a JSON list such as ["one", "two"]'))
            return
    reading.take(_Given(section=section, key=key, value=value, is_text=True, fault=fault))


def misnamed(variable: str) -> str | None:
    """How a variable is spelt that has the name of a setting without its section; None: it has no such name."""
    key = variable.removeprefix(PREFIX).lower()
    home = _home_of(key) if variable.startswith(PREFIX) else None
    return f"{PREFIX}{home.replace('.', '__')}__{key}".upper() if home else None


def _keys(section: str) -> Mapping[str, object]:
    return SECTIONS[section].model_fields


def _home_of(key: str) -> str | None:
    return next((name for name in SECTIONS if key in _keys(name) and f"{name}.{key}" not in SECTIONS), None)


def _as_json(value: object) -> str:
    """JSON keeps TOML's types apart (a number is no text) and lets a list be a tuple; times become text."""

    def plain(other: object) -> str:
        return other.isoformat() if isinstance(other, date | time) else str(other)

    return json.dumps(value, default=plain)
