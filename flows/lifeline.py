"""A child process that ends at once when the process that started it does, however that ended."""

import fcntl
import os
import select
import signal
import sys


def end_with_parent(*, with_group: bool = False) -> None:
    """End this process when the pipe on its standard input closes, because the parent closed it or ended.

    `with_group` ends its whole process group, which it must lead: its own children too. The kernel sends
    SIGIO, which ends a process by default: no thread and no lock of Python's is in the way.
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    lifeline = sys.stdin.fileno()
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, -os.getpgrp() if with_group else os.getpid())
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)
    poll = select.poll()
    poll.register(lifeline, select.POLLHUP)
    if poll.poll(0):
        sys.exit(1)
