"""Which rows of a table's body are no data, and why."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from schemas.alphabet import bare
from schemas.wording import MONTHS
from transforms.layout.expected import Expected
from transforms.layout.grid import Grid
from transforms.layout.hints import first_text, hints, is_example
from transforms.layout.summary_rows import is_summary
from transforms.raw import Row
from transforms.total_words import PART, SUM

SAYS_TOTAL = re.compile(rf"(?i)\W*(?:{PART}|{SUM})(?:\Z|[\s:(*.\-–])")
_PLAIN_TOTAL = re.compile(
    rf"(?i)\W*(?:{PART}\b.*|(?:{SUM}|ensemble|somme|cumul)"
    r"(?:\s+(?:g[ée]n[ée]ral|annuel|ttc|ht|en euros))*\W*)\Z"
)
_SUBTOTAL = re.compile(rf"(?i)\W*{PART}")
_NOTE = re.compile(
    r"(?i)\s*(?:#\s*[^\W\d_]|\(?\*|\(?\d\)\s|(?:notes?|nb|n\.b\.?|sources?|lecture|champ|remarques?|l[ée]gende)\b)"
)
_LETTER, _LETTERS, _DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"[^\W\d_]{2}"), re.compile(r"\d")
_PERIOD = re.compile(
    rf"(?i)(?:19|20)\d\d|\d{{4}}-\d\d-01 00:00:00|\d\d?[/-](?:19|20)\d\d|{'|'.join((*MONTHS, *map(bare, MONTHS)))}"
)
_WORDS_OF_A_NOTE = 3
_SAMPLE, _LITTLE = 200, 24


def classify(
    grid: Grid,
    rows: range,
    heads: Sequence[Row],
    values: Sequence[str],
    expected: Expected | None = None,
) -> list[str | None]:
    """Why each of ``rows``, the body of a table in the grid, is no data, None where it is.

    ``heads`` are the cells of its heading rows, ``values`` the columns whose cells have digits. Rows as full as most
    are only compared with the headings, or are an example.
    """
    why: list[str | None] = [None] * len(rows)
    if grid.letters and rows:
        for row, reason in _Body(grid, rows, heads, values, expected).reasons():
            why[row - rows.start] = reason
    return why


@dataclass(frozen=True)
class _Doubtful:
    """A row that may be no data: its number, its cells, how many are filled, and whether it is a total."""

    row: int
    cells: Row
    held: int
    first: str
    total: bool


@dataclass
class _Body:
    """A body and what is asked of its doubtful rows, which are few: one by one, for what they say is told by words."""

    grid: Grid
    rows: range
    heads: Sequence[Row]
    values: Sequence[str]
    expected: Expected | None
    doubtful: set[int] = field(default_factory=set, init=False)
    full: list[int] = field(default_factory=list, init=False)
    last: int = field(default=-1, init=False)

    def reasons(self) -> list[tuple[int, str]]:
        """Each doubtful row that is no data, with its reason."""
        width = self.width
        hinted = hints(self.grid, self.rows, self.heads)
        narrow = self.rows if width <= 2 else (row for row in self.grid.rows_filled(0, width - 1) if row in self.rows)
        doubtful = {*narrow, *hinted}
        if self.end >= 0 and SAYS_TOTAL.match(first_text(self.grid.row(self.end))):
            doubtful.add(self.end)
        if not doubtful:
            return []
        numbers = sorted(doubtful)
        rows = [self._doubtful(row, cells) for row, cells in zip(numbers, self.grid.rows(numbers), strict=True)]
        full = [one.row for one in rows if one.held * 2 > width and one.held > 0 and not one.total]
        full = [row for row in full if not self._sums_up(self.grid.row(row), ended=True)]
        sure = next((row for row in reversed(self.rows) if row not in doubtful), -1)
        self.last, self.doubtful, self.full = max([sure, *full[-1:]]), doubtful, full
        found, ended = [], False
        for above, one in zip((None, *rows[:-1]), rows, strict=True):
            ended |= one.row > self.last and (one.held == 0 or one.total)
            after_total = above is not None and above.total and above.row == one.row - 1
            if reason := self._reason(one, after_total=after_total, ended=ended):
                found.append((one.row, reason))
        return found

    @cached_property
    def width(self) -> int:
        """How many cells a row usually fills, rows of one cell left out where they are few."""
        counts = self._counts_of_data or self.grid.sorted_counts(self.rows)
        filled, several = counts[bisect_right(counts, 0) :], counts[bisect_right(counts, 1) :]
        held = several if len(several) * 5 >= len(filled) else filled
        return (held[(len(held) - 1) // 2] + held[len(held) // 2]) // 2 if held else 0

    @property
    def _counts_of_data(self) -> list[int]:
        """How full each row is that fills what data does: below little data, totals and their like may be the most."""
        if not self.expected or len(self.rows) > _LITTLE or not self.grid.is_small:
            return []
        return sorted(self.grid.counts[row] for row in self.rows if self.expected.has_keys(self.grid.row(row)))

    def _sums_up(self, cells: Row, *, ended: bool) -> bool:
        return bool(self.expected and not self.expected.has_keys(cells) and is_summary(cells, below_total=ended))

    @cached_property
    def end(self) -> int:
        """The last row of several cells."""
        return next((row for row in reversed(self.rows) if self.grid.counts[row] > 1), -1)

    @cached_property
    def lead(self) -> int:
        """The first column that a third of the filled rows fill: where a row begins."""
        if self.grid.is_small:
            columns = zip(*self.grid.rows(self.rows), strict=True)
            filled = [len(column) - column.count(None) for column in columns]
        else:
            body = self.grid.text.slice(self.rows.start, len(self.rows))
            filled = [body.height - nulls for nulls in body.null_count().row(0)]
        return next(at for at, count in enumerate(filled) if count * 3 >= max(filled))

    @cached_property
    def _headings(self) -> list[list[tuple[int, str]]]:
        named = ([(at, cell.strip()) for at, cell in enumerate(head) if cell is not None] for head in self.heads)
        return [pairs for pairs in named if pairs]

    @cached_property
    def _begins(self) -> list[str | None]:
        """What usual rows begin with: those that are not doubtful, else those that are full."""
        usual = [row for row in self.rows if row not in self.doubtful] or self.full
        if self.grid.is_small:
            return [self.grid.row(row)[self.lead] for row in usual]
        return self.grid.text[self.grid.letters[self.lead]].gather(usual).to_list()

    @cached_property
    def _is_spaced(self) -> bool:
        """Whether more than a few of the texts that rows begin with are several words."""
        seen = [text for text in self._begins[:_SAMPLE] if text is not None]
        return not seen or sum(len(text.split()) > 1 for text in seen) * 10 >= len(seen)

    @cached_property
    def _begins_with_periods(self) -> bool:
        return any(_PERIOD.fullmatch(text) for text in self._begins[:_SAMPLE] if text is not None)

    @cached_property
    def _indent_opens(self) -> bool:
        return self.expected is None and bool(self._begins) and None not in self._begins

    def _doubtful(self, row: int, cells: Row) -> _Doubtful:
        first, held = first_text(cells), self.grid.counts[row]
        return _Doubtful(row, cells, held, first, total=held > 0 and self._is_total(row, cells, first, held))

    def _is_total(self, row: int, cells: Row, first: str, held: int) -> bool:
        """Whether a row says it is a total and is emptier than data; ``Total Energies`` with its amount is data."""
        if self.width <= 2:
            return bool(_PLAIN_TOTAL.match(first) or (row == self.end and SAYS_TOTAL.match(first)))
        if (held < self.width or row == self.end) and _PLAIN_TOTAL.match(first):
            return True
        said = [cell for cell in cells if cell is not None and SAYS_TOTAL.match(cell)]
        return len(said) > 1 or (held * 3 <= 2 * self.width and said[:1] == [first])

    def _reason(self, one: _Doubtful, *, after_total: bool, ended: bool) -> str | None:
        if not one.held:
            return "blank"
        if is_example(one.first):
            return "example"
        if self._repeats(one):
            return "repeated_header"
        if self.expected and self.expected.has_keys(one.cells):
            return None
        if one.total:
            return "total" if one.row > self.last and not _SUBTOTAL.match(one.first) else "subtotal"
        if self._sums_up(one.cells, ended=ended and one.row > self.last):
            return "summary"
        if one.held == 1 < self.width and (alone := self._lonely(one, after_total=after_total, ended=ended)):
            return alone
        if ended and one.held * 3 <= self.width:
            return "note"
        return "note" if self.expected and not self.expected.has_something(one.cells) else None

    def _lonely(self, one: _Doubtful, *, after_total: bool, ended: bool) -> str | None:
        """The reason of a row of one cell, in a table of several columns."""
        indented, words = one.cells[self.lead] is None, len(one.first.split())
        if indented and self._continues(one):
            return "continuation"
        odd = (
            one.row in self.grid.spread_rows
            or (not self._is_spaced and not indented and words > 1)
            or any(
                (cell := one.cells[at]) is not None and not _DIGIT.search(cell)
                for at in map(self.grid.places.__getitem__, self.values)
            )
        )
        below, several = one.row > self.last, words >= _WORDS_OF_A_NOTE
        if (several and _NOTE.match(one.first)) or (odd and (several or below)):
            return "note"
        if (below and (ended or words >= 2 * _WORDS_OF_A_NOTE)) or (ended and one.held * 3 <= self.width):
            return "note"
        apart = self._n(one.row - 1) == 0 or after_total or (odd and words > 1)
        dated = not indented and _PERIOD.fullmatch(one.first) and not self._begins_with_periods
        opens = dated or (apart and _LETTER.search(one.first)) or (indented and self._indent_opens)
        return "section" if opens and self._n(one.row + 1) > 1 else None

    def _n(self, row: int) -> int:
        return self.grid.counts[row] if row in self.rows else 0

    def _repeats(self, one: _Doubtful) -> bool:
        """Whether the row says one of the heading rows again."""
        for named in self._headings:
            if one.held * 5 >= 4 * len(named) and one.held <= len(named) + len(named) // 4:
                alike = sum((one.cells[at] or "").strip() == cell for at, cell in named if one.cells[at] is not None)
                if alike * 5 >= 4 * len(named):
                    return True
        return False

    def _continues(self, one: _Doubtful) -> bool:
        """Whether the only cell of a row is text under a text of the row above, its first column blank."""
        above = self.grid.row(max(one.row - 1, self.rows.start))
        if above[self.lead] is None:
            return False
        under = zip(one.cells[self.lead + 1 :], above[self.lead + 1 :], strict=True)
        return any(cell and up and _LETTERS.search(cell) and _LETTERS.search(up) for cell, up in under)
