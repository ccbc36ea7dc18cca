"""What is published for everybody (P2, P3, P4, P5), through whole nights."""

from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from flows.open_data import public_data
from flows.settings import Settings
from schemas.open_data import PUBLIC_TABLES
from tests.nights import HEADINGS, night, one_epi

SPENDING = "N° pièce;N° opération;N° contrat;Poste de dépense;Mois;Montant déclaré;Date d'acquittement\n"
OPERATION = (
    "N° opération;Programmation;Intitulé de l'opération;Début de réalisation;Fin de réalisation;Coût total éligible;"
    "Montant FSE conventionné\n201400026;2014-2020;Médiation;01/01/2014;31/12/2015;180 000,00;90 000,00\n"
)


def contracts(epi: str, **counts: int) -> str:
    """A CSV of contracts of an EPI, so many people of each type."""
    types = [kind for kind, count in counts.items() for _ in range(count)]
    rows = (f"{epi}-{n};M.;Léa {epi} {n};12/03/1990;{kind};01/09/2014;31/08/2015\n" for n, kind in enumerate(types))
    return HEADINGS + "".join(rows)


def breakdown(folder: Path, dimension: str, content: str) -> pl.DataFrame:
    home = folder / "home"
    assert night(home, one_epi(folder, content.encode())).outcome == "published"
    tables = public_data(Settings(home=home)).tables
    return tables["repartitions"].filter(pl.col("dimension") == dimension).sort("category")


def three_epis(folder: Path, largest: str) -> Path:
    """Three EPI of twelve people who cost 100 € each, but for one person of the first."""
    path, lines = folder / "epis.toml", ['[network]\nname = "Essai"\nas_of = 2015-07-31\n']
    (folder / "operations.csv").write_text(OPERATION, encoding="utf-8")
    for epi in ("a", "b", "c"):
        paid = {n: largest if (epi, n) == ("a", 0) else "100,00" for n in range(12)}
        rows = (f"{epi}P{n};201400026;{epi}-{n};Salaires;01/09/2014;{one};30/09/2014\n" for n, one in paid.items())
        (folder / f"{epi}-depenses.csv").write_text(SPENDING + "".join(rows), encoding="utf-8")
        (folder / f"{epi}-contrats.csv").write_text(contracts(epi, CDD=12), encoding="utf-8")
        lines.append(
            f'[[epis]]\nid = "{epi}"\nname = "EPI {epi}"\ncommune = "Die"\ninsee_code = "26113"\npostcode = "26150"\n'
        )
        names = ["contrats", "depenses"]
        lines += [f'[[epis.sources]]\nname = "{name}"\npath = "{epi}-{name}.csv"\n' for name in names]
        lines += ['[[epis.sources]]\nname = "operations"\npath = "operations.csv"\n'] if epi == "a" else []
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(("n_few", "is_secret"), [(10, True), (11, False)])
def test_p2_a_count_below_the_threshold_is_kept_secret_with_the_next_one(
    tmp_path: Path, n_few: int, is_secret: bool
) -> None:
    told = breakdown(tmp_path, "type_de_contrat", contracts("die", CDD=30, CAE=20, EAV=n_few))
    assert told.select("category", "is_secret").rows() == [
        ("CDD", False), ("CUI_CAE", is_secret), ("EAV", is_secret),
    ]  # fmt: skip
    assert told["n_people"].to_list() == ([30, None, None] if is_secret else [30, 20, 11])


@pytest.mark.parametrize(("largest", "is_secret"), [("6 233,34", True), ("6 233,32", False)])
def test_p3_what_one_person_bears_for_more_than_85_per_cent_is_kept_secret(
    tmp_path: Path, largest: str, is_secret: bool
) -> None:
    home = tmp_path / "home"
    assert night(home, three_epis(tmp_path, largest)).outcome == "published"
    told = public_data(Settings(home=home)).tables["repartitions"].filter(pl.col("dimension") == "espace")
    of_a = told.filter(pl.col("category") == "a").select("is_secret", "declared_eur").row(0)
    assert of_a == (is_secret, None if is_secret else Decimal("7333.32"))
    assert told["is_secret"].sum() == (2 if is_secret else 0)
    assert told.filter(pl.col("is_secret")).select("n_people", "declared_eur", "fse_share_eur").null_count().row(0) == (
        (2, 2, 2) if is_secret else (0, 0, 0)
    )


def test_p4_every_rate_stands_beside_its_two_counts_and_the_lower_one_is_not_small(tmp_path: Path) -> None:
    for table in PUBLIC_TABLES.values():
        names = {column.name for column in table.columns}
        assert not any(name.endswith("_rate") for name in names) or {"n_people", "n_people_total"} <= names
    told = breakdown(tmp_path, "type_de_contrat", contracts("die", CDD=30, CAE=20, EAV=3))
    assert told["n_people_total"].to_list() == [53, 53, 53]
    assert told["people_rate"].is_null().to_list() == told["n_people"].is_null().to_list() == [False, True, True]
    assert told["people_rate"][0] == Decimal("0.566038")


def test_p5_of_twelve_people_whatever_their_contracts_the_totals_alone_are_public(tmp_path: Path) -> None:
    home = tmp_path / "home"
    night(home, one_epi(tmp_path, contracts("die", CDD=6, CAE=6).encode()))
    tables = public_data(Settings(home=home)).tables
    assert {name: frame.height for name, frame in tables.items()} == {"reseau": 1}
    assert tables["reseau"]["n_people"].to_list() == [12]
