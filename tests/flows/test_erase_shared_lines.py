"""Erasing a person whose contract and exit stand on one line, with both names in one cell."""

from pathlib import Path

from flows.erase import erase, key_of
from flows.received import Received
from flows.settings import Settings
from tests.flows.test_erase import BORN, figures, network
from tests.nights import night, rows

_LINES = """N° contrat;Nom et prénom;Date de naissance;Téléphone;Type de contrat;Date de début;Date de fin prévue;N° opération;Date de sortie;Motif de sortie;Observations
C-1;MARCHETTI Ludivine;12/03/1990;0475000001;CDD;01/09/2013;31/08/2014;201400026;31/08/2014;Au chômage;sa sœur a appelé
C-2;GARANCE Octave;04/05/1991;0475000002;CDD;01/09/2013;31/08/2014;201400026;31/08/2014;Au chômage;rien
C-3;MARCHETTI Ludivine;12/03/1990;0475000001;CDD;01/09/2014;31/08/2015;201400026;;;en poste
C-4;MARCHETTI Ludivine;12/03/1990;0475000001;CDD;31/02/2015;31/08/2015;201400026;;;
"""


def test_what_both_tables_store_of_the_line_stays_and_names_and_remarks_leave(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home", config=network(tmp_path, contracts=_LINES), worker_processes=1)
    assert night(settings.home, settings.config).outcome == "published"
    before = figures(settings), rows(settings.home, "SELECT * FROM core.outcomes ORDER BY ALL")
    assert len(before[1]) == 2

    done = erase(settings, key_of(settings, "Marchetti", "Ludivine", BORN), None, dry_run=False)
    [delivery] = done.files
    copy = Received(settings.home / "received").redacted(delivery)
    assert copy is not None
    lines, received = copy.read_text(encoding="utf-8").splitlines(), _LINES.splitlines()
    gone = "[effacé];[effacé];[effacé]"
    assert lines[1] == f"C-1;{gone};CDD;01/09/2013;31/08/2014;201400026;31/08/2014;Au chômage;[effacé]"
    assert lines[3] == f"C-3;{gone};CDD;01/09/2014;31/08/2015;201400026;;;[effacé]"
    assert [lines[at] for at in (0, 2)] == [received[at] for at in (0, 2)]
    assert lines[4].startswith("C-4;[effacé];[effacé]")
    assert "31/08/2015" in lines[4]
    assert (figures(settings), rows(settings.home, "SELECT * FROM core.outcomes ORDER BY ALL")) == before
