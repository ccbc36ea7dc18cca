"""Files that a server packs, though it was asked not to: unpacked whole, or not come at all."""

import gzip
import zlib
from pathlib import Path

import pytest

from flows.received import Received
from flows.sources.call import Call
from flows.sources.errors import SourceError
from flows.sources.fetched import Limits
from flows.sources.http import fetch
from tests.flows.web import Answer, Web

QUICK = Limits(seconds=5, attempts=2, backoff_seconds=0.001, max_bytes=1000)
CONTENT = b"contrat;debut\n" + b"".join(b"C-%d;01/09/2015\n" % n for n in range(50))
PACKED = {
    "gzip": gzip.compress(CONTENT),
    "x-gzip": gzip.compress(CONTENT[:9]) + gzip.compress(CONTENT[9:]),
    "deflate": zlib.compress(CONTENT),
    "Deflate": zlib.compress(CONTENT, wbits=-zlib.MAX_WBITS),
}


@pytest.fixture
def received(tmp_path: Path) -> Received:
    return Received(tmp_path / "received")


def packed(encoding: str, body: bytes, *, framed: bool) -> Answer:
    """A packed answer; not framed, the end of the connection alone says where it ends."""
    length = f"Content-Length: {len(body)}\r\n" if framed else ""
    return Answer(raw=f"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\n{length}\r\n".encode() + body)


def code(web: Web, received: Received, answer: Answer) -> str:
    with pytest.raises(SourceError) as caught:
        fetch(Call(web.says("/packed.csv", answer)), received, QUICK)
    assert list(received.root.glob("*/*")) == [], "nothing is left of a file that did not come whole"
    return caught.value.code


@pytest.mark.parametrize("framed", [True, False])
@pytest.mark.parametrize("encoding", PACKED)
def test_a_packed_file_that_stops_early_has_not_come(
    web: Web, received: Received, encoding: str, *, framed: bool
) -> None:
    whole = PACKED[encoding]
    for cut in (1, 2, 12, len(whole) - 9, len(whole) - 1):
        assert code(web, received, packed(encoding, whole[:cut], framed=framed)) == "FICHIER-41"


@pytest.mark.parametrize("framed", [True, False])
@pytest.mark.parametrize("encoding", PACKED)
def test_a_packed_file_is_unpacked_whole_once_it_comes(
    web: Web, received: Received, encoding: str, *, framed: bool
) -> None:
    whole = PACKED[encoding]
    url = web.says(
        "/packed.csv", packed(encoding, whole[:-1], framed=framed), packed(encoding, whole + bytes(8), framed=framed)
    )
    assert fetch(Call(url), received, QUICK).kept.path.read_bytes() == CONTENT


def test_what_is_not_packed_or_grows_too_large_is_refused(web: Web, received: Received) -> None:
    assert code(web, received, packed("gzip", CONTENT, framed=True)) == "FICHIER-41"
    assert code(web, received, packed("gzip", gzip.compress(bytes(10**7)), framed=True)) == "FICHIER-43"
