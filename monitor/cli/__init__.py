"""The command line: one short function a command. What a command needs is imported when it is called.

Exit codes: 0 done; 1 the run, or the query, failed; 2 the workspace or the command line is wrong; 3 another run
holds the warehouse, try again later; 130 stopped by Ctrl-C.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

from cyclopts import App, CycloptsError, Parameter

from monitor import __version__
from monitor.cli.alerts import alerts
from monitor.cli.backfill import backfill
from monitor.cli.brief import brief
from monitor.cli.calendar import calendar
from monitor.cli.doctor import doctor
from monitor.cli.export import export
from monitor.cli.feeds import QUIET, feeds
from monitor.cli.metrics import metrics
from monitor.cli.replay import replay
from monitor.cli.search import search
from monitor.cli.serve import serve
from monitor.cli.sql import sql
from monitor.cli.stories import stories
from monitor.cli.today import today
from monitor.cli.topics import topics
from monitor.cli.upkeep import backup, restore, upkeep
from monitor.cli.user import user
from monitor.cli.watch import watch
from monitor.cli.workspace import BUSY, DIR, FAILED, INTERRUPTED, JSON, WRONG, now_of, open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence

app = App(
    name="monitor",
    version=__version__,
    help="A scheduled monitor for trade news: feeds in, alerts and SQL out.",
)
app.command(today)
app.register_install_completion_command(add_to_startup=False)
app.command(feeds)
app.command(watch)
app.command(search)
app.command(sql)
app.command(topics)
app.command(stories)
app.command(calendar)
app.command(alerts)
app.command(brief)
app.command(metrics)
app.command(backfill)
app.command(upkeep)
app.command(export)
app.command(replay)
app.command(backup)
app.command(restore)
app.command(serve)
app.command(user)
app.command(doctor)


def main(arguments: "Sequence[str] | None" = None) -> None:
    """Run a command, the command line's unless given. A deliberate error is one message and an exit code."""
    from monitor.errors import BusyError, ConfigError, MonitorError

    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0].partition("=")[0] in ("--dir", "--json"):
        words.insert(0, "today")
    try:
        app(words, exit_on_error=False)
    except CycloptsError:  # it has said what is wrong with the command line
        sys.exit(WRONG)
    except BusyError as error:
        _leave(error, BUSY)
    except ConfigError as error:
        print("\n".join((f"{error.subject}:", *(f"  {fault}" for fault in error.faults))), file=sys.stderr)
        sys.exit(WRONG)
    except MonitorError as error:
        _leave(error, FAILED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # `monitor sql ... | head`
        sys.stderr.close()
        sys.exit(FAILED)
    except OSError as error:
        _leave(MonitorError(str(error.filename or "monitor"), error.strerror or str(error)), FAILED)
    except Exception as error:  # noqa: BLE001 - a fault of ours: the reader gets a sentence, the log the rest
        if str(error) == "Query interrupted":  # what DuckDB makes of Ctrl-C
            sys.exit(INTERRUPTED)
        _leave(MonitorError("monitor", _logged(error, words)), FAILED)


def _leave(error: Exception, code: int) -> None:
    print(f"error: {error}", file=sys.stderr)
    sys.exit(code)


def _logged(error: Exception, words: "Sequence[str]") -> str:
    """Write a fault of ours to the workspace's log, else to a file of its own; returns what to tell the reader."""
    import tempfile
    import traceback

    from monitor.config import find_directory

    trace = "".join(traceback.format_exception(error))
    told = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} monitor {__version__}\n{trace}\n"
    told_dir = [word for one in words for word in one.split("=", 1)]  # --dir trade, or --dir=trade
    given = Path(told_dir[told_dir.index("--dir") + 1]) if "--dir" in told_dir[:-1] else None
    log = find_directory(given, os.environ) / "monitor.log"
    try:
        if not (log.parent / "monitor.toml").is_file():
            raise FileNotFoundError(log.parent)
        _append(log, told)
    except OSError:
        log = Path(tempfile.mkdtemp(prefix="monitor-")) / "monitor.log"
        _append(log, told)
    kind = type(error).__name__
    return f"something went wrong that should not have ({kind}). What is stored is safe; the details are in {log}"


def _append(log: Path, told: str) -> None:
    with log.open("a", encoding="utf-8") as file:
        file.write(told)


@app.command
def init(
    directory: Annotated[Path, Parameter(name=("--directory", "--dir"), help="Where to put the workspace.")] = Path(),
    *,
    catalog: Annotated[
        Literal["trade", "all", "none"],
        Parameter(help="The feeds to begin with: those seen to answer; all that ship with us; none."),
    ] = "trade",
) -> None:
    """Make a workspace: monitor.toml, feeds.toml and watches.toml, filled in and explained."""
    from monitor.collect.catalog import catalog as feeds_of
    from monitor.config import init_workspace

    feeds_listed = feeds_of(catalog)
    for path in init_workspace(directory, feeds=feeds_listed):
        print(f"wrote {path}")
    print(
        f"It begins with {len(feeds_listed)} feeds; `monitor feeds add URL` and `monitor feeds import FILE` add more."
    )
    here = "" if directory.resolve() == Path.cwd() else f" --dir {quote(str(directory))}"
    print("Topics of your own, or changes to ours, go into topics.toml beside them: see `monitor topics list`.")
    print(f"Next: `monitor run{here}` polls the feeds once, `monitor schedule{here}` every hour.\n{QUIET}")


@app.command
def run(
    *,
    dir: DIR = None,
    everything: Annotated[
        bool, Parameter(name="--all", negative=(), help="Poll every feed, not only those that are due.")
    ] = False,
    json: JSON = False,
) -> None:
    """One pass over the feeds: poll, read new pages, find topics and watched issues, send alerts."""
    from monitor.cli.progress import progress
    from monitor.cli.showing import show_json
    from monitor.report import to_text
    from monitor.run.ingest import ingest

    workspace = open_workspace(dir)
    now = now_of(workspace)
    with progress() as observe:
        report = ingest(workspace, now, is_everything_due=everything, observe=observe, out=sys.stderr if json else None)
    if json:
        show_json(report)
    else:
        print(to_text(report, workspace.settings.reader))
    sys.exit(FAILED if report.state == "failed" else 0)


@app.command
def demo(*, dir: Annotated[Path, Parameter(name="--dir")] = Path("trade-news-demo")) -> None:
    """Two days of a sample newsroom through the Prefect flow, in a workspace of its own."""
    _flows("flows.demo", str(dir))


@app.command
def schedule(*, dir: DIR = None) -> None:
    """Run passes and all else on the schedule of monitor.toml, with a local Prefect server if none is configured."""
    workspace = open_workspace(dir)
    _flows("flows.serve", str(workspace.directory))


def _flows(module: str, *arguments: str) -> NoReturn:
    """Become a part that needs Prefect, so that no other command has to load it.

    Not a child: what is sent to this process, by Ctrl-C or by systemd, must reach the part, which ends its server.
    """

    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", module, *arguments])  # noqa: S606
