"""The name of a person typed where nobody asked for it is told to nobody but the EPI, and no row is lost for it."""

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

import duckdb
import polars as pl
import pytest
import xlsxwriter

from flows.artifacts import night_page
from flows.export import chosen, export
from flows.findings_tables import findings_tables
from flows.fse import dry_run
from flows.fse_letter import fse_letter
from flows.night import Options
from flows.night_work import NightWork
from flows.open_data import public_data, write_public_data
from flows.read_configuration import load_configuration
from flows.report import NightReport
from flows.settings import Settings
from flows.sql import open_session
from flows.trace import traced
from tests.nights import rows

NAMES = ("quirgoul", "zephyrine", "bouldoche", "ysaline")
"""Two people, invented: Zéphyrine Quirgoul, whose row is accepted, and Ysaline Bouldoche, whose row is set aside."""
CONTRACTS = (
    ("N° contrat", "Nom", "Prénom", "Date de naissance", "Type de contrat", "Date de début", "Date de fin prévue", "Poste",
     "Notes de Zéphyrine"),
    ("QUIRGOUL-2014", "Quirgoul", "Zéphyrine", "12/03/1990", "CDD", "01/09/2014", "31/08/2015", "Aide de Mme QUIRGOUL", "x"),
    ("Bouldoche 1", "Bouldoche", "Ysaline", "13/04/1991", "CUI Ysaline", "01/09/2014", "31/08/2015", "Animatrice", "y"),
)  # fmt: skip
SPENDING = (
    ("N° pièce", "N° opération", "N° contrat", "Poste de dépense", "Mois", "Montant déclaré", "Motif de l'écart",
     "Montant écarté", "Montant retenu", "Date d'acquittement", "Fournisseur", "N° facture"),
    ("QUIRGOUL-2014/01", "201400026", "QUIRGOUL-2014", "personnel", "2015-01", "1000,00", "absence de zephyrine quirgoul",
     "100,00", "900,00", "31/01/2015", "", ""),
    ("Bouldoche-01", "201400026", "Bouldoche 1", "personnel", "2015-01", "abc", "", "", "", "31/01/2015", "", ""),
    ("DIE-3", "201400026", "QUIRGOUL-2014", "personnel", "2015-02", "1000,00", "", "", "", "28/02/2015", "", ""),
    ("DIE-4", "201400026", "", "prestations", "2015-02", "300,00", "", "", "", "28/02/2015", "Écla", "Bouldoche-7"),
)  # fmt: skip
OPERATIONS = (
    ("N° opération", "Intitulé de l'opération", "Programmation", "Début de réalisation", "Fin de réalisation",
     "Coût total éligible", "FSE conventionné"),
    ("201400026", "Formation, avec Quirgoul Zéphyrine", "2014-2020", "01/01/2014", "31/12/2015", "100000,00", "50000,00"),
)  # fmt: skip


EPI = (
    '[[epis]]\nid = "{0}"\nname = "EPI de {1}"\ncommune = "{1}"\ninsee_code = "{2}"\npostcode = "{3}"\n'
    'contact = "{0}@epi.example"\n'
)


def workbook(*sheets: tuple[str, tuple[tuple[str, ...], ...]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name, lines in sheets:
        page = book.add_worksheet(name)
        for at, line in enumerate(lines):
            page.write_row(at, 0, line)
    book.close()
    return out.getvalue()


@dataclass(frozen=True)
class Ran:
    """A night that is over, what it said, and the texts that the UI of Prefect is given."""

    settings: Settings
    home: Path
    report: NightReport
    artifacts: str


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("network")
    (folder / "suivi").mkdir()
    (folder / "Contrats Quirgoul.xlsx").write_bytes(workbook(("Zéphyrine Q. et Quirgoul", CONTRACTS)))
    spending = workbook(("Ysaline Bouldoche", SPENDING), ("Opérations", OPERATIONS), ("Notes Bouldoche", (("rien",),)))
    (folder / "suivi" / "Bouldoche_2015.xlsx").write_bytes(spending)
    head, line = ";".join(CONTRACTS[0][:7]), "C-9;M.;Omar;01/02/1988;CDD;01/09/2014;31/08/2015"
    line += "\nC-8;Quirgoul;Zéphyrine;12/03/1990;CDD;01/09/2014;31/08/2015"
    (folder / "crest.csv").write_text(f"{head}\n{line}\n", encoding="utf-8")
    (folder / "epis.toml").write_text(
        '[network]\nname = "Essai"\ncoordinator = "pole@epi.example"\n'
        + EPI.format("die", "Die", "26113", "26150")
        + '[[epis.sources]]\nname = "contrats"\npath = "Contrats Quirgoul.xlsx"\n'
        + '[[epis.sources]]\nname = "suivi"\npath = "suivi"\nfiles = "*.xlsx"\ntake = "all"\n'
        + EPI.format("crest", "Crest", "26108", "26400")
        + '[[epis.sources]]\npath = "crest.csv"\n',
        encoding="utf-8",
    )
    settings = Settings(home=folder / "home", config=folder / "epis.toml", worker_processes=1)
    report, findings = one_night(settings)
    artifacts = night_page(report) + str(findings_tables(findings))
    return Ran(settings, settings.home, report, artifacts)


def one_night(settings: Settings) -> tuple[NightReport, pl.DataFrame]:
    work = NightWork(settings, load_configuration(settings), Options())
    said = [work.pull(), work.judge(), work.publish()]
    assert named(str(said)) == []
    return work.report(), work.findings


def named(text: str) -> list[str]:
    """The names that a text holds, however they are written."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return [name for name in NAMES if name in plain]


def others(home: Path) -> Iterator[Path]:
    """Every file that is no received file, no identity file and no letter to the EPI itself."""
    for path in home.rglob("*"):
        if (
            path.is_file()
            and path.relative_to(home).parts[0] not in ("received", "restricted")
            and "-die." not in path.name
        ):
            yield path


def test_no_byte_of_what_is_kept_or_published_names_anybody(ran: Ran) -> None:
    read = list(others(ran.home))
    assert {path.suffix for path in read} >= {".duckdb", ".parquet", ".html", ".json"}
    for path in read:
        assert named(path.name) == [], path
        for encoding in ("utf-8", "utf-16-le"):
            assert named(path.read_bytes().decode(encoding, "ignore")) == [], path
        if path.suffix == ".parquet":
            assert named(str(pl.read_parquet(path).to_dicts())) == [], path


def test_no_value_published_names_anybody(ran: Ran) -> None:
    with duckdb.connect(str(ran.home / "warehouse.duckdb"), read_only=True) as connection:
        for (name,) in connection.sql("SELECT schema_name || '.' || table_name FROM duckdb_tables()").fetchall():
            assert named(str(connection.sql(f"FROM {name}").fetchall())) == [], name


def test_no_row_is_lost_and_what_was_joined_by_a_name_still_is(ran: Ran) -> None:
    told = "SELECT n_rows_read - n_rows_accepted - n_rows_set_aside - n_rows_ignored AS n FROM ledger.deliveries"
    assert rows(ran.home, f"SELECT count(*), sum(n) FROM ({told})") == [(3, 0)]
    joined = """SELECT count(*) FROM core.contracts AS c
        JOIN core.fse_spending AS s ON s.epi_id = c.epi_id AND s.contract_id = c.contract_id"""
    assert rows(ran.home, joined) == [(2,)]
    ((key,),) = rows(ran.home, "SELECT contract_id FROM core.contracts WHERE epi_id = 'die'")
    assert re.fullmatch(r"\[nom [0-9a-f]{10}\]-2014", key)


def test_what_the_night_says_names_nobody(ran: Ran) -> None:
    assert named(ran.report.as_json()) == []
    assert [line.n_rows_set_aside for line in ran.report.files if line.epi_id == "die"] == [1, 1]


def test_what_is_shown_of_the_operation_and_given_away_names_nobody(ran: Ran, tmp_path: Path) -> None:
    assert named(ran.artifacts) == []
    assert named(fse_letter(dry_run(ran.settings, "201400026"))) == []
    write_public_data(public_data(ran.settings), tmp_path)
    with open_session(ran.settings) as session:
        export(session, chosen(session, ()), tmp_path, "csv")
    for path in tmp_path.rglob("*.csv"):
        assert named(path.read_text(encoding="utf-8")) == [], path


def test_the_alert_of_one_person_in_two_epi_is_told_to_each_without_a_name(ran: Ran) -> None:
    told = rows(ran.home, "SELECT epi_id, message FROM quality.findings WHERE code = 'DOUBLON-14' ORDER BY epi_id")
    assert [epi for epi, _ in told] == ["crest", "die"]
    assert "feuille « [feuille 1] »" in told[0][1]


def test_the_letter_to_the_epi_itself_says_what_it_typed(ran: Ran) -> None:
    (letter,) = ran.home.glob("outbox/*/*-die.eml")
    assert named(message_from_bytes(letter.read_bytes(), policy=policy.default).get_body().get_content())


def test_the_cells_are_still_found_in_a_sheet_named_after_somebody(ran: Ran) -> None:
    with traced(ran.settings, "spending_lines", {"epi_id": "die"}) as told:
        cells = list(told.cells())
    cell = next(one for one in cells if (one.table_name, one.column_name) == ("fse_spending", "declared_eur"))
    assert (cell.sheet, cell.address, cell.value_read) == ("[feuille 1]", "F2", "1000,00")


def test_the_next_night_changes_nothing(ran: Ran) -> None:
    again, _ = one_night(ran.settings)
    assert (again.outcome, {line.in_force for line in again.files}) == ("unchanged", {"unchanged"})
    assert named(again.as_json()) == []


def test_a_name_that_only_a_later_file_tells_is_taken_out_of_what_stood_before(tmp_path: Path) -> None:
    (tmp_path / "depenses.xlsx").write_bytes(workbook(("Dépenses", SPENDING), ("Opérations", OPERATIONS)))
    other = "C-9;M.;Omar;01/02/1988;CDD;01/09/2014;31/08/2015\n"
    lines = [";".join(line[:7]) for line in CONTRACTS]
    (tmp_path / "contrats.csv").write_text("\n".join([lines[0], other]), encoding="utf-8")
    (tmp_path / "epis.toml").write_text(
        '[network]\nname = "Essai"\n[[epis]]\nid = "die"\nname = "EPI de Die"\ncommune = "Die"\ninsee_code = "26113"\n'
        'postcode = "26150"\n[[epis.sources]]\nname = "contrats"\npath = "contrats.csv"\n'
        '[[epis.sources]]\nname = "depenses"\npath = "depenses.xlsx"\n',
        encoding="utf-8",
    )
    settings = Settings(home=tmp_path / "home", config=tmp_path / "epis.toml", worker_processes=1, page=False)
    one_night(settings)
    assert rows(settings.home, "SELECT DISTINCT contract_id FROM core.fse_spending WHERE contract_id IS NOT NULL") == [
        ("QUIRGOUL-2014",)
    ]
    (tmp_path / "contrats.csv").write_text("\n".join([*lines, other]), encoding="utf-8")
    one_night(settings)
    joined = "SELECT count(*) FROM core.contracts AS c JOIN core.fse_spending AS s USING (epi_id, contract_id)"
    assert rows(settings.home, joined) == [(2,)]
    assert named(str(rows(settings.home, "FROM core.fse_spending"))) == []


def test_an_invoice_whose_number_names_somebody_is_found_twice_at_an_epi_that_does_not_know_the_person(
    tmp_path: Path,
) -> None:
    (tmp_path / "die.xlsx").write_bytes(workbook(("Contrats", CONTRACTS), ("Dépenses", (SPENDING[0], *SPENDING[3:]))))
    (tmp_path / "crest.xlsx").write_bytes(workbook(("Dépenses", (SPENDING[0], ("C-4", *SPENDING[4][1:])))))
    (tmp_path / "epis.toml").write_text(
        '[network]\nname = "Essai"\n'
        + EPI.format("die", "Die", "26113", "26150")
        + '[[epis.sources]]\npath = "die.xlsx"\n'
        + EPI.format("crest", "Crest", "26108", "26400")
        + '[[epis.sources]]\npath = "crest.xlsx"\n',
        encoding="utf-8",
    )
    settings = Settings(home=tmp_path / "home", config=tmp_path / "epis.toml", worker_processes=1, page=False)
    one_night(settings)
    told = rows(settings.home, "SELECT epi_id, value_read FROM quality.findings WHERE code = 'DOUBLON-12'")
    assert sorted(epi for epi, _ in told) == ["crest", "die"]
    assert [named(value) for epi, value in told if epi == "die"] == [[]]
