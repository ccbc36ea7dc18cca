"""Files that are no workbook, each refused by its own code."""

import pickle
import re
import struct
import zipfile
from io import BytesIO

import pytest
import xlwt
from odf.opendocument import OpenDocumentText
from odf.text import P

from tests.transforms.read_files import CORPUS, xlsx
from transforms.raw import DeliveryError
from transforms.read import read


def refusal(content: bytes, filename: str = "contrats.xlsx") -> DeliveryError:
    with pytest.raises(DeliveryError) as refused:
        read(content, filename)
    return refused.value


def zipped(**parts: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/"), text)
    return file.getvalue()


def xls() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x")
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def text_document() -> bytes:
    document = OpenDocumentText()
    document.text.addElement(P(text="Bonjour"))
    file = BytesIO()
    document.write(file)
    return file.getvalue()


LOGIN = (
    "<!DOCTYPE html><html><head><title>Connexion - Partage</title></head><form><input type='password'></form></html>"
)
EXCEL_HTML = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>a</td><td>b</td></tr></table></html>'
)
EXPORT_HTML = "<table><tr><td>N°</td><td>Lieu</td></tr><tr><td>1</td><td>Die</td></tr></table>"
FRAGMENT = EXPORT_HTML.replace("td>", "th>")
MAIL = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
SYLK = 'ID;PWXL;N;E\nP;PGeneral\nF;C1;FG0R\nC;Y1;X1;K"N°"\nC;X2;K"Lieu"\nE\n'
DIF = 'TABLE\n0,1\n"EXCEL"\nVECTORS\n0,2\n""\n'
TEXT = b"N\xc2\xb0;Commune\nDIE-1;Die\nCRE-2;Crest\n"
XML_SS = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
S3_ERROR = "<?xml version='1.0'?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"
DOCX_TYPES = '<Types><Override ContentType="application/vnd.x.wordprocessingml.document.main+xml"/></Types>'
PPTX_TYPES = '<Types><Override ContentType="application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"/></Types>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FICHIER-01"),
        (b"\xef\xbb\xbf\r\n  ", "FICHIER-01"),
        (b"\x00" * 4096, "FICHIER-01"),
        (xlsx({"A1": "x"})[:-300], "FICHIER-03"),
        (xlsx({"A1": "x"})[:200], "FICHIER-03"),
        (xls()[:2500], "FICHIER-03"),
        (xls()[:600], "FICHIER-03"),
        (zipped(Index__Document_iwa="x").replace(b"Document_iwa", b"Document.iwa"), "FICHIER-05"),
        (zipped(contrats_csv="a;b", sorties_csv="c;d"), "FICHIER-06"),
        (b"Rar!\x1a\x07\x00", "FICHIER-06"),
        (LOGIN.encode(), "FICHIER-07"),
        (EXCEL_HTML.encode(), "FICHIER-08"),
        (EXPORT_HTML.encode("cp1252"), "FICHIER-08"),
        (f"<h1>Contrats</h1>{EXPORT_HTML}".encode(), "FICHIER-08"),
        (f"<center>{FRAGMENT}".encode(), "FICHIER-08"),
        (f"{MAIL}Content-Type: text/html\n\n{EXPORT_HTML}".encode(), "FICHIER-08"),
        (XML_SS.encode("utf-16"), "FICHIER-08"),
        (S3_ERROR.encode(), "FICHIER-09"),
        (b'{"error": "unauthorized"}', "FICHIER-09"),
        (b'[\n  {\n    "id": 1\n  },\n  {\n    "id": 2\n  }\n]', "FICHIER-09"),
        (f"{MAIL}Content-Type: application/vnd.ms-excel\n\nUEsDBBQABgAI\n".encode(), "FICHIER-09"),
        (b"Bonjour, vous trouverez ci-joint le fichier.", "FICHIER-09"),
        (b"%PDF-1.7\n%\xe2\xe3", "FICHIER-10"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "FICHIER-11"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "FICHIER-11"),
        (b"{\\rtf1\\ansi Bonjour}", "FICHIER-12"),
        (zipped(**{"[Content_Types].xml": DOCX_TYPES}), "FICHIER-12"),
        (text_document(), "FICHIER-12"),
        (zipped(**{"[Content_Types].xml": PPTX_TYPES}), "FICHIER-13"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(50), "FICHIER-14"),
        (SYLK.encode(), "FICHIER-14"),
        (DIF.encode(), "FICHIER-14"),
        (TEXT + bytes(500), "FICHIER-03"),
        (b"\r\n" + xlsx({"A1": "x"}), "FICHIER-04"),
        (b"\xef\xbb\xbf" + xlsx({"A1": "x"}), "FICHIER-04"),
        (b"\n" + xls(), "FICHIER-04"),
        (zipped(content_xml="x").replace(b"content_xml", b"content.xml"), "FICHIER-06"),
        (zipped(**{"META-INF/manifest.xml": "x", "content.xml": "x"}), "FICHIER-04"),
        (TEXT.replace(b"Die", b"D\0e"), "FICHIER-04"),
        (TEXT + b"x" * 5_000_000, "FICHIER-04"),
        (TEXT + b'"' + b"x" * 5_000_000, "FICHIER-20"),
        (b";" * 20_000 + b"\n" + b"1;" * 20_000 + b"\n", "FICHIER-17"),
        (bytes(range(256)) * 20, "FICHIER-18"),
        (b"MZ\x90\x00\x03\x00\x00\x00" + bytes(500), "FICHIER-18"),
    ],
)
def test_what_is_no_workbook_is_refused_by_its_own_code(content: bytes, code: str) -> None:
    assert refusal(content).code == code


@pytest.mark.parametrize("first", ["ID;Prénom", "<br />avis", "Date: ;From:", "TABLE;0,1"])
def test_a_table_that_begins_like_another_format_is_read(first: str) -> None:
    text = f"{first}\nN°;Commune\nC;Die\nD;Crest\n"
    assert read(text.encode(), "contrats.csv").sheets[0].text.height == 4


def test_a_login_page_is_told_by_its_title() -> None:
    assert refusal(LOGIN.encode()).params == {"title": "Connexion - Partage"}


def test_a_refusal_keeps_its_code_and_parameters_across_processes() -> None:
    again = pickle.loads(pickle.dumps(refusal(LOGIN.encode())))  # noqa: S301 our own bytes, as a worker sends them
    assert (again.code, again.params) == ("FICHIER-07", {"title": "Connexion - Partage"})


def test_only_the_complaint_of_a_server_is_quoted() -> None:
    assert refusal(b"Attachment contrats.xls not found!").params == {"text": "Attachment contrats.xls not found!"}
    assert refusal("Zoé B.\nBruno C.".encode()).params == {"text": ""}


def test_a_long_document_type_or_an_entity_is_refused_before_it_is_expanded() -> None:
    source = zipfile.ZipFile(BytesIO(xlsx({"A1": "x"})))
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"):
        file = BytesIO()
        with zipfile.ZipFile(file, "w") as package:
            for name in source.namelist():
                text = source.read(name)
                if name == part:
                    text = text.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', 1)
                package.writestr(name, text)
        assert refusal(file.getvalue()).code == "FICHIER-15", part


def test_an_encrypted_zip_is_protected_by_a_password() -> None:
    content = bytearray(zipped(contrats_csv="a;b"))
    directory = content.rindex(b"PK\x01\x02")
    content[6] |= 1
    content[directory + 8] |= 1
    assert refusal(bytes(content)).code == "FICHIER-02"


def test_an_encrypted_opendocument_is_protected_by_a_password() -> None:
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": mime, "META-INF/manifest.xml": manifest, "content.xml": "x"}
    assert refusal(zipped(**parts)).code == "FICHIER-02"


def test_an_old_excel_workbook_with_a_password_is_told_so() -> None:
    content = bytearray(xls())
    start = content.index(b"\x09\x08\x10\x00")
    content[start + 20 : start + 26] = struct.pack("<HHH", 0x2F, 2, 0)
    assert refusal(bytes(content)).code == "FICHIER-02"


def test_flipped_bits_in_a_part_are_seen_by_its_checksum() -> None:
    content = bytearray(xlsx({f"A{n}": f"texte {n}" for n in range(1, 400)}))
    entry = next(e for e in zipfile.ZipFile(BytesIO(content)).infolist() if e.filename == "xl/sharedStrings.xml")
    content[entry.header_offset + 200] ^= 0x10
    assert refusal(bytes(content)).code == "FICHIER-04"


@pytest.mark.parametrize("state", ["", ' state="hidden"'])
def test_two_sheets_of_one_name_are_refused(state: str) -> None:
    source = zipfile.ZipFile(BytesIO(xlsx({"A1": "x"})))
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name in source.namelist():
            text = source.read(name)
            if name == "xl/workbook.xml":
                text = re.sub(rb"<sheet (.*?)/>", rb"<sheet \1/><sheet \1%b/>" % state.encode(), text, count=1)
            package.writestr(name, text)
    assert refusal(file.getvalue()).code == "FICHIER-04"


def test_a_workbook_with_data_only_on_hidden_sheets_is_refused_with_their_names() -> None:
    book = xlwt.Workbook()
    book.add_sheet("Vide")
    hidden = book.add_sheet("Brouillon")
    hidden.write(0, 0, "x")
    hidden.visibility = 1
    file = BytesIO()
    book.save(file)
    error = refusal(file.getvalue())
    assert (error.code, error.params) == ("FICHIER-19", {"hidden": "Brouillon"})


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not on this machine")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("password_protected.xlsx", "FICHIER-02"),
        ("password_xor.xls", "FICHIER-02"),
        ("truncated_zip.xlsx", "FICHIER-03"),
        ("apple_numbers.numbers", "FICHIER-05"),
        ("zip_of_csvs.zip", "FICHIER-06"),
        ("mail_error_message.xls", "FICHIER-09"),
        ("xml_bomb_billion_laughs.xlsx", "FICHIER-15"),
        ("ods_17_billion_cells.ods", "FICHIER-17"),
    ],
)
def test_real_files_that_must_be_refused_are(name: str, code: str) -> None:
    assert refusal((CORPUS / "stress" / name).read_bytes(), name).code == code
