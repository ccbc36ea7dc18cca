"""The body of an answer that a server packed, though it was asked not to."""

import zlib
from collections.abc import Iterable, Iterator

import requests

_CHUNK = 1 << 16
_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS


class BrokenBodyError(ValueError):
    """A packed body that stops before its end, or that is none."""


def body(response: requests.Response) -> Iterator[bytes]:
    """The body in pieces, unpacked. Raises BrokenBodyError: of gzip and deflate, urllib3 does not tell a missing end.

    Any other packing is left to urllib3.
    """
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding not in ("gzip", "x-gzip", "deflate"):
        return response.iter_content(_CHUNK)
    response.raw.headers.discard("Content-Encoding")  # so that the pieces come as they were sent
    return _unpacked(response.iter_content(_CHUNK), is_gzip=encoding != "deflate")


def _unpacked(pieces: Iterable[bytes], *, is_gzip: bool) -> Iterator[bytes]:
    """One stream, or of gzip several in a row; what follows the last and begins none is left out, as gzip does."""
    stream = None
    try:
        for piece in pieces:
            rest = piece
            while rest:
                if stream is None or stream.eof:
                    if stream is not None and not (is_gzip and rest.startswith(b"\x1f")):
                        return
                    stream = zlib.decompressobj(_GZIP if is_gzip else _ZLIB if rest[0] & 15 == 8 else _RAW)
                yield stream.decompress(rest, _CHUNK)
                rest = stream.unused_data if stream.eof else stream.unconsumed_tail
        if stream is not None:
            yield stream.flush()
    except zlib.error:
        raise BrokenBodyError("a packed body that is none") from None
    if stream is not None and not stream.eof:
        raise BrokenBodyError("a packed body without its end")
