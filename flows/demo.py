"""`monitor demo`: two days of the sample newsroom through the flow, with one ephemeral server for both.

On the first day a new workspace meets the newsroom's history, stays quiet and says in one message what it
holds; the second day's articles raise the alerts. Imports Prefect only once its settings are made, and not at
the top, since worker processes import this module too.
"""

import shutil
import sys
from datetime import date, datetime, time, timedelta, timezone
from ipaddress import ip_network
from pathlib import Path
from shlex import quote
from time import monotonic

from flows.local import contact_nobody, keep_files_below, use_ephemeral_server
from monitor.config import init_workspace
from monitor.config.settings import ClockSettings, CollectSettings, ReaderSettings, Settings
from monitor.errors import ConfigError
from monitor.newsroom import LAST_DAY, Newsroom

DAYS = (LAST_DAY - timedelta(days=1), LAST_DAY)
_SEOUL = timezone(timedelta(hours=9))
_MARK = ".sample-newsroom"  # says that a folder is a demo's own, and may be made anew

# The newsroom is on this machine: time-outs are short, no host needs sparing, and loopback is open.
SETTINGS = Settings(
    reader=ReaderSettings(timezone="Asia/Seoul"),
    collect=CollectSettings(
        timeout_seconds=3.0,
        host_spacing_seconds=0.0,
        host_concurrency=8,
        allow_networks=(ip_network("127.0.0.0/8"),),
    ),
)

QUERIES = (
    (
        "select kind, watch_id, outlet, title from alerts join articles using (article_id) "
        "where alerts.state = 'delivered'"
    ),
    "select topic, sum(article_count) as articles from topic_daily group by all order by articles desc limit 10",
    "select name, last_outcome, last_reason, entry_count from feed_health",
)


def morning_after(day: date) -> datetime:
    """When the daily pass would read that day's news."""
    return datetime.combine(day + timedelta(days=1), time(6, 17), _SEOUL)


def make_workspace(directory: Path, room: Newsroom) -> None:
    """A fresh workspace on the newsroom's feeds; a demo's own folder is emptied first, any other is refused."""
    if directory.exists() and any(directory.iterdir()):
        if not (directory / _MARK).exists():
            raise ConfigError(str(directory), ["is not empty and not a demo's: name another with --dir"])
        shutil.rmtree(directory)
    clock = ClockSettings(frozen_at=morning_after(DAYS[-1]))
    init_workspace(directory, feeds=room.feeds, settings=SETTINGS.model_copy(update={"clock": clock}))
    (directory / _MARK).touch()


def main(directory: Path) -> int:
    """Play the days; returns the exit code."""
    started = monotonic()
    with Newsroom(day=DAYS[0]) as room:
        try:
            make_workspace(directory, room)
        except ConfigError as error:
            print(f"error: {error}", file=sys.stderr)
            return 2
        contact_nobody()
        keep_files_below(directory.absolute() / ".prefect")
        use_ephemeral_server()
        print("Starting a Prefect server for the demo ...", flush=True)
        from flows.ingest import ingest
        from flows.options import IngestOptions

        for day in DAYS:
            room.day = day
            print(
                f"\n=== {day:%A, %d %B %Y}: {len(room.articles)} articles in {len(room.feeds)} feeds ===\n",
                flush=True,
            )
            options = IngestOptions(directory=str(directory), now=morning_after(day), everything=True)
            state = ingest(options, return_state=True)
            if state.is_failed():
                return 1
    _close(directory, monotonic() - started)
    return 0


def _close(directory: Path, seconds: float) -> None:
    """The closing lines: what the two days came to, and where to go on."""
    from monitor import store

    database = directory / "warehouse" / "news.snapshot.duckdb"
    with store.reader(database) as db:
        _, rows = store.query(
            db,
            "select (select count(*) from articles), count(*) filter (state != 'held'), "
            "count(*) filter (state = 'delivered'), count(*) filter (state = 'held') from alerts",
        )
    stored, raised, delivered, held = rows[0]
    print("Three queries to try:")
    for query in QUERIES:
        print(f'  {_command()} sql --dir {quote(str(directory))} "{query}"')
    print(f"\nThe warehouse: {database}")
    print(
        f"{stored} articles stored, {raised} alerts raised, {delivered} delivered, {held} held back "
        f"(history and repeats), in {seconds:.0f} seconds."
    )


def _command() -> str:
    """How the user can call `monitor` from here: by name where the shell finds it, else by its path."""
    if shutil.which("monitor"):
        return "monitor"
    beside = Path(sys.executable).with_name("monitor")
    return quote(str(beside.relative_to(Path.cwd()) if beside.is_relative_to(Path.cwd()) else beside))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
