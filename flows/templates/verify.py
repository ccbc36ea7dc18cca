"""Verify an evidence pack: prints true or false, and exits with 0 or 1. It needs Python 3.9 or later, and nothing else.

    python3 verify.py [FILE.zip or FOLDER] [--seal SEAL]

Without a path it verifies the folder that it lies in. The seal is printed when the pack is made: give it to prove that
the pack is the one that was made, and not another that agrees with itself. What is wrong is told on standard error.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

MANIFEST, SEAL = "manifest.json", "SEAL"


def read_pack(path: Path) -> dict[str, bytes]:
    """Every file of the pack by its name, from a zip or a folder."""
    if path.is_dir():
        return {one.relative_to(path).as_posix(): one.read_bytes() for one in path.rglob("*") if one.is_file()}
    with zipfile.ZipFile(path) as pack:
        names = pack.namelist()
        if len(set(names)) < len(names):
            raise ValueError("a name stands twice in the zip")
        return {name: pack.read(name) for name in names}


def faults_of(files: dict[str, bytes], seal: str) -> list[str]:
    """One sentence for each thing that does not hold; none when the pack is what was made."""
    if MANIFEST not in files or SEAL not in files:
        return ["the manifest or its seal is not there"]
    found = hashlib.sha256(files[MANIFEST]).hexdigest()
    faults = ["the manifest is not the one that was sealed"] if files[SEAL].decode().strip() != found else []
    if seal and seal != found:
        faults.append("the seal is not the one given")
    told = json.loads(files[MANIFEST])["files"]
    faults += [f"{name} is not there" for name in sorted(set(told) - set(files))]
    faults += [f"{name} was added" for name in sorted(set(files) - set(told) - {MANIFEST, SEAL})]
    for name in sorted(set(told) & set(files)):
        digest = hashlib.sha256(files[name]).hexdigest()
        if digest != told[name]:
            faults.append(f"{name} was changed")
        if name.startswith("received/") and Path(name).stem != digest:
            faults.append(f"{name} is not the file that was received")
        if name.startswith("redacted/") and not name.endswith(".json") and digest != redacted_hash(files, name):
            faults.append(f"{name} is not the copy that its record tells of")
    return faults or content_faults(files)


def redacted_hash(files: dict[str, bytes], name: str) -> str:
    """The SHA-256 of a redacted copy, as the record beside it tells; empty without a record of that file."""
    record = json.loads(files.get(f"redacted/{Path(name).stem}.json", b"{}"))
    return str(record["redactions"][-1]["copy_sha256"]) if record.get("delivery_id") == Path(name).stem else ""


def content_faults(files: dict[str, bytes]) -> list[str]:
    """What does not agree between the figures, the rows and the files received."""
    figures, rows = json.loads(files["figures.json"]), json.loads(files["rows.json"])
    received = {Path(name).stem for name in files if name.startswith(("received/", "redacted/"))}
    faults = [
        f"a row of {table} comes from a file that is not there"
        for table, found in rows.items()
        if any(row["delivery_id"] not in received for row in found)
    ]
    counts = {table: len(found) for table, found in rows.items()}
    if counts != figures["n_rows"]:
        faults.append("the numbers of rows are not those told")
    lines = [row["values"] for row in rows.get("fse_spending", [])]
    operation = figures["operation_id"]
    lines = [line for line in lines if line["operation_id"] == operation]
    bases = [line["retained_eur"] if line["retained_eur"] is not None else line["declared_eur"] for line in lines]
    sums = {
        "declared_eur": total(line["declared_eur"] for line in lines),
        "basis_eur": total(bases),
        "fse_share_eur": total(line["fse_share_eur"] for line in figures["views"]["mart.spending_lines"]),
    }
    for name, value in sums.items():
        if value != Decimal(figures["totals"][name]):
            faults.append(f"{name} is not the sum of its rows")
    return faults


def total(amounts: Iterable[Any]) -> Decimal:
    """The exact sum of amounts written as text; an empty one is nought."""
    return sum((Decimal(one) for one in amounts if one is not None), Decimal(0))


def main(arguments: list[str]) -> int:
    """The exit code; prints true or false."""
    seal = ""
    if "--seal" in arguments:
        at = arguments.index("--seal")
        seal, arguments = arguments[at + 1], arguments[:at] + arguments[at + 2 :]
    path = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    try:
        faults = faults_of(read_pack(path), seal)
    except Exception as error:
        faults = [f"the pack cannot be read: {error}"]
    for fault in faults:
        sys.stderr.write(fault + "\n")
    sys.stdout.write("false\n" if faults else "true\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
