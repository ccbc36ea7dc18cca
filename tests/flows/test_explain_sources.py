"""Why figures moved where files of a folder come, change their name and leave, and where a source is named anew."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.flows.test_explain_nights import HEADINGS, parts
from tests.nights import night
from warehouse.explain import explain
from warehouse.publish import MEMORY_MB
from warehouse.store import Store

JANUARY = [("A1", "100,00"), ("A2", "10,00")]


class Network:
    """One EPI and its folder of expenses; each night tells why what is declared moved since the one before."""

    def __init__(self, folder: Path, path: str = "depenses", source: str = 'files = "*.csv"\ntake = "all"\n') -> None:
        self.folder, self.source, self.name = folder, source, "depenses"
        (folder / "depenses").mkdir()
        self.write("janvier.csv", *JANUARY)
        self.moved(path)

    def write(self, name: str, *lines: tuple[str, str]) -> None:
        rows = (f"{key};201400026;Fonctionnement;01/09/2014;{eur};30/09/2014;\n" for key, eur in lines)
        text = HEADINGS.format("Montant retenu") + "".join(rows)
        (self.folder / "depenses" / name).write_text(text, encoding="utf-8")

    def moved(self, path: str = "depenses") -> dict[str, Any]:
        config = self.folder / "epis.toml"
        config.write_text(
            '[network]\nname = "Essai"\nas_of = 2015-07-31\n[[epis]]\nid = "die"\nname = "EPI de Die"\ncommune = "Die"\n'
            f'insee_code = "26113"\npostcode = "26150"\n[[epis.sources]]\nname = "{self.name}"\npath = "{path}"\n'
            + self.source,
            encoding="utf-8",
        )
        assert night(self.folder / "home", config).outcome == "published"
        store = Store(self.folder / "home" / "store")
        *_, first, last = ["", *store.journal.nights()]
        if not first:
            return {}
        work = self.folder / last
        work.mkdir()
        earlier, later = store.journal.manifest(first), store.journal.manifest(last)
        assert earlier is not None
        assert later is not None
        [told] = explain(store, ["mart.answers"], earlier, later, None, work, MEMORY_MB)
        return parts(told, "spending_declared_eur")


@pytest.fixture
def network(tmp_path: Path) -> Network:
    return Network(tmp_path)


def test_a_file_that_comes_into_a_folder_brings_new_rows_and_one_that_leaves_it_withdraws_them(
    network: Network,
) -> None:
    network.write("fevrier.csv", ("A3", "5,05"))
    assert network.moved() == {"new_rows": Decimal("5.05")}
    (network.folder / "depenses" / "fevrier.csv").unlink()
    assert network.moved() == {"withdrawn_rows": Decimal("-5.05")}


def test_a_file_of_a_folder_that_changes_its_name_and_an_amount_has_a_corrected_cell(network: Network) -> None:
    network.write("mars.csv", ("A3", "7,00"))
    network.moved()
    (network.folder / "depenses" / "mars.csv").unlink()
    network.write("mars corrigé.csv", ("A3", "7,07"))
    assert network.moved() == {"corrected_cells": Decimal("0.07")}


def test_the_first_file_of_a_folder_that_gave_none_came_late(tmp_path: Path) -> None:
    network = Network(tmp_path)
    network.source += '[[epis.sources]]\nname = "autres"\npath = "autres"\nfiles = "*.csv"\ntake = "all"\n'
    assert network.moved() == {}
    (tmp_path / "autres").mkdir()
    network.write("../autres/avril.csv", ("B1", "3,03"))
    assert network.moved() == {"late_file": Decimal("3.03")}


def test_a_source_named_anew_whose_file_corrects_an_amount_has_a_corrected_cell(tmp_path: Path) -> None:
    network = Network(tmp_path, "depenses/janvier.csv", source="")
    network.write("janvier.csv", ("A1", "100,50"), ("A2", "10,00"))
    network.name = "achats"
    assert network.moved("depenses/janvier.csv") == {"corrected_cells": Decimal("0.50")}
