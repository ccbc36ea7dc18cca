"""The morning page: one French HTML file a night, with all that it shows inside."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.board import PERIODS_SHOWN, grids, legend, mark, short
from flows.explanation_folder import explanation_folder
from flows.night import Night
from flows.report import FileLine, NightReport
from schemas import TABLES
from schemas.letters import FIGURES, LAST_GOOD, NO_FILE
from schemas.wording import CAUSES, MONTHS, STATES, french_euros, french_period, french_share, told_apart
from transforms.visible import visible
from warehouse.board import Cell
from warehouse.durable import write_whole
from warehouse.explain import Explanation, explain
from warehouse.manifest import Manifest
from warehouse.morning import Morning, exits_between
from warehouse.publish import NAME
from warehouse.store import Store

DUE_SHOWN = 200
LATE_SHOWN = 20


@dataclass(frozen=True)
class Move:
    """What moved of one figure since the night before: before, after, and its causes."""

    title: str
    is_eur: bool
    before: Any
    after: Any
    causes: tuple[tuple[str, Any], ...]


def write_page(
    night: Night, report: NightReport, before: Manifest | None, morning: Morning, cells: Sequence[Cell]
) -> Path:
    """Write the page of the night below `pages/`; ``cells`` are those of the board."""
    folder = night.settings.home / "pages"
    folder.mkdir(exist_ok=True, mode=0o700)
    page = folder / f"{night.paris_date:%Y-%m-%d}.html"
    write_whole(page, page_html(night, report, _moves(night, report, before), morning, cells))
    return page


def page_html(night: Night, report: NightReport, moves: Sequence[Move], morning: Morning, cells: Sequence[Cell]) -> str:
    """The page, of what is published and of what the night did."""
    missing = sorted((cell for cell in cells if cell.is_missing), key=lambda cell: (cell.due_date, cell.epi_name))
    late = sorted(Counter(cell.epi_name for cell in missing if cell.late_days).items())
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            network=night.configuration.network.name, night=night.paris_date, report=report,
            names=told_apart({epi.id: epi.name for epi in night.configuration.epis}), moves=moves,
            news=[line for line in report.files if line.is_news], n_files=len(report.files),
            grids=[grid.last(PERIODS_SHOWN) for grid in grids(cells)], legend=legend(cells),
            missing=missing[:DUE_SHOWN], n_missing=len(missing), late=late[:LATE_SHOWN], n_late=len(late),
            months=morning.running_contracts,
            operations=morning.operation_spending, exits=morning.exits_by_category, letters=report.letters,
        )
    )  # fmt: skip


def _moves(night: Night, report: NightReport, before: Manifest | None) -> list[Move]:
    """Why the figures moved since the night published before, cause by cause; none when nothing was published."""
    if before is None or report.outcome != "published":
        return []
    store = Store(night.settings.home / "store")
    now = store.journal.manifest(report.run_id)
    if now is None or (before.in_force == now.in_force and not _time_moves(night, before)):
        return []
    with explanation_folder(night.settings.home) as folder:
        [told] = explain(store, ["mart.answers"], before, now, None, folder, night.settings.build_memory_mb)
    return list(_told(told))


def _time_moves(night: Night, before: Manifest) -> bool:
    """Whether a figure of the page moves between the two days, of the same files."""
    day = dt.date.fromisoformat(before.as_of_date)
    return day != night.as_of_date and exits_between(night.settings.home / NAME, day, night.as_of_date) > 0


def _told(told: Explanation) -> Sequence[Move]:
    moved = [one for one in told.figures if one.column in FIGURES and (one.parts or one.before != one.after)]
    return [
        Move(
            FIGURES[one.column], one.column.endswith("_eur"), one.before, one.after,
            tuple((CAUSES[cause], part) for cause, part in one.parts.items()),
        )
        for one in moved
    ]  # fmt: skip


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("flows"), undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "euros": french_euros, "share": french_share, "day": lambda day: f"{day:%d/%m/%Y}", "mark": mark,
        "words": lambda cell: french_period(cell.period), "short": short,
        "title_of": lambda cell: TABLES[cell.table_name].title,
        "month": lambda day: f"{MONTHS[day.month - 1]} {day.year}", "state": _state,
        "visible": visible,
    }  # fmt: skip
    return environment


def _state(line: FileLine) -> str:
    told = STATES.get(line.state, NO_FILE)
    return LAST_GOOD.format(state=told) if line.in_force == "last_good" else told
