"""Text that was UTF-8, read as cp1252 and saved again: `PrÃ©nom` for `Prénom`."""

import re

from transforms.raw import Remark
from transforms.read import refusals

_SIGN = re.compile("[ÃÂ][\u0080-\u00bf\u20ac\u0160\u0161\u0178\u017d\u0152\u0153\u2018-\u2022]|â‚¬|â€™")


def undo_double_encoding(text: str) -> tuple[str, tuple[Remark, ...]]:
    """Undo it on the lines where the way back is exact; the others stay as they are."""
    if not any(first in text for first in "ÃÂâ") or not _SIGN.search(text):
        return text, ()
    mended: list[int] = []
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if _SIGN.search(line):
            try:
                lines[index] = line.encode("cp1252").decode("utf-8")
            except UnicodeError:
                continue
            mended.append(index + 1)
    if not mended:
        return text, ()
    params = {"n_lines": str(len(mended)), "line": str(mended[0])}
    return "\n".join(lines), (Remark(refusals.ENCODED_TWICE, params),)
