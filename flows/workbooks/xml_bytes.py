"""XML parts as bytes, patched where they must change and left alone elsewhere."""

from __future__ import annotations

import re
from collections.abc import Container
from xml.parsers import expat

import polars as pl

from transforms.safe_text import excel_text

MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ESCAPE_OF_EXCEL = re.compile(r"_(x[0-9a-fA-F]{4}_)")


class UnpatchableError(Exception):
    """A part written in a way that the patch does not know: the workbook is brought to a normal form first."""


def attribute(tag: bytes, name: bytes) -> bytes | None:
    """The value of an attribute of a start tag, as written; None when it is not there."""
    found = re.search(rb"\s" + name + rb"""\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return None if found is None else (found[1] if found[1] is not None else found[2])


def whole(tag: bytes, name: bytes, default: int = 0) -> int:
    """An attribute that holds a whole number; any other text is unpatchable."""
    text = attribute(tag, name)
    if text is None:
        return default
    if not text.isdigit() or len(text) > 9:
        raise UnpatchableError
    return int(text)


def with_attribute(tag: bytes, name: bytes, value: bytes) -> bytes:
    """The start tag with the attribute set."""
    pattern = re.compile(rb"(\s" + name + rb"\s*=\s*)(?:\"[^\"]*\"|'[^']*')")
    if pattern.search(tag):
        return pattern.sub(lambda found: found[1] + b'"' + value + b'"', tag, count=1)
    end = -2 if tag.endswith(b"/>") else -1
    return tag[:end].rstrip() + b" " + name + b'="' + value + b'"' + tag[end:]


def without_attribute(tag: bytes, name: bytes) -> bytes:
    """The start tag without the attribute."""
    return re.sub(rb"\s" + name + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", tag, count=1)


def escaped(texts: pl.Series) -> list[str]:
    """Texts as the content of an XML element or attribute, safe for Excel; a null is an empty text."""
    safe = pl.select(excel_text(pl.lit(texts.fill_null("")))).to_series() if len(texts) else texts
    marked = safe.str.replace_all("&", "&amp;", literal=True).str.replace_all("<", "&lt;", literal=True)
    marked = marked.str.replace_all(">", "&gt;", literal=True).str.replace_all('"', "&quot;", literal=True)
    return [_ESCAPE_OF_EXCEL.sub(r"_x005F_\1", text) if "_x" in text else text for text in marked]


def escape(text: str) -> str:
    """One text as `escaped` gives it."""
    return escaped(pl.Series([text], dtype=pl.String))[0]


def check_main(part: bytes, root: bytes) -> bytes:
    """The root tag of a part in the usual namespace, without prefix and in UTF-8; any other is unpatchable."""
    found = re.search(rb"<" + root + rb"(?:\s[^>]*)?>", part[:8192])
    wide = part.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"']([^\"']+)", part)
    is_utf8 = not wide and (encoding is None or encoding[1].lower() in (b"utf-8", b"us-ascii"))
    if found is None or not is_utf8 or attribute(found[0], b"xmlns") != MAIN or b"<![CDATA[" in part:
        raise UnpatchableError
    return found[0]


def children(root: bytes, inside: bytes) -> list[tuple[str, int]]:
    """The elements directly under `root` in `inside`, the end of its part: local names and offsets in `inside`."""
    found: list[tuple[str, int]] = []
    depth = 0

    def opened(name: str, _: dict[str, str]) -> None:
        nonlocal depth
        if depth == 1:
            found.append((name.rpartition(":")[2], parser.CurrentByteIndex - len(root)))
        depth += 1

    def closed(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    try:
        parser.Parse(root + inside, True)
    except expat.ExpatError:
        raise UnpatchableError from None
    return found


def insert_before(root: bytes, inside: bytes, element: bytes, following: Container[str]) -> bytes:
    """Put an element before the first of its `following` siblings, or last."""
    end = inside.rindex(b"</")
    at = next((offset for name, offset in children(root, inside) if name in following), end)
    return inside[:at] + element + inside[at:]


def check_well_formed(part: bytes) -> None:
    """Prove that a part we wrote still parses; what does not is unpatchable."""
    try:
        expat.ParserCreate().Parse(part, True)
    except expat.ExpatError:
        raise UnpatchableError from None
