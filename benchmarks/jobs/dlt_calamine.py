"""dlt in its best style here: sheets parsed by calamine, rows checked one by one, loaded as Parquet into DuckDB."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dlt
import fastexcel

from benchmarks.jobs.french import HEADER, READ, TABLES, is_good, read_row

_TYPES = {"weekly_hours": "decimal", "working_time_rate": "decimal", "stays_in_digital": "bool"}
_CHUNK = 10_000


def rows(network: Path) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Every row of every sheet: its table, its values with where they stand, whether it is good."""
    for path in sorted(network.glob("*.xlsx")):
        book = fastexcel.read_excel(path.read_bytes())
        for title in book.sheet_names:
            sheet = book.load_sheet(title, header_row=None, skip_rows=0, dtypes="string")
            columns = [column.to_pylist() for column in sheet.to_arrow().columns]
            headings = [column[HEADER] for column in columns]
            for number, cells in enumerate(zip(*(column[HEADER + 1 :] for column in columns), strict=True), HEADER + 2):
                if cells[0] != "Total":
                    row = read_row(TABLES[title], dict(zip(headings, cells, strict=True)))
                    yield TABLES[title], row | {"source": path.name, "row": number}, is_good(TABLES[title], row)


def main(network: Path, out: Path) -> None:
    """One pipeline run, one resource a table, one for the rows set aside."""
    os.environ |= {"NORMALIZE__DATA_WRITER__BUFFER_MAX_ITEMS": str(_CHUNK), "RUNTIME__DLTHUB_TELEMETRY": "false"}
    hints = {table: _hints(table) for table in READ}

    @dlt.source
    def workbooks() -> Any:
        def all_rows() -> Iterator[Any]:
            held: dict[str, list[dict[str, Any]]] = {}
            for table, row, good in rows(network):
                name = table if good else f"quarantine_{table}"
                chunk = held.setdefault(name, [])
                chunk.append(row)
                if len(chunk) >= _CHUNK:
                    yield dlt.mark.with_table_name(held.pop(name), name)
            for name, chunk in held.items():
                yield dlt.mark.with_table_name(chunk, name)

        resource = dlt.resource(all_rows, name="workbooks", write_disposition="append")
        for table, columns in hints.items():
            for name in (table, f"quarantine_{table}"):
                resource.apply_hints(table_name=name, columns=columns, create_table_variant=True)
        return resource

    pipeline = dlt.pipeline(
        "bench", pipelines_dir=str(out / "dlt"), dataset_name="core",
        destination=dlt.destinations.duckdb(str(out / "warehouse.duckdb")),
    )  # fmt: skip
    pipeline.run(workbooks(), loader_file_format="parquet")


def _hints(table: str) -> dict[str, Any]:
    return {name: {"data_type": _TYPES.get(name, _kind(name)), "nullable": True} for name, _ in READ[table].values()}


def _kind(name: str) -> str:
    return "date" if name.endswith("_date") else "decimal" if name.endswith(("_eur", "_rate")) else "text"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
