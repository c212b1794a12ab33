"""Watched issues: whether a query can be one, and where an article speaks of it. Pure."""

from monitor.watch.mentions import find_mentions
from monitor.watch.queries import check_query

__all__ = ["check_query", "find_mentions"]
