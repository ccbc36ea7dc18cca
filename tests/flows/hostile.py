"""Files that mean harm or are not what they say, each with the code of its refusal."""

import zipfile
from io import BytesIO

from tests.transforms.read_files import CORPUS, xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_HTML = (
    "<html><body><table><tr><td>N° contrat</td><td>Nom</td></tr><tr><td>C-1</td><td>M.</td></tr></table></body></html>"
)


def _with_sheet(sheet: str) -> bytes:
    """A workbook whose only sheet is this XML."""
    source, file = zipfile.ZipFile(BytesIO(xlsx({"A1": "x"}))), BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            package.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else source.read(name))
    return file.getvalue()


def _zip(*names: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in names:
            package.writestr(name, "a;b\n1;2\n")
    return file.getvalue()


def _sheet(body: str, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'


HOSTILE: dict[str, tuple[bytes, str]] = {
    "zip_bomb.xlsx": (_with_sheet(_sheet("", before="<!--" + " " * 60_000_000 + "-->")), "FICHIER-16"),
    "xml_bomb.xlsx": (_with_sheet(_sheet("", before=f'<!DOCTYPE a [<!ENTITY l0 "ha">{_LAUGHS}]>')), "FICHIER-15"),
    "seventeen_billion_cells.xlsx": (_with_sheet(_sheet(_CORNERS)), "FICHIER-17"),
    "truncated.xlsx": (xlsx({f"A{n}": f"texte {n}" for n in range(1, 300)})[:-400], "FICHIER-03"),
    "html.xls": (_HTML.encode(), "FICHIER-08"),
    "mail_error.xls": (b"Attachment contrats.xls not found!", "FICHIER-09"),
    "document.numbers": (_zip("Index/Document.iwa", "Index/Tables/DataList.iwa"), "FICHIER-05"),
    "csvs.zip": (_zip("contrats.csv", "sorties.csv"), "FICHIER-06"),
    "nothing.xlsx": (b"", "FICHIER-01"),
}
_REAL = {
    "password_protected.xlsx": "FICHIER-02",
    "password_xor.xls": "FICHIER-02",
    "xml_bomb_billion_laughs.xlsx": "FICHIER-15",
    "ods_17_billion_cells.ods": "FICHIER-17",
}
HOSTILE |= {name: ((CORPUS / "stress" / name).read_bytes(), code) for name, code in _REAL.items() if CORPUS.exists()}
