"""`epi sql`: statements answered as a table, as JSON or as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
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
    """The statements typed, each ended by a semicolon at the end of a line, or by the end of what is typed."""
    lines: list[str] = []
    while True:
        try:
            lines.append(read_line(MORE if lines else PROMPT))
        except EOFError:
            break
        typed = "\n".join(lines).strip()
        if not typed or typed.endswith(";"):
            lines.clear()
            if typed:
                yield typed
    if typed := "\n".join(lines).strip():
        yield typed


def told(answer: Answer, form: Form, console: Console, limit: int) -> str:
    """The answer in one of the forms; a table shows the first ``limit`` rows and counts the others."""
    if not answer.names:
        return ""
    if form == "json":
        return _as_json(answer)
    return _as_csv(answer) if form == "csv" else _as_table(answer, console, limit)


def _as_json(answer: Answer) -> str:
    columns = [{"name": name, "type": kind} for name, kind in zip(answer.names, answer.types, strict=True)]
    rows = [dict(zip(answer.names, row, strict=True)) for row in answer.rows]
    return json.dumps({"columns": columns, "rows": rows}, ensure_ascii=False, indent=2, default=str) + "\n"


def _as_csv(answer: Answer) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.names)
    columns = [_safe(list(column)) for column in zip(*answer.rows, strict=True)]
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue()


def _safe(values: list[Any]) -> list[Any]:
    """The values of a column as a CSV holds them; a text that a spreadsheet would calculate is quoted."""
    if any(isinstance(value, str) for value in values):
        return (
            pl.DataFrame({"text": pl.Series(values, dtype=pl.String)})
            .select(csv_text(pl.col("text")))
            .to_series()
            .to_list()
        )
    return [str(value).lower() if isinstance(value, bool) else value for value in values]


def _as_table(answer: Answer, console: Console, limit: int) -> str:
    rows = answer.rows[:limit]
    table = Table(box=SIMPLE)
    for number, name in enumerate(answer.names):
        is_number = any(isinstance(row[number], int | float | Decimal) for row in rows[:1])
        table.add_column(Text(name), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    with console.capture() as captured:
        if Measurement.get(console, console.options.update(max_width=1_000_000), table).maximum <= console.width:
            console.print(table)
        else:
            for row in rows:
                console.print(_record(answer.names, row))
    more = len(answer.rows) - len(rows)
    return captured.get() + (f"… and {more:,} rows more\n" if more else "")


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
