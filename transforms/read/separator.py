"""Which character separates the fields of a text file."""

import csv
import re
from collections import Counter
from io import StringIO

CANDIDATES = (";", "\t", ",", "|")
_DECLARATION = re.compile(r'"?sep=(.)"?[ ;,\t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_SAMPLE_CHARACTERS = 200_000
_SAMPLE_RECORDS = 400


def split_declaration(text: str) -> tuple[str | None, str]:
    """Take off Excel's `sep=;` first line, which is no row; give its character and the rest."""
    found = _DECLARATION.match(text)
    return (found[1], text[found.end() :]) if found else (None, text)


def find_separator(text: str) -> str | None:
    """Choose the separator that gives most records the same number of fields; None when none does.

    Where another one stands in most lines, a comma between two digits is that of a decimal.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    if text.count('"') % 2:  # one of them stands alone, and would hide all that follows
        sample = sample.replace('"', "")
    scores = {candidate: _score(sample, candidate) for candidate in CANDIDATES}
    if any(scores[other] > (0.0, 0) and _cuts_most_lines(sample, other) for other in CANDIDATES if other != ","):
        scores[","] = _score(_DECIMAL_COMMA.sub(".", sample), ",")
    best = max(CANDIDATES, key=lambda candidate: scores[candidate])
    return best if scores[best] > (0.0, 0) else None


def _cuts_most_lines(sample: str, separator: str) -> bool:
    lines = [line for line in sample.splitlines() if line.strip()]
    return sum(separator in line for line in lines) * 2 > len(lines)


def _score(sample: str, separator: str) -> tuple[float, int]:
    """Share of records that have the usual number of fields (at least two), then that number.

    It counts by the share of records that are cut at all: a decimal comma cuts some in two, a separator cuts them all.
    """
    if separator not in sample:
        return (0.0, 0)
    counts: Counter[int] = Counter()
    try:
        for number, record in enumerate(csv.reader(StringIO(sample, newline=""), delimiter=separator)):
            if number >= _SAMPLE_RECORDS:
                break
            if any(record):
                counts[len(record)] += 1
    except csv.Error:
        pass
    wide = {width: n for width, n in counts.items() if width > 1}
    if not wide:
        return (0.0, 0)
    width = max(wide, key=lambda w: (wide[w], w))
    usual, cut = wide[width] / counts.total(), sum(wide.values()) / counts.total()
    return (round(usual * cut, 2), width)
