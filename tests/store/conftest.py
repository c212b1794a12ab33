"""A prepared warehouse of its own for each test."""

from pathlib import Path

import pytest

from monitor.store.warehouse import Warehouse


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    one = Warehouse(tmp_path / "news.duckdb", tmp_path / "news.snapshot.duckdb", 0.2)
    one.prepare()
    return one
