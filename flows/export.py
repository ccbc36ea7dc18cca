"""`epi export`: tables and views of the published file as Parquet, CSV or workbooks."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Literal

import polars as pl
import polars.selectors as cs
import pyarrow.parquet as pq

from flows.export_workbook import LONGEST, write_workbook
from flows.settings import ConfigurationError
from transforms.safe_text import csv_text
from warehouse.durable import sync
from warehouse.session import Session

Format = Literal["parquet", "csv", "xlsx"]
FORMATS_OF_A_LIST: tuple[Format, ...] = ("csv", "xlsx")
_DAY, _TIME = "%d/%m/%Y", "%d/%m/%Y %H:%M:%S"


def chosen(session: Session, names: Iterable[str]) -> list[str]:
    """The tables and views asked for, with their schema (``mart`` where none is given); by default all of ``mart``.

    ConfigurationError names one that is not there.
    """
    known = session.relations()
    asked = [name if "." in name else f"mart.{name}" for name in names]
    for name in asked:
        if name not in known:
            raise ConfigurationError(f"{name}: no such table or view; `epi dictionary` lists them")
    return list(dict.fromkeys(asked)) or [name for name in known if name.startswith("mart.")]


def files_of(name: str, form: Format) -> list[str]:
    """The names of the files that a table or view is written to."""
    return [f"{name}.csv", f"{name}_excel.csv"] if form == "csv" else [f"{name}.{form}"]


def export(session: Session, names: Iterable[str], folder: Path, form: Format) -> list[Path]:
    """Write each table or view to the folder, whole files only; where they are.

    The CSV comes twice: for machines, and for Excel in French. ConfigurationError when a workbook cannot hold it.
    """
    made: list[Path] = []
    columns = session.relations()
    for name in names:
        if form == "xlsx":
            _fits_a_sheet(session, name)
        made += write_table(session.frames(name), name, columns[name], folder, form)
    return made


def write_table(
    frames: Iterator[pl.DataFrame],
    name: str,
    comments: Mapping[str, str],
    folder: Path,
    form: Format,
    mode: int | None = None,
) -> list[Path]:
    """Write the rows to the folder under a name, whole files only, of that mode where one is given; where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    with tempfile.TemporaryDirectory(dir=folder, prefix=".export-") as work:
        paths = [Path(work) / file for file in files_of(name, form)]
        if form == "parquet":
            _write_parquet(frames, paths[0])
        elif form == "csv":
            _write_csv(frames, *paths)
        else:
            write_workbook(frames, name, comments, paths[0])
        for path in paths:
            if mode is not None:
                path.chmod(mode)
            sync(path)
            made.append(path.replace(folder / path.name))
    return made


def _write_parquet(frames: Iterator[pl.DataFrame], path: Path) -> None:
    first = next(frames).to_arrow()
    with pq.ParquetWriter(path, first.schema, compression="zstd") as writer:
        writer.write_table(first)
        for frame in frames:
            writer.write_table(frame.to_arrow().cast(first.schema))


def _write_csv(frames: Iterator[pl.DataFrame], plain: Path, excel: Path) -> None:
    with plain.open("wb") as for_machines, excel.open("wb") as for_excel:
        for number, frame in enumerate(frames):
            write_machine_csv(frame, for_machines, header=number == 0)
            _write_excel_csv(frame, for_excel, header=number == 0)


def write_machine_csv(frame: pl.DataFrame, out: BinaryIO, *, header: bool = True) -> None:
    """UTF-8, commas, decimal points, ISO dates; a text that a spreadsheet would calculate begins with an apostrophe."""
    frame.with_columns(csv_text(cs.string())).write_csv(out, include_header=header)


def _write_excel_csv(frame: pl.DataFrame, out: BinaryIO, *, header: bool) -> None:
    """With a byte order mark, semicolons, decimal commas, dates as people write them, VRAI and FAUX."""
    numbers = (cs.decimal() | cs.float()).cast(pl.String).str.replace(".", ",", literal=True)
    words = [pl.col(name).replace_strict({True: "VRAI", False: "FAUX"}) for name in frame.select(cs.boolean()).columns]
    frame = frame.with_columns(csv_text(cs.string()), numbers, *words)
    frame.write_csv(
        out, include_header=header, include_bom=header, separator=";", date_format=_DAY, datetime_format=_TIME,
        line_terminator="\r\n",
    )  # fmt: skip


def _fits_a_sheet(session: Session, name: str) -> None:
    n_rows = session.ask(f"SELECT count(*) FROM {name}").rows[0][0]  # noqa: S608
    if n_rows > LONGEST:
        raise ConfigurationError(
            f"{name}: {n_rows:,} rows, and a sheet holds {LONGEST:,}; take --format parquet or csv"
        )
