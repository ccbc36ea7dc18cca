"""What was understood of a file, in French, for the person who welcomes a new EPI."""

from __future__ import annotations

from collections import Counter
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from schemas.inspection import CELLS, HEADINGS, NO_HEADING, NO_HEADINGS, REASON, SEPARATORS, TOTAL, UNREAD, VALUES
from schemas.letters import LEFT_OUT
from schemas.rules import RULES
from schemas.wording import (
    COLUMN_TYPES,
    IGNORED,
    NO_TABLE,
    ROW,
    SEVERITIES,
    counted,
    french_euros,
    french_number,
    french_rows,
    place,
    quoted,
)
from transforms.inspect import ColumnSeen, FindingSeen, Inspection, TableSeen

CELLS_SHOWN = 3
_LONGEST_TEXT = 60
_LONGEST_HEADING = 40


def inspection_letter(filename: str, seen: Inspection) -> str:
    """The verdict first, then each sheet with its tables and columns, then what to correct, to verify and to know."""
    tables = [table for sheet in seen.sheets for table in sheet.tables]
    text = _environment().get_template("inspect.txt.j2").render(
        filename=filename, seen=seen, n_tables=len(tables), n_rows=sum(table.n_rows for table in tables),
        separator=SEPARATORS.get(seen.separator or "", quoted(str(seen.separator))), no_table=NO_TABLE,
        severities=SEVERITIES, found={name: [f for f in seen.findings if f.severity == name] for name in SEVERITIES},
    )  # fmt: skip
    return text.rstrip("\n")


def _environment() -> Environment:
    loader = PackageLoader("flows")  # plain text for a terminal: nothing to escape
    environment = Environment(
        loader=loader,
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701
        trim_blocks=True,
        lstrip_blocks=True,
    )
    named = (_heads, _ignored, _described, _place, _quoted, _advice)
    filters: dict[str, Any] = {function.__name__.removeprefix("_"): function for function in named}
    environment.filters |= filters | {"lines": french_rows}
    return environment


def _heads(table: TableSeen) -> str:
    rows = table.header_rows
    if not rows:
        return NO_HEADINGS
    return HEADINGS[len(rows) > 1].format(first=rows[0], last=rows[-1])


def _ignored(table: TableSeen) -> str:
    """How many rows are left out, and for which reasons; the headings are told elsewhere."""
    counts = Counter(why for _, why in table.ignored_rows if why != "header")
    if not counts:
        return ""
    reasons = ", ".join(REASON.format(why=IGNORED[why], n=n) for why, n in counts.most_common())
    return f", {counted(counts.total(), LEFT_OUT)} ({reasons})"


def _described(column: ColumnSeen) -> str:
    heading = column.heading or NO_HEADING
    parts = [f"{column.column:<3}{_short(heading, _LONGEST_HEADING):<{_LONGEST_HEADING}}  {COLUMN_TYPES[column.type]}"]
    if column.n_values:
        parts.append(counted(column.n_values, VALUES, french_number(column.n_values)))
    if column.n_unread:
        parts.append(counted(column.n_unread, UNREAD, french_number(column.n_unread)))
    if column.sum is not None:
        total = french_euros(column.sum) if column.type == "eur" else french_number(column.sum)
        parts.append(TOTAL.format(total))
    return ", ".join(parts)


def _place(finding: FindingSeen) -> str:
    where = finding.column or (ROW.format(finding.row) if finding.row else "")
    if finding.n_cells == 1:
        where = finding.cells[0].cell
    told = place(finding.sheet, where)
    return f"{told} {quoted(_short(finding.heading, _LONGEST_HEADING))}" if finding.heading else told


def _quoted(finding: FindingSeen) -> str:
    if finding.n_cells == 1:
        return _value(finding.cells[0].value)
    shown = finding.cells[:CELLS_SHOWN]
    cells = ", ".join(f"{cell.cell} {_value(cell.value)}".rstrip() for cell in shown)
    more = ", …" if finding.n_cells > len(shown) else ""
    return CELLS.format(n=french_number(finding.n_cells), cells=cells + more)


def _value(text: str | None) -> str:
    return "" if text is None else quoted(_short(text, _LONGEST_TEXT))


def _short(text: str, longest: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= longest else words[: longest - 1] + "…"


def _advice(finding: FindingSeen) -> str:
    rule = RULES[finding.code]
    return f"{finding.message} {rule.fix} [{finding.code}]"
