"""`monitor brief`: the morning briefing, on a page."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from monitor.cli.workspace import DIR, as_day, now_of, open_workspace

if TYPE_CHECKING:
    from monitor.config import Workspace
    from monitor.report.page import Page

_ENDINGS = (".html", ".md", ".txt")


def brief(
    *,
    dir: DIR = None,
    date: Annotated[
        date | None, Parameter(name="--date", converter=as_day, help="The morning of this day; else now.")
    ] = None,
    days: Annotated[int, Parameter(validator=Number(gte=1, lte=31), help="How many days it looks back on.")] = 1,
    to: Annotated[
        list[str] | None,
        Parameter(
            name="--to", negative=(), help="A file (.html, .md or .txt), or the word channels: those of [alerts]."
        ),
    ] = None,
) -> None:
    """What is new, what changed, what is rising, what is dated ahead, and what was missed: on one page."""
    from monitor.errors import ConfigError
    from monitor.run.briefing import make_briefing, written

    if wrong := [one for one in to or () if one != "channels" and Path(one).suffix not in _ENDINGS]:
        raise ConfigError("--to", [f"{one}: give a file that ends in .html, .md or .txt, or channels" for one in wrong])
    workspace = open_workspace(dir)
    now = now_of(workspace)
    page = make_briefing(workspace, now, date, days)
    if not to:
        sys.stdout.write(written(page, ".txt"))
    for target in to or ():
        if target == "channels":
            _send(workspace, page, now)
        else:
            Path(target).write_text(written(page, Path(target).suffix), encoding="utf-8")
            print(f"wrote {target}")


def _send(workspace: "Workspace", page: "Page", now: datetime) -> None:
    from monitor.run.briefing import send_briefing

    sent = send_briefing(workspace, page, now, sys.stdout)
    nobody = "nobody: no channel of [alerts] is mail, the console or a service for people"
    print(f"sent to {', '.join(sent) or nobody}")
