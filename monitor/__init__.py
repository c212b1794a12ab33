"""trade-news-monitor: feeds in, alerts and SQL out.

Read the rooms in the order news travels: `collect`, `extract`, `match`, `classify`, `stories`, `watch`,
`store`, `alert`, `report`; `run` puts them in order, `cli` is the command line.
"""

__version__ = "0.1.0"
