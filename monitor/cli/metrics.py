"""`monitor metrics`: what operations watch, for a look or for a script."""

import sys

from monitor.cli.workspace import DIR, open_workspace


def metrics(*, dir: DIR = None) -> None:
    """Print the measures of the published snapshot in the text format of Prometheus."""
    from monitor import store
    from monitor.report.metrics import to_prometheus
    from monitor.store.measuring import measures

    workspace = open_workspace(dir)
    with store.reader(workspace.snapshot) as db:
        sys.stdout.write(to_prometheus(measures(db)))
