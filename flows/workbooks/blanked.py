"""A workbook with some cells blanked, and nothing in it but its sheets: whatever else it held may name a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from html import unescape
from itertools import count, pairwise

from flows.workbooks.parts import Parts
from flows.workbooks.usual_form import with_references, without_prefix
from flows.workbooks.xml_bytes import (
    UnpatchableError,
    attribute,
    check_main,
    children,
    escape,
    with_attribute,
    without_attribute,
)

_PACKAGE = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_TYPES = {
    "worksheet": f"{_MAIN}worksheet+xml",
    "styles": f"{_MAIN}styles+xml",
    "sharedStrings": f"{_MAIN}sharedStrings+xml",
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
}
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORKBOOK = "xl/workbook.xml"
_OF_WORKBOOK = frozenset({"workbookPr", "bookViews", "sheets", "definedNames", "calcPr"})
_OF_SHEET = frozenset(
    {"sheetCalcPr", "sheetProtection", "mergeCells", "conditionalFormatting", "dataValidations", "printOptions",
     "pageMargins", "rowBreaks", "colBreaks"}
)  # fmt: skip
_CELL = re.compile(rb"<c(?:\s[^>]*)?/>|<c(?:\s[^>]*[^/])?>.*?</c>", re.DOTALL)
_FORMULA = re.compile(rb"<f(?:\s[^>]*)?/>|<f(?:\s[^>]*[^/])?>(.*?)</f>", re.DOTALL)
_VALUE = re.compile(rb"<v>\s*(\d+)\s*</v>")
_LIST = re.compile(rb"<dataValidation\s[^>]*/>|<dataValidation\s[^>]*[^/]>.*?</dataValidation>", re.DOTALL)
_STRING = re.compile(rb"<si\s*/>|<si(?:\s[^>]*)?>.*?</si>", re.DOTALL)
_RELATION = re.compile(rb""":id\s*=\s*["']([^"']+)""")
_NAME = re.compile(rb"<definedName\s[^>]*>.*?</definedName>", re.DOTALL)
Names = Callable[[str], bool]


def blanked(
    content: bytes, cells: Mapping[str, Collection[str]], word: str, names: Names, titles: Mapping[str, str]
) -> bytes:
    """The workbook with ``word`` at these addresses, by sheet, as an xlsx of the same sheets, formats and formulas.

    ``titles`` renames sheets. Comments, drawings, links, filters, macros, pivots and properties are left out; a
    formula, a list or a named cell is too where ``names`` says that it tells of the person. UnpatchableError where the
    XML is not the usual, or a sheet that is not one of ``cells`` tells of the person.
    """
    parts = Parts(content)
    related = {one: pair for one, pair in parts.related(_WORKBOOK).items() if pair[0] in _TYPES}
    workbook, worksheets = _workbook(parts.get(_WORKBOOK), related, names, titles)
    strings = next((target for kind, target in related.values() if kind == "sharedStrings"), "")
    told = [_text(one) for one in _STRING.findall(parts.get(strings))]
    shown: set[int] = set()
    made: dict[str, bytes] = {}
    for name, path in worksheets:
        used: set[int] = set()
        made[path] = _sheet(parts.get(path), cells.get(name, ()), word, names, used)
        if name not in cells and names(" ".join([_text(made[path]), *(told[at] for at in used if at < len(told))])):
            raise UnpatchableError
        shown |= used
    for kind, target in related.values():
        if kind in ("styles", "theme"):
            made[target] = parts.get(target)
            if names(_text(made[target])):
                raise UnpatchableError
    if strings:
        made[strings] = _strings(parts.get(strings), shown)
    parts.keep_only(made | {_WORKBOOK: workbook, **_package({k: v for k, v in related.items() if v[1] in made})})
    return parts.save()


def _workbook(
    part: bytes, related: Mapping[str, tuple[str, str]], names: Names, titles: Mapping[str, str]
) -> tuple[bytes, list[tuple[str, str]]]:
    """The list of the sheets without what is left out, and the name and path of each."""
    part = without_prefix(part)
    root = check_main(part, b"workbook")
    start = part.index(root) + len(root)
    found = b"".join(piece for name, piece in _elements(root, part[start:]) if name in _OF_WORKBOOK)
    sheets = [(tag, _RELATION.search(tag)) for tag in re.findall(rb"<sheet\s[^>]*>", found)]
    paths = [
        (unescape((attribute(tag, b"name") or b"").decode()), related.get(one[1].decode(), ("", ""))) if one else None
        for tag, one in sheets
    ]
    listed = [(one[0], one[1][1]) for one in paths if one and one[1][0] == "worksheet"]
    if len(listed) < len(sheets):
        raise UnpatchableError

    def named(match: re.Match[bytes]) -> bytes:
        return b"" if b"[" in match[0] or names(_text(match[0])) else match[0]

    def titled(match: re.Match[bytes]) -> bytes:
        title = titles.get(unescape((attribute(match[0], b"name") or b"").decode()))
        return match[0] if title is None else with_attribute(match[0], b"name", escape(title).encode())

    found = re.sub(rb"<sheet\s[^>]*>", titled, found)
    found = re.sub(rb"<definedNames>\s*</definedNames>", b"", _NAME.sub(named, found))
    return part[:start] + found + b"</workbook>", listed


def _sheet(part: bytes, erased: Collection[str], word: str, names: Names, used: set[int]) -> bytes:
    """The sheet without the cells erased; the numbers of the strings that the others show are added to ``used``."""
    part = with_references(without_prefix(part))
    root = check_main(part, b"worksheet")
    opened = re.search(rb"<sheetData(?:\s[^>]*)?>", part)
    if opened is None:
        raise UnpatchableError
    if opened[0].endswith(b"/>"):
        return part[: opened.end()] + _tail(root, part[opened.end() :], names)
    end = part.rindex(b"</sheetData>")
    gone = {reference.encode() for reference in erased}
    shown = f'<is><t xml:space="preserve">{escape(word)}</t></is>'.encode()
    body = part[opened.end() : end]
    groups = _formula_groups(body, gone, names)

    def cell(match: re.Match[bytes]) -> bytes:
        text = match[0]
        tag = text[: text.index(b">") + 1]
        reference = attribute(tag, b"r") or b""
        if reference in gone:
            style = attribute(tag, b"s")
            kept = b"" if style is None else b' s="%s"' % style
            return b'<c r="%s"%s t="inlineStr">%s</c>' % (reference, kept, shown)
        if b"<f" in text:
            text = _FORMULA.sub(lambda found: _kept_formula(found, groups, names), text)
        if attribute(tag, b"t") == b"s" and (number := _VALUE.search(text)):
            used.add(int(number[1]))
        bare = without_attribute(without_attribute(tag, b"vm"), b"cm")
        return bare + text[len(tag) :]

    return part[: opened.end()] + _CELL.sub(cell, body) + b"</sheetData>" + _tail(root, part[end + 12 :], names)


def _formula_groups(body: bytes, gone: Collection[bytes], names: Names) -> set[bytes]:
    """The numbers of the shared formulas that must go, since the cell that tells them is erased, or they must."""
    groups: set[bytes] = set()
    for found in _CELL.finditer(body) if b't="shared"' in body or b"t='shared'" in body else ():
        tag = found[0][: found[0].index(b">") + 1]
        for formula in _FORMULA.finditer(found[0]):
            group = attribute(formula[0][: formula[0].index(b">") + 1], b"si")
            if group and formula[1] and (attribute(tag, b"r") in gone or _must_go(formula[1], names)):
                groups.add(group)
    return groups


def _kept_formula(found: re.Match[bytes], groups: Collection[bytes], names: Names) -> bytes:
    tag = found[0][: found[0].index(b">") + 1]
    must_go = attribute(tag, b"si") in groups or (found[1] and _must_go(found[1], names))
    return b"" if must_go else found[0]


def _must_go(formula: bytes, names: Names) -> bool:
    """Whether a formula names the person, or what is left out of the copy: another workbook, a table."""
    return b"[" in formula or names(_text(formula))


def _tail(root: bytes, inside: bytes, names: Names) -> bytes:
    """What follows the cells: of its elements, those that belong to the sheet and do not name the person."""
    pieces = [(name, piece) for name, piece in _elements(root, inside) if name in _OF_SHEET]
    pieces = [(name, _lists(piece, names) if name == "dataValidations" else piece) for name, piece in pieces]
    return b"".join(piece for _, piece in pieces if not names(_text(piece))) + b"</worksheet>"


def _lists(element: bytes, names: Names) -> bytes:
    """The lists and limits of the sheet's cells that do not name the person."""
    kept = [one[0] for one in _LIST.finditer(element) if not names(_text(one[0]))]
    tag = with_attribute(element[: element.index(b">") + 1], b"count", b"%d" % len(kept))
    return tag + b"".join(kept) + b"</dataValidations>" if kept else b""


def _elements(root: bytes, inside: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each element directly under the root, in ``inside``, the end of its part."""
    found = [*children(root, inside), ("", inside.rindex(b"</"))]
    for (name, start), (_, end) in pairwise(found):
        yield name, inside[start:end]


def _strings(part: bytes, used: Collection[int]) -> bytes:
    """The shared strings with nothing in those that no cell shows."""
    part = without_prefix(part)
    check_main(part, b"sst")
    numbers = count()
    first = part.find(b"<si")
    if first < 0:
        return part
    shown = _STRING.sub(lambda found: found[0] if next(numbers) in used else b"<si><t></t></si>", part[first:])
    end = shown.rindex(b"</si>") + 5 if b"</si>" in shown else shown.rindex(b"</sst>")
    return part[:first] + shown[:end] + b"</sst>"


def _text(part: bytes) -> str:
    """The words of a piece of XML: its texts and its attributes."""
    return unescape(re.sub(r"[<>=\"']", " ", part.decode("utf-8", "replace")))


def _package(related: Mapping[str, tuple[str, str]]) -> dict[str, bytes]:
    """The lists of the package: what each part is, and what the workbook is related to."""
    overrides = [(f"/{_WORKBOOK}", f"{_MAIN}sheet.main+xml"), *((f"/{t}", _TYPES[k]) for k, t in related.values())]
    types = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    relations = "".join(
        f'<Relationship Id="{identifier}" Type="{_OFFICE}/{kind}" Target="/{target}"/>'
        for identifier, (kind, target) in related.items()
    )
    namespace = "http://schemas.openxmlformats.org/package/2006"
    root = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="/{_WORKBOOK}"/>'
    return {
        "[Content_Types].xml": _PACKAGE
        + (
            f'<Types xmlns="{namespace}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>'
        ).encode(),
        "_rels/.rels": _PACKAGE + f'<Relationships xmlns="{namespace}/relationships">{root}</Relationships>'.encode(),
        "xl/_rels/workbook.xml.rels": _PACKAGE
        + f'<Relationships xmlns="{namespace}/relationships">{relations}</Relationships>'.encode(),
    }
