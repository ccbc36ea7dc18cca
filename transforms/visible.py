"""Texts of others that a terminal, or a reader of mail, shows and never obeys."""

import re

# Controls but tabs and line ends, and the marks that turn the direction of the text around them.
_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    r"""The text with what would be obeyed shown as JSON writes it, `\u001b`."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def unobeyed(text: str) -> str:
    """A text fit to be the name of a file: a line below stands for what would be obeyed."""
    return _OBEYED.sub("_", text)
