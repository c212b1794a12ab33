"""Log lines: a fixed sentence and key=value, or a JSON object a line. Pure but for the handler it sets up."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal, TextIO

from monitor.display import visible

_RUN: ContextVar[str] = ContextVar("run_id", default="")


@contextmanager
def of_run(run_id: str) -> Iterator[None]:
    """Have the lines logged within carry the id of a run."""
    token = _RUN.set(run_id)
    try:
        yield
    finally:
        _RUN.reset(token)


def log(logger: logging.Logger, sentence: str, **fields: object) -> None:
    """Say at level INFO that something was done; the fields are told apart in either format."""
    logger.info(sentence, extra={"fields": fields})


def warn(logger: logging.Logger, sentence: str, **fields: object) -> None:
    """Say the same at level WARNING of something that somebody should mend."""
    logger.warning(sentence, extra={"fields": fields})


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = "".join(f" {name}={value}" for name, value in _told(record).items())
        line = visible(f"{_at(record)} {record.levelname.lower()} {record.getMessage()}{fields}")
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {"at": _at(record), "level": record.levelname.lower(), "logger": record.name}
        told |= {"event": record.getMessage(), **_told(record)}
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return visible(json.dumps(told, ensure_ascii=False, default=str))


def _at(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _told(record: logging.LogRecord) -> dict[str, object]:
    run = {"run_id": _RUN.get()} if _RUN.get() else {}
    return {**run, **getattr(record, "fields", {})}


def set_up(form: Literal["text", "json"], level: str, out: TextIO) -> None:
    """Have what `monitor` and `flows` log written to `out`, once, whatever was set up before."""
    handler = logging.StreamHandler(out)
    handler.setFormatter(_Json() if form == "json" else _Lines())
    for name in ("monitor", "flows"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(level.upper())
        logger.propagate = False
