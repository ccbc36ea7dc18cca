"""The sender's own workbook given back with its faulty cells marked: `annotate`."""

from flows.workbooks.annotate import Annotated, annotate

__all__ = ["Annotated", "annotate"]
