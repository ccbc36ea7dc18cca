"""Bytes of a text file to text: which encoding, line by line where one file mixes two."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from transforms.raw import DeliveryError, Remark
from transforms.read import refusals
from transforms.read.double_encoding import undo_double_encoding
from transforms.read.french_letters import frenchness
from transforms.read.recognise import wide_encoding

_SINGLE_BYTE = ("cp1252", "mac_roman", "cp850")
_USUAL = 2
_MOST_ACCIDENTS = 3
_NEAR = re.compile("[\u00a0-\u017f\u2000-\u22ff\ufb00-\ufb06\ufffd]")
_FAR = re.compile("[^\u0000-\u017f\u2000-\u22ff]")
_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÖÙÛÜŒ\u00a0«»“”‘’…–—€°²")
_MARK = b"\xef\xbb\xbf"
_UTF8_LETTER = re.compile(rb"(\xc3[\x80-\xbf]|\xc2[\xa0-\xbf]|\xc5[\x92\x93]|\xe2\x80[\x90-\xbf]|\xe2\x82\xac)")
_ACCENTED = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")
_MOST_LINES = 5000
_LINES = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|$)")


@dataclass(frozen=True)
class Decoded:
    """The text of a file, the encoding most of it is in, and what was remarked."""

    text: str
    encoding: str
    remarks: tuple[Remark, ...] = ()


def decode(content: bytes) -> Decoded:
    """Decode a delivery's text; every byte becomes a character, and a mixed or false encoding is remarked."""
    wide = _wide(content)
    if wide:
        return wide
    marked = content.startswith(_MARK)
    body = content[3:] if marked else content
    whole = _utf8(body)
    decoded = _by_line(body, marked) if whole is None else Decoded(whole, "utf-8-sig" if marked else "utf-8")
    text, remarks = undo_double_encoding(decoded.text)
    return Decoded(text, decoded.encoding, (*decoded.remarks, *remarks)) if remarks else decoded


def _wide(content: bytes) -> Decoded | None:
    name = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(content[:2])
    body = content[2:] if name else content
    name = name or wide_encoding(content)
    if name is None:
        return None
    try:
        return Decoded(body[: len(body) // 2 * 2].decode(name), name)
    except UnicodeDecodeError:
        raise DeliveryError(refusals.DAMAGED) from None


def _by_line(body: bytes, marked: bool) -> Decoded:
    if not _UTF8_LETTER.search(body):
        encoding = _single_byte([match[0] for match in islice(_ACCENTED.finditer(body), _MOST_LINES)])
        false_mark = (Remark(refusals.FALSE_ENCODING_MARK, {"encoding": encoding}),) if marked else ()
        return Decoded(body.decode(encoding, "replace"), encoding, false_mark)
    lines = _LINES.findall(body)
    texts = [_utf8(line) for line in lines]
    foreign = [line for line, text in zip(lines, texts, strict=True) if text is None]
    encoding = _single_byte(foreign)
    n_utf8 = sum(text is not None and not text.isascii() for text in texts)
    text = "".join(
        _piecewise(line, encoding) if text is None else text for line, text in zip(lines, texts, strict=True)
    )
    remarks: list[Remark] = []
    if marked:
        remarks.append(Remark(refusals.FALSE_ENCODING_MARK, {"encoding": encoding}))
    if n_utf8:
        first = next(number for number, found in enumerate(texts, 1) if found is None)
        counts = {
            "encoding": encoding,
            "n_lines": str(len(foreign)),
            "n_utf8": str(n_utf8),
            "line": str(first),
        }
        remarks.append(Remark(refusals.MIXED_ENCODINGS, counts))
    return Decoded(text, "utf-8" if n_utf8 > len(foreign) else encoding, tuple(remarks))


def _utf8(line: bytes) -> str | None:
    """Decode UTF-8; None too for the few letters of far scripts that old French bytes form by accident."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if text.isascii():
        return text
    far = _FAR.findall(text)
    accidental = not _NEAR.search(text) and len(far) <= _MOST_ACCIDENTS and all(map(_is_accident, far))
    return None if accidental else text


def _is_accident(letter: str) -> bool:
    """Tell whether a letter of a far script is, in an encoding of old, letters and signs of French: `é »`, `’é`."""
    return any(_FRENCH.issuperset(letter.encode("utf-8").decode(name, "replace")) for name in _SINGLE_BYTE)


def _piecewise(line: bytes, encoding: str) -> str:
    """Decode a line that is not UTF-8, but for the French letters it holds in UTF-8."""
    pieces = _UTF8_LETTER.split(line)
    return "".join(piece.decode("utf-8" if i % 2 else encoding, "replace") for i, piece in enumerate(pieces))


def _single_byte(lines: Sequence[bytes]) -> str:
    """Choose the encoding under which the lines read most like French; cp1252 when nothing tells."""
    sample = _UTF8_LETTER.sub(b" ", b"".join(lines)[:200_000])
    scores = {name: frenchness(sample.decode(name, "replace")) for name in _SINGLE_BYTE}
    return max(_SINGLE_BYTE, key=lambda name: scores[name] + (_USUAL if name == "cp1252" else 0))
