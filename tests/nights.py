"""Nights as plain functions, on real files, for the tests."""

from pathlib import Path
from typing import Any

from flows.night import Options
from flows.night_work import NightWork
from flows.read_configuration import load_configuration
from flows.report import NightReport
from flows.settings import Settings
from warehouse.publish import NAME
from warehouse.query import ask

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
SAMPLE_FILES = sorted(path for path in SAMPLES.glob("*/*.*") if path.parent.name != "__pycache__")


def night(home: Path, config: Path = SAMPLES / "epis.toml", **options: Any) -> NightReport:
    """One night over the configuration, published in ``home``."""
    settings = Settings(home=home, config=config, worker_processes=1, page=False)
    work = NightWork(settings, load_configuration(settings), Options(**options))
    work.pull()
    work.judge()
    work.publish()
    return work.report()


def rows(home: Path, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query over what is published."""
    return [tuple(row.values()) for row in ask(home / NAME, sql)]


def one_epi(folder: Path, content: bytes, filename: str = "fichier.csv") -> Path:
    """A configuration of one EPI with one file, on one day; the path of its epis.toml."""
    (folder / filename).write_bytes(content)
    path = folder / "epis.toml"
    path.write_text(
        '[network]\nname = "Essai"\nas_of = 2015-07-31\n[[epis]]\nid = "die"\nname = "EPI de Die"\ncommune = "Die"\n'
        f'insee_code = "26113"\npostcode = "26150"\n[[epis.sources]]\npath = "{filename}"\n',
        encoding="utf-8",
    )
    return path


HEADINGS = "N° contrat;Nom;Prénom;Date de naissance;Type de contrat;Date de début;Date de fin prévue\n"


def given_name(number: int) -> str:
    """An invented given name of its own for each number, without a figure."""
    return f"Léa {str(number).translate(str.maketrans('0123456789', 'abcdefghij'))}"


def contracts_csv(*numbers: int, fault: str = "") -> bytes:
    """A CSV of contracts, one a number and person; ``fault`` is a line added as it is."""
    lines = (f"C-{n};M.;{given_name(n)};12/03/1990;CDD;01/09/2014;31/08/2015\n" for n in numbers)
    return (HEADINGS + "".join(lines) + fault).encode()
