"""Records of a delimited text whose cells are apart by another separator than those around them."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from transforms.raw import Remark
from transforms.read import refusals
from transforms.read.record_lengths import rows_shown
from transforms.read.separator import CANDIDATES

_FEWEST = 3
_SURE = 4
_ENDS, _GOES_ON = re.compile(r"\s\d+$"), re.compile(r"\d+\s")
_Cut = tuple[str, int]


def cut_again(records: list[list[str]], separator: str) -> list[Remark]:
    """Cut each record that another separator cuts as the others are cut, or as the record beside it; tell which.

    Two files one below the other have such records: left whole, they would be taken for notes.
    """
    lengths = Counter(len(record) for record in records if len(record) > 1)
    usual = lengths.most_common(1)[0][0] if lengths else 0
    others = [other for other in CANDIDATES if other != separator]
    found = {
        index: cuts
        for index, record in enumerate(records)
        if len(record) == 1 or 1 < len(record) * 2 <= usual
        if (cuts := dict(_cuts(separator.join(record), others)))
    }
    again = {index: fields for index in found if (fields := _proven(index, found, usual)) is not None}
    for index, fields in again.items():
        records[index] = fields
    if not again:
        return []
    params = {"n": str(len(again)), "rows": rows_shown(list(again))}
    return [Remark(refusals.OTHER_SEPARATOR, params, row=min(again) + 1)]


def _cuts(text: str, others: Sequence[str]) -> Iterator[tuple[_Cut, list[str]]]:
    """The ways to cut a record into three cells and more."""
    if "\n" in text or "\r" in text:
        return
    for other in others:
        if text.count(other) >= _FEWEST - 1:
            fields = next(csv.reader([text], delimiter=other))
            if len(fields) >= _FEWEST and not _is_sentence(fields, other):
                yield (other, len(fields)), fields


def _is_sentence(fields: Sequence[str], separator: str) -> bool:
    """Tell the signs of a sentence, which have a blank behind them, and its decimals, « de 1,5 à 2 »."""
    decimal = any(_ENDS.search(left) and _GOES_ON.match(right) for left, right in pairwise(fields))
    return decimal or (separator != "|" and any(field[:1] == " " for field in fields[1:]))


def _proven(index: int, found: Mapping[int, Mapping[_Cut, list[str]]], usual: int) -> list[str] | None:
    beside = {*found.get(index - 1, ()), *found.get(index + 1, ())}
    for cut, fields in found[index].items():
        if cut[1] == usual >= _SURE or (cut in beside and cut[1] >= (_SURE if cut[0] == "," else _FEWEST)):
            return fields
    return None
