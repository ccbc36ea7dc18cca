"""A year played night by night: the board says of every month what is known of it."""

import datetime as dt
from email import message_from_bytes
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest

from flows.night import Options
from flows.night_work import NightWork
from flows.read_configuration import load_configuration
from flows.settings import Settings
from tests.flows.simulated_year import DAY, HABITS, MONTHS, Site, first_of, make_year, nights, reminders
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


def letters(home: Path, night: dt.date) -> list[str]:
    """Who the letters of that night are for, by their own date."""
    messages = [message_from_bytes(path.read_bytes()) for path in (home / "outbox").glob("*/*.eml")]
    return [str(one["To"]) for one in messages if parsedate_to_datetime(str(one["Date"])).date() == night]


@pytest.mark.timeout(1800)
def test_every_cell_of_a_year_is_what_the_simulator_knows_and_no_reader_has_two_letters_a_night(tmp_path: Path) -> None:
    home, folder = tmp_path / "data", tmp_path / "network"
    folder.mkdir()
    sites, seen, written = make_year(folder), set[str](), set[str]()
    deeds = {night: (month, which) for month, which, night in nights()}
    first, last = first_of(1), max(reminders()) + DAY
    eventful = deeds.keys() | reminders() | {first}  # whose file is not there yet is told so, once
    for night in (first + n * DAY for n in range((last - first).days + 1)):
        if night in deeds:
            month, which = deeds[night]
            for site in sites:
                if site.is_expected(month):
                    site.hand_in(HABITS[site.habits[month]][which], month, night - DAY)
        play(home, folder, night)
        told = {(cell.epi_id, cell.period): cell.state_code for cell in board(home / NAME)}
        assert told == known(sites, night), night
        seen |= set(told.values())
        readers = letters(home, night)
        assert len(readers) == len(set(readers)), night
        assert night in eventful or not readers, night
        written.update(readers)
    assert len(seen) == 10
    assert written == {f"{one.id}@epi.example" for one in sites} | {"pole@epi.example"}
    assert len(told) == len(sites) * (len(MONTHS) + 1)
