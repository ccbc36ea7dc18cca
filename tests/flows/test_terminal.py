"""What a file holds is shown by the commands and never obeyed: no escape sequence, no markup, no turned text."""

import json
from pathlib import Path

import pytest
from rich.table import Table

from flows.artifacts import night_page
from flows.commands.echo import echo, terminal
from flows.inspect import safe_name
from tests.flows.test_cli import epi
from tests.nights import night, one_epi
from tests.transforms.read_files import xlsx

ORDERS = ("\x1b", "\x07", "\x9b", "\u202e")
HOSTILE = "a_x001B_[2J\x9b31m\u202eb"  # as a workbook's XML writes an escape character


def hostile_workbook(folder: Path) -> Path:
    path = folder / "fichier.xlsx"
    heads = ("N° contrat", "Nom", "Prénom", "Date de naissance", "Type de contrat", "Date de début", HOSTILE)
    values = ("C-1", "M.", "Léa", "12/03/1990", HOSTILE, HOSTILE, HOSTILE)
    cells = {f"{letter}1": text for letter, text in zip("ABCDEFG", heads, strict=True)}
    path.write_bytes(xlsx(cells | {f"{letter}2": text for letter, text in zip("ABCDEFG", values, strict=True)}))
    return path


@pytest.mark.parametrize("command", ["check", "inspect"])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_command_prints_no_character_of_a_file_that_a_terminal_obeys(
    tmp_path: Path, command: str, form: list[str]
) -> None:
    told = epi(command, str(hostile_workbook(tmp_path)), *form, home=tmp_path / "home")
    assert "\\u009b" in told.stdout
    assert [order for order in ORDERS if order in told.stdout + told.stderr] == []
    if form:
        assert "\x9b31m\u202eb" in json.dumps(json.loads(told.stdout), ensure_ascii=False)


def test_brackets_are_no_markup_and_orders_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table("file")
    table.add_row("[red]x[/nope]\x1b[2J\u202e")
    terminal().print(table)
    echo("fait\x9b1m")
    shown = capsys.readouterr().out
    assert "[red]x[/nope]\\u001b[2J\\u202e" in shown
    assert shown.endswith("fait\\u009b1m\n")


def test_the_name_of_a_file_is_not_in_the_artifact_of_the_night(tmp_path: Path) -> None:
    name = "[ici](javascript:x) Dupont <img src=x> |.csv"
    page = night_page(night(tmp_path / "home", one_epi(tmp_path, b"N;Nom\n1;a\n", filename=name)))
    assert "| die | fichier | Fichier refusé |" in page
    assert not {word for word in ("javascript", "img", "Dupont") if word in page}


def test_the_file_of_a_table_fits_any_disk_whatever_the_name_of_its_sheet() -> None:
    long = safe_name("é😀" * 200)
    assert long.startswith("é😀")
    assert len(f"{long}-1000.parquet".encode()) <= 255
    assert safe_name("a\x9b\u202e../\x00b") == "a__..__b"
