"""The OLE container of old Excel files: its directory and its streams."""

import struct

from transforms.raw import DeliveryError
from transforms.read import refusals

_END = 0xFFFFFFFA
_ENTRY = 128


class Compound:
    """The streams of an OLE file by name; sectors outside the file refuse it as truncated."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 1536:
            raise DeliveryError(refusals.TRUNCATED)
        self._content = content
        self._sector = 1 << min(struct.unpack_from("<H", content, 0x1E)[0], 16)
        self._fat = self._read_fat()
        directory = self._chain(struct.unpack_from("<I", content, 0x30)[0])
        self._entries = dict(self._listed(directory))

    def _sector_at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        if start >= len(self._content):
            raise DeliveryError(refusals.TRUNCATED)
        return self._content[start : start + self._sector]

    def _read_fat(self) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._content, 0x4C))
        (following,) = struct.unpack_from("<I", self._content, 0x44)
        for _ in range(len(self._content) // self._sector):
            if following >= _END:
                break
            block = self._sector_at(following)
            *more, following = struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])
            sectors += more
        fat: list[int] = []
        for number in sectors:
            if number < _END and (number + 1) * self._sector < len(self._content):
                block = self._sector_at(number)
                fat += struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])
        return fat

    def _chain(self, number: int) -> bytes:
        pieces: list[bytes] = []
        for _ in range(len(self._fat) + 1):
            if number >= _END:
                return b"".join(pieces)
            if number >= len(self._fat):
                raise DeliveryError(refusals.TRUNCATED)
            pieces.append(self._sector_at(number))
            number = self._fat[number]
        raise DeliveryError(refusals.DAMAGED)

    def _listed(self, directory: bytes) -> list[tuple[str, tuple[int, int]]]:
        found = []
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            if kind in (1, 2, 5):
                name = directory[at : at + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace")
                start, size = struct.unpack_from("<II", directory, at + 116)
                found.append(("/root" if kind == 5 else name, (start, size)))
        return found

    @property
    def names(self) -> frozenset[str]:
        """The names of all streams and storages."""
        return frozenset(self._entries)

    def stream(self, name: str) -> bytes:
        """Give a stream's bytes, from the small-stream store when it is short."""
        start, size = self._entries[name]
        cutoff, mini_fat_at = struct.unpack_from("<II", self._content, 0x38)
        if size >= cutoff:
            return self._chain(start)[:size]
        table = self._chain(mini_fat_at)
        mini_fat = struct.unpack(f"<{len(table) // 4}I", table)
        store = self._chain(self._entries["/root"][0]) if "/root" in self._entries else b""
        pieces = []
        for _ in range(len(mini_fat) + 1):
            if start >= len(mini_fat):
                break
            pieces.append(store[start * 64 : start * 64 + 64])
            start = mini_fat[start]
        return b"".join(pieces)[:size]
