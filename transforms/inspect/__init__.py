"""What a file holds, knowing nothing of who sent it: its tables, and the type of each column by its own evidence."""

from transforms.inspect.file import inspect_file, refuse_file
from transforms.inspect.seen import CellSeen, ColumnSeen, FindingSeen, Inspection, SheetSeen, TableSeen

__all__ = [
    "CellSeen",
    "ColumnSeen",
    "FindingSeen",
    "Inspection",
    "SheetSeen",
    "TableSeen",
    "inspect_file",
    "refuse_file",
]
