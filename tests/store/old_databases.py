"""Databases as earlier versions left them, kept small: `python tests/store/old_databases.py` adds one at a release.

Written once and never again: what matters is that they are old. Each holds one article with all that led to it and
came of it. Before the first release there is one of an early state of the schema instead.
"""

import gzip
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from monitor import __version__
from monitor.store import schema

OLD = Path(__file__).parent / "old"
_BLOCK = 16_384  # bytes, the smallest there is

ROWS = """
insert into feeds (feed_id, url, name, tags, is_listed, address)
    values ('f1', 'https://port.example/feed', '항만일보', ['trade'], true, 'https://port.example/feed');
insert into articles (article_id, story_id, feed_id, outlet, url, title, text, summary, authors, first_seen_at, version,
    text_from, quality, quality_reason, word_count, is_history)
    values ('a1', 'a1', 'f1', '항만일보', 'https://port.example/1', 'Port fees rise', 'Port fees rise by 5 percent.',
        '', ['Kim'], '2025-04-22 00:00:00+00', 1, 'page', 'full', '', 6, false);
insert into article_versions (article_id, version, title, text, text_from, change, change_note, text_hash, seen_at)
    values ('a1', 1, 'Port fees rise', 'Port fees rise by 5 percent.', 'page', 'first', '', 'h',
        '2025-04-22 00:00:00+00');
insert into watches (watch_id, query, is_active, since_at, changed_at)
    values ('ports', 'port', true, '2025-04-01 00:00:00+00', '2025-04-01 00:00:00+00');
insert into mentions (mention_id, watch_id, article_id, version, found_at, is_history, excerpt)
    values ('m1', 'ports', 'a1', 1, '2025-04-22 00:00:00+00', false, 'Port fees rise by 5 percent.');
insert into alerts (alert_id, mention_id, watch_id, story_id, article_id, kind, reason, raised_at, state, settled_at)
    values ('al1', 'm1', 'ports', 'a1', 'a1', 'new', 'first report of this story', '2025-04-22 00:00:00+00',
        'delivered', '2025-04-22 00:01:00+00');
insert into runs (run_id, started_at, ended_at, state)
    values ('r1', '2025-04-22 00:00:00+00', '2025-04-22 00:01:00+00', 'completed');
"""


def make(path: Path, upto: int, rows: str = "") -> None:
    """A database that has gone through the first migrations only, with these rows in it, as that version left it."""
    with duckdb.connect() as db:
        db.execute(f"attach '{path}' as old (block_size {_BLOCK}); use old; set TimeZone = 'UTC'")
        db.execute(schema._LEDGER)
        for one in schema.migrations()[:upto]:
            db.execute(one.sql)
            db.execute(
                "insert into migrations values ($number, $name, $checksum, '2025-04-01 00:00:00+00')",
                {"number": one.number, "name": one.name, "checksum": one.checksum},
            )
        if rows:
            db.execute(rows)
        db.execute("checkpoint old")


def unpack(packed: Path, target: Path) -> None:
    target.write_bytes(gzip.decompress(packed.read_bytes()))


def main(upto: int) -> None:
    target = OLD / f"{__version__}-at-{upto:04}.duckdb.gz"
    with TemporaryDirectory() as folder:
        made = Path(folder) / "old.duckdb"
        make(made, upto, ROWS)
        target.write_bytes(gzip.compress(made.read_bytes(), mtime=0))
    print(f"wrote {target}, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else len(schema.migrations()))
