"""Vérifie un dossier de preuve : répond true ou false, avec le code de sortie 0 ou 1. Python 3.9 ou plus suffit.

    python3 verify.py [FICHIER.zip ou DOSSIER] [--seal SCEAU]

Sans chemin, c'est le dossier où se trouve verify.py qui est vérifié. Le sceau a été communiqué à part quand le dossier
a été fait : donnez-le pour prouver que c'est bien ce dossier-là, et non un autre, en accord avec lui-même seulement.
Ce qui ne va pas est dit sur la sortie d'erreur.
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
            raise ValueError("un même nom figure deux fois dans le zip")
        return {name: pack.read(name) for name in names}


def faults_of(files: dict[str, bytes], seal: str) -> list[str]:
    """One sentence for each thing that does not hold; none when the pack is what was made."""
    if MANIFEST not in files or SEAL not in files:
        return ["manifest.json ou SEAL manque : ce n'est pas un dossier de preuve entier"]
    found = hashlib.sha256(files[MANIFEST]).hexdigest()
    faults = ["manifest.json n'est pas celui qui a été scellé"] if files[SEAL].decode().strip() != found else []
    if seal and seal != found:
        faults.append("le sceau n'est pas celui qui a été donné")
    told = json.loads(files[MANIFEST])["files"]
    faults += [f"{name} manque" for name in sorted(set(told) - set(files))]
    faults += [f"{name} a été ajouté" for name in sorted(set(files) - set(told) - {MANIFEST, SEAL})]
    for name in sorted(set(told) & set(files)):
        digest = hashlib.sha256(files[name]).hexdigest()
        if digest != told[name]:
            faults.append(f"{name} a été modifié")
        if name.startswith("received/") and Path(name).stem != digest:
            faults.append(f"{name} n'est pas le fichier qui a été reçu")
        if name.startswith("redacted/") and not name.endswith(".json") and digest != redacted_hash(files, name):
            faults.append(f"{name} n'est pas la copie que décrit la fiche posée à côté")
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
        f"une ligne de {table} vient d'un fichier qui manque"
        for table, found in rows.items()
        if any(row["delivery_id"] not in received for row in found)
    ]
    counts = {table: len(found) for table, found in rows.items()}
    if counts != figures["n_rows"]:
        faults.append("les nombres de lignes ne sont pas ceux annoncés")
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
            faults.append(f"{name} n'est pas la somme de ses lignes")
    return faults


def total(amounts: Iterable[Any]) -> Decimal:
    """The exact sum of amounts written as text; an empty one is nought."""
    return sum((Decimal(one) for one in amounts if one is not None), Decimal(0))


def main(arguments: list[str]) -> int:
    """The exit code; prints true or false."""
    if {"-h", "--help"} & set(arguments):
        sys.stdout.write(str(__doc__))
        return 0
    seal = ""
    if "--seal" in arguments:
        at = arguments.index("--seal")
        seal, arguments = (arguments[at + 1 :] or ["?"])[0], arguments[:at] + arguments[at + 2 :]
    path = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    try:
        faults = faults_of(read_pack(path), seal)
    except Exception as error:
        faults = [f"le dossier ne peut pas être lu : {error}"]
    for fault in faults:
        sys.stderr.write(fault + "\n")
    sys.stdout.write("false\n" if faults else "true\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
