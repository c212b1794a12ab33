"""All that is wrong with the watches of a workspace: the file, the queries, the golden lines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from monitor.config.source import Fault, Source
from monitor.config.watches import WatchList, query_line, read_watches
from monitor.config.workspace import WATCHES_FILE, read_file
from monitor.errors import ConfigError, QueryError
from monitor.match import lint
from monitor.watch import Watching, check_query


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """Something wrong with watches.toml. Line 0: the file as a whole."""

    severity: Literal["error", "warning"]
    file: str
    line: int
    reason: str

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


def lint_workspace(directory: Path, environ: Mapping[str, str]) -> tuple[Complaint, ...]:
    """Everything there is to say of watches.toml, in the order of the file. Raises ConfigError if there is none."""
    faults: list[Fault] = []
    source = read_file(directory, WATCHES_FILE, faults)
    if source is None:
        raise ConfigError(str(directory), [str(fault) for fault in faults] or [f"no {WATCHES_FILE} in {directory}"])
    listed, faults = read_watches(source, check_query, environ)
    found = [Complaint(severity="error", file=one.file, line=one.line, reason=one.reason) for one in faults]
    found += _of_queries(source, listed)
    found += _of_golden_lines(listed)
    return tuple(sorted(found, key=lambda one: one.line))


def _of_queries(source: Source, listed: WatchList) -> Iterator[Complaint]:
    sets = {one.name: one.query for one in listed.sets}
    for watch in listed.watches:
        for finding in lint(watch.query, sets=sets):
            said = QueryError(watch.query, finding.reason, finding.line, finding.column)
            line = query_line(source, watch.name, finding.line)
            reason = f"watch {watch.name!r}: {said}"
            yield Complaint(severity=finding.severity, file=source.file, line=line, reason=reason)


def _of_golden_lines(listed: WatchList) -> Iterator[Complaint]:
    for one in Watching(listed.watches, listed.sets).golden():
        if not one.is_kept:
            reason = f"watch {one.watch!r}: {one.line.text!r} {one.reason}"
            yield Complaint(severity="error", file=WATCHES_FILE, line=one.line.line, reason=reason)
