"""A prepared warehouse of its own for each test."""

from pathlib import Path

import pytest
from days import prepared_database

from monitor.store.warehouse import Warehouse


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    (tmp_path / "news.duckdb").write_bytes(prepared_database())
    return Warehouse(tmp_path / "news.duckdb", tmp_path / "news.snapshot.duckdb", 0.2)
