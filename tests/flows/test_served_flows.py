"""The flows of `epi serve`, run to their end by a real server: what each says, who is told when a night fails."""

import datetime as dt
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest

from flows.received import Received
from flows.report import ExitCode
from flows.serve import SERVED
from schemas.wording import french_euros
from tests.flows.mail_server import Kept, mail_server
from tests.flows.served import Served
from tests.flows.web import Answer, Web, web_server
from tests.nights import ROOT, SAMPLES, contracts_csv

pytestmark = pytest.mark.prefect

EPI = "from flows.cli import main; main()"
SLOW = """
[[epis]]
id = "lent"
name = "EPI lent"
commune = "Die"
insee_code = "26113"
postcode = "26150"
[[epis.sources]]
url = "{url}"
allow_private = true
token_secret = "LENT"
"""
TOKEN = "pl4nted-token-0123456789"


@dataclass
class Network:
    """A served network of the samples and of an EPI whose file a web server gives, quickly or not; its first run."""

    served: Served
    web: Web
    mail: Kept
    environment: dict[str, str]
    first: str

    def is_slow(self) -> None:
        """From now on the file of the EPI comes byte by byte."""
        self.web.says("/lent.csv", Answer(b"x" * 10_000, pause=0.5))

    def wait_for_pull(self) -> int:
        """Wait until a night is pulling that file; the process id of the night."""
        asked = len(self.web.asked)
        self.served.wait_for(lambda: any(path == "/lent.csv" for path, _ in self.web.asked[asked:]))
        return int((self.served.home / "lock").read_text())

    def told(self) -> tuple[int, int]:
        """How many times the engineer was told so far, by webhook and by mail."""
        return sum(path.startswith("POST /hook") for path, _ in self.web.asked), len(self.mail.messages)

    def told_of_crash(self, run_id: str) -> str:
        """What the run of `alert` for this crash ended with."""
        asked = {"deployments": {"name": {"any_": ["alert"]}}}
        alert = self.served.wait_for(
            lambda: [
                one["id"]
                for one in self.served.ask("flow_runs/filter", asked)
                if one["parameters"] == {"run_id": run_id}
            ]
        )
        state, said = self.served.end(alert[0])
        assert state == "COMPLETED"
        return said


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    home, folder = tmp_path_factory.mktemp("served"), tmp_path_factory.mktemp("net") / "samples"
    shutil.copytree(SAMPLES, folder)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with mail_server() as (mail, mail_port), web_server() as web:
        url = web.says("/lent.csv", Answer(contracts_csv(1, 2)))
        with (folder / "epis.toml").open("a", encoding="utf-8") as config:
            config.write(SLOW.format(url=url))
        environment = {
            "EPI_HOME": str(home), "EPI_CONFIG": str(folder / "epis.toml"), "EPI_SMTP_HOST": "127.0.0.1",
            "EPI_SMTP_PORT": str(mail_port), "EPI_SMTP_SECURITY": "none", "EPI_ALERT_MAIL": "ingenieure@epi.example",
            "EPI_ALERT_WEBHOOK_SECRET": "ALERT", "EPI_SECRET_ALERT": web.says("POST /hook", Answer(b"ok")) + f"?key={TOKEN}",
            "EPI_SECRET_LENT": TOKEN,
            "PREFECT_RUNNER_POLL_FREQUENCY": "2",
        }  # fmt: skip
        served = Served(home, (sys.executable, "-c", EPI, "serve", "--port", str(port)), **environment)
        try:
            served.start()
            served.wait_for(lambda: len(served.deployments()) == len(SERVED))
            first = served.begin("ingest", epis=["die", "nyons", "lent"])
            served.end(first)
            yield Network(served, web, mail, environment, first)
        finally:
            served.process.terminate()
            served.process.wait(60)


def epi(network: Network, *arguments: str) -> subprocess.Popen[str]:
    """`epi` beside the served network."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "EPI"))}
    return subprocess.Popen(
        [sys.executable, "-c", EPI, *arguments], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**kept, **network.environment, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def test_several_epis_are_ingested_and_the_run_says_what_came_of_it(network: Network) -> None:
    run = network.first
    state, said = network.served.state(run)
    assert (state, said.partition(",")[0]) == ("COMPLETED", "3 EPI dont le dernier fichier est en vigueur")
    first, *others = network.served.wait_for(lambda: lines if len(lines := network.served.logs(run)) > 4 else None)
    assert first == "epis=die,nyons,lent as_of=None force=False dry_run=False accept=False"
    assert [line.split()[1] for line in others] == ["step=pull", "step=judge", "step=publish", "step=report"]


def test_a_received_file_is_checked_dry(network: Network) -> None:
    kept = network.served.home / "received"
    before = sorted(kept.rglob("*"))
    (file,) = (path for path in before if path.is_file() and path.read_bytes()[:4] == b"\xd0\xcf\x11\xe0")
    state, said = network.served.end(network.served.begin("check", delivery_id=file.name[:12], epi="die"))
    assert (state, said[:57]) == ("COMPLETED", "Fichier accepté avec réserves : 28 lignes prises en compt")
    (table,) = network.served.ask("artifacts/filter", {"artifacts": {"key": {"any_": ["check"]}}})
    assert "FSE-02" in table["data"]
    assert table["description"] == said
    assert sorted(kept.rglob("*")) == before
    unknown = network.served.begin("check", delivery_id="0" * 12)
    assert network.served.end(unknown) == ("COMPLETED", "Aucun fichier reçu n'a cette empreinte.")


def test_a_file_of_which_a_redacted_copy_is_left_is_not_checked(network: Network) -> None:
    archive = Received(network.served.home / "received")
    name = archive.keep([b"Nom;Octave G."]).sha256
    archive.redact(name, b"Nom;", json.dumps({"delivery_id": name, "size": 13, "redactions": []}))
    told = "Une personne a été effacée de ce fichier : la copie qui en reste n'est plus jugée."
    assert network.served.end(network.served.begin("check", delivery_id=name)) == ("COMPLETED", told)


def test_a_day_is_published_to_a_file_of_its_own(network: Network) -> None:
    day = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    state, said = network.served.end(network.served.begin("publish", day=day.isoformat()))
    out = network.served.home / "as_of" / f"warehouse-{day}.duckdb"
    assert (state, said.partition(" : ")[0]) == ("COMPLETED", f"Tables du {day:%d/%m/%Y}")
    assert said.endswith(f"fichier as_of/{out.name}.")
    assert out.is_file()
    long_ago = network.served.begin("publish", day="2001-01-01")
    assert network.served.end(long_ago) == ("COMPLETED", "Aucune nuit n'avait été publiée ce jour-là.")


def test_a_night_that_could_read_nothing_fails_and_the_engineer_is_told(network: Network) -> None:
    network.web.says("/lent.csv", Answer(status=404))
    before = network.told()
    run = network.served.begin("nightly", epis=["lent"])
    state, said = network.served.end(run)
    nothing = "0 EPI dont le dernier fichier est en vigueur, 1 repris de la veille, 0 ligne mise de côté"
    assert (state, said) == ("FAILED", f"{nothing} ({french_euros(Decimal(0))})")
    network.served.wait_for(lambda: network.told() == (before[0] + 1, before[1] + 1))
    letter = network.mail.messages[-1]
    assert letter["To"] == "ingenieure@epi.example"
    assert said in str(letter.get_content())


def test_a_served_run_waits_for_epi_run_and_epi_run_is_refused_while_one_is_under_way(network: Network) -> None:
    network.is_slow()
    with epi(network, "run", "--epi", "lent") as first:
        network.wait_for_pull()
        waiting = network.served.begin("ingest", epis=["die"])
        line = f"step=wait lock_held_by={first.pid}"
        network.served.wait_for(lambda: line in network.served.logs(waiting))
        with epi(network, "run", "--epi", "die") as second:
            assert second.wait() == ExitCode.OUR_FAULT
            assert second.stderr is not None
            assert second.stderr.read() == f"{network.served.home}/lock is held by process {first.pid}\n"
        assert network.served.state(waiting)[0] == "RUNNING"
        before = network.told()
        first.kill()
    assert network.served.end(waiting)[0] == "COMPLETED"
    (silent,) = network.served.ask("flow_runs/filter", {"flow_runs": {"state": {"type": {"any_": ["RUNNING"]}}}})
    assert network.served.end(silent["id"]) == ("CRASHED", "Its process went silent.")
    assert network.told_of_crash(silent["id"]) == "Prévenu par : webhook, mail."
    assert network.told() == (before[0] + 1, before[1] + 1)


def test_a_night_whose_process_is_killed_is_told_once(network: Network) -> None:
    network.is_slow()
    before = network.told()
    run = network.served.begin("nightly", epis=["lent"])
    os.kill(network.wait_for_pull(), signal.SIGKILL)
    assert network.served.end(run)[0] == "CRASHED"
    assert network.told_of_crash(run) in ("Prévenu par : webhook, mail.", "Ce passage a déjà été signalé.")
    assert network.told() == (before[0] + 1, before[1] + 1)


def test_a_night_that_died_with_its_server_is_told_at_the_next_start(network: Network) -> None:
    network.is_slow()
    before = network.told()
    run = network.served.begin("nightly", epis=["lent"])
    network.wait_for_pull()
    network.served.process.kill()
    network.served.process.wait()
    assert network.served.mark.left_after(10) == []
    network.served.start()
    assert network.served.end(run) == ("CRASHED", "It was under way when epi serve ended.")
    assert network.told() == (before[0] + 1, before[1] + 1)


def test_the_next_night_repairs_what_a_killed_one_left(network: Network) -> None:
    network.web.says("/lent.csv", Answer(contracts_csv(1, 2, 3)))
    state, said = network.served.end(network.served.begin("nightly"))
    assert (state, said.partition(",")[0]) == ("COMPLETED", "7 EPI dont le dernier fichier est en vigueur")
    asked = [headers for path, headers in network.web.asked if path == "/lent.csv"]
    assert asked[-1]["Authorization"] == f"Bearer {TOKEN}"


def test_no_byte_that_prefect_or_the_night_keeps_is_a_secret(network: Network) -> None:
    kept = [path for path in network.served.home.rglob("*") if path.is_file()]
    assert {path.name for path in kept} >= {"prefect.db", "server.log", "warehouse.duckdb"}
    assert [path for path in kept if TOKEN.encode() in path.read_bytes()] == []
