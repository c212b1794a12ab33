"""The warehouse's only door: DuckDB, its lock, its schema and its snapshot. No decision about news.

warehouse.py  the run lock, short sessions, the snapshot that readers open
copies.py     the file copied whole: for readers, as a backup and back again, compacted
comparing.py  two databases held against each other
upkeep.py     checks of what cannot be; letting go of old bodies
schema.py     migrations, triggers, views: the SQL files of warehouse/
rows.py       records in bulk, as one JSON document
feeds.py      what is remembered of feeds; one transaction per poll
entries.py    which of a poll's entries are new, and of which article each is
pages.py      entries whose pages are still to be read, and how each ended
articles.py   one transaction per batch of articles
stories.py    which article is which, and the story each joins
likeness.py   how like articles are in their marks; links between languages
regrouping.py stories joined and parted by hand, and what is told of them
topics.py     topics, their evidence, places; what both are called
findings.py   what sentences say
calendar.py   dated events, merged across articles
rules.py      the rules of alerts
labels.py     what the analyst says of topics; articles by id or address
rejudging.py  stored articles read back, to be judged by new rules
mentions.py   watches and their texts, and where they were found
words.py      which words each article has
needs.py      what an article must have for a query to hold
search.py     the articles that may hold what a query looks for
history.py    stored articles and watches, read back
alerts.py     the outbox: signals, leases, receipts
runs.py       the ledger of runs: every item one outcome
measuring.py  the measures of operations
inbox.py      what readers said in the page, until it is taken in
following.py  the snapshot kept open for a server
bounded.py    one question from somebody whom we need not trust
accounts.py   who may open the page: SQLite, beside the warehouse
parquet.py    files by month for other engines
briefing.py   what the morning briefing tells
notebook.py   the snapshot as relations: monitor.open
reading.py    read-only SQL on the snapshot
"""

from monitor.store.reading import names_of, query, reader, stored_queries, stored_query, write_parquet

__all__ = ["names_of", "query", "reader", "stored_queries", "stored_query", "write_parquet"]
