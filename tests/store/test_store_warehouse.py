"""The database file: who may write it, what readers see, and what a broken one says."""

import stat
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from monitor.errors import BusyError, WarehouseError
from monitor.model.steps import Step
from monitor.store.reading import reader
from monitor.store.warehouse import Warehouse, touch


def _insert(one: Warehouse, name: str) -> None:
    with one.transaction() as db:
        db.execute(
            "insert into watches (watch_id, query, is_active, since_at, changed_at) "
            "values ($name, 'query', true, '2025-04-22', '2025-04-22')",
            {"name": name},
        )
        touch(db)


def test_the_run_lock_names_its_holder(warehouse: Warehouse) -> None:
    other = Warehouse(warehouse.path, warehouse.snapshot, 0.1)
    with warehouse.held("process 4711 of kim on desk"), pytest.raises(BusyError, match="4711 of kim"), other.held("me"):
        pass
    with other.held("me"):
        pass


def test_a_database_open_elsewhere_is_busy_and_says_where(warehouse: Warehouse) -> None:
    hold = "import sys, duckdb; db = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", hold, str(warehouse.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        with pytest.raises(BusyError, match=rf"process {child.pid} has it open"), warehouse.session():
            pass
        child.communicate()
    with warehouse.session() as db:
        assert db.execute("select 1").fetchall() == [(1,)]


def test_nobody_can_write_while_a_copy_is_compared_with_the_database(warehouse: Warehouse, tmp_path: Path) -> None:
    _insert(warehouse, "one")
    write = "import sys, duckdb; duckdb.connect(sys.argv[1]).execute('create table theirs as select 1')"
    command = [sys.executable, "-c", write, str(warehouse.path)]
    tries = []

    def try_to_write(step: Step) -> None:
        if step.name == "tables read back" and not tries:  # the file is copied by now, and its handle was in use
            tries.append(subprocess.run(command, capture_output=True, text=True))

    warehouse.back_up(tmp_path / "saved.duckdb", try_to_write)
    assert len(tries) == 1
    assert "Could not set lock" in tries[0].stderr


def test_an_error_within_a_transaction_undoes_it(warehouse: Warehouse) -> None:
    with pytest.raises(ZeroDivisionError), warehouse.transaction() as db:
        db.execute(
            "insert into watches (watch_id, query, is_active, since_at, changed_at) "
            "values ('w', 'q', true, '2025-04-22', '2025-04-22')"
        )
        raise ZeroDivisionError
    with warehouse.session() as db:
        assert db.execute("select count(*) from watches").fetchall() == [(0,)]


def test_the_snapshot_is_published_once_for_each_change(warehouse: Warehouse) -> None:
    _insert(warehouse, "one")
    assert warehouse.publish()
    assert not warehouse.publish()
    _insert(warehouse, "two")
    assert warehouse.publish()
    assert stat.S_IMODE(warehouse.snapshot.stat().st_mode) == 0o444


def test_a_reader_keeps_the_snapshot_it_has_opened(warehouse: Warehouse) -> None:
    _insert(warehouse, "one")
    warehouse.publish()
    with reader(warehouse.snapshot) as db:
        under_way = db.execute("select watches.watch_id, range from watches, range(500_000)")
        assert under_way.fetchone() is not None
        _insert(warehouse, "two")
        assert warehouse.publish()
        rest = under_way.fetchall()
        assert {name for name, _ in rest} == {"one"}
        assert len(rest) == 500_000 - 1
    with reader(warehouse.snapshot) as db:
        assert db.execute("select count(*) from watches").fetchall() == [(2,)]


def test_what_a_killed_publication_left_is_overwritten_by_the_next(warehouse: Warehouse) -> None:
    warehouse.publish()
    before = {path.name for path in warehouse.path.parent.iterdir()}
    warehouse.unpublished.write_bytes(b"half a snapsh")
    _insert(warehouse, "one")
    assert warehouse.publish()
    assert {path.name for path in warehouse.path.parent.iterdir()} == before


def test_a_snapshot_that_cannot_be_read_is_replaced(warehouse: Warehouse) -> None:
    warehouse.snapshot.write_bytes(b"no database at all")
    assert warehouse.publish()
    with reader(warehouse.snapshot) as db:
        assert db.execute("select count(*) from watches").fetchall() == [(0,)]


def test_reading_before_anything_was_published_says_what_to_do(tmp_path: Path) -> None:
    with (
        pytest.raises(WarehouseError, match="nothing has been published yet: run `monitor run` first"),
        reader(tmp_path / "news.snapshot.duckdb"),
    ):
        pass


@pytest.mark.parametrize("size", [0, 3, 5_000, 300_000])
def test_a_truncated_database_is_told_in_one_line(warehouse: Warehouse, size: int) -> None:
    whole = warehouse.path.read_bytes()
    warehouse.path.write_bytes(whole[:size])
    with pytest.raises(WarehouseError) as raised:
        warehouse.prepare()
    assert "\n" not in str(raised.value)
    assert str(warehouse.path) in str(raised.value)


@pytest.mark.parametrize("at", [0, 8, 4096, 20_000, 270_000])
def test_a_damaged_database_is_told_in_one_line_or_works(warehouse: Warehouse, at: int) -> None:
    with warehouse.path.open("r+b") as file:
        file.seek(at)
        file.write(b"\xa5" * 64)
    try:
        warehouse.prepare()
    except WarehouseError as error:
        assert "\n" not in str(error)


def test_a_folder_in_place_of_the_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "news.duckdb").mkdir()
    with pytest.raises(WarehouseError, match="cannot be opened"):
        Warehouse(tmp_path / "news.duckdb", tmp_path / "snapshot", 0.1).prepare()


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "warehouse").write_text("")
    one = Warehouse(tmp_path / "warehouse" / "news.duckdb", tmp_path / "snapshot", 0.1)
    with pytest.raises(WarehouseError, match="cannot be locked"), one.held("me"):
        pass


def test_a_folder_in_place_of_the_database_is_told_with_the_setting_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "news.duckdb").mkdir()
    with pytest.raises(WarehouseError, match=r"Is a directory; \[warehouse\] path of monitor.toml is to name a file"):
        Warehouse(tmp_path / "news.duckdb", tmp_path / "snapshot", 0.1).prepare()


def test_a_database_that_may_not_be_written_is_told(warehouse: Warehouse) -> None:
    with duckdb.connect(warehouse.path) as db:
        db.execute("checkpoint")
    warehouse.path.chmod(0o444)
    if _may_write_anyway(warehouse.path):
        pytest.skip("this user may write to files that nobody may write to")
    with pytest.raises(WarehouseError, match="cannot be"):
        warehouse.prepare()


def _may_write_anyway(path: Path) -> bool:
    try:
        path.open("r+b").close()
    except OSError:
        return False
    return True
