"""Vérifie un dossier de preuve : répond true ou false, avec le code de sortie 0 ou 1. Python 3.9 ou plus suffit.

    python3 verify.py [FICHIER.zip ou DOSSIER] [--seal SCEAU]

Sans chemin, c'est le dossier où se trouve verify.py qui est vérifié. Le sceau a été communiqué à part quand le dossier
a été fait : donnez-le pour prouver que c'est bien ce dossier-là, et non un autre, en accord avec lui-même seulement.
Ce qui ne va pas est dit sur la sortie d'erreur.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
import zipfile
from collections import Counter
from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

MANIFEST, SEAL = "manifest.json", "SEAL"
PIECE = 1 << 20


class Pack:
    """The files of a pack, a zip or a folder, read piece by piece: what is long is never whole in memory."""

    def __init__(self, path: Path) -> None:
        self._folder = path
        self._zip = None if path.is_dir() else zipfile.ZipFile(path)
        names = [one.relative_to(path).as_posix() for one in path.rglob("*") if one.is_file()]
        names = self._zip.namelist() if self._zip else names
        self.names = set(names)
        if len(self.names) < len(names):
            raise ValueError("un même nom figure deux fois dans le zip")

    def open(self, name: str) -> IO[bytes]:
        """A file of the pack, from its start."""
        return self._zip.open(name) if self._zip else (self._folder / name).open("rb")

    def read(self, name: str) -> bytes:
        """A small file, whole."""
        with self.open(name) as file:
            return file.read()

    def sha256(self, name: str) -> str:
        """The SHA-256 of a file."""
        digest = hashlib.sha256()
        with self.open(name) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
        return digest.hexdigest()

    def values(self, name: str) -> Iterator[tuple[tuple[str, ...], Any]]:
        """Each value of a JSON object, under its keys; of a list, each item under those of the list."""
        with self.open(name) as file:
            yield from Json(file).values()


class Json:
    """A JSON object, decoded value by value as it is read."""

    def __init__(self, file: IO[bytes], piece: int = PIECE) -> None:
        self._text, self._piece = io.TextIOWrapper(file, encoding="utf-8", newline=""), piece
        self._decode = json.JSONDecoder().raw_decode
        self._held, self._at, self._is_ended = "", 0, False

    def values(self) -> Iterator[tuple[tuple[str, ...], Any]]:
        """See ``Pack.values``; ValueError where it is no JSON object, or something follows it."""
        yield from self._members(())
        if self._next():
            raise ValueError("du texte suit la fin d'un fichier JSON")

    def _members(self, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
        for _ in self._parts("{", "}"):
            within = (*path, self._value())
            self._take(":")
            if self._next() == "{":
                yield from self._members(within)
            elif self._next() == "[":
                for _ in self._parts("[", "]"):
                    yield within, self._value()
            else:
                yield within, self._value()

    def _parts(self, begin: str, end: str) -> Iterator[None]:
        """Stop before each part between two brackets."""
        self._take(begin)
        if self._next() == end:
            self._take(end)
            return
        yield
        while self._take(f",{end}") == ",":
            yield

    def _take(self, some: str) -> str:
        """The next sign, which is one of some."""
        sign = self._next()
        if not sign or sign not in some:
            raise ValueError(f"« {sign} » au lieu de « {some} » dans un fichier JSON")
        self._at += 1
        return sign

    def _next(self) -> str:
        """The next sign that is no space, left where it is; empty at the end."""
        while True:
            while self._at < len(self._held) and self._held[self._at] in " \t\r\n":
                self._at += 1
            if self._at < len(self._held) or self._is_ended:
                return self._held[self._at : self._at + 1]
            self._read_on()

    def _value(self) -> Any:
        self._next()
        while True:
            try:
                value, end = self._decode(self._held, self._at)
            except ValueError:
                if self._is_ended:
                    raise
            else:
                if end < len(self._held) or self._is_ended:  # else a number may go on
                    self._at = end
                    return value
            self._read_on()

    def _read_on(self) -> None:
        piece = self._text.read(self._piece)
        self._held, self._at, self._is_ended = self._held[self._at :] + piece, 0, not piece


def faults_of(pack: Pack, seal: str) -> list[str]:
    """One sentence for each thing that does not hold; none when the pack is what was made."""
    if not {MANIFEST, SEAL} <= pack.names:
        return ["manifest.json ou SEAL manque : ce n'est pas un dossier de preuve entier"]
    found = pack.sha256(MANIFEST)
    faults = ["manifest.json n'est pas celui qui a été scellé"] if pack.read(SEAL).decode().strip() != found else []
    if seal and seal != found:
        faults.append("le sceau n'est pas celui qui a été donné")
    told = json.loads(pack.read(MANIFEST))["files"]
    faults += [f"{name} manque" for name in sorted(set(told) - pack.names)]
    faults += [f"{name} a été ajouté" for name in sorted(pack.names - set(told) - {MANIFEST, SEAL})]
    for name in sorted(pack.names.intersection(told)):
        digest = pack.sha256(name)
        if digest != told[name]:
            faults.append(f"{name} a été modifié")
        if name.startswith("received/") and Path(name).stem != digest:
            faults.append(f"{name} n'est pas le fichier qui a été reçu")
        if name.startswith("redacted/") and not name.endswith(".json") and digest != redacted_hash(pack, name):
            faults.append(f"{name} n'est pas la copie que décrit la fiche posée à côté")
    return faults or content_faults(pack)


def redacted_hash(pack: Pack, name: str) -> str:
    """The SHA-256 of a redacted copy, as the record beside it tells; empty without a record of that file."""
    record_name = f"redacted/{Path(name).stem}.json"
    record = json.loads(pack.read(record_name)) if record_name in pack.names else {}
    return str(record["redactions"][-1]["copy_sha256"]) if record.get("delivery_id") == Path(name).stem else ""


def content_faults(pack: Pack) -> list[str]:
    """What does not agree between the figures, the rows and the files received."""
    told: dict[tuple[str, ...], Any] = {}
    sums = {"declared_eur": Decimal(0), "basis_eur": Decimal(0), "fse_share_eur": Decimal(0)}
    for path, value in pack.values("figures.json"):
        if path == ("views", "mart.spending_lines"):
            sums["fse_share_eur"] += amount(value["fse_share_eur"])
        elif path[0] != "views":
            told[path] = value
    received = {Path(name).stem for name in pack.names if name.startswith(("received/", "redacted/"))}
    counts, astray = Counter[str](), set()
    for (table,), row in pack.values("rows.json"):
        counts[table] += 1
        if row["delivery_id"] not in received:
            astray.add(table)
        line = row["values"]
        if table == "fse_spending" and line["operation_id"] == told["operation_id",]:
            sums["declared_eur"] += amount(line["declared_eur"])
            sums["basis_eur"] += amount(line["declared_eur" if line["retained_eur"] is None else "retained_eur"])
    return [*row_faults(counts, astray, told), *(
        f"{name} n'est pas la somme de ses lignes"
        for name, value in sums.items() if value != Decimal(told["totals", name])
    )]  # fmt: skip


def row_faults(counts: Counter[str], astray: Collection[str], told: dict[tuple[str, ...], Any]) -> list[str]:
    """What the rows lack: the file that they come from, or some of those that were told."""
    faults = [f"une ligne de {table} vient d'un fichier qui manque" for table in counts if table in astray]
    if counts != {path[1]: number for path, number in told.items() if path[0] == "n_rows"}:
        faults.append("les nombres de lignes ne sont pas ceux annoncés")
    return faults


def amount(written: str | None) -> Decimal:
    """An exact amount; an empty one is nought."""
    return Decimal(written or 0)


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
        faults = faults_of(Pack(path), seal)
    except Exception as error:
        faults = [f"le dossier ne peut pas être lu : {error}"]
    for fault in faults:
        sys.stderr.write(fault + "\n")
    sys.stdout.write("false\n" if faults else "true\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
