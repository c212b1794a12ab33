"""`monitor doctor`: what a workspace needs and has, and what to do where it has not."""

import os
import sys
from datetime import UTC, datetime
from typing import Annotated

from cyclopts import Parameter

from monitor.cli.workspace import DIR, FAILED


def doctor(
    *,
    dir: DIR = None,
    send: Annotated[bool, Parameter(negative=(), help="Send a test message to every channel.")] = False,
    json: Annotated[bool, Parameter(negative=(), help="For programs: a JSON line a finding.")] = False,
) -> None:
    """Examine the workspace: configuration, disk, database, lock, server, channels, clock. 1 if there are errors."""
    from monitor.config import find_directory
    from monitor.report.findings import as_json, as_text
    from monitor.run.doctor import examine

    found = examine(find_directory(dir, os.environ), datetime.now(UTC), os.environ, is_sending=send)
    print(as_json(found) if json else as_text(found))
    sys.exit(FAILED if any(one.level == "error" for one in found) else 0)
