"""The copy that stands for a received file from which somebody is erased, in a form that keeps nothing else of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from flows.workbooks.blanked import blanked
from flows.workbooks.rewrite import names_in_excel, rewritten, with_hidden_sheets
from flows.workbooks.same_cells import same_cells
from flows.workbooks.xml_bytes import UnpatchableError
from schemas.wording import ERASED
from transforms.raw import DeliveryError, RawBook
from transforms.read import read
from transforms.redact import Identity, Naming, Redaction, Stays, redact
from transforms.redact_text import text_copy
from transforms.withheld_sheets import by_place

_PATCHED = frozenset({"xlsx", "xlsm"})


@dataclass(frozen=True)
class Job:
    """One kept file, the columns that stay of it, and who the person is; ``sheets`` names its sheets otherwise."""

    delivery_id: str
    content: bytes
    stays: Stays
    people: tuple[Identity, ...]
    sheets: Mapping[str, str]
    doubtful_too: bool = False


@dataclass(frozen=True)
class Copied:
    """What became of one file: the copy, ``patched`` or ``rewritten``, with the cells erased, the texts that were
    there, the doubtful rows, and the names in the copy of the sheets that could not keep theirs."""

    copy: bytes
    how: str
    cells: tuple[tuple[str, str], ...]
    values: frozenset[str]
    doubtful: tuple[tuple[str, int], ...]
    sheets: dict[str, str]


def redact_jobs(jobs: Sequence[Job]) -> list[tuple[str, Copied | None]]:
    """What runs in a worker: each file without the person; None for one that cannot be read."""
    made: list[tuple[str, Copied | None]] = []
    for job in jobs:
        try:
            made.append((job.delivery_id, _copied(job)))
        except DeliveryError:
            made.append((job.delivery_id, None))
    return made


def _copied(job: Job) -> Copied:
    book = read(job.content, "")
    is_text = book.separator is not None or book.format == "csv"
    book = book if is_text else with_hidden_sheets(book, job.content)
    rows = {(job.sheets.get(sheet, sheet), row): letters for (sheet, row), letters in job.stays.rows.items()}
    usual = {job.sheets.get(sheet, sheet): letters for sheet, letters in job.stays.sheets.items()}
    found = redact(book, Stays(rows, usual), job.people, doubtful_too=job.doubtful_too)
    if not found.cells:
        return Copied(b"", "", (), frozenset(), found.doubtful, {})
    titles = _titles(book, Naming(job.people))
    back = {new: old for old, new in job.sheets.items()} | {
        name: by_place(place) for name, (place, _) in titles.items()
    }
    cells = tuple((back.get(sheet, sheet), address) for sheet, address in found.cells)
    doubtful = tuple((back.get(sheet, sheet), row) for sheet, row in found.doubtful)
    if is_text:
        copy = text_copy(job.content, found.book, [address for _, address in found.cells])
        return Copied(copy, "patched", cells, found.values, doubtful, {})
    new_names = {name: title for name, (_, title) in titles.items()}
    patched = _patched(job, found, new_names) if book.format in _PATCHED else None
    if patched is not None:
        return Copied(patched, "patched", cells, found.values, doubtful, dict(job.sheets))
    names = names_in_excel(found.book) | new_names
    moved = {back.get(old, old): new for old, new in names.items() if old not in titles and back.get(old, old) != new}
    return Copied(rewritten(found.book, names), "rewritten", cells, found.values, doubtful, moved)


def _titles(book: RawBook, naming: Naming) -> dict[str, tuple[int, str]]:
    """Of each sheet whose own name tells of the person, its place and the name it has in the copy."""
    taken = {sheet.name.casefold() for sheet in book.sheets}
    free = (f"Feuille {number}" for number in count(1))
    return {
        sheet.name: (place, next(title for title in free if title.casefold() not in taken))
        for place, sheet in enumerate(book.sheets, 1) if naming.either(sheet.name)
    }  # fmt: skip


def _patched(job: Job, found: Redaction, titles: Mapping[str, str]) -> bytes | None:
    """The workbook with the cells blanked; None where it would not hold the same as the book."""
    cells = {sheet.name: list[str]() for sheet in found.book.sheets}
    for sheet, address in found.cells:
        cells[sheet].append(address)
    naming = Naming(job.people, found.values)
    try:
        copy = blanked(job.content, cells, ERASED, naming.either, titles)
        again = with_hidden_sheets(read(copy, ""), copy)
    except (UnpatchableError, DeliveryError):
        return None
    return copy if same_cells(found.book, again, titles) else None
