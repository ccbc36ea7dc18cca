"""`epi sql`: statements answered as a table, as JSON or as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import Any, Literal

import polars as pl
from rich.box import SIMPLE
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from flows.settings import ConfigurationError, Settings
from transforms.safe_text import csv_text
from warehouse.publish import NAME
from warehouse.session import Answer, Session

Form = Literal["table", "json", "csv"]
PROMPT, MORE = "epi> ", "...> "
_LEAVING = (".quit", ".exit", "quit", "exit")


def open_session(settings: Settings) -> Session:
    """A conversation with what is published; ConfigurationError when nothing is."""
    return Session(published(settings))


def published(settings: Settings) -> Path:
    """Where the published file is; ConfigurationError when there is none yet."""
    path = settings.home / NAME
    if not path.exists():
        raise ConfigurationError(f"{path}: nothing is published yet; run `epi run`")
    return path


def statements(read_line: Callable[[str], str]) -> Iterator[str]:
    """The statements typed, each ended by a semicolon at the end of a line, or by the end of what is typed.

    ``.quit`` ends the conversation; an interrupt forgets what was being typed.
    """
    lines: list[str] = []
    while True:
        try:
            lines.append(read_line(MORE if lines else PROMPT))
        except KeyboardInterrupt:
            lines.clear()
            continue
        except EOFError:
            break
        typed = "\n".join(lines).strip()
        if typed.rstrip(";").lower() in _LEAVING:
            return
        if not typed or typed.endswith(";"):
            lines.clear()
            if typed:
                yield typed
    if typed := "\n".join(lines).strip():
        yield typed


def told(answer: Answer, form: Form, console: Console, limit: int) -> Iterator[str]:
    """The answer in one of the forms, piece by piece as its rows are read.

    A table shows the first ``limit`` rows and counts the others. Reading the rows may raise QueryError.
    """
    if not answer.names:
        return iter(())
    if form == "json":
        return _as_json(answer)
    return _as_csv(answer) if form == "csv" else _as_table(answer, console, limit)


def _as_json(answer: Answer) -> Iterator[str]:
    """One object, a row a line."""
    columns = [{"name": name, "type": kind} for name, kind in zip(answer.names, answer.types, strict=True)]
    yield f'{{"columns": {json.dumps(columns, ensure_ascii=False)},\n"rows": ['
    before = "\n"
    for batch in answer.batches:
        rows = (dict(zip(answer.names, row, strict=True)) for row in batch)
        yield before + ",\n".join(map(_object, rows))
        before = ",\n"
    yield "\n]}\n"


def _object(row: dict[str, Any]) -> str:
    """A row as JSON, which has no word for what a division by zero gives: null."""
    try:
        return json.dumps(row, ensure_ascii=False, default=str, allow_nan=False)
    except ValueError:
        return json.dumps(_finite(row), ensure_ascii=False, default=str)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def _as_csv(answer: Answer) -> Iterator[str]:
    yield _lines([answer.names])
    for batch in answer.batches:
        columns = [_safe(list(column)) for column in zip(*batch, strict=True)]
        yield _lines(zip(*columns, strict=True))


def _lines(rows: Iterable[Iterable[Any]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _safe(values: list[Any]) -> list[Any]:
    """The values of a column as a CSV holds them; a text that a spreadsheet would calculate is quoted."""
    texts = pl.Series([value if isinstance(value, str) else None for value in values], dtype=pl.String)
    safe = pl.select(csv_text(pl.lit(texts))).to_series().to_list() if texts.null_count() < len(texts) else values
    return [
        text if isinstance(value, str) else str(value).lower() if isinstance(value, bool) else value
        for value, text in zip(values, safe, strict=True)
    ]


def _as_table(answer: Answer, console: Console, limit: int) -> Iterator[str]:
    read = (row for batch in answer.batches for row in batch)
    rows = list(islice(read, limit))
    table = Table(box=SIMPLE)
    for number, name in enumerate(answer.names):
        is_number = any(isinstance(row[number], int | float | Decimal) for row in rows[:1])
        table.add_column(Text(name), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    plain = Console(file=io.StringIO(), width=console.width, color_system=None, markup=False)
    with plain.capture() as captured:
        if Measurement.get(plain, plain.options.update(max_width=1_000_000), table).maximum <= plain.width:
            plain.print(table)
        else:
            for row in rows:
                plain.print(_record(answer.names, row))
    yield captured.get()
    if more := sum(1 for _ in read):
        yield f"… and {more:,} rows more\n"


def _record(names: tuple[str, ...], row: tuple[Any, ...]) -> Table:
    """One row, a line a column, where the columns are too many for the width."""
    record = Table(box=SIMPLE, show_header=False)
    record.add_column()
    record.add_column(overflow="fold")
    for name, value in zip(names, row, strict=True):
        record.add_row(Text(name), Text(_cell(value)))
    return record


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    return str(value).lower() if isinstance(value, bool) else str(value)
