"""The directory of an xlsx or xlsm package: its sheets, their parts and its epoch."""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from transforms.raw import DeliveryError, Visibility
from transforms.read import refusals
from transforms.read.package import Package
from transforms.read.remembered import remembered

_VISIBILITY: dict[str, Visibility] = {"hidden": "hidden", "veryHidden": "very_hidden"}
Attributes = dict[str, str]


@dataclass(frozen=True)
class SheetEntry:
    """One sheet as the workbook lists it; `part` is its path in the package, empty for a chart sheet."""

    name: str
    visible: Visibility
    part: str


@dataclass(frozen=True)
class Directory:
    """The sheets of a workbook in order, and whether its days count from 1904."""

    sheets: tuple[SheetEntry, ...]
    date1904: bool
    styles_part: str
    strings_part: str


def parse_xml(pieces: tuple[bytes, ...], start: Callable[[str, Attributes], None]) -> None:
    """Feed XML pieces to `start(local_name, attributes)`; a document type or broken XML refuses the file."""
    parser = expat.ParserCreate()

    def opened(name: str, attributes: Attributes) -> None:
        start(name.rpartition(":")[2], attributes)

    def forbidden(*_: object) -> None:
        raise DeliveryError(refusals.FORBIDDEN_CONTENT)

    parser.StartElementHandler = opened
    parser.StartDoctypeDeclHandler = forbidden
    try:
        for piece in pieces[:-1]:
            parser.Parse(piece, False)
        parser.Parse(pieces[-1], True)
    except (expat.ExpatError, LookupError, ValueError):
        raise DeliveryError(refusals.DAMAGED) from None


def whole_number(text: str) -> int:
    """Read an attribute that should be a whole number; 0 when it is not."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def refuse_doctype(part: bytes) -> None:
    """Refuse an XML part that declares a document type, the only way to define entities."""
    if b"<!DOCTYPE" in part[:8192] or b"<!ENTITY" in part[:8192]:
        raise DeliveryError(refusals.FORBIDDEN_CONTENT)


def read_directory(package: Package) -> Directory:
    """List the sheets of the workbook with the path of their parts."""
    workbook = _workbook_part(package)
    targets = _relations(package, workbook)
    listed, date1904 = _listed(package.part(workbook))
    sheets = tuple(
        SheetEntry(name, _VISIBILITY.get(state, "visible"), _worksheet(targets.get(relation, ("", ""))))
        for name, state, relation in listed
    )
    by_kind = dict(targets.values())
    return Directory(sheets, date1904, by_kind.get("styles", ""), by_kind.get("sharedStrings", ""))


@remembered
def _listed(part: bytes) -> tuple[tuple[tuple[str, str, str], ...], bool]:
    """The name, state and relation of each sheet that a workbook lists, and whether its days count from 1904."""
    found: list[tuple[str, str, str]] = []
    epoch: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            relation = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id" and ":" in k), "")
            found.append((attributes.get("name", ""), attributes.get("state", ""), relation))
        elif name == "workbookPr":
            epoch.append(attributes.get("date1904", "0"))

    parse_xml((part,), start)
    return tuple(found), bool(epoch) and epoch[-1] in {"1", "true"}


def _worksheet(relation: tuple[str, str]) -> str:
    kind, target = relation
    return target if kind == "worksheet" else ""


def _workbook_part(package: Package) -> str:
    roots = relation_targets(package.part("_rels/.rels"), "") if package.has("_rels/.rels") else {}
    for kind, target in roots.values():
        if kind == "officeDocument" and package.has(target):
            return target
    if package.has("xl/workbook.xml"):
        return "xl/workbook.xml"
    raise DeliveryError(refusals.DAMAGED)


def _relations(package: Package, part: str) -> Mapping[str, tuple[str, str]]:
    folder, _, name = part.rpartition("/")
    listed = f"{folder}/_rels/{name}.rels"
    return relation_targets(package.part(listed), folder) if package.has(listed) else {}


@remembered
def relation_targets(part: bytes, folder: str) -> Mapping[str, tuple[str, str]]:
    """Kind and path of what a part of `folder` is related to, by identifier, from its relations part."""
    found: dict[str, tuple[str, str]] = {}

    def start(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], path)

    parse_xml((part,), start)
    return found
