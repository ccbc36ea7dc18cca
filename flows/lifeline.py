"""A child process that ends at once when the process that started it does, however that ended."""

import fcntl
import os
import select
import signal
import sys


def end_with_parent(lifeline: int = 0) -> None:
    """End this process when the other end of the pipe `lifeline` closes; by default standard input.

    The kernel sends SIGIO, which ends the process by default: no thread, no lock of Python's is in the way.
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    poll = select.poll()
    poll.register(lifeline, select.POLLHUP)
    if poll.poll(0):
        sys.exit(1)
