"""The morning page: one file that needs nothing else, whose numbers are those of SQL."""

import datetime as dt
import re
import shutil
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

from flows.night import Options
from flows.night_work import NightWork
from flows.read_configuration import load_configuration
from flows.settings import Settings
from schemas.wording import french_euros
from tests.flows.mail_server import mail_server
from tests.flows.networks import write_network
from tests.nights import SAMPLES, contracts_csv, one_epi, rows

NEEDS = r"<script|<link|<img|<iframe|<object|https?://|@import|url\(|\son\w+="
"""What would be run, or asked of the network."""


def page(home: Path, config: Path, day: dt.date, **asked: Any) -> str:
    """The page of the night of that day."""
    settings = Settings(home=home, config=config, worker_processes=1, **asked)
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
    assert f'<tr class="all"><th scope="row">Ensemble</th><td class="n">{exits}</td></tr>' in told
    ((unknown,),) = rows(tmp_path, "SELECT n_outcomes_unknown FROM mart.answers")
    assert f'<tr><th scope="row">Sans nouvelle</th><td class="n">{unknown}</td></tr>' in told
    assert "Autre sortie" not in told
    for epi, eur in rows(
        tmp_path,
        "SELECT e.name, max(d.set_aside_eur) FROM ledger.deliveries AS d JOIN core.epis AS e USING (epi_id) GROUP BY ALL",
    ):
        assert epi in told
        assert french_euros(eur) in told
    assert "à la fin de chaque mois, entre août 2013 et juillet 2015 :" in told
    assert not re.search(NEEDS, told)
    assert len(told.encode()) * 10 < 2_000_000


def test_an_epi_whose_file_has_no_row_yet_is_late_and_nothing_on_the_page_calls_it_up_to_date(tmp_path: Path) -> None:
    config = one_epi(tmp_path, contracts_csv())
    (tmp_path / "calendar.toml").write_text(
        '[[deliveries]]\ntable = "contracts"\nevery = "year"\nfirst = 2014-01-01\ndue_days = 15\n'
    )
    told = page(tmp_path / "data", config, dt.date(2026, 1, 2))
    assert "1 EPI dont le dernier fichier est en vigueur, 0 ligne mise de côté" in told
    assert "<strong>En retard</strong> : EPI de Die (1 remise)." in told
    assert "à jour" not in told


def test_the_page_of_sixty_epis_is_below_two_megabytes_and_needs_nothing_else(tmp_path: Path) -> None:
    names = [f"epi-{number}" for number in range(60)]
    config = write_network(tmp_path / "net", {name: f'path = "{name}.csv"' for name in names})
    due = ("contracts", "fse_spending", "outcomes", "participations")
    lines = (f'[[deliveries]]\ntable = "{name}"\nevery = "month"\nfirst = 2014-01-01\ndue_days = 16\n' for name in due)
    (tmp_path / "net" / "calendar.toml").write_text("".join(lines))
    for number, name in enumerate(names):
        faults = f"X-{number};M.;Léa;12/03/1990;CDD;pas de date;31/08/2015\n"
        (tmp_path / "net" / f"{name}.csv").write_bytes(contracts_csv(*range(number, number + 5), fault=faults))
    told = page(tmp_path / "data", config, dt.date(2026, 1, 2))
    assert all(f"EPI {name}<" in told for name in names)
    assert told.count('class="board"') == len(due)
    assert not re.search(NEEDS, told)
    assert len(told.encode()) < 2_000_000


def test_who_is_late_is_told_first_as_the_board_in_sql_has_it(tmp_path: Path) -> None:
    config, home = one_epi(tmp_path, contracts_csv(1)), tmp_path / "data"
    assert "En retard</strong>" not in page(home, config, dt.date(2026, 1, 2))
    due = '[[deliveries]]\ntable = "contracts"\nevery = "month"\nfirst = {first}\ndue_days = 16\n'
    (tmp_path / "calendar.toml").write_text(due.format(first="2015-04-01"))
    told = page(home, config, dt.date(2026, 1, 3))
    late = "SELECT count(*) FROM mart.deliveries_board WHERE is_missing AND late_days > 0"
    assert rows(home, late) == [(3,)]
    assert "<strong>En retard</strong> : EPI de Die (3 remises)." in told
    (tmp_path / "calendar.toml").write_text(due.format(first="2015-07-01"))
    assert "Aucune remise n'est en retard." in page(home, config, dt.date(2026, 1, 4)).replace("&#39;", "'")


def test_what_changed_since_the_night_before_is_told_by_cause(tmp_path: Path) -> None:
    config, home = one_epi(tmp_path, contracts_csv(1, 2)), tmp_path / "data"
    assert "Lignes nouvelles" not in page(home, config, dt.date(2026, 1, 2))
    one_epi(tmp_path, contracts_csv(1, 2, 3))
    told = page(home, config, dt.date(2026, 1, 3))
    assert re.search(r'<th scope="row">Contrats</th><td class="n">2</td><td class="n">3</td><td class="n">1</td>', told)
    assert '<th scope="row">· Lignes nouvelles</th><td></td><td></td><td class="n">1</td>' in told
    assert "Léa" not in told


def test_an_exit_whose_day_has_come_since_is_told_as_the_passage_of_time(tmp_path: Path) -> None:
    config, home = one_epi(tmp_path, contracts_csv(1, 2)), tmp_path / "data"
    exits = "N° contrat;Motif de sortie;Date de sortie;Nouveau contrat\nC-1;CDI autre employeur;31/08/2015;CDI\n"
    (tmp_path / "devenir.csv").write_text(exits, encoding="utf-8")
    files = '[[epis.sources]]\nname = "contrats"\npath = "fichier.csv"\n[[epis.sources]]\nname = "devenir"\npath = "devenir.csv"'
    told = config.read_text(encoding="utf-8").replace('[[epis.sources]]\npath = "fichier.csv"', files)
    config.write_text(told, encoding="utf-8")
    page(home, config, dt.date(2026, 1, 2))
    config.write_text(told.replace("2015-07-31", "2015-08-31"), encoding="utf-8")
    after = page(home, config, dt.date(2026, 1, 3))
    assert re.search(r'<th scope="row">Sorties</th><td class="n">0</td><td class="n">1</td><td class="n">1</td>', after)
    assert '<th scope="row">· Passage du temps</th><td></td><td></td><td class="n">1</td>' in after


def test_the_link_to_a_letter_leads_to_it_when_it_waits_and_when_it_left(tmp_path: Path) -> None:
    config, home = one_epi(tmp_path, contracts_csv(1)), tmp_path / "data"
    config.write_text(config.read_text().replace('id = "die"', 'id = "die"\ncontact = "die@epi.example"'))
    told = page(home, config, dt.date(2026, 1, 2))
    (link,) = re.findall(r'<a href="([^"]+)">2026-01-02-die.eml</a>', told)
    letter = home / "pages" / link
    assert letter.resolve().parent.name == "waiting"
    before = letter.read_bytes()
    with mail_server() as (kept, port):
        page(home, config, dt.date(2026, 1, 3), smtp_host="127.0.0.1", smtp_port=port, smtp_security="none")
        assert len(kept.messages) == 1
    assert letter.resolve().parent.name == "sent"
    assert letter.read_bytes() == before


def test_what_files_say_is_never_markup(tmp_path: Path) -> None:
    config = one_epi(tmp_path, contracts_csv(1), "a&b <b>x.csv")
    assert "a&amp;b &lt;b&gt;x.csv" in page(tmp_path / "data", config, dt.date(2026, 1, 2))


def test_the_name_of_a_file_is_shown_and_never_obeyed_on_the_page_in_the_letter_and_in_the_workbook_joined(
    tmp_path: Path,
) -> None:
    config = one_epi(tmp_path, contracts_csv(1, 2).replace(b"01/09/2014", b"bientot", 1))
    (tmp_path / "fichier.csv").rename(tmp_path / "a\u202egpj\x1b[31m.csv")
    told = config.read_text(encoding="utf-8").replace("fichier.csv", "a\\u202egpj\\u001b[31m.csv")
    config.write_text(
        told.replace("[[epis.sources]]", 'contact = "die@epi.example"\n[[epis.sources]]'), encoding="utf-8"
    )
    assert "<td>a\\u202egpj\\u001b[31m.csv</td>" in page(tmp_path / "data", config, dt.date(2026, 1, 2))
    [letter] = (tmp_path / "data" / "letters").iterdir()
    message = message_from_bytes(letter.read_bytes(), policy=default)
    assert "Votre fichier « a\\u202egpj\\u001b[31m.csv »" in message.get_body(("plain",)).get_content()
    assert [part.get_filename() for part in message.iter_attachments()] == ["a_gpj_[31m - à corriger.xlsx"]


def test_two_epi_of_one_name_are_two_rows_of_the_board_told_apart(tmp_path: Path) -> None:
    config = write_network(tmp_path / "net", {name: f'path = "{name}.csv"' for name in ("crest", "die")})
    config.write_text(
        re.sub('"EPI (crest|die)"', '"Espace numérique"', config.read_text(encoding="utf-8")), encoding="utf-8"
    )
    due = '[[deliveries]]\ntable = "contracts"\nevery = "year"\nfirst = 2014-01-01\ndue_days = 16\n'
    (tmp_path / "net" / "calendar.toml").write_text(due)
    (tmp_path / "net" / "die.csv").write_bytes(contracts_csv(1))
    told = page(tmp_path / "data", config, dt.date(2026, 1, 2))
    assert "<br><strong>En retard</strong> : Espace numérique (crest) (1 remise)." in told
    board = told.partition('<table class="board"')[2].partition("</table>")[0]
    assert re.findall('<tr><th scope="row">(.*?)</th>', board) == ["Espace numérique (crest)", "Espace numérique (die)"]


def test_each_table_of_the_page_has_its_name_and_heads_and_scrolls_by_the_keyboard(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES, tmp_path / "net")
    (tmp_path / "net" / "calendar.example.toml").rename(tmp_path / "net" / "calendar.toml")
    told = page(tmp_path / "data", tmp_path / "net" / "epis.toml", dt.date(2026, 1, 2))
    named = re.findall(r'<div class="wide" role="region" tabindex="0" aria-labelledby="([\w-]+)"><(?:table|svg)', told)
    assert len(named) == told.count("<table") + told.count('width="720"') == told.count('class="wide"')
    assert all(re.search(rf'<h[23] id="{one}">', told) for one in named)
    assert re.findall(r"<th(?! scope=)[^>]*>", told.replace("<thead>", "")) == []
    assert told.count('<th scope="row">') == told.count("<tr") - told.count("<thead>")
    assert re.search(
        r'<td class="asks"><span role="img" title="Aucune ligne, échéance le 15/06/2015">○</span></td>', told
    )
    assert told.count("<main>") == 1


def test_a_network_without_an_operation_is_told_so(tmp_path: Path) -> None:
    told = page(tmp_path / "data", one_epi(tmp_path, contracts_csv(1)), dt.date(2026, 1, 2))
    assert "Aucune opération n'est déclarée." in told
    assert "Coût conventionné" not in told
