"""The use-cases, in order: each calls the rooms in turn; none decides about news or opens a file or socket.

reading.py   pages still to be read -> articles
judging.py   article -> topics, mentions, fingerprint
sending.py   the outbox -> channels
feed_lists.py  what one list of feeds brings to another
ingest.py    one pass: poll, read, judge, store, send, publish
"""
