"""trade-news-monitor: feeds in, alerts and SQL out.

    import monitor
    monitor.open("trade").articles(since="2025-04-14")   # a DuckDB relation

Read the rooms in the order news travels: `collect`, `extract`, `match`, `classify`, `stories`, `watch`,
`store`, `alert`, `report`; `run` puts them in order, `cli` is the command line.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.store.notebook import News

__version__ = "0.1.0"


def open(directory: "str | Path") -> "News":  # noqa: A001 - read as monitor.open
    """The published snapshot of a workspace, for notebooks.

    Raises ConfigError for a folder that is no workspace, WarehouseError before the first run.
    """
    from monitor.config import load_workspace
    from monitor.store.notebook import News
    from monitor.watch import check_query

    workspace = load_workspace(Path(directory), check_query=check_query)
    return News(workspace.snapshot, workspace.settings.reader.timezone)
