import gzip
import tracemalloc
import zlib
from contextlib import suppress

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.collect.unpack import BrokenBodyError, TooLargeError, unpack

TEXT = "관세 협상 tariff talks ".encode() * 500


def _raw_deflate(body):
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(body) + stream.flush()


PACKERS = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "raw deflate": _raw_deflate,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}


@pytest.mark.parametrize("name", PACKERS)
def test_every_encoding_we_ask_for_is_read(name):
    assert unpack(PACKERS[name](TEXT), name.split()[-1], len(TEXT)) == TEXT


def test_two_encodings_and_two_members_are_read():
    assert unpack(brotli.compress(gzip.compress(TEXT)), "gzip, br", len(TEXT)) == TEXT
    assert unpack(gzip.compress(TEXT) + gzip.compress(TEXT), "gzip", 2 * len(TEXT)) == TEXT * 2
    assert unpack(TEXT, "", len(TEXT)) == unpack(TEXT, "identity", len(TEXT)) == TEXT


@pytest.mark.parametrize("name", PACKERS)
def test_a_bomb_is_refused_at_the_cap_and_not_in_memory(name):
    bomb = PACKERS[name](bytes(20_000_000))
    tracemalloc.start()
    with pytest.raises(TooLargeError):
        unpack(bomb, name.split()[-1], 100_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.parametrize("name", PACKERS)
def test_a_body_cut_short_is_said_to_be_broken(name):
    body = PACKERS[name](TEXT)
    with pytest.raises(BrokenBodyError):
        unpack(body[: len(body) // 2], name.split()[-1], len(TEXT))


@settings(deadline=None)
@given(
    body=st.binary(min_size=1, max_size=200),
    name=st.sampled_from(["gzip", "deflate", "br", "zstd", "x", "br,br,br"]),
)
def test_any_bytes_are_read_or_refused_by_name(body, name):
    with suppress(BrokenBodyError, TooLargeError):
        assert len(unpack(body, name, 1000)) <= 1000
