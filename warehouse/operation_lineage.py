"""All the views and rows that tell of one operation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from schemas import DELIVERED
from schemas.provenance import PROVENANCE
from warehouse.lineage import Row, Traced, find_rows, trace_view, traceable, view_columns


def trace_operation(path: Path, operation_id: str) -> tuple[dict[str, list[Row]], Traced]:
    """The rows of each view that tells of the operation, and all the rows of the tables that they are made of.

    Rows of the tables that name the operation are there whether a view shows them or not. Raises LookupError when no
    table names it.
    """
    columns = view_columns(path)
    names = [name for name in traceable() if "operation_id" in columns[name]]
    traced = [trace_view(path, name, {"operation_id": operation_id}) for name in names]
    direct = [name for name, table in DELIVERED.items() if "operation_id" in table.stored_columns]
    named = {name: f"SELECT * FROM core.{name} WHERE operation_id = $operation_id" for name in direct}  # noqa: S608
    own = find_rows(path, named, {"operation_id": operation_id})
    if not any(own.rows.values()):
        raise LookupError(f"no row in force names the operation {operation_id}")
    return {one.view: one.figures for one in traced}, _joined([*traced, own])


def _joined(traced: list[Traced]) -> Traced:
    """The rows, places and deliveries of all, each once, in the order of the files."""
    rows = {
        name: _distinct([row for one in traced for row in one.rows.get(name, [])], PROVENANCE) for name in DELIVERED
    }
    columns = _distinct([row for one in traced for row in one.columns])
    deliveries = _distinct([row for one in traced for row in one.deliveries])
    used = {row["delivery_id"] for found in rows.values() for row in found}
    return replace(
        traced[-1],
        rows={name: found for name, found in rows.items() if found},
        columns=columns,
        deliveries=[row for row in deliveries if row["delivery_id"] in used],
    )


def _distinct(rows: list[Row], key: tuple[str, ...] = ()) -> list[Row]:
    """The rows without repeats, sorted by the key, or by all they hold."""
    by_key = {
        tuple(str(row[name]) if name != "row_number" else row[name] for name in (key or row)): row for row in rows
    }
    return [by_key[one] for one in sorted(by_key, key=lambda parts: [(str(type(part)), part) for part in parts])]
