"""Networks of several EPI whose files lie on a web server, for the tests of nights."""

from collections.abc import Mapping
from pathlib import Path


def write_network(folder: Path, sources: Mapping[str, str]) -> Path:
    """A configuration of one EPI for each source, given in TOML by the id of the EPI; the path of its epis.toml."""
    blocks = [
        f'[[epis]]\nid = "{epi_id}"\nname = "EPI {epi_id}"\ncommune = "Die"\ninsee_code = "26113"\npostcode = "26150"\n'
        f"[[epis.sources]]\n{source}\n"
        for epi_id, source in sources.items()
    ]
    folder.mkdir(exist_ok=True)
    path = folder / "epis.toml"
    path.write_text('[network]\nname = "Essai"\nas_of = 2015-07-31\n' + "".join(blocks), encoding="utf-8")
    return path
