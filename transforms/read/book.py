"""The reading of any received file, by what its content is."""

from dataclasses import replace

from transforms.own_sheet import without_own_sheets
from transforms.raw import DeliveryError, RawBook, Remark
from transforms.read import refusals
from transforms.read.binary_excel import read_xlsb
from transforms.read.delimited import read_delimited
from transforms.read.limits import USUAL, Limits
from transforms.read.office_open import read_excel
from transforms.read.old_excel import read_xls
from transforms.read.open_document import read_ods
from transforms.read.package import Package
from transforms.read.package_kind import package_kind
from transforms.read.recognise import recognise

_DELIMITED = frozenset({"csv", "tsv", "txt", "tab"})
_FORMATS = frozenset({"xlsx", "xlsm", "xlsb", "xls", "ods", "csv"})


def read(content: bytes, filename: str, limits: Limits = USUAL) -> RawBook:
    """Read a received file into sheets of text, or raise `DeliveryError` with the reason of its refusal.

    The format comes from the content. `filename` names the sheet of a text, and tells what was meant to be sent.
    """
    if len(content) > limits.max_file_bytes:
        raise DeliveryError(refusals.TOO_BIG, size=str(-(-len(content) // 1_000_000)))
    container = recognise(content)
    if container == "text":
        book = read_delimited(content, filename, limits)
    elif container == "compound":
        book = read_xls(content, limits)
    else:
        book = _read_zip(content, limits)
    _refuse_same_names(book)
    book = without_own_sheets(book)
    _refuse_empty(book)
    return _with_name_remark(book, filename)


def _refuse_same_names(book: RawBook) -> None:
    """Refuse two sheets of one name, as a spreadsheet does: the parser would know one, an address be of two."""
    if len({sheet.name for sheet in book.sheets}) < len(book.sheets):
        raise DeliveryError(refusals.DAMAGED)


def _refuse_empty(book: RawBook) -> None:
    if all(sheet.visible != "visible" or sheet.text.is_empty() for sheet in book.sheets):
        hidden = ", ".join(sheet.name for sheet in book.sheets if sheet.visible != "visible")
        raise DeliveryError(refusals.NO_CELLS, hidden=hidden)


def _with_name_remark(book: RawBook, filename: str) -> RawBook:
    """Remark a name whose extension promises another format than the content's."""
    extension = filename.rpartition(".")[2].lower()
    promised = "csv" if extension in _DELIMITED else extension
    if promised == book.format or promised not in _FORMATS:
        return book
    params = {"extension": f".{extension}", "format": f".{book.format}"}
    return replace(book, remarks=(*book.remarks, Remark(refusals.OTHER_FORMAT_NAME, params)))


def _read_zip(content: bytes, limits: Limits) -> RawBook:
    package = Package(content, limits)
    kind = package_kind(package)
    if kind == "ods":
        return read_ods(content, package, limits)
    if kind == "xlsb":
        return read_xlsb(content, package, limits)
    return read_excel(content, package, kind, limits)
