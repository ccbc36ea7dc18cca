"""`epi inspect` as it is typed: its JSON, its French, its Parquet files and its exit codes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from flows.commands.options import exits
from flows.inspect import Inspected, inspect_path, plain_number, safe_name
from flows.isolation import WorkerFaultError
from flows.settings import Settings
from tests.flows.test_cli import epi
from tests.transforms.read_files import xlsx

TEXT = "N° dossier;Début;Montant\n0012;01/09/2015;1 234,50\n0013;02/09/2015;NC\n0014;;7\n"


def written(directory: Path, text: str = TEXT, name: str = "suivi.csv") -> Path:
    path = directory / name
    path.write_text(text, encoding="utf-8")
    return path


def test_json_says_all_that_was_understood(tmp_path: Path) -> None:
    path = written(tmp_path)
    told = epi("inspect", str(path), "--json", home=tmp_path)
    assert (told.returncode, told.stderr) == (0, "")
    plain = json.loads(told.stdout)
    (finding,) = plain.pop("findings")
    assert (finding["code"], finding["cells"]) == ("LISTE-31", [{"cell": "C3", "value": "NC"}])
    column = {"n_values": 3, "n_unread": 0, "sum": None}
    columns = [
        {**column, "heading": "N° dossier", "column": "A", "type": "identifier"},
        {**column, "heading": "Début", "column": "B", "type": "date", "n_values": 2},
        {**column, "heading": "Montant", "column": "C", "type": "eur", "n_values": 2, "n_unread": 1, "sum": 1241.5},
    ]
    assert plain == {
        "file": "suivi.csv", "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "format": "csv",
        "encoding": "utf-8", "separator": ";", "verdict": "read", "reason": None,
        "sheets": [{"name": "suivi", "visible": True, "tables": [{
            "range": "A1:C4", "header_rows": [1], "columns": columns, "n_rows": 3,
            "ignored_rows": [{"row": 1, "why": "header"}],
        }]}],
    }  # fmt: skip


def test_french_says_the_verdict_first_and_each_column(tmp_path: Path) -> None:
    told = epi("inspect", str(written(tmp_path)), home=tmp_path)
    lines = told.stdout.splitlines()
    assert (told.returncode, lines[0]) == (0, "Fichier lu : 1 tableau, 3\u00a0lignes de données.")
    assert "montant, 2 valeurs, 1 non lue, total 1\u202f241,50\u00a0€" in told.stdout
    assert "C3 « Montant » : « NC »" in told.stdout


def test_a_refused_file_says_why_and_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "suivi.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(400))
    told = epi("inspect", str(path), "--json", home=tmp_path)
    plain = json.loads(told.stdout)
    assert (told.returncode, plain["verdict"], plain["sheets"]) == (1, "refused", [])
    assert plain["reason"]["code"].startswith("FICHIER-")
    french = epi("inspect", str(path), home=tmp_path)
    assert french.stdout.startswith(f"Fichier refusé : {plain['reason']['message']}")


def test_out_writes_each_table_typed_with_its_rows_and_the_texts_unread(tmp_path: Path) -> None:
    told = epi("inspect", str(written(tmp_path)), "--out", str(tmp_path / "vu"), home=tmp_path)
    assert told.stderr == f"written: {tmp_path / 'vu' / 'suivi-1.parquet'}\n"
    frame = pl.read_parquet(tmp_path / "vu" / "suivi-1.parquet")
    assert frame.columns == ["_row", "N° dossier", "Début", "Montant", "Montant__raw"]
    assert frame.rows() == [
        (2, "0012", dt.date(2015, 9, 1), Decimal("1234.50"), "1 234,50"),
        (3, "0013", dt.date(2015, 9, 2), None, "NC"),
        (4, "0014", None, Decimal("7.00"), "7"),
    ]


def test_a_dry_run_only_names_the_files(tmp_path: Path) -> None:
    told = epi("inspect", str(written(tmp_path)), "--out", str(tmp_path / "vu"), "--dry-run", home=tmp_path)
    assert told.stderr == f"would write {tmp_path / 'vu' / 'suivi-1.parquet'}\n"
    assert not (tmp_path / "vu").exists()


def test_sheets_with_unsafe_or_equal_names_have_files_of_their_own(tmp_path: Path) -> None:
    assert [safe_name(name) for name in ("2014/2015", "..", "Été ?", "a:b")] == ["2014_2015", "_", "Été _", "a_b"]
    path = tmp_path / "b.xlsx"
    path.write_bytes(
        xlsx({"A1": "N°", "B1": "Nom", "A2": 1, "B2": "Die", "A6": "Code", "B6": "Lieu", "A7": 2, "B7": "Crest"})
    )
    seen = inspect_path(path, Settings(home=tmp_path), with_frames=True)
    assert [name for name, _ in seen.tables()] == [f"Contrats-{n + 1}.parquet" for n in range(len(list(seen.tables())))]


def test_a_file_that_takes_too_long_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = written(tmp_path, "N°;Nom\n" + "".join(f"{n};{n:x}{'é' * 40}\n" for n in range(60_000)))
    seen: Inspected = inspect_path(path, Settings(home=tmp_path, worker_seconds=0.01), with_frames=True)
    assert seen.inspection.code == "FICHIER-92"
    assert int(seen.exit_code) == 1


def test_a_fault_of_ours_ends_a_command_with_its_own_code() -> None:
    @exits
    def fails() -> None:
        raise WorkerFaultError("builtins.KeyError")

    with pytest.raises(SystemExit) as end:
        fails()
    assert end.value.code == 4


@pytest.mark.parametrize(
    ("number", "plain"),
    [
        (None, None),
        (Decimal("17140715.00"), 17140715),
        (Decimal("30701757.42"), 30701757.42),
        (Decimal("0.1"), 0.1),
        (Decimal("12345678901234567.89"), "12345678901234567.89"),
        (Decimal(10**24), 10**24),
    ],
)
def test_a_sum_is_a_json_number_unless_it_would_lose_digits(number: Decimal | None, plain: object) -> None:
    assert plain_number(number) == plain
