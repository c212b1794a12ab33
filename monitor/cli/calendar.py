"""`monitor calendar`: the dates ahead that articles give, as a list or for a calendar program."""

import json as documents
import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from monitor.cli.workspace import DIR, JSON, now_of, open_workspace


def calendar(
    *,
    dir: DIR = None,
    days: Annotated[int, Parameter(validator=Number(gte=1, lte=3650), help="How far ahead.")] = 60,
    ics: Annotated[Path | None, Parameter(help="Write iCalendar to this file; - prints it.")] = None,
    json: JSON = False,
) -> None:
    """List what articles say will happen, with the sentence that says so."""
    from monitor import store
    from monitor.report import tables
    from monitor.report.ics import to_ics
    from monitor.store.calendar import events_ahead

    workspace = open_workspace(dir)
    now = now_of(workspace)
    today = now.astimezone(workspace.settings.reader.zone).date()
    with store.reader(workspace.snapshot, workspace.settings.reader.timezone) as db:
        events = events_ahead(db, today, days)
    if ics is not None:
        document = to_ics(events, now)
        if str(ics) == "-":
            sys.stdout.buffer.write(document)
        else:
            ics.write_bytes(document)
            print(f"wrote {ics}: {len(events):,} {'event' if len(events) == 1 else 'events'}")
    elif json:
        records = [
            {
                "event_id": one.event_id,
                "starts_on": one.starts_on.isoformat(),
                "ends_on": one.ends_on.isoformat(),
                "precision": one.precision,
                "is_cancelled": one.is_cancelled,
                "what": one.what,
            }
            for one in events
        ]
        print(documents.dumps(records, ensure_ascii=False, indent=2))
    else:
        rows = [
            (one.starts_on, one.ends_on, one.precision, "cancelled" if one.is_cancelled else "", one.what)
            for one in events
        ]
        tables.write(("from", "to", "precision", "", "what"), rows, "table", sys.stdout)
