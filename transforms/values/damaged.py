"""Accents that a wrong encoding damaged: restored where nothing was lost."""

from __future__ import annotations

import re

_READ_AS_CP1252 = re.compile("[ÂÃ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€")


def restored(text: str) -> str | None:
    """The text with ``Ã©`` back to ``é``, when all of it is UTF-8 that was read as cp1252; else None."""
    if not _READ_AS_CP1252.search(text):
        return None
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return None
