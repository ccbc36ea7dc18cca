"""A year of twelve EPI that hand in their spending well or badly, and what must be said of each month, each night."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from pathlib import Path

MONTHS = range(1, 13)
DUE_DAYS = 16
ROWS = 3
HEADINGS = "N° pièce;N° opération;Poste;Mois;Montant déclaré;Date d'acquittement\n"
# What is done before the two nights after a month: that of the due date, and that of a week later.
HABITS = {
    "on_time": ("good", None),
    "late": (None, "good"),
    "corrected": ("faulty", "good"),
    "refused": ("refused", "good"),
    "blank": ("other_months", "good"),
    "headings": ("headings", "good"),
    "repeated": ("again", "good"),
    "gone": ("gone", "good"),
    "skipped": (None, None),
    "nothing": ("other_months", None),
}
DAY = dt.timedelta(days=1)


def first_of(month: int) -> dt.date:
    return dt.date(2015 + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def end_of(month: int) -> dt.date:
    return first_of(month + 1) - DAY


@dataclass
class Site:
    """One EPI: what it does of each month, the file that lies there, what stands, and when each month first came."""

    number: int
    path: Path
    opened: int = 1
    closed: int = 12
    paused: tuple[int, ...] = ()
    habits: dict[int, str] = field(default_factory=dict)
    lies: str = ""
    came: dt.date = dt.date.min
    stands: dict[int, tuple[int, int]] = field(default_factory=dict)
    first: dict[int, dt.date] = field(default_factory=dict)
    version: int = 0

    @property
    def id(self) -> str:
        return f"epi-{self.number}"

    def is_expected(self, month: int) -> bool:
        return self.opened <= month <= self.closed and month not in self.paused

    def hand_in(self, deed: str | None, month: int, day: dt.date) -> None:
        """Do what is done of the month by that day."""
        if deed is None or deed == "again" or (deed == "headings" and not self.stands):
            return
        self.lies, self.came, self.version = deed, day, self.version + 1
        if deed == "gone":
            self.path.unlink(missing_ok=True)
        elif deed == "refused":
            self.path.write_bytes(b"%PDF-1.4 " + str(self.version).encode())
        elif deed == "headings":
            self.path.write_text(f"Version {self.version}\n\n{HEADINGS}", encoding="utf-8")
        else:
            upto = month if deed in ("good", "faulty") else month - 1
            told = [m for m in range(self.opened, upto + 1) if self.is_expected(m) and self.habits.get(m) != "nothing"]
            if not told:
                self.lies = "headings"
                self.path.write_text(f"Version {self.version}\n\n{HEADINGS}", encoding="utf-8")
                return
            bad = 1 if deed == "faulty" else 0
            self.path.write_text(HEADINGS + "".join(self._rows(m, bad * (m == month)) for m in told), encoding="utf-8")
            self.stands = {m: (ROWS - bad * (m == month), bad * (m == month)) for m in told}
            for m in told:
                self.first.setdefault(m, day)

    def state(self, month: int, night: dt.date) -> str:
        """What the board must say of the month on that night."""
        end, due = end_of(month), end_of(month) + dt.timedelta(days=DUE_DAYS)
        if not self.is_expected(month):
            return "pas_attendu"
        if month in self.stands:
            if self.lies in ("refused", "gone", "headings"):
                return "repris"
            if self.stands[month][1]:
                return "partiel"
            return "a_l_heure" if self.first[month] <= due else "en_retard"
        if self.lies == "refused" and self.came > end:
            return "refuse"
        if self.habits.get(month) == "nothing":
            return "neant_declare"
        if self.lies not in ("", "gone", "refused") and self.came > end:
            return "vide"
        if night <= due:
            return "attendu"
        return "inchange" if self.lies not in ("", "gone") and self.came <= end else "en_retard"

    def _rows(self, month: int, bad: int) -> str:
        day, total = first_of(month), 100 * self.number + month
        lines = []
        for n in range(ROWS):
            amount = "beaucoup" if n < bad else f"{total + n},{self.version:02}"
            lines.append(
                f"E{self.number}-{month}-{n};OP-{self.number};Fonctionnement;{day:%d/%m/%Y};{amount};{end_of(month):%d/%m/%Y}\n"
            )
        return "".join(lines)


def make_year(folder: Path, seed: int = 5) -> list[Site]:
    """Twelve EPI, the configuration and the calendar that tell of them."""
    chance = random.Random(seed)
    sites = [Site(n, folder / f"epi-{n}.csv") for n in range(12)]
    sites[3].opened, sites[4].closed, sites[5].paused = 4, 9, (7, 8)
    for site in sites:
        for month in MONTHS:
            if site.is_expected(month):
                site.habits[month] = chance.choice(list(HABITS))
    missing = set(HABITS) - {habit for site in sites for habit in site.habits.values()}
    assert not missing, missing
    (folder / "epis.toml").write_text(_configuration(sites), encoding="utf-8")
    (folder / "calendar.toml").write_text(_calendar(sites), encoding="utf-8")
    return sites


def nights() -> list[tuple[int, int, dt.date]]:
    """The month told of, which of its two nights, and the day of the night; of even months there is only the first."""
    return [(m, n, first_of(m + 1) + dt.timedelta(days=16 + 8 * n)) for m in MONTHS for n in (0, 1)[: 1 + m % 2]]


def reminders() -> set[dt.date]:
    """The nights on which a reminder may leave, to the EPI around each due date, then to the coordinator."""
    dues = [end_of(month) + dt.timedelta(days=DUE_DAYS) for month in MONTHS]
    return {due + days * DAY for due in dues for days in (-7, 0, 3, 10, 11)}


def _configuration(sites: list[Site]) -> str:
    blocks = (
        f'[[epis]]\nid = "{one.id}"\nname = "EPI {one.number}"\ncommune = "Die"\ninsee_code = "26113"\n'
        f'postcode = "26150"\ncontact = "{one.id}@epi.example"\n[[epis.sources]]\npath = "{one.path.name}"\n'
        for one in sites
    )
    head = '[network]\nname = "Essai"\ncoordinator = "pole@epi.example"\n[bands]\nfse_spending = { nights = 1000 }\n'
    return head + "".join(blocks)


def _calendar(sites: list[Site]) -> str:
    text = f'[[deliveries]]\ntable = "fse_spending"\nevery = "month"\nfirst = 2015-01-01\ndue_days = {DUE_DAYS}\n'
    for site in sites:
        nothing = [m for m, habit in site.habits.items() if habit == "nothing"]
        text += f'[[epis]]\nid = "{site.id}"\nopened = {first_of(site.opened)}\nclosed = {end_of(site.closed)}\n'
        text += f"pauses = [{', '.join(f'{{ from = {first_of(m)}, to = {end_of(m)} }}' for m in site.paused)}]\n"
        days = (f'{{ table = "fse_spending", from = {first_of(m)}, to = {end_of(m)} }}' for m in nothing)
        text += f"nothing = [{', '.join(days)}]\n"
    return text
