"""From any figure of `mart` to the rows, the cells of the files as received, and the deliveries that brought them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from decimal import Decimal
from functools import cached_property, partial

from flows.cells_of_rows import CellsOfRows, TracedCell, cells_of_rows
from flows.json_pieces import json_pieces
from flows.settings import ConfigurationError, Settings
from warehouse.lineage import Row, Traced, traced_view
from warehouse.publish import NAME


class Trace:
    """The thread of some rows of a view, while the published file is open; one iterator at a time."""

    def __init__(self, view: str, where: Mapping[str, str], found: Traced, cells: CellsOfRows) -> None:
        self.view, self.where, self.found = view, dict(where), found
        self._cells = cells

    def figures(self) -> Iterator[Row]:
        """The rows of the view."""
        return self.found.figures(self.view)

    @cached_property
    def sums(self) -> dict[str, Decimal | int]:
        """Each amount and count of the figures, added up."""
        sums: dict[str, Decimal | int] = {}
        for row in self.figures():
            for name, value in row.items():
                if name.endswith("_eur") or name.startswith("n_"):
                    sums[name] = sums.get(name, 0) + (value or 0)
        return sums

    @property
    def n_cells(self) -> int:
        """How many cells the rows were read from."""
        return self._cells.number

    def cells(self) -> Iterator[TracedCell]:
        """Every stored value that was read from a cell, in the order of tables and rows."""
        for table in self.found.n_rows:
            for row in self.found.rows(table):
                yield from self._cells.of(table, row)

    def json_pieces(self) -> Iterator[str]:
        """The whole thread as the text of one JSON object, piece by piece; amounts as text, so that no cent is lost."""
        rows = {table: partial(self.found.rows, table) for table in self.found.n_rows}
        told = {
            "view": self.view,
            "where": self.where,
            "night": self.found.night,
            "figures": self.figures,
            "sums": self.sums,
            "rows": rows,
            "cells": lambda: map(asdict, self.cells()),
            "deliveries": self.found.deliveries,
        }
        return json_pieces(told)


@contextmanager
def traced(settings: Settings, view: str, where: Mapping[str, str]) -> Iterator[Trace]:
    """Follow the rows of a view, those whose columns have these values, to the cells they were read from."""
    published = settings.home / NAME
    if not published.exists():
        raise ConfigurationError(f"{published}: nothing is published yet; run epi run first")
    name = view if "." in view else f"mart.{view}"
    with ExitStack() as opened:
        try:
            found = opened.enter_context(traced_view(published, name, where))
        except LookupError as error:
            raise ConfigurationError(str(error)) from None
        yield Trace(name, where, found, opened.enter_context(cells_of_rows(found, settings)))


def parse_where(pairs: tuple[str, ...]) -> dict[str, str]:
    """``column=value`` pairs by column; another shape, or a column twice, is a ConfigurationError."""
    where: dict[str, str] = {}
    for pair in pairs:
        column, equals, value = pair.partition("=")
        if not equals or not column.isidentifier():
            raise ConfigurationError(f"{pair!r} is not column=value, such as epi_id=die")
        if column in where:
            raise ConfigurationError(f"{column} is given twice")
        where[column] = value
    return where
