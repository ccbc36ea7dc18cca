import json
from pathlib import Path

import pytest

from tests.transforms.layouts import whole
from tests.transforms.read_files import CORPUS
from transforms.layout import explore
from transforms.read import read

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus is not on this machine")
TRUTH = json.loads((CORPUS / "truth.json").read_text()) if CORPUS.exists() else []


@pytest.mark.parametrize("entry", [e for e in TRUTH if e["kind"] not in {"refuse", "any"}], ids=lambda e: e["path"])
def test_the_table_of_a_real_file_is_found_with_its_headings_and_rows(entry: dict[str, object]) -> None:
    path = CORPUS / str(entry["path"])
    sheets = [s for s in read(path.read_bytes(), Path(path).name).sheets if s.visible == "visible"]
    layouts = [explore(sheet) for sheet in sheets]
    assert all(whole(found, sheet.text.height) for found, sheet in zip(layouts, sheets, strict=True))
    regions = [region for found in layouts for region in found.regions]
    if entry["kind"] == "nottable":
        assert (regions, [found.reason for found in layouts]) == ([], ["form"])
        return
    wanted = {" ".join(str(name).split()) for name in entry.get("cols", []) if name != "<none>"}  # type: ignore[attr-defined]
    named = [region for region in regions if wanted <= {" ".join(text.split()) for _, text in region.headings}]
    assert named != []
    assert entry.get("rows") is None or entry["rows"] in [region.rows.len() for region in named]
