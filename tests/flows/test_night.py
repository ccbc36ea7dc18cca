import datetime as dt
import shutil
from pathlib import Path

import pytest

from flows.report import ExitCode
from tests.fse.judged import csv_of
from tests.fse.rows import CONTRACT, OPERATION
from tests.nights import HEADINGS, SAMPLES, contracts_csv, night, one_epi, rows
from warehouse.as_of import night_at
from warehouse.store import Store

COUNT = "SELECT count(*) FROM core.contracts"
ANSWERS = "SELECT * FROM mart.answers"


def test_a_night_in_which_nothing_changed_publishes_nothing(tmp_path: Path) -> None:
    config = one_epi(tmp_path, contracts_csv(1, 2))
    first, second = night(tmp_path / "home", config), night(tmp_path / "home", config)
    assert (first.outcome, second.outcome) == ("published", "unchanged")
    assert [line.in_force for line in second.files] == ["unchanged"]
    assert second.answers == first.answers


def test_forced_the_same_night_gives_the_same_answers(tmp_path: Path) -> None:
    home = tmp_path / "home"
    night(home)
    before = rows(home, ANSWERS), rows(home, "SELECT * FROM mart.contract_overview ORDER BY ALL")
    assert night(home, force=True).outcome == "published"
    assert (rows(home, ANSWERS), rows(home, "SELECT * FROM mart.contract_overview ORDER BY ALL")) == before
    assert rows(home, "SELECT count(*) FROM ledger.runs") == [(2,)]


def test_a_published_file_deleted_comes_back_with_the_same_content(tmp_path: Path) -> None:
    home = tmp_path / "home"
    night(home)
    before = rows(home, "SELECT * FROM core.fse_spending ORDER BY ALL")
    (home / "warehouse.duckdb").unlink()
    assert night(home).outcome == "published"
    assert rows(home, "SELECT * FROM core.fse_spending ORDER BY ALL") == before


def test_a_corrected_file_replaces_the_one_before(tmp_path: Path) -> None:
    config = one_epi(tmp_path, contracts_csv(1, 2))
    night(tmp_path / "home", config)
    one_epi(tmp_path, contracts_csv(1, 2, 3))
    night(tmp_path / "home", config)
    assert rows(tmp_path / "home", COUNT) == [(3,)]
    states = "SELECT is_in_force, is_last_received FROM ledger.deliveries ORDER BY received_at"
    assert rows(tmp_path / "home", states) == [(False, False), (True, True)]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FICHIER-01"),
        (b"PK\x03\x04 broken", "FICHIER-03"),
        ("Intitulé;Autre\na;b\n".encode(), "ENTETE-05"),
        (HEADINGS.replace("N° contrat;", "").encode() + b"M.;L;12/03/1990;CDD;01/09/2014;31/08/2015\n", "ENTETE-01"),
    ],
)
def test_a_file_that_cannot_be_taken_leaves_the_last_good_one_in_force(
    tmp_path: Path, content: bytes, code: str
) -> None:
    config = one_epi(tmp_path, contracts_csv(1, 2))
    night(tmp_path / "home", config)
    one_epi(tmp_path, content)
    report = night(tmp_path / "home", config)
    assert report.exit_code == ExitCode.REFUSED
    assert [line.in_force for line in report.files] == ["last_good"]
    assert rows(tmp_path / "home", COUNT) == [(2,)]
    found = rows(tmp_path / "home", "SELECT code, message FROM quality.findings")
    assert code in {row[0] for row in found}
    assert all(message for _, message in found)


def test_a_missing_file_leaves_the_last_good_one_and_says_so(tmp_path: Path) -> None:
    config = one_epi(tmp_path, contracts_csv(1, 2))
    night(tmp_path / "home", config)
    (tmp_path / "fichier.csv").unlink()
    report = night(tmp_path / "home", config)
    assert report.exit_code == ExitCode.UNREACHABLE
    assert "1 repris de la veille" in report.sentence
    assert rows(tmp_path / "home", COUNT) == [(2,)]
    assert rows(tmp_path / "home", "SELECT code FROM quality.findings") == [("FICHIER-40",)]
    assert night(tmp_path / "home", config).outcome == "unchanged"


def test_what_is_set_aside_of_a_file_that_stands_is_counted_though_none_came(tmp_path: Path) -> None:
    wrong = "C-3;M.;Zoé;12/03/1990;CDD;31/06/2015;31/08/2015\n"
    config = one_epi(tmp_path, contracts_csv(1, 2, fault=wrong))
    assert night(tmp_path / "home", config).sentence.endswith(", 1 ligne mise de côté (0,00\u00a0€)")
    (tmp_path / "fichier.csv").rename(tmp_path / "ailleurs.csv")
    report = night(tmp_path / "home", config, force=True)
    assert rows(tmp_path / "home", "SELECT count(*) FROM quality.quarantine") == [(1,)]
    assert report.sentence.endswith(", 1 repris de la veille, 1 ligne mise de côté (0,00\u00a0€)")
    (tmp_path / "fichier.csv").write_text("bonjour", encoding="utf-8")
    assert "1 ligne mise de côté" in night(tmp_path / "home", config).sentence


def test_a_published_file_deleted_while_a_source_is_down_comes_back_whole(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1, 2))
    night(home, config)
    (home / "warehouse.duckdb").unlink()
    (tmp_path / "fichier.csv").unlink()
    assert night(home, config).outcome == "published"
    assert rows(home, COUNT) == [(2,)]


def test_one_file_under_two_sources_counts_once(tmp_path: Path) -> None:
    config = one_epi(tmp_path, contracts_csv(1, 2))
    with config.open("a", encoding="utf-8") as text:
        text.write('[[epis.sources]]\nname = "copie"\npath = "fichier.csv"\n')
    night(tmp_path / "home", config)
    assert rows(tmp_path / "home", COUNT) == [(2,)]


def test_one_file_under_two_sources_of_different_tables_is_read_for_both(tmp_path: Path) -> None:
    home, operation = tmp_path / "home", csv_of("operations", [OPERATION])
    both = operation + b"\n" + csv_of("contracts", [CONTRACT])
    config = one_epi(tmp_path, both, "a.csv")
    (tmp_path / "b.csv").write_bytes(both)
    one, other = (
        f'name = "{name}"\npath = "{name}.csv"\ntables = ["{table}"]'
        for name, table in (("a", "contracts"), ("b", "operations"))
    )
    text = config.read_text(encoding="utf-8").replace('path = "a.csv"', f"{one}\n[[epis.sources]]\n{other}")
    config.write_text(text, encoding="utf-8")
    night(home, config)
    counts = "SELECT (SELECT count(*) FROM core.contracts), (SELECT count(*) FROM core.operations)"
    assert rows(home, counts) == [(1, 1)]
    (tmp_path / "b.csv").write_bytes(csv_of("operations", [OPERATION, OPERATION | {"operation_id": "201400027"}]))
    night(home, config)
    assert rows(home, counts) == [(1, 2)]
    standing = "SELECT source_name, table_name FROM ledger.standings WHERE known_to IS NULL ORDER BY ALL"
    assert rows(home, standing) == [("a", "contracts"), ("b", "operations")]


def test_an_epi_no_longer_declared_leaves_even_when_another_is_asked_for(tmp_path: Path) -> None:
    folder, home = tmp_path / "samples", tmp_path / "home"
    shutil.copytree(SAMPLES, folder)
    night(home, folder / "epis.toml")
    head, *epis = (folder / "epis.toml").read_text(encoding="utf-8").split("\n[[epis]]\n")
    kept = [epi for epi in epis if 'id = "valence"' not in epi]
    assert len(kept) == 5
    (folder / "epis.toml").write_text("\n[[epis]]\n".join([head, *kept]), encoding="utf-8")
    night(home, folder / "epis.toml", epis=("die",))
    assert rows(home, "SELECT count(DISTINCT epi_id) FROM core.contracts") == [(5,)]


def test_a_failed_epi_stops_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "samples"
    shutil.copytree(SAMPLES, folder)
    (folder / "die" / "EPI DIE.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no workbook")
    (folder / "nyons" / "nyons_fse.ods").unlink()
    report = night(tmp_path / "home", folder / "epis.toml")
    states = {line.epi_id: line.state for line in report.files}
    assert (states["die"], states["nyons"]) == ("refused", "unreachable")
    assert rows(tmp_path / "home", "SELECT count(DISTINCT epi_id) FROM core.contracts") == [(4,)]
    assert report.exit_code == ExitCode.UNREACHABLE


def test_one_epi_asked_for_leaves_the_others_in_force(tmp_path: Path) -> None:
    home = tmp_path / "home"
    night(home)
    assert night(home, epis=("die",), force=True).outcome == "published"
    assert rows(home, "SELECT count(DISTINCT epi_id) FROM core.contracts") == [(6,)]


def test_whatever_the_folder_is_called_the_nights_are_published_and_looked_back_on(tmp_path: Path) -> None:
    folder = tmp_path / "epi_id=2015" / "l'été 100% [x] #1; *"
    folder.mkdir(parents=True)
    config, home = one_epi(folder, contracts_csv(1)), folder / "données"
    assert night(home, config).outcome == "published"
    one_epi(folder, contracts_csv(1, 2))
    assert night(home, config).outcome == "published"
    assert night(home, config).outcome == "unchanged"
    assert rows(home, "SELECT count(*), count(known_to) FROM history.contracts") == [(2, 0)]
    assert night_at(Store(home / "store"), dt.datetime(2100, 1, 1)).n_rows_accepted == 2  # noqa: DTZ001


def test_a_dry_run_publishes_nothing(tmp_path: Path) -> None:
    report = night(tmp_path / "home", dry_run=True)
    assert report.outcome == "dry_run"
    assert sum(line.n_rows_accepted for line in report.files) == 185
    assert not (tmp_path / "home" / "warehouse.duckdb").exists()


def test_a_dry_run_tells_of_each_file_what_the_night_would(tmp_path: Path) -> None:
    def told(home: Path) -> list[tuple[str, str, str]]:
        dry = night(home, config, dry_run=True)
        done = night(home, config)
        assert dry.sentence == done.sentence
        assert [(one.state, one.in_force) for one in dry.files] == [(one.state, one.in_force) for one in done.files]
        return [(one.state, one.in_force, dry.sentence) for one in dry.files]

    config = one_epi(tmp_path, contracts_csv(1, 2, 3, 4, 5, 6))
    assert told(tmp_path / "home") == [
        (
            "accepted",
            "new",
            "1 EPI dont le dernier fichier est en vigueur, 0 ligne mise de côté (0,00\N{NO-BREAK SPACE}€)",
        )
    ]
    one_epi(tmp_path, contracts_csv(1, 2, 3, 4, 5, 6, 7))
    assert [one[1] for one in told(tmp_path / "home")] == ["new"]
    one_epi(tmp_path, contracts_csv(1))
    assert [one[1] for one in told(tmp_path / "home")] == ["last_good"]


def test_a_heading_confirmed_in_the_configuration_is_read(tmp_path: Path) -> None:
    content = contracts_csv(1).replace("N° contrat".encode(), "Dossier salarié".encode())
    config = one_epi(tmp_path, content)
    assert night(tmp_path / "home", config).exit_code == ExitCode.REFUSED
    text = config.read_text(encoding="utf-8")
    head, source = text.split("[[epis.sources]]")
    config.write_text(
        f'{head}headings = {{ "Dossier salarié" = "contracts.contract_id" }}\n[[epis.sources]]{source}',
        encoding="utf-8",
    )
    assert night(tmp_path / "home", config).exit_code == ExitCode.DONE
    assert rows(tmp_path / "home", COUNT) == [(1,)]


def test_too_many_faults_refuse_the_file(tmp_path: Path) -> None:
    fault = "".join(f"X-{n};M.;Léa;hier;CDD;01/09/2014;31/08/2015\n" for n in range(5))
    report = night(tmp_path / "home", one_epi(tmp_path, contracts_csv(1, fault=fault)))
    [line] = report.files
    assert (line.state, line.n_rows_accepted, line.n_rows_set_aside) == ("refused", 0, 6)
    assert "FICHIER-90" in line.reason
    counts = "SELECT n_rows_accepted, n_rows_set_aside FROM ledger.delivery_tables"
    assert rows(tmp_path / "home", counts) == [(0, 6)]
