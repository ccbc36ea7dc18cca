"""The reading of any received file, by what its content is."""

from transforms.raw import DeliveryError, RawBook
from transforms.read import refusals
from transforms.read.binary_excel import read_xlsb
from transforms.read.compound import open_workbook_stream
from transforms.read.delimited import read_delimited
from transforms.read.limits import USUAL, Limits
from transforms.read.office_open import read_excel
from transforms.read.old_excel import read_xls
from transforms.read.open_document import read_ods
from transforms.read.package import Package
from transforms.read.package_kind import package_kind
from transforms.read.recognise import recognise


def read(content: bytes, filename: str, limits: Limits = USUAL) -> RawBook:
    """Read a received file into sheets of text, or raise `DeliveryError` with the reason of its refusal.

    The format comes from the content. `filename` only tells whether a text was meant to be a workbook.
    """
    if len(content) > limits.max_file_bytes:
        raise DeliveryError(refusals.TOO_BIG, size=str(-(-len(content) // 1_000_000)))
    container = recognise(content)
    if container == "text":
        return read_delimited(content, filename, limits)
    if container == "compound":
        book = read_xls(content, open_workbook_stream(content))
    else:
        book = _read_zip(content, limits)
    if all(sheet.visible != "visible" or sheet.text.is_empty() for sheet in book.sheets):
        hidden = ", ".join(sheet.name for sheet in book.sheets if sheet.visible != "visible")
        raise DeliveryError(refusals.NO_CELLS, hidden=hidden)
    return book


def _read_zip(content: bytes, limits: Limits) -> RawBook:
    package = Package(content, limits)
    kind = package_kind(package)
    if kind == "ods":
        return read_ods(content, package, limits)
    if kind == "xlsb":
        return read_xlsb(content, package, limits)
    return read_excel(content, package, kind, limits)
