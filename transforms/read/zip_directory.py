"""The directory of a zip: in one pass where it is plain, as most programs write it; else by zipfile."""

import struct
import zipfile
from io import BytesIO
from typing import NamedTuple

_END = struct.Struct("<4s4H2LH")
_PART = struct.Struct("<4s6H3L5H2L")
_NEWEST = 45
_ZIP64 = 0xFFFFFFFF


class Entry(NamedTuple):
    """One part as the directory declares it."""

    name: str
    flags: int
    method: int
    crc: int
    packed_size: int
    size: int
    offset: int


def zip_entries(content: bytes) -> list[Entry]:
    """The parts of a zip in order; raises what zipfile raises."""
    entries = _plain_entries(content)
    if entries is not None:
        return entries
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return [
            Entry(e.filename, e.flag_bits, e.compress_type, e.CRC, e.compress_size, e.file_size, e.header_offset)
            for e in archive.infolist()
        ]


def _plain_entries(content: bytes) -> list[Entry] | None:
    """The parts of a zip that ends with its directory, of ASCII names and without extra fields; None for any other."""
    end = len(content) - _END.size
    if end < 0 or not content.startswith(b"PK\x05\x06", end):
        return None
    _, disk, first_disk, n_here, n_all, size, at, comment = _END.unpack_from(content, end)
    if disk or first_disk or comment or n_here != n_all or at + size != end:
        return None
    entries: list[Entry] = []
    while at + _PART.size <= end:
        mark, _, needed, flags, method, _, _, crc, packed, unpacked, length, extra, note, _, _, _, offset = (
            _PART.unpack_from(content, at)
        )
        at += _PART.size + length
        name = content[at - length : at]
        if mark != b"PK\x01\x02" or needed > _NEWEST or extra or note or _ZIP64 in (packed, unpacked, offset):
            return None
        if not name.isascii() or b"\0" in name:
            return None
        entries.append(Entry(name.decode("ascii"), flags, method, crc, packed, unpacked, offset))
    return entries if at == end else None
