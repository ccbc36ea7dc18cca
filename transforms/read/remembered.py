"""What was found in a small part of a package, kept for the next file: most files of a program share such parts."""

from collections.abc import Callable, Sized
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple, cast

_Parts = TypeVarTuple("_Parts")
_T = TypeVar("_T")
_SMALL = 10_000
_KEPT = 100


def remembered(find: Callable[[*_Parts], _T]) -> Callable[[*_Parts], _T]:
    """Keep the last results of a pure function of bytes and texts, where these are small; nobody may change them."""
    kept = cast(Callable[[*_Parts], _T], lru_cache(_KEPT)(find))

    @wraps(find)
    def found(*parts: *_Parts) -> _T:
        small = sum(len(part) for part in parts if isinstance(part, Sized)) <= _SMALL
        return (kept if small else find)(*parts)

    return found
