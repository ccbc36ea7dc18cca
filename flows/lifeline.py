"""A child process that ends at once when the process that started it does, however it ended."""

import fcntl
import os
import sys


def end_with_parent(lifeline: int = 0) -> None:
    """End this process when the other end of the pipe `lifeline` closes, by default standard input.

    The kernel sends SIGIO, whose default is to end the process; no thread, and no lock of Python's, is in the way.
    """
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    if os.read_is_closed(lifeline):
        sys.exit(1)
