"""Cells of a column that are read text by text, their doubts settled by the spreadsheet or by the column itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from transforms.raw import Kind
from transforms.values.distinct import distinct_texts
from transforms.values.reading import AS_NUMBER, AS_PERCENT, Reader, Reading
from transforms.values.spec import Parsed

KindSource = Callable[[], pl.Series]
SMALL = 500
"""Cells up to which lists are cheaper than columns."""
_BY_KIND = {Kind.NUMBER: AS_NUMBER, Kind.PERCENT: AS_PERCENT}


@dataclass
class PlainCells:
    """The cells that were read at once; asked for their signs only when the column has a doubt."""

    text: pl.Series
    group: pl.Series
    kind: KindSource | None
    value: pl.Series


@dataclass
class Cells:
    """``index`` points each cell to its reading, null for a blank; ``plain`` are the others of the column."""

    reader: Reader
    readings: list[Reading]
    index: pl.Series
    group: pl.Series
    kind: KindSource | None
    plain: Callable[[], PlainCells] | None = None

    def read(self) -> Parsed:
        if any(reading.choices for reading in self.readings):
            self._settle()
        return self._parsed()

    def _settle(self) -> None:
        if verdicts := self._verdicts(self._settle_by_kind()):
            self._apply(verdicts)

    def _verdicts(self, typed: pl.Series | None) -> dict[int, Mapping[str, str]]:
        """What is decided of the groups of which something is; ``typed`` says which cells were typed as text."""
        signs = {reading.sign for reading in self.readings}
        if self.reader.plain_may_differ and self._plain_signs is not None:
            signs |= set(self._plain_signs.unique())
        return verdicts(self.reader, signs, lambda: self._signs(typed))

    def _settle_by_kind(self) -> pl.Series | None:
        """Choose among readings by what Excel says of the cell; returns which cells were typed as text."""
        by_kind = {k: c for k, c in _BY_KIND.items() if any(c in reading.choices for reading in self.readings)}
        if self.kind is None or not by_kind:
            return None
        kinds = self.kind()
        for cell_kind, choice in by_kind.items():
            self._switch(kinds == cell_kind.value, choice)
        return kinds == Kind.TEXT.value

    def _switch(self, rows: pl.Series, choice: str) -> None:
        other = self._choices(choice).gather(self.index)
        self.index = other.zip_with(rows & other.is_not_null(), self.index)

    def _choices(self, choice: str) -> pl.Series:
        """For each reading, the place of its ``choice``, which is added to the readings; null where it has none."""
        places: list[int | None] = []
        for reading in tuple(self.readings):
            other = reading.choices.get(choice)
            places.append(None if other is None else len(self.readings))
            if other is not None:
                self.readings.append(other)
        return pl.Series(places, dtype=pl.UInt32)

    @cached_property
    def _plain(self) -> PlainCells | None:
        return self.plain() if self.plain and self.reader.plain_sign else None

    @cached_property
    def _plain_signs(self) -> pl.Series | None:
        """The sign of each cell that was read at once."""
        if self._plain is None or self.reader.plain_sign is None:
            return None
        return self.reader.plain_sign(self._plain.text, self._plain.value)

    def _signs(self, typed: pl.Series | None) -> pl.DataFrame:
        """Group and sign of every cell that shows one; a number tells of how people type only by some signs."""
        cells = signs_of(self.readings, self.index, self.group)
        cells = cells if typed is None else cells.filter(typed | cells["sign"].is_in(self.reader.always))
        if self._plain is None or self._plain_signs is None:
            return cells
        plain = pl.DataFrame({"group": self._plain.group, "sign": self._plain_signs})
        if typed is not None and self._plain.kind is not None:
            typed = self._plain.kind() == Kind.TEXT.value
            plain = plain.filter(typed | plain["sign"].is_in(self.reader.always))
        return pl.concat([cells, plain])

    def _apply(self, verdicts: Mapping[int, Mapping[str, str]]) -> None:
        decided = [(g, sign, choice) for g, verdict in verdicts.items() for sign, choice in verdict.items()]
        groups, signs, choices = zip(*decided, strict=True)
        table = pl.DataFrame(
            {"group": groups, "sign": signs, "choice": choices}, schema_overrides={"group": self.group.dtype}
        )
        rows = signs_of(self.readings, self.index, self.group)
        chosen = rows.join(table, on=["group", "sign"], how="left", maintain_order="left")["choice"]
        for choice in sorted(set(choices)):
            self._switch((chosen == choice).fill_null(value=False), choice)

    def _parsed(self) -> Parsed:
        """The readings spread over the rows; by lists when they are few, which is much cheaper than a gather."""
        if len(self.index) <= SMALL:
            blank = Reading()
            places = self.index.to_list()
            return read_as([blank if place is None else self.readings[place] for place in places], self.reader.dtype)
        read = read_as(self.readings, self.reader.dtype)
        return Parsed(*(_spread(column, self.index) for column in (read.value, read.refused, read.repaired)))


def read_cells(reader: Reader, text: pl.Series) -> tuple[list[Reading], pl.Series]:
    """Each distinct text read once, in Python: only what is not plain comes here, and it repeats.

    Returns the readings and, for each cell, the place of its reading.
    """
    if len(text) <= SMALL:
        place: dict[str | None, int] = {}
        places = [place.setdefault(cell, len(place)) for cell in text.to_list()]
        readings = [Reading() if cell is None else reader.read(cell) for cell in place]
        return readings, pl.Series(places, dtype=pl.UInt32)
    distinct = distinct_texts(text)
    return [reader.read(cell) for cell in distinct.texts.to_list()], distinct.places


def signs_of(readings: Sequence[Reading], index: pl.Series, group: pl.Series) -> pl.DataFrame:
    """Group and sign of the cells."""
    signs = pl.Series([reading.sign for reading in readings], dtype=pl.String)
    return pl.DataFrame({"group": group, "sign": signs.gather(index)})


def verdicts(
    reader: Reader, signs: set[str | None], cells: Callable[[], pl.DataFrame]
) -> dict[int, Mapping[str, str]]:  # fmt: skip
    """What is decided of the groups of which something is; group and sign of the ``cells`` are asked only in doubt."""
    if reader.verdict is None or not any(doubt <= signs for doubt in reader.doubts):
        return {}
    counts: dict[int, dict[str, int]] = {}
    for group, sign, n in cells().drop_nulls().group_by("group", "sign").len().iter_rows():
        counts.setdefault(group, {})[sign] = n
    return {group: verdict for group, n in counts.items() if (verdict := reader.verdict(n))}


def read_as(readings: Sequence[Reading], dtype: pl.DataType) -> Parsed:
    """The readings as columns."""
    values, refused, repaired = list(zip(*readings, strict=True))[:3] if readings else ((), (), ())
    in_text = isinstance(dtype, pl.Decimal)
    value = pl.Series(values, dtype=pl.String).cast(dtype) if in_text else pl.Series(values, dtype=dtype)
    return Parsed(value, _codes(refused), _codes(repaired))


def nulls(length: int, dtype: pl.DataType) -> pl.Series:
    """A column of nothing."""
    return pl.Series([None], dtype=dtype).new_from_index(0, length)


def _codes(codes: tuple[str | None, ...]) -> pl.Series:
    return pl.Series(codes, dtype=pl.String) if any(codes) else nulls(len(codes), pl.String())


def _spread(column: pl.Series, index: pl.Series) -> pl.Series:
    return column.gather(index) if column.null_count() < len(column) else nulls(len(index), column.dtype)
