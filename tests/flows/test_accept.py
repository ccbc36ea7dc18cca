"""A change that is meant is let through once, through a whole night on real files."""

from pathlib import Path

from flows.report import ExitCode
from tests.fse.judged import csv_of
from tests.fse.rows import OPERATION, RESOURCE
from tests.nights import contracts_csv, night, one_epi, rows

COUNT = "SELECT count(*) FROM core.contracts"
ASIDE = "SELECT count(*) FROM quality.quarantine"


def test_a_file_that_lost_its_rows_waits_for_an_accept(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(*range(10)))
    night(home, config)
    one_epi(tmp_path, contracts_csv(1, 2))
    assert [line.in_force for line in night(home, config).files] == ["last_good"]
    assert rows(home, COUNT) == [(10,)]
    assert night(home, config).outcome == "unchanged"
    assert night(home, config, accept=True).outcome == "published"
    assert rows(home, COUNT) == [(2,)]
    [(told,)] = rows(home, "SELECT let_through FROM ledger.runs ORDER BY run_id DESC LIMIT 1")
    assert told == "Le tableau « Contrats » a perdu 8 lignes sur 10 depuis votre remise précédente."
    assert night(home, config).outcome == "unchanged"


def test_a_table_that_moved_to_another_file_is_told_and_waits_for_an_accept(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1, 2, 3), "a.csv")
    other = '[[epis.sources]]\nname = "b"\npath = "b.csv"\n'
    named = config.read_text(encoding="utf-8").replace("[[epis.sources]]\n", '[[epis.sources]]\nname = "a"\n')
    config.write_text(named + other, encoding="utf-8")
    (tmp_path / "b.csv").write_bytes(csv_of("resources", [RESOURCE]))
    night(home, config)
    (tmp_path / "a.csv").write_bytes(csv_of("operations", [OPERATION]))
    (tmp_path / "b.csv").write_bytes(contracts_csv(1, 2, 3, 4))
    assert night(home, config).outcome == "published"
    assert rows(home, COUNT) == [(4,)]
    told = "SELECT filename, message FROM quality.findings WHERE code = 'FICHIER-60' ORDER BY ALL"
    assert rows(home, told) == [
        ("a.csv", "Le tableau « Contrats » a perdu 3 lignes sur 3 depuis votre remise précédente."),
        ("b.csv", "Le tableau « Ressources » a perdu 1 ligne sur 1 depuis votre remise précédente."),
    ]
    assert rows(home, f"{ASIDE} WHERE table_name = 'contracts'") == [(3,)]
    assert night(home, config, accept=True).outcome == "published"
    assert (rows(home, COUNT), rows(home, ASIDE)) == ([(4,)], [(0,)])
    assert rows(
        home, "SELECT DISTINCT d.filename FROM core.contracts JOIN ledger.deliveries AS d USING (delivery_id)"
    ) == [("b.csv",)]
    assert night(home, config).outcome == "unchanged"


def test_a_table_out_of_the_bands_of_the_configuration_holds_the_night_back(tmp_path: Path) -> None:
    home, config = tmp_path / "home", one_epi(tmp_path, contracts_csv(1, 2))
    band = "\n[bands.contracts]\nrise = 0.5\nrows = 1\nnights = 1\n"
    config.write_text(config.read_text(encoding="utf-8") + band, encoding="utf-8")
    night(home, config)
    (tmp_path / "fichier.csv").write_bytes(contracts_csv(*range(9)))
    held = night(home, config)
    assert (held.outcome, held.exit_code) == ("held_back", ExitCode.HELD_BACK)
    assert "espace « die », tableau « Contrats » : 2\u00a0lignes" in held.held_because
    assert rows(home, COUNT) == [(2,)]
    assert night(home, config, accept=True).outcome == "published"
    assert rows(home, COUNT) == [(9,)]
