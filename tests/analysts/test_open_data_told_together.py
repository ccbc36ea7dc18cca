"""What the public amounts tell together: whoever knows the rate of the FSE finds nothing of few people by calculation."""

import random
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from flows.open_data import PublicData, public_data
from flows.settings import Settings
from tests.analysts.test_open_data import command
from tests.nights import HEADINGS, given_name, night

OPERATIONS = (
    "N° opération;Programmation;Intitulé de l'opération;Début de réalisation;Fin de réalisation;Coût total éligible;"
    "Montant FSE conventionné\n201400026;2014-2020;Médiation;01/01/2014;31/12/2015;180 000,00;90 000,00\n"
    "201400027;2014-2020;Accueil;01/01/2014;31/12/2015;100 000,00;60 000,00\n"
)
SPENT = "N° pièce;N° contrat;N° opération;Poste de dépense;Mois;Montant déclaré;Date d'acquittement;Montant écarté;Motif de l'écart;Montant retenu\n"
FIRST, SECOND = "201400026", "201400027"
RATES = (Decimal("0.5"), Decimal("0.6"))
Pay = tuple[int, int, str, int | None, str]
"""Contract, euros declared, month, euros discarded (none: not yet checked) and operation."""


def pays(people: Iterable[int], discarded: int | None = 0, month: str = "01/09/2014", at: str = FIRST) -> list[Pay]:
    return [(n, 100, month, discarded, at) for n in people]


def network(folder: Path, **epis: tuple[int, list[Pay]]) -> PublicData:
    """What may be told of EPI of so many people and these pays, of two operations, at 50 and 60 %."""
    told = ['[network]\nname = "Essai"\nas_of = 2015-07-31\n']
    (folder / "operations.csv").write_text(OPERATIONS, encoding="utf-8")
    for epi_id, (n_people, lines) in epis.items():
        people = (f"{n};{epi_id}.;{given_name(n)};12/03/1990;CDD;01/09/2014;31/08/2015\n" for n in range(n_people))
        spent = (
            f"P{at};{n};{operation};Personnel;{month};{eur};30/12/2014;{kept}\n"
            for at, (n, eur, month, less, operation) in enumerate(lines)
            for kept in [";;" if less is None else f"{less};Hors période;{eur - less}"]
        )
        (folder / f"{epi_id}.csv").write_text(HEADINGS + "".join(people), encoding="utf-8")
        (folder / f"{epi_id}-pays.csv").write_text(SPENT + "".join(spent), encoding="utf-8")
        told.append(
            f'[[epis]]\nid = "{epi_id}"\nname = "EPI {epi_id}"\ncommune = "Die"\ninsee_code = "26113"\npostcode = "26150"\n'
        )
        files = [f"{epi_id}.csv", f"{epi_id}-pays.csv", *(["operations.csv"] if len(told) == 2 else [])]
        told += [f'[[epis.sources]]\nname = "s{n}"\npath = "{name}"\n' for n, name in enumerate(files)]
    (folder / "epis.toml").write_text("".join(told), encoding="utf-8")
    report = night(folder / "home", folder / "epis.toml", accept=True)
    assert report.outcome == "published"
    return public_data(Settings(home=folder / "home"))


def totals(data: PublicData) -> tuple[Decimal | None, ...]:
    return data.tables["reseau"].select("declared_eur", "retained_eur", "fse_share_eur").row(0)


def shares(data: PublicData) -> dict[str, Decimal | None]:
    frame = data.tables["repartitions"].filter(dimension="espace")
    return dict(frame.select("category", "fse_share_eur").rows())


def test_what_was_discarded_of_one_person_is_not_found_by_the_rate_of_the_fse(tmp_path: Path) -> None:
    one = [(0, 100, "01/10/2014", 37, FIRST)]
    data = network(tmp_path, die=(30, [*pays(range(30)), *pays(range(1, 30), None, "01/10/2014"), *one]))
    assert totals(data) == (Decimal(6000), Decimal(3063), None), "6000 less share ÷ 0.5 would be 37"


def test_what_was_discarded_of_one_person_is_not_found_where_all_is_checked(tmp_path: Path) -> None:
    data = network(tmp_path, die=(30, [*pays(range(1, 30)), (0, 100, "01/09/2014", 37, FIRST)]))
    assert totals(data) == (Decimal(3000), None, None)


def test_what_was_discarded_of_many_is_told(tmp_path: Path) -> None:
    data = network(tmp_path, die=(30, [*pays(range(12), 10), *pays(range(12, 30))]))
    assert totals(data) == (Decimal(3000), Decimal(2880), Decimal(1440))


def test_the_share_of_an_epi_that_tells_what_one_person_lost_is_left_out_with_another(tmp_path: Path) -> None:
    data = network(
        tmp_path, die=(40, pays(range(40), 5)), crest=(15, [*pays(range(14)), (14, 100, "01/09/2014", 37, FIRST)]),
        nyons=(20, pays(range(20), 5)), valence=(30, pays(range(30))),
    )  # fmt: skip
    assert shares(data) == {"crest": None, "die": Decimal(1900), "nyons": None, "valence": Decimal(1500)}
    assert totals(data)[2] is not None


def test_the_pay_of_the_one_person_of_a_second_operation_is_not_found_by_two_rates(tmp_path: Path) -> None:
    data = network(tmp_path, die=(30, [*pays(range(1, 30)), *pays([0], at=SECOND)]))
    assert totals(data) == (Decimal(3000), Decimal(3000), None)


def test_a_pay_that_came_while_others_were_checked_is_not_found_between_two_publications(tmp_path: Path) -> None:
    network(tmp_path, die=(30, pays(range(30), None)))
    assert command(tmp_path).returncode == 0
    came = [(25, 1777, "01/10/2014", None, FIRST)]
    network(tmp_path, die=(30, [*pays(range(15)), *pays(range(15, 30), None), *came]))
    told = command(tmp_path)
    assert (told.returncode, "repartitions: espace/die, reseau" in told.stderr) == (5, True)


def test_what_one_more_lost_is_not_found_between_two_publications_though_many_were_checked(tmp_path: Path) -> None:
    later = pays(range(12, 30), None, "01/10/2014")
    network(tmp_path, die=(30, [*pays(range(12), 10), *pays(range(12, 30), 0), *later]))
    assert command(tmp_path).returncode == 0
    since = [*pays(range(13, 30), 0, "01/10/2014"), (12, 100, "01/10/2014", 7, FIRST)]
    assert totals(network(tmp_path, die=(30, [*pays(range(12), 10), *pays(range(12, 30), 0), *since])))[2]
    told = command(tmp_path)
    assert (told.returncode, "repartitions: espace/die, reseau" in told.stderr) == (5, True)


@pytest.mark.parametrize("seed", range(8))
def test_no_calculation_with_what_is_told_leaves_what_few_people_bear(tmp_path: Path, seed: int) -> None:
    """Every sum of the told columns, of the network, of each EPI and of what is told of no EPI, is solved for."""
    chance = random.Random(seed)
    epis: dict[str, tuple[int, list[Pay]]] = {}
    for epi in ("crest", "die", "nyons", "valence"):
        n_people, n_lost = chance.randint(12, 30), chance.choice([0, 1, 2, 12])
        n_open = chance.choice([0, 1, n_people])
        lines = [(n, 100 + n, "01/09/2014", 3 + n if n < n_lost else 0, FIRST) for n in range(n_people)]
        lines += [(n, 100 + n, "01/10/2014", None, FIRST) for n in range(n_open)]
        epis[epi] = n_people, lines
    data = network(tmp_path, **epis)
    declared, retained, share = totals(data)
    told = data.tables["repartitions"].filter(dimension="espace").drop_nulls("fse_share_eur")
    places = {row["category"]: (row["declared_eur"], row["fse_share_eur"]) for row in told.to_dicts()}
    lost = {(epi, n): less for epi, (_, lines) in epis.items() for n, _, _, less, _ in lines if less}
    kept = {(epi, n): eur for epi, (_, lines) in epis.items() for n, eur, _, less, _ in lines if less is None}
    found: list[tuple[Decimal, dict[tuple[str, int], int]]] = []
    for epi, (of_epi, its_share) in places.items():
        found.append((of_epi - its_share / RATES[0], {key: eur for key, eur in lost.items() if key[0] == epi}))
    if share is not None:
        found.append((declared - share / RATES[0], lost))
        others = declared - sum(one for one, _ in places.values()), share - sum(one for _, one in places.values())
        rest = {key: eur for key, eur in lost.items() if key[0] not in places}
        found.append((others[0] - others[1] / RATES[0], rest))
    if retained is not None:
        both = {key: lost.get(key, 0) + kept.get(key, 0) for key in lost.keys() | kept.keys()}
        found.append((declared - retained, both))
        found += [(share / RATES[0] - retained, kept)] if share is not None else []
    assert declared is not None
    for amount, bearers in found:
        assert amount == sum(bearers.values()), "the attack finds the truth"
        assert not bearers or (len(bearers) >= 11 and max(bearers.values()) <= Decimal("0.85") * amount)
