"""The rim: everything that touches files, networks, processes and people.

What a run imports are objects that live as long as its process: Python looks less often for cycles among them, and no
last time when the process ends.
"""

import atexit
import gc

gc.set_threshold(20_000, 20, 20)
atexit.register(gc.freeze)
