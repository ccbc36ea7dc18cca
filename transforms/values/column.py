"""Reading a whole column: the plain cells at once, each other text once, doubts settled by the column itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from transforms.raw import Kind
from transforms.values.reading import AS_NUMBER, AS_PERCENT, Reader, Reading, Value
from transforms.values.spec import Parsed

KindSource = Callable[[], pl.Series]
_SMALL, _REPEATED = 500, 2_000
_SAMPLE, _FEW = 1_000, 50
_BY_KIND = {Kind.NUMBER: AS_NUMBER, Kind.PERCENT: AS_PERCENT}


def read_column(reader: Reader, text: pl.Series, group: pl.Series, kind: KindSource | None = None) -> Parsed:
    """Read every cell of ``text``; cells of one ``group`` share their evidence."""
    if reader.plain is None or len(text) <= _SMALL or _repeats(reader, text):
        return _Rest(reader, text, group, kind).read()
    value = reader.plain(text)
    odd = value.is_null() & text.is_not_null()
    repaired = reader.plain_remark(text) if reader.plain_remark else _nothing(len(text))
    rest = _rest(reader, text, group, kind, value, odd)
    if reader.plain_may_differ and (decided := rest.verdicts(None)):
        odd = (odd | group.is_in(list(decided))) & text.is_not_null()
        rest = _rest(reader, text, group, kind, value, odd)
    if not odd.any():
        return Parsed(value, _nothing(len(text)), repaired)
    read = rest.read()
    rows = odd.arg_true()
    return Parsed(
        value.scatter(rows, read.value),
        _nothing(len(text)).scatter(rows, read.refused),
        repaired.scatter(rows, read.repaired),
    )


def _repeats(reader: Reader, text: pl.Series) -> bool:
    """Whether the texts are so few that reading each once costs less than looking at every cell for the plain ones."""
    few = reader.plain_may_differ or text.head(_SAMPLE).n_unique() <= _FEW
    return few and text.n_unique() <= _REPEATED


def _rest(
    reader: Reader, text: pl.Series, group: pl.Series, kind: KindSource | None, value: pl.Series, odd: pl.Series
) -> _Rest:  # fmt: skip
    """The ``odd`` cells, with the others as those that were read at once."""
    plain = _PlainCells(text.filter(~odd), group.filter(~odd), filtered(kind, ~odd), value.filter(~odd))
    return _Rest(reader, text.filter(odd), group.filter(odd), filtered(kind, odd), plain)


def filtered(kind: KindSource | None, rows: pl.Series) -> KindSource | None:
    """The kinds of some of the rows, still unasked."""
    return None if kind is None else lambda: kind().filter(rows)


def _nothing(length: int) -> pl.Series:
    return pl.Series([None], dtype=pl.String).new_from_index(0, length)


@dataclass
class _PlainCells:
    """The cells that were read at once; asked for their signs only when the column has a doubt."""

    text: pl.Series
    group: pl.Series
    kind: KindSource | None
    value: pl.Series


@dataclass
class _Rest:
    """The cells that are read text by text. ``index`` points each row to its reading."""

    reader: Reader
    text: pl.Series
    group: pl.Series
    kind: KindSource | None
    plain: _PlainCells | None = None

    def __post_init__(self) -> None:
        self.readings, self.index = _read_distinct(self.reader, self.text)

    def read(self) -> Parsed:
        if any(reading.choices for reading in self.readings):
            self._settle()
        return self._parsed()

    def _settle(self) -> None:
        if verdicts := self.verdicts(self._settle_by_kind()):
            self._apply(verdicts)

    def verdicts(self, typed: pl.Series | None) -> dict[int, Mapping[str, str]]:
        """What is decided of the groups of which something is; ``typed`` says which cells were typed as text."""
        if self.reader.verdict is None:
            return {}
        signs = {reading.sign for reading in self.readings}
        if self.reader.plain_may_differ and self._plain_signs is not None:
            signs |= set(self._plain_signs.unique())
        if not any(doubt <= signs for doubt in self.reader.doubts):
            return {}
        counts = _counted(self._signs(typed))
        return {group: verdict for group, n in counts.items() if (verdict := self.reader.verdict(n))}

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
    def _plain_signs(self) -> pl.Series | None:
        """The sign of each cell that was read at once."""
        if self.plain is None or self.reader.plain_sign is None:
            return None
        return self.reader.plain_sign(self.plain.text, self.plain.value)

    def _signs(self, typed: pl.Series | None) -> pl.DataFrame:
        """Group and sign of every cell that shows one; a number tells of how people type only by some signs."""
        signs = pl.Series([reading.sign for reading in self.readings], dtype=pl.String)
        cells = pl.DataFrame({"group": self.group, "sign": signs.gather(self.index)})
        cells = cells if typed is None else cells.filter(typed | cells["sign"].is_in(self.reader.always))
        if self.plain is None or self._plain_signs is None:
            return cells
        plain = pl.DataFrame({"group": self.plain.group, "sign": self._plain_signs})
        if typed is not None and self.plain.kind is not None:
            typed = self.plain.kind() == Kind.TEXT.value
            plain = plain.filter(typed | plain["sign"].is_in(self.reader.always))
        return pl.concat([cells, plain])

    def _apply(self, verdicts: Mapping[int, Mapping[str, str]]) -> None:
        decided = [(g, sign, choice) for g, verdict in verdicts.items() for sign, choice in verdict.items()]
        groups, signs, choices = zip(*decided, strict=True)
        table = pl.DataFrame(
            {"group": groups, "sign": signs, "choice": choices}, schema_overrides={"group": self.group.dtype}
        )
        sign = pl.Series([reading.sign for reading in self.readings], dtype=pl.String).gather(self.index)
        rows = pl.DataFrame({"group": self.group, "sign": sign})
        chosen = rows.join(table, on=["group", "sign"], how="left", maintain_order="left")["choice"]
        for choice in sorted(set(choices)):
            self._switch((chosen == choice).fill_null(value=False), choice)

    def _parsed(self) -> Parsed:
        """The readings spread over the rows; by lists when they are few, which is much cheaper than a gather."""
        columns = list(zip(*self.readings, strict=True))[:3] if self.readings else [(), (), ()]
        dtypes = (self.reader.dtype, pl.String(), pl.String())
        if len(self.index) <= _SMALL:
            places = self.index.to_list()
            columns = [tuple(None if p is None else column[p] for p in places) for column in columns]
            return Parsed(*map(_series, columns, dtypes))
        return Parsed(*(_series(c, dtype).gather(self.index) for c, dtype in zip(columns, dtypes, strict=True)))


def _read_distinct(reader: Reader, text: pl.Series) -> tuple[list[Reading], pl.Series]:
    """Each distinct text read once, in Python: only what is not plain comes here, and it repeats.

    Returns the readings and, for each cell, the place of its reading (null for a blank).
    """
    if len(text) <= _SMALL:
        place: dict[str | None, int] = {}
        places = [place.setdefault(cell, len(place)) for cell in text.to_list()]
        readings = [Reading() if cell is None else reader.read(cell) for cell in place]
        return readings, pl.Series(places, dtype=pl.UInt32)
    distinct = text.drop_nulls().unique()
    readings = [reader.read(cell) for cell in distinct.to_list()]
    if not readings:
        return readings, pl.Series([None], dtype=pl.UInt32).new_from_index(0, len(text))
    numbers = pl.int_range(len(distinct), dtype=pl.UInt32, eager=True)
    return readings, text.replace_strict(distinct, numbers, default=None, return_dtype=pl.UInt32)


def _counted(cells: pl.DataFrame) -> dict[int, dict[str, int]]:
    counts: dict[int, dict[str, int]] = {}
    for group, sign, n in cells.drop_nulls().group_by("group", "sign").len().iter_rows():
        counts.setdefault(group, {})[sign] = n
    return counts


def _series(values: tuple[Value, ...], dtype: pl.DataType) -> pl.Series:
    if isinstance(dtype, pl.Decimal):
        return pl.Series(values, dtype=pl.String).cast(dtype)
    return pl.Series(values, dtype=dtype)
