"""Every deliberate error, and whether it is worth trying again.

    MonitorError                 subject: the url, feed, file or watch at fault; reason: why, in words
    |-- UnreachableError  (T)    the network or the other side failed; it may answer later
    |   `-- DeferredError (T)    the host asked us to wait; nothing was sent, and `wait` says how long
    |-- RefusedError             the other side will not answer, however often we ask
    |-- BusyError         (T)    somebody else holds the warehouse
    |-- FeedError                the bytes are no feed at all
    |-- PageError                the page cannot be read as an article
    |   `-- WorkerLostError (T)  the process that read it died
    |-- QueryError               a watch or search cannot be understood; has line and column
    |-- ConfigError              one or more faults in the workspace's files; has them all
    |-- WarehouseError           the database is damaged, of a newer version, or its disk is full
    |-- DeliveryError     (T)    a channel did not accept a message
    `-- UnbalancedError          a run lost count of an item: a bug in the monitor itself

(T) marks `Transient`.
"""

from collections.abc import Sequence
from datetime import timedelta


class Transient:
    """Mixed into errors worth trying again; the only thing retry code looks at."""


class MonitorError(Exception):
    """Base of every deliberate error; `subject` is the url, feed, file or watch at fault."""

    def __init__(self, subject: str, reason: str) -> None:
        super().__init__(subject, reason)
        self.subject, self.reason = subject, reason

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}"


class UnreachableError(MonitorError, Transient):
    """It may answer later."""


class DeferredError(UnreachableError):
    """The host has asked us to wait, so nothing was sent; `wait` is what is left of it."""

    def __init__(self, subject: str, reason: str, wait: timedelta) -> None:
        super().__init__(subject, reason)
        self.args = (subject, reason, wait)
        self.wait = wait


class RefusedError(MonitorError):
    """It will not answer, however often we ask."""


class BusyError(MonitorError, Transient):
    """Somebody else holds the warehouse; the reason names the holder."""


class FeedError(MonitorError):
    """The bytes are no feed at all."""


class PageError(MonitorError):
    """The page cannot be read as an article."""


class WorkerLostError(PageError, Transient):
    """The process that read the page died; the page may be innocent."""


class QueryError(MonitorError):
    """A query cannot be understood. `line` and `column` count from 1; `str()` shows a caret."""

    def __init__(self, query: str, reason: str, line: int, column: int) -> None:
        super().__init__(query, reason)
        self.args = (query, reason, line, column)
        self.line, self.column = line, column

    def __str__(self) -> str:
        shown = self.subject.splitlines()[self.line - 1] if self.subject.strip() else ""
        return f"{self.reason}\n  {shown}\n  {' ' * (self.column - 1)}^"


class ConfigError(MonitorError):
    """Faults in the workspace's files: `faults` has one line each, with file and line number."""

    def __init__(self, subject: str, faults: Sequence[str]) -> None:
        super().__init__(subject, "\n".join(faults))
        self.args = (subject, tuple(faults))
        self.faults = tuple(faults)


class WarehouseError(MonitorError):
    """The database is damaged, of a newer version, or its disk is full."""


class DeliveryError(MonitorError, Transient):
    """A channel did not accept a message."""


class UnbalancedError(MonitorError):
    """A run lost count of an item: seen is not the sum of outcomes."""
