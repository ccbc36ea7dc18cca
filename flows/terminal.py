"""What the terminal shows of a night: files, answers, where the warehouse is and a query to paste."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from flows.report import FileLine, NightReport

_STATES = {
    "accepted": "accepted",
    "accepted_with_reservations": "reservations",
    "refused": "REFUSED",
    "unreachable": "UNREACHABLE",
    "left": "LEFT",
}
_IN_FORCE = {"unchanged": "unchanged", "last_good": "the last good one stands", "nothing": "nothing stands"}
QUERY = "SELECT epi_id, contract_id, contract_status, fse_share_eur, exit_reason_label FROM mart.contract_overview"


def show_night(report: NightReport, console: Console) -> None:
    """Print the report for a person."""
    console.print(_files(report))
    console.print()
    for line in report.files:
        if line.reason:
            console.print(f"  {line.epi_id}/{line.source_name}: {line.reason}", style="yellow", highlight=False)
    for note in report.notes:
        console.print(f"Note: {note}", style="yellow", highlight=False)
    if report.answers:
        console.print(_answers(report))
    if report.outcome == "held_back":
        console.print(f"Publication held back: {report.held_because}", style="bold red", highlight=False)
        console.print("The file published before stays. If the change is meant: epi run --accept")
    elif report.outcome == "unchanged":
        console.print("Nothing changed: the published warehouse stands.")
    elif report.outcome == "dry_run":
        console.print("Dry run: nothing was published.")
    if report.page:
        console.print(f"Page:      {report.page}", soft_wrap=True, highlight=False)
    if report.warehouse:
        console.print(f"Warehouse: {report.warehouse}", soft_wrap=True, highlight=False)
        console.print(f'Ask it:    epi sql "{QUERY}"', soft_wrap=True, highlight=False)


def show_status(status: Mapping[str, Any], console: Console) -> None:
    """Print what is published."""
    night = status["night"]
    console.print(
        f"Serving night {status['served']}, as of {night['as_of_date']}: {status['warehouse']}",
        highlight=False,
    )
    table = _table(("EPI", "file", "state", "day (UTC)"), ("accepted", "aside", "€ aside"))
    for row in status["deliveries"]:
        table.add_row(
            row["epi_id"], row["filename"], _STATES[row["state"]] + ("" if row["is_in_force"] else ", not in force"),
            f"{row['received_at']:%Y-%m-%d}", f"{row['n_rows_accepted']:,}", f"{row['n_rows_set_aside']:,}",
            f"{row['set_aside_eur']:,.2f}",
        )  # fmt: skip
    console.print(table)
    console.print(f"\nNights kept: {', '.join(status['kept'])}", highlight=False)


def _files(report: NightReport) -> Table:
    table = _table(("EPI", "file", "state"), ("accepted", "aside", "ignored", "€ aside"))
    table.title, table.title_justify = f"Night {report.run_id}, as of {report.as_of_date}", "left"
    for line in report.files:
        numbers = (line.n_rows_accepted, line.n_rows_set_aside, line.n_rows_ignored)
        table.add_row(
            line.epi_id, line.filename, _state(line),
            *(f"{number:,}" for number in numbers), f"{line.set_aside_eur:,.2f}",
        )  # fmt: skip
    return table


def _table(headings: Sequence[str], counts: Sequence[str]) -> Table:
    """One line a file; where the width is small its name and its state give way, not the EPI and the numbers."""
    table = Table(box=SIMPLE, collapse_padding=True, pad_edge=False, show_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold", no_wrap=heading in ("EPI", "day (UTC)"))
    for heading in counts:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def _state(line: FileLine) -> str:
    stands = _IN_FORCE.get(line.in_force)
    return f"{_STATES[line.state]}, {stands}" if stands else _STATES[line.state]


def _answers(report: NightReport) -> Table:
    table = Table(title="Answers", title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name, value in report.answers.items():
        shown = f"{value:,.2f}" if isinstance(value, Decimal) else "–" if value is None else str(value)
        table.add_row(name, shown)
    return table
