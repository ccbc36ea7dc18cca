"""Records shorter or longer than the heading row above them: told, mended with proof, never shifted."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from transforms.raw import Remark
from transforms.read import refusals
from transforms.read.decimal_commas import joined, may_be_cut

Record = Sequence[str]
_DIGIT = re.compile(r"\d")
_LOOKED_AT = 10
_ENOUGH = 3
_SHOWN = 20


@dataclass
class Stretch:
    """The records under one heading row, by index in the file: too short, too long, and mended."""

    header: int
    width: int
    short: list[int] = field(default_factory=list)
    long: list[int] = field(default_factory=list)
    mended: dict[int, list[str]] = field(default_factory=dict)


def stretches(records: Sequence[Record], separator: str) -> list[Stretch]:
    """Measure the records under each heading row; after a blank record another may begin."""
    found: list[Stretch] = []
    for start, end in _blocks(records):
        begun = _begin(records, start, end, separator, found[-1].width if found else 0)
        begun = begun or (_wider(records, start, end, separator, found[-1].width) if found else None)
        if begun:
            found.append(begun)
        elif found:
            _measure(found[-1], records, start, end, separator)
    return found


def _blocks(records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    start = None
    for index, record in enumerate(records):
        if filled(record):
            start = index if start is None else start
        elif start is not None:
            yield start, index
            start = None
    if start is not None:
        yield start, len(records)


def _begin(records: Sequence[Record], start: int, end: int, separator: str, known: int) -> Stretch | None:
    """Find the first heading row of a block under which most records fit, or else the widest."""
    widest: Stretch | None = None
    for header in range(start, min(start + _LOOKED_AT, end)):
        width = len(records[header])
        if width == known or not _is_heading(records[header]):
            continue
        stretch = Stretch(header, width)
        _measure(stretch, records, header + 1, end, separator)
        if len(stretch.long) * 2 <= end - header - 1:
            return stretch
        if widest is None or width > widest.width:
            widest = stretch
    return _with_unnamed_columns(records, widest, end, separator) if widest and not known else None


def _wider(records: Sequence[Record], start: int, end: int, separator: str, known: int) -> Stretch | None:
    """Take a block most of whose records have one length, beyond the one known, for a table of its own."""
    lengths = Counter(len(records[index]) for index in range(start, end))
    width, count = lengths.most_common(1)[0]
    if width <= known or count < _ENOUGH or count * 2 <= end - start:
        return None
    stretch = Stretch(start, width)
    _measure(stretch, records, start, end, separator)
    return stretch


def _with_unnamed_columns(records: Sequence[Record], stretch: Stretch, end: int, separator: str) -> Stretch:
    """Widen a heading row shorter than most records, unless cut decimals may explain it."""
    cut = separator == "," and any(may_be_cut(records[index], stretch.width) for index in stretch.long)
    if cut:
        return stretch
    lengths = Counter(len(records[index]) for index in stretch.long)
    widened = Stretch(stretch.header, lengths.most_common(1)[0][0])
    _measure(widened, records, stretch.header + 1, end, separator)
    return widened


def _measure(stretch: Stretch, records: Sequence[Record], start: int, end: int, separator: str) -> None:
    width = stretch.width
    too_long = {index: records[index] for index in range(start, end) if len(records[index]) > width}
    mended = joined(too_long, width, records[stretch.header]) if separator == "," else {}
    stretch.mended |= mended
    for index, record in too_long.items():
        cut = separator == "," and may_be_cut(record, width)
        if index not in mended and (cut or filled(record) > width):
            stretch.long.append(index)
    least = max(2, width // 2)
    stretch.short += [index for index in range(start, end) if least <= len(records[index]) < width]


def filled(record: Record) -> int:
    """Count a record's fields up to the last that holds something."""
    return next((i for i in range(len(record), 0, -1) if record[i - 1].strip()), 0)


def _is_heading(record: Record) -> bool:
    """Tell whether most fields hold a name and none holds mostly digits."""
    names = [text.strip() for text in record if text.strip()]
    return 2 <= len(names) > len(record) // 2 and all(len(_DIGIT.findall(name)) * 2 < len(name) for name in names)


def length_remarks(records: Sequence[Record], stretch: Stretch) -> Iterator[Remark]:
    """Tell the short and the mended records together, and each record that stays too long by itself."""
    expected = str(stretch.width)
    for code, indices in (
        (refusals.SHORT_RECORD, stretch.short),
        (refusals.REPAIRED_RECORD, list(stretch.mended)),
    ):
        if indices:
            params = {"n": str(len(indices)), "rows": rows_shown(indices), "n_expected": expected}
            yield Remark(code, params, row=indices[0] + 1)
    for index in stretch.long:
        params = {"n_fields": str(filled(records[index])), "n_expected": expected}
        yield Remark(refusals.LONG_RECORD, params, row=index + 1)


def rows_shown(indices: Sequence[int]) -> str:
    """The numbers of the first records of several, for a sentence."""
    return ", ".join(str(index + 1) for index in indices[:_SHOWN]) + (", …" if len(indices) > _SHOWN else "")
