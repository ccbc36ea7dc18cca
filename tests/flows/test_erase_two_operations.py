"""A person of two EPI and two operations, each kept until another day, in a file, a folder and a delivery since replaced."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest

from flows.erase import erase, key_of
from flows.retention import RetentionError
from flows.settings import Settings
from tests.flows.erasing import BORN, FIRST, LAST, found_words
from tests.nights import night, rows
from transforms.redact import Identity

PERSON = Identity(LAST, FIRST, BORN)
HEADINGS = "N° contrat;Nom;Prénom;Date de naissance;Type de contrat;Date de début;Date de fin prévue;N° opération\n"
TERMS = (
    "N° opération;Programmation;Intitulé de l'opération;Début de réalisation;Fin de réalisation;Coût total éligible;"
    "Montant FSE conventionné;Date des comptes\n"
)
FIRST_OPERATION, SECOND_OPERATION = "201400026", "201400027"
RUNNING = f"15/02/{dt.datetime.now(dt.UTC).year}"


def line(number: str, operation: str, start: str = "01/09/2014") -> str:
    return f"{number};{LAST};{FIRST};12/03/1990;CDD;{start};31/08/2015;{operation}\n"


def others(*numbers: int) -> str:
    return "".join(
        f"O-{n};Garance;Octave {'abcdef'[n]};04/05/1991;CDD;01/09/2014;31/08/2015;201400026\n" for n in numbers
    )


def operations(accounts: str, *names: str) -> str:
    out = io.StringIO(TERMS)
    out.seek(0, io.SEEK_END)
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(
        [name, "2014-2020", "Médiation", "01/01/2014", "31/12/2015", "180 000,00", "90 000,00", accounts]
        for name in names
    )
    return out.getvalue()


def network(folder: Path, **files: str) -> Settings:
    """EPI « die » with a file of contracts, « crest » with a folder of them, each with operations."""
    for name, content in files.items():
        epi, _, table = name.partition("_")
        place = folder / epi / ("dossier" if (epi, table) == ("crest", "contrats") else "")
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{table}.csv").write_text(content, encoding="utf-8")
    told = ['[network]\nname = "Essai"\nas_of = 2015-07-31\n']
    for epi, source in (("crest", 'path = "crest/dossier"\nfiles = "*.csv"'), ("die", 'path = "die/contrats.csv"')):
        told.append(
            f'[[epis]]\nid = "{epi}"\nname = "EPI de {epi}"\ncommune = "Die"\ninsee_code = "26113"\npostcode = "26150"\n'
            f'contact = "{epi}@example.fr"\n[[epis.sources]]\nname = "contrats"\n{source}\n'
            f'[[epis.sources]]\nname = "operations"\npath = "{epi}/operations.csv"\n'
        )
    (folder / "epis.toml").write_text("".join(told), encoding="utf-8")
    return Settings(home=folder / "home", config=folder / "epis.toml", worker_processes=1)


def publish(settings: Settings) -> None:
    assert night(settings.home, settings.config, accept=True).outcome == "published"


def erased(settings: Settings) -> None:
    erase(settings, key_of(settings, LAST, FIRST, BORN), PERSON, dry_run=False)


def test_the_person_leaves_both_once_both_retentions_are_over_also_a_delivery_since_replaced(tmp_path: Path) -> None:
    past = operations("15/02/2017", FIRST_OPERATION), operations("15/02/2016", SECOND_OPERATION)
    settings = network(
        tmp_path, die_contrats=HEADINGS + line("C-1", FIRST_OPERATION) + others(1, 2), die_operations=past[0],
        crest_contrats=HEADINGS + line("K-1", SECOND_OPERATION, "31/02/2015") + line("K-2", SECOND_OPERATION),
        crest_operations=past[1],
    )  # fmt: skip
    publish(settings)
    network(tmp_path, die_contrats=HEADINGS + line("C-1", FIRST_OPERATION) + others(1, 2, 3))
    publish(settings)
    before = rows(settings.home, "FROM mart.answers"), rows(settings.home, "FROM core.contracts ORDER BY ALL")
    assert found_words(settings.home)
    erased(settings)
    assert found_words(settings.home) == set()
    assert before == (rows(settings.home, "FROM mart.answers"), rows(settings.home, "FROM core.contracts ORDER BY ALL"))


@pytest.mark.parametrize("start", ["01/09/2014", "31/02/2015"])
def test_nothing_leaves_while_one_of_the_two_runs_also_of_a_row_set_aside(tmp_path: Path, start: str) -> None:
    settings = network(
        tmp_path, die_contrats=HEADINGS + line("C-1", FIRST_OPERATION) + others(1, 2),
        die_operations=operations("15/02/2017", FIRST_OPERATION),
        crest_contrats=HEADINGS + line("K-1", SECOND_OPERATION, start) + others(4, 5),
        crest_operations=operations(RUNNING, SECOND_OPERATION),
    )  # fmt: skip
    publish(settings)
    with pytest.raises(RetentionError, match=f"operation {SECOND_OPERATION}: to be kept until"):
        erased(settings)


def test_of_an_operation_that_two_epi_declare_otherwise_the_later_end_counts(tmp_path: Path) -> None:
    settings = network(
        tmp_path, die_contrats=HEADINGS + line("C-1", FIRST_OPERATION) + others(1, 2),
        die_operations=operations(RUNNING, FIRST_OPERATION), crest_contrats=HEADINGS + others(4, 5),
        crest_operations=operations("15/02/2016", FIRST_OPERATION),
    )  # fmt: skip
    publish(settings)
    with pytest.raises(RetentionError, match=f"operation {FIRST_OPERATION}: to be kept until"):
        erased(settings)
