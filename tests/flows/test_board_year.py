"""A year played night by night: the board says of every month what is known of it."""

import datetime as dt
from pathlib import Path

import pytest

from flows.night import Options
from flows.night_work import NightWork
from flows.read_configuration import load_configuration
from flows.settings import Settings
from tests.flows.simulated_year import DAY, HABITS, MONTHS, Site, first_of, make_year, nights
from warehouse.board import board
from warehouse.publish import NAME


def play(home: Path, folder: Path, day: dt.date) -> None:
    """The night of that day, at four in the morning in Paris or five."""
    settings = Settings(home=home, config=folder / "epis.toml", worker_processes=1, page=False)
    clock = dt.datetime.combine(day, dt.time(3), dt.UTC)
    work = NightWork(settings, load_configuration(settings), Options(), lambda: clock)
    work.pull()
    work.judge()
    work.publish()
    work.report()


def known(sites: list[Site], night: dt.date) -> dict[tuple[str, str], str]:
    begun = [month for month in range(1, 26) if first_of(month) <= night]
    return {(one.id, f"{first_of(m):%Y-%m}"): one.state(m, night) for one in sites for m in begun}


@pytest.mark.timeout(900)
def test_every_cell_of_a_year_is_what_the_simulator_knows(tmp_path: Path) -> None:
    home, folder = tmp_path / "data", tmp_path / "network"
    folder.mkdir()
    sites, seen = make_year(folder), set[str]()
    for month, which, night in nights():
        for site in sites:
            if site.is_expected(month):
                site.hand_in(HABITS[site.habits[month]][which], month, night - DAY)
        play(home, folder, night)
        told = {(cell.epi_id, cell.period): cell.state_code for cell in board(home / NAME)}
        assert told == known(sites, night), night
        seen |= set(told.values())
    assert len(seen) == 10
    assert len(told) == len(sites) * (len(MONTHS) + 1)
