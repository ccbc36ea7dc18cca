"""The archive of received files: whole, once, and never written again."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.received import Received


@pytest.fixture
def received(tmp_path: Path) -> Received:
    return Received(tmp_path / "received")


def files(received: Received) -> list[Path]:
    return [path for path in received.root.rglob("*") if path.is_file()]


@given(chunks=st.lists(st.binary(max_size=50), max_size=5))
def test_a_file_lies_under_the_sha256_of_its_bytes(
    tmp_path_factory: pytest.TempPathFactory, chunks: list[bytes]
) -> None:
    received = Received(tmp_path_factory.mktemp("received"))
    kept = received.keep(chunks)
    assert kept.path.read_bytes() == b"".join(chunks)
    assert kept.sha256 == hashlib.sha256(b"".join(chunks)).hexdigest()
    assert kept.path == received.root / kept.sha256[:2] / kept.sha256
    assert kept.size == len(b"".join(chunks))


def test_only_its_owner_reads_a_received_file_and_nobody_writes_it(received: Received) -> None:
    kept = received.keep([b"content"])
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o400
    assert stat.S_IMODE(received.root.stat().st_mode) == 0o700


def test_the_same_content_is_kept_once(received: Received, tmp_path: Path) -> None:
    kept = received.keep([b"content"])
    (tmp_path / "again.csv").write_bytes(b"content")
    before = kept.path.stat()
    assert received.keep_file(tmp_path / "again.csv") == kept == received.keep([b"con", b"tent"])
    assert kept.path.stat() == before
    assert files(received) == [kept.path]


def test_a_file_that_breaks_off_leaves_nothing(received: Received) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        received.keep(broken())
    assert files(received) == []


def test_what_a_killed_run_was_receiving_is_cleared(received: Received) -> None:
    child = os.fork()
    if child == 0:

        def killed() -> Iterator[bytes]:
            yield b"half"
            os._exit(0)

        received.keep(killed())
    os.waitpid(child, 0)
    assert len(files(received)) == 1
    received.clear_incoming()
    assert files(received) == []
