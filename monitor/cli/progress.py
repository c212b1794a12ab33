"""How far long work is, for a person at a terminal."""

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.model.steps import Observer, Step


@contextmanager
def progress() -> "Iterator[Observer]":
    """A bar for each kind of step that comes in parts, with its count and the time left, on standard error.

    Nothing where that is no terminal.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bars:
        shown: dict[str, TaskID] = {}

        def observe(step: "Step") -> None:
            if step.total:
                if step.name not in shown:
                    shown[step.name] = bars.add_task(step.name, total=step.total)
                bars.update(shown[step.name], completed=step.done, total=step.total)

        yield observe
