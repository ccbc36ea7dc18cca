import csv
import json
import subprocess
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from frictionless import Resource, Schema, validate

from flows.open_data import PublicData, public_data, write_public_data
from flows.settings import Settings
from schemas import TABLES
from schemas.open_data import PUBLIC_TABLES, forbidden
from tests.flows.test_cli import epi
from tests.nights import HEADINGS, given_name, night, one_epi

KINDS = ("CDD", "CUI-CAE", "EAV")


def people(**counts: int) -> bytes:
    """A CSV of contracts, so many people of each type."""
    types = [kind for kind, count in counts.items() for _ in range(count)]
    lines = (f"C-{n};M.;{given_name(n)};12/03/1990;{kind};01/09/2014;31/08/2015\n" for n, kind in enumerate(types))
    return (HEADINGS + "".join(lines)).encode()


def published(folder: Path, **counts: int) -> PublicData:
    home = folder / "home"
    assert night(home, one_epi(folder, people(**counts))).outcome == "published"
    return public_data(Settings(home=home))


def test_of_twelve_people_only_the_totals_of_the_network_are_published(settings: Settings, tmp_path: Path) -> None:
    told = epi("open-data", "--out", str(tmp_path), "--json", home=settings.home)
    report = json.loads(told.stdout)
    assert (told.returncode, report["rows"], report["threshold"]) == (0, {"reseau": 1}, 11)
    [row] = csv.DictReader((tmp_path / "reseau" / "reseau.csv").read_text(encoding="utf-8").splitlines())
    assert row == {
        "as_of_date": "2015-07-31", "n_people": "12", "n_contracts": "12", "contract_months": "133",
        "declared_eur": "176370.50", "retained_eur": "99391.48", "fse_share_eur": "",
    }  # fmt: skip
    assert not (tmp_path / "repartitions").exists()


def test_a_network_of_fewer_people_than_the_threshold_publishes_nothing(tmp_path: Path) -> None:
    assert published(tmp_path, CDD=10).tables == {}


def test_a_small_category_is_kept_secret_with_another(tmp_path: Path) -> None:
    frame = published(tmp_path, CDD=20, CAE=12, EAV=3).tables["repartitions"]
    told = frame.filter(pl.col("dimension") == "type_de_contrat").select(
        "category", "is_secret", "n_people", "people_rate"
    )
    assert told.rows() == [
        ("CDD", False, 20, Decimal("0.571429")), ("CUI_CAE", True, None, None), ("EAV", True, None, None),
    ]  # fmt: skip
    assert frame["n_people_total"].unique().to_list() == [35]


def test_the_threshold_is_a_setting_of_at_least_five(settings: Settings) -> None:
    assert "reseau" in public_data(settings.model_copy(update={"open_data_threshold": 5})).tables
    with pytest.raises(ValueError, match="greater than or equal to 5"):
        Settings(open_data_threshold=4)


def test_the_files_are_valid_by_their_own_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = published(tmp_path, CDD=20, CAE=12, EAV=3)
    write_public_data(data, tmp_path / "out")
    assert set(data.tables) == set(PUBLIC_TABLES)
    for name, frame in data.tables.items():
        place = tmp_path / "out" / name
        monkeypatch.chdir(place)
        schema = json.loads((place / "schema.json").read_text(encoding="utf-8"))
        assert schema["version"].count(".") == 2
        assert Schema.validate_descriptor(schema).valid
        report = validate(Resource(path=f"{name}.csv", schema=Schema.from_descriptor(schema)))
        assert (report.valid, report.flatten()) == (True, [])
        assert pl.read_parquet(place / f"{name}.parquet").equals(frame)


def test_no_public_column_says_who_anyone_is() -> None:
    assert [list(forbidden([one.name for one in table.columns])) for table in PUBLIC_TABLES.values()] == [[], []]
    private = [one.name for table in TABLES.values() for one in table.columns.values() if one.privacy != "public"]
    assert list(forbidden(private)) == private
    assert {"last_name", "birth_date"} <= set(private)
    assert list(forbidden(["epi_person_key", "last_contract_id", "n_people"])) == ["epi_person_key", "last_contract_id"]


def command(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return epi("open-data", "--out", str(folder / "out"), *more, home=folder / "home")


def test_a_second_publication_whose_difference_tells_of_few_people_is_held_back(tmp_path: Path) -> None:
    published(tmp_path, CDD=30, CAE=20, EAV=14)
    assert command(tmp_path).returncode == 0
    assert command(tmp_path).returncode == 0, "the same again tells nothing"
    before = (tmp_path / "out" / "repartitions" / "repartitions.csv").read_bytes()
    published(tmp_path, CDD=30, CAE=20, EAV=15)
    told = command(tmp_path)
    assert (told.returncode, told.stdout) == (5, "")
    assert "repartitions: type_de_contrat/EAV" in told.stderr
    assert "reseau" in told.stderr
    assert (tmp_path / "out" / "repartitions" / "repartitions.csv").read_bytes() == before
    assert command(tmp_path, "--accept").returncode == 0
    assert (tmp_path / "out" / "repartitions" / "repartitions.csv").read_bytes() != before


def test_a_publication_that_differs_by_enough_people_goes_out(tmp_path: Path) -> None:
    published(tmp_path, CDD=30, CAE=20, EAV=14)
    assert command(tmp_path).returncode == 0
    published(tmp_path, CDD=41, CAE=20, EAV=14)
    assert command(tmp_path).returncode == 0
    (tmp_path / "out" / "reseau" / "reseau.csv").write_text("autre;chose\n", encoding="utf-8")
    assert command(tmp_path).returncode == 2


def test_a_table_that_can_no_longer_be_told_stays_and_is_named(tmp_path: Path) -> None:
    published(tmp_path, CDD=30, CAE=15)
    assert command(tmp_path).stderr == ""
    assert night(tmp_path / "home", one_epi(tmp_path, people(CDD=15)), accept=True).outcome == "published"
    told, left = command(tmp_path), tmp_path / "out" / "repartitions" / "repartitions.csv"
    assert (told.returncode, left.exists(), str(left) in told.stderr) == (0, True, True)


Pay = tuple[int, str, str, str]
"""Contract, month, what is declared and what is retained."""
SEPTEMBER, OCTOBER = "01/09/2014", "01/10/2014"
SPENT = "N° pièce;N° contrat;N° opération;Poste de dépense;Mois;Montant déclaré;Date d'acquittement;Montant retenu\n"


def paid(folder: Path, **epis: tuple[int, list[Pay]]) -> PublicData:
    """What may be told of EPI of so many people and these pays."""
    told = ['[network]\nname = "Essai"\nas_of = 2015-07-31\n']
    for epi_id, (n_people, pays) in epis.items():
        people = (f"{n};{epi_id}.;{given_name(n)};12/03/1990;CDD;01/09/2014;31/08/2015\n" for n in range(n_people))
        lines = (
            f"P{at};{n};1;Personnel;{month};{eur};30/11/2014;{kept}\n" for at, (n, month, eur, kept) in enumerate(pays)
        )
        (folder / f"{epi_id}.csv").write_text(HEADINGS + "".join(people), encoding="utf-8")
        (folder / f"{epi_id}-pays.csv").write_text(SPENT + "".join(lines), encoding="utf-8")
        told.append(
            f'[[epis]]\nid = "{epi_id}"\nname = "EPI {epi_id}"\ncommune = "Die"\ninsee_code = "26113"\npostcode = "26150"\n'
            f'[[epis.sources]]\nname = "c"\npath = "{epi_id}.csv"\n[[epis.sources]]\nname = "p"\npath = "{epi_id}-pays.csv"\n'
        )
    (folder / "epis.toml").write_text("".join(told), encoding="utf-8")
    assert night(folder / "home", folder / "epis.toml").outcome == "published"
    return public_data(Settings(home=folder / "home"))


def pays(n_people: int) -> list[Pay]:
    return [(n, SEPTEMBER, "100,00", "100,00") for n in range(n_people)]


def test_an_amount_that_few_people_bear_is_kept_secret_though_many_are_counted(tmp_path: Path) -> None:
    data = paid(tmp_path, die=(30, pays(2)), crest=(20, pays(20)), nyons=(40, pays(40)), valence=(25, []))
    places = data.tables["repartitions"].filter(pl.col("dimension") == "espace")
    assert places.select("category", "declared_eur").rows() == [
        ("crest", None), ("die", None), ("nyons", Decimal(4000)), ("valence", Decimal(0)),
    ]  # fmt: skip


def test_what_is_retained_of_one_person_alone_is_not_told_of_the_network(tmp_path: Path) -> None:
    checked = [(0, SEPTEMBER, "100,00", "100,00"), *((n, SEPTEMBER, "100,00", "") for n in range(1, 30))]
    assert paid(tmp_path, die=(30, checked)).tables == {}


def test_the_pay_of_the_one_person_not_yet_checked_is_not_found_in_the_totals(tmp_path: Path) -> None:
    unchecked = (0, OCTOBER, "1777,77", "")
    totals = paid(tmp_path, die=(30, [*pays(30), unchecked])).tables["reseau"]
    assert totals.select("declared_eur", "retained_eur").rows() == [(Decimal("4777.77"), None)]
    many = [(n, OCTOBER, "100,00", "") for n in range(1, 20)]
    totals = paid(tmp_path, die=(30, [*pays(30), unchecked, *many])).tables["reseau"]
    assert totals.select("declared_eur", "retained_eur").rows() == [(Decimal("6677.77"), Decimal("3000.00"))]


def test_what_is_told_of_all_others_holds_back_when_it_moved_by_one_person(tmp_path: Path) -> None:
    paid(tmp_path, die=(30, pays(30)), crest=(5, pays(5)), nyons=(6, pays(6)))
    assert command(tmp_path).returncode == 0
    paid(tmp_path, die=(41, pays(41)), crest=(6, pays(6)), nyons=(6, pays(6)))
    told = command(tmp_path)
    assert (told.returncode, "repartitions: espace/what is not told in both" in told.stderr) == (5, True)


def test_the_pay_of_one_person_that_came_in_between_holds_back_though_nobody_came(tmp_path: Path) -> None:
    paid(tmp_path, die=(30, pays(30)), crest=(15, pays(15)))
    assert command(tmp_path).returncode == 0
    came = (3, OCTOBER, "1777,77", "1777,77")
    paid(tmp_path, die=(30, [*pays(30), came]), crest=(15, pays(15)))
    told = command(tmp_path)
    assert (told.returncode, "repartitions: espace/die, reseau" in told.stderr) == (5, True)
    others = [(n, OCTOBER, "100,00", "100,00") for n in range(4, 20)]
    paid(tmp_path, die=(30, [*pays(30), came, *others]), crest=(15, pays(15)))
    assert command(tmp_path).returncode == 0


def test_what_each_of_two_publications_leaves_out_is_not_found_where_the_other_tells_what_is_beside_it(
    tmp_path: Path,
) -> None:
    published(tmp_path, CDD=40, CAE=15, PEC=16, EAV=3)
    assert command(tmp_path).returncode == 0
    now = published(tmp_path, CDD=40, CAE=27, PEC=16, EAV=3).tables["repartitions"]
    assert now.filter("is_secret", dimension="type_de_contrat")["category"].to_list() == ["EAV", "PEC"]
    told = command(tmp_path)  # 86 less 40 and 27, and less the 16 told before, would be the 3
    assert (told.returncode, "repartitions: type_de_contrat/what is told in neither" in told.stderr) == (5, True)
