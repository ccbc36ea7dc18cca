"""The hour of the night over both changes of the clock."""

import asyncio
import datetime as dt

import pytest
from prefect.server.schemas.schedules import CronSchedule

from flows.configuration import PARIS
from flows.serve import EVERY_NIGHT


@pytest.mark.parametrize("change", [dt.date(2027, 3, 28), dt.date(2027, 10, 31)])
def test_the_night_begins_once_at_four_in_paris_on_the_days_around_a_change_of_the_clock(change: dt.date) -> None:
    start = dt.datetime.combine(change - dt.timedelta(days=1), dt.time(), PARIS)
    schedule = CronSchedule(cron=EVERY_NIGHT, timezone="Europe/Paris")
    found = asyncio.run(schedule.get_dates(n=3, start=start.astimezone(dt.UTC)))
    expected = [dt.datetime.combine(change + dt.timedelta(days=n), dt.time(4), PARIS) for n in (-1, 0, 1)]
    assert [one.astimezone(dt.UTC) for one in found] == [one.astimezone(dt.UTC) for one in expected]
