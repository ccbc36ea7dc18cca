"""What the Prefect UI shows of a night, as Markdown: of bounded size, without the words of the staff's own files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from jinja2 import Environment, PackageLoader, StrictUndefined

from flows.board import PERIODS_SHOWN, Grid, grids, legend, mark, short
from flows.report import NightReport
from schemas.wording import STATES, french_euros
from warehouse.board import Cell

FILES_AT_MOST = 200
EPIS_AT_MOST = 100
LETTERS_AT_MOST = 100


def night_page(report: NightReport, address: str = "") -> str:
    """What came that was not there before, the answers, the page and the letters.

    ``address`` is where the server shows pages and letters; without it their paths are told.
    """
    news = [line for line in report.files if line.is_news]
    return _rendered(
        "night.md.j2", report=report, states=STATES, news=news[:FILES_AT_MOST], n_news=len(news),
        n_same=len(report.files) - len(news), letters=report.letters[:LETTERS_AT_MOST], address=address,
    )  # fmt: skip


def board_page(cells: Sequence[Cell]) -> str:
    """The board of the last periods, table by table; of many EPI first those that have something to hand in."""
    boards = [grid.last(PERIODS_SHOWN) for grid in grids(cells)]
    return _rendered(
        "board.md.j2", grids=[(_first(grid), len(grid.rows[EPIS_AT_MOST:])) for grid in boards], legend=legend(cells)
    )


def _first(grid: Grid) -> Grid:
    """The table without the EPI beyond the most that are shown."""
    if len(grid.rows) <= EPIS_AT_MOST:
        return grid
    asked = [
        row for row in grid.rows if any(cells[one].is_missing for one in grid.periods if (cells := row[1]).get(one))
    ]
    others = [row for row in grid.rows if row not in asked]
    return replace(grid, rows=tuple([*asked, *others][:EPIS_AT_MOST]))


def _rendered(template: str, **facts: object) -> str:
    loader = PackageLoader("flows")  # Markdown: `cell` escapes what is configured
    environment = Environment(
        loader=loader, undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True  # noqa: S701
    )  # fmt: skip
    environment.filters |= {
        "euros": french_euros, "day": lambda day: f"{day:%d/%m/%Y}", "cell": _cell, "mark": mark, "short": short,
    }  # fmt: skip
    return environment.get_template(template).render(**facts)


def _cell(text: str) -> str:
    """A text as it stands in a cell of a Markdown table: never a link, a tag or another cell."""
    return re.sub(r"([\\`*_\[\]<>|!#~&:@.])", r"\\\1", " ".join(text.split()))
