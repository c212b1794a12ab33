"""Records come out of the warehouse as they went in, whatever a feed or a page put into them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.store.rows import rows_of, stage

hostile = st.text(st.characters(exclude_categories=())) | st.sampled_from(
    ("'; drop table x; --", '"\\', "관세 협상 🚢", "a\u2028b", "NaN", "null", "", "$name", "{}", "\ufeff", "e\u0301")
)
moments = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.fixture(scope="module")
def memory() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as db:
        db.execute("set TimeZone = 'UTC'")
        yield db


def _storable(text: str) -> str:
    """What of a text can be stored: a lone surrogate is no character."""
    return text.encode("utf-8", "replace").decode()


@given(texts=st.lists(st.tuples(hostile, hostile | st.none(), st.lists(hostile, max_size=3)), max_size=5))
def test_any_text_comes_back_as_it_went_in(
    memory: duckdb.DuckDBPyConnection, texts: list[tuple[str, str | None, list[str]]]
) -> None:
    assert stage(memory, "t", {"a": "VARCHAR", "b": "VARCHAR", "c": "VARCHAR[]"}, texts) == len(texts)
    expected = [(_storable(a), None if b is None else _storable(b), [_storable(one) for one in c]) for a, b, c in texts]
    assert rows_of(memory, "select a, b, c from t") == expected


@given(moment=moments | st.none(), number=st.integers(0, 2**64 - 1), small=st.integers(-(2**31), 2**31 - 1))
def test_times_and_numbers_come_back_as_they_went_in(
    memory: duckdb.DuckDBPyConnection, moment: datetime | None, number: int, small: int
) -> None:
    stage(memory, "t", {"moment": "TIMESTAMPTZ", "n": "UBIGINT", "i": "INTEGER"}, [(moment, number, small)])
    found = rows_of(memory, "select epoch_us(moment), n, i from t")
    micros = None if moment is None else (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    assert found == [(micros, number, small)]


def test_a_row_of_the_wrong_width_is_a_bug_and_raised(memory: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(ValueError, match="shorter"):
        stage(memory, "t", {"a": "VARCHAR", "b": "VARCHAR"}, [("only one",)])


def test_no_rows_make_an_empty_table(memory: duckdb.DuckDBPyConnection) -> None:
    assert stage(memory, "t", {"a": "VARCHAR"}, []) == 0
    assert rows_of(memory, "select * from t") == []
