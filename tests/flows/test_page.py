"""The morning page: one file that needs nothing else, whose numbers are those of SQL."""

import datetime as dt
import re
from pathlib import Path

from flows.night import Options
from flows.night_work import NightWork
from flows.read_configuration import load_configuration
from flows.settings import Settings
from schemas.wording import french_euros
from tests.nights import SAMPLES, contracts_csv, one_epi, rows


def page(home: Path, config: Path, day: dt.date) -> str:
    """The page of the night of that day."""
    settings = Settings(home=home, config=config, worker_processes=1)
    clock = dt.datetime.combine(day, dt.time(3), dt.UTC)
    work = NightWork(settings, load_configuration(settings), Options(), lambda: clock)
    work.pull()
    work.judge()
    work.publish()
    work.report()
    return (home / "pages" / f"{day}.html").read_text(encoding="utf-8")


def test_the_page_tells_the_figures_of_sql_and_asks_nothing_of_the_network(tmp_path: Path) -> None:
    told = page(tmp_path, SAMPLES / "epis.toml", dt.date(2026, 1, 2))
    ((declared,),) = rows(tmp_path, "SELECT sum(declared_eur) FROM mart.spending_lines")
    ((exits,),) = rows(tmp_path, "SELECT n_exits FROM mart.answers")
    assert french_euros(declared) in told
    assert f'<tr><th>Ensemble</th><th class="n">{exits}</th></tr>' in told
    for epi, eur in rows(
        tmp_path,
        "SELECT e.name, max(d.set_aside_eur) FROM ledger.deliveries AS d JOIN core.epis AS e USING (epi_id) GROUP BY ALL",
    ):
        assert epi in told
        assert french_euros(eur) in told
    assert not re.search(r"<script|<link|<img|https?://|@import|url\(", told)
    assert len(told.encode()) * 10 < 2_000_000


def test_what_changed_since_the_night_before_is_told_by_cause(tmp_path: Path) -> None:
    config, home = one_epi(tmp_path, contracts_csv(1, 2)), tmp_path / "data"
    assert "Lignes nouvelles" not in page(home, config, dt.date(2026, 1, 2))
    one_epi(tmp_path, contracts_csv(1, 2, 3))
    told = page(home, config, dt.date(2026, 1, 3))
    assert re.search(r'<th>Contrats</th><td class="n">2</td><td class="n">3</td><td class="n">1</td>', told)
    assert '<td>· Lignes nouvelles</td><td></td><td></td><td class="n">1</td>' in told
    assert "Léa" not in told


def test_what_files_say_is_never_markup(tmp_path: Path) -> None:
    config = one_epi(tmp_path, contracts_csv(1), "a&b <b>x.csv")
    assert "a&amp;b &lt;b&gt;x.csv" in page(tmp_path / "data", config, dt.date(2026, 1, 2))
