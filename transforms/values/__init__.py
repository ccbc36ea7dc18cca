"""French text → typed values: one column of a whole batch of files at a time, every kind by the same way."""

# from transforms.values.parse import parse
from transforms.values.spec import Parsed, ValueSpec

__all__ = ["Parsed", "ValueSpec", "parse"]
