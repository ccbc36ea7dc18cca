"""The floor: every sheet parsed as text, and inserted into DuckDB. Nothing is understood, checked or kept."""

import sys
from pathlib import Path

import duckdb
import fastexcel
import pyarrow as pa


def main(network: Path, out: Path) -> None:
    """One table of text a sheet, one INSERT a table."""
    sheets: dict[int, list[pa.RecordBatch]] = {}
    for path in sorted(network.glob("*.xlsx")):
        book = fastexcel.read_excel(path.read_bytes())
        for index in range(len(book.sheet_names)):
            batch = book.load_sheet(index, header_row=None, skip_rows=0, dtypes="string", eager=True)
            names = [f"c{n}" for n in range(batch.num_columns)]
            sheets.setdefault(index, []).append(pa.RecordBatch.from_arrays(batch.columns, names=names))
    with duckdb.connect(str(out / "warehouse.duckdb")) as connection:
        for index, batches in sheets.items():
            whole = pa.Table.from_batches(batches)
            connection.register("whole", whole)
            connection.execute(f"CREATE TABLE sheet_{index} AS SELECT * FROM whole")  # noqa: S608
            connection.unregister("whole")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
