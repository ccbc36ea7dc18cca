"""All the views and rows that tell of one operation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas import DELIVERED
from warehouse.lineage import Traced, columns_of, follow, traceable
from warehouse.query import open_published


@contextmanager
def traced_operation(path: Path, operation_id: str) -> Iterator[Traced]:
    """The rows of each view that tells of the operation, and all the rows of the tables that they are made of.

    Rows of the tables that name the operation are there whether a view shows them or not. Raises LookupError when no
    table names it.
    """
    with open_published(path) as connection:
        telling = [name for name in traceable() if "operation_id" in columns_of(connection, name)]
        direct = [name for name, table in DELIVERED.items() if "operation_id" in table.stored_columns]
        named, bound = dict.fromkeys(direct, "operation_id = $operation_id"), {"operation_id": operation_id}
        found = follow(connection, dict.fromkeys(telling, bound), DELIVERED, named, bound)
        if not any(found.n_rows[name] for name in direct):
            raise LookupError(f"no row in force names the operation {operation_id}")
        yield found
