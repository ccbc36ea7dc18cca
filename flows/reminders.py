"""Which missing periods are to be recalled tonight, to whom: each step once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schemas import TABLES
from schemas.letters import DAYS, DUE, DUE_IN, DUE_SINCE, DUE_TODAY
from schemas.wording import counted, french_period
from warehouse.board import Cell

STEPS = (-7, 0, 3, 10)  # days after the due date on which an EPI is reminded
COORDINATOR_STEP = 11  # the day after the last reminder, the coordinator is told


@dataclass(frozen=True)
class Reminder:
    """One missing period, and the step that it has come to."""

    cell: Cell
    step: int
    day: dt.date

    @property
    def key(self) -> str:
        """What is remembered of it: due on another day, it is recalled anew."""
        return f"{self._period_key}/{self.cell.due_date}"

    @property
    def _period_key(self) -> str:
        """What earlier versions remembered, of whatever due date."""
        return f"{self.cell.epi_id}/{self.cell.table_name}/{self.cell.period}"

    def last_step(self, told: Mapping[str, int]) -> int | None:
        """The last step told of it, None where nothing was; ``told`` is the last step of each key."""
        return told.get(self.key, told.get(self._period_key))

    @property
    def sentence(self) -> str:
        """What is missing and since when, in French."""
        days = (self.day - self.cell.due_date).days
        when = DUE_TODAY if days == 0 else (DUE_IN if days < 0 else DUE_SINCE).format(days=counted(abs(days), DAYS))
        title, period = TABLES[self.cell.table_name].title, french_period(self.cell.period)
        return DUE.format(title=title, period=period, day=f"{self.cell.due_date:%d/%m/%Y}", when=when)


def reminders(cells: Iterable[Cell], day: dt.date, told: Mapping[str, int]) -> list[Reminder]:
    """What to recall to the EPI on that day; ``told`` is the last step of each key."""
    come = ((one, one.last_step(told)) for one in _come(cells, day, STEPS))
    return [one for one, last in come if last is None or one.step > last]


def lateness(cells: Iterable[Cell], day: dt.date, told: Mapping[str, int]) -> list[Reminder]:
    """What to tell the coordinator on that day, once."""
    return [one for one in _come(cells, day, (COORDINATOR_STEP,)) if one.last_step(told) is None]


def _come(cells: Iterable[Cell], day: dt.date, steps: tuple[int, ...]) -> list[Reminder]:
    """The missing cells that have come to a step, each with the last of them."""
    missing = [(cell, (day - cell.due_date).days) for cell in cells if cell.is_missing]
    return [Reminder(cell, max(s for s in steps if s <= days), day) for cell, days in missing if days >= min(steps)]
