"""Letters: one an EPI and night at most, of what is new or due, sent once by a real server on loopback."""

import datetime as dt
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from flows.alert import alert
from flows.night import Options
from flows.night_work import NightWork
from flows.outbox import Outbox, Told
from flows.read_configuration import load_configuration
from flows.reminders import lateness, reminders
from flows.settings import Settings
from tests.flows.mail_server import mail_server
from tests.flows.web import Answer, web_server
from warehouse.board import Cell

HEADINGS = "N° pièce;N° opération;Poste;Mois;Montant déclaré;Date d'acquittement\n"
CONFIGURATION = """
[network]
name = "Essai"
coordinator = "pole@epi.example"
[[epis]]
id = "die"
name = "EPI de Die"
commune = "Die"
insee_code = "26113"
postcode = "26150"
contact = "die@epi.example"
[[epis.sources]]
path = "depenses.csv"
"""
OPERATION = """
[[epis.sources]]
name = "operation"
path = "operation.csv"
"""
OF_OPERATION = (
    "N° opération;Programmation;Intitulé;Début de réalisation;Fin de réalisation;Coût total;Montant FSE conventionné\n"
)
CALENDAR = '[[deliveries]]\ntable = "fse_spending"\nevery = "month"\nfirst = 2015-01-01\ndue_days = 16\n'
DUE = dt.date(2015, 2, 16)
DAY = dt.timedelta(days=1)
LETTERS_DAY = dt.date(2015, 2, 2)


def network(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "epis.toml").write_text(CONFIGURATION + OPERATION, encoding="utf-8")
    declared = "201500001;2014-2020;Essai;01/01/2014;31/12/2016;1000;500\n"
    (folder / "operation.csv").write_text(OF_OPERATION + declared, encoding="utf-8")
    (folder / "calendar.toml").write_text(CALENDAR, encoding="utf-8")
    return folder


def spending(folder: Path, amount: str, month: str = "01/01/2015") -> None:
    row = f"P-1;201500001;Fonctionnement;{month};12,50;31/01/2015\nP-2;201500001;Fonctionnement;{month};{amount};31/01/2015\n"
    (folder / "depenses.csv").write_text(HEADINGS + row, encoding="utf-8")


def play(tmp_path: Path, day: dt.date, **settings: Any) -> list[EmailMessage]:
    """One night; the letters that it put into the outbox, wherever they are now."""
    made = Settings(
        home=tmp_path / "data", config=tmp_path / "net" / "epis.toml", worker_processes=1, page=False, **settings
    )
    clock = dt.datetime.combine(day, dt.time(3), dt.UTC)
    work = NightWork(made, load_configuration(made), Options(), lambda: clock)
    work.pull()
    work.judge()
    work.publish()
    work.report()
    found = sorted((tmp_path / "data" / "outbox").glob(f"*/{day}-*.eml"))
    return [message_from_bytes(path.read_bytes(), EmailMessage, policy=policy.default) for path in found]


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_faulty_file_is_told_once_with_its_workbook(tmp_path: Path) -> None:
    spending(network(tmp_path / "net"), "beaucoup")
    (letter,) = play(tmp_path, dt.date(2015, 2, 2))
    assert letter["To"] == "die@epi.example"
    assert letter["Subject"].startswith("EPI de Die – Fichier accepté avec réserves : 1 ligne prise en compte")
    assert "À corriger (1)" in text_of(letter)
    (joined,) = letter.iter_attachments()
    assert str(joined.get_filename()).endswith(".xlsx")
    assert play(tmp_path, dt.date(2015, 2, 3)) == []
    spending(tmp_path / "net", "13,50")
    (letter,) = play(tmp_path, dt.date(2015, 2, 4))
    assert "Fichier accepté : 2 lignes prises en compte" in str(letter["Subject"])
    assert not list(letter.iter_attachments())


def test_letters_leave_once_and_wait_for_a_server_that_cannot_be_reached(tmp_path: Path) -> None:
    spending(network(tmp_path / "net"), "beaucoup")
    with mail_server() as (_, port):
        pass
    play(tmp_path, dt.date(2015, 2, 2), smtp_host="127.0.0.1", smtp_port=port, smtp_security="none")
    outbox = tmp_path / "data" / "outbox"
    assert len(list((outbox / "waiting").iterdir())) == 1
    with mail_server() as (kept, port):
        asked = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
        kept.answer = "451 later"
        play(tmp_path, dt.date(2015, 2, 3), **asked)
        assert len(list((outbox / "waiting").iterdir())) == 1
        kept.answer = ""
        play(tmp_path, dt.date(2015, 2, 4), **asked)
        play(tmp_path, dt.date(2015, 2, 5), **asked)
        assert [message["To"] for message in kept.messages] == ["die@epi.example"]
        assert "X-EPI-Told" not in kept.messages[0]
    assert [len(list((outbox / name).iterdir())) for name in ("waiting", "sending", "sent")] == [0, 0, 1]
    assert all(path.stat().st_mode & 0o077 == 0 for path in (outbox / "sent").iterdir())


@pytest.mark.parametrize(
    "name", ["EPI de Die", "EPI de Livron-Loriol", "EPI du Pays de Dieulefit et de Bourdeaux, médiathèque"]
)
def test_the_words_of_a_subject_stand_apart_in_the_outbox_and_at_the_mail_server(tmp_path: Path, name: str) -> None:
    told = network(tmp_path / "net") / "epis.toml"
    told.write_text(told.read_text(encoding="utf-8").replace("EPI de Die", name), encoding="utf-8")
    with mail_server() as (kept, port):
        (letter,) = play(
            tmp_path, dt.date(2015, 2, 2), smtp_host="127.0.0.1", smtp_port=port, smtp_security="none"
        )  # fmt: skip
    subject = f"{name} – votre fichier n'a pas pu être reçu ; et un autre fichier"
    assert [letter["Subject"], *(one["Subject"] for one in kept.messages)] == [subject, subject]


def test_what_a_letter_tells_is_known_though_the_night_was_killed_before_it_wrote_it_down(tmp_path: Path) -> None:
    outbox, message = Outbox(tmp_path), EmailMessage()
    message.set_content("Bonjour,")
    key, mark = "die/suivi/Liste été 2015 des dépenses.csv" * 3, f"{'ab' * 32}:accepted:3:0"
    assert outbox.put("2015-02-02-die.eml", message, Told({key: mark}, {"die/fse_spending/2015-01": 3}))
    assert Outbox(tmp_path).told() == Told({key: mark}, {"die/fse_spending/2015-01": 3})
    Outbox(tmp_path).remember()
    for letter in outbox.waiting():
        outbox.move(letter, "sent")
    assert Outbox(tmp_path).told() == Told({key: mark}, {"die/fse_spending/2015-01": 3})


def test_what_a_later_letter_told_stays_told_while_an_earlier_one_waits(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    for day, mark in (("01", "older"), ("02", "newer")):
        message = EmailMessage()
        message.set_content("Bonjour,")
        outbox.put(f"2015-02-{day}-die.eml", message, Told({"die/depenses.csv": mark}))
        outbox.remember()
    outbox.move(outbox.waiting()[-1], "sent")
    assert [letter.name for letter in outbox.waiting()] == ["2015-02-01-die.eml"]
    assert Outbox(tmp_path).told() == Told({"die/depenses.csv": "newer"})


def cell(**facts: Any) -> Cell:
    told: dict[str, Any] = {
        "epi_id": "die", "epi_name": "EPI de Die", "table_name": "fse_spending", "period": "2015-01",
        "period_start_date": dt.date(2015, 1, 1), "period_end_date": dt.date(2015, 1, 31), "due_date": DUE,
        "state_code": "attendu", "state_label": "Attendu", "is_missing": True, "n_rows_accepted": 0,
        "n_rows_set_aside": 0, "received_date": None, "late_days": None,
    }  # fmt: skip
    return Cell(**told | facts)


def test_a_missing_period_is_recalled_four_times_then_told_to_the_coordinator_once() -> None:
    steps: dict[str, int] = {}
    late: dict[str, int] = {}
    recalled, told = [], []
    for n in range(-20, 40):
        day = DUE + n * DAY
        for one in reminders([cell()], day, steps):
            steps[one.key] = one.step
            recalled.append(n)
        for one in lateness([cell()], day, late):
            late[one.key] = one.step
            told.append(n)
    assert (recalled, told) == ([-7, 0, 3, 10], [11])


def test_a_period_whose_due_date_is_put_off_is_recalled_anew_and_told_to_the_coordinator_again() -> None:
    (recalled,), (late,) = reminders([cell()], DUE + 10 * DAY, {}), lateness([cell()], DUE + 11 * DAY, {})
    steps, told = {recalled.key: recalled.step}, {late.key: late.step}
    put_off = cell(due_date=DUE + 30 * DAY)
    assert reminders([put_off], DUE + 11 * DAY, steps) == []
    assert [one.step for one in reminders([put_off], DUE + 23 * DAY, steps)] == [-7]
    assert [one.step for one in lateness([put_off], DUE + 41 * DAY, told)] == [11]


def test_what_an_earlier_version_recalled_is_not_recalled_again() -> None:
    told = {"die/fse_spending/2015-01": 11}
    assert reminders([cell()], DUE + 10 * DAY, told) == lateness([cell()], DUE + 11 * DAY, told) == []


def test_a_night_that_was_missed_recalls_the_last_step_alone() -> None:
    (one,) = reminders([cell()], DUE + 5 * DAY, {})
    assert (one.step, one.sentence) == (3, "Dépenses FSE, janvier 2015 : échéance le 16/02/2015 (en retard de 5 jours)")


def test_what_was_handed_in_is_not_recalled() -> None:
    assert reminders([cell(is_missing=False)], DUE, {}) == []


def test_a_failed_night_is_told_by_webhook_and_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server() as (kept, port), web_server() as web:
        monkeypatch.setenv("EPI_SECRET_ALERT", web.says("POST /hook", Answer(body=b"ok")))
        settings = Settings(
            home=tmp_path, smtp_host="127.0.0.1", smtp_port=port, smtp_security="none",
            alert_mail="ingenieure@epi.example", alert_webhook_secret="ALERT",
        )  # fmt: skip
        assert alert(settings, "run-1", "Publication retenue") == ["webhook", "mail"]
        assert kept.messages[0]["To"] == "ingenieure@epi.example"
        assert [path for path, _ in web.asked] == ["POST /hook"]
    assert alert(settings, "run-1", "Publication retenue") == []
