"""A JSON object written piece by piece, so that what is long is never whole in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

Rows = Callable[[], Iterable[object]]


def json_pieces(value: Mapping[str, object], depth: int = 1) -> Iterator[str]:
    """The text of an object, a key a line; of what a function gives, an item a line; amounts and dates as text."""
    indent, following = "\n" + " " * depth, ""
    yield "{"
    for key, one in value.items():
        yield f"{following}{indent}{_text(key)}: "
        if callable(one):
            yield from _items(one, indent)
        elif isinstance(one, Mapping):
            yield from json_pieces(one, depth + 1)
        else:
            yield _text(one)
        following = ","
    yield f"{indent[:-1]}}}" if value else "}"


def _items(rows: Rows, indent: str) -> Iterator[str]:
    following = ""
    yield "["
    for one in rows():
        yield f"{following}{indent} {_text(one)}"
        following = ","
    yield f"{indent}]" if following else "]"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
