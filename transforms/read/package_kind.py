"""Which document a zip holds: a workbook of ours, or something to refuse by its own name."""

from transforms.raw import DeliveryError
from transforms.read import refusals
from transforms.read.package import Package

_MAIN = (
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"spreadsheetml.template.main+xml", "xlsx"),
    (b"ms-excel.sheet.macroEnabled.main+xml", "xlsm"),
    (b"ms-excel.template.macroEnabled.main+xml", "xlsm"),
    (b"ms-excel.addin.macroEnabled.main+xml", "xlsm"),
    (b"ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
)
_ARCHIVED = (".csv", ".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".tsv", ".txt", ".pdf", ".zip")


def package_kind(package: Package) -> str:
    """Tell `xlsx`, `xlsm`, `xlsb` or `ods`; refuse other documents and archives."""
    if package.has("mimetype"):
        return _open_document(package)
    if any(name.lower().endswith(".iwa") or name.lower().endswith("index.zip") for name in package.names):
        raise DeliveryError(refusals.APPLE_NUMBERS)
    types = package.part("[Content_Types].xml")
    for mark, kind in _MAIN:
        if mark in types:
            return kind
    if b"wordprocessingml" in types:
        raise DeliveryError(refusals.TEXT_DOCUMENT)
    if package.has("xl/workbook.xml"):
        return "xlsx"
    if package.has("xl/workbook.bin"):
        return "xlsb"
    if package.has("content.xml") and package.has("META-INF/manifest.xml"):
        raise DeliveryError(refusals.DAMAGED)  # an OpenDocument that lost the part that names its kind
    raise DeliveryError(refusals.OTHER_DOCUMENT if types else refusals.ARCHIVE)


def _open_document(package: Package) -> str:
    mime = package.part("mimetype").strip()
    if b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise DeliveryError(refusals.PASSWORD)
    if mime.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return "ods"
    raise DeliveryError(refusals.TEXT_DOCUMENT if b"opendocument.text" in mime else refusals.OTHER_DOCUMENT)
