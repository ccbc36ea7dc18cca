"""The zip that a workbook is: its parts, unpacked within limits and checked against their sums."""

import struct
import zipfile
from io import BytesIO

from isal import isal_zlib

from transforms.raw import DeliveryError
from transforms.read import refusals
from transforms.read.limits import Limits

_ENCRYPTED = 0x1
_LOCAL_HEADER = 30
_NOT_DEFLATE: type[Exception] = isal_zlib.IsalError  # type: ignore[assignment]  # typed as an instance
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})


class Package:
    """A zip read part by part; every part that is given has the size and checksum its directory declares."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self._content, self._limits = content, limits
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, UnicodeError):
            complete = b"PK\x05\x06" in content[-66_000:]
            raise DeliveryError(refusals.DAMAGED if complete else refusals.TRUNCATED) from None
        self._check(len(content))
        self.names = self._zip.namelist()
        self._by_folded = {name.lower().replace("\\", "/"): name for name in self.names}

    def _check(self, packed: int) -> None:
        entries = self._zip.infolist()
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise DeliveryError(refusals.PASSWORD)
        unpacked = sum(entry.file_size for entry in entries)
        heavy = unpacked > self._limits.ratio_from_bytes and unpacked > packed * self._limits.max_ratio
        if len(entries) > self._limits.max_parts or unpacked > self._limits.max_unpacked_bytes or heavy:
            raise DeliveryError(refusals.TOO_BIG, size=_megabytes(unpacked))
        if len({entry.filename.lower() for entry in entries}) < len(entries):
            raise DeliveryError(refusals.DAMAGED)

    def has(self, name: str) -> bool:
        """Tell whether a part exists, whatever the case of its name."""
        return name.lower() in self._by_folded

    def part(self, name: str) -> bytes:
        """Give a part's bytes, or nothing when there is no such part."""
        stored = self._by_folded.get(name.lower())
        if stored is None:
            return b""
        entry = self._zip.getinfo(stored)
        if entry.file_size > self._limits.max_part_bytes:
            raise DeliveryError(refusals.TOO_BIG, size=_megabytes(entry.file_size))
        return self._unpack(entry)

    def _unpack(self, entry: zipfile.ZipInfo) -> bytes:
        head = self._content[entry.header_offset : entry.header_offset + _LOCAL_HEADER]
        if len(head) < _LOCAL_HEADER or entry.compress_type not in _METHODS:
            raise DeliveryError(refusals.DAMAGED)
        name_length, extra_length = struct.unpack_from("<HH", head, 26)
        start = entry.header_offset + _LOCAL_HEADER + name_length + extra_length
        packed = memoryview(self._content)[start : start + entry.compress_size]
        try:
            stored = entry.compress_type == zipfile.ZIP_STORED
            part = bytes(packed) if stored else isal_zlib.decompressobj(-15).decompress(packed, entry.file_size + 1)
        except _NOT_DEFLATE:
            raise DeliveryError(refusals.DAMAGED) from None
        if len(part) != entry.file_size or isal_zlib.crc32(part) != entry.CRC:
            raise DeliveryError(refusals.DAMAGED)
        return part


def _megabytes(size: int) -> str:
    return str(-(-size // 1_000_000))
