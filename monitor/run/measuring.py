"""Measures of the warehouse, as a file that a Prometheus server's node exporter collects."""

from collections.abc import Iterable
from pathlib import Path

from monitor.config import Workspace
from monitor.model import Measure
from monitor.report.metrics import to_prometheus


def write_metrics(workspace: Workspace, measures: Iterable[Measure]) -> str:
    """Write the file that [metrics] textfile names, whole or not at all; returns what went wrong, if anything did."""
    path = workspace.directory / workspace.settings.metrics.textfile
    part = Path(f"{path}.part")  # not *.prom: the collector leaves it alone
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(to_prometheus(measures), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        return f"metrics {path.name} were not written: {error.strerror or error}"
    return ""
