"""`monitor backfill`: history brought in, without alerts."""

import sys
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from monitor.cli.workspace import DIR, FAILED, JSON, as_day, now_of, open_workspace


def backfill(
    source: Annotated[Path, Parameter(help="FILE.opml, FILE.warc(.gz), or a list of addresses, one a line.")],
    *,
    since: Annotated[
        date, Parameter(converter=as_day, help="The first day, by the reader's clock, that is wanted.")
    ] = date(1990, 1, 1),
    dir: DIR = None,
    json: JSON = False,
) -> None:
    """Bring history into the warehouse: feeds that are not listed, pages, or an archive. Nothing of it is alerted."""
    from monitor.cli.progress import progress
    from monitor.cli.showing import show_json
    from monitor.report import to_text
    from monitor.run.history import bring_in

    workspace = open_workspace(dir)
    reader = workspace.settings.reader
    now = now_of(workspace)
    with progress() as observe:
        report = bring_in(
            workspace, source.absolute(), datetime.combine(since, time(), reader.zone), now, observe=observe
        )
    if json:
        show_json(report)
    else:
        print(to_text(report, reader))
    sys.exit(FAILED if report.state == "failed" else 0)
