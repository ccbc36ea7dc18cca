"""The lock of a night: one holder, and freed however it ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows.lock import LockHeldError, locked

HOLD = """
import sys
from pathlib import Path
from flows.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_night_is_refused_and_told_who_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "home" / "lock"
    with locked(path), pytest.raises(LockHeldError) as caught, locked(path):
        pass
    assert caught.value.holder == str(os.getpid())


def test_a_lock_is_free_again_after_its_block(tmp_path: Path) -> None:
    for _ in range(2):
        with locked(tmp_path / "lock"):
            pass


def test_a_holder_that_is_killed_frees_its_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(LockHeldError, match=f"process {holder.pid}"), locked(path):
            pass
        holder.kill()
        holder.wait()
        with locked(path):
            pass
