"""The pages of `epi serve` in a real browser: runs are asked for in forms, their outcome is read, nothing leaves."""

import datetime as dt
import re
import shutil
import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from flows.configuration import PARIS
from schemas.wording import french_euros
from tests.browser.chromium import DESKTOP, SCREENSHOTS, page_beyond, picture
from tests.browser.outside import outside
from tests.flows.served import Served
from tests.nights import SAMPLES

pytestmark = pytest.mark.prefect

EPI = "from flows.cli import main; main()"
DEPLOYMENTS = {"alert", "check", "evidence", "fse_dry_run", "ingest", "nightly", "publish"}
OWN_CALLS = ("accounts.google.com", "googleapis.com", "google.com", ".gvt1.com")
ENDS = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


@dataclass
class Desk:
    """A browser before a served network: the page, the server, and what the browser asked for beyond loopback."""

    page: Page
    served: Served
    asked: list[str]

    def open_form(self, deployment: str) -> None:
        """Go from the list of deployments to the form of one."""
        self.entry(deployment, "Custom run").click()
        self.page.get_by_role("heading", name="Parameters").wait_for()

    def entry(self, deployment: str, name: str) -> Locator:
        """Press *Run* on a deployment; the entry of the menu that opens."""
        self.page.goto(self.served.api.removesuffix("/api") + "/v2/deployments")
        self.page.get_by_role("link", name=deployment, exact=True).first.click()
        self.page.get_by_role("button", name="Run", exact=True).click()
        return self.page.get_by_role("menuitem", name=name)

    def open_artifact(self, artifact_id: str) -> None:
        """Show one artifact."""
        self.page.goto(self.served.api.removesuffix("/api") + f"/v2/artifacts/artifact/{artifact_id}")

    def ended(self, button: Locator) -> dict[str, Any]:
        """Press what asks for a run, and go to the page of the run; the run, once the API says that it has ended."""
        with self.page.expect_response(re.compile(r"/create_flow_run$")) as answered:
            button.click()
        assert answered.value.status == HTTPStatus.CREATED, answered.value.text()
        run_id = answered.value.json()["id"]
        self.page.goto(self.served.api.removesuffix("/api") + f"/v2/runs/flow-run/{run_id}")
        return self.served.wait_for(lambda: self._end_of(run_id))

    def _end_of(self, run_id: str) -> dict[str, Any] | None:
        (run,) = self.served.ask("flow_runs/filter", {"flow_runs": {"id": {"any_": [run_id]}}})
        return run if run["state_type"] in ENDS else None

    def said_in(self, run_id: str) -> list[str]:
        """What a run said itself, in order; it sends that to the server some seconds later."""
        of_run = {"logs": {"flow_run_id": {"any_": [run_id]}}, "sort": "TIMESTAMP_ASC"}
        logs = self.served.ask("logs/filter", of_run)
        return [one["message"] for one in logs if one["name"] == "prefect.flow_runs" and "=" in one["message"]]

    def runs_of(self, deployment: str) -> int:
        """How many runs of a deployment there are."""
        return int(self.served.ask("flow_runs/count", {"deployments": {"name": {"any_": [deployment]}}}))


def network_of(folder: Path) -> Path:
    """The samples with a calendar, and somebody to write to in Die; their epis.toml."""
    shutil.copytree(SAMPLES, folder)
    (folder / "calendar.example.toml").rename(folder / "calendar.toml")
    config = folder / "epis.toml"
    told = config.read_text(encoding="utf-8")
    config.write_text(told.replace('id = "die"', 'id = "die"\ncontact = "die@epi.example"'), encoding="utf-8")
    return config


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = (sys.executable, "-c", EPI, "serve", "--port", str(port))
    home, network = tmp_path_factory.mktemp("served"), tmp_path_factory.mktemp("net") / "samples"
    served = Served(home, command, EPI_HOME=str(home), EPI_CONFIG=str(network_of(network)))
    with outside() as (proxy, asked), page_beyond(proxy) as page:
        try:
            served.start()
            served.wait_for(lambda: {one["name"] for one in served.deployments()} == DEPLOYMENTS)
            yield Desk(page, served, asked)
        finally:
            served.process.terminate()
            served.process.wait(60)


def test_the_night_runs_with_its_defaults_and_its_page_can_be_read(desk: Desk) -> None:
    run = desk.ended(desk.entry("nightly", "Quick run"))
    said = f"6 EPI dont le dernier fichier est en vigueur, 13 lignes mises de côté ({french_euros(Decimal('7123.67'))})"
    assert (run["state_type"], run["state"]["message"]) == ("COMPLETED", said)
    picture(desk.page, "nightly-run")
    (night,) = desk.served.ask("artifacts/filter", {"artifacts": {"key": {"any_": ["night"]}}})
    desk.open_artifact(night["id"])
    expect(desk.page.get_by_role("heading", name=run["state"]["message"])).to_be_visible()
    picture(desk.page, "nightly-artifact")
    desk.page.get_by_role("link", name="La page de la nuit").click()
    expect(desk.page.get_by_role("heading", name="EPI de la Drôme")).to_be_visible()
    expect(desk.page.get_by_text(said)).to_be_visible()
    picture(desk.page, "page-from-the-artifact")
    desk.page.set_viewport_size({"width": 375, "height": 800})
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= 375
    picture(desk.page, "page-on-a-phone")
    desk.page.set_viewport_size(DESKTOP)
    desk.page.pdf(path=SCREENSHOTS / "page.pdf")
    with desk.page.expect_download() as letter:
        desk.page.get_by_role("link", name=re.compile(r"-die\.eml$")).click()
    assert b"To: die@epi.example" in letter.value.path().read_bytes()


def test_the_board_the_progress_and_the_findings_of_the_night_are_artifacts(desk: Desk) -> None:
    found = {one["key"]: one for one in desk.served.ask("artifacts/filter", {})}
    assert found["progress"]["data"] == 100
    desk.open_artifact(found["board"]["id"])
    expect(desk.page.get_by_role("heading", name="Tableau des remises")).to_be_visible()
    expect(desk.page.get_by_role("cell", name="EPI de Nyons").first).to_be_visible()
    picture(desk.page, "board-artifact")
    assert {key for key in found if key.startswith("findings-")} >= {"findings-die", "findings-nyons"}
    desk.open_artifact(found["findings-die"]["id"])
    expect(desk.page.get_by_text("FSE-02").first).to_be_visible()
    picture(desk.page, "findings-artifact")


def test_two_epis_are_ingested_for_a_day_through_the_form(desk: Desk) -> None:
    day = dt.datetime.now(PARIS).date().replace(day=15)
    desk.open_form("ingest")
    desk.page.get_by_label("Select Espace").click()
    for epi in ("nyons", "die"):
        desk.page.get_by_role("option", name=epi, exact=True).click()
    desk.page.keyboard.press("Escape")
    desk.page.get_by_role("tab", name="date").click()
    desk.page.get_by_role("button", name="Pick a date").click()
    desk.page.get_by_role("button", name=re.compile(r"\b15th,")).click()
    desk.page.keyboard.press("Escape")
    picture(desk.page, "ingest-form")
    run = desk.ended(desk.page.get_by_role("button", name="Submit"))
    asked = {"epis": ["nyons", "die"], "as_of": day.isoformat(), "force": False, "dry_run": False}
    assert (run["state_type"], run["parameters"]) == ("COMPLETED", asked)
    assert run["state"]["message"].startswith("2 EPI dont le dernier fichier est en vigueur")
    said = desk.served.wait_for(lambda: desk.said_in(run["id"]))
    assert said[0] == f"epis=nyons,die as_of={day} force=False dry_run=False accept=False"


def test_a_wrong_value_is_refused_by_the_form_and_no_run_is_made(desk: Desk) -> None:
    desk.open_form("check")
    desk.page.get_by_role("textbox", name="delivery_id").fill("../secret")
    desk.page.get_by_role("button", name="Submit").click()
    expect(desk.page.get_by_text(re.compile("does not match")).first).to_be_visible()  # at the field, and in a notice
    picture(desk.page, "check-refused")
    assert desk.runs_of("check") == 0


def test_nothing_was_asked_for_beyond_loopback_but_what_the_browser_asks_of_its_maker(desk: Desk) -> None:
    strangers = {re.sub(r"^\w+://|[:/].*$", "", one) for one in desk.asked}
    assert [one for one in strangers if not one.endswith(OWN_CALLS)] == []
    desk.page.goto("http://analytics.example/")
    assert "http://analytics.example/" in desk.asked
