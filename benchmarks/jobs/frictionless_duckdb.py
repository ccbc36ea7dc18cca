"""frictionless for reading (openpyxl below it) in one pass, rows checked one by one, DuckDB to load."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from frictionless import Detector, Dialect, Resource, formats

from benchmarks.jobs.french import HEADER, TABLES, is_good, read_row


def rows(path: Path, title: str, table: str) -> Iterator[tuple[dict[str, Any], bool]]:
    """The rows of one sheet as values, and whether each is good."""
    dialect = Dialect(header_rows=[HEADER + 1], controls=[formats.ExcelControl(sheet=title)])
    detector = Detector(field_type="any")
    with Resource(path=str(path), dialect=dialect, detector=detector) as resource:
        first = resource.header.labels[0]
        for number, row in enumerate(resource.row_stream, HEADER + 2):
            cells = row.to_dict()
            if cells[first] != "Total":
                read = read_row(table, cells)
                yield read | {"source": path.name, "row": number}, is_good(table, read)


def main(network: Path, out: Path) -> None:
    """One INSERT a table and one for what is set aside, at the end."""
    held: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(network.glob("*.xlsx")):
        for title, table in TABLES.items():
            for row, good in rows(path, title, table):
                held.setdefault(table if good else f"quarantine_{table}", []).append(row)
    with duckdb.connect(str(out / "warehouse.duckdb")) as connection:
        for name, found in held.items():
            connection.register("incoming", pa.Table.from_pylist(found))
            connection.execute(f"CREATE TABLE {name} AS FROM incoming")
            connection.unregister("incoming")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
