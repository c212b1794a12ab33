"""Watched issues: whether a query can be one, where an article speaks of it, and what it would have raised. Pure.

queries.py   whether a query can be understood; its sets written out
mentions.py  where an article speaks of a watch, and the excerpt that shows it best
watching.py  the watches of a workspace, and their golden lines
backtest.py  what a watch would have raised, by day and outlet, beside the others
"""

from monitor.watch.backtest import Backtest, Found, backtest, last_days
from monitor.watch.mentions import find_mentions
from monitor.watch.queries import check_query, written_out
from monitor.watch.watching import GoldenResult, Watching, readings, refusals

__all__ = [
    "Backtest",
    "Found",
    "GoldenResult",
    "Watching",
    "backtest",
    "check_query",
    "find_mentions",
    "last_days",
    "readings",
    "refusals",
    "written_out",
]
