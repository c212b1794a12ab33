"""The snapshot as a file for an older DuckDB, opened by DuckDB's own command as warehouse/README.md tells."""

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from commands import run_here
from days import TwoDays, rows

from monitor.errors import WarehouseError
from monitor.store.portable import export

README = Path(__file__).parents[2] / "warehouse" / "README.md"
COMMAND = Path(sys.executable).with_name("duckdb")


def ask(file: Path, question: str) -> list[list[str]]:
    done = subprocess.run([COMMAND, "-readonly", "-csv", file, question], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{question}: {done.stderr}"
    return list(csv.reader(done.stdout.splitlines()))[1:]


@pytest.fixture(scope="module")
def portable(two_days: TwoDays, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("another's") / "news.duckdb"
    export(two_days.workspace.snapshot, file)
    return file


def test_the_recipe_of_the_readme_prints_stories(two_days: TwoDays, tmp_path: Path) -> None:
    recipe = README.read_text("utf-8").partition("## Other programs")[2].partition("```sh\n")[2].partition("```")[0]
    script = recipe.replace("--dir trade", f"--dir '{two_days.workspace.directory}'")
    environ = {"PATH": f"{COMMAND.parent}:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(tmp_path)}
    done = subprocess.run(
        ["/bin/sh", "-ec", script], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "story_id" in done.stdout
    assert "10 rows" in done.stdout


def test_every_table_and_view_answers_the_command_of_duckdb_as_the_snapshot_does(
    two_days: TwoDays, portable: Path
) -> None:
    snapshot = two_days.workspace.snapshot
    names = [name for (name,) in rows(snapshot, "select table_name from information_schema.tables order by all")]
    assert {"articles", "mentions", "stories", "story_links", "watch_daily"} <= set(names)
    together = " union all ".join(f"select '{name}', count(*) from {name}" for name in names)
    assert ask(portable, together) == [[name, str(count)] for name, count in rows(snapshot, together)]
    for macro in ("search('tariff', '2025-04-01')", "mentions_between('2025-04-01')"):
        assert ask(portable, f"select count(*) from {macro}") == [
            [str(count)] for (count,) in rows(snapshot, f"select count(*) from {macro}")
        ]
    described = "select count(*) from duckdb_columns() where not internal and comment is not null"
    assert ask(portable, described) == [[str(rows(snapshot, described)[0][0])]]


def test_the_copy_replaces_an_older_one_and_never_the_snapshot(two_days: TwoDays, tmp_path: Path) -> None:
    snapshot, file = tmp_path / "snapshot.duckdb", tmp_path / "news.duckdb"
    shutil.copy(two_days.workspace.snapshot, snapshot)
    file.write_bytes(b"what was there before")
    export(snapshot, file)
    with duckdb.connect(file, read_only=True) as db:
        assert db.execute("select count(*) from articles").fetchone() == (99,)
    with pytest.raises(WarehouseError, match="the snapshot itself"):
        export(snapshot, snapshot)
    with pytest.raises(WarehouseError, match="monitor run"):
        export(tmp_path / "none.duckdb", file)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["news.duckdb", "snapshot.duckdb"]


def test_a_place_that_cannot_be_written_is_told_and_keeps_nothing(two_days: TwoDays, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = run_here("export", "duckdb", str(tmp_path / "file" / "x.duckdb"), "--dir", str(two_days.workspace.directory))
    assert (told.returncode, "cannot be written" in told.stderr) == (1, True)
    (tmp_path / "taken").mkdir()
    with pytest.raises(WarehouseError, match="cannot be written"):
        export(two_days.workspace.snapshot, tmp_path / "taken")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "taken"]
