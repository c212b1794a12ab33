"""Compressed bodies, expanded no further than a cap. Pure.

An HTTP client's own decoders expand a whole chunk at once: 64 kB on the wire can be gigabytes in memory.
"""

import zlib

import brotli
import zstandard

ENCODINGS = "gzip, deflate, br, zstd"
_GZIP = b"\x1f\x8b\x08"
_ZSTD_WINDOW = 8 * 1024 * 1024  # all that a content coding may ask for (RFC 9659)


class TooLargeError(ValueError):
    """The expanded body passes the cap; nothing beyond it was expanded."""


class BrokenBodyError(ValueError):
    """The body is not what its Content-Encoding says, or was cut short."""


def unpack(body: bytes, encoding: str, limit: int) -> bytes:
    """The body as it was before Content-Encoding (RFC 9110, 8.4), at most `limit` bytes.

    Raises TooLargeError, and BrokenBodyError for an unknown, damaged or truncated encoding.
    """
    codings = [name.strip().lower() for name in encoding.split(",")]
    codings = [name for name in codings if name not in ("", "identity")]
    if len(codings) > 2:  # nobody needs more, and each one multiplies
        raise BrokenBodyError(f"encoded {len(codings)} times")
    for name in reversed(codings):
        body = _unpack_one(body, name, limit)
    if body.startswith(_GZIP):  # news-sitemap.xml.gz and the like, which no header says are packed
        body = _unpack_one(body, "gzip", limit)
    if len(body) > limit:
        raise TooLargeError(f"more than {limit} bytes")
    return body


def _unpack_one(body: bytes, name: str, limit: int) -> bytes:
    if not body:
        return body
    try:
        match name:
            case "gzip" | "x-gzip":
                expanded = _inflate(body, zlib.MAX_WBITS | 16, limit)
            case "deflate":
                # Named for the zlib format, yet some servers send the bare stream (RFC 9110, 8.4.1.2).
                is_zlib = body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
                expanded = _inflate(body, zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS, limit)
            case "br":
                expanded = _unbrotli(body, limit)
            case "zstd":
                expanded = _unzstd(body, limit)
            case _:
                raise BrokenBodyError(f"unknown encoding {name[:40]!r}")
    except (zlib.error, brotli.error, zstandard.ZstdError) as exc:
        raise BrokenBodyError(f"not {name}") from exc
    if len(expanded) > limit:
        raise TooLargeError(f"more than {limit} bytes")
    return expanded


def _inflate(body: bytes, window: int, limit: int) -> bytes:
    whole = bytearray()
    while True:
        stream = zlib.decompressobj(window)
        whole += stream.decompress(body, limit + 1 - len(whole))
        if len(whole) > limit:
            return bytes(whole)
        if not stream.eof:
            raise BrokenBodyError("cut short")
        body = stream.unused_data
        if not body.startswith(b"\x1f\x8b"):  # else one more gzip member; anything but that is padding
            return bytes(whole)


def _unbrotli(body: bytes, limit: int) -> bytes:
    stream = brotli.Decompressor()
    whole = bytearray(stream.process(body, output_buffer_limit=limit + 1))
    while len(whole) <= limit and not stream.is_finished():
        more = stream.process(b"", output_buffer_limit=limit + 1)
        if not more:
            raise BrokenBodyError("cut short")
        whole += more
    return bytes(whole)


def _unzstd(body: bytes, limit: int) -> bytes:
    engine = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    whole = engine.stream_reader(body).read(limit + 1)
    if len(whole) <= limit:
        # The reader, which alone stops at a cap, takes a cut body for a short one. What is now known to
        # be small enough is asked again in the way that knows where a frame ends.
        stream = engine.decompressobj()
        stream.decompress(body)
        if not stream.eof:
            raise BrokenBodyError("cut short")
    return whole
