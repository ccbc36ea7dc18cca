"""A night in which nothing changed: `python -m benchmarks.unchanged --epis 1000`.

So many EPI give a small CSV of contracts each, in a folder. The first night judges them all; the second, in a process of
its own, is measured step by step. That no file was read is seen from what the store holds, which is the same after as
before, and from what the night says that it judged.
"""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.network import EPI
from benchmarks.processes import run
from flows.night import Options
from flows.night_work import NightWork
from flows.read_configuration import load_configuration
from flows.settings import Settings

ROWS = 3
_NIGHT = "import sys; from benchmarks.unchanged import night; night(*sys.argv[1:])"
_HEAD = '[network]\nname = "Mesure"\nas_of = 2015-07-31\n'
_HEADINGS = "N° contrat;Nom;Prénom;Date de naissance;Type de contrat;Date de début;Date de fin prévue\n"


def main() -> None:
    """Make the files, run the two nights, print what the second cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epis", type=int, default=1_000)
    parser.add_argument("--data", type=Path, default=Path(tempfile.gettempdir()) / "epi-benchmarks")
    asked = parser.parse_args()
    place = folder(asked.data, asked.epis)
    home = place / "home"
    shutil.rmtree(home, ignore_errors=True)
    first = run(["-c", _NIGHT, str(place), "published"])
    kept = _kept(home)
    second = run(["-c", _NIGHT, str(place), "unchanged"])
    if _kept(home) != kept:
        raise SystemExit("the store has changed")
    print(f"{asked.epis} EPI: the first night {first.wall:.1f} s wall, {first.cpu:.1f} s CPU, {first.memory_mb:.0f} MB")
    print(
        f"  the unchanged one {second.wall:.1f} s wall, {second.cpu:.1f} s CPU, {second.memory_mb:.0f} MB; no file read"
    )


def folder(data: Path, epis: int) -> Path:
    """So many EPI with a file each, made once; the folder of their epis.toml."""
    place = data / f"unchanged-{epis}"
    if (place / "epis.toml").exists():
        return place
    place.mkdir(parents=True, exist_ok=True)
    told = [_HEAD]
    for number in range(epis):
        epi = f"e{number:05d}"
        lines = (f"{epi}-{row};M.;Léa {number} {row};12/03/1990;CDD;01/09/2014;31/08/2015\n" for row in range(ROWS))
        (place / f"{epi}.csv").write_text(_HEADINGS + "".join(lines), encoding="utf-8")
        told.append(f'{EPI.format(id=epi)}path = "{epi}.csv"\n')
    (place / "epis.toml").write_text("".join(told), encoding="utf-8")
    return place


def night(place: str, wanted: str) -> None:
    """One night, its steps told on stderr; ends the measure where it did not come out as wanted."""
    settings = Settings(home=Path(place) / "home", config=Path(place) / "epis.toml")
    started = time.perf_counter()
    work = NightWork(settings, load_configuration(settings), Options())
    for step in (work.pull, work.judge, work.publish):
        said = step()
        print(f"  {wanted} {time.perf_counter() - started:6.1f} s  {said}", file=sys.stderr, flush=True)
        if wanted == "unchanged" and said.startswith("judged=") and said != "judged=0":
            raise SystemExit(said)
    outcome = work.report().outcome
    print(f"  {wanted} {time.perf_counter() - started:6.1f} s  reported", file=sys.stderr, flush=True)
    if outcome != wanted:
        raise SystemExit(outcome)


def _kept(home: Path) -> list[tuple[str, int, int]]:
    """Every file of the store and of those received: name, size, time of its last change."""
    files = (path for part in ("store", "received") for path in (home / part).rglob("*") if path.is_file())
    return sorted((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files)


if __name__ == "__main__":
    main()
