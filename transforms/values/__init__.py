"""French text → typed values: one column of a whole batch of files at a time, every kind by the same way."""

from transforms.values.kinds import KINDS, parse
from transforms.values.spec import Parsed, ValueSpec

__all__ = ["KINDS", "Parsed", "ValueSpec", "parse"]
