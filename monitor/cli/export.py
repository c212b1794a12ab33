"""`monitor export`: the warehouse in other forms."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from monitor.cli.workspace import DIR, JSON, open_workspace

export = App(name="export", help="The warehouse in other forms.")


@export.command
def parquet(
    folder: Annotated[Path | None, Parameter(help="Where to; else parquet/ in the workspace.")] = None,
    *,
    dir: DIR = None,
    json: JSON = False,
) -> None:
    """Write the published snapshot as Parquet files, a month each; only those whose rows have changed."""
    from monitor.cli.progress import progress
    from monitor.cli.showing import show_json
    from monitor.store.parquet import export as write

    workspace = open_workspace(dir)
    target = (folder or workspace.directory / "parquet").absolute()
    with progress() as observe:
        done = write(workspace.snapshot, target, observe)
    if json:
        show_json({"folder": target, "file_count": done.file_count, "written": done.written})
        return
    for name in done.written:
        print(f"wrote {target / name}")
    print(f"{len(done.written)} of {done.file_count} files written")


@export.command
def duckdb(
    file: Annotated[Path, Parameter(help="Where to; an older file there is replaced at once.")],
    *,
    dir: DIR = None,
) -> None:
    """Write the published snapshot as a file for programs whose DuckDB is older than 2.0."""
    from monitor.store.portable import export as write

    write(open_workspace(dir).snapshot, file.absolute())
    print(f"wrote {file.absolute()}")
