"""The directory of a zip is read as zipfile reads it, plain or not, sound or not."""

import zipfile
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.read.zip_directory import Entry, zip_entries

NAMES = st.lists(st.sampled_from(["xl/workbook.xml", "a", "é.xml", "A\\b", "-"]), max_size=4)
CHANGES = st.lists(st.tuples(st.integers(1, 400), st.integers(0, 255)), max_size=3)


def archive(names: list[str], method: int, comment: bytes, before: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as written:
        written.comment = comment
        for name in dict.fromkeys(names):
            written.writestr(name, name * 20)
    return before + made.getvalue()


def told_by_zipfile(content: bytes) -> list[Entry] | type[Exception]:
    try:
        return [
            Entry(e.filename, e.flag_bits, e.compress_type, e.CRC, e.compress_size, e.file_size, e.header_offset)
            for e in zipfile.ZipFile(BytesIO(content)).infolist()
        ]
    except Exception as error:
        return type(error)


def told_by_us(content: bytes) -> list[Entry] | type[Exception]:
    try:
        return zip_entries(content)
    except Exception as error:
        return type(error)


@settings(max_examples=300, deadline=None)
@given(NAMES, st.sampled_from([0, 8]), st.sampled_from([b"", b"said"]), st.sampled_from([b"", b"xx"]), CHANGES)
def test_what_zipfile_tells_is_told(
    names: list[str], method: int, comment: bytes, before: bytes, changes: list[tuple[int, int]]
) -> None:
    content = bytearray(archive(names, method, comment, before))
    for place, byte in changes:
        content[-min(place, len(content))] = byte
    assert told_by_us(bytes(content)) == told_by_zipfile(bytes(content))
