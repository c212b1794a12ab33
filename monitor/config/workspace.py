"""The workspace: a folder with monitor.toml, feeds.toml and watches.toml, and how it is found and read.

Reading reports every fault of the three files and the environment in one ConfigError, each with its line.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from monitor.config.checks import secrets_in, variable_of
from monitor.config.lists import read_feeds
from monitor.config.sections import PREFIX, read_settings
from monitor.config.settings import Settings
from monitor.config.source import Fault, Source, read_source
from monitor.config.watches import CheckQuery, WatchList, read_watches
from monitor.errors import ConfigError
from monitor.model import Feed, NamedSet, Watch

SETTINGS_FILE, FEEDS_FILE, WATCHES_FILE = "monitor.toml", "feeds.toml", "watches.toml"
TOPICS_FILE, ORIGINS_FILE, OFFICIALS_FILE = "topics.toml", "origins.toml", "officials.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """What the owner has written down. `directory` is absolute."""

    directory: Path
    settings: Settings
    feeds: tuple[Feed, ...]
    watches: tuple[Watch, ...]
    sets: tuple[NamedSet, ...] = ()

    @property
    def database(self) -> Path:
        """The file that runs write to."""
        return self.directory / self.settings.warehouse.path

    @property
    def topics_file(self) -> Path:
        """The owner's own topics, which need not be there."""
        return self.directory / TOPICS_FILE

    @property
    def origins_file(self) -> Path:
        """The owner's own outlets, agencies and bodies, which need not be there."""
        return self.directory / ORIGINS_FILE

    @property
    def officials_file(self) -> Path:
        """The owner's own forms of officials' and public bodies' names, which need not be there."""
        return self.directory / OFFICIALS_FILE

    @property
    def archive(self) -> Path:
        """The folder of what the web answered."""
        return self.directory / "archive"

    @property
    def backups(self) -> Path:
        """The folder of the database's backups."""
        return self.database.parent / "backups"

    @property
    def inbox(self) -> Path:
        """The folder of what readers said in the page, until the next writer takes it in."""
        return self.directory / "inbox"

    @property
    def accounts(self) -> Path:
        """The SQLite file of who may open the page."""
        return self.directory / "desk.sqlite"

    @property
    def snapshot(self) -> Path:
        """The read-only copy beside it, which readers open: news.snapshot.duckdb for news.duckdb."""
        return self.database.with_suffix(".snapshot.duckdb")

    @property
    def server_note(self) -> Path:
        """Holds the address of the Prefect server that `monitor schedule` has started, while it runs."""
        return self.directory / ".prefect" / "api-url"

    def waiting(self, seconds: float) -> "Workspace":
        """The same, but that it waits so long for another run at work."""
        warehouse = self.settings.warehouse.model_copy(update={"wait_seconds": seconds})
        return replace(self, settings=self.settings.model_copy(update={"warehouse": warehouse}))


def find_directory(given: Path | None, environ: Mapping[str, str]) -> Path:
    """The workspace's folder: as given by --dir, else MONITOR_DIR, else the current one."""
    return (given or Path(environ.get("MONITOR_DIR") or ".")).absolute()


def load_workspace(directory: Path, *, check_query: CheckQuery, environ: Mapping[str, str] | None = None) -> Workspace:
    """Reads the workspace; `environ` is the process's own environment unless given.

    `check_query` raises QueryError for a query that cannot be understood (monitor.watch.check_query does).
    Raises ConfigError with every fault of the files and the environment, in the order a reader meets them.
    """
    directory = directory.absolute()
    variables = os.environ if environ is None else environ
    faults: list[Fault] = []
    source = read_file(directory, SETTINGS_FILE, faults)
    settings, found = read_settings(source, variables)
    faults += found
    feeds: tuple[Feed, ...] = ()
    listed = WatchList()
    if source := read_file(directory, FEEDS_FILE, faults):
        feeds, found = read_feeds(source)
        faults += sorted(found, key=_line)
    if source := read_file(directory, WATCHES_FILE, faults):
        listed, found = read_watches(source, check_query, variables)
        faults += found
    if faults:
        raise ConfigError(str(directory), [str(fault) for fault in faults])
    return Workspace(directory=directory, settings=settings, feeds=feeds, watches=listed.watches, sets=listed.sets)


def secret_variables(directory: Path, environ: Mapping[str, str]) -> dict[str, str]:
    """What ${secret:NAME} in a workspace's files and environment asks for: variable -> name of the secret.

    Those that the environment holds already are left out; a file that cannot be read asks for none.
    """
    read = [read_source(directory / name) for name in (SETTINGS_FILE, WATCHES_FILE)]
    texts = [text for name, text in environ.items() if name.startswith(PREFIX)]
    texts += [json.dumps(one.table, default=str) for one in read if isinstance(one, Source)]
    asked = {variable_of(f"secret:{name}"): name for text in texts for name in secrets_in(text)}
    return {variable: name for variable, name in asked.items() if not environ.get(variable)}


def _line(fault: Fault) -> int:
    return fault.line


def read_file(directory: Path, name: str, faults: list[Fault]) -> Source | None:
    """One file; None, and a fault, if it cannot be read. A folder without any of them has one fault."""
    path = directory / name
    if not path.exists() and not path.is_symlink():
        if name == SETTINGS_FILE:
            reason = f"no {name} in {directory}: run `monitor init {directory}`, or name the workspace "
            faults.append(Fault(file=name, line=0, reason=reason + "with --dir or MONITOR_DIR"))
        elif (directory / SETTINGS_FILE).exists():
            reason = f"no {name} in {directory}; an empty file will do where there is nothing to list"
            faults.append(Fault(file=name, line=0, reason=reason))
        return None
    read = read_source(path)
    if isinstance(read, Fault):
        faults.append(read)
        return None
    return read
