"""Who may open the page: accounts, sessions and failed logins, in a SQLite file beside the warehouse.

SQLite, since many threads write here at any time, while the warehouse has one writer. A session's token is kept as
its hash only: who reads the file cannot log in with it.
"""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from monitor.errors import RefusedError, WarehouseError

_SCHEMA = """
create table if not exists accounts (name text primary key, hash text not null, created_at text not null);
create table if not exists sessions (
    token_hash text primary key, name text not null references accounts (name) on delete cascade,
    expires_at text not null
);
create table if not exists failures (subject text not null, failed_at text not null);
create index if not exists failures_by_subject on failures (subject, failed_at);
create table if not exists secrets (name text primary key, value blob not null);
"""
FAILURES, WITHIN = 5, timedelta(minutes=15)  # so many failed logins lock, until the oldest of them is so old


class Accounts:
    """The file at `path`, made when something is first written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, name: str, password_hash: str, now: datetime) -> None:
        """An account, or a new password for it, which ends its sessions."""
        with self._writing() as db:
            db.execute("delete from sessions where name = ?", (name,))
            db.execute(
                "insert into accounts values (?, ?, ?) on conflict (name) do update set hash = excluded.hash",
                (name, password_hash, _written(now)),
            )

    def remove(self, name: str) -> None:
        """Raises RefusedError where there is no such account."""
        with self._writing() as db:
            if not db.execute("delete from accounts where name = ?", (name,)).rowcount:
                raise RefusedError(name, "no such account")

    def names(self) -> tuple[str, ...]:
        """All accounts; none where the file is not there yet."""
        if not self.path.exists():
            return ()
        with self._writing() as db:
            return tuple(name for (name,) in db.execute("select name from accounts order by name"))

    def hash_of(self, name: str) -> str | None:
        with self._writing() as db:
            found = db.execute("select hash from accounts where name = ?", (name,)).fetchone()
        return found[0] if found else None

    def open_session(self, name: str, now: datetime, lasts: timedelta) -> str:
        """A new session's token, drawn here: one that a browser brings along is never taken."""
        token = secrets.token_urlsafe(32)
        with self._writing() as db:
            db.execute("delete from sessions where expires_at <= ?", (_written(now),))
            db.execute("insert into sessions values (?, ?, ?)", (_hashed(token), name, _written(now + lasts)))
        return token

    def user_of(self, token: str, now: datetime) -> str | None:
        """Whose session a token is, if it is one and has not ended."""
        with self._writing() as db:
            found = db.execute(
                "select name from sessions where token_hash = ? and expires_at > ?", (_hashed(token), _written(now))
            ).fetchone()
        return found[0] if found else None

    def close_session(self, token: str) -> None:
        with self._writing() as db:
            db.execute("delete from sessions where token_hash = ?", (_hashed(token),))

    def failed(self, subject: str, now: datetime) -> None:
        """Remember that a login of a subject (an account from an address) failed."""
        with self._writing() as db:
            db.execute("delete from failures where failed_at <= ?", (_written(now - WITHIN),))
            db.execute("insert into failures values (?, ?)", (subject, _written(now)))

    def locked_until(self, subject: str, now: datetime, most: int = FAILURES) -> datetime | None:
        """When a subject may try again; None: now."""
        with self._writing() as db:
            found = db.execute(
                "select failed_at from failures where subject = ? and failed_at > ? order by failed_at desc limit ?",
                (subject, _written(now - WITHIN), most),
            ).fetchall()
        return datetime.fromisoformat(found[-1][0]) + WITHIN if len(found) == most else None

    def secret(self, name: str) -> bytes:
        """32 bytes that stay the same, drawn when first asked for."""
        with self._writing() as db:
            db.execute("insert or ignore into secrets values (?, ?)", (name, secrets.token_bytes(32)))
            found: bytes = db.execute("select value from secrets where name = ?", (name,)).fetchone()[0]
        return found

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction. Raises WarehouseError where the file cannot be used."""
        try:
            is_new = not self.path.exists()
            with closing(sqlite3.connect(self.path, timeout=10)) as db:
                if is_new:
                    self.path.chmod(0o600)
                db.execute("pragma foreign_keys = on")
                db.executescript(_SCHEMA)
                with db:
                    yield db
        except (sqlite3.Error, OSError) as exc:
            raise WarehouseError(str(self.path), f"cannot be used: {exc}") from exc


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
