"""The owner's tables of names: read with the line of every fault."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from monitor.config.source import Fault, Source, read_source
from monitor.errors import ConfigError

Stamp = tuple[int, int]  # when a file was changed last, in nanoseconds, and its size


def stamp_of(path: Path) -> Stamp:
    """What tells one state of a file from another."""
    state = path.stat()
    return state.st_mtime_ns, state.st_size


def own_table(path: Path, tables: Sequence[str]) -> Source:
    """The owner's file, which may have these tables and no others. Raises ConfigError."""
    source = read_source(path)
    if isinstance(source, Fault):
        raise ConfigError(str(path.parent), [str(source)])
    faults = [
        source.fault(f"no table {name!r}; there are {', '.join(tables)}", name)
        for name in source.table
        if name not in tables
    ]
    faults += [
        source.fault(f"{name} must be a table of names", name)
        for name in tables
        if not isinstance(source.table.get(name, {}), dict)
    ]
    refuse(path, faults)
    return source


def forms_of(source: Source, *table: str) -> Iterator[Fault]:
    """What is wrong with the rows of a table: name = its other forms in one text, parted by semicolons."""
    rows: object = source.table
    for name in table:
        rows = rows.get(name, {}) if isinstance(rows, dict) else {}
    for name, forms in rows.items() if isinstance(rows, dict) else ():
        if not isinstance(forms, str):
            yield source.fault(f"the forms of {name!r} are one text, parted by semicolons", *table, name)


def refuse(path: Path, faults: Iterable[Fault]) -> None:
    """Raises ConfigError if there are faults, in the order of their lines."""
    found = sorted(faults, key=lambda fault: fault.line)
    if found:
        raise ConfigError(str(path.parent), [str(fault) for fault in found])
