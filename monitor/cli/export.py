"""`monitor export`: the warehouse in other forms."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from monitor.cli.workspace import DIR, open_workspace

export = App(name="export", help="The warehouse in other forms.")


@export.command
def parquet(
    folder: Annotated[Path | None, Parameter(help="Where to; else parquet/ in the workspace.")] = None,
    *,
    dir: DIR = None,
) -> None:
    """Write the published snapshot as Parquet files, a month each; only those whose rows have changed."""
    from monitor.store.parquet import export as write

    workspace = open_workspace(dir)
    target = (folder or workspace.directory / "parquet").absolute()
    done = write(workspace.snapshot, target)
    for name in done.written:
        print(f"wrote {target / name}")
    print(f"{len(done.written)} of {done.file_count} files written")
