"""What a file is, told by its content and never by its name."""

import re

from transforms.raw import DeliveryError
from transforms.read import refusals

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", refusals.PDF),
    (b"\x89PNG", refusals.IMAGE),
    (b"\xff\xd8\xff", refusals.IMAGE),
    (b"GIF8", refusals.IMAGE),
    (b"II*\x00", refusals.IMAGE),
    (b"MM\x00*", refusals.IMAGE),
    (b"BM", refusals.IMAGE),
    (b"{\\rtf", refusals.TEXT_DOCUMENT),
    (b"Rar!", refusals.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", refusals.ARCHIVE),
    (b"\x1f\x8b", refusals.ARCHIVE),
    (b"BZh", refusals.ARCHIVE),
    (b"\x09\x00\x04\x00", refusals.OLD_FORMAT),
    (b"\x09\x02\x06\x00", refusals.OLD_FORMAT),
    (b"\x09\x04\x06\x00", refusals.OLD_FORMAT),
    (b"\x00\x00\x02\x00", refusals.OLD_FORMAT),
    (b"\x00\x00\x1a\x00", refusals.OLD_FORMAT),
    (b"\x09\x08", refusals.OLD_FORMAT),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_ACCIDENTS = 0.002  # of the bytes of a text: a few controls harm nothing
_OF_CHANCE = 27 / 256  # the controls among bytes of chance
_UNWRITTEN = 16  # a disk fills the end of what was not written with zeros
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")


def recognise(content: bytes) -> str:
    """Tell `zip`, `compound` (OLE) or `text`; refuse what is visibly something else."""
    if content.startswith(_ZIP):
        return "zip"
    if content.startswith(_COMPOUND):
        return "compound"
    if content[:64].lstrip(b" \t\r\n\xef\xbb\xbf").startswith((*_ZIP, _COMPOUND)):
        raise DeliveryError(refusals.DAMAGED)  # as a program leaves a workbook that writes a line or a mark before it
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise DeliveryError(refusals.EMPTY)
    if content.startswith(_BOMS) or _is_wide(content):
        return "text"
    _refuse_signature(content)
    if _CONTROL.search(content[:65536]) and (share := _share_of_controls(content)) > _ACCIDENTS:
        _refuse_spoilt_text(content, share)
    return "text"


def _refuse_spoilt_text(content: bytes, share: float) -> None:
    """Refuse what is no text: one cut short, whose end was never written, one spoilt here and there, or none at all."""
    written = content.rstrip(b"\0")
    if len(content) - len(written) >= _UNWRITTEN and not _CONTROL.search(written):
        raise DeliveryError(refusals.TRUNCATED)
    raise DeliveryError(refusals.DAMAGED if share < _OF_CHANCE / 2 else refusals.NOT_A_SPREADSHEET)


def _refuse_signature(content: bytes) -> None:
    for signature, code in _SIGNATURES:
        binary = signature != b"BM" or _CONTROL.search(content[:64])
        if content.startswith(signature) and binary:
            raise DeliveryError(code)
    if content[:4096].lstrip().startswith(b"%PDF"):
        raise DeliveryError(refusals.PDF)


def _share_of_controls(content: bytes) -> float:
    return len(_CONTROL.findall(content[:65536])) / min(len(content), 65536)


def _is_wide(content: bytes) -> bool:
    return wide_encoding(content) is not None


def wide_encoding(content: bytes) -> str | None:
    """Name the UTF-16 byte order of a text with no mark, seen by where its zero bytes stand; else None."""
    head = content[:4000]
    if len(head) < 4 or head.count(0) < len(head) // 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.6 * half and even < 0.02 * half + 1:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.02 * half + 1:
        return "utf-16-be"
    return None
