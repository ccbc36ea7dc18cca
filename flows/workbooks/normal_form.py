"""A workbook whose XML is not written the usual way, brought to it through openpyxl."""

from __future__ import annotations

import warnings
import zipfile
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from flows.workbooks.xml_bytes import UnpatchableError


def normal_form(content: bytes, *, has_macros: bool) -> bytes:
    """The workbook as openpyxl writes it, all in memory; what openpyxl cannot read is unpatchable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that openpyxl leaves out: `same_cells` is the judge
            workbook = load_workbook(BytesIO(content), keep_vba=has_macros)
            return _saved(workbook)
    except (MemoryError, RecursionError):
        raise
    except Exception:  # a library that raises whatever it meets: the next way of writing is tried
        raise UnpatchableError from None


def _saved(workbook: Workbook) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _InMemoryWriter(workbook, archive).save()
    return out.getvalue()


class _InMemoryWriter(ExcelWriter):
    """openpyxl's writer, with no temporary file: the workers that read hostile files can write none."""

    def write_worksheet(self, ws: Any) -> None:
        """Write one sheet into the package."""
        out = BytesIO()
        writer: Any = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels
        archive: zipfile.ZipFile = self._archive  # type: ignore[attr-defined]
        archive.writestr(ws.path[1:], out.getvalue())
        self.manifest.append(ws)
