"""The day on which a month first came is kept: whatever its source is called since, and whatever came in between."""

import datetime as dt
from pathlib import Path

import pytest

from flows.night import Options
from flows.night_work import NightWork
from flows.read_configuration import load_configuration
from flows.settings import Settings
from tests.nights import rows

ON_TIME, LATER, STILL_LATER = dt.date(2015, 2, 10), dt.date(2015, 2, 20), dt.date(2015, 3, 20)
HEADINGS = "N° pièce;N° opération;Poste;Mois;Montant déclaré;Date d'acquittement\n"
LINES = [f"E-{n};OP-1;Fonctionnement;01/01/2015;{100 + n},50;31/01/2015\n" for n in range(4)]
CALENDAR = '[[deliveries]]\ntable = "fse_spending"\nevery = "month"\nfirst = 2015-01-01\ndue_days = 15\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "network"
    folder.mkdir()
    (folder / "calendar.toml").write_text(CALENDAR, encoding="utf-8")
    return folder


def play(folder: Path, day: dt.date, **files: list[str]) -> list[tuple[str, str, dt.date | None]]:
    """The night of that day over these sources, each a file with these lines; each month on the board then."""
    epi = '[[epis]]\nid = "die"\nname = "EPI de Die"\ncommune = "Die"\ninsee_code = "26113"\npostcode = "26150"\n'
    for name, lines in files.items():
        (folder / f"{name}.csv").write_text(HEADINGS + "".join(lines), encoding="utf-8")
        epi += f'[[epis.sources]]\nname = "{name}"\npath = "{name}.csv"\n'
    (folder / "epis.toml").write_text(f'[network]\nname = "Essai"\n{epi}', encoding="utf-8")
    settings = Settings(home=folder.parent / "data", config=folder / "epis.toml", worker_processes=1, page=False)
    clock = dt.datetime.combine(day, dt.time(3), dt.UTC)
    work = NightWork(settings, load_configuration(settings), Options(), lambda: clock)
    work.pull()
    work.judge()
    work.publish()
    sql = "SELECT period, state_code, received_date FROM mart.deliveries_board WHERE due_date < '2015-04-01' ORDER BY 1"
    return [(str(period), str(state), came) for period, state, came in rows(settings.home, sql)]


CAME = ("2015-01", "a_l_heure", ON_TIME - dt.timedelta(days=1))


def test_a_month_that_came_on_time_stays_so_when_its_source_is_renamed(folder: Path) -> None:
    assert play(folder, ON_TIME, depenses=LINES)[0] == CAME
    assert play(folder, STILL_LATER, couts=LINES) == [CAME, ("2015-02", "inchange", None)]


def test_a_month_that_came_on_time_stays_so_when_its_file_is_split_in_two(folder: Path) -> None:
    play(folder, ON_TIME, depenses=LINES)
    assert play(folder, STILL_LATER, debut=LINES[:2], fin=LINES[2:])[0] == CAME


def test_a_month_that_came_on_time_stays_so_when_its_first_file_comes_back(folder: Path) -> None:
    play(folder, ON_TIME, depenses=LINES[:3])
    play(folder, LATER, depenses=LINES)
    assert play(folder, STILL_LATER, depenses=LINES[:3])[0] == CAME
